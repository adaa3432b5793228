#pragma once

/*
 * text_page - what staff read, row by row: the same rows go to paper (desk_work_print)
 *
 * Texts of rows live in the frame or longer; a page is built anew for each pass.
 */
#include "screens/screens.h"
#include "ui/flow.h"
#include "visit/desk_work.h"

enum { TEXT_ROWS_MAX = 300 };
struct text_page {
	struct desk_row rows[TEXT_ROWS_MAX];
	int n;
};

/* Rows over the ceiling are left out: no page of ours has so many. */
void text_row(struct text_page *p, enum desk_row_kind kind, const char *label, const char *text);
void text_page_draw(struct scene *s, struct flow *f, const struct text_page *p);
/* Cards with a second line need the whole width where letters are large. */
int text_columns(const struct scene *s, int most);
/* One row alone, without a page. */
void text_pair(struct scene *s, struct flow *f, const char *label, const char *text);
/* A framed sentence: what must be mended, or what has been done. */
void text_note(struct scene *s, struct flow *f, bool bad, const char *text);
/* What a record of that kind is called at the desk (store/kinds.h); its code where it has no name. */
const char *text_kind(struct scene *s, uint16_t kind);
/* Why something was not done; nothing for DESK_DONE. */
void text_answer(struct scene *s, struct flow *f, enum desk_answer answer);
/* What became of the sheet that this screen printed, in words that claim no more; nothing before. */
void text_paper(struct scene *s, struct flow *f, bool printed);
/* The page goes to the printer: SCREEN_PRINTING and *printed, or SCREEN_STAY when it can not now. */
enum screen_id text_print(
        struct scene *s, bool *printed, const char *kind, const char *title, const struct text_page *p);
