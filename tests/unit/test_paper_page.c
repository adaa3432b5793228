/* A4 pages: where they are cut, what stands on them, and that no dot is lost or doubled. */
#include <math.h>
#include <malloc.h>
#include <stdlib.h>

#include "paper/page_cut.h"
#include "paper/raster.h"
#include "paper_page_kit.h"

static int ink_in(const struct page_picture *b, int from, int to)
{
	int n = 0;

	for (int i = from * b->row_bytes; i < to * b->row_bytes; i++)
		n += __builtin_popcount(b->bits[i]);
	return n;
}

/* Ink of the sheet as raster draws it. */
static int ink_of_sheet(const struct sheet *s)
{
	struct raster *r;
	const uint8_t *rows;
	int n, ink = 0;

	CHECK_OK(raster_new(&r, s, 2128, 120));
	for (int i = 0; i < raster_bands(r); i++) {
		CHECK_OK(raster_band(&rows, &n, r, i));
		for (int k = 0; k < n * 266; k++)
			ink += __builtin_popcount(rows[k]);
	}
	raster_free(r);
	return ink;
}

TEST(page, a_short_sheet_is_one_page_of_a4)
{
	struct page_kit k;
	struct pages *p;
	struct page_picture b;

	page_kit_open(&k, 300, "nl");
	p = page_kit_pages(&k, page_kit_lines(&k, 3), "Kort");
	CHECK_INT(pages_count(p), 1);
	CHECK_INT(pages_width(p), 2480);
	CHECK_INT(pages_height(p), 3507);
	CHECK_INT(pages_dpi(p), 300);
	b = page_kit_draw(p, 0);
	CHECK_INT(ink_in(&b, 0, 177), 0); /* 15 mm */
	CHECK_INT(ink_in(&b, 3507 - 177 + 1, 3507), 0);
	CHECK(ink_in(&b, 3507 - 177 - 120, 3507 - 177) > 2000); /* the foot */
	for (int y = 0; y < b.height; y++) {
		for (int i = 0; i < 22; i++)
			CHECK_INT(b.bits[y * b.row_bytes + i], 0);
		for (int i = 289; i < 310; i++)
			CHECK_INT(b.bits[y * b.row_bytes + i], 0);
	}
	pages_free(p);
}

TEST(page, all_ink_of_the_sheet_stands_on_the_pages_once)
{
	static const char *const others[] = {"ar", "uk", NULL};

	for (int i = 0; i < 3; i++) {
		struct page_kit k;
		struct sheet *s, *foot;
		struct pages *p;
		int ink = 0, feet = 0;

		page_kit_open(&k, 300, "nl");
		s = page_kit_sheet(&k, "N-VIC", "nl", others[i], NOTICE_FORMAT_FULL);
		p = page_kit_pages(&k, s, "Rechten");
		CHECK(pages_count(p) >= 2);
		for (int page = 0; page < pages_count(p); page++) {
			struct page_picture b = page_kit_draw(p, page);
			char text[64];

			ink += ink_in(&b, 0, b.height);
			free(b.bits);
			(void)snprintf(text, sizeof text, "Rechten - Bladzijde %d van %d", page + 1, pages_count(p));
			CHECK_OK(sheet_new(&foot, &k.page));
			sheet_rule(foot);
			sheet_footer(foot, text);
			CHECK_OK(sheet_done(foot));
			feet += ink_of_sheet(foot);
		}
		CHECK_INT(ink, ink_of_sheet(s) + feet);
		pages_free(p);
	}
}

