/* The floor of the firmware, and that a factory reset does not lower it. */
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "board/start/start.h"
#include "board/update_floor.h"
#include "board/update_guard.h"
#include "board/update_journal.h"
#include "board_image.h"
#include "board_torn.h"
#include "sys/file.h"
#include "sys/text.h"

static char floor_now[UPDATE_VERSION_MAX + 1];

static void running(const char *version)
{
	char text[80];

	(void)snprintf(text, sizeof text, "IMAGE_VERSION=%s\n", version);
	CHECK_OK(file_replace("os-release", text, strlen(text), 0644));
}

static const char *asked(void)
{
	update_floor(floor_now, "state", "os-release");
	return floor_now;
}

static void confirmed(const char *version)
{
	struct update_journal *j = calloc(1, sizeof *j);
	struct clock clock;

	clock_manual(&clock, 1000);
	CHECK_OK(dir_make("state", 0755));
	CHECK_OK(update_journal_open(j, "state", &clock));
	CHECK_OK(update_journal_end(j, UPDATE_CONFIRMED, version, "0", "well"));
	free(j);
}

static void trying(const char *version)
{
	struct update_tried t = {.on = true, .from = "0.4.0", .from_slot = "A", .to_slot = "B", .boot = "b"};
	struct update_journal *j = calloc(1, sizeof *j);
	struct clock clock;

	clock_manual(&clock, 1000);
	CHECK(text_copy(t.version, sizeof t.version, version));
	CHECK_OK(update_journal_open(j, "state", &clock));
	CHECK_OK(update_journal_begin(j, &t));
	free(j);
}

/* ---- what it is --------------------------------------------------------------------------------------------------- */

TEST(floor, is_the_higher_of_what_was_confirmed_and_what_runs)
{
	CHECK_TEXT(asked(), "0"); /* nothing is known at all */
	running("0.4.0");
	CHECK_TEXT(asked(), "0.4.0");
	confirmed("0.5.0");
	CHECK_TEXT(asked(), "0.5.0"); /* it fell back to an older slot */
	running("0.6.0");
	CHECK_TEXT(asked(), "0.6.0");
	running("nonsense");
	CHECK_TEXT(asked(), "0.5.0");
}

TEST(floor, what_is_only_tried_does_not_raise_it)
{
	confirmed("0.5.0");
	trying("0.6.0");
	running("0.6.0");
	CHECK_TEXT(asked(), "0.5.0");
}

TEST(floor, a_damaged_journal_leaves_what_runs_and_is_not_touched)
{
	confirmed("0.5.0");
	running("0.4.0");
	CHECK_OK(file_replace("state/journal", "garbage", 7, 0644));
	CHECK_TEXT(asked(), "0.4.0");
	CHECK(!file_exists("state/journal.damaged"));
}

TEST(floor, is_laid_in_a_journal_that_holds_nothing_else)
{
	struct update_journal *j = calloc(1, sizeof *j);
	struct clock clock;
	struct stat st;

	clock_manual(&clock, 1000);
	CHECK_OK(update_floor_lay("deep/state", "0.5.0"));
	CHECK_OK(update_journal_read(j, "deep/state", &clock));
	CHECK_TEXT(j->floor, "0.5.0");
	CHECK(j->n_events == 0 && j->serial == 0 && !j->tried.on);
	CHECK(stat("deep/state/journal", &st) == 0 && (st.st_mode & 0777) == 0644); /* the kiosk reads beside it */
	CHECK_OK(update_floor_lay("deep/state", "0.4.0")); /* and never lowered */
	CHECK_OK(update_floor_lay("deep/state", "nonsense"));
	CHECK_OK(update_journal_read(j, "deep/state", &clock));
	CHECK_TEXT(j->floor, "0.5.0");
	CHECK_OK(file_replace("plain", "x", 1, 0644));
	CHECK(update_floor_lay("plain", "0.5.0") < 0);
	free(j);
}

TEST(floor, every_failing_step_of_laying_it_is_told)
{
	FAULT_SWEEP(n)
	{
		int r;

		fault_pause(true);
		CHECK_OK(dir_remove("state"));
		fault_pause(false);
		r = update_floor_lay("state", "0.5.0");
		CHECK(r == 0 || fault_fired());
		fault_pause(true);
		running("0.1");
		CHECK(r < 0 || text_is(asked(), "0.5.0"));
		fault_pause(false);
	}
}

