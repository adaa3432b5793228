#include "visit/data_ledger.h"

#include <errno.h>
#include <string.h>

#include "drivers/speech.h"
#include "paper/sheet.h"
#include "sys/log.h"
#include "sys/text.h"
#include "visit/press.h"
#include "visit/visit_inside.h"

enum { GROUPS_MAX = 64, LIST_MAX = 4000, SAY_MAX = 32 * 1024, SHEET_BYTES = 1024 * 1024, ARENA_BYTES = 256 * 1024 };

/* Different texts, in the order in which they were first met. */
struct list {
	const char *text[GROUPS_MAX];
	int n;
};

static int place_in(struct list *l, struct arena *arena, const char *text)
{
	for (int i = 0; i < l->n; i++)
		if (text_is(l->text[i], text))
			return i;
	if (l->n == GROUPS_MAX || !(text = arena_text(arena, text, strlen(text))))
		return -1;
	l->text[l->n] = text;
	return l->n++;
}

/* ---- articles ------------------------------------------------------------------------------ */

/* Forms cite laws as lawyers do. The name of a law is the same in every language: it is what one asks for. */
static const struct {
	const char *cited, *name;
} laws[] = {
        {"Wpg", "Wet politiegegevens"},
        {"Sv", "Wetboek van Strafvordering"},
        {"Sr", "Wetboek van Strafrecht"},
        {"Awb", "Algemene wet bestuursrecht"},
        {"AVG", "Algemene verordening gegevensbescherming"},
        {"Wabb", "Wet algemene bepalingen burgerservicenummer"},
        {"Wmo 2015", "Wet maatschappelijke ondersteuning 2015"},
};

/* "Sv 163" as "Wetboek van Strafvordering artikel 163", the last two never parted by a line's end. */
static const char *article(struct arena *arena, const char *cited, size_t n)
{
	const char *name = NULL;
	size_t taken = 0, digits;

	for (size_t i = 0; i < sizeof laws / sizeof *laws; i++) {
		size_t len = strlen(laws[i].cited);

		if (len <= n && strncmp(cited, laws[i].cited, len) == 0 && (len == n || cited[len] == ' ')) {
			name = laws[i].name;
			taken = len;
		}
	}
	digits = taken + strcspn(cited + taken, "0123456789");
	if (digits >= n)
		return arena_printf(
		        arena, "%s%.*s", name ? name : "", (int)(n - (name ? taken : 0)), cited + (name ? taken : 0));
	return arena_printf(arena, "%s%.*s artikel\u00a0%.*s", name ? name : "", (int)(name ? 0 : digits - 1), cited,
	        (int)(n - digits), cited + digits);
}

/* "Wpg 8; Sv 163": each once, whoever names it. */
static void take_articles(struct list *l, struct arena *arena, const char *basis)
{
	while (*basis) {
		size_t n = strcspn(basis, ";");
		const char *text = n ? article(arena, basis, n) : NULL;

		if (text)
			(void)place_in(l, arena, text);
		basis += n;
		basis += strspn(basis, "; ");
	}
}

/* ---- what is told --------------------------------------------------------------------------- */

struct ledger {
	struct list purposes, bases, receivers, rules;
	struct list names[GROUPS_MAX]; /* of answers, by purpose */
};

static void take_in(struct ledger *l, struct arena *arena, const struct question *q)
{
	int at = *q->purpose ? place_in(&l->purposes, arena, q->purpose) : -1;

	if (at >= 0)
		(void)place_in(&l->names[at], arena, *q->short_label ? q->short_label : q->label);
	if (*q->legal_basis)
		take_articles(&l->bases, arena, q->legal_basis);
	if (*q->receiver)
		(void)place_in(&l->receivers, arena, q->receiver);
	if (*q->retention)
		(void)place_in(&l->rules, arena, q->retention);
}

static const char *joined(const struct list *l, struct arena *arena, const char *between)
{
	struct buf text;
	const char *copy;

	buf_init(&text, LIST_MAX);
	for (int i = 0; i < l->n; i++)
		buf_printf(&text, "%s\u2068%s\u2069", i ? between : "", l->text[i]);
	copy = arena_text(arena, buf_str(&text), strlen(buf_str(&text)));
	buf_fini(&text);
	return copy ? copy : "";
}

/* How long, in plain words, of each rule; of one that has none, the longest that is common. */
static const char *kept_for(struct visit *v, struct arena *arena, const struct list *rules)
{
	static const char *const known[] = {"RT-W1", "RT-A1", "RT-N1"};
	struct list told = {.n = 0};

	for (int i = 0; i < rules->n; i++) {
		const char *key = "ledger.keep.RT-W1";

		for (size_t k = 0; k < sizeof known / sizeof *known; k++)
			if (text_is(rules->text[i], known[k]))
				key = arena_printf(arena, "ledger.keep.%s", known[k]);
		(void)place_in(&told, arena, visit_say(v, key ? key : "ledger.keep.RT-W1"));
	}
	return told.n ? joined(&told, arena, " ") : visit_say(v, "ledger.keep.RT-W1");
}

struct rows {
	struct ledger_row *at;
	int n, most;
};

static void add(struct rows *r, const char *label, const char *text)
{
	if (r->n < r->most && label != text && (!text || *text))
		r->at[r->n++] = (struct ledger_row){label, text};
}

