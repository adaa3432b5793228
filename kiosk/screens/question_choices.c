/* question_choices - one of several, several of many, in as many columns as their words allow. */
#include <stdio.h>
#include <string.h>

#include "screens/question.h"
#include "sys/buf.h"
#include "sys/text.h"

static const float gap = 2.6f;

enum { COLUMNS_MOST = 6 };

/* A form names one of our signs as the image of a choice, "jr://images/post.svg"; or its value is the name of one. */
static enum icon sign_of(const struct choice *c)
{
	const char *slash = strrchr(c->image, '/'), *name = slash ? slash + 1 : c->image, *dot = strrchr(name, '.');
	char sign[40];

	if (!*name || !dot || (size_t)(dot - name) >= sizeof sign)
		return icon_named(c->name);
	memcpy(sign, name, (size_t)(dot - name));
	sign[dot - name] = 0;
	return icon_named(sign);
}

static struct option option_of(struct scene *s, const struct question *q, size_t i)
{
	const struct choice *c = &q->choices[i];
	struct option o = {.label = c->label,
	        .icon = sign_of(c),
	        .chosen = c->chosen,
	        .many = q->kind == QUESTION_SELECT,
	        .disabled = q->readonly};

	o.id = ui_printf(s->ui, "choice:%s:%s", q->ref, c->name);
	return o;
}

/* Which of the choices stand here: those of a list that were found, or all. */
struct shown {
	const size_t *order; /* NULL: as the form has them */
	size_t n;
	float cap_mm; /* letters of all of them */
};

static size_t shown_at(const struct shown *shown, size_t i)
{
	return shown->order ? shown->order[i] : i;
}

const char *asking_spoken(struct scene *s, const char *label, size_t at, size_t of, bool chosen)
{
	const char *place[] = {
	        "label", label, "at", ui_printf(s->ui, "%zu", at), "of", ui_printf(s->ui, "%zu", of), NULL};
	const char *text = of ? ui_copy(s->ui, visit_say_with(s->visit, "choice.place", place)) : label;

	if (!chosen)
		return text;
	return ui_copy(s->ui, visit_say_with(s->visit, "choice.chosen", (const char *const[]){"label", text, NULL}));
}

/* Whole words of ours, in letters of one size. */
static struct option option_at(struct scene *s, const struct question *q, const struct shown *shown, size_t i)
{
	struct option o = option_of(s, q, shown_at(shown, i));

	o.cap_mm = shown->cap_mm;
	o.spoken = asking_spoken(s, o.label, i + 1, shown->n, o.chosen);
	return o;
}

static float width_of(const struct flow *f, int columns)
{
	return (f->area.w - gap * (float)(columns - 1)) / (float)columns;
}

/* Every label whole; on one line, or two on a low panel, where the form did not say how many there should be. */
static bool fit_beside(struct scene *s, const struct flow *f, const struct question *q, const struct shown *shown,
        int columns, bool one_line)
{
	float w = width_of(f, columns);

	for (size_t i = 0; i < shown->n; i++) {
		struct option o = option_at(s, q, shown, i);
		float room = w - ui_cap(s->ui) * 3.4f - 12.0f, most = ui_is_compact(s->ui) ? 1.8f : 1.0f;

		if (option_parts_words(s->ui, &o, w))
			return false;
		if (one_line && ui_text_block(s->ui, o.label, 0, true, 0)->width_mm > room * most)
			return false;
	}
	return true;
}

/* As many as the form asks for; by itself two where answers are short; never so many that a word is parted. */
static int columns_of(struct scene *s, const struct flow *f, const struct question *q, const struct shown *shown)
{
	bool asked = q->columns > 0;
	int n = asked ? q->columns : q->looks & LOOK_COLUMNS ? 4 : 2;

	if (!asked && !(q->looks & LOOK_COLUMNS) && shown->n < (ui_is_compact(s->ui) ? 3 : 4))
		return 1;
	n = n > COLUMNS_MOST ? COLUMNS_MOST : n;
	n = (size_t)n > shown->n ? (int)shown->n : n;
	while (n > 1 && !fit_beside(s, f, q, shown, n, !asked))
		n--;
	return n < 1 ? 1 : n;
}

/* A card is never higher than a page: where the longest would be, all of them have smaller letters. */
static void fit_page(struct scene *s, const struct flow *f, const struct question *q, struct shown *shown, float width)
{
	for (size_t i = 0; i < shown->n; i++) {
		struct option o = option_at(s, q, shown, i);

		for (; shown->cap_mm > 2.9f && option_height(s->ui, &o, width) > flow_page(f); o.cap_mm -= 0.3f)
			shown->cap_mm = o.cap_mm - 0.3f;
	}
}

/* Several of many: the tapped one in or out, in the order of the form. False: it does not fit. */
static bool toggle(const struct question *q, size_t tapped, struct buf *out)
{
	for (size_t i = 0; i < q->n_choices; i++) {
		if (q->choices[i].chosen == (i == tapped))
			continue;
		buf_printf(out, "%s%s", out->len ? " " : "", q->choices[i].name);
	}
	return buf_done(out) == 0;
}

bool asking_choose(struct scene *s, const struct question *q, size_t i)
{
	struct session *session = visit_session(s->visit);
	AUTO_BUF value;

	buf_init(&value, SESSION_MAX_VALUE);
	if (q->kind != QUESTION_SELECT)
		return session_set(session, q->id, q->choices[i].name) == 0;
	return toggle(q, i, &value) && session_set(session, q->id, buf_str(&value)) == 0;
}

bool asking_grid(struct scene *s, struct flow *f, const struct question *q, const size_t *order, size_t n)
{
	struct shown shown = {order, n, ui_cap(s->ui)};
	int columns = columns_of(s, f, q, &shown);
	float w = width_of(f, columns);
	size_t tapped = q->n_choices;

	fit_page(s, f, q, &shown, w);
	for (size_t i = 0; i < n; i += (size_t)columns) {
		float h = 0;
		struct box row;
		bool here;

		for (size_t c = i; c < i + (size_t)columns && c < n; c++) {
			struct option o = option_at(s, q, &shown, c);
			float one = option_height(s->ui, &o, w);

			h = one > h ? one : h;
		}
		here = flow_take(f, h, &row);
		for (size_t c = i; here && c < i + (size_t)columns && c < n; c++) {
			struct option o = option_at(s, q, &shown, c);

			if (ui_option(s->ui, box_cut_start(&row, w, ui_rtl(s->ui)), &o))
				tapped = shown_at(&shown, c);
			(void)box_cut_start(&row, gap, ui_rtl(s->ui));
		}
		flow_space(f, gap);
	}
	return tapped < q->n_choices && asking_choose(s, q, tapped);
}

static bool has_choices(const struct question *q)
{
	return q->n_choices > 0;
}

static bool draw(struct scene *s, struct asking *a, struct flow *f, const struct question *q)
{
	bool changed = asking_grid(s, f, q, NULL, q->n_choices);

	if (changed)
		a->error = false;
	return changed;
}

const struct widget widget_choices = {.fits = has_choices, .draw = draw};
