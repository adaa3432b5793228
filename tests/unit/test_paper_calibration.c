/* The slip that an unknown printer is measured by, and the profile that comes of it. */
#include "paper/calibration.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "drivers/escpos_encode.h"
#include "paper_kit.h"
#include "sys/file.h"
#include "sys/proc.h"

static const char *const lines[] = {
        "MAKER: EPSON", "MODEL: TM-T20III (firmware 1.23), een heel lange regel over alles wat hij zei", "PAPER: OK"};

/* The slip on this printer's paper, as its decoder shows it; kept where LOKET_PICTURES says. */
static struct escpos_paper print_slip(const struct printer_profile *p, bool english, struct buf *job)
{
	const struct slip slip = {.profile = p, .english = english, .lines = lines, .n_lines = 3};
	const char *folder = getenv("LOKET_PICTURES");
	struct escpos_paper paper;

	CHECK_OK(calibration_slip(job, &slip));
	CHECK(escpos_is_quiet(job->data, job->len));
	paper = kit_decode_bytes(p, job->data, job->len);
	if (folder) {
		char path[4096];

		(void)snprintf(path, sizeof path, "%s/slip-%s.png", folder, p->name);
		kit_png(path, paper.rows, paper.width, (int)paper.n_rows, paper.dpi);
	}
	return paper;
}

static bool is_ink(const struct escpos_paper *paper, size_t row, int x)
{
	return paper->rows[row * paper->row_bytes + (size_t)x / 8] >> (7 - x % 8) & 1;
}

/* ---- the slip ---------------------------------------------------------------------------- */

TEST(slip, prints_on_every_profile_that_is_wide_enough)
{
	static const char *const names[] = {"generic-58", "generic-80", "tm-t88", "tm-t88vi", "tm-t20iii", "tm-m30iii",
	        "old-column", "nt-5890k", "pos-58", "seiko-rp-d10", "custom-vkp80", "custom-kpm300", "star-mcprint3",
	        "bixolon-srp350", "bixolon-srp-s300", "citizen-ct-s310", "citizen-ct-s651", "xprinter-80"};

	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
		struct printer_profile p;
		struct escpos_paper paper;
		AUTO_BUF job;

		kit_profile(&p, names[i]);
		buf_init(&job, SLIP_MOST_BYTES);
		paper = print_slip(&p, i % 2, &job);
		CHECK_INT(paper.n_cuts, p.cut == CUT_NONE ? 0 : 2);
		CHECK(escpos_mm(paper.n_rows, paper.dpi) < 300);
	}
}

TEST(slip, needs_a_head_of_384_dots)
{
	for (int dots = SLIP_MIN_DOTS - 8; dots <= SLIP_MIN_DOTS + 8; dots += 8) {
		struct printer_profile p;
		const struct slip slip = {.profile = &p};
		AUTO_BUF job;

		kit_profile(&p, "generic-58");
		p.dots = dots;
		buf_init(&job, SLIP_MOST_BYTES);
		CHECK_INT(calibration_slip(&job, &slip), dots < SLIP_MIN_DOTS ? -ERANGE : 0);
	}
}

TEST(slip, a_full_buffer_is_told)
{
	struct printer_profile p;
	const struct slip slip = {.profile = &p};
	AUTO_BUF job;

	kit_profile(&p, "generic-80");
	buf_init(&job, 3000);
	CHECK(calibration_slip(&job, &slip) < 0);
}

/* Whatever language and lines: the same parts below. */
TEST(slip, says_the_same_in_both_languages)
{
	struct printer_profile p;
	struct escpos_paper nl, en;
	AUTO_BUF a;
	AUTO_BUF b;

	kit_profile(&p, "generic-80");
	buf_init(&a, SLIP_MOST_BYTES);
	buf_init(&b, SLIP_MOST_BYTES);
	nl = print_slip(&p, false, &a);
	en = print_slip(&p, true, &b);
	CHECK_INT(nl.n_rows, en.n_rows);
	CHECK(a.len != b.len || memcmp(a.data, b.data, a.len) != 0);
}

/* The black bar is where the ruler ends: dot 575 of 576 is ink, over a whole line of rows. */
TEST(slip, every_dot_of_the_head_is_asked)
{
	static const char *const names[] = {"generic-58", "tm-t88", "generic-80", "bixolon-srp-s300"};

	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
		struct printer_profile p;
		struct escpos_paper paper;
		int full = 0;
		AUTO_BUF job;

		kit_profile(&p, names[i]);
		buf_init(&job, SLIP_MOST_BYTES);
		paper = print_slip(&p, false, &job);
		for (size_t y = 0; y < paper.n_rows; y++) {
			int ink = 0;

			for (int x = 0; x < paper.width; x++)
				ink += is_ink(&paper, y, x);
			full += ink == paper.width;
		}
		CHECK_INT(full, 24);
	}
}

