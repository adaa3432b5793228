/* visit_return - a draft taken up again: its answers go from its seal into locked memory, through the same door as typed ones. */
#include <stdio.h>
#include <string.h>

#include "form/session_restore.h"
#include "store/kinds.h"
#include "sys/arena.h"
#include "sys/log.h"
#include "sys/text.h"
#include "visit/desk_work_inside.h"
#include "visit/visit_draft.h"

enum { ANSWERS_MOST = 4000, ROOM = 64 * 1024 };

/* The texts of a draft, one after the other; NULL at the end. */
struct reader {
	const char *at, *end;
};

static const char *next(struct reader *r)
{
	const char *text = r->at;

	if (r->at >= r->end)
		return NULL;
	r->at += strlen(r->at) + 1; /* the last byte is NUL: see lay_in() */
	return text;
}

/* Answers by REF, borrowed from the text. half: what stood in the question at hand and is no answer yet. */
static int lay_answers(const char **half, struct visit *v, struct reader *r)
{
	struct arena *arena;
	struct session_answer *answers;
	const char *ref, *value;
	size_t n = 0, left = 0;
	int e = arena_new(&arena, ANSWERS_MOST * sizeof *answers + ROOM, true);

	if (e)
		return err_up(e);
	answers = arena_alloc(arena, ANSWERS_MOST * sizeof *answers);
	while (answers && n < ANSWERS_MOST && (ref = next(r)) && (value = next(r))) {
		if (text_is(ref, DRAFT_HALF))
			*half = value;
		else
			answers[n++] = (struct session_answer){.ref = ref, .value = value};
	}
	if (answers)
		e = session_restore(&left, v->session, answers, n);
	if (e == 0 && left)
		log_info(
		        v->world.log, "%zu answers of a draft do not fit its form any more: they are asked anew", left);
	arena_free(arena);
	return err_up(e);
}

/* An officer's own form is begun by an officer who may; a citizen's by anybody. */
static int begin(struct visit *v, const char *form, bool officers)
{
	return officers ? visit_begin_at_desk(v, form) : visit_begin(v, form);
}

/* A question by its REF, or the end of a repeat by that of the repeat; 0: it is not asked now. */
static uint32_t asked_at(struct session *s, const char *ref)
{
	uint32_t found = session_find(s, ref);

	for (uint32_t id = session_next(s, 0); id; id = session_next(s, id)) {
		const struct question *q = session_question(s, id);

		if (q && text_is(q->kind == QUESTION_REPEAT ? q->repeat : "", ref))
			return id;
	}
	return found && session_is_relevant(s, found) ? found : 0;
}

/* Where it stood, as it was told at its last frame. */
static void stand(struct visit_place *to, struct visit *v, const char *ref, const char *how)
{
	struct following *f = &v->draft;

	*to = (struct visit_place){.part_open = text_is(how, "part")};
	to->in_review = to->part_open || text_is(how, "look");
	to->question = to->in_review && text_is(ref, ".") ? UINT32_MAX : asked_at(v->session, ref);
	to->alone = to->question && *how && !to->in_review;
	to->from_review = to->question && text_is(how, "review");
	(void)text_copy(f->at, sizeof f->at, ref);
	f->alone = to->alone;
	f->from_review = to->from_review;
	f->in_review = to->in_review;
	f->part_open = to->part_open;
}

/* The text of a draft becomes the visit that it was. */
static enum visit_return lay_in(struct visit_place *to, struct visit *v, struct buf *text)
{
	struct reader r = {(const char *)text->data, (const char *)text->data + text->len};
	const char *order = next(&r), *form = next(&r), *lang = next(&r), *id = next(&r), *ref = next(&r);
	const char *how = next(&r), *officer = next(&r), *half = NULL;
	int e;

	if (!text->len || text->data[text->len - 1] != 0 || !order || !text_is(order, "2") || !officer || !next(&r))
		return RETURN_BROKEN;
	(void)!visit_set_language(v, lang);
	e = begin(v, form, *officer != 0);
	if (e)
		return e < 0 ? RETURN_BROKEN : RETURN_NO_FORM;
	e = lay_answers(&half, v, &r);
	if (e) {
		log_surprise(v->world.log, LOG_MODULE, e);
		visit_forget_answers(v);
		return RETURN_BROKEN;
	}
	/* The same record as before: if it was saved in the very moment of the cut, it is not saved twice. */
	(void)hex_take(v->record_id, RECORD_ID_BYTES, id);
	stand(to, v, ref, how);
	(void)visit_draft_typed(v, half);
	visit_draft_now(v); /* before the draft goes that it came from */
	return RETURN_DONE;
}

