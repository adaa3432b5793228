/*
 * visit_draft_follow - the draft of the visit under way, a moment behind it
 *
 * Each write is a whole small file, made durable: flash wears. So what is chosen is written once the question is left, or
 * when it stands for a moment; what is typed, when the keys rest, and while they do not, each ten seconds.
 */
#include <sodium.h>
#include <string.h>

#include "staff/roles.h"
#include "store/kinds.h"
#include "sys/arena.h"
#include "sys/log.h"
#include "sys/text.h"
#include "visit/desk_work_inside.h"
#include "visit/visit_draft.h"

enum {
	STANDS_MS = 1500, /* an answer that was chosen, its question still on the screen */
	GAP_MS = 1000, /* between two writes, however fast somebody walks on */
	REST_MS = 3000, /* of the keys */
	TYPING_MOST_MS = 10000,
};

/* ---- which ------------------------------------------------------------------------------------ */

bool visit_draft_is_one(const struct visit *v)
{
	return v->session && !v->saved && !v->completing.on && v->serving >= 0 && !duty_is_practice(v);
}

uint16_t visit_draft_kind(const struct visit *v)
{
	return v->service[v->serving].kind->kind;
}

/* What nobody may read here is no draft of the desk either; a signal has no sender that could come back. */
bool visit_draft_is_for_desk(const struct visit *v)
{
	uint16_t kind;

	if (!visit_draft_is_one(v) || !v->draft.all || !v->world.station || !v->world.station->has_desk)
		return false;
	kind = visit_draft_kind(v);
	return !role_kind_is_never_read(kind) && kind != KIND_SIGNAL_CARD &&
	       (role_may(ROLES_ALL, ACTION_READ, kind) || role_may(ROLES_ALL, ACTION_FORM, kind));
}

/* ---- a visit as text ---------------------------------------------------------------------------- */

static void field(struct buf *out, const char *text)
{
	buf_add(out, text, strlen(text) + 1);
}

static const char *how_it_is_shown(const struct following *f)
{
	if (f->in_review)
		return f->part_open ? "part" : "look";
	return f->from_review ? "review" : f->alone ? "alone" : "";
}

/* Half an order is no answer: it stands behind its question under a name that no REF has. */
static void add_answer(struct buf *out, const struct visit *v, const struct question *q)
{
	const char *typed = text_is(q->ref, v->draft.at) ? v->draft.typed : NULL;
	bool half = typed && q->kind == QUESTION_RANK;

	field(out, q->ref);
	field(out, typed && !half ? typed : q->value);
	if (!half)
		return;
	field(out, DRAFT_HALF);
	field(out, typed);
}

/* Texts that end with NUL: version of this order, form, language, id of the record, question, how it is shown, who began
 * it, the form's version; then REF and value of each answer: empty ones too, or what was emptied would be filled in again. */
int visit_draft_text(struct buf *out, struct visit *v, bool for_desk)
{
	const struct form *f = session_form(v->session);
	char id[2 * RECORD_ID_BYTES + 1];
	const uint32_t *ids;
	size_t n;

	hex_put(id, v->record_id, RECORD_ID_BYTES);
	field(out, "2");
	field(out, form_id(f));
	field(out, visit_language(v));
	field(out, id);
	field(out, v->draft.at);
	field(out, how_it_is_shown(&v->draft));
	field(out, v->at_desk ? "officer" : "");
	field(out, form_version(f));
	ids = session_questions(v->session, &n);
	for (size_t i = 0; i < n; i++) {
		const struct question *q = session_question(v->session, ids[i]);

		if (!q || q->kind == QUESTION_REPEAT || q->kind == QUESTION_NOTE || q->readonly ||
		        (for_desk && desk_is_hidden(q)))
			continue;
		add_answer(out, v, q);
	}
	return buf_done(out);
}

/* ---- following ------------------------------------------------------------------------------------ */

static void write_it(struct visit *v)
{
	struct following *f = &v->draft;
	uint8_t hash[DRAFT_HASH_BYTES];
	AUTO_BUF text;

	buf_init(&text, DRAFT_TEXT_MAX);
	if (!visit_draft_is_for_desk(v) || f->parks)
		return;
	if (visit_draft_text(&text, v, true)) {
		log_warn(v->world.log, "this visit is too large for a draft: a power cut would end it");
		return;
	}
	(void)crypto_generichash(hash, sizeof hash, text.data, text.len, NULL, 0);
	if (f->is_kept && memcmp(hash, f->kept, sizeof hash) == 0)
		return;
	f->written_ms = clock_mono_ms(v->world.clock);
	if (draft_keep(f->all, &v->world.station->desk, visit_draft_kind(v), text.data, text.len) == 0) {
		memcpy(f->kept, hash, sizeof hash);
		f->is_kept = true;
	}
}

