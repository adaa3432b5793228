/* The roll meter: what is left, and when nobody knows. */
#include "paper/roll.h"

#include <errno.h>
#include <string.h>

#include "drivers/escpos_encode.h"
#include "paper_kit.h"

/* A place that keeps a state, and may be out of order. */
struct shelf {
	struct roll_state s;
	bool has, broken;
	int saves;
};

static int shelf_load(struct roll_state *out, void *me)
{
	const struct shelf *k = me;

	if (k->broken)
		return err_new(EIO, "the shelf is broken");
	if (!k->has)
		return ROLL_UNKNOWN;
	*out = k->s;
	return 0;
}

static int shelf_save(const struct roll_state *s, void *me)
{
	struct shelf *k = me;

	if (k->broken)
		return err_new(EIO, "the shelf is broken");
	k->s = *s;
	k->has = true;
	k->saves++;
	return 0;
}

static struct roll *open_on(struct shelf *k, int near_end_mm)
{
	struct roll_ops ops = {shelf_load, shelf_save, k};
	struct roll *r;

	CHECK_OK(roll_open(&r, &ops, near_end_mm));
	return r;
}

static int left(const struct roll *r)
{
	int mm = -1;

	CHECK_OK(roll_left_mm(&mm, r));
	return mm;
}

/* ---- knowing ---------------------------------------------------------------------------- */

TEST(roll, is_unknown_until_somebody_tells)
{
	struct shelf k = {0};
	struct roll *r = open_on(&k, 0);
	int n = 7;

	CHECK_INT(roll_left_mm(&n, r), ROLL_UNKNOWN);
	CHECK_INT(roll_notices_left(&n, r), ROLL_UNKNOWN);
	CHECK_INT(roll_fits(r, 100), ROLL_UNKNOWN);
	CHECK_INT(n, 7);
	CHECK_OK(roll_fed(r, 300 * 1000, true, true));
	CHECK_INT(roll_fits(r, 100), ROLL_UNKNOWN);
	CHECK_OK(roll_new(r, 50 * 1000));
	CHECK_INT(left(r), 50 * 1000);
	roll_close(r);
}

TEST(roll, takes_lengths_that_rolls_have)
{
	static const struct {
		int mm, answer;
	} rows[] = {{ROLL_MIN_MM - 1, ROLL_REFUSED}, {ROLL_MIN_MM, 0}, {ROLL_MIN_MM + 1, 0}, {ROLL_MAX_MM - 1, 0},
	        {ROLL_MAX_MM, 0}, {ROLL_MAX_MM + 1, ROLL_REFUSED}, {0, ROLL_REFUSED}, {-5, ROLL_REFUSED}};

	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct shelf k = {0};
		struct roll *r = open_on(&k, 0);

		CHECK_INT(roll_new(r, rows[i].mm), rows[i].answer);
		CHECK_INT(roll_state(r)->known, rows[i].answer == 0);
		CHECK_INT(k.saves, rows[i].answer == 0);
		roll_close(r);
	}
}

TEST(roll, every_sheet_is_taken_off_to_the_micrometre)
{
	struct shelf k = {0};
	struct roll *r = open_on(&k, 0);

	CHECK_OK(roll_new(r, 50 * 1000));
	for (int i = 0; i < 1000; i++)
		CHECK_OK(roll_fed(r, 12345, i % 2, true));
	CHECK_INT(roll_state(r)->left_um, 50000000 - 12345000);
	CHECK_INT(left(r), 37655);
	CHECK_INT(roll_state(r)->cuts, 500);
	CHECK_INT(roll_state(r)->fed_um, 12345000);
	roll_close(r);
}

TEST(roll, what_prints_past_its_end_was_another_roll)
{
	struct shelf k = {0};
	struct roll *r = open_on(&k, 0);

	CHECK_OK(roll_new(r, 1000));
	CHECK_OK(roll_fed(r, 1000 * 1000, true, true));
	CHECK_INT(left(r), 0);
	CHECK_INT(roll_fits(r, 1), ROLL_TOO_SHORT);
	CHECK_OK(roll_fed(r, 1, false, false));
	CHECK_INT(roll_fits(r, 1), ROLL_UNKNOWN);
	roll_close(r);
}

