/* review - all answers under each other, each with Change. */
#include "screens/frame.h"
#include "ui/flow.h"
#include "ui/widgets.h"

static const char *answer_text(struct scene *s, const struct question *q)
{
	const char *text = q->shown;

	if (q->kind == QUESTION_TRIGGER)
		return visit_say(s->visit, *q->value ? "review.yes" : "review.none");
	if (!*q->value)
		return visit_say(s->visit, "review.none");
	if (q->looks & LOOK_MASKED)
		return "\u2022\u2022\u2022\u2022\u2022\u2022";
	if (q->type == ANSWER_DATE)
		text = visit_date_text(s->visit, q->value);
	return ui_printf(s->ui, "\u2068%s\u2069", text);
}

/* One answer: its short name, what was said, and the way to change it. */
static bool row(struct scene *s, struct flow *f, const struct question *q)
{
	struct ui *ui = s->ui;
	bool rtl = ui_rtl(ui), wide = f->area.w > 170, pressed = false;
	const char *name = *q->short_label ? q->short_label : q->label;
	struct button change = {.id = ui_printf(ui, "change:%s", q->ref),
	        .label = visit_say(s->visit, "review.change"),
	        .icon = ICON_EDIT,
	        .cap_mm = ui_cap(ui) * 0.85f};
	float button = button_width(ui, &change), name_w = wide ? (f->area.w - button) * 0.36f : f->area.w - button - 6;
	float answer_w = wide ? f->area.w - button - name_w - 10 : name_w;
	const struct text_block *n = ui_text_block(ui, name, ui_cap(ui) * 0.85f, true, name_w);
	const struct text_block *a = ui_text_block(ui, answer_text(s, q), ui_cap(ui) * 0.95f, false, answer_w);
	float h = wide ? (n->height_mm > a->height_mm ? n->height_mm : a->height_mm) : n->height_mm + a->height_mm;
	struct box box, in, at;

	change.spoken = ui_printf(ui, "%s: %s", change.label, name);
	h = h + 3 < 13.5f ? 13.5f : h + 3;
	if (flow_take(f, h, &box)) {
		marks_fill(ui_draw(ui), (struct box){box.x, box.y + box.h - 0.3f, box.w, 0.3f}, 0, PAINT_LINE);
		in = (struct box){box.x, box.y + 0.4f, box.w, box.h - 0.8f};
		at = box_cut_end(&in, button, rtl);
		(void)box_cut_end(&in, 5, rtl);
		struct box name_at = wide ? box_cut_start(&in, name_w + 5, rtl) : box_cut_top(&in, n->height_mm + 1);
		name_at.y += wide ? (name_at.h - n->height_mm) / 2 : 0.5f;
		name_at = (struct box){rtl && wide ? name_at.x + 5 : name_at.x, name_at.y, name_w, n->height_mm};
		struct box answer_at = {
		        rtl ? in.x + in.w - answer_w : in.x, in.y + (in.h - a->height_mm) / 2, answer_w, a->height_mm};
		marks_text(ui_draw(ui), name_at, n, ALIGN_START, PAINT_INK_SOFT);
		marks_text(ui_draw(ui), answer_at, a, ALIGN_START, PAINT_INK);
		(void)ui_node(
		        ui, (struct node){.role = ROLE_TEXT, .label = name, .value = answer_text(s, q), .box = box});
		at.y += (at.h - 12.7f) / 2;
		at.h = 12.7f;
		pressed = ui_button(ui, at, &change);
	}
	flow_space(f, 0.8f);
	return pressed;
}

static enum screen_id draw(void *me, struct scene *s)
{
	struct session *session = visit_session(s->visit);
	struct frame frame = {.next = visit_say(s->visit, "review.next")};
	struct box area = frame_top(s, &frame);
	struct flow f;
	uint32_t change = 0, bad, last = 0;
	enum screen_id to;

	if (!session)
		return SCREEN_SERVICE;
	flow_begin(&f, s->ui, me, area);
	flow_heading(&f, visit_say(s->visit, "review.title"));
	flow_space(&f, 2);
	for (uint32_t id = session_next(session, 0); id; id = session_next(session, id)) {
		const struct question *q = session_question(session, id);

		last = id;
		if (q && q->kind != QUESTION_NOTE && row(s, &f, q))
			change = id;
	}
	flow_end(&f, visit_say(s->visit, "nav.more"));
	s->tour->from_review = change != 0;
	if (change) {
		s->tour->question = change;
		return SCREEN_QUESTION;
	}
	switch (frame_bar(s, &frame, &to)) {
	case FRAME_NEXT:
		bad = visit_first_bad(s->visit);
		s->tour->question = bad ? bad : s->tour->question;
		s->tour->show_errors = bad != 0;
		return bad ? SCREEN_QUESTION : SCREEN_CONFIRM;
	case FRAME_BACK:
		s->tour->question = last;
		return SCREEN_QUESTION;
	default:
		return to;
	}
}

const struct screen screen_review = {.name = "review", .size = sizeof(struct pager), .in_visit = true, .draw = draw};
