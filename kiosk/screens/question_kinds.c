/* question_kinds - which widget takes a question; and those that only tell something. */
#include "screens/question.h"

static bool tells(const struct question *q)
{
	return q->kind == QUESTION_NOTE || q->kind == QUESTION_UPLOAD ||
	       (q->readonly && q->n_choices == 0 && q->kind != QUESTION_REPEAT);
}

/* What was worked out, or is known already, is read as an answer would be. */
static bool draw_told(struct scene *s, struct asking *a, struct flow *f, const struct question *q)
{
	(void)a;
	if (*q->value && q->kind != QUESTION_UPLOAD)
		flow_text(f, asking_answer(s, q), 0, true, PAINT_INK);
	return false;
}

const struct widget widget_told = {.fits = tells, .draw = draw_told};

static bool is_trigger(const struct question *q)
{
	return q->kind == QUESTION_TRIGGER;
}

static bool draw_trigger(struct scene *s, struct asking *a, struct flow *f, const struct question *q)
{
	struct option o = {.label = visit_say(s->visit, "question.agree"), .chosen = *q->value != 0, .many = true};
	struct box box;

	o.spoken = asking_spoken(s, o.label, 0, 0, o.chosen);
	o.id = ui_printf(s->ui, "field:%s", q->ref);
	if (!flow_take(f, option_height(s->ui, &o, f->area.w), &box) || !ui_option(s->ui, box, &o))
		return false;
	a->error = false;
	return session_set(visit_session(s->visit), q->id, *q->value ? "" : "OK") == 0;
}

const struct widget widget_trigger = {.fits = is_trigger, .draw = draw_trigger};

const struct widget *asking_widget(const struct question *q)
{
	static const struct widget *const all[] = {&widget_repeat, &widget_signature, &widget_told, &widget_trigger,
	        &widget_range, &widget_rank, &widget_likert, &widget_search, &widget_choices};

	for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
		if (all[i]->fits(q))
			return all[i];
	}
	return &widget_typed;
}
