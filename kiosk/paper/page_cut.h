#pragma once

/*
 * page_cut - where one page of a sheet ends and the next begins
 *
 * At the last break that still fits (sheet_breaks()). Where a part alone is taller than a page: between two lines, so
 * that no line of either column and no code is cut in two.
 */
#include "paper/sheet.h"

struct page_span {
	float from_mm, to_mm; /* in the sheet */
};

/* Gives the number of pages, of which at most `most` are written; most + 1 when there are more. */
int page_cut(struct page_span *out, int most, const struct sheet *s, float room_mm);
