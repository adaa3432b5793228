/*
 * desk_work_complete - a concept of today, filled in further with its citizen
 *
 * The answers go from locked memory into locked memory: from the reading to the session of a visit. From then on it is a
 * visit like any other, but that it stands under an officer's session and its record names the one it completes.
 */
#include <string.h>

#include "store/kinds.h"
#include "sys/log.h"
#include "sys/text.h"
#include "visit/desk_work_inside.h"

bool visit_is_completing(const struct visit *v)
{
	return v->completing.on;
}

const char *visit_completes(const struct visit *v)
{
	return v->completing.number;
}

/* What citizens begin alone and cannot finish alone. */
static bool is_concept(uint16_t kind)
{
	return kind == KIND_SELF_REPORT || kind == KIND_VICTIM_INTAKE;
}

bool desk_work_may_complete(const struct visit *v)
{
	const struct desk_work *w = desk_work_there(v);

	return desk_work_is_reading(v) && !duty_is_practice(v) && w->reason == REASON_COMPLETE && w->form &&
	       is_concept(w->open.type) && duty_may(v, ACTION_READ, w->open.type);
}

/* ---- from the reading to a visit ----------------------------------------------------------- */

/* What an officer does not see comes to no screen either: it is asked anew. */
static int take_out_hidden(struct session *s)
{
	int r = 0;
	size_t n;
	const uint32_t *ids = session_questions(s, &n);

	for (size_t i = 0; r >= 0 && i < n; i++) {
		const struct question *q = session_question(s, ids[i]);

		if (q && desk_is_hidden(q) && *q->value)
			r = session_set(s, ids[i], "");
	}
	return r < 0 ? err_up(r) : 0;
}

static int lay_in(struct visit *v, const struct desk_work *w)
{
	size_t left = 0;
	int r = visit_begin_completing(v, w->form);

	if (r)
		return r < 0 ? err_up(r) : READING_GONE;
	r = session_restore(&left, v->session, w->answers, w->n_answers);
	if (r == 0)
		r = take_out_hidden(v->session);
	return err_up(r);
}

int desk_work_complete(struct visit *v)
{
	struct desk_work *w = desk_work_there(v);
	int r;

	if (!desk_work_may_complete(v))
		return READING_DENIED;
	if (w->lang)
		(void)!visit_set_language(v, w->lang); /* one that this kiosk does not speak: the officer's stays */
	r = lay_in(v, w);
	if (r == 0) {
		v->completing.on = true;
		v->completing.kind = w->open.type;
		(void)text_copy(v->completing.number, sizeof v->completing.number, w->open.number);
		memcpy(v->completing.hash, w->open.hash, sizeof v->completing.hash);
		desk_work_read_end(v);
		return 0;
	}
	desk_work_complete_leave(v);
	if (r < 0)
		(void)desk_work_surprise(v, r);
	return r < 0 ? READING_BROKEN : r;
}

/* ---- the end of it ------------------------------------------------------------------------------ */

static void drop_answers(struct visit *v)
{
	session_free(v->session);
	v->session = NULL;
	v->serving = -1;
	v->saved = false;
	wipe(&v->kept, sizeof v->kept);
	wipe(v->record_id, sizeof v->record_id);
	wipe(v->said, sizeof v->said);
	wipe(v->date, sizeof v->date);
}

void desk_work_complete_lock(struct visit *v)
{
	if (!v->completing.on || v->completing.over)
		return;
	visit_paper_end(v, false);
	drop_answers(v);
	v->completing.over = true;
}

void desk_work_complete_leave(struct visit *v)
{
	if (!v->completing.on && !v->session)
		return;
	visit_paper_end(v, false);
	drop_answers(v);
	wipe(&v->completing, sizeof v->completing);
}

/* ---- the log of it -------------------------------------------------------------------------------- */

static bool note(struct visit *v, enum access_reason reason, const char *made)
{
	struct access_entry e = {.action = ACCESS_ALTER, .reason = reason, .recipient = "citizen"};

	(void)text_copy(e.record, sizeof e.record, v->completing.number);
	(void)text_copy(e.made, sizeof e.made, made);
	return desk_work_note(v, &e, v->completing.kind);
}

bool desk_work_complete_begin(struct visit *v)
{
	if (duty_may(v, ACTION_READ, v->completing.kind) && !duty_is_practice(v) && note(v, REASON_COMPLETE, ""))
		return true;
	log_error(
	        v->world.log, "a concept was not completed: no officer's session, or the log of readings is not well");
	return false;
}

/* The record itself names the one that it completes: if this line is lost, nothing is unprovable. */
void desk_work_complete_done(struct visit *v)
{
	if (!note(v, REASON_COMPLETED, v->kept.number))
		log_error(v->world.log, "a concept was completed, and the log of readings could not say so");
}
