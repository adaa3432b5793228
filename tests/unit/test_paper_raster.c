/* Bands: the same dots whatever their height, in bounded memory. */
#include <malloc.h>
#include <stdlib.h>

#include "paper/qr.h"
#include "paper/raster.h"
#include "paper_kit.h"

TEST(raster, the_height_of_a_band_changes_no_dot)
{
	static const char *const languages[] = {"nl", "ar"};

	for (int l = 0; l < 2; l++) {
		struct kit k;
		struct sheet *s;
		struct kit_bitmap whole;

		kit_open(&k, "generic-58", languages[l]);
		s = kit_sheet(&k, languages[l]);
		whole = kit_draw(s, 384, RASTER_MAX_BAND);
		for (int band = RASTER_STEP; band < RASTER_MAX_BAND; band += RASTER_STEP) {
			struct kit_bitmap b = kit_draw(s, 384, band);

			CHECK_INT(b.rows, whole.rows);
			CHECK_BYTES(b.bits, whole.bits, (size_t)b.rows * 48);
		}
	}
}

TEST(raster, bands_may_be_drawn_in_any_order_and_again)
{
	struct kit k;
	struct sheet *s;
	struct kit_bitmap whole;
	struct raster *r;
	uint64_t seed = 11;

	kit_open(&k, "generic-80", "nl");
	s = kit_sheet(&k, "nl");
	whole = kit_draw(s, 576, 120);
	CHECK_OK(raster_new(&r, s, 576, 120));
	for (int i = 0; i < 60; i++) {
		int band = (int)(test_random(&seed) % (uint32_t)raster_bands(r)), n;
		const uint8_t *rows;

		CHECK_OK(raster_band(&rows, &n, r, band));
		CHECK_BYTES(rows, whole.bits + (size_t)band * 120 * 72, (size_t)n * 72);
	}
	raster_free(r);
}

TEST(raster, rows_come_in_steps)
{
	for (int mm = 1; mm < 60; mm += 7) {
		struct kit k;
		struct sheet *s;
		struct raster *r;
		int total = 0, n;
		const uint8_t *rows;

		kit_open(&k, "generic-80", "nl");
		CHECK_OK(sheet_new(&s, &k.page));
		sheet_rule(s);
		sheet_space(s, (float)mm);
		CHECK_OK(sheet_done(s));
		CHECK_OK(raster_new(&r, s, 576, 48));
		CHECK_INT(raster_rows(r) % RASTER_STEP, 0);
		CHECK(raster_rows(r) >= mm * 203 / 25.4);
		for (int i = 0; i < raster_bands(r); i++) {
			CHECK_OK(raster_band(&rows, &n, r, i));
			total += n;
		}
		CHECK_INT(total, raster_rows(r));
		raster_free(r);
	}
}

/* A sheet ten times as long takes no more memory to draw: only the band counts. */
TEST(raster, memory_does_not_grow_with_the_sheet)
{
	size_t used[2];

	for (int i = 0; i < 2; i++) {
		struct kit k;
		struct sheet *s;
		struct raster *r;
		size_t before;
		const uint8_t *rows;
		int n;

		kit_open(&k, "generic-80", "nl");
		CHECK_OK(sheet_new(&s, &k.page));
		for (int j = 0; j < (i ? 150 : 15); j++)
			sheet_paragraph(s, "Steeds dezelfde regel.");
		CHECK_OK(sheet_done(s));
		for (int round = 0; round < 2; round++) { /* the first one fills the cache of letters */
			before = mallinfo2().uordblks;
			CHECK_OK(raster_new(&r, s, 576, 120));
			for (int b = 0; b < raster_bands(r); b++)
				CHECK_OK(raster_band(&rows, &n, r, b));
			used[i] = mallinfo2().uordblks - before;
			raster_free(r);
		}
	}
	CHECK(used[0] < 120 * 72 + 1024);
	CHECK_INT(used[1], used[0]);
}

/* Counted on the dots themselves: a rule is as thick as it should be, over the whole width. */
TEST(raster, a_rule_is_a_quarter_of_a_millimetre)
{
	struct kit k;
	struct sheet *s;
	struct kit_bitmap b;
	int dark = 0;

	kit_open(&k, "generic-80", "nl");
	CHECK_OK(sheet_new(&s, &k.page));
	sheet_rule(s);
	CHECK_OK(sheet_done(s));
	b = kit_draw(s, 576, 24);
	for (int i = 0; i < b.rows * b.row_bytes; i++)
		dark += __builtin_popcount(b.bits[i]);
	CHECK_INT(dark, 2 * 576);
}

TEST(raster, white_letters_stand_in_a_black_banner)
{
	struct kit k;
	struct sheet *s;
	struct kit_bitmap b;
	int dark = 0, all;

	kit_open(&k, "generic-80", "nl");
	CHECK_OK(sheet_new(&s, &k.page));
	sheet_banner(s, "VOORBEELD");
	CHECK_OK(sheet_done(s));
	b = kit_draw(s, 576, 24);
	all = (int)(sheet_height_mm(s) * 203 / 25.4f) * 576;
	for (int i = 0; i < b.rows * b.row_bytes; i++)
		dark += __builtin_popcount(b.bits[i]);
	CHECK(dark > all * 8 / 10 && dark < all * 97 / 100);
	CHECK_INT(b.bits[0] & 0x80, 0); /* the corner is round */
	CHECK_INT(b.bits[36], 0xff);
}

TEST(raster, a_code_has_whole_and_square_modules)
{
	static const char *const profiles[] = {"generic-58", "tm-t88", "generic-80"};

	for (int p = 0; p < 3; p++) {
		struct kit k;
		struct sheet *s;
		struct kit_bitmap b;
		const struct sheet_mark *m;
		int left, top, side, module;

		kit_open(&k, profiles[p], "nl");
		CHECK_OK(sheet_new(&s, &k.page));
		sheet_qr(s, "DEMO-01-1-0000000012-1a2b3c4d", NULL);
		CHECK_OK(sheet_done(s));
		b = kit_draw(s, (int)k.profile.dots, 24);
		m = &sheet_marks(s)[0];
		for (left = b.row_bytes * 8, top = b.rows, side = 0; side < b.rows * b.row_bytes * 8; side++) {
			int x = side % (b.row_bytes * 8), y = side / (b.row_bytes * 8);

			if (!(b.bits[side / 8] & 0x80 >> side % 8))
				continue;
			left = x < left ? x : left;
			top = y < top ? y : top;
		}
		module = (int)(m->w_mm * fonts_px_per_mm(k.fonts) + 0.5f) / m->qr->size;
		CHECK(module >= 5); /* 0.6 mm and more: a cheap camera reads it */
		for (int y = 0; y < m->qr->size * module; y++)
			for (int x = 0; x < m->qr->size * module; x++) {
				int at = (top + y) * b.row_bytes * 8 + left + x;

				CHECK_INT(
				        !!(b.bits[at / 8] & 0x80 >> at % 8), qr_is_dark(m->qr, x / module, y / module));
			}
	}
}
