/* visit_notice_paper - a notice from the pack to the printer: what an officer hands over, and what a citizen takes along. */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "drivers/page_printer.h"
#include "paper/notice_sheet.h"
#include "store/station.h"
#include "sys/log.h"
#include "sys/text.h"
#include "visit/duty_inside.h"
#include "visit/press.h"

enum { NOTICE_BYTES = 8 * 1024 * 1024 };

/* What is printed, and how. */
struct wish {
	const struct notice *dutch, *text; /* text: in the person's language */
	enum notice_format format;
	bool a4; /* on the printer of pages */
	bool practice;
	int64_t at_ms; /* stands on the paper */
	int64_t copy_of;
	int copy_no;
};

/* Words of the sheet in a language; the machine's own Dutch where it does not speak it. */
static const char *say(const struct visit *v, const struct notice *n, const char *key)
{
	return visit_say_in(v, n->lang, key);
}

static void banners(const struct visit *v, const struct wish *w, struct notice_paper *p)
{
	int n = 0;

	if (w->practice)
		p->banners[n++] = say(v, p->text, "notice.practice");
	if (w->text->example || (w->dutch && w->dutch->example) || visit_is_demonstration(v))
		p->banners[n++] = say(v, p->text, "sheet.example");
	if (w->text->status == NOTICE_DRAFT) /* prescribed words (domain reference, G5): they stay Dutch */
		p->banners[n++] = "CONCEPTVERTALING - de Nederlandse tekst geldt";
	if (n < NOTICE_PAPER_BANNERS)
		p->banners[n] = NULL;
}

static int lay_out(struct visit *v, struct press *press, const struct wish *w, struct sheet **out)
{
	struct sheet_page page = press_page(press, w->text->lang, false);
	bool two = w->dutch && w->text != w->dutch && w->format != NOTICE_FORMAT_CARD;
	struct notice_paper p = {.text = two ? w->dutch : w->text, .other = two ? w->text : NULL, .format = w->format};
	char when[sizeof v->date];

	(void)text_copy(when, sizeof when, visit_moment_in(v, p.text->lang, w->at_ms));
	banners(v, w, &p);
	p.ask = say(v, p.text, "sheet.ask");
	p.keep = say(v, p.text, "sheet.keep");
	p.version_label = say(v, p.text, "sheet.version");
	p.code_label = say(v, p.text, "sheet.code");
	if (two) {
		p.ask_other = say(v, p.other, "sheet.ask");
		p.keep_other = say(v, p.other, "sheet.keep");
		p.dutch_counts = say(v, p.text, "sheet.dutch_counts");
		p.dutch_counts_other = say(v, p.other, "sheet.dutch_counts");
	}
	p.station = v->world.station->code;
	p.when = when;
	return notice_sheet(out, &page, &p);
}

/* KOPIE n, in the language of the sheet. */
static int head(struct visit *v, struct press *press, const struct wish *w, struct sheet **out)
{
	struct sheet_page page = press_page(press, w->text->lang, lang_is_rtl(w->text->lang));
	char text[160], n[12];
	int r = sheet_new(out, &page);

	if (r)
		return err_up(r);
	(void)snprintf(n, sizeof n, "%d", w->copy_no);
	words_fill(text, sizeof text, say(v, w->text, "sheet.copy"), (const char *const[]){"n", n, NULL});
	sheet_banner(*out, text);
	r = sheet_done(*out);
	return r > 0 ? err_new(EINVAL, "the head of a copy can not be laid out (answer %d)", r) : err_up(r);
}

static int start(struct visit *v, const struct wish *w)
{
	char title[JOURNAL_TITLE_MAX + 1], foot[200];
	struct press_sheets s = {.kind = w->practice ? "practice" : "notice",
	        .title = title,
	        .paper_class = JOB_VOIDS,
	        .must_prove = !w->practice,
	        .copy_of = w->copy_of,
	        .copy_no = w->copy_no};
	struct press *p;
	int r = press_new(&p, v, w->a4 ? PRESS_A4 : PRESS_ROLL, NOTICE_BYTES, false);

	if (r)
		return err_up(r);
	(void)snprintf(title, sizeof title, "%s %s %d %s%s", w->text->id, w->text->lang, w->text->version,
	        notice_format_name(w->format), w->a4 ? " a4" : "");
	(void)snprintf(foot, sizeof foot, "{title} - %s", say(v, w->dutch ? w->dutch : w->text, "sheet.page"));
	s.page_foot = foot;
	s.page_title = w->dutch ? w->dutch->title : w->text->title;
	r = lay_out(v, p, w, &s.sheet);
	if (r == 0 && w->copy_no)
		r = head(v, p, w, &s.head);
	return err_up(press_send(p, &s, r));
}