static void tell(struct visit *v, struct rows *r, const struct ledger *l, struct arena *arena)
{
	add(r, NULL, visit_say(v, "ledger.intro"));
	add(r, visit_say(v, "ledger.what"), NULL);
	for (int i = 0; i < l->purposes.n; i++)
		add(r, joined(&l->names[i], arena, ", "), l->purposes.text[i]);
	add(r, visit_say(v, "ledger.how"), NULL);
	add(r, visit_say(v, "ledger.basis"), joined(&l->bases, arena, "; "));
	add(r, visit_say(v, "ledger.receiver"), joined(&l->receivers, arena, "; "));
	add(r, visit_say(v, "ledger.keep"), kept_for(v, arena, &l->rules));
	add(r, NULL, visit_say(v, "ledger.decides"));
	add(r, NULL, visit_say(v, "ledger.rights"));
	add(r, NULL, visit_say(v, "ledger.contact"));
}

int data_ledger_rows(struct visit *v, struct ledger_row *rows, int most, struct arena *arena)
{
	struct ledger *l = arena_alloc(arena, sizeof *l);
	struct rows r = {rows, 0, most};
	struct session *s = visit_session(v);

	if (!l || !s)
		return 0;
	for (uint32_t id = session_next(s, 0); id; id = session_next(s, id)) {
		const struct question *q = session_question(s, id);

		if (q && q->kind != QUESTION_NOTE && *q->value)
			take_in(l, arena, q);
	}
	if (l->purposes.n)
		tell(v, &r, l, arena);
	else
		add(&r, NULL, visit_say(v, "ledger.nothing"));
	return r.n;
}

/* ---- on paper -------------------------------------------------------------------------------- */

static void lay_row(struct sheet *s, const struct ledger_row *row)
{
	if (!row->label)
		sheet_paragraph(s, row->text);
	else if (!row->text)
		sheet_heading(s, row->label);
	else
		sheet_pair(s, row->label, row->text);
}

static int lay_out(struct visit *v, struct press *press, struct sheet **out, bool large)
{
	struct sheet_page page = press_page(press, visit_language(v), visit_rtl(v));
	struct ledger_row rows[LEDGER_ROWS_MAX];
	int n, r;

	page.scale = press_scale(&page, large);
	n = data_ledger_rows(v, rows, LEDGER_ROWS_MAX, page.arena);
	r = sheet_new(out, &page);
	if (r)
		return err_up(r);
	if (visit_is_demonstration(v))
		sheet_banner(*out, visit_say(v, "sheet.example"));
	sheet_title(*out, visit_say(v, "ledger.title"));
	for (int i = 0; i < n; i++)
		lay_row(*out, &rows[i]);
	if (v->saved) {
		sheet_rule(*out);
		sheet_number(*out, visit_say(v, "receipt.number"), v->kept.number);
	}
	r = sheet_done(*out);
	return r > 0 ? err_new(EINVAL, "the data ledger can not be laid out (answer %d of the sheet)", r) : err_up(r);
}

static int start(struct visit *v, bool large)
{
	struct press_sheets s = {.kind = "ledger", .title = "", .paper_class = JOB_RESUMES};
	struct press *p;
	int r = press_new(&p, v, PRESS_ROLL, SHEET_BYTES, true);

	if (r)
		return err_up(r);
	return err_up(press_send(p, &s, lay_out(v, p, &s.sheet, large)));
}

bool data_ledger_print(struct visit *v, bool large)
{
	enum visit_paper now = visit_paper(v);
	bool receipt = v->print_wanted && now != PAPER_FAILED;
	int e;

	if (!visit_session(v) || !visit_has_printer(v) || (v->press && (now == PAPER_WAITING || now == PAPER_PRINTING)))
		return false;
	visit_paper_end(v, false);
	v->print_wanted = receipt;
	e = start(v, large);
	if (e) {
		log_surprise(v->world.log, LOG_MODULE, e);
		v->print_broken = true;
	}
	v->world.changed(v->world.me);
	return e == 0;
}

/* ---- aloud ----------------------------------------------------------------------------------- */

/* The language of the person; what is said holds no answer, so anybody may hear it. */
void data_ledger_say(struct visit *v)
{
	struct ledger_row rows[LEDGER_ROWS_MAX];
	struct arena *arena = NULL;
	AUTO_BUF text;
	int n, e;

	buf_init(&text, SAY_MAX);
	if (!visit_has_voice(v))
		return;
	e = arena_new(&arena, ARENA_BYTES, true);
	if (e) {
		log_surprise(v->world.log, LOG_MODULE, e);
		return;
	}
	n = data_ledger_rows(v, rows, LEDGER_ROWS_MAX, arena);
	buf_printf(&text, "%s.\n", visit_say(v, "ledger.title"));
	for (int i = 0; i < n; i++)
		buf_printf(&text, "%s%s%s\n", rows[i].label ? rows[i].label : "",
		        rows[i].label && rows[i].text ? ". " : "", rows[i].text ? rows[i].text : ".");
	speech_say(v->world.speech, visit_language(v), buf_str(&text), SPEECH_PUBLIC);
	arena_free(arena);
}
