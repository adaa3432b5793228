#include <fcntl.h>
#include <signal.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "harness.h"
#include "store_canary.h"
#include "store_world.h"
#include "sys/file.h"
#include "store/kinds.h"

static const char canary[] = "CANARY-Zq7vR2mK9xW4tL8p";

/* Answers with the canary in every place and spelling that a form could give it. */
static size_t answers(char *out, size_t room)
{
	return (size_t)snprintf(out, room,
	        "{\"/data/name\":\"%s\",\"/data/%s\":1,\"/data/story\":\"It was me, %s, and nobody else. It was me, %s.\"}",
	        canary, canary, canary, canary);
}

static int put_canary(struct store *s)
{
	struct store_order order = {.type = KIND_SELF_REPORT, .schema = 1};
	struct store_kept kept;
	char json[600];
	int r;

	store_new_id(order.id);
	order.n = answers(json, sizeof json);
	order.json = json;
	r = store_commit(&kept, s, &order);
	wipe(json, sizeof json);
	return r;
}

TEST(canary, is_in_no_byte_of_the_data_folder)
{
	struct store_test t;
	struct receipt receipt;
	char json[600];
	struct store *s;
	long looked = 0;

	store_test_init(&t);
	t.world.has_keep = true;
	s = store_test_open(&t);
	for (int i = 0; i < 20; i++) {
		CHECK_OK(put_canary(s));
		CHECK_INT(canary_in_files(t.data, canary, &looked), 0);
	}
	CHECK_OK(store_idle(s));
	CHECK_INT(canary_in_files(t.data, canary, &looked), 0);
	store_test_receipt(&receipt, &t, 1, 10);
	store_test_ledger(&t, &receipt, t.hub);
	CHECK_OK(store_settle(s));
	CHECK_OK(store_idle(s));
	store_close(s);
	CHECK_INT(canary_in_files(t.data, canary, &looked), 0);
	CHECK(looked > 1000000);
	/* It really was in there, and the search can find it. */
	store_test_read(json, sizeof json, &t, 1, 20, t.authority);
	CHECK_HAS(json, canary);
	CHECK_OK(dir_make("found", 0700));
	CHECK_OK(file_replace("found/plain", json, strlen(json), 0600));
	CHECK(canary_in_files("found", canary, &looked) > 0);
	store_test_fini(&t);
}

TEST(canary, search_finds_each_spelling)
{
	char text[600] = {0}, coded[1000];
	long looked = 0;

	CHECK_OK(dir_make("wide", 0700));
	for (size_t i = 0; i < sizeof canary; i++)
		text[2 * i + 20] = canary[i];
	CHECK_OK(file_replace("wide/file", text, sizeof text, 0600));
	CHECK(canary_in_files("wide", canary, &looked) > 0);
	for (int before = 0; before < 4; before++) {
		CHECK_OK(dir_make("coded", 0700));
		snprintf(text, sizeof text, "%.*s%s and more", before, "abc", canary);
		sodium_bin2base64(coded, sizeof coded, (uint8_t *)text, strlen(text), sodium_base64_VARIANT_ORIGINAL);
		CHECK_OK(file_replace("coded/file", coded, strlen(coded), 0600));
		CHECK(canary_in_files("coded", canary, &looked) > 0);
		CHECK_OK(dir_remove("coded"));
	}
	CHECK_OK(dir_make("named", 0700));
	snprintf(coded, sizeof coded, "named/%s", canary);
	CHECK_OK(file_replace(coded, "", 0, 0600));
	CHECK(canary_in_files("named", canary, &looked) > 0);
}

/* Not even what the compressor made of it: no zstd frame begins anywhere in what was written. */
TEST(canary, is_not_there_compressed_either)
{
	static const uint8_t magic[4] = {0x28, 0xb5, 0x2f, 0xfd};
	struct store_test t;
	char path[4200];
	struct store *s;
	AUTO_BUF all;

	store_test_init(&t);
	s = store_test_open(&t);
	CHECK_OK(put_canary(s));
	buf_init(&all, 16 << 20);
	CHECK_OK(station_path(path, sizeof path, t.data, STATION_STORE_DB));
	CHECK_OK(file_read(&all, path));
	memcpy(path + strlen(path), "-wal", 5);
	CHECK_OK(file_read(&all, path));
	CHECK(memmem(all.data, all.len, magic, sizeof magic) == NULL);
	store_close(s);
	store_test_fini(&t);
}