/* ---- in the mark -------------------------------------------------------------------------------------------------- */

enum { MARK_ORDER = 116, MARK_FLOOR = 148, MARK_ALL = 180 }; /* where each part of it ends */

static void mark_of(uint8_t out[RESET_MARK_BYTES], const char *floor)
{
	struct reset_disk d = image_open();

	CHECK_OK(reset_order(&d, HASH64, floor));
	CHECK_OK(d.read(d.me, out, RESET_MARK_BYTES, 0));
	d.close(d.me);
}

/* What a start makes of this mark: RESET_NONE, or 0 and the floor it brings. */
static int started(const uint8_t mark[RESET_MARK_BYTES])
{
	struct reset_disk d = image_open();
	struct reset_report report;
	int r;

	CHECK_OK(d.write(d.me, mark, RESET_MARK_BYTES, 0));
	r = reset_run(&report, &d, NULL, NULL);
	d.close(d.me);
	CHECK(text_copy(floor_now, sizeof floor_now, r == 0 ? report.floor : "-"));
	return r;
}

/* Small, because each byte costs a wiping. */
static void small_disk(void)
{
	CHECK_OK(file_replace(IMAGE, "", 0, 0644));
	CHECK_INT(truncate(IMAGE, 2 * RESET_BLOCK), 0);
}

TEST(mark, brings_every_floor_that_can_be_one)
{
	static const char *const floors[] = {"", "0", "0.5.0", "999999.999999.999999.999999", NULL};
	uint8_t mark[RESET_MARK_BYTES];

	small_disk();
	for (int i = 0; floors[i]; i++) {
		mark_of(mark, floors[i]);
		CHECK_OK(started(mark));
		CHECK_TEXT(floor_now, floors[i]);
		for (size_t k = MARK_ALL; k < sizeof mark; k++)
			CHECK_INT(mark[k], 0);
	}
}

TEST_LIMIT(mark, a_damaged_floor_is_none_and_the_order_stands, 120)
{
	uint8_t mark[RESET_MARK_BYTES];

	small_disk();
	mark_of(mark, "0.5.0");
	for (int i = 0; i < MARK_ALL; i++) {
		mark[i] ^= 0x10;
		CHECK_INT(started(mark), i < MARK_ORDER ? RESET_NONE : 0);
		CHECK_TEXT(floor_now, i < MARK_ORDER ? "-" : "");
		mark[i] ^= 0x10;
	}
	CHECK_OK(started(mark));
	CHECK_TEXT(floor_now, "0.5.0");
}

TEST(mark, of_a_release_before_this_one_is_an_order_without_a_floor)
{
	uint8_t mark[RESET_MARK_BYTES];

	small_disk();
	mark_of(mark, "0.5.0");
	memset(mark + MARK_ORDER, 0, sizeof mark - MARK_ORDER);
	CHECK_OK(started(mark));
	CHECK_TEXT(floor_now, "");
}

TEST(mark, whose_floor_is_no_version_brings_none)
{
	static const char *const odd[] = {"new", "0.5.0.1.2", "01.2", "-1", "0.5.0 ", NULL};
	uint8_t mark[RESET_MARK_BYTES];

	small_disk();
	mark_of(mark, "");
	for (int i = 0; odd[i]; i++) {
		memset(mark + MARK_ORDER, 0, MARK_FLOOR - MARK_ORDER);
		memcpy(mark + MARK_ORDER, odd[i], strlen(odd[i]));
		(void)crypto_generichash(mark + MARK_FLOOR, 32, mark, MARK_FLOOR, NULL, 0);
		CHECK_OK(started(mark));
		CHECK_TEXT(floor_now, "");
	}
	memset(mark + MARK_ORDER, '1', MARK_FLOOR - MARK_ORDER); /* no end */
	(void)crypto_generichash(mark + MARK_FLOOR, 32, mark, MARK_FLOOR, NULL, 0);
	CHECK_OK(started(mark));
	CHECK_TEXT(floor_now, "");
}