static void stop_timer(struct visit *v)
{
	loop_cancel(v->world.loop, v->draft.timer);
	v->draft.timer = 0;
}

void visit_draft_now(struct visit *v)
{
	stop_timer(v);
	v->draft.soon_ms = v->draft.pause_ms = v->draft.typing_ms = 0;
	write_it(v);
}

static int on_due(void *me)
{
	struct visit *v = me;

	v->draft.timer = 0;
	visit_draft_now(v);
	return 0;
}

static void set_timer(struct visit *v)
{
	struct following *f = &v->draft;
	int64_t due = f->soon_ms && (!f->pause_ms || f->soon_ms < f->pause_ms) ? f->soon_ms : f->pause_ms;
	int64_t now = clock_mono_ms(v->world.clock);

	if (!due || (f->timer > 0 && f->timer_ms == due))
		return;
	stop_timer(v);
	f->timer_ms = due;
	f->timer = loop_after(v->world.loop, due > now ? due - now : 0, on_due, v);
}

bool visit_draft_typed(struct visit *v, const char *typed)
{
	struct following *f = &v->draft;

	if (!typed) {
		if (f->typed)
			wipe(f->typed, DRAFT_TYPED_ROOM);
		f->typed = NULL;
		return false;
	}
	if (f->typed && text_is(f->typed, typed))
		return false;
	if (!f->room && arena_new(&f->room, DRAFT_TYPED_ROOM + 4096, true)) {
		log_error(v->world.log, "%s", err_why());
		return false;
	}
	if (!f->typed) {
		arena_reset(f->room);
		f->typed = arena_alloc(f->room, DRAFT_TYPED_ROOM);
	}
	if (!f->typed || !text_copy(f->typed, DRAFT_TYPED_ROOM, typed))
		return false;
	return true;
}

void visit_draft_at(struct visit *v, const struct visit_spot *spot)
{
	struct following *f = &v->draft;
	int64_t now = clock_mono_ms(v->world.clock);
	bool moved, first;

	if (!visit_draft_is_one(v) || !f->all)
		return;
	moved = !text_is(f->at, spot->ref) || f->alone != spot->alone || f->from_review != spot->from_review ||
	        f->in_review != spot->in_review || f->part_open != spot->part_open;
	if (moved) {
		(void)visit_draft_typed(v, NULL);
		(void)text_copy(f->at, sizeof f->at, spot->ref);
		f->alone = spot->alone;
		f->from_review = spot->from_review;
		f->in_review = spot->in_review;
		f->part_open = spot->part_open;
		f->pause_ms = f->typing_ms = 0;
		f->soon_ms = !f->written_ms || now - f->written_ms >= GAP_MS ? now : f->written_ms + GAP_MS;
	} else if (!f->soon_ms && !spot->typed) {
		f->soon_ms = now + STANDS_MS;
	}
	first = !f->typed; /* as it came from the answer: nobody typed that */
	if (visit_draft_typed(v, spot->typed) && !first) {
		f->typing_ms = f->typing_ms ? f->typing_ms : now;
		f->pause_ms =
		        now + REST_MS < f->typing_ms + TYPING_MOST_MS ? now + REST_MS : f->typing_ms + TYPING_MOST_MS;
	}
	set_timer(v);
}

const char *visit_draft_half(const struct visit *v, const char *ref)
{
	return v->draft.typed && text_is(v->draft.at, ref) ? v->draft.typed : NULL;
}

/* ---- its end -------------------------------------------------------------------------------------------- */

void visit_draft_kept_elsewhere(struct visit *v)
{
	v->draft.is_kept = false;
}

/* An orderly end of the program is a power cut to whoever stands here: then it stays. */
void visit_draft_over(struct visit *v)
{
	struct following *f = &v->draft;

	stop_timer(v);
	f->soon_ms = f->pause_ms = f->typing_ms = f->written_ms = 0;
	if (f->parks) { /* nobody said that the paper is there: its code shall open nothing */
		draft_remove(f->all, f->id);
		visit_paper_end(v, true);
	}
	if (f->is_kept && f->program_ends)
		write_it(v);
	else if (f->is_kept)
		draft_drop(f->all);
	f->is_kept = f->parks = f->alone = f->from_review = f->in_review = f->part_open = false;
	wipe(f->at, sizeof f->at);
	wipe(f->id, sizeof f->id);
	arena_free(f->room);
	f->room = NULL;
	f->typed = NULL;
	f->n_rows = 0;
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
