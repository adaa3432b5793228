#include "harness.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "store/store_read.h"
#include "sync/inbox.h"
#include "sync/mains.h"
#include "sync_stick_kit.h"
#include "sys/errand.h"
#include "sys/file.h"
#include "sys/proc.h"
#include "sys/text.h"

/* The whole way with the real programs: station, stick, office, stick, station, and the answers are wiped. */

static int stick_program(int argc, char *const *argv)
{
	return stick_main(argc, argv, NULL);
}

static int run_stick(const struct stick_kit *k, const char *what, const char *dir)
{
	const char *argv[] = {"loket-stick", "--data", k->w.data, "--status", "status", what, dir, NULL};

	return sync_world_wait(sync_world_start(stick_program, argv, -1));
}

static int loketctl(const char *const *args)
{
	char program[4200];
	const char *argv[20] = {program};
	struct proc_spec spec = {
	        .argv = argv, .in = -1, .out = open("ctl", O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600)};
	int status;
	pid_t pid;

	spec.err = spec.out;
	CHECK_OK(path_join(program, sizeof program, test_programs(), "loketctl"));
	if (!file_exists(program))
		test_skip("loketctl is not built");
	for (int i = 0; args[i]; i++)
		argv[i + 1] = args[i];
	CHECK_OK(proc_start(&pid, &spec));
	CHECK_OK(proc_wait(pid, 20000, &status));
	close(spec.out);
	return status;
}

static void has_said(const char *file, const char *part)
{
	AUTO_BUF text;

	buf_init(&text, 1 << 20);
	CHECK_OK(file_read(&text, file));
	CHECK_HAS(buf_str(&text), part);
}

#define ARGS(...) ((const char *const[]){__VA_ARGS__, NULL})

/* The kiosk looks into the ledger and tidies up; nothing is kept longer than the receipt. */
static void settle(struct stick_kit *k, int wiped)
{
	struct store_world world = {.data = k->w.data,
	        .station = &k->w.station,
	        .device = k->w.device,
	        .clock = &k->w.clock,
	        .log = &k->w.log,
	        .reserve_bytes = 4096,
	        .ballast_bytes = 65536,
	        .keep_ms = 0,
	        .has_keep = true};
	struct store_counts counts;
	struct store_read *read;
	struct store_row row;
	struct store *s;

	sync_world_close_store(&k->w);
	CHECK_OK(store_open(&s, &world));
	CHECK_OK(store_settle(s));
	CHECK_OK(store_idle(s));
	CHECK_OK(store_count(&counts, s));
	CHECK_INT(counts.wiped, wiped);
	store_close(s);
	CHECK_OK(store_read_open(&read, k->w.data));
	for (int i = 1; i <= wiped; i++) {
		CHECK_OK(store_read_from(&row, read, 1, (uint32_t)i));
		CHECK(row.record.body == NULL); /* header and signature stay */
	}
	store_read_close(read);
}

static void office_closes(struct stick_kit *k)
{
	hub_store_close(&k->devices);
	hub_store_close(&k->store);
}

TEST_LIMIT(sync_stick_walk, from_kiosk_to_hub_and_back_by_stick_wipes_the_answers, 120)
{
	struct stick_kit k;

	stick_kit_open(&k, 30, 100);
	office_closes(&k);
	CHECK_OK(dir_make("stick", 0700));
	settle(&k, 0);
	CHECK_INT(run_stick(&k, "export", "stick"), 0);
	has_said("sync.out", "30 records in 1 files written");
	has_said("status", "Bring the stick to the office");
	settle(&k, 0); /* writing a stick is no delivery */

	CHECK_INT(loketctl(ARGS("open", "--key", "authority/authority.key", "--stick", "stick")), 0);
	CHECK_INT(loketctl(ARGS("stick", "take", "stick", "--hub", k.w.uri, "--key", "hub/hub.key")), 0);
	has_said("ctl", "30 records new, 0 known already");
	CHECK_INT(loketctl(ARGS("verify", "--hub", k.w.uri)), 0);
	CHECK_INT(sync_world_head(&k.w).acked, 30);
	settle(&k, 0); /* nor is the office's own word, before it is back */

	CHECK_INT(run_stick(&k, "import", "stick"), 0);
	has_said("sync.out", "1 receipts taken up");
	CHECK_INT(kit_inbox(&k), 1);
	CHECK_INT(sync_world_confirmed(&k.w), 30);
	settle(&k, 30);

	CHECK_INT(run_stick(&k, "export", "stick"), 0);
	has_said("sync.out", "1 delivered files removed. Nothing waits for the office");
	CHECK_INT(loketctl(ARGS("stick", "take", "stick", "--hub", k.w.uri, "--key", "hub/hub.key")), 0);
	CHECK_INT(loketctl(ARGS("open", "--key", "authority/authority.key", "--hub", k.w.uri)), 0);
	CHECK_OK(hub_store_open(&k.store, k.w.uri, HUB_READ));
	CHECK_OK(hub_store_open(&k.devices, k.w.uri, HUB_READ));
	stick_kit_close(&k);
}

