#include "form/session_words.h"

#include <stdio.h>

static const char *in_view(struct session *s, struct str text)
{
	const char *copy = arena_text(s->view, text.p, text.n);

	s->full = s->full || !copy;
	return copy ? copy : "";
}

static const char *or_empty(const char *text)
{
	return text ? text : "";
}

static const char *ref_in_view(struct session *s, const struct node *n)
{
	char *out;
	size_t room = 1;

	/* A name and a position of at most four digits for each step. */
	for (const struct node *up = n; up && up->def; up = up->parent)
		room += strlen(up->name) + 8;
	out = arena_alloc(s->view, room);
	if (!out) {
		s->full = true;
		return "";
	}
	for (size_t at = room - 1; n && n->def; n = n->parent) {
		char step[16] = "";
		size_t digits = n->def->is_repeat ? (size_t)snprintf(step, sizeof step, "[%zu]", tree_position(n)) : 0;

		at -= digits;
		memcpy(out + at, step, digits);
		at -= strlen(n->name);
		memcpy(out + at, n->name, strlen(n->name));
		out[--at] = '/';
		if (!n->parent || !n->parent->def)
			return out + at;
	}
	return "";
}

/* From the innermost outwards. */
static void view_groups(struct session *s, struct question *q, const struct asked *a)
{
	q->group = q->chapter = "";
	for (const struct control *c = a->control->parent; c; c = c->parent) {
		const struct node *n = c->def ? tree_below(s, a->node, c->def) : a->node;
		const char *label = words_text(s, s->view, &c->label, TEXT_LONG, n ? n : a->node);

		if (!*q->group && c->looks & LOOK_FIELD_LIST)
			q->looks |= LOOK_FIELD_LIST;
		q->group = *q->group ? q->group : label;
		q->chapter = *label ? label : q->chapter;
	}
}

static void view_words(struct session *s, struct question *q, const struct asked *a)
{
	const struct control *c = a->control;
	const struct def *d = a->node->def;
	struct arena *v = s->view;

	q->label = words_text(s, v, &c->label, TEXT_LONG, a->node);
	q->short_label = words_text(s, v, &c->label, TEXT_SHORT, a->node);
	q->image = words_text(s, v, &c->label, TEXT_IMAGE, a->node);
	q->audio = words_text(s, v, &c->label, TEXT_AUDIO, a->node);
	q->hint = words_text(s, v, &c->hint, TEXT_LONG, a->node);
	q->guidance = words_text(s, v, &c->hint, TEXT_GUIDANCE, a->node);
	q->purpose = words_text(s, v, &d->purpose, TEXT_LONG, a->node);
	q->receiver = words_text(s, v, &d->receiver, TEXT_LONG, a->node);
	if (!*q->guidance)
		q->guidance = q->purpose;
	q->constraint_message = words_text(s, v, &d->constraint_message, TEXT_LONG, a->node);
	q->required_message = words_text(s, v, &d->required_message, TEXT_LONG, a->node);
	view_groups(s, q, a);
}

/* Its bytes without the end; how many. */
static size_t str_put(char *out, const char *text)
{
	memcpy(out, text, strlen(text));
	return strlen(text);
}

/* The labels of what was chosen, in the order of the value, with a comma between: Arabic has its own. */
static const char *shown_labels(struct session *s, const struct question *q)
{
	const char *comma = strcmp(form_language_tag(s->form, s->language), "ar") == 0 ? "\u060c " : ", ";
	struct str rest = str_of(q->value), word;
	size_t room = 1, at = 0;
	char *out;

	for (size_t i = 0; i < q->n_choices; i++) {
		if (q->choices[i].chosen)
			room += strlen(q->choices[i].label) + strlen(comma);
	}
	out = arena_alloc(s->view, room);
	if (!out)
		return q->value;
	while (str_word(&rest, &word)) {
		for (size_t i = 0; i < q->n_choices; i++) {
			const char *label = q->choices[i].label;

			if (!q->choices[i].chosen || !str_is(word, q->choices[i].name) || at + strlen(label) + 1 > room)
				continue;
			if (at)
				at += str_put(out + at, comma);
			at += str_put(out + at, label);
			break;
		}
	}
	return out;
}