static enum visit_return return_of(int r)
{
	return r == DRAFT_NOT_THERE ? RETURN_NOTHING : r == DRAFT_EXPIRED ? RETURN_EXPIRED : RETURN_BROKEN;
}

bool visit_has_codes(struct visit *v)
{
	struct draft_row row;

	return v->draft.all && drafts_list(&row, 1, v->draft.all, DRAFT_FOR_CODE) > 0;
}

enum visit_return visit_return_by_code(struct visit_place *to, struct visit *v, const char *code)
{
	uint8_t id[DRAFT_ID_BYTES];
	enum visit_return answer;
	AUTO_BUF text;
	int r;

	buf_init(&text, DRAFT_TEXT_MAX);
	if (!v->draft.all)
		return RETURN_NOTHING;
	r = draft_open_code(&text, id, v->draft.all, code);
	if (r)
		return return_of(r);
	answer = lay_in(to, v, &text);
	if (answer == RETURN_DONE)
		draft_remove(v->draft.all, id);
	return answer;
}

/* ---- at the desk --------------------------------------------------------------------------------- */

bool visit_may_return(const struct visit *v)
{
	return v->draft.all && v->duty && !duty_is_practice(v) &&
	       (duty_may(v, ACTION_READ, KIND_SELF_REPORT) || duty_may(v, ACTION_FORM, KIND_CASUS));
}

static bool may_open(const struct visit *v, uint16_t kind)
{
	return duty_may(v, ACTION_READ, kind) || duty_may(v, ACTION_FORM, kind);
}

int visit_waiting(struct visit_waiting out[WAITING_MOST], int *gone, struct visit *v)
{
	struct following *f = &v->draft;
	int all;

	*gone = 0;
	f->n_rows = 0;
	if (!visit_may_return(v))
		return 0;
	all = drafts_list(f->rows, DRAFTS_LISTED, f->all, DRAFT_FOR_DESK);
	*gone = drafts_gone(f->all);
	for (int i = 0; i < all; i++)
		if (may_open(v, f->rows[i].kind))
			f->rows[f->n_rows++] = f->rows[i];
	for (int i = 0; i < f->n_rows; i++)
		out[i] = (struct visit_waiting){f->rows[i].made_ms, f->rows[i].kind, f->rows[i].was_cut};
	return f->n_rows;
}

static bool note(struct visit *v, const struct draft_row *row, enum access_result result)
{
	struct access_entry e = {
	        .action = ACCESS_CONSULT, .reason = REASON_COMPLETE, .recipient = "desk", .result = result};

	(void)snprintf(
	        e.record, sizeof e.record, "draft-%02x%02x%02x%02x", row->id[0], row->id[1], row->id[2], row->id[3]);
	return desk_work_note(v, &e, row->kind);
}

/* The log has it already. */
static enum visit_return open_row(struct visit_place *to, struct visit *v, const struct draft_row *row)
{
	enum visit_return answer;
	AUTO_BUF text;
	int r;

	buf_init(&text, DRAFT_TEXT_MAX);
	r = draft_open(&text, v->draft.all, row->id, shift_desk_key(v->duty->shift));
	answer = r ? return_of(r) : lay_in(to, v, &text);
	if (answer == RETURN_DONE)
		draft_remove(v->draft.all, row->id);
	else if (answer == RETURN_BROKEN)
		(void)note(v, row, ACCESS_BROKEN);
	return answer;
}

enum visit_return visit_return_at_desk(struct visit_place *to, struct visit *v, int i)
{
	struct draft_row row;

	if (!visit_may_return(v) || !shift_desk_key(v->duty->shift))
		return RETURN_DENIED;
	if (i < 0 || i >= v->draft.n_rows)
		return RETURN_NOTHING;
	row = v->draft.rows[i];
	if (!may_open(v, row.kind)) { /* another role since the list was made */
		(void)note(v, &row, ACCESS_REFUSED);
		return RETURN_DENIED;
	}
	return note(v, &row, ACCESS_ALLOWED) ? open_row(to, v, &row) : RETURN_NOT_LOGGED;
}

const char *visit_waiting_time(struct visit *v, int64_t made_ms)
{
	return visit_moment_in(v, visit_language(v), made_ms);
}