TEST(roll, after_the_paper_ended_the_next_is_unknown)
{
	struct shelf k = {0};
	struct roll *r = open_on(&k, 4000);

	CHECK_OK(roll_new(r, 80 * 1000));
	CHECK_OK(roll_near_end(r));
	CHECK_OK(roll_ended(r));
	CHECK_INT(roll_fits(r, 1), ROLL_UNKNOWN);
	CHECK_OK(roll_near_end(r)); /* heard again: another roll */
	CHECK_INT(left(r), 4000);
	roll_close(r);
}

TEST(roll, the_near_end_sensor_sets_it_right_once)
{
	struct shelf k = {0};
	struct roll *r = open_on(&k, 5000);

	CHECK_OK(roll_new(r, 80 * 1000));
	CHECK_OK(roll_fed(r, 20 * 1000 * 1000, true, true));
	CHECK_OK(roll_near_end(r));
	CHECK_INT(left(r), 5000);
	CHECK_OK(roll_fed(r, 1000 * 1000, true, true));
	CHECK_OK(roll_near_end(r)); /* it goes on speaking */
	CHECK_INT(left(r), 4000);
	CHECK_OK(roll_new(r, 80 * 1000));
	CHECK_OK(roll_near_end(r)); /* a new roll, a new word */
	CHECK_INT(left(r), 5000);
	roll_close(r);
}

TEST(roll, a_near_end_that_nobody_measured_says_nothing_in_millimetres)
{
	struct shelf k = {0};
	struct roll *r = open_on(&k, 0);

	CHECK_OK(roll_near_end(r));
	CHECK_INT(roll_fits(r, 1), ROLL_UNKNOWN);
	CHECK_OK(roll_new(r, 80 * 1000));
	CHECK_OK(roll_near_end(r));
	CHECK_INT(left(r), 80 * 1000);
	CHECK(roll_state(r)->near_end);
	roll_close(r);
}

TEST(roll, believes_a_printer_that_measures)
{
	struct shelf k = {0};
	struct roll *r = open_on(&k, 0);

	CHECK_OK(roll_told(r, 5100));
	CHECK_INT(left(r), 5100);
	CHECK_INT(roll_told(r, -1), ROLL_REFUSED);
	CHECK_INT(roll_told(r, ROLL_MAX_MM + 1), ROLL_REFUSED);
	CHECK_INT(left(r), 5100);
	CHECK_OK(roll_told(r, 0));
	CHECK_INT(left(r), 0);
	roll_close(r);
}

/* ---- what fits --------------------------------------------------------------------------- */

TEST(roll, refuses_a_notice_longer_than_the_rest)
{
	struct shelf k = {0};
	struct roll *r = open_on(&k, 0);

	CHECK_OK(roll_new(r, 1000 + ROLL_SLACK_MM));
	CHECK_OK(roll_fits(r, 0));
	CHECK_OK(roll_fits(r, 999));
	CHECK_OK(roll_fits(r, 1000));
	CHECK_INT(roll_fits(r, 1001), ROLL_TOO_SHORT);
	CHECK_OK(roll_fed(r, 1, false, false)); /* a micrometre less */
	CHECK_INT(roll_fits(r, 1000), ROLL_TOO_SHORT);
	CHECK_OK(roll_fits(r, 999));
	roll_close(r);
}

TEST(roll, counts_notices_by_their_mean)
{
	struct shelf k = {0};
	struct roll *r = open_on(&k, 0);
	int n;

	CHECK_OK(roll_new(r, 30 * ROLL_SHEET_MM + ROLL_SLACK_MM));
	CHECK_OK(roll_notices_left(&n, r));
	CHECK_INT(n, 30); /* nothing printed yet: the preset */
	for (int i = 0; i < 10; i++)
		CHECK_OK(roll_fed(r, 450 * 1000, true, true));
	CHECK_OK(roll_notices_left(&n, r));
	CHECK_INT(n, 10); /* 4.5 of 9 metres, 45 cm each */
	CHECK_OK(roll_fed(r, 90 * 1000, true, false)); /* a stub is no notice */
	CHECK_INT(roll_state(r)->mean_um, 450 * 1000);
	roll_close(r);
}