static void print(struct visit *v, const struct wish *w)
{
	int e;

	if (!w->a4 && !visit_has_printer(v))
		return;
	visit_paper_end(v, false);
	e = start(v, w);
	if (e) {
		log_surprise(v->world.log, LOG_MODULE, e);
		v->print_broken = true;
	}
	v->world.changed(v->world.me);
}

/* Laid out once and let go: its letters are at hand when somebody taps "print", so that the first band is there at once. */
static int warm(void *me)
{
	struct visit *v = me;
	struct handing *h = &v->handing;
	struct wish w = {h->dutch, h->text, h->format, h->a4, false, handing_now_ms(v), 0, 0};
	struct sheet *sheet;
	struct press *p;

	v->warming = 0;
	if (!h->settled || h->a4 || v->presses || !visit_has_printer(v) ||
	        press_new(&p, v, PRESS_ROLL, NOTICE_BYTES, false))
		return 0;
	(void)!lay_out(v, p, &w, &sheet);
	press_drop(p);
	return 0;
}

void handing_warm(struct visit *v)
{
	if (v->warming)
		return;
	v->warming = loop_after(v->world.loop, 0, warm, v);
	v->warming = v->warming > 0 ? v->warming : 0;
}

static bool is_running(struct visit *v)
{
	enum visit_paper p = visit_paper(v);

	return v->press && (p == PAPER_WAITING || p == PAPER_PRINTING);
}

void handing_print(struct visit *v)
{
	struct handing *h = &v->handing;
	struct wish w = {h->dutch, h->text, h->format, h->a4, duty_is_practice(v), handing_now_ms(v), 0, 0};
	int given = 0;

	if (!h->settled || !h->text || is_running(v))
		return;
	if (handing_asks_first(v)) /* never before somebody said that paper is safe */
		return;
	if (!h->job || !h->printed_ms)
		h->printed_ms = w.at_ms;
	w.at_ms = h->printed_ms;
	if (h->job) { /* it came out once: every further one says that it is a copy */
		if (v->journal && journal_copies(&given, v->journal, h->job))
			given = h->copies - 1;
		w.copy_of = h->job;
		w.copy_no = given + 1;
	}
	h->copy_no = w.copy_no;
	print(v, &w);
}

/* Who reads about violence at home may not be alone when the paper is found: without an officer who asks whether it is
 * safe, only the neutral sheet is printed (domain reference, 2.9). */
static const char *safe_alone(const char *id)
{
	return text_is(id, "N-DV") ? "N-DV-N" : id;
}

void visit_print_reading(struct visit *v)
{
	const char *id = safe_alone(v->reading);
	struct wish w = {visit_notice(v, id, "nl"), visit_notice(v, id, visit_language(v)), NOTICE_FORMAT_FULL, false,
	        false, clock_wall_ms(v->world.clock), 0, 0};

	if (!w.text)
		w.text = w.dutch;

	if (w.text && !is_running(v))
		print(v, &w);
}

enum notice_format handing_format(const struct visit *v)
{
	return v->handing.format;
}

bool handing_is_a4(const struct visit *v)
{
	return v->handing.a4;
}

bool visit_has_a4(const struct visit *v)
{
	return v->world.page_printer && page_printer_dpi(v->world.page_printer) > 0;
}

/* Before anything was printed: what is handed over has one form, and the record tells it. */
void handing_set_format(struct visit *v, enum notice_format format, bool a4)
{
	struct handing *h = &v->handing;

	if (h->copies > 0 || is_running(v))
		return;
	h->job = 0; /* what may have come out was another sheet */
	h->format = h->settled_for.format = format;
	h->a4 = a4 && visit_has_a4(v);
	if (h->settled)
		h->record.start.format = handing_record_format(h);
}
