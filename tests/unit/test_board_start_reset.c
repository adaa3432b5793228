/* The next start after a factory reset was ordered: all is wiped, an empty file system is there, whenever the plug is pulled. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "board/start/start.h"
#include "board_image.h"
#include "board_torn.h"
#include "sys/file.h"
#include "sys/text.h"

enum { SHOWN_MAX = 400 };

/* What the person before the screen saw, and what stands in the log. */
struct seat {
	char shown[SHOWN_MAX][8];
	int percent[SHOWN_MAX];
	int n;
	char said[2000];
	int made;
	bool make_fails;
};

static int make(void *me, const char *made, const char *holds)
{
	struct seat *s = me;

	s->made++;
	return s->make_fails ? err_new(5, "mke2fs made no file system") : err_up(image_format(made, holds));
}

static void show(void *me, const char *picture, int percent)
{
	struct seat *s = me;

	CHECK(s->n < SHOWN_MAX);
	CHECK(text_copy(s->shown[s->n], sizeof s->shown[0], picture));
	s->percent[s->n++] = percent;
}

static void say(void *me, const char *sentence)
{
	struct seat *s = me;
	size_t n = strlen(s->said);

	(void)snprintf(s->said + n, sizeof s->said - n, "%s\n", sentence);
}

static struct start_reset world(struct seat *s)
{
	*s = (struct seat){.n = 0};
	return (struct start_reset){"made.ext4", "holds", "os-release", make, show, say, s};
}

static const char *last_shown(const struct seat *s)
{
	return s->n ? s->shown[s->n - 1] : "";
}

/* As if the plug was never pulled: nothing of the old, an empty and sound file system, no mark. */
static void check_new(struct torn *t)
{
	struct reset_disk d = torn_disk(t);
	char floor[UPDATE_VERSION_MAX + 1];
	bool ordered = true;

	CHECK_INT(torn_find(t, CANARY), 0);
	CHECK_INT(torn_find(t, "device.key"), 0);
	CHECK_INT(torn_find(t, HASH64), 1); /* in the report, and the mark is gone */
	CHECK_OK(reset_is_ordered(&ordered, &d));
	CHECK(!ordered);
	torn_save(t, "after.img");
	CHECK(image_is_sound("after.img"));
	image_floor(floor, "after.img");
	CHECK_TEXT(floor, FLOOR);
	image_take("after.img", "/station", "taken");
	CHECK(file_exists("taken/station/reset.report"));
}

static void order(struct torn *t, uint64_t seed)
{
	struct reset_disk d;

	CHECK_OK(file_replace("os-release", "IMAGE_VERSION=0.5.0\n", 20, 0644));
	image_make();
	torn_init(t, IMAGE, seed);
	CHECK(torn_find(t, CANARY) > 1000);
	d = torn_disk(t);
	CHECK_OK(reset_order(&d, HASH64, FLOOR));
}

TEST(start_reset, a_start_without_an_order_reads_once_and_shows_nothing)
{
	struct reset_report report;
	struct seat s;
	struct start_reset w = world(&s);
	struct reset_disk d;
	struct torn t;

	image_make();
	torn_init(&t, IMAGE, 1);
	d = torn_disk(&t);
	CHECK_INT(start_reset(&report, &d, &w), RESET_NONE);
	CHECK_INT(t.calls, 0);
	CHECK_INT(s.n + s.made, 0);
	CHECK_TEXT(s.said, "");
	CHECK(torn_find(&t, CANARY) > 1000);
	torn_fini(&t);
}

TEST(start_reset, an_order_ends_in_an_empty_file_system_told_in_words)
{
	struct reset_report report = {0};
	struct seat s;
	struct start_reset w = world(&s);
	struct reset_disk d;
	struct torn t;

	order(&t, 2);
	d = torn_disk(&t);
	CHECK_OK(start_reset(&report, &d, &w));
	check_new(&t);
	CHECK_INT(report.bytes, t.bytes);
	CHECK_INT(report.not_zero, 0);
	CHECK_INT(report.starts, 1);
	CHECK_TEXT(report.statement, HASH64);
	CHECK_TEXT(s.shown[0], "wipe");
	CHECK_INT(s.percent[0], 0);
	CHECK_TEXT(last_shown(&s), "wiped");
	for (int i = 1; i < s.n - 1; i++) {
		CHECK_TEXT(s.shown[i], "wipe");
		CHECK(s.percent[i] >= s.percent[i - 1] && s.percent[i] <= 100);
	}
	CHECK_INT(s.percent[s.n - 2], 100);
	CHECK_HAS(s.said, "was ordered");
	CHECK_HAS(s.said, "0 other than zero; begun 1 times");
	CHECK(!file_exists("made.ext4"));
	CHECK_INT(start_reset(&report, &d, &w), RESET_NONE); /* once */
	torn_fini(&t);
}