TEST_LIMIT(sync_stick_walk, the_words_may_stand_before_the_options, 60)
{
	const char *argv[] = {"loket-stick", "export", "stick", "--data", NULL, NULL};
	struct stick_kit k;

	stick_kit_open(&k, 2, 30);
	argv[4] = k.w.data;
	CHECK_OK(dir_make("stick", 0700));
	CHECK_INT(sync_world_wait(sync_world_start(stick_program, argv, -1)), 0);
	has_said("sync.out", "2 records in 1 files written");
	stick_kit_close(&k);
}

static void refused(const struct stick_kit *k, const char *what, const char *dir, int status, const char *part)
{
	CHECK_INT(run_stick(k, what, dir), status);
	has_said("sync.out", part);
}

TEST_LIMIT(sync_stick_walk, wrong_calls_end_in_a_sentence, 60)
{
	struct stick_kit k;

	stick_kit_open(&k, 1, 30);
	CHECK_OK(dir_make("stick", 0700));
	CHECK_OK(file_replace("plain", "x", 1, 0600));
	refused(&k, "copy", "stick", 2, "say export STICK or import STICK");
	refused(&k, "export", "nowhere", 1, "Is it plugged in?");
	refused(&k, "export", "plain", 1, "is no folder");
	refused(&k, "export", "usb:1-1.2", 1, "give the folder");
	refused(&k, "import", "stick", 0, "The office has to read it first");
	CHECK_INT(loketctl(ARGS("stick")), 2);
	CHECK_INT(loketctl(ARGS("stick", "take", "stick")), 2);
	CHECK_INT(loketctl(ARGS("stick", "give", "stick")), 2);
	CHECK_INT(loketctl(ARGS("stick", "--help")), 0);
	stick_kit_close(&k);
}

TEST_LIMIT(sync_stick_walk, a_damaged_stick_ends_with_one_and_its_name, 60)
{
	struct stick_kit k;
	AUTO_BUF bytes;
	char path[200];

	stick_kit_open(&k, 3, 30);
	office_closes(&k);
	stick_kit_real(&k);
	CHECK_INT(run_stick(&k, "export", "stick"), 0);
	(void)snprintf(path, sizeof path, "stick/%s", kit_name(&k, ".ceb.zst", 0));
	buf_init(&bytes, 1 << 20);
	CHECK_OK(file_read(&bytes, path));
	CHECK_OK(file_replace(path, bytes.data, bytes.len - 5, 0600));
	CHECK_INT(loketctl(ARGS("stick", "take", "stick", "--hub", k.w.uri, "--key", "hub/hub.key")), 1);
	has_said("ctl", strrchr(path, '/') + 1);
	has_said("ctl", "cut short");
	CHECK_INT(loketctl(ARGS("open", "--key", "authority/authority.key", "--stick", "stick")), 1);
	has_said("ctl", "ALTERED");
	CHECK_OK(hub_store_open(&k.store, k.w.uri, HUB_READ));
	CHECK_OK(hub_store_open(&k.devices, k.w.uri, HUB_READ));
	stick_kit_close(&k);
}

TEST_LIMIT(sync_stick_walk, only_one_at_a_time_writes, 60)
{
	struct flock whole = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
	struct stick_kit k;
	char path[600];
	int fd;

	stick_kit_open(&k, 1, 30);
	CHECK_OK(dir_make("stick", 0700));
	CHECK_INT(run_stick(&k, "export", "stick"), 0);
	CHECK_OK(path_join(path, sizeof path, k.w.data, "ledger/stick.lock"));
	CHECK((fd = open(path, O_RDWR | O_CLOEXEC)) >= 0);
	CHECK(fcntl(fd, F_OFD_SETLK, &whole) == 0);
	refused(&k, "export", "stick", 1, "Another loket-stick is at work");
	close(fd);
	CHECK_INT(run_stick(&k, "export", "stick"), 0);
	stick_kit_close(&k);
}

