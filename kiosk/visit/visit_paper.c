/*
 * visit_paper - the receipt of this visit, from its words to the printer
 *
 * Values of class K3 and K4 never stand on paper (domain reference, 0.2): the
 * sheet says that they were stored, and leaves them out.
 */
#include <errno.h>
#include <string.h>

#include "drivers/printer.h"
#include "drivers/printer_profile.h"
#include "paper/receipt.h"
#include "sys/log.h"
#include "sys/text.h"
#include "visit/visit_inside.h"

enum { STEPS = 3 };

static bool is_private(const struct question *q)
{
	return q->looks & LOOK_MASKED || text_is(q->sensitivity, "K3") || text_is(q->sensitivity, "K4");
}

static const char *short_name(const struct question *q)
{
	return *q->short_label ? q->short_label : q->label;
}

static const char *keep(struct visit *v, const char *text)
{
	const char *copy = arena_text(v->paper_arena, text, strlen(text));

	return copy ? copy : "";
}

static const char *value_text(struct visit *v, const struct question *q)
{
	const char *text = visit_value_text(v, q, q->shown);

	if (q->kind == QUESTION_TRIGGER)
		text = visit_say(v, "review.yes");
	return keep(v, arena_printf(v->paper_arena, "\u2068%s\u2069", text));
}

/* Answers as pairs; the names of those that stay off the paper end up in one list. */
static int stored_pairs(struct visit *v, struct receipt_pair *pairs, int most)
{
	struct buf held_back;
	int n = 0;

	buf_init(&held_back, 2000);
	for (uint32_t id = session_next(v->session, 0); id && n < most - 1; id = session_next(v->session, id)) {
		const struct question *q = session_question(v->session, id);

		if (!q || q->kind == QUESTION_NOTE || !*q->value)
			continue;
		if (is_private(q)) {
			buf_printf(&held_back, "%s%s", held_back.len ? ", " : "", short_name(q));
			continue;
		}
		pairs[n].label = keep(v, short_name(q));
		pairs[n++].value = value_text(v, q);
	}
	if (held_back.len) {
		pairs[n].label = visit_say(v, "sheet.held_back");
		pairs[n++].value = keep(v, buf_str(&held_back));
	}
	buf_fini(&held_back);
	return n;
}

static int build(struct visit *v, struct sheet **out)
{
	const struct printer_profile *p = printer_profile(v->world.printer);
	struct receipt_pair pairs[RECEIPT_PAPER_PAIRS];
	const char *next[STEPS] = {
	        visit_say(v, "sheet.next1"), visit_say(v, "sheet.next2"), visit_say(v, "sheet.next3")};
	struct sheet_page page = {.arena = v->paper_arena,
	        .fonts = v->paper_fonts,
	        .lang = visit_language(v),
	        .width_mm = (float)p->dots / ((float)p->dpi / 25.4f),
	        .dir = visit_rtl(v) ? DIR_RTL : DIR_LTR};
	struct receipt_content r = {
	        .banner = visit_is_demonstration(v) ? visit_say(v, "sheet.example") : NULL,
	        .title = visit_say(v, "sheet.title"),
	        .number_label = visit_say(v, "receipt.number"),
	        .place_label = visit_say(v, "sheet.place"),
	        .time_label = visit_say(v, "sheet.time"),
	        .notice = visit_say(v, "sheet.notice"),
	        .stored_heading = visit_say(v, "sheet.stored"),
	        .next_heading = visit_say(v, "sheet.next"),
	        .qr_caption = visit_say(v, "sheet.qr"),
	        .footer = visit_say(v, "sheet.footer"),
	        .number = v->kept.number,
	        .place = v->world.station->code,
	        .time = keep(v, visit_saved_at(v)),
	        .qr_text = v->kept.number,
	        .stored = pairs,
	        .next = next,
	        .n_next = STEPS,
	};

	r.n_stored = stored_pairs(v, pairs, RECEIPT_PAPER_PAIRS);
	return receipt_sheet(out, &page, &r);
}

static int open_fonts(struct visit *v)
{
	const struct printer_profile *p = printer_profile(v->world.printer);

	if (v->paper_fonts)
		return 0;
	return err_up(fonts_open(&v->paper_fonts, v->world.fonts, (float)p->dpi / 25.4f));
}

static void on_progress(void *me, const struct job_progress *progress)
{
	struct visit *v = me;

	(void)progress;
	v->world.changed(v->world.me);
}

static int start(struct visit *v)
{
	struct job_order order = {
	        .printer = v->world.printer, .loop = v->world.loop, .log = v->world.log, .fn = on_progress, .me = v};
	struct sheet *sheet;
	int r = open_fonts(v);

	if (r)
		return err_up(r);
	r = build(v, &sheet);
	if (r > 0)
		return err_new(EINVAL, "the receipt can not be laid out (answer %d of the sheet)", r);
	if (r < 0)
		return err_up(r);
	order.sheet = sheet;
	r = job_start(&v->job, &order);
	return r > 0 ? err_new(EIO, "the printer takes no job (answer %d)", r) : err_up(r);
}

/* Without a usable profile nobody knows how wide a sheet is: that is no printer, and the log says why. */
static bool has_printer(const struct visit *v)
{
	return printer_profile(v->world.printer)->dots > 0;
}

/* From the loop: the screen that says "saved" is up by now. */
static int begin(void *me)
{
	struct visit *v = me;
	int e;

	if (!v->print_wanted || !v->saved || !has_printer(v))
		return 0;
	e = start(v);
	if (e) {
		log_surprise(v->world.log, LOG_MODULE, e);
		v->print_broken = true;
	}
	v->world.changed(v->world.me);
	return 0;
}

void visit_print(struct visit *v)
{
	int e;

	if (v->print_wanted && visit_paper(v) != PAPER_FAILED)
		return;
	visit_paper_end(v);
	v->print_wanted = true;
	e = loop_after(v->world.loop, 0, begin, v);
	v->print_broken = e < 0;
}

void visit_paper_end(struct visit *v)
{
	job_free(v->job);
	v->job = NULL;
	v->print_wanted = false;
	v->print_broken = false;
	if (v->paper_arena)
		arena_reset(v->paper_arena);
	if (v->paper_fonts)
		fonts_forget(v->paper_fonts);
}

static enum visit_paper paper_of(const struct job_progress *p)
{
	switch (p->state) {
	case JOB_QUEUED:
		return PAPER_WAITING;
	case JOB_PRINTING:
		return PAPER_PRINTING;
	case JOB_DONE:
		return p->level >= PROOF_PRINTED ? PAPER_PRINTED : PAPER_SENT;
	case JOB_VOID:
		return p->reason == JOB_NO_PRINTER ? PAPER_NONE : PAPER_FAILED;
	case JOB_UNKNOWN:
		break;
	}
	return PAPER_UNSURE;
}

enum visit_paper visit_paper(struct visit *v)
{
	struct job_progress p;

	if (!has_printer(v))
		return PAPER_NONE;
	if (v->print_broken)
		return PAPER_FAILED;
	if (!v->job)
		return PAPER_WAITING;
	job_progress(v->job, &p);
	return paper_of(&p);
}

int visit_paper_percent(struct visit *v)
{
	struct job_progress p;

	if (!v->job)
		return 0;
	job_progress(v->job, &p);
	return p.n_bands > 0 ? p.bands_sent * 100 / p.n_bands : 0;
}
