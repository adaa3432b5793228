#include "visit/visit_draft.h"

#include <errno.h>
#include <sodium.h>
#include <string.h>

#include "form/session_restore.h"
#include "paper/sheet.h"
#include "sys/arena.h"
#include "sys/log.h"
#include "sys/text.h"
#include "visit/desk_work_inside.h"
#include "visit/press.h"

enum { KEEP_AFTER_MS = 1500, SHEET_BYTES = 1024 * 1024, HOLD_MS = 60 * 1000, ANSWERS_MOST = 4000, FIELDS = 6 };

/* ---- a visit as text ------------------------------------------------------------------------ */

static bool is_draftable(const struct visit *v)
{
	return v->session && !v->saved && !v->completing.on && !v->at_desk && v->serving >= 0 && !duty_is_practice(v);
}

static void field(struct buf *out, const char *text)
{
	buf_add(out, text, strlen(text) + 1);
}

/* Texts that end with NUL: version of this order, form, its version, language, id of the record, question; then REF and
 * value of each answer. */
static int text_of(struct buf *out, struct visit *v, bool for_desk)
{
	const struct form *f = session_form(v->session);
	char id[2 * RECORD_ID_BYTES + 1];
	const uint32_t *ids;
	size_t n;

	hex_put(id, v->record_id, RECORD_ID_BYTES);
	field(out, "1");
	field(out, form_id(f));
	field(out, visit_language(v));
	field(out, id);
	field(out, v->draft.at);
	field(out, form_version(f));
	ids = session_questions(v->session, &n);
	for (size_t i = 0; i < n; i++) {
		const struct question *q = session_question(v->session, ids[i]);

		if (!q || !*q->value || q->kind == QUESTION_REPEAT || (for_desk && desk_is_hidden(q)))
			continue;
		field(out, q->ref);
		field(out, q->value);
	}
	return buf_done(out);
}

/* ---- following the visit ---------------------------------------------------------------------- */

static int keep(void *me)
{
	struct visit *v = me;
	uint8_t hash[DRAFT_HASH_BYTES];
	AUTO_BUF text;

	buf_init(&text, DRAFT_TEXT_MAX);
	v->draft.timer = 0;
	if (!is_draftable(v) || !visit_may_park_at_desk(v) || v->draft.parks)
		return 0;
	if (text_of(&text, v, true)) {
		log_warn(v->world.log, "this visit is too large for a draft: a power cut would end it");
		return 0;
	}
	(void)crypto_generichash(hash, sizeof hash, text.data, text.len, NULL, 0);
	if (v->draft.is_kept && memcmp(hash, v->draft.kept, sizeof hash) == 0)
		return 0;
	if (draft_keep(v->draft.all, &v->world.station->desk, text.data, text.len) == 0) {
		memcpy(v->draft.kept, hash, sizeof hash);
		v->draft.is_kept = true;
	}
	return 0;
}

void visit_draft_now(struct visit *v)
{
	(void)keep(v);
}

void visit_draft_at(struct visit *v, const char *ref)
{
	if (!is_draftable(v) || !v->draft.all)
		return;
	(void)text_copy(v->draft.at, sizeof v->draft.at, ref);
	if (v->draft.timer > 0)
		return;
	v->draft.timer = loop_after(v->world.loop, KEEP_AFTER_MS, keep, v);
}

/* An orderly end of the program is a power cut to whoever stands here: then it stays. */
void visit_draft_over(struct visit *v)
{
	loop_cancel(v->world.loop, v->draft.timer);
	v->draft.timer = 0;
	if (v->draft.parks) { /* nobody said that the paper is there: its code shall open nothing */
		draft_remove(v->draft.all, v->draft.id);
		visit_paper_end(v, true);
	}
	if (v->draft.is_kept && v->draft.program_ends)
		(void)keep(v);
	else if (v->draft.is_kept)
		draft_drop(v->draft.all);
	v->draft.is_kept = v->draft.parks = false;
	wipe(v->draft.at, sizeof v->draft.at);
	wipe(v->draft.id, sizeof v->draft.id);
	v->draft.n_rows = 0;
}

void visit_draft_wake(struct visit *v)
{
	int e;

	if (v->draft.all || !v->world.station || !v->world.data)
		return;
	e = drafts_open(&v->draft.all, v->world.data, v->world.clock, v->world.log);
	if (e)
		log_surprise(v->world.log, LOG_MODULE, e);
}

