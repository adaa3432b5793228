/*
 * desk_work_pairs - what was opened, as pairs of label and answer
 *
 * A record of a form: its answers go back into a session of that form, so that labels, choices and dates read as the
 * citizen saw them; what the form does not know any more stands under its own name. A handover: the words of its
 * fields. Anything else: the names as they stand.
 */
#include <errno.h>
#include <string.h>

#include "notice/handover_field.h"
#include "sys/text.h"
#include "visit/desk_work_inside.h"

enum { READING_CEILING = 2 * 1024 * 1024 };

struct reading {
	struct visit *v;
	struct desk_work *w;
	struct session *session; /* NULL: no form of ours */
	const char *completes; /* the record that this one completed; NULL: none */
	const char *officer; /* who filled it in with the citizen, by pseudonym; "": nobody */
};

static int add(struct reading *r, const char *label, const char *text, enum desk_private how)
{
	struct desk_pair *p = &r->w->pairs[r->w->n_pairs];

	if (r->w->n_pairs == DESK_PAIRS_MOST)
		return 0; /* over any form of ours; paper has the same ceiling */
	p->label = arena_text(r->w->reading, label, strlen(label));
	p->text = arena_text(r->w->reading, how == DESK_HIDDEN ? "" : text, how == DESK_HIDDEN ? 0 : strlen(text));
	p->how = how;
	if (!p->label || !p->text)
		return err_new(ENOMEM, "the answers of a record do not fit into the memory for reading");
	r->w->n_pairs++;
	return 0;
}

/* ---- a form ----------------------------------------------------------------------------- */

static const struct form *form_named(struct visit *v, const char *id)
{
	for (size_t i = 0, n = visit_services(v); i < n; i++)
		if (text_is(v->service[i].name, id))
			return v->service[i].form;
	return NULL;
}

/* Some questions are asked only where an officer stands by. */
static int find_officer(void *me, const char *group, const char *name, const char *text)
{
	struct reading *r = me;

	if ((!*group && text_is(name, "officer")) || (text_is(group, "answers") && text_is(name, "/data/officer")))
		r->officer = text;
	return 0;
}

static int find_form(void *me, const char *group, const char *name, const char *text)
{
	struct reading *r = me;
	struct session_env env = {.now_ms = r->w->open.created_ms,
	        .zone = r->v->world.zone,
	        .username = r->officer,
	        .ceiling = READING_CEILING};
	const struct form *f;
	int e;

	if (!*group && text_is(name, "lang"))
		r->w->lang = text;
	if (text_is(group, "completes") && text_is(name, "number"))
		r->completes = text;
	if (*group || !text_is(name, "form") || r->session)
		return 0;
	f = form_named(r->v, text);
	if (!f)
		return 0;
	env.language = visit_form_language(r->v, f);
	e = session_new(&r->session, f, &env);
	if (e == 0)
		r->w->form = text;
	return err_up(e);
}

/* They lie in the arena, as long as the concept is open. */
static int keep_answer(void *me, const char *group, const char *name, const char *text)
{
	struct reading *r = me;

	if (text_is(group, "answers") && r->w->n_answers < DESK_ANSWERS_MOST)
		r->w->answers[r->w->n_answers++] = (struct session_answer){.ref = name, .value = text};
	return 0;
}

static int lay_back(struct reading *r, const char *json, size_t n)
{
	size_t left = 0; /* what does not fit the form of today is told by name, below */
	int e;

	r->w->n_answers = 0;
	r->w->answers = arena_alloc(r->w->reading, DESK_ANSWERS_MOST * sizeof *r->w->answers);
	if (!r->w->answers)
		return err_new(ENOMEM, "the answers of a record do not fit into the memory for reading");
	e = desk_json_each(r->w->reading, json, n, keep_answer, r);
	if (e == 0)
		e = session_restore(&left, r->session, r->w->answers, r->w->n_answers);
	return err_up(e);
}