/* Line k lies k millimetres above the place where it was cut, to half a dot. */
TEST(slip, the_cutter_ruler_counts_from_the_head)
{
	static const char *const names[] = {"generic-80", "tm-t88", "custom-kpm300"};

	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
		struct printer_profile p;
		struct escpos_paper paper;
		AUTO_BUF job;

		kit_profile(&p, names[i]);
		buf_init(&job, SLIP_MOST_BYTES);
		paper = print_slip(&p, false, &job);
		for (int mm = 1; mm <= SLIP_CUTTER_MM; mm++) {
			size_t row = paper.cuts[0].row - 1 - (size_t)((double)mm * (double)p.dpi / 25.4 + 0.5);

			CHECK(is_ink(&paper, row, 4));
			CHECK(!is_ink(&paper, row - 3, 4));
		}
	}
}

/* Rows of the 144 dots of a block that stand where all three ought to. */
static int rows_in_line(const char *profile)
{
	struct printer_profile p;
	struct escpos_paper paper;
	int in_line = 0, dots;
	AUTO_BUF job;

	kit_profile(&p, profile);
	dots = (int)p.dots;
	buf_init(&job, SLIP_MOST_BYTES);
	paper = print_slip(&p, false, &job);
	for (size_t y = 0; y < paper.n_rows; y++) {
		int ink = 0;

		for (int x = 0; x < paper.width; x++)
			ink += is_ink(&paper, y, x);
		in_line += ink == 144 && is_ink(&paper, y, dots - 160) && is_ink(&paper, y, dots - 17);
	}
	return in_line;
}

/* What is asked shows, whatever the profile says: on a printer that ignores GS L the middle block stands at the left. */
TEST(slip, the_blocks_show_whether_a_margin_works)
{
	CHECK_INT(rows_in_line("tm-t88"), 3 * 24);
	CHECK_INT(rows_in_line("citizen-ct-s310"), 3 * 24);
	CHECK_INT(rows_in_line("generic-58"), 2 * 24);
}

TEST(slip, its_codes_are_read_at_3_4_and_6_dots)
{
	static const char *const names[] = {"generic-58", "tm-t88", "generic-80"};

	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
		struct printer_profile p;
		struct escpos_paper paper;
		AUTO_BUF job;
		AUTO_BUF read;

		kit_profile(&p, names[i]);
		buf_init(&job, SLIP_MOST_BYTES);
		buf_init(&read, 4096);
		paper = print_slip(&p, false, &job);
		kit_png("slip.png", paper.rows, paper.width, (int)paper.n_rows, paper.dpi);
		kit_zbar(&read, "slip.png");
		CHECK_TEXT(buf_str(&read), "LOKET SLIP\nLOKET SLIP\nLOKET SLIP\n");
	}
}

/* ---- the profile that it gives -------------------------------------------------------------- */

static struct slip_reading reading(void)
{
	return (struct slip_reading){.name = "desk-3",
	        .title = "Printer van balie 3",
	        .last_dot = 576,
	        .bar_tenth_mm = 400,
	        .margin_in_line = true,
	        .fed = true,
	        .columns = true,
	        .last_mm = 14,
	        .cut = true,
	        .cut_66 = true};
}

static int give(struct printer_profile *out, const struct slip_reading *r, const char *from)
{
	struct printer_profile base;

	kit_profile(&base, from);
	return calibration_profile(out, ".", r, &base);
}

TEST(reading, becomes_a_profile_that_reads_without_a_warning)
{
	struct slip_reading r = reading();
	struct printer_profile p, again;
	AUTO_BUF warnings;

	buf_init(&warnings, 4096);
	CHECK_OK(give(&p, &r, "generic-80"));
	CHECK_OK(printer_profile_load(&again, ".", "desk-3", &warnings));
	CHECK_TEXT(buf_str(&warnings), "");
	CHECK_TEXT(again.name, "desk-3");
	CHECK_TEXT(again.title, "Printer van balie 3");
	CHECK_INT(again.dots, 576);
	CHECK_INT(again.dpi, 203);
	CHECK_INT(again.paper_mm, 80);
	CHECK_INT(again.cutter_um, 14000);
	CHECK_INT(again.cut, CUT_FEED_PARTIAL);
	CHECK(again.left_margin && again.esc_j && again.column && again.cut_66);
	CHECK_INT(again.max_rows, 120); /* as in the profile it was printed with */
	CHECK_INT(p.dots, again.dots);
	CHECK(!file_exists("desk-3.conf.try"));
}

TEST(reading, a_narrow_one_with_nothing_stays_careful)
{
	struct slip_reading r = {.name = "till", .title = "Kassa", .last_dot = 391, .bar_tenth_mm = 452, .last_mm = 9};
	struct printer_profile p;

	CHECK_OK(give(&p, &r, "generic-80"));
	CHECK_INT(p.dots, 384);
	CHECK_INT(p.dpi, 180);
	CHECK_INT(p.unit_dpi, 180);
	CHECK_INT(p.paper_mm, 58);
	CHECK_INT(p.cut, CUT_NONE);
	CHECK(!p.left_margin && !p.esc_j && !p.column && !p.cut_66);
}