static void view_choices(struct session *s, struct question *q, const struct asked *a)
{
	size_t mark = arena_mark(s->scratch);
	struct offers offers = choices_now(s, a->control, a->node);
	struct choice *choices = arena_alloc(s->view, (offers.n + 1) * sizeof *choices);

	s->full = s->full || !choices;
	for (size_t i = 0; choices && i < offers.n; i++) {
		const struct offer *o = &offers.at[i];

		choices[i].name = offer_name(s, o);
		choices[i].label = offer_label(s, a->control, o, a->node);
		choices[i].image = offer_image(s, a->control, o, a->node);
		if (a->control->question == QUESTION_SELECT1)
			choices[i].chosen = str_equal(o->name, a->node->value);
		else
			choices[i].chosen = str_has_word(a->node->value, o->name);
	}
	arena_rewind(s->scratch, mark);
	q->choices = choices;
	q->n_choices = choices ? offers.n : 0;
	q->shown = shown_labels(s, q);
}

static bool always_true(const struct expr *e)
{
	return e && e->ast->kind == AST_CALL && str_is(str_trim(str_of(e->text)), "true()");
}

static void view_state(struct session *s, struct question *q, const struct asked *a)
{
	const struct node *n = a->node;
	const struct def *d = n->def;

	q->relevant = !n->hidden;
	q->required = is_required(s, n);
	q->readonly = is_readonly(s, n);
	q->value = q->shown = in_view(s, n->value);
	if (q->kind == QUESTION_INPUT && always_true(d->readonly))
		q->kind = QUESTION_NOTE;
	q->legal_basis = or_empty(d->legal_basis);
	q->sensitivity = or_empty(d->sensitivity);
	q->retention = or_empty(d->retention);
	q->max_points = d->max_points;
	q->repeat = "";
	for (; n && n->def; n = n->parent) {
		if (n->def->is_repeat) {
			q->repeat = ref_in_view(s, n);
			q->instance = tree_position(n);
			break;
		}
	}
}

static void view_fill(struct session *s, struct question *q, const struct asked *a)
{
	const struct control *c = a->control;

	q->id = a->id;
	q->ref = ref_in_view(s, a->node);
	q->name = a->node->name;
	q->kind = c->question;
	q->type = a->node->def->type;
	q->looks = c->looks;
	q->columns = c->columns;
	q->appearance = c->appearance;
	q->range_start = or_empty(c->range_start);
	q->range_end = or_empty(c->range_end);
	q->range_step = or_empty(c->range_step);
	view_state(s, q, a);
	view_words(s, q, a);
	if (c->list)
		view_choices(s, q, a);
}

/* The end of a repeat: what is told of it stands on the group around it, or on itself. */
static void view_repeat(struct session *s, struct question *q, const struct asked *a)
{
	const struct control *c = a->control, *around = c->parent && c->parent->def == c->def ? c->parent : c;
	const char *parent = ref_in_view(s, a->node);
	char *ref = arena_printf(s->view, "%s/%s", parent, c->def->name);

	s->full = s->full || !ref;
	*q = (struct question){.id = a->id, .kind = QUESTION_REPEAT, .appearance = c->appearance};
	q->name = c->def->name;
	q->repeat = q->ref = or_empty(ref);
	q->label = words_text(s, s->view, &around->label, TEXT_LONG, a->node);
	q->short_label = words_text(s, s->view, &around->label, TEXT_SHORT, a->node);
	q->hint = words_text(s, s->view, &around->hint, TEXT_LONG, a->node);
	q->guidance = words_text(s, s->view, &around->hint, TEXT_GUIDANCE, a->node);
	q->instance = tree_instances(a->node, c->def);
	q->relevant = !walk_hides(s, a);
	view_groups(s, q, a);
	q->looks = 0;
	q->group = q->image = q->audio = q->value = q->shown = q->range_start = q->range_end = q->range_step = "";
	q->constraint_message = q->required_message = q->purpose = q->sensitivity = q->retention = "";
	q->legal_basis = q->receiver = "";
}

const struct question *session_question(struct session *s, uint32_t id)
{
	struct asked *a = walk_by_id(s, id);
	struct question *q;

	if (!a)
		return NULL;
	if (a->view && a->view_of == s->generation)
		return a->view;
	s->full = false;
	q = arena_alloc(s->view, sizeof *q);
	if (!q)
		return NULL;
	if (a->control->kind == CONTROL_REPEAT)
		view_repeat(s, q, a);
	else
		view_fill(s, q, a);
	q->page = session_page(s, id);
	q->made = s->generation;
	if (s->full)
		return NULL;
	a->view = q;
	a->view_of = s->generation;
	return q;
}
