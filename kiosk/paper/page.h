#pragma once

/*
 * page - a sheet cut into A4 pages, and their dots a band at a time
 *
 * The sheet is laid out PAGE_SHEET_MM wide and cut where a page may end: between parts, never right below a heading
 * (sheet_breaks()). A part taller than a page is cut between its lines, a code never. Each page has margins of
 * PAGE_MARGIN_MM and a foot of its own; a copy says so in the upper margin, so that the dots below stay those of the
 * original.
 *
 * Only two bands are ever in memory, whatever the sheet's length. The same sheet gives the same dots, in any order.
 * One bit a dot, leftmost in the highest bit, 1 = ink.
 */
#include "paper/sheet.h"

struct pages;

enum { PAGE_WIDTH_MM = 210, PAGE_HEIGHT_MM = 297, PAGE_MARGIN_MM = 15, PAGE_SHEET_MM = 180, PAGE_HEAD_MM = 9 };
enum { PAGE_BAND_ROWS = 120, PAGES_MOST = 60 };

/* Answers of pages_new(), besides those of sheet_done() for a foot. */
enum {
	PAGES_TOO_MANY = 16, /* over PAGES_MOST */
	PAGES_TOO_WIDE, /* the sheet is wider than PAGE_SHEET_MM */
	PAGES_HEAD_TOO_TALL, /* over PAGE_HEAD_MM */
};

struct pages_order {
	struct arena *arena; /* borrowed as long as the pages, like the sheets: the feet live there */
	const struct sheet *sheet; /* sheet_done() gave 0 */
	const char *foot; /* "{title} - Bladzijde {at} van {of}", in the sheet's language */
	const char *title;
	const struct sheet *head; /* of a copy: KOPIE n, on each page; else NULL */
};

NODISCARD int pages_new(struct pages **out, const struct pages_order *order);
void pages_free(struct pages *p); /* wipes its bands; NULL is fine */

int pages_count(const struct pages *p);
int pages_dpi(const struct pages *p);
int pages_width(const struct pages *p); /* dots; rows have (width + 7) / 8 bytes */
int pages_height(const struct pages *p);
int pages_bands(const struct pages *p); /* of one page */
/* The last band of a page that has ink for certain: the rule of its foot. */
int pages_last_ink(const struct pages *p);
/* Where the page begins and ends in the sheet. */
void pages_cut(float *from_mm, float *to_mm, const struct pages *p, int page);

/* Band `band` of page `page`, both from 0; *n_rows rows, borrowed until the next call. */
NODISCARD int pages_band(const uint8_t **rows, int *n_rows, struct pages *p, int page, int band);
/* The same without the head: what an original and its copies share. */
NODISCARD int pages_body_band(const uint8_t **rows, int *n_rows, struct pages *p, int page, int band);

/* Every row of a page from top to bottom in grey, a byte a dot, 0 = ink, 255 = paper; borrowed in the call. What fn
 * gives other than 0 ends it and comes back. */
typedef int pages_row_fn(void *me, int y, const uint8_t *grey, int width);
NODISCARD int pages_each_row(struct pages *p, int page, pages_row_fn *fn, void *me);
