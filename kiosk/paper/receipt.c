#include "paper/receipt.h"

#include <assert.h>

static void head(struct sheet *s, const struct receipt_content *r)
{
	if (r->banner)
		sheet_banner(s, r->banner);
	sheet_title(s, r->title);
	sheet_number(s, r->number_label, r->number);
	if (r->completes)
		sheet_pair(s, r->completes_label, r->completes);
	if (r->place)
		sheet_pair(s, r->place_label, r->place);
	if (r->time)
		sheet_pair(s, r->time_label, r->time);
	if (r->notice)
		sheet_notice(s, r->notice);
}

static void stored(struct sheet *s, const struct receipt_content *r)
{
	if (r->n_stored == 0)
		return;
	sheet_rule(s);
	sheet_heading(s, r->stored_heading);
	for (int i = 0; i < r->n_stored; i++)
		sheet_pair(s, r->stored[i].label, r->stored[i].value);
}

static void next(struct sheet *s, const struct receipt_content *r)
{
	if (r->n_next == 0)
		return;
	sheet_rule(s);
	sheet_heading(s, r->next_heading);
	for (int i = 0; i < r->n_next; i++)
		sheet_point(s, i + 1, r->next[i]);
}

static void foot(struct sheet *s, const struct receipt_content *r)
{
	if (r->qr_text) {
		sheet_rule(s);
		sheet_qr(s, r->qr_text, r->qr_caption);
	}
	if (r->footer) {
		sheet_rule(s);
		sheet_footer(s, r->footer);
	}
	/* Torn or cut, the word stays: on the half with the number and on the half with the QR. */
	if (r->banner)
		sheet_banner(s, r->banner);
}

int receipt_sheet(struct sheet **out, const struct sheet_page *page, const struct receipt_content *r)
{
	struct sheet *s;
	int e;

	assert(r->title && r->number && r->number_label);
	if (r->n_stored > RECEIPT_PAPER_PAIRS || r->n_next > RECEIPT_PAPER_STEPS)
		return SHEET_TOO_MUCH;
	e = sheet_new(&s, page);
	if (e)
		return err_up(e);
	head(s, r);
	stored(s, r);
	next(s, r);
	foot(s, r);
	e = sheet_done(s);
	if (e == 0)
		*out = s;
	return e > 0 ? e : err_up(e);
}
