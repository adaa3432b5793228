/* The factory reset: what was there is nowhere any more, whenever the plug is pulled. */
#include <sys/wait.h>
#include <unistd.h>

#include "board_image.h"
#include "sys/file.h"
#include "sys/proc.h"

TEST(reset, a_partition_without_a_mark_is_not_touched)
{
	struct reset_report report;
	struct reset_disk d;
	bool ordered = true;

	image_make();
	d = image_open();
	CHECK_OK(reset_is_ordered(&ordered, &d));
	CHECK(!ordered);
	CHECK_INT(reset_run(&report, &d, NULL, NULL), RESET_NONE);
	d.close(d.me);
	CHECK(image_canaries() > 1000);
}

TEST(reset, the_mark_does_not_disturb_the_file_system)
{
	struct reset_disk d;
	bool ordered;

	image_make();
	d = image_open();
	CHECK_OK(reset_order(&d, HASH64, FLOOR));
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

	image_make();
	CHECK(image_canaries() > 1000);
	d = image_open();
	CHECK_OK(reset_order(&d, HASH64, FLOOR));
	CHECK_OK(reset_run(&report, &d, on_progress, NULL));
	CHECK_INT(seen, 100);
	CHECK_INT(report.bytes, d.size);
	CHECK_INT(report.not_zero, 0);
	CHECK_INT(report.starts, 1);
	CHECK_TEXT(report.statement, HASH64);
	CHECK_INT(image_canaries(), 0);
	CHECK(image_not_zero() > 0); /* the mark stays until there is a file system */
	CHECK(image_not_zero() <= RESET_MARK_BYTES);
	CHECK_OK(reset_finish(&d));
	CHECK_INT(reset_run(&report, &d, NULL, NULL), RESET_NONE); /* once */
	d.close(d.me);
	CHECK_INT(image_not_zero(), 0);
}

TEST(reset, who_is_cut_off_after_the_wiping_begins_again)
{
	struct reset_report report;
	struct reset_disk d;

	image_make();
	d = image_open();
	CHECK_OK(reset_order(&d, HASH64, FLOOR));
	CHECK_OK(reset_run(&report, &d, NULL, NULL));
	CHECK_OK(d.write(d.me, CANARY, strlen(CANARY), 9 << 20)); /* half of a file system, say */
	CHECK_OK(reset_run(&report, &d, NULL, NULL));
	CHECK_INT(report.starts, 2);
	d.close(d.me);
	CHECK_INT(image_canaries(), 0);
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

		image_make();
		pid = fork();
		if (pid == 0) {
			d = image_open();
			fault_cut(n);
			if (reset_order(&d, HASH64, FLOOR) < 0)
				_exit(1);
			if (reset_run(&report, &d, NULL, NULL) != 0)
				_exit(1);
			_exit(reset_finish(&d) == 0 ? 0 : 1);
		}
		CHECK(waitpid(pid, &status, 0) == pid && WIFEXITED(status));
		done = WEXITSTATUS(status) == 0;
		if (!done)
			CHECK_INT(WEXITSTATUS(status), FAULT_CUT);
		cuts += !done;
		d = image_open();
		CHECK_OK(reset_is_ordered(&ordered, &d));
		if (ordered) {
			CHECK_OK(reset_run(&report, &d, NULL, NULL));
			CHECK(report.starts >= 1);
			CHECK_OK(reset_finish(&d));
		}
		d.close(d.me);
		/* Before the mark nothing happened and nobody was told that it did; after it, all is gone. */
		if (ordered || done)
			CHECK_INT(image_not_zero(), 0);
		else
			CHECK(image_canaries() > 1000);
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

	image_make();
	l.real = image_open();
	/* something that is certainly there */
	CHECK_OK(l.real.write(l.real.me, CANARY, strlen(CANARY), 5 << 20));
	d = (struct reset_disk){l.real.size, liar_read, liar_write, liar_sync, liar_discard, NULL, &l};
	CHECK_OK(reset_order(&d, HASH64, FLOOR));
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

	image_make();
	l.real = image_open();
	d = (struct reset_disk){l.real.size, liar_read, liar_write, liar_sync, liar_discard, NULL, &l};
	CHECK_OK(reset_order(&d, HASH64, FLOOR));
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

	image_make();
	d = image_open();
	CHECK_OK(reset_order(&d, HASH64, FLOOR));
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
		d = image_open();
		CHECK_INT(reset_order(&d, HASH64, FLOOR) < 0, over < 0);
		d.close(d.me);
	}
	CHECK(reset_disk_open(&d, "nowhere") < 0);
}
