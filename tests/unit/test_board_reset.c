/* The factory reset: what was there is nowhere any more, whenever the plug is pulled. */
#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "board/reset.h"
#include "harness.h"
#include "store/reset_statement.h"
#include "sys/beacon.h"
#include "sys/buf.h"
#include "sys/file.h"
#include "sys/proc.h"
#include "sys/text.h"

#define IMAGE "data.img"
#define CANARY "Kanarie-Jansen-van-der-Vliet-0612345678"
#define HASH64 "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

enum { IMAGE_MIB = 16 };

static const char *mke2fs(void)
{
	return file_exists("/sbin/mke2fs")       ? "/sbin/mke2fs"
	       : file_exists("/usr/sbin/mke2fs") ? "/usr/sbin/mke2fs"
	                                         : NULL;
}

/* A data partition as a station leaves it: store, desk, ledger, packs, calibration, logs, each with a canary. */
static void make_image(void)
{
	static const char *const files[] = {"station/store/store.db", "station/store/store.db-wal",
	        "station/store/desk.db", "station/ledger/ledger.db", "station/packs/p.pack", "station/touch.conf",
	        "station/keys/device.key", "station/tls/tls-client.key", "logs/journal/a.journal", "update/journal",
	        NULL};
	char path[300], text[600];

	if (!mke2fs())
		test_skip("mke2fs is not installed");
	for (int i = 0; files[i]; i++) {
		(void)snprintf(path, sizeof path, "tree/%s", files[i]);
		*strrchr(path, '/') = 0;
		CHECK_OK(dir_make(path, 0755));
		(void)snprintf(path, sizeof path, "tree/%s", files[i]);
		(void)snprintf(text, sizeof text, "%s in %s", CANARY, files[i]);
		AUTO_BUF body;
		buf_init(&body, 1 << 20);
		for (int k = 0; k < 300; k++)
			buf_text(&body, text);
		CHECK_OK(file_replace(path, body.data, body.len, 0644));
	}
	(void)snprintf(text, sizeof text, "%dM", IMAGE_MIB);
	CHECK_OK(proc_run((const char *const[]){mke2fs(), "-q", "-F", "-t", "ext4", "-d", "tree", "-L", "data", IMAGE,
	                          text, NULL},
	        NULL, 20000));
}

static int64_t canaries(const char *path)
{
	AUTO_BUF all;
	int64_t n = 0;
	const uint8_t *p;

	buf_init(&all, 32 << 20);
	CHECK_OK(file_read(&all, path));
	for (p = all.data; (p = memmem(p, all.len - (size_t)(p - all.data), CANARY, strlen(CANARY))) != NULL; p++)
		n++;
	return n;
}

static int64_t not_zero(const char *path)
{
	AUTO_BUF all;
	int64_t n = 0;

	buf_init(&all, 32 << 20);
	CHECK_OK(file_read(&all, path));
	for (size_t i = 0; i < all.len; i++)
		n += all.data[i] != 0;
	return n;
}

static struct reset_disk disk(void)
{
	struct reset_disk d;

	CHECK(sodium_init() >= 0);
	CHECK_OK(reset_disk_open(&d, IMAGE));
	return d;
}

TEST(reset, a_partition_without_a_mark_is_not_touched)
{
	struct reset_report report;
	struct reset_disk d;
	bool ordered = true;

	make_image();
	d = disk();
	CHECK_OK(reset_is_ordered(&ordered, &d));
	CHECK(!ordered);
	CHECK_INT(reset_run(&report, &d, NULL, NULL), RESET_NONE);
	d.close(d.me);
	CHECK(canaries(IMAGE) > 1000);
}

TEST(reset, the_mark_does_not_disturb_the_file_system)
{
	struct reset_disk d;
	bool ordered;

	make_image();
	d = disk();
	CHECK_OK(reset_order(&d, HASH64));
	CHECK_OK(reset_is_ordered(&ordered, &d));
	CHECK(ordered);
	d.close(d.me);
	CHECK_OK(proc_run((const char *const[]){"/sbin/e2fsck", "-f", "-n", IMAGE, NULL}, NULL, 20000));
}

static int seen;

static void on_progress(void *me, int percent)
{
	(void)me;
	CHECK(percent >= 0 && percent <= 100);
	seen = percent;
}

