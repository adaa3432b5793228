/*
 * question_rank - all of the choices, in the person's order
 *
 * A tap gives the next number, a second tap takes it back: no dragging, the same for fingers and keys. The answer is
 * stored when every choice has its number; until then nothing is.
 */
#include <stdio.h>
#include <string.h>

#include "screens/question.h"
#include "sys/buf.h"
#include "sys/text.h"
#include "visit/visit_draft.h"

static const float gap = 2.6f;

static bool is_rank(const struct question *q)
{
	return q->kind == QUESTION_RANK && q->n_choices > 0;
}

/* Place of a name in "b a c", from 1; 0: not there. *n: how many names there are. */
static int place_of(const char *order, const char *name, int *n)
{
	int place = 0;
	size_t len = strlen(name);

	*n = 0;
	for (const char *p = order; *p;) {
		size_t word = strcspn(p, " ");

		++*n;
		if (word == len && strncmp(p, name, len) == 0)
			place = *n;
		p += word;
		p += strspn(p, " ");
	}
	return place;
}

static void add(struct asking *a, const char *name)
{
	size_t n = strlen(a->text);

	(void)snprintf(a->text + n, sizeof a->text - n, "%s%s", n ? " " : "", name);
}

/* Out of the order; those behind it move up. */
static void take_out(struct asking *a, const struct question *q, const char *name)
{
	char kept[STORY_BYTES];
	int n, count;

	(void)text_copy(kept, sizeof kept, a->text);
	a->text[0] = 0;
	(void)place_of(kept, "", &count);
	for (int i = 1; i <= count; i++) {
		for (size_t c = 0; c < q->n_choices; c++) {
			const char *one = q->choices[c].name;

			if (place_of(kept, one, &n) == i && !text_is(one, name))
				add(a, one);
		}
	}
	wipe(kept, sizeof kept);
}

static bool is_whole(const struct asking *a, const struct question *q)
{
	int n;

	(void)place_of(a->text, "", &n);
	return (size_t)n == q->n_choices;
}

/* The last one needs no tap. */
static void finish(struct asking *a, const struct question *q)
{
	int n;

	(void)place_of(a->text, "", &n);
	if ((size_t)n + 1 != q->n_choices)
		return;
	for (size_t i = 0; i < q->n_choices; i++) {
		if (place_of(a->text, q->choices[i].name, &n) == 0) {
			add(a, q->choices[i].name);
			return;
		}
	}
}

static int press(struct scene *s, struct asking *a, const struct question *q, size_t i)
{
	const char *name = q->choices[i].name;
	bool was_whole = is_whole(a, q);
	int n;

	if (place_of(a->text, name, &n) > 0) {
		take_out(a, q, name);
	} else {
		add(a, name);
		finish(a, q);
	}
	a->error = false;
	if (!was_whole && !is_whole(a, q))
		return 1;
	return session_set(visit_session(s->visit), q->id, is_whole(a, q) ? a->text : "");
}

static bool draw(struct scene *s, struct asking *a, struct flow *f, const struct question *q)
{
	size_t tapped = q->n_choices;
	int n;

	for (size_t i = 0; i < q->n_choices; i++) {
		struct option o = {.label = q->choices[i].label, .ranked = true, .disabled = q->readonly};
		struct box row;

		o.place = place_of(a->text, q->choices[i].name, &n);
		o.chosen = o.place > 0;
		o.spoken = asking_spoken(s, o.label, i + 1, q->n_choices, false);
		if (o.chosen)
			o.spoken = ui_copy(s->ui, visit_say_with(s->visit, "choice.number",
			                                  (const char *const[]){"label", o.spoken, "n",
			                                          ui_printf(s->ui, "%d", o.place), NULL}));
		o.id = ui_printf(s->ui, "choice:%s:%s", q->ref, q->choices[i].name);
		if (flow_take(f, option_height(s->ui, &o, f->area.w), &row) && ui_option(s->ui, row, &o))
			tapped = i;
		flow_space(f, gap);
	}
	return tapped < q->n_choices && press(s, a, q, tapped) == 0;
}

/* An order that is not whole yet is no answer: the draft alone knows it. Names that are not offered any more are left out. */
void asking_take_half(const struct scene *s, struct asking *a, const struct question *q)
{
	const char *half = visit_draft_half(s->visit, q->ref);
	int n, count;

	if (!half || *q->value)
		return;
	a->text[0] = 0;
	(void)place_of(half, "", &count);
	for (int i = 1; i <= count; i++)
		for (size_t c = 0; c < q->n_choices; c++)
			if (place_of(half, q->choices[c].name, &n) == i)
				add(a, q->choices[c].name);
}

/* Half an order is none: it must be finished, or taken back. */
static int store(struct scene *s, struct asking *a, const struct question *q)
{
	(void)s;
	return *a->text && !is_whole(a, q) ? SESSION_NOT_OFFERED : 0;
}

const struct widget widget_rank = {.fits = is_rank, .draw = draw, .store = store};
