/* question_hint - where the hint of a question stands: above its answers, or behind them where these need the room. */
#include "screens/question_hint.h"

/* Above keys and on a low panel the question itself needs the width. */
float why_cap(const struct scene *s, const struct flow *f)
{
	float cap = ui_cap(s->ui) * 0.8f;

	return (f->whole_mm < 30 || ui_is_compact(s->ui)) && cap > 4 ? 4 : cap;
}

/* Where letters are large or the panel low, the answers come first. */
bool hint_comes_last(const struct scene *s, const struct question *q)
{
	return q->n_choices > 0 && (ui_is_compact(s->ui) || ui_cap(s->ui) > 6);
}

/* What the title takes, "why" beside it and the space under it. */
static float title_height(struct scene *s, const struct flow *f, const struct question *q)
{
	struct button why = {
	        .id = "why", .label = visit_say(s->visit, "question.why"), .icon = ICON_INFO, .cap_mm = why_cap(s, f)};
	float keep = *q->guidance ? button_width(s->ui, &why) + 3.0f : 0, h;

	h = ui_tight_block(s->ui, q->label, ui_heading_cap(s->ui), true, f->area.w - keep)->height_mm;
	return (keep > 0 && h < TARGET_TENTH_MM / 10.0f ? TARGET_TENTH_MM / 10.0f : h) + 2.6f;
}

/* A question, one line of hint and its first answer: what a low panel shows before "more". */
static bool leaves_an_answer(struct scene *s, const struct flow *f, const struct question *q, float hint_mm)
{
	struct option o = {.icon = ICON_INFO, .many = q->kind == QUESTION_SELECT};
	float least;

	if (q->n_choices == 0)
		return true;
	o.label = q->choices[0].label;
	least = title_height(s, f, q) + option_height(s->ui, &o, f->area.w);
	return least + hint_mm <= flow_page(f) || least > flow_page(f); /* where none fits, it takes nobody's place */
}

/*
 * In one line, in letters still large: such a hint stands above the answers, where it leaves them room. NULL: it has
 * more lines, or comes after them.
 */
static const struct text_block *line_of_hint(
        struct scene *s, const struct flow *f, const struct question *q, const char *hint)
{
	float most = ui_cap(s->ui) * 0.88f, least = ui_cap(s->ui) * 0.66f > 2.9f ? ui_cap(s->ui) * 0.66f : 2.9f;

	for (float cap = most; *hint && cap >= least; cap -= 0.1f) {
		const struct text_block *b = ui_tight_block(s->ui, hint, cap, false, f->area.w);

		if (b->n_lines == 1)
			return leaves_an_answer(s, f, q, b->height_mm) ? b : NULL;
	}
	return NULL;
}

void hint_draw(struct scene *s, struct flow *f, const struct question *q)
{
	const char *hint = asking_hint(s, q);
	const struct text_block *b = line_of_hint(s, f, q, hint);
	struct box box;

	if (!hint_comes_last(s, q)) {
		flow_hint(f, hint);
		flow_space(f, *hint && !ui_is_compact(s->ui) ? 1.2f : 0);
	} else if (b && flow_take(f, b->height_mm, &box)) {
		marks_text(ui_draw(s->ui), box, b, ALIGN_START, PAINT_INK_SOFT);
		(void)ui_node(s->ui, (struct node){.role = ROLE_TEXT, .label = hint, .box = box});
	}
}

/* The hint that found no place above, in one piece where that can be. */
void hint_draw_last(struct scene *s, struct flow *f, const struct question *q, bool wrong)
{
	const char *hint = asking_hint(s, q);
	bool told = line_of_hint(s, f, q, hint) && !wrong;
	float h = ui_tight_block(s->ui, hint, ui_cap(s->ui) * 0.88f, false, f->area.w)->height_mm;

	if (told || !*hint)
		return;
	flow_keep(f, h < flow_page(f) ? h : 0);
	flow_hint(f, hint);
}
