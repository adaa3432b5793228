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
#include "paper/job_journal.h"
#include "paper/receipt.h"
#include "sys/log.h"
#include "sys/text.h"
#include "visit/duty_inside.h"
#include "visit/outcome.h"
#include "visit/press.h"

/* Somebody stands and waits: after a minute the number on the screen is better than a printer that may be mended. */
enum { STEPS = 3, HELD_BACK_MAX = 4000, RECEIPT_BYTES = 1024 * 1024, HOLD_MS = 60 * 1000 };

static bool is_private(const struct question *q)
{
	return q->looks & LOOK_MASKED || text_is(q->sensitivity, "K3") || text_is(q->sensitivity, "K4");
}

static const char *short_name(const struct question *q)
{
	return *q->short_label ? q->short_label : q->label;
}

static const char *keep(struct arena *arena, const char *text)
{
	const char *copy = arena_text(arena, text, strlen(text));

	return copy ? copy : "";
}

static const char *value_text(struct visit *v, struct arena *arena, const struct question *q)
{
	const char *text = visit_value_text(v, q, q->shown);

	if (q->kind == QUESTION_TRIGGER)
		text = visit_say(v, "review.yes");
	return keep(arena, arena_printf(arena, "\u2068%s\u2069", text));
}

static bool is_listed(const char *names, const char *name)
{
	size_t n = strlen(name);

	for (const char *at = strstr(names, name); at; at = strstr(at + 1, name))
		if ((at == names || (at - names >= 2 && at[-2] == ',')) && (!at[n] || at[n] == ','))
			return true;
	return false;
}

/* Each name once: what stands in rows has the same names in every row. */
static void hold_back(struct buf *names, const char *name)
{
	if (!is_listed(buf_str(names), name))
		buf_printf(names, "%s%s", names->len ? ", " : "", name);
}

/* Answers as pairs; the names of those that stay off the paper, and of those that find no room on it, end up in one list. */
static int stored_pairs(struct visit *v, struct arena *arena, struct receipt_pair *pairs, int most)
{
	struct buf held_back;
	int n = 0;

	buf_init(&held_back, HELD_BACK_MAX);
	for (uint32_t id = session_next(v->session, 0); id; id = session_next(v->session, id)) {
		const struct question *q = session_question(v->session, id);

		if (!q || q->kind == QUESTION_NOTE || !*q->value)
			continue;
		if (is_private(q) || n == most - 1) {
			hold_back(&held_back, short_name(q));
			continue;
		}
		pairs[n].label = keep(arena, short_name(q));
		pairs[n++].value = value_text(v, arena, q);
	}
	if (held_back.len) {
		pairs[n].label = visit_say(v, "sheet.held_back");
		pairs[n++].value = keep(arena, buf_str(&held_back));
	}
	buf_fini(&held_back);
	return n;
}

static int build(struct visit *v, struct press *press, struct sheet **out)
{
	struct receipt_pair pairs[RECEIPT_PAPER_PAIRS];
	const char *next[STEPS] = {outcome_say(v, "step1"), outcome_say(v, "step2"), outcome_say(v, "step3")};
	struct sheet_page page = press_page(press, visit_language(v), visit_rtl(v));
	struct arena *arena = page.arena;
	struct receipt_content r = {
	        .banner = visit_is_demonstration(v) ? visit_say(v, "sheet.example") : NULL,
	        .title = visit_say(v, "sheet.title"),
	        .number_label = visit_say(v, "receipt.number"),
	        .completes_label = visit_say(v, "sheet.completes"),
	        .place_label = visit_say(v, "sheet.place"),
	        .time_label = visit_say(v, "sheet.time"),
	        .notice = outcome_say(v, "notice"),
	        .stored_heading = visit_say(v, "sheet.stored"),
	        .next_heading = visit_say(v, "sheet.next"),
	        .qr_caption = visit_say(v, "sheet.qr"),
	        .footer = visit_say(v, "sheet.footer"),
	        .number = v->kept.number,
	        .completes = v->completing.on ? v->completing.number : NULL,
	        .place = v->world.station->code,
	        .time = keep(arena, visit_saved_at(v)),
	        .qr_text = v->kept.number,
	        .stored = pairs,
	        .next = next,
	        .n_next = STEPS,
	};

	if (!outcome_is_quiet(v))
		r.n_stored = stored_pairs(v, arena, pairs, RECEIPT_PAPER_PAIRS);
	return receipt_sheet(out, &page, &r);
}

/* "Void", in the language of the sheet: what hangs out of the printer says so itself. */
int visit_stub(struct visit *v, struct press *press, struct sheet **out)
{
	struct sheet_page page = press_page(press, visit_language(v), visit_rtl(v));
	int r = sheet_new(out, &page);

	if (r)
		return err_up(r);
	sheet_banner(*out, visit_say(v, "sheet.void"));
	r = sheet_done(*out);
	return r > 0 ? err_new(EINVAL, "the void line can not be laid out (answer %d of the sheet)", r) : err_up(r);
}

static int start(struct visit *v)
{
	struct press_sheets s = {.kind = "receipt", .title = "", .paper_class = JOB_RESUMES, .hold_ms = HOLD_MS};
	struct press *p;
	int r = press_new(&p, v, PRESS_ROLL, RECEIPT_BYTES, true);

	if (r)
		return err_up(r);
	return err_up(press_send(p, &s, build(v, p, &s.sheet)));
}

/* Without a usable profile nobody knows how wide a sheet is: that is no printer, and the log says why. */
bool visit_has_printer(const struct visit *v)
{
	return printer_profile(v->world.printer)->dots > 0;
}

/* From the loop: the screen that says "saved" is up by now. */
static int begin(void *me)
{
	struct visit *v = me;
	int e;

	if (!v->print_wanted || !v->saved || !visit_has_printer(v))
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
	visit_paper_end(v, false);
	v->print_wanted = true;
	e = loop_after(v->world.loop, 0, begin, v);
	v->print_broken = e < 0;
}

/* Nobody looks at it any more. It goes on by itself, unless it must stop at once. */
void visit_paper_end(struct visit *v, bool stop)
{
	if (stop)
		press_drop(v->press);
	else
		press_leave(v->press);
	v->press = NULL;
	v->print_wanted = false;
	v->print_broken = false;
}
