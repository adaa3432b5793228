#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "harness.h"
#include "store_crashvfs.h"
#include "store_world.h"
#include "sys/file.h"

/*
 * The power cut is a loop: at disk operation 1, 2, 3 ... of a station's life the plug is pulled, until that life ends
 * by itself. Afterwards only what was promised is asked. SEEDS=n runs more than the usual 20; the figures stand on
 * standard output: "power: N cuts, 0 lost, 0 doubled, 0 corrupt".
 */

struct promise {
	uint32_t seq;
	uint8_t hash[RECORD_HASH_BYTES];
};

enum { RECORDS = 8, PROMISES_MOST = 64 };

struct tally {
	long cuts, lost, doubled, corrupt;
	long alarms, untold; /* told of a loss that is none; lost, and nobody is told */
};

static void put_or_leave(struct store *s, int n, int tell)
{
	struct store_kept kept;
	struct promise p;

	if (store_test_put(&kept, s, n) != 0)
		_exit(3);
	p.seq = kept.seq;
	memcpy(p.hash, kept.hash, sizeof p.hash);
	if (write(tell, &p, sizeof p) != sizeof p)
		_exit(4);
}

/* A station's life: records, tidying up, a receipt, wiping, closing, opening, more records. */
static void live(struct store_test *t, int tell)
{
	struct receipt receipt;
	struct store *s = store_test_open(t);

	for (int n = 1; n <= RECORDS / 2; n++)
		put_or_leave(s, n, tell);
	if (store_idle(s))
		_exit(5);
	store_test_receipt(&receipt, t, 1, 2);
	store_test_ledger(t, &receipt, t->hub);
	if (store_settle(s) || store_idle(s))
		_exit(6);
	put_or_leave(s, RECORDS / 2 + 1, tell);
	store_close(s);
	s = store_test_open(t);
	for (int n = RECORDS / 2 + 2; n <= RECORDS; n++)
		put_or_leave(s, n, tell);
	store_close(s);
}

/* True when the life ended by itself. */
static bool cut_once(struct store_test *t, uint64_t cut, uint64_t seed, struct promise *promises, int *n)
{
	int tell[2], status;
	pid_t pid;

	CHECK(pipe(tell) == 0);
	pid = fork();
	CHECK(pid >= 0);
	if (pid == 0) {
		close(tell[0]);
		crash_vfs_arm(cut, seed);
		t->tuning.vfs = "crash";
		live(t, tell[1]);
		_exit(0);
	}
	close(tell[1]);
	*n = 0;
	while (*n < PROMISES_MOST && read(tell[0], &promises[*n], sizeof *promises) == sizeof *promises)
		++*n;
	close(tell[0]);
	CHECK(waitpid(pid, &status, 0) == pid);
	if (!WIFEXITED(status) || (WEXITSTATUS(status) != 0 && WEXITSTATUS(status) != CRASH_EXIT))
		test_fail(__FILE__, __LINE__, "cut %llu of seed %llu ended with status %x", (unsigned long long)cut,
		        (unsigned long long)seed, (unsigned)status);
	return WEXITSTATUS(status) == 0;
}

static bool is_there(struct store_read *r, const struct promise *p)
{
	uint8_t hash[RECORD_HASH_BYTES];
	struct store_row row;

	if (store_read_from(&row, r, 1, p->seq) || row.seq != p->seq)
		return false;
	record_hash(hash, row.record.header);
	return memcmp(hash, p->hash, sizeof hash) == 0;
}

/* What must hold after any cut: it opens, checks, has all that was promised, at most one more, and takes the next. */
static void ask(struct store_test *t, const struct promise *promises, int n, struct tally *sum)
{
	struct store_read *r = NULL;
	struct store_row row;
	struct store_loss loss;
	struct store *s;
	int rows = 0, lost = 0;
	bool told;

	t->tuning.vfs = NULL;
	s = store_test_open(t);
	if (store_try_again(s)) {
		fprintf(stderr, "corrupt: %s\n", store_why(s));
		sum->corrupt++;
		store_close(s);
		return;
	}
	CHECK_OK(store_read_open(&r, t->data));
	for (int i = 0; i < n; i++)
		lost += !is_there(r, &promises[i]);
	told = store_lost(&loss, s) == 0;
	sum->lost += lost;
	sum->alarms += told && lost == 0;
	sum->untold += lost > 0 && !told;
	for (uint32_t seq = 1; store_read_from(&row, r, 1, seq) == 0 && row.epoch == 1; seq = row.seq + 1, rows++)
		if (!row.record.body && row.seq > 2)
			sum->lost++; /* only 1 and 2 had a receipt */
	sum->doubled += rows > n + 1;
	store_read_close(r);
	if (store_test_put(NULL, s, 99))
		sum->corrupt++;
	store_close(s);
}

