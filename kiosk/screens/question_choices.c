/* question_choices - one of several, several of many, and the box to tick. */
#include <stdio.h>
#include <string.h>

#include "screens/question.h"
#include "sys/buf.h"
#include "ui/widgets.h"

static const float gap = 2.6f;

/* Short answers stand in two columns where there is room. */
static int columns_of(struct scene *s, const struct flow *f, const struct question *q)
{
	float half = (f->area.w - gap) / 2, longest = 0;

	if (q->n_choices < (ui_is_compact(s->ui) ? 3 : 4))
		return 1;
	for (size_t i = 0; i < q->n_choices; i++) {
		float w = ui_text_block(s->ui, q->choices[i].label, 0, true, 0)->width_mm;

		longest = w > longest ? w : longest;
	}
	return longest + ui_cap(s->ui) * 3.4f + 12.0f < half ? 2 : 1;
}

static struct option option_of(struct scene *s, const struct question *q, size_t i)
{
	const struct choice *c = &q->choices[i];
	struct option o = {.label = c->label,
	        .icon = icon_named(c->name),
	        .chosen = c->chosen,
	        .many = q->kind == QUESTION_SELECT,
	        .disabled = q->readonly};

	o.id = ui_printf(s->ui, "choice:%s:%s", q->ref, c->name);
	return o;
}

/* Several of many: the tapped one in or out, in the order of the form. */
static void toggle(const struct question *q, size_t tapped, char *out, size_t room)
{
	size_t n = 0;

	out[0] = 0;
	for (size_t i = 0; i < q->n_choices; i++) {
		if (q->choices[i].chosen == (i == tapped))
			continue;
		n += (size_t)snprintf(out + n, n < room ? room - n : 0, "%s%s", n ? " " : "", q->choices[i].name);
	}
}

static bool choose(struct scene *s, const struct question *q, size_t i)
{
	char value[2048];
	int r;

	if (q->kind == QUESTION_SELECT) {
		toggle(q, i, value, sizeof value);
		r = session_set(visit_session(s->visit), q->id, value);
		wipe(value, sizeof value);
	} else {
		r = session_set(visit_session(s->visit), q->id, q->choices[i].name);
	}
	return r == 0;
}

static size_t draw_grid(struct scene *s, struct flow *f, const struct question *q, int columns)
{
	float w = (f->area.w - gap * (float)(columns - 1)) / (float)columns;
	size_t tapped = q->n_choices;

	for (size_t i = 0; i < q->n_choices; i += (size_t)columns) {
		float h = 0;
		struct box row;
		bool here;

		for (size_t c = i; c < i + (size_t)columns && c < q->n_choices; c++) {
			struct option o = option_of(s, q, c);
			float one = option_height(s->ui, &o, w);

			h = one > h ? one : h;
		}
		here = flow_take(f, h, &row);
		for (size_t c = i; here && c < i + (size_t)columns && c < q->n_choices; c++) {
			struct option o = option_of(s, q, c);

			if (ui_option(s->ui, box_cut_start(&row, w, ui_rtl(s->ui)), &o))
				tapped = c;
			(void)box_cut_start(&row, gap, ui_rtl(s->ui));
		}
		flow_space(f, gap);
	}
	return tapped;
}

static bool draw_trigger(struct scene *s, struct flow *f, const struct question *q)
{
	struct option o = {.label = visit_say(s->visit, "question.agree"), .chosen = *q->value != 0, .many = true};
	struct box box;

	o.id = ui_printf(s->ui, "field:%s", q->ref);
	if (!flow_take(f, option_height(s->ui, &o, f->area.w), &box) || !ui_option(s->ui, box, &o))
		return false;
	return session_set(visit_session(s->visit), q->id, *q->value ? "" : "OK") == 0;
}

bool asking_draw_choices(struct scene *s, struct flow *f, const struct question *q)
{
	size_t tapped;

	if (q->kind == QUESTION_TRIGGER)
		return draw_trigger(s, f, q);
	tapped = draw_grid(s, f, q, columns_of(s, f, q));
	return tapped < q->n_choices && choose(s, q, tapped);
}
