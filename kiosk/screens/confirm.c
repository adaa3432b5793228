/* confirm - what happens when one says yes, before one says it. */
#include "screens/frame.h"
#include "ui/flow.h"
#include "ui/widgets.h"
#include "visit/outcome.h"

struct state {
	struct pager pager;
	bool not_saved;
};

static void point(struct scene *s, struct flow *f, enum icon icon, const char *text)
{
	struct ui *ui = s->ui;
	float side = ui_cap(ui) * 1.7f;
	const struct text_block *b = ui_text_block(ui, text, 0, false, f->area.w - side - 4);
	struct box box, sign;

	for (float cap = ui_cap(ui); cap > 2.9f && b->height_mm + 1 > flow_page(f); cap -= 0.3f)
		b = ui_text_block(ui, text, cap, false, f->area.w - side - 4);
	if (flow_take(f, b->height_mm + 1, &box)) {
		sign = box_cut_start(&box, side, ui_rtl(ui));
		(void)box_cut_start(&box, 4, ui_rtl(ui));
		sign.h = b->line_mm;
		marks_icon(ui_draw(ui), sign, icon, false, PAINT_MAIN);
		marks_text(ui_draw(ui), box, b, ALIGN_START, PAINT_INK);
		(void)ui_node(ui, (struct node){.role = ROLE_TEXT, .label = text, .box = box});
	}
	flow_space(f, 2);
}

static enum screen_id draw(void *me, struct scene *s)
{
	struct state *state = me;
	struct frame frame = {.next = visit_say(s->visit, "confirm.next"), .next_icon = ICON_CHECK};
	struct box area = frame_top(s, &frame), box;
	const char *sorry = visit_say(s->visit, "confirm.not_saved");
	struct flow f;
	enum screen_id to;

	flow_begin(&f, s->ui, &state->pager, area);
	flow_heading(&f, visit_say(s->visit, "confirm.title"));
	flow_space(&f, 3);
	if (state->not_saved) {
		if (flow_take(&f, note_height(s->ui, sorry, f.area.w), &box))
			ui_note(s->ui, box, ROLE_ERROR, ICON_WARNING, sorry);
		flow_space(&f, 3);
	}
	point(s, &f, ICON_LOCK, outcome_say(s->visit, "read"));
	point(s, &f, ICON_PAPER, visit_say(s->visit, "confirm.paper"));
	point(s, &f, ICON_HUMAN, outcome_say(s->visit, "human"));
	point(s, &f, ICON_INFO, outcome_say(s->visit, "is"));
	flow_end(&f, visit_say(s->visit, "nav.more"));
	switch (frame_bar(s, &frame, &to)) {
	case FRAME_NEXT:
		state->not_saved = visit_submit(s->visit) != 0;
		return state->not_saved ? SCREEN_STAY : SCREEN_RECEIPT;
	case FRAME_BACK:
		return SCREEN_REVIEW;
	default:
		return to;
	}
}

const struct screen screen_confirm = {.name = "confirm", .size = sizeof(struct state), .in_visit = true, .draw = draw};