bool desk_is_hidden(const struct question *q)
{
	return q->looks & LOOK_MASKED || text_is(q->sensitivity, "K4");
}

static enum desk_private privacy(const struct question *q)
{
	if (desk_is_hidden(q))
		return DESK_HIDDEN;
	return text_is(q->sensitivity, "K3") ? DESK_OFF_PAPER : DESK_OPEN;
}

static int add_question(struct reading *r, const struct question *q)
{
	const char *shown =
	        q->kind == QUESTION_TRIGGER ? visit_say(r->v, "review.yes") : visit_value_text(r->v, q, q->shown);

	if (q->kind == QUESTION_NOTE || !*q->value)
		return 0;
	return err_up(add(r, *q->short_label ? q->short_label : q->label, shown, privacy(q)));
}

/* An answer that no question of the form shows, or shows otherwise, is not lost. */
static int add_unknown(void *me, const char *group, const char *name, const char *text)
{
	struct reading *r = me;
	const char *value = text_is(group, "answers") ? session_value(r->session, name) : text;
	const char *step = strrchr(name, '/');
	const struct question *q;

	if (!text_is(group, "answers") || !*text || strstr(name, "/meta/") || (value && text_is(value, text)))
		return 0;
	q = session_question(r->session, session_find(r->session, name));
	if (q && privacy(q) == DESK_HIDDEN)
		return err_up(add(r, *q->short_label ? q->short_label : q->label, "", DESK_HIDDEN));
	return err_up(add(r, step ? step + 1 : name, text, DESK_OFF_PAPER));
}

static int form_pairs(struct reading *r, const char *json, size_t n)
{
	int e = lay_back(r, json, n);

	if (e == 0 && r->completes)
		e = add(r, visit_say(r->v, "sheet.completes"), r->completes, DESK_OPEN);
	for (uint32_t id = session_next(r->session, 0); e == 0 && id; id = session_next(r->session, id)) {
		const struct question *q = session_question(r->session, id);

		if (q)
			e = add_question(r, q);
	}
	if (e == 0)
		e = desk_json_each(r->w->reading, json, n, add_unknown, r);
	return err_up(e);
}

/* ---- a handover, and anything else --------------------------------------------------------- */

static enum desk_private privacy_of_class(const char *sensitivity)
{
	return text_is(sensitivity, "K4") ? DESK_HIDDEN : text_is(sensitivity, "K3") ? DESK_OFF_PAPER : DESK_OPEN;
}

static int add_field(void *me, const char *group, const char *name, const char *text)
{
	struct reading *r = me;
	int no = *group ? -1 : handover_field_find(name);
	const struct handover_field *f;

	if (text_is(name, "signature_path"))
		return 0; /* lines of a finger, nothing to read */
	if (no < 0)
		return err_up(
		        add(r, *group ? arena_printf(r->w->reading, "%s %s", group, name) : name, text, DESK_OPEN));
	f = handover_field((enum handover_field_no)no);
	for (int i = 0; i < f->n_options; i++)
		if (text_is(f->options[i].name, text))
			text = handing_words(r->v, f->options[i].nl, f->options[i].en);
	return err_up(add(r, handing_words(r->v, f->nl, f->en), text, privacy_of_class(f->sensitivity)));
}

int desk_pairs_of(struct visit *v, struct desk_work *w, const char *json, size_t n)
{
	struct reading r = {v, w, NULL, NULL, ""};
	int e;

	w->n_pairs = 0;
	w->pairs = arena_alloc(w->reading, DESK_PAIRS_MOST * sizeof *w->pairs);
	if (!w->pairs)
		return err_new(ENOMEM, "no memory to read a record");
	e = desk_json_each(w->reading, json, n, find_officer, &r);
	if (e == 0)
		e = desk_json_each(w->reading, json, n, find_form, &r);
	if (e == 0)
		e = r.session ? form_pairs(&r, json, n) : desk_json_each(w->reading, json, n, add_field, &r);
	session_free(r.session);
	return err_up(e);
}