TEST(page, pages_follow_each_other_and_end_at_breaks)
{
	struct page_kit k;
	struct sheet *s;
	struct pages *p;
	const float *at;
	int n;
	float last = 0, from, to;

	page_kit_open(&k, 300, "nl");
	s = page_kit_sheet(&k, "N-SUS", "nl", "uk", NOTICE_FORMAT_FULL);
	p = page_kit_pages(&k, s, "Rechten");
	n = sheet_breaks(&at, s);
	for (int i = 0; i < pages_count(p); i++) {
		bool found = i == pages_count(p) - 1;

		pages_cut(&from, &to, p, i);
		CHECK(from == last && to > from && to - from <= 267);
		for (int k2 = 0; k2 < n; k2++)
			found = found || at[k2] == to;
		CHECK(found);
		last = to;
	}
	CHECK(last == sheet_height_mm(s));
	pages_free(p);
}

/* One paragraph over several pages: cut between lines, and no row of ink is cut in two. */
TEST(page, a_part_taller_than_a_page_is_cut_between_lines)
{
	static const char *const words[] = {"De politie leest uw bericht en schrijft u een brief. ",
	        "تقرأ الشرطة رسالتك خلال ثلاثة أيام عمل. ", "Поліція прочитає ваше повідомлення. "};

	for (int i = 0; i < 3; i++) {
		struct page_kit k;
		struct sheet *s;
		struct pages *p;
		char *text = calloc(1, 64 * 1024);
		float from, to;

		CHECK(text != NULL);
		for (int n = 0; n < 260; n++)
			memcpy(text + strlen(text), words[i], strlen(words[i]));
		page_kit_open(&k, 300, i == 1 ? "ar" : "nl");
		CHECK_OK(sheet_new(&s, &k.page));
		sheet_heading(s, "Kop");
		sheet_paragraph(s, text);
		CHECK_OK(sheet_done(s));
		p = page_kit_pages(&k, s, "Lang");
		CHECK(pages_count(p) >= 2);
		for (int page = 0; page + 1 < pages_count(p); page++) {
			const struct sheet_mark *m = &sheet_marks(s)[1];
			struct page_picture b = page_kit_draw(p, page), next = page_kit_draw(p, page + 1);
			float line;
			int cut;

			pages_cut(&from, &to, p, page);
			cut = 177 + (int)lroundf(to * 300 / 25.4f) - (int)lroundf(from * 300 / 25.4f);
			line = (to - m->y_mm) / m->block->line_mm;
			CHECK(fabsf(line - roundf(line)) < 0.01f);
			CHECK(to - from > 240); /* the page is full */
			CHECK_INT(ink_in(&b, cut, cut + 12), 0);
			for (int x = 0; x < 310; x++) /* nothing goes on across the cut */
				CHECK_INT(b.bits[(cut - 1) * 310 + x] & next.bits[177 * 310 + x], 0);
			free(b.bits);
			free(next.bits);
		}
		pages_free(p);
		free(text);
	}
}

TEST(page, a_code_is_never_cut)
{
	for (int lines = 30; lines < 48; lines++) {
		struct page_kit k;
		struct sheet *s;
		struct pages *p;
		float from, to;

		page_kit_open(&k, 300, "nl");
		CHECK_OK(sheet_new(&s, &k.page));
		for (int i = 0; i < lines; i++)
			sheet_paragraph(s, "Steeds dezelfde regel.");
		sheet_qr(s, "DEMO-01-1-0000000012-1a2b3c4d", "Onder de code");
		CHECK_OK(sheet_done(s));
		p = page_kit_pages(&k, s, "Code");
		for (int page = 0; page < pages_count(p); page++) {
			pages_cut(&from, &to, p, page);
			for (int i = 0; i < sheet_n_marks(s); i++) {
				const struct sheet_mark *m = &sheet_marks(s)[i];

				CHECK(m->kind != SHEET_QR || to <= m->y_mm || to >= m->y_mm + m->h_mm);
			}
		}
		pages_free(p);
	}
}