TEST(start_reset, a_card_that_discards_ends_the_same)
{
	struct reset_report report;
	struct seat s;
	struct start_reset w = world(&s);
	struct reset_disk d;
	struct torn t;

	order(&t, 3);
	t.discards = true;
	d = torn_disk(&t);
	CHECK_OK(start_reset(&report, &d, &w));
	CHECK(report.discarded);
	CHECK_INT(report.not_zero, 0);
	check_new(&t);
	torn_fini(&t);
}

/* Cut at every call that changes the disk, each with sectors that came through and sectors that did not. */
static int cut_everywhere(bool discards, uint64_t seed)
{
	struct reset_report report;
	int cuts = 0;

	for (int n = 1;; n++) {
		struct seat s;
		struct start_reset w = world(&s);
		struct reset_disk d;
		struct torn t;
		bool ordered;
		int r;

		order(&t, seed + (uint64_t)n);
		t.discards = discards;
		torn_power(&t, n);
		d = torn_disk(&t);
		r = start_reset(&report, &d, &w);
		torn_power(&t, 0);
		if (r == 0) {
			check_new(&t); /* whoever is told that it is done finds it done after any cut */
			torn_fini(&t);
			return cuts;
		}
		CHECK(r < 0);
		cuts++;
		CHECK_OK(reset_is_ordered(&ordered, &d));
		if (ordered) {
			CHECK_OK(start_reset(&report, &d, &w));
			CHECK(report.starts >= 1);
		}
		check_new(&t); /* without a mark it can only be the very last cut, and all is new */
		torn_fini(&t);
	}
}

TEST_LIMIT(start_reset, a_cut_at_every_step_is_made_up_for, 240)
{
	CHECK(cut_everywhere(false, 11) > IMAGE_MIB + 5);
}

TEST_LIMIT(start_reset, a_cut_at_every_step_of_a_card_that_discards_is_made_up_for, 240)
{
	CHECK(cut_everywhere(true, 7777) > 2 * IMAGE_MIB);
}

TEST_LIMIT(start_reset, cut_after_cut_it_still_comes_to_its_end, 120)
{
	struct reset_report report;
	struct seat s;
	struct start_reset w = world(&s);
	struct reset_disk d;
	struct torn t;
	int r = -1, starts = 0;

	order(&t, 99);
	d = torn_disk(&t);
	for (int n = 2; r != 0 && n < 200; n += 5) {
		torn_power(&t, n);
		s.n = 0;
		r = start_reset(&report, &d, &w);
		starts++;
	}
	CHECK_OK(r);
	CHECK(starts > 4);
	CHECK(report.starts > 2 && (int)report.starts <= starts);
	torn_power(&t, 0);
	check_new(&t);
	torn_fini(&t);
}

TEST(start_reset, the_keys_do_not_wait_for_the_rest)
{
	struct reset_report report;
	struct seat s;
	struct start_reset w = world(&s);
	struct reset_disk d;
	struct torn t;

	order(&t, 5);
	d = torn_disk(&t);
	torn_power(&t, 6); /* somewhere in the first MiBs */
	CHECK(start_reset(&report, &d, &w) < 0);
	torn_power(&t, 0);
	torn_save(&t, "cut.img");
	CHECK(!image_is_sound("cut.img")); /* and nothing of it can be mounted as if it were a station's */
	torn_fini(&t);
}

