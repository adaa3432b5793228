/* What the receipt looks like and says, in three languages on three widths. */
#include "paper_kit.h"

#include <stdio.h>
#include <stdlib.h>

#include "drivers/escpos_encode.h"

static const char *const languages[] = {"nl", "en", "ar"};
static const char *const widths[] = {"generic-58", "tm-t88", "generic-80"}; /* 384, 512, 576 dots */

/* Kept where LOKET_PICTURES says, to be looked at. */
static void keep(const char *name, const char *lang, const struct kit *k, struct kit_bitmap b)
{
	const char *folder = getenv("LOKET_PICTURES");
	char path[4096];

	if (!folder)
		return;
	(void)snprintf(path, sizeof path, "%s/%s-%s.png", folder, name, lang);
	kit_png(path, b.bits, (int)k->profile.dots, b.rows, (int)k->profile.dpi);
}

static int raw_bytes(struct kit_bitmap b)
{
	return b.rows * b.row_bytes + (b.rows + 119) / 120 * 8;
}

/* Draws, encodes, decodes and compares; the share of full-width raster that was sent. */
static double there_and_back(const char *profile, const char *lang)
{
	struct kit k;
	struct kit_bitmap b;
	struct escpos_paper paper;
	AUTO_BUF bytes;
	double share;

	buf_init(&bytes, 1024 * 1024);
	kit_open(&k, profile, lang);
	b = kit_draw(kit_sheet(&k, lang), (int)k.profile.dots, kit_band_rows(&k.profile));
	keep(profile, lang, &k, b);
	kit_encode(&bytes, &k.profile, b, kit_band_rows(&k.profile));
	CHECK_OK(buf_done(&bytes));
	CHECK(escpos_is_quiet(bytes.data, bytes.len));
	paper = kit_decode_bytes(&k.profile, bytes.data, bytes.len);
	kit_same_dots(&paper, b);
	CHECK_INT(paper.n_cuts, k.profile.cut == CUT_NONE ? 0 : 1);
	share = (double)bytes.len / raw_bytes(b);
	printf("# %s %s: %d rows (%.0f mm), %zu of %d bytes, %.1f %%\n", profile, lang, b.rows,
	        escpos_mm((size_t)b.rows, (int)k.profile.dpi), bytes.len, raw_bytes(b), 100 * share);
	return share;
}

/* Right-to-left text stands at the right: nothing can be cropped there, so each language alone has a little more. */
TEST(receipt, comes_back_dot_for_dot_in_every_language_and_width)
{
	for (int w = 0; w < 3; w++) {
		double sum = 0;

		for (int l = 0; l < 3; l++) {
			double share = there_and_back(widths[w], languages[l]);

			CHECK(share <= 0.62);
			sum += share;
		}
		CHECK(sum / 3 <= 0.60);
	}
}

TEST(receipt, comes_back_on_every_profile_that_we_ship)
{
	static const char *const others[] = {"nt-5890k", "tm-t88v", "tm-t20", "custom-vkp80", "old-column"};

	for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
		(void)there_and_back(others[i], i % 2 ? "ar" : "nl");
}

TEST(receipt, has_a_code_that_a_reader_reads_on_every_width)
{
	for (int w = 0; w < 3; w++) {
		struct kit k;
		struct kit_bitmap b;
		struct escpos_paper paper;
		AUTO_BUF bytes, seen;

		buf_init(&bytes, 1024 * 1024);
		buf_init(&seen, 4096);
		kit_open(&k, widths[w], "ar");
		b = kit_draw(kit_sheet(&k, "ar"), (int)k.profile.dots, 24);
		kit_encode(&bytes, &k.profile, b, 24);
		paper = kit_decode_bytes(&k.profile, bytes.data, bytes.len);
		kit_png("paper.png", paper.rows, (int)k.profile.dots, (int)paper.n_rows, (int)k.profile.dpi);
		kit_zbar(&seen, "paper.png");
		CHECK_TEXT(buf_str(&seen), "DEMO-01-1-0000000012-1a2b3c4d\n");
	}
}