TEST_LIMIT(canary, is_in_no_memory_after_the_commit, 60)
{
	/* The caller's only copy of the answers, in a mapping of its own that is left out of the search. */
	char *kept = mmap(NULL, 8192, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	struct store_order order = {.type = KIND_SELF_REPORT, .schema = 1};
	struct store_kept number;
	struct store_test t;
	struct store *s;

	CHECK(kept != MAP_FAILED);
	store_test_init(&t);
	s = store_test_open(&t);
	for (int round = 0; round < 3; round++) {
		/* Made of random letters, so that the test's own constants do not count. */
		for (int i = 0; i < 4000; i++)
			kept[i] = (char)('a' + randombytes_uniform(26));
		order.json = kept;
		order.n = 4000;
		store_new_id(order.id);
		CHECK_OK(store_commit(&number, s, &order));
		for (int at = 0; at < 4000 - 16; at += 97)
			CHECK_INT(canary_in_memory(kept + at, 16, kept, 8192), 0);
	}
	store_close(s);
	store_test_fini(&t);
}

/* ---- kill -9 ---------------------------------------------------------------------------- */

struct word {
	uint32_t seq;
	uint8_t hash[RECORD_HASH_BYTES];
};

static void commit_for_ever(struct store_test *t, int tell)
{
	struct store_order order = {.type = KIND_SELF_REPORT, .schema = 1};
	struct store *s = store_test_open(t);
	struct store_kept kept;
	struct word w;
	char json[600];

	order.n = answers(json, sizeof json);
	order.json = json;
	for (int i = 0;; i++) {
		store_new_id(order.id);
		if (store_commit(&kept, s, &order))
			_exit(3);
		w.seq = kept.seq;
		memcpy(w.hash, kept.hash, sizeof w.hash);
		if (write(tell, &w, sizeof w) != sizeof w)
			_exit(4);
		if (i % 5 == 4 && store_idle(s))
			_exit(5);
	}
}

static int kill_once(struct store_test *t, unsigned after_us, struct word *words, int most)
{
	int tell[2], n = 0, status;
	pid_t pid;

	CHECK(pipe(tell) == 0);
	pid = fork();
	CHECK(pid >= 0);
	if (pid == 0) {
		close(tell[0]);
		commit_for_ever(t, tell[1]);
	}
	close(tell[1]);
	usleep(after_us);
	CHECK(kill(pid, SIGKILL) == 0);
	while (n < most && read(tell[0], &words[n], sizeof *words) == sizeof *words)
		n++;
	close(tell[0]);
	CHECK(waitpid(pid, &status, 0) == pid);
	CHECK(WIFSIGNALED(status));
	return n;
}

TEST_LIMIT(canary, kill_9_in_mid_commit_loses_and_shows_nothing, 120)
{
	enum { MOST = 4096 };
	const char *wanted = getenv("KILLS");
	int kills = wanted ? atoi(wanted) : 60, promised = 0, rows = 0;
	struct word *words = calloc(MOST, sizeof *words);
	struct store_read *read_side;
	struct store_row row;
	uint8_t hash[RECORD_HASH_BYTES];
	struct store_test t;
	char folder[300];
	uint64_t random = 3;
	long looked = 0;

	store_test_fast_folder(folder, sizeof folder);
	store_test_init_at(&t, folder);
	t.log.fd = -1;
	for (int k = 0; k < kills; k++) {
		int n = kill_once(&t, 1000 + test_random(&random) % 25000, words, MOST), now;

		if (k % 4 == 3)
			CHECK_INT(canary_in_files(folder, canary, &looked), 0);
		now = store_test_verify(&t);
		CHECK(now >= rows + n && now <= rows + n + 1); /* nothing lost, nothing doubled */
		rows = now;
		promised += n;
		for (int i = 0; i < n; i++) {
			CHECK_OK(store_read_open(&read_side, t.data));
			CHECK_OK(store_read_from(&row, read_side, 1, words[i].seq));
			record_hash(hash, row.record.header);
			CHECK_BYTES(hash, words[i].hash, sizeof hash);
			store_read_close(read_side);
		}
	}
	printf("kills: %d, %d records promised, 0 lost, 0 doubled, 0 readable\n", kills, promised);
	CHECK(promised > kills);
	CHECK_OK(dir_remove(folder));
	free(words);
	store_test_fini(&t);
}