TEST(reset, what_was_ordered_leaves_nothing_but_zeros)
{
	struct reset_report report;
	struct reset_disk d;

	make_image();
	CHECK(canaries(IMAGE) > 1000);
	d = disk();
	CHECK_OK(reset_order(&d, HASH64));
	CHECK_OK(reset_run(&report, &d, on_progress, NULL));
	CHECK_INT(seen, 100);
	CHECK_INT(report.bytes, d.size);
	CHECK_INT(report.not_zero, 0);
	CHECK_INT(report.starts, 1);
	CHECK_TEXT(report.statement, HASH64);
	CHECK_INT(reset_run(&report, &d, NULL, NULL), RESET_NONE); /* once */
	d.close(d.me);
	CHECK_INT(canaries(IMAGE), 0);
	CHECK_INT(not_zero(IMAGE), 0);
}

/* A child that is cut at the nth step, starts that go on, until it is done. */
TEST_LIMIT(reset, a_cut_at_every_step_is_made_up_for_by_the_next_start, 120)
{
	int cuts = 0;

	for (int n = 1;; n++) {
		struct reset_report report;
		struct reset_disk d;
		bool ordered, done;
		int status;
		pid_t pid;

		make_image();
		pid = fork();
		if (pid == 0) {
			d = disk();
			fault_cut(n);
			if (reset_order(&d, HASH64) < 0)
				_exit(1);
			_exit(reset_run(&report, &d, NULL, NULL) == 0 ? 0 : 1);
		}
		CHECK(waitpid(pid, &status, 0) == pid && WIFEXITED(status));
		done = WEXITSTATUS(status) == 0;
		if (!done)
			CHECK_INT(WEXITSTATUS(status), FAULT_CUT);
		cuts += !done;
		d = disk();
		CHECK_OK(reset_is_ordered(&ordered, &d));
		if (ordered) {
			CHECK_OK(reset_run(&report, &d, NULL, NULL));
			CHECK(report.starts >= 1);
		}
		d.close(d.me);
		/* Before the mark nothing happened and nobody was told that it did; after it, all is gone. */
		if (ordered || done)
			CHECK_INT(not_zero(IMAGE), 0);
		else
			CHECK(canaries(IMAGE) > 1000);
		if (done)
			break;
	}
	CHECK(cuts >= IMAGE_MIB);
}

/* ---- a disk that lies --------------------------------------------------------------------------------------------- */

struct liar {
	struct reset_disk real;
	int64_t keeps_at; /* writes there are forgotten */
	bool fails;
};

static int liar_read(void *me, void *bytes, size_t n, int64_t at)
{
	struct liar *l = me;

	return l->real.read(l->real.me, bytes, n, at);
}

static int liar_write(void *me, const void *bytes, size_t n, int64_t at)
{
	struct liar *l = me;

	if (l->fails)
		return err_new(5, "broken");
	if (l->keeps_at >= at && l->keeps_at < at + (int64_t)n)
		return 0;
	return l->real.write(l->real.me, bytes, n, at);
}

static int liar_sync(void *me)
{
	struct liar *l = me;

	return l->real.sync(l->real.me);
}

static int liar_discard(void *me)
{
	(void)me;
	return 1;
}

TEST(reset, a_card_that_keeps_what_it_was_told_to_forget_is_found_out)
{
	struct reset_report report = {0};
	struct liar l = {.keeps_at = 5 << 20};
	struct reset_disk d;
	bool ordered;

	make_image();
	l.real = disk();
	/* something that is certainly there */
	CHECK_OK(l.real.write(l.real.me, CANARY, strlen(CANARY), 5 << 20));
	d = (struct reset_disk){l.real.size, liar_read, liar_write, liar_sync, liar_discard, NULL, &l};
	CHECK_OK(reset_order(&d, HASH64));
	CHECK_INT(reset_run(&report, &d, NULL, NULL), RESET_LEFT);
	CHECK(report.not_zero >= (int64_t)strlen(CANARY));
	CHECK_OK(reset_is_ordered(&ordered, &d));
	CHECK(ordered); /* it is not called done */
	l.keeps_at = -1;
	CHECK_OK(reset_run(&report, &d, NULL, NULL));
	CHECK_INT(report.starts, 2);
	CHECK_INT(report.not_zero, 0);
	l.real.close(l.real.me);
}

