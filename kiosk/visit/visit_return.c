/* visit_return - a draft taken up again: its answers go from its seal into locked memory, through the same door as typed ones. */
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

/* Answers by REF, borrowed from the text. */
static int lay_answers(struct visit *v, struct reader *r)
{
	struct arena *arena;
	struct session_answer *answers;
	const char *ref, *value;
	size_t n = 0, left = 0;
	int e = arena_new(&arena, ANSWERS_MOST * sizeof *answers + ROOM, true);

	if (e)
		return err_up(e);
	answers = arena_alloc(arena, ANSWERS_MOST * sizeof *answers);
	while (answers && n < ANSWERS_MOST && (ref = next(r)) && (value = next(r)))
		answers[n++] = (struct session_answer){.ref = ref, .value = value};
	if (answers)
		e = session_restore(&left, v->session, answers, n);
	if (e == 0 && left)
		log_info(
		        v->world.log, "%zu answers of a draft do not fit its form any more: they are asked anew", left);
	arena_free(arena);
	return err_up(e);
}

/* The text of a draft becomes the visit that it was. */
static enum visit_return lay_in(uint32_t *at, struct visit *v, struct buf *text)
{
	struct reader r = {(const char *)text->data, (const char *)text->data + text->len};
	const char *version = next(&r), *form = next(&r), *lang = next(&r), *id = next(&r), *ref = next(&r);
	int e;

	if (!text->len || text->data[text->len - 1] != 0 || !version || !text_is(version, "1") || !ref || !next(&r))
		return RETURN_BROKEN;
	(void)!visit_set_language(v, lang);
	e = visit_begin(v, form);
	if (e)
		return e < 0 ? RETURN_BROKEN : RETURN_NO_FORM;
	e = lay_answers(v, &r);
	if (e) {
		log_surprise(v->world.log, LOG_MODULE, e);
		visit_forget_answers(v);
		return RETURN_BROKEN;
	}
	/* The same record as before: if it was saved in the very moment of the cut, it is not saved twice. */
	(void)hex_take(v->record_id, RECORD_ID_BYTES, id);
	*at = session_find(v->session, ref);
	if (*at && !session_is_relevant(v->session, *at))
		*at = 0;
	(void)text_copy(v->draft.at, sizeof v->draft.at, ref);
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

enum visit_return visit_return_by_code(uint32_t *at, struct visit *v, const char *code)
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
	answer = lay_in(at, v, &text);
	if (answer == RETURN_DONE)
		draft_remove(v->draft.all, id);
	return answer;
}

/* ---- at the desk --------------------------------------------------------------------------------- */

bool visit_may_return(const struct visit *v)
{
	return v->draft.all && v->duty && !duty_is_practice(v) && duty_may(v, ACTION_READ, KIND_SELF_REPORT);
}

int visit_waiting(struct visit_waiting out[WAITING_MOST], int *gone, struct visit *v)
{
	*gone = 0;
	v->draft.n_rows = 0;
	if (!visit_may_return(v))
		return 0;
	v->draft.n_rows = drafts_list(v->draft.rows, DRAFTS_LISTED, v->draft.all, DRAFT_FOR_DESK);
	*gone = drafts_gone(v->draft.all);
	for (int i = 0; i < v->draft.n_rows; i++)
		out[i] = (struct visit_waiting){v->draft.rows[i].made_ms, v->draft.rows[i].was_cut};
	return v->draft.n_rows;
}

enum visit_return visit_return_at_desk(uint32_t *at, struct visit *v, int i)
{
	const struct key_secret *key = v->duty ? shift_desk_key(v->duty->shift) : NULL;
	uint8_t id[DRAFT_ID_BYTES];
	enum visit_return answer;
	AUTO_BUF text;
	int r;

	buf_init(&text, DRAFT_TEXT_MAX);
	if (!visit_may_return(v) || !key)
		return RETURN_DENIED;
	if (i < 0 || i >= v->draft.n_rows)
		return RETURN_NOTHING;
	memcpy(id, v->draft.rows[i].id, sizeof id);
	r = draft_open(&text, v->draft.all, id, key);
	if (r)
		return return_of(r);
	answer = lay_in(at, v, &text);
	if (answer != RETURN_DONE)
		return answer;
	draft_remove(v->draft.all, id);
	log_info(v->world.log, "a draft was taken up again by %s", duty_code(v));
	return RETURN_DONE;
}

const char *visit_waiting_time(struct visit *v, int64_t made_ms)
{
	return visit_moment_in(v, visit_language(v), made_ms);
}