void visit_draft_idle(struct visit *v)
{
	visit_draft_wake(v);
	if (v->draft.all)
		drafts_expire(v->draft.all);
}

/* ---- parking --------------------------------------------------------------------------------------- */

bool visit_may_park_at_desk(const struct visit *v)
{
	return is_draftable(v) && v->draft.all && v->world.station && v->world.station->has_desk;
}

bool visit_may_park_on_paper(const struct visit *v)
{
	return is_draftable(v) && v->draft.all && visit_has_printer(v);
}

bool visit_may_park(const struct visit *v)
{
	return visit_may_park_at_desk(v) || visit_may_park_on_paper(v);
}

static enum visit_parked parked_of(int r)
{
	return r == 0 ? PARK_DONE : r == DRAFT_FULL ? PARK_FULL : PARK_TROUBLE;
}

static void answers_go(struct visit *v)
{
	visit_draft_over(v);
	visit_forget_answers(v);
}

enum visit_parked visit_park_at_desk(struct visit *v)
{
	AUTO_BUF text;
	int r;

	buf_init(&text, DRAFT_TEXT_MAX);
	if (!visit_may_park_at_desk(v))
		return PARK_NOT_NOW;
	r = text_of(&text, v, true);
	if (r == 0)
		r = draft_park(v->draft.all, &v->world.station->desk, text.data, text.len);
	if (r == 0) {
		v->draft.is_kept = false;
		answers_go(v);
	}
	return parked_of(r);
}

/* The sheet lies in the press's locked memory: the code stands nowhere else. */
static int build(struct visit *v, struct press *p, struct sheet **out, const char *code)
{
	struct sheet_page page = press_page(p, visit_language(v), visit_rtl(v));
	int r = sheet_new(out, &page);

	if (r)
		return err_up(r);
	if (visit_is_demonstration(v))
		sheet_banner(*out, visit_say(v, "sheet.example"));
	sheet_title(*out, visit_say(v, "park.sheet.title"));
	sheet_number(*out, visit_say(v, "park.sheet.code"), code);
	sheet_pair(*out, visit_say(v, "park.sheet.until"),
	        visit_moment_in(v, visit_language(v), clock_wall_ms(v->world.clock) + DRAFT_LIFE_MS));
	sheet_notice(*out, visit_say(v, "park.sheet.only"));
	sheet_paragraph(*out, visit_say(v, "park.sheet.how"));
	sheet_qr(*out, code, visit_say(v, "park.sheet.qr"));
	r = sheet_done(*out);
	return r > 0 ? err_new(EINVAL, "the sheet with a code can not be laid out (answer %d)", r) : err_up(r);
}

static int print_code(struct visit *v, const char *code)
{
	struct press_sheets s = {.kind = "draft", .title = "", .paper_class = JOB_VOIDS, .hold_ms = HOLD_MS};
	struct press *p;
	int r = press_new(&p, v, PRESS_ROLL, SHEET_BYTES, true);

	if (r)
		return err_up(r);
	return err_up(press_send(p, &s, build(v, p, &s.sheet, code)));
}

enum visit_parked visit_park_on_paper(struct visit *v)
{
	char code[DRAFT_CODE_ROOM];
	AUTO_BUF text;
	int r;

	buf_init(&text, DRAFT_TEXT_MAX);
	if (!visit_may_park_on_paper(v) || v->draft.parks)
		return PARK_NOT_NOW;
	visit_paper_end(v, true);
	r = text_of(&text, v, false);
	if (r == 0)
		r = draft_park_code(code, v->draft.id, v->draft.all, text.data, text.len);
	if (r == 0) {
		r = print_code(v, code);
		v->draft.parks = r == 0;
		if (r)
			draft_remove(v->draft.all, v->draft.id);
	}
	wipe(code, sizeof code);
	if (r < 0)
		log_surprise(v->world.log, LOG_MODULE, r);
	return parked_of(r);
}

void visit_park_keep(struct visit *v)
{
	if (!v->draft.parks)
		return;
	v->draft.parks = false;
	answers_go(v);
}

void visit_park_undo(struct visit *v)
{
	if (!v->draft.parks)
		return;
	draft_remove(v->draft.all, v->draft.id);
	wipe(v->draft.id, sizeof v->draft.id);
	v->draft.parks = false;
	visit_paper_end(v, true);
}