/* ---- from the order to the next bundle ---------------------------------------------------------------------------- */

static int make(void *me, const char *made, const char *holds)
{
	(void)me;
	return err_up(image_format(made, holds));
}

static void show(void *me, const char *picture, int percent)
{
	(void)me;
	(void)picture;
	(void)percent;
}

static void say(void *me, const char *sentence)
{
	(void)me;
	(void)sentence;
}

static const struct start_reset world = {"made.ext4", "holds", "os-release", make, show, say, NULL};

static int guard_says(const char *version)
{
	char text[60], why[UPDATE_GUARD_WHY_MAX + 1];

	(void)snprintf(text, sizeof text, "version = %s\n", version);
	CHECK_OK(dir_make("bundle", 0755));
	CHECK_OK(file_replace("bundle/loket.conf", text, strlen(text), 0644));
	return update_guard(why, "bundle", "taken/update", "os-release");
}

/* 0.5.0 was confirmed, its slot broke, 0.4.0 runs again, and the station is wiped. */
TEST(floor, outlives_the_reset_of_a_board_that_fell_back)
{
	struct reset_report report;
	struct reset_disk d;

	running("0.4.0");
	confirmed("0.5.0");
	image_make();
	d = image_open();
	CHECK_OK(reset_order(&d, HASH64, asked()));
	CHECK_OK(start_reset(&report, &d, &world));
	d.close(d.me);
	image_floor(floor_now, IMAGE);
	CHECK_TEXT(floor_now, "0.5.0");
	CHECK_INT(guard_says("0.4.9"), UPDATE_GUARD_REFUSED);
	CHECK_OK(guard_says("0.5.0"));
}

static void reset_with(void (*spoil)(uint8_t mark[RESET_MARK_BYTES]))
{
	uint8_t mark[RESET_MARK_BYTES];
	struct reset_report report;
	struct reset_disk d;

	image_make();
	mark_of(mark, "0.5.0");
	spoil(mark);
	d = image_open();
	CHECK_OK(d.write(d.me, mark, sizeof mark, 0));
	CHECK_OK(start_reset(&report, &d, &world));
	d.close(d.me);
	image_floor(floor_now, IMAGE);
}

static void flip(uint8_t mark[RESET_MARK_BYTES])
{
	mark[MARK_ORDER] ^= 1;
}

static void take_away(uint8_t mark[RESET_MARK_BYTES])
{
	memset(mark + MARK_ORDER, 0, RESET_MARK_BYTES - MARK_ORDER);
}

TEST(floor, of_a_damaged_mark_is_what_runs)
{
	running("0.4.0");
	reset_with(flip);
	CHECK_TEXT(floor_now, "0.4.0");
	CHECK_INT(guard_says("0.3.9"), UPDATE_GUARD_REFUSED);
}

TEST(floor, of_a_mark_without_one_is_what_runs)
{
	running("0.4.0");
	reset_with(take_away);
	CHECK_TEXT(floor_now, "0.4.0");
	CHECK_OK(unlink("os-release"));
	reset_with(take_away);
	CHECK_TEXT(floor_now, "0"); /* nothing is known: the first confirmed start raises it */
}

/* The order itself: the power goes at each of its writes, sectors torn. The journal stands until the mark does. */
TEST(floor, a_cut_in_the_order_leaves_the_journal_or_the_mark_that_brings_it)
{
	int cuts = 0;

	running("0.4.0");
	confirmed("0.5.0");
	for (int n = 1;; n++) {
		struct reset_report report = {0};
		struct reset_disk d;
		struct torn t;
		int r;

		image_make();
		torn_init(&t, IMAGE, (uint64_t)n * 977);
		torn_power(&t, n);
		d = torn_disk(&t);
		r = reset_order(&d, HASH64, asked());
		torn_power(&t, 0);
		if (reset_run(&report, &d, NULL, NULL) == 0)
			CHECK_TEXT(report.floor, "0.5.0");
		else
			CHECK(torn_find(&t, CANARY) > 1000); /* nothing was taken from it */
		torn_fini(&t);
		if (r == 0)
			break;
		cuts++;
	}
	CHECK_INT(cuts, 2);
}