TEST(page, bands_may_be_drawn_in_any_order)
{
	struct page_kit k;
	struct pages *p;
	struct page_picture whole[8];
	uint64_t seed = 4;

	page_kit_open(&k, 300, "nl");
	p = page_kit_pages(&k, page_kit_sheet(&k, "N-VIC", "nl", "ar", NOTICE_FORMAT_FULL), "Rechten");
	CHECK(pages_count(p) <= 8);
	for (int i = 0; i < pages_count(p); i++)
		whole[i] = page_kit_draw(p, i);
	for (int i = 0; i < 60; i++) {
		int page = (int)(test_random(&seed) % (uint32_t)pages_count(p)), n;
		int band = (int)(test_random(&seed) % (uint32_t)pages_bands(p));
		const uint8_t *rows;

		CHECK_OK(pages_band(&rows, &n, p, page, band));
		CHECK_BYTES(rows, whole[page].bits + (size_t)band * 120 * 310, (size_t)n * 310);
	}
	pages_free(p);
}

TEST(page, a_copy_says_so_on_every_page_and_changes_nothing_else)
{
	struct page_kit k;
	struct sheet *s, *head;
	struct pages *p, *copy;
	struct pages_order o;

	page_kit_open(&k, 300, "nl");
	s = page_kit_sheet(&k, "N-VIC", "nl", "uk", NOTICE_FORMAT_FULL);
	CHECK_OK(sheet_new(&head, &k.page));
	sheet_banner(head, "KOPIE 2");
	CHECK_OK(sheet_done(head));
	o = (struct pages_order){k.arena, s, PAGE_FOOT, "Rechten", NULL};
	CHECK_OK(pages_new(&p, &o));
	o.head = head;
	CHECK_OK(pages_new(&copy, &o));
	CHECK_INT(pages_count(copy), pages_count(p));
	for (int i = 0; i < pages_count(p); i++) {
		struct page_picture a = page_kit_draw(p, i), b = page_kit_draw(copy, i);

		CHECK_INT(ink_in(&a, 0, 177), 0);
		CHECK(ink_in(&b, 47, 177) > 50000);
		CHECK_INT(ink_in(&b, 0, 47), 0); /* 4 mm that no printer reaches */
		CHECK_BYTES(a.bits + 177 * 310, b.bits + 177 * 310, (size_t)(3507 - 177) * 310);
		for (int band = 0; band < 3; band++) {
			const uint8_t *rows;
			int n;

			CHECK_OK(pages_body_band(&rows, &n, copy, i, band));
			CHECK_BYTES(rows, a.bits + (size_t)band * 120 * 310, (size_t)n * 310);
		}
		free(a.bits);
		free(b.bits);
	}
	pages_free(p);
	pages_free(copy);
}

static int order_of(struct page_kit *k, const struct sheet *s, const struct sheet *head)
{
	const struct pages_order o = {k->arena, s, PAGE_FOOT, "Rechten", head};
	struct pages *p = NULL;
	int r = pages_new(&p, &o);

	pages_free(p);
	return r;
}

TEST(page, what_does_not_fit_is_refused)
{
	struct page_kit k;
	struct sheet *s, *head, *wide;

	page_kit_open(&k, 300, "nl");
	s = page_kit_lines(&k, 3);
	k.page.width_mm = 181;
	wide = page_kit_lines(&k, 1);
	k.page.width_mm = 180;
	CHECK_INT(order_of(&k, wide, NULL), PAGES_TOO_WIDE);
	CHECK_INT(order_of(&k, s, wide), PAGES_TOO_WIDE);
	CHECK_OK(sheet_new(&head, &k.page));
	sheet_banner(head, "KOPIE 2");
	sheet_banner(head, "KOPIE 2");
	CHECK_OK(sheet_done(head));
	CHECK_INT(order_of(&k, s, head), PAGES_HEAD_TOO_TALL);
}

TEST(page, a_foot_with_a_missing_letter_is_refused)
{
	struct page_kit k;
	struct pages *p = NULL;
	struct pages_order o;

	page_kit_open(&k, 300, "nl");
	o = (struct pages_order){k.arena, page_kit_lines(&k, 3), PAGE_FOOT, "\u4e2d\u6587", NULL};
	CHECK_INT(pages_new(&p, &o), SHEET_MISSING_LETTER);
	CHECK(p == NULL);
}