TEST(roll, the_mean_follows_the_days)
{
	struct shelf k = {0};
	struct roll *r = open_on(&k, 0);

	for (int i = 0; i < 1000; i++)
		CHECK_OK(roll_fed(r, 200 * 1000, true, true));
	for (int i = 0; i < 150; i++)
		CHECK_OK(roll_fed(r, 600 * 1000, true, true));
	CHECK(roll_state(r)->mean_um > 580 * 1000 && roll_state(r)->mean_um <= 600 * 1000);
	roll_close(r);
}

TEST(roll, chooses_the_first_layout_that_fits)
{
	static const int mm[] = {900, 600, 300};
	struct shelf k = {0};
	struct roll *r = open_on(&k, 0);
	int i = -1;

	CHECK_INT(roll_choose(&i, r, mm, 3), ROLL_UNKNOWN);
	CHECK_INT(i, 0);
	CHECK_OK(roll_new(r, 1000));
	CHECK_OK(roll_choose(&i, r, mm, 3));
	CHECK_INT(i, 1);
	CHECK_OK(roll_fed(r, 500 * 1000, true, true));
	CHECK_OK(roll_choose(&i, r, mm, 3));
	CHECK_INT(i, 2);
	CHECK_OK(roll_fed(r, 200 * 1000, true, true));
	i = -1;
	CHECK_INT(roll_choose(&i, r, mm, 3), ROLL_TOO_SHORT);
	CHECK_INT(i, -1);
	roll_close(r);
}

/* What the meter takes off is what the decoder's paper shows to be gone. */
TEST(roll, a_sheet_is_as_long_as_the_paper_that_comes_out)
{
	static const char *const profiles[] = {"generic-58", "generic-80", "tm-t88", "custom-kpm300", "old-column"};

	for (size_t i = 0; i < sizeof profiles / sizeof profiles[0]; i++) {
		struct printer_profile p;
		struct kit_bitmap b;
		struct escpos_paper paper;
		double mm;
		AUTO_BUF job;

		kit_profile(&p, profiles[i]);
		b = kit_blank((int)p.dots, 480);
		memset(b.bits, 0xff, 100);
		buf_init(&job, 1024 * 1024);
		kit_encode(&job, &p, b, 24);
		paper = kit_decode_bytes(&p, job.data, job.len);
		mm = escpos_mm(paper.n_rows, (int)p.dpi);
		CHECK((double)roll_sheet_um(&p, 480) / 1000 > mm - 0.3);
		CHECK((double)roll_sheet_um(&p, 480) / 1000 < mm + 0.3);
		CHECK_INT(roll_sheet_mm(&p, 480), (roll_sheet_um(&p, 480) + 999) / 1000);
	}
}

/* ---- keeping -------------------------------------------------------------------------------- */

TEST(roll, survives_a_restart)
{
	struct shelf k = {0};
	struct roll *r = open_on(&k, 0);

	CHECK_OK(roll_new(r, 50 * 1000));
	CHECK_OK(roll_fed(r, 250 * 1000, true, true));
	roll_close(r);
	r = open_on(&k, 0);
	CHECK_INT(left(r), 49750);
	CHECK_INT(roll_state(r)->sheets, 1);
	roll_close(r);
}

TEST(roll, counts_on_while_it_cannot_be_kept)
{
	struct shelf k = {0};
	struct roll *r = open_on(&k, 0);

	CHECK_OK(roll_new(r, 50 * 1000));
	k.broken = true;
	CHECK_INT(roll_fed(r, 250 * 1000, true, true), ROLL_NOT_KEPT);
	CHECK_INT(left(r), 49750);
	k.broken = false;
	CHECK_OK(roll_fed(r, 250 * 1000, true, true));
	CHECK_INT(k.s.left_um, 49500 * 1000);
	roll_close(r);
}