TEST(reset, a_card_that_can_not_be_written_is_a_surprise_and_stays_ordered)
{
	struct reset_report report;
	struct liar l = {.keeps_at = -1};
	struct reset_disk d;
	bool ordered;

	make_image();
	l.real = disk();
	d = (struct reset_disk){l.real.size, liar_read, liar_write, liar_sync, liar_discard, NULL, &l};
	CHECK_OK(reset_order(&d, HASH64));
	l.fails = true;
	CHECK(reset_run(&report, &d, NULL, NULL) < 0);
	CHECK_OK(reset_is_ordered(&ordered, &d));
	CHECK(ordered);
	l.real.close(l.real.me);
}

TEST(reset, every_changed_bit_of_a_mark_makes_it_none)
{
	uint8_t mark[RESET_MARK_BYTES], kept;
	struct reset_disk d;
	bool ordered;

	make_image();
	d = disk();
	CHECK_OK(reset_order(&d, HASH64));
	CHECK_OK(d.read(d.me, mark, sizeof mark, 0));
	for (size_t i = 0; i < 116; i++) {
		kept = mark[i];
		mark[i] ^= 1;
		CHECK_OK(d.write(d.me, mark, sizeof mark, 0));
		CHECK_OK(reset_is_ordered(&ordered, &d));
		CHECK_INT(ordered, i >= 14 && i < 16 ? ordered : false); /* two bytes of the mark mean nothing */
		mark[i] = kept;
	}
	d.close(d.me);
}

TEST(reset, what_is_too_small_is_no_data_partition)
{
	struct reset_disk d;

	for (int over = -1; over <= 1; over++) {
		CHECK_OK(file_replace(IMAGE, "", 0, 0644));
		CHECK(truncate(IMAGE, 2 * RESET_BLOCK + over) == 0);
		d = disk();
		CHECK_INT(reset_order(&d, HASH64) < 0, over < 0);
		d.close(d.me);
	}
	CHECK(reset_disk_open(&d, "nowhere") < 0);
}

/* ---- keys ----------------------------------------------------------------------------------------------------------- */

TEST(erase, the_bytes_are_overwritten_where_they_lie)
{
	char bytes[9000];
	int fd;

	CHECK(sodium_init() >= 0);
	CHECK_OK(dir_make("keys", 0700));
	memset(bytes, 'K', sizeof bytes);
	CHECK_OK(file_replace("keys/device.key", bytes, sizeof bytes, 0600));
	CHECK_OK(file_replace("keys/empty", "", 0, 0600));
	CHECK_OK(file_replace("precious", "precious", 8, 0600));
	CHECK(symlink("../precious", "keys/link") == 0);
	fd = open("keys/device.key", O_RDONLY); /* the same blocks, also when the name is gone */
	CHECK(fd >= 0);
	CHECK_OK(reset_erase_folder("keys"));
	CHECK(!file_exists("keys"));
	CHECK_INT(pread(fd, bytes, sizeof bytes, 0), sizeof bytes);
	for (size_t i = 0; i < sizeof bytes; i++)
		CHECK(bytes[i] == 0);
	CHECK(file_exists("precious"));
	CHECK_OK(reset_erase_folder("keys"));
	(void)close(fd);
}

TEST(erase, every_failing_step_is_told)
{
	CHECK(sodium_init() >= 0);
	FAULT_SWEEP(n)
	{
		int r;

		fault_pause(true);
		CHECK_OK(dir_make("keys", 0700));
		CHECK_OK(file_replace("keys/device.key", "key", 3, 0600));
		fault_pause(false);
		r = reset_erase_folder("keys");
		CHECK_INT(r < 0, fault_fired());
		fault_pause(true);
		CHECK_OK(dir_remove("keys"));
		fault_pause(false);
	}
}

/* ---- the order ---------------------------------------------------------------------------------------------------------- */

struct stand {
	struct station station;
	struct key_secret *key;
	struct reset_statement s;
	char text[RESET_STATEMENT_MAX + 1];
};

static struct stand *stand_new(void)
{
	struct stand *t = calloc(1, sizeof *t);