TEST(reading, a_cut_without_a_feed_feeds_by_itself)
{
	struct slip_reading r = reading();
	struct printer_profile p;

	r.cut_66 = false;
	CHECK_OK(give(&p, &r, "generic-80"));
	CHECK_INT(p.cut, CUT_PARTIAL);
	CHECK_INT(p.cutter_um, 14000);
	CHECK(escpos_tail_rows(&p) * 25.4 / 203 >= 14 + 3);
}

TEST(reading, what_it_gives_prints_its_own_slip)
{
	static const int mm[] = {0, 14, SLIP_CUTTER_MM};

	for (int i = 0; i < 3; i++) {
		struct slip_reading r = reading();
		struct printer_profile p;
		AUTO_BUF job;

		r.last_mm = mm[i];
		r.margin_in_line = i == 1;
		CHECK_OK(give(&p, &r, "generic-80"));
		buf_init(&job, SLIP_MOST_BYTES);
		CHECK_INT(print_slip(&p, true, &job).n_cuts, 2);
	}
}

/* A bar of 320 dots, in tenths of a millimetre: 400 at 203 dpi, 451 at 180, 270 at 300; 3 % either way. */
TEST(reading, the_bar_tells_the_resolution)
{
	static const struct {
		int tenths, dpi; /* 0 = refused */
	} rows[] = {{387, 0}, {388, 203}, {400, 203}, {412, 203}, {413, 0}, {437, 0}, {438, 180}, {451, 180},
	        {464, 180}, {465, 0}, {261, 0}, {262, 300}, {270, 300}, {278, 300}, {279, 0}, {0, 0}, {-400, 0},
	        {100000, 0}};

	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct slip_reading r = reading();
		struct printer_profile p = {.dpi = 1};

		r.bar_tenth_mm = rows[i].tenths;
		CHECK_INT(give(&p, &r, "generic-80"), rows[i].dpi ? 0 : SLIP_BAD_BAR);
		CHECK_INT(p.dpi, rows[i].dpi ? rows[i].dpi : 1);
		CHECK(rows[i].dpi != 300 || !p.left_margin); /* GS P cannot count them */
	}
}

TEST(reading, refuses_what_cannot_be)
{
	static const struct {
		int dot, mm, answer;
	} rows[] = {{SLIP_MIN_DOTS - 1, 14, SLIP_BAD_DOTS}, {SLIP_MIN_DOTS, 14, 0}, {SLIP_MIN_DOTS + 1, 14, 0},
	        {575, 14, 0}, {576, 14, 0}, {577, 14, SLIP_BAD_DOTS}, {576, -1, SLIP_BAD_CUTTER}, {576, 0, 0},
	        {576, SLIP_CUTTER_MM, 0}, {576, SLIP_CUTTER_MM + 1, SLIP_BAD_CUTTER}};

	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct slip_reading r = reading();
		struct printer_profile p;

		r.last_dot = rows[i].dot;
		r.last_mm = rows[i].mm;
		CHECK_INT(give(&p, &r, "generic-80"), rows[i].answer);
		if (rows[i].answer)
			CHECK_HAS(err_why(), rows[i].answer == SLIP_BAD_DOTS ? "ruler" : "smallest number");
	}
}

TEST(reading, refuses_names_and_titles_that_are_none)
{
	static const char *const names[] = {"", "../x", "a b", "a.conf", "abcdefghijklmnopqrstuvwxyz0123456"};
	static const char *const titles[] = {"", "two\nlines",
	        "a title that is longer than what a profile keeps, which is 64 bytes", " led by white"};
	struct slip_reading r = reading();
	struct printer_profile p;

	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
		r.name = names[i];
		CHECK_INT(give(&p, &r, "generic-80"), SLIP_BAD_NAME);
	}
	r.name = "abcdefghijklmnopqrstuvwxyz012345";
	CHECK_OK(give(&p, &r, "generic-80"));
	for (size_t i = 0; i < sizeof titles / sizeof titles[0]; i++) {
		r.title = titles[i];
		CHECK_INT(give(&p, &r, "generic-80"), SLIP_BAD_NAME);
	}
}

TEST(reading, overwrites_only_what_a_slip_wrote)
{
	static const char foreign[] =
	        "# A technician's own words, and longer than our mark is.\ndots = 384\ndpi = 203\n";
	struct slip_reading r = reading();
	struct printer_profile p;

	CHECK_OK(give(&p, &r, "generic-80"));
	r.last_mm = 15;
	CHECK_OK(give(&p, &r, "generic-80"));
	CHECK_INT(p.cutter_um, 15000);
	CHECK_OK(file_replace("desk-3.conf", foreign, strlen(foreign), 0644));
	CHECK_INT(give(&p, &r, "generic-80"), SLIP_TAKEN);
	CHECK_HAS(err_why(), "choose another name");
	CHECK_OK(printer_profile_load(&p, ".", "desk-3", NULL));
	CHECK_INT(p.dots, 384);
}

TEST(reading, a_folder_that_is_not_there_is_a_surprise)
{
	struct slip_reading r = reading();
	struct printer_profile p, base;

	kit_profile(&base, "generic-80");
	CHECK(calibration_profile(&p, "no/such", &r, &base) < 0);
}