TEST(roll, a_disk_that_comes_late_loses_nothing)
{
	struct shelf k = {
	        .s = {.known = true, .left_um = 40 * 1000 * 1000, .fed_um = 7, .cuts = 3, .mean_um = 9, .sheets = 2},
	        .has = true,
	        .broken = true};
	struct roll_ops ops = {shelf_load, shelf_save, &k};
	struct roll *r;
	int n;

	CHECK_INT(roll_open(&r, &ops, 0), ROLL_NOT_KEPT);
	CHECK_INT(roll_left_mm(&n, r), ROLL_UNKNOWN);
	CHECK_INT(roll_fed(r, 1000 * 1000, true, true), ROLL_NOT_KEPT);
	k.broken = false;
	CHECK_OK(roll_fed(r, 2000 * 1000, true, true));
	CHECK_INT(left(r), 37 * 1000);
	CHECK_INT(k.s.fed_um, 3000 * 1000 + 7);
	CHECK_INT(k.s.cuts, 5);
	roll_close(r);
	k.broken = true; /* and a roll laid in meanwhile is the one that counts */
	CHECK_INT(roll_open(&r, &ops, 0), ROLL_NOT_KEPT);
	CHECK_INT(roll_new(r, 20 * 1000), ROLL_NOT_KEPT);
	k.broken = false;
	CHECK_OK(roll_fed(r, 1000 * 1000, true, true));
	CHECK_INT(k.s.left_um, 19 * 1000 * 1000);
	roll_close(r);
}

/* ---- the printer's own counts ------------------------------------------------------------------ */

TEST(counters, are_held_beside_ours)
{
	CHECK_INT(roll_check(100, 200, 100, 0), ROLL_AGREES);
	CHECK_INT(roll_check(100, 201, 100, 0), ROLL_PRINTER_MORE);
	CHECK_INT(roll_check(100, 199, 100, 0), ROLL_PRINTER_LESS);
	CHECK_INT(roll_check(100, 205, 100, 5), ROLL_AGREES);
	CHECK_INT(roll_check(100, 206, 100, 5), ROLL_PRINTER_MORE);
	CHECK_INT(roll_check(100, 195, 100, 5), ROLL_AGREES);
	CHECK_INT(roll_check(100, 194, 100, 5), ROLL_PRINTER_LESS);
	CHECK_INT(roll_check(100, 99, 100, 5), ROLL_COUNTER_RESET);
	CHECK_INT(roll_check(-1, 99, 100, 5), ROLL_COUNTER_RESET);
	CHECK_INT(roll_check(0, 0, 0, 0), ROLL_AGREES);
}

TEST(counters, are_read_from_their_answers)
{
	static const struct {
		const char *bytes;
		size_t n;
		long value; /* -1 = refused */
	} rows[] = {{"_0\0", 3, 0}, {"_1234567\0", 9, 1234567}, {"_999999999999\0", 14, 999999999999},
	        {"_9999999999999\0", 15, -1}, {"_\0", 2, -1}, {"_12", 3, -1}, {"12\0", 3, -1}, {"_1a\0", 4, -1},
	        {"_12\0\0", 5, -1}, {"", 0, -1}, {"_-1\0", 4, -1}};

	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		int64_t v = -1;

		CHECK_INT(roll_counter_answer(&v, (const uint8_t *)rows[i].bytes, rows[i].n),
		        rows[i].value < 0 ? -EBADMSG : 0);
		CHECK_INT(v, rows[i].value);
	}
}

TEST(counters, paper_left_has_a_unit)
{
	static const struct {
		const char *text;
		int mm; /* -1 = refused */
	} rows[] = {{"510cm", 5100}, {"0cm", 0}, {"12.5m", 12500}, {"12,5m", 12500}, {"7m", 7000}, {"7", -1},
	        {"cm", -1}, {"7km", -1}, {"7.m", -1}, {"", -1}, {"7cmx", -1}, {"-7cm", -1}, {"999999999999m", -1}};

	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		int64_t mm = -1;
		int r = roll_metres_answer(&mm, (const uint8_t *)rows[i].text, strlen(rows[i].text));

		CHECK_INT(r, rows[i].mm < 0 ? -EBADMSG : 0);
		CHECK_INT(mm, rows[i].mm);
	}
}