	CHECK(sodium_init() >= 0);
	CHECK_OK(key_new(&t->key, KEY_DEVICE, true));
	CHECK_OK(dir_make("data", 0700));
	CHECK_OK(key_write(t->key, "data/keys"));
	t->station = (struct station){.code = "DEMO-01", .hub = "https://localhost:1", .keyset = 1, .epoch = 1};
	station_device_of(t->station.device, key_public_part(t->key)->bytes);
	CHECK_OK(station_write(&t->station, "data"));
	t->s = (struct reset_statement){
	        .station = "DEMO-01", .boot = "boot-1", .at_ms = 5, .confirmed = 41, .unconfirmed = 1};
	memcpy(t->s.device, t->station.device, sizeof t->s.device);
	return t;
}

static void stand_free(struct stand *t)
{
	key_free(t->key);
	free(t);
}

static void sign(struct stand *t)
{
	AUTO_BUF text;

	buf_init(&text, RESET_STATEMENT_MAX);
	CHECK_OK(reset_statement_make(&text, &t->s, t->key));
	CHECK(text_copy(t->text, sizeof t->text, buf_str(&text)));
}

static int check(struct stand *t, const char *boot)
{
	struct reset_statement out;

	return reset_statement_check(&out, t->text, strlen(t->text), &t->station, key_public_part(t->key)->bytes, boot);
}

TEST(statement, is_read_as_it_was_signed)
{
	struct stand *t = stand_new();
	struct reset_statement out;

	sign(t);
	CHECK_OK(reset_statement_check(
	        &out, t->text, strlen(t->text), &t->station, key_public_part(t->key)->bytes, "boot-1"));
	CHECK_INT(out.confirmed, 41);
	CHECK_INT(out.unconfirmed, 1);
	CHECK_HAS(t->text, "station = DEMO-01\n");
	stand_free(t);
}

TEST(statement, every_changed_byte_another_start_and_another_station_are_refused)
{
	struct stand *t = stand_new();
	struct key_secret *stranger;

	sign(t);
	for (size_t i = 0; t->text[i]; i++) {
		t->text[i] ^= 1;
		CHECK_INT(check(t, "boot-1"), RESET_STATEMENT_REFUSED);
		t->text[i] ^= 1;
	}
	CHECK_INT(check(t, "boot-2"), RESET_STATEMENT_REFUSED);
	CHECK_INT(check(t, ""), RESET_STATEMENT_REFUSED);
	t->station.device[0] ^= 1;
	CHECK_INT(check(t, "boot-1"), RESET_STATEMENT_REFUSED);
	t->station.device[0] ^= 1;
	CHECK_OK(key_new(&stranger, KEY_DEVICE, true));
	key_free(t->key);
	t->key = stranger; /* signed by the one before */
	CHECK_INT(check(t, "boot-1"), RESET_STATEMENT_REFUSED);
	stand_free(t);
}

TEST(order, without_a_statement_of_this_start_nothing_happens)
{
	struct stand *t = stand_new();
	struct reset_disk d;
	bool ordered;

	make_image();
	d = disk();
	CHECK_INT(reset_order_checked(&d, "data", "boot-1"), RESET_REFUSED);
	sign(t);
	CHECK_OK(file_replace("data/reset.statement", t->text, strlen(t->text), 0600));
	CHECK_INT(reset_order_checked(&d, "data", "boot-2"), RESET_REFUSED);
	CHECK_OK(reset_is_ordered(&ordered, &d));
	CHECK(!ordered);
	CHECK(file_exists("data/keys/device.key"));
	d.close(d.me);
	stand_free(t);
}

TEST(order, with_it_the_mark_stands_and_the_keys_are_gone)
{
	struct stand *t = stand_new();
	struct reset_report report;
	struct reset_disk d;
	bool ordered;

	make_image();
	d = disk();
	sign(t);
	CHECK_OK(file_replace("data/reset.statement", t->text, strlen(t->text), 0600));
	CHECK_OK(reset_order_checked(&d, "data", "boot-1"));
	CHECK_OK(reset_is_ordered(&ordered, &d));
	CHECK(ordered);
	CHECK(!file_exists("data/keys"));
	CHECK_OK(reset_run(&report, &d, NULL, NULL));
	CHECK_INT(strlen(report.statement), 64);
	d.close(d.me);
	CHECK_INT(canaries(IMAGE), 0);
	stand_free(t);
}