/* ---- a technician's screen asks ------------------------------------------------------------------ */

static int run_errand(const struct stick_kit *k)
{
	const char *argv[] = {"loket-stick", "--data", k->w.data, "--errands", "errands", "errand", NULL};

	return sync_world_wait(sync_world_start(stick_program, argv, -1));
}

TEST_LIMIT(sync_stick_walk, an_errand_is_done_once_and_told, 60)
{
	struct stick_kit k;
	struct errand e;
	char stick[600];

	stick_kit_open(&k, 4, 30);
	CHECK_OK(dir_make("stick", 0700));
	CHECK_OK(dir_make("errands/ask", 0700));
	CHECK_OK(dir_make("errands/told", 0700));
	CHECK_INT(run_errand(&k), 0); /* nobody asked */
	(void)snprintf(stick, sizeof stick, "%.500s/stick", test_folder());
	CHECK_OK(errand_ask(&e, "errands", "stick-export", stick, 1));
	CHECK_INT(run_errand(&k), 0);
	CHECK(errand_look(&e, 2));
	CHECK_INT(e.state, ERRAND_DONE);
	CHECK_HAS(e.say, "4 records in 1 files written");
	CHECK_INT(run_errand(&k), 0);
	CHECK_OK(errand_ask(&e, "errands", "stick-import", "/nowhere", 3));
	CHECK_INT(run_errand(&k), 1);
	CHECK(errand_look(&e, 4));
	CHECK_INT(e.state, ERRAND_FAILED);
	CHECK_HAS(e.say, "Is it plugged in?");
	stick_kit_close(&k);
}

/* ---- a hub that runs reads sticks itself --------------------------------------------------------- */

static pid_t start_hub(const struct stick_kit *k)
{
	const char *argv[] = {"loket-hub", "--listen", "127.0.0.1:0", "--store", k->w.uri, "--tls-cert",
	        "hub/tls-server.crt", "--tls-key", "hub/tls-server.key", "--client-ca", "ca/ca.crt", "--key",
	        "hub/hub.key", "--least_free", "0", "--sticks", "stick", NULL};

	return sync_world_start(hub_main, argv, -1);
}

static void wait_for_receipt(struct stick_kit *k)
{
	for (int i = 0; i < 300; i++) {
		char path[200], device[33];

		hex_put(device, k->w.station.device, 16);
		(void)snprintf(path, sizeof path, "stick/%s-1.receipt", device);
		if (file_exists(path))
			return;
		usleep(50000);
	}
	test_fail(__FILE__, __LINE__, "the hub laid no receipt");
}

TEST_LIMIT(sync_stick_walk, a_running_hub_reads_a_stick_and_another_program_keeps_away, 120)
{
	struct stick_kit k;
	pid_t hub;

	stick_kit_open(&k, 5, 30);
	office_closes(&k);
	hub = start_hub(&k);
	CHECK_OK(dir_make("stick", 0700));
	CHECK_INT(run_stick(&k, "export", "stick"), 0);
	wait_for_receipt(&k);
	CHECK_INT(loketctl(ARGS("stick", "take", "stick", "--hub", k.w.uri, "--key", "hub/hub.key")), 1);
	has_said("ctl", "the hub of");
	CHECK_INT(run_stick(&k, "import", "stick"), 0);
	CHECK_INT(kit_inbox(&k), 1);
	CHECK_INT(sync_world_confirmed(&k.w), 5);
	sync_world_commit(&k.w, 2, 30);
	CHECK_INT(run_stick(&k, "export", "stick"), 0);
	for (int i = 0; i < 200 && sync_world_head(&k.w).acked < 7; i++)
		usleep(50000);
	CHECK_INT(sync_world_head(&k.w).acked, 7);
	CHECK(kill(hub, SIGTERM) == 0);
	CHECK_INT(sync_world_wait(hub), 0);
	CHECK_INT(loketctl(ARGS("verify", "--hub", k.w.uri)), 0);
	CHECK_OK(hub_store_open(&k.store, k.w.uri, HUB_READ));
	CHECK_OK(hub_store_open(&k.devices, k.w.uri, HUB_READ));
	stick_kit_close(&k);
}