TEST(start_reset, what_can_not_be_wiped_is_told_and_never_called_done)
{
	struct reset_report report = {.starts = 42};
	struct seat s;
	struct start_reset w = world(&s);
	struct reset_disk d;
	struct torn t;
	bool ordered;

	order(&t, 6);
	d = torn_disk(&t);
	t.cut_at = t.calls + 4; /* writing fails from here on */
	CHECK(start_reset(&report, &d, &w) < 0);
	CHECK_TEXT(last_shown(&s), "worn");
	CHECK_INT(report.starts, 42);
	CHECK_INT(s.made, 0);
	torn_power(&t, 0);
	CHECK_OK(reset_is_ordered(&ordered, &d));
	CHECK(ordered);
	torn_fini(&t);
}

/* Forgets what it is told to write at one place. */
struct keeper {
	struct torn t;
	struct reset_disk under;
	int64_t at;
};

static int keeper_read(void *me, void *bytes, size_t n, int64_t at)
{
	struct keeper *k = me;

	return k->under.read(k->under.me, bytes, n, at);
}

static int keeper_write(void *me, const void *bytes, size_t n, int64_t at)
{
	struct keeper *k = me;

	if (k->at < at || k->at >= at + (int64_t)n)
		return k->under.write(k->under.me, bytes, n, at);
	k->t.seen[k->at] = 'K';
	return 0;
}

static int keeper_sync(void *me)
{
	struct keeper *k = me;

	return k->under.sync(k->under.me);
}

static int keeper_discard(void *me)
{
	(void)me;
	return 1;
}

TEST(start_reset, one_byte_that_stays_keeps_the_board_from_going_on)
{
	struct reset_report report;
	struct seat s;
	struct start_reset w = world(&s);
	struct reset_disk d;
	struct keeper k = {.at = 7 << 20};

	order(&k.t, 8);
	k.t.seen[k.at] = 'K';
	k.under = torn_disk(&k.t);
	d = (struct reset_disk){k.t.bytes, keeper_read, keeper_write, keeper_sync, keeper_discard, NULL, &k};
	CHECK(start_reset(&report, &d, &w) < 0);
	CHECK_HAS(err_why(), "destroy it");
	CHECK_TEXT(last_shown(&s), "worn");
	CHECK_INT(s.made, 0);
	CHECK_HAS(s.said, "other than zero");
	k.at = -1;
	CHECK_OK(start_reset(&report, &d, &w));
	CHECK_INT(report.starts, 2);
	check_new(&k.t);
	torn_fini(&k.t);
}

TEST(start_reset, without_a_file_system_the_mark_stays)
{
	struct reset_report report;
	struct seat s;
	struct start_reset w = world(&s);
	struct reset_disk d;
	struct torn t;
	bool ordered;

	order(&t, 9);
	d = torn_disk(&t);
	s.make_fails = true;
	CHECK(start_reset(&report, &d, &w) < 0);
	CHECK_TEXT(last_shown(&s), "broken");
	CHECK(!file_exists("made.ext4"));
	CHECK_OK(reset_is_ordered(&ordered, &d));
	CHECK(ordered);
	CHECK_INT(torn_find(&t, CANARY), 0); /* but what was ordered to go is gone */
	s.make_fails = false;
	CHECK_OK(start_reset(&report, &d, &w));
	check_new(&t);
	torn_fini(&t);
}

TEST(start_reset, a_folder_that_is_not_there_is_a_surprise)
{
	struct reset_report report;
	struct seat s;
	struct start_reset w = world(&s);
	struct reset_disk d;
	struct torn t;

	order(&t, 10);
	d = torn_disk(&t);
	w.made = "no/such/folder/made.ext4";
	CHECK(start_reset(&report, &d, &w) < 0);
	CHECK_TEXT(last_shown(&s), "broken");
	torn_fini(&t);
}

TEST_LIMIT(start_reset, every_failing_place_leaves_the_mark_or_nothing_to_do, 120)
{
	FAULT_SWEEP(n)
	{
		struct reset_report report;
		struct seat s;
		struct start_reset w = world(&s);
		struct reset_disk d;
		struct torn t;
		bool ordered, fired;
		int r;

		fault_pause(true);
		order(&t, 12);
		fault_pause(false);
		d = torn_disk(&t);
		r = start_reset(&report, &d, &w);
		fired = fault_fired();
		CHECK_INT(r < 0, fired);
		fault_pause(true);
		CHECK_OK(reset_is_ordered(&ordered, &d));
		CHECK_INT(ordered, fired);
		torn_fini(&t);
		fault_pause(false);
	}
}