TEST(page, there_are_at_most_so_many_pages)
{
	struct page_kit k;
	struct sheet *s;
	struct page_span spans[PAGES_MOST];

	page_kit_open(&k, 300, "nl");
	CHECK_OK(sheet_new(&s, &k.page));
	for (int i = 0; i < 10; i++) { /* one on each page */
		sheet_rule(s);
		sheet_space(s, 80);
	}
	CHECK_OK(sheet_done(s));
	CHECK_INT(page_cut(spans, 11, s, 100), 10);
	CHECK_INT(page_cut(spans, 10, s, 100), 10);
	CHECK_INT(page_cut(spans, 9, s, 100), 10); /* one more than may be */
	CHECK_INT(page_cut(spans, 5, s, 100), 6);
}

TEST(page, memory_does_not_grow_with_the_sheet)
{
	size_t used[2];

	for (int i = 0; i < 2; i++) {
		struct page_kit k;
		struct sheet *s;
		struct pages *p;
		const uint8_t *rows;
		int n;

		page_kit_open(&k, 300, "nl");
		s = page_kit_lines(&k, i ? 400 : 40);
		for (int round = 0; round < 2; round++) { /* the first one fills the cache of letters */
			size_t before = mallinfo2().uordblks;

			p = page_kit_pages(&k, s, "Lang");
			for (int page = 0; page < pages_count(p); page++)
				for (int b = 0; b < pages_bands(p); b++)
					CHECK_OK(pages_band(&rows, &n, p, page, b));
			used[i] = mallinfo2().uordblks - before;
			pages_free(p);
		}
	}
	CHECK(used[0] < 120 * 1024);
	CHECK_INT(used[1] / 4096, used[0] / 4096);
}

static int count_row(void *me, int y, const uint8_t *grey, int width)
{
	struct page_picture *b = me;

	for (int x = 0; x < width; x++) {
		int ink = !!(b->bits[(size_t)y * (size_t)b->row_bytes + (size_t)(x >> 3)] & (0x80 >> (x & 7)));

		if (grey[x] != (ink ? 0 : 255))
			return 7;
	}
	return y == b->height - 1 ? 9 : 0;
}

TEST(page, rows_in_grey_are_the_same_dots)
{
	struct page_kit k;
	struct pages *p;
	struct page_picture b;

	page_kit_open(&k, 300, "nl");
	p = page_kit_pages(&k, page_kit_lines(&k, 3), "Kort");
	b = page_kit_draw(p, 0);
	CHECK_INT(pages_each_row(p, 0, count_row, &b), 9);
	b.bits[1800 * b.row_bytes] ^= 1;
	CHECK_INT(pages_each_row(p, 0, count_row, &b), 7);
	pages_free(p);
}

/* Large print and other dots an inch come from the same sheet. */
TEST(page, large_print_and_600_dots_work_too)
{
	static const int dpis[] = {200, 300, 360, 600};
	int normal = 0;

	for (int i = 0; i < 4; i++) {
		struct page_kit k;
		struct pages *p;
		struct page_picture b;

		page_kit_open(&k, dpis[i], "nl");
		p = page_kit_pages(&k, page_kit_sheet(&k, "N-VIC", "nl", NULL, NOTICE_FORMAT_LARGE), "Rechten");
		CHECK_INT(pages_dpi(p), dpis[i]);
		CHECK_INT(pages_width(p), 2100 * dpis[i] / 254);
		normal = normal ? normal : pages_count(p);
		CHECK(abs(pages_count(p) - normal) <= 1);
		b = page_kit_draw(p, 0);
		CHECK(ink_in(&b, 0, b.height) > 1000);
		pages_free(p);
	}
}