static void pull_plug(struct tally *sum, const char *synchronous, uint64_t seed, bool until_lost)
{
	struct promise promises[PROMISES_MOST];
	struct store_test t;
	char folder[200], shm[4200];
	bool finished = false;
	int n;

	store_test_fast_folder(folder, sizeof folder);
	store_test_init_at(&t, folder);
	t.log.fd = -1;
	t.world.has_keep = true; /* keep_ms 0: wiped as soon as the hub has signed */
	t.tuning.synchronous = synchronous;
	for (uint64_t cut = 1; !finished && !(until_lost && sum->lost); cut++) {
		CHECK_OK(dir_remove(folder));
		CHECK_OK(dir_make(folder, 0700));
		finished = cut_once(&t, cut, seed, promises, &n);
		snprintf(shm, sizeof shm, "%s/store/store.db-shm", folder);
		unlink(shm); /* memory does not outlive the power */
		ask(&t, promises, n, sum);
		sum->cuts++;
	}
	CHECK_OK(dir_remove(folder));
	store_test_fini(&t);
}

TEST_LIMIT(power, store_keeps_every_accepted_record, 600)
{
	const char *wanted = getenv("SEEDS");
	long seeds = wanted ? atol(wanted) : 20;
	struct tally sum = {0};

	for (long seed = 1; seed <= seeds; seed++)
		pull_plug(&sum, NULL, (uint64_t)seed, false);
	printf("power: %ld cuts, %ld lost, %ld doubled, %ld corrupt\n", sum.cuts, sum.lost, sum.doubled, sum.corrupt);
	CHECK(sum.cuts > seeds * 20);
	CHECK_INT(sum.alarms, 0);
	CHECK_INT(sum.lost, 0);
	CHECK_INT(sum.doubled, 0);
	CHECK_INT(sum.corrupt, 0);
}

TEST_LIMIT(power, store_would_lose_records_without_full_sync, 120)
{
	struct tally sum = {0};

	for (uint64_t seed = 1; seed <= 20 && sum.lost == 0; seed++)
		pull_plug(&sum, "NORMAL", seed, true);
	printf("synchronous=NORMAL: %ld lost after %ld cuts\n", sum.lost, sum.cuts);
	CHECK(sum.lost > 0);
	CHECK_INT(sum.untold, 0);
}

/* ---- a sync that fails and is then forgotten --------------------------------------------- */

/* Gives 0 when the record was said to be kept, after trying again; then the power goes. */
static void forgotten_sync(struct store_test *t, int nth, uint64_t seed, int tell)
{
	struct store_order order = {.type = 5, .schema = 1, .json = "{}", .n = 2};
	struct store_kept kept;
	struct store *s;
	struct promise p;

	crash_vfs_arm(0, seed);
	t->tuning.vfs = "crash";
	s = store_test_open(t);
	put_or_leave(s, 1, tell);
	store_new_id(order.id);
	crash_vfs_fail_sync(nth);
	if (store_commit(&kept, s, &order) == STORE_SICK && store_try_again(s))
		crash_vfs_now(); /* still out of service: nothing was promised */
	if (store_commit(&kept, s, &order))
		_exit(6);
	p.seq = kept.seq;
	memcpy(p.hash, kept.hash, sizeof p.hash);
	if (write(tell, &p, sizeof p) != sizeof p)
		_exit(4);
	put_or_leave(s, 3, tell);
	crash_vfs_now();
}

TEST_LIMIT(power, a_sync_that_failed_is_not_built_upon, 60)
{
	struct promise promises[PROMISES_MOST];
	struct tally sum = {0};
	struct store_test t;
	char folder[200], shm[300];

	store_test_fast_folder(folder, sizeof folder);
	store_test_init_at(&t, folder);
	t.log.fd = -1;
	for (int trial = 0; trial < 40; trial++) {
		int tell[2], n = 0;
		pid_t pid;

		CHECK_OK(dir_remove(folder));
		CHECK_OK(dir_make(folder, 0700));
		t.tuning.vfs = NULL;
		CHECK(pipe(tell) == 0);
		pid = fork();
		CHECK(pid >= 0);
		if (pid == 0)
			forgotten_sync(&t, 1 + trial % 2, (uint64_t)trial, tell[1]);
		close(tell[1]);
		while (n < PROMISES_MOST && read(tell[0], &promises[n], sizeof *promises) == sizeof *promises)
			n++;
		close(tell[0]);
		CHECK(waitpid(pid, NULL, 0) == pid);
		CHECK(n >= 1);
		snprintf(shm, sizeof shm, "%s/store/store.db-shm", folder);
		unlink(shm);
		ask(&t, promises, n, &sum);
	}
	CHECK_INT(sum.alarms, 0);
	CHECK_INT(sum.lost, 0);
	CHECK_INT(sum.doubled, 0);
	CHECK_INT(sum.corrupt, 0);
	CHECK_OK(dir_remove(folder));
	store_test_fini(&t);
}