TEST(receipt, says_what_it_shows_in_reading_order)
{
	struct kit k;
	const struct receipt_content *r = kit_receipt("nl");
	const char *text, *at;

	kit_open(&k, "generic-80", "nl");
	text = at = sheet_access_text(kit_sheet(&k, "nl"));
	const char *const parts[] = {"VOORBEELD\n", "Bewijs van ontvangst\n",
	        "Uw nummer: DEMO-01-1-0000000012-1a2b3c4d\n", "Loket: DEMO-01", "Datum en tijd: 15 maart 2026",
	        r->notice, "Dit hebben wij bewaard\n", "Wat: Fiets", "Telefoon: 06 12 34 56 78\n",
	        "Wat gebeurt er nu?\n", "1. De politie leest", "3. Wilt u iets veranderen?", "Laat deze code zien",
	        "Dit papier vervaagt", "VOORBEELD\n"};
	for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
		at = strstr(at, parts[i]);
		if (!at)
			test_fail(__FILE__, __LINE__, "'%s' is missing or out of order in:\n%s", parts[i], text);
		at += strlen(parts[i]);
	}
}

TEST(receipt, shows_only_what_the_caller_passed)
{
	struct kit k;
	struct sheet *s;
	struct receipt_content bare = {.title = "Bewijs", .number_label = "Nummer", .number = "1-2"};

	kit_open(&k, "generic-58", "nl");
	CHECK_OK(receipt_sheet(&s, &k.page, &bare));
	CHECK_TEXT(sheet_access_text(s), "Bewijs\nNummer: 1-2\n");
}

TEST(receipt, refuses_more_pairs_and_steps_than_paper_should_hold)
{
	static struct receipt_pair pairs[RECEIPT_PAPER_PAIRS + 1];
	static const char *steps[RECEIPT_PAPER_STEPS + 1];
	struct receipt_content r = *kit_receipt("nl");
	struct sheet *s;

	for (int i = 0; i <= RECEIPT_PAPER_PAIRS; i++)
		pairs[i] = (struct receipt_pair){"Wat", "Iets"};
	for (int i = 0; i <= RECEIPT_PAPER_STEPS; i++)
		steps[i] = "Wacht.";
	r.stored = pairs;
	r.next = steps;
	for (int over = -1; over <= 1; over++) {
		struct kit k;

		kit_open(&k, "generic-80", "nl");
		r.n_stored = RECEIPT_PAPER_PAIRS + over;
		r.n_next = RECEIPT_PAPER_STEPS;
		CHECK_INT(receipt_sheet(&s, &k.page, &r), over > 0 ? SHEET_TOO_MUCH : 0);
		r.n_stored = 0;
		r.n_next = RECEIPT_PAPER_STEPS + over;
		CHECK_INT(receipt_sheet(&s, &k.page, &r), over > 0 ? SHEET_TOO_MUCH : 0);
	}
}

TEST(receipt, with_a_letter_that_no_font_has_is_refused)
{
	struct kit k;
	struct sheet *s;
	struct receipt_content r = *kit_receipt("nl");

	kit_open(&k, "generic-80", "nl");
	r.place = "Loket \xe1\x88\xb0"; /* an Ethiopic letter */
	CHECK_INT(receipt_sheet(&s, &k.page, &r), SHEET_MISSING_LETTER);
}

TEST(receipt, in_large_print_fits_every_width)
{
	for (int w = 0; w < 3; w++) {
		for (int l = 0; l < 3; l++) {
			struct kit k;

			kit_open(&k, widths[w], languages[l]);
			k.page.scale = 1.7f;
			struct sheet *s = kit_sheet(&k, languages[l]);
			CHECK(sheet_height_mm(s) < 1000);
			for (int i = 0; i < sheet_n_marks(s); i++) {
				const struct sheet_mark *m = &sheet_marks(s)[i];

				CHECK(m->x_mm >= -0.01f && m->x_mm + m->w_mm <= sheet_width_mm(s) + 0.01f);
			}
			keep(widths[w],
			        l == 0   ? "large-nl"
			        : l == 1 ? "large-en"
			                 : "large-ar",
			        &k, kit_draw(s, (int)k.profile.dots, 48));
		}
	}
}
