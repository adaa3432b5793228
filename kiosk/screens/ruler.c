/* ruler - a ruler and the outline of a bank card: laid beside the real ones they tell how large the screen really is */
#include <math.h>

#include "screens/facing.h"
#include "screens/frame.h"
#include "screens/grid.h"
#include "screens/text_page.h"
#include "visit/panel_truth.h"

/* ISO/IEC 7810 ID-1; what surrounds it */
static const float card_width = 85.60f, card_height = 53.98f, card_corner = 3.18f;
static const float line = 0.3f, scale_height = 9.0f, beside_least = 76.0f, gap = 2.6f;

struct ruler_screen {
	struct pager pager;
	float width_mm, height_mm; /* of the screen, as they would be kept */
	bool kept;
	enum desk_answer answer;
};

static const float steps[] = {-1.0f, -0.1f, 0.1f, 1.0f};
enum { STEPS = sizeof steps / sizeof *steps };

static const char *millimetres(struct scene *s, float mm, bool sign)
{
	long tenths = lroundf(fabsf(mm) * 10);
	const char *before = !sign ? "" : mm < 0 ? "\xe2\x88\x92" : "+";

	return ui_printf(
	        s->ui, "%s%ld%c%ld mm", before, tenths / 10, duty_in_english(s->visit) ? '.' : ',', tenths % 10);
}

/* ---- what is drawn: true millimetres, if the screen is as large as it says now ----------------------- */

/* A tick for each millimetre, longer at five, longest and with its number at ten. */
static void scale(struct scene *s, struct box at, float per_mm)
{
	struct marks *m = ui_draw(s->ui);

	marks_fill(m, (struct box){at.x, at.y, at.w, line}, 0, PAINT_INK);
	for (int mm = 0; (float)mm * per_mm < at.w - line; mm++) {
		float x = at.x + (float)mm * per_mm, length = mm % 10 == 0 ? 5.0f : mm % 5 == 0 ? 3.5f : 2.0f;
		const struct text_block *number;

		marks_fill(m, (struct box){x, at.y, line, length}, 0, PAINT_INK);
		if (mm % 10 || x + 6.0f > at.x + at.w)
			continue;
		number = ui_text_block(s->ui, ui_printf(s->ui, "%d", mm), 2.2f, false, 0);
		marks_text(m, (struct box){x + 0.8f, at.y + 4.6f, number->width_mm, number->height_mm}, number,
		        ALIGN_START, PAINT_INK_SOFT);
	}
}

/* Cut at its foot where the page is lower than a card: the width is what counts then. */
static void card(struct scene *s, struct box at, float wide, float high)
{
	bool whole = high <= at.h;
	struct marks *m = ui_draw(s->ui);

	if (whole) {
		marks_edge(m, (struct box){at.x, at.y, wide, high}, card_corner * wide / card_width, line, PAINT_INK);
		return;
	}
	marks_fill(m, (struct box){at.x, at.y, wide, line}, 0, PAINT_INK);
	marks_fill(m, (struct box){at.x, at.y, line, at.h}, 0, PAINT_INK);
	marks_fill(m, (struct box){at.x + wide - line, at.y, line, at.h}, 0, PAINT_INK);
}

static void picture(struct scene *s, const struct ruler_screen *me, struct box at)
{
	float per_x = s->ui->panel.width_mm / me->width_mm, per_y = s->ui->panel.height_mm / me->height_mm;
	struct box all = at;

	(void)ui_node(s->ui, (struct node){.role = ROLE_IMAGE,
	                             .label = ui_copy(s->ui, visit_say(s->visit, "staff.ruler.picture")),
	                             .box = all});
	scale(s, box_cut_top(&at, scale_height), per_x);
	card(s, at, card_width * per_x, card_height * per_y);
}

/* ---- what is pressed ------------------------------------------------------------------------------------- */

/* Buttons in a row, as wide as they need to be; gives the step that was pressed, or 0. */
static float step_row(struct scene *s, struct box row, const char *side)
{
	float w = (row.w - gap * (STEPS - 1)) / STEPS, pressed = 0;

	for (int i = 0; i < STEPS; i++) {
		struct button b = {.id = ui_printf(s->ui, "%s:%+.1f", side, (double)steps[i]),
		        .label = millimetres(s, steps[i], true),
		        .cap_mm = 2.9f};

		if (ui_button(s->ui, box_cut_start(&row, w, false), &b))
			pressed = steps[i];
		(void)box_cut_start(&row, gap, false);
	}
	return pressed;
}

static void side_label(struct scene *s, struct box at, const char *key, float mm)
{
	const char *text = ui_printf(s->ui, "%s: %s", visit_say(s->visit, key), millimetres(s, mm, false));
	const struct text_block *t = ui_text_block(s->ui, text, ui_cap(s->ui) * 0.88f, true, at.w);

	marks_text(ui_draw(s->ui), at, t, ALIGN_START, PAINT_INK);
	(void)ui_node(s->ui, (struct node){.role = ROLE_TEXT, .label = text, .box = at});
}

static float controls_height(const struct scene *s)
{
	return 2 * (ui_cap(s->ui) * 2.4f + button_height(s->ui) + gap);
}

static float moved(float mm, float by)
{
	float to = mm + by;

	return to < (float)PANEL_LEAST_MM  ? (float)PANEL_LEAST_MM
	       : to > (float)PANEL_MOST_MM ? (float)PANEL_MOST_MM
	                                   : to;
}

static void controls(struct scene *s, struct ruler_screen *me, struct box at)
{
	float by_width, by_height;

	side_label(s, box_cut_top(&at, ui_cap(s->ui) * 2.4f), "staff.ruler.width", me->width_mm);
	by_width = step_row(s, box_cut_top(&at, button_height(s->ui)), "width");
	(void)box_cut_top(&at, gap);
	side_label(s, box_cut_top(&at, ui_cap(s->ui) * 2.4f), "staff.ruler.height", me->height_mm);
	by_height = step_row(s, box_cut_top(&at, button_height(s->ui)), "height");
	me->width_mm = moved(me->width_mm, by_width);
	me->height_mm = moved(me->height_mm, by_height);
	me->kept = me->kept && by_width == 0 && by_height == 0;
}

/* ---- all ---------------------------------------------------------------------------------------------------- */

/* Beside the card where there is room, so that both are in one sight; else below it. */
static void measure(struct scene *s, struct flow *f, struct ruler_screen *me)
{
	float wide = card_width * s->ui->panel.width_mm / me->width_mm;
	float high = scale_height + card_height * s->ui->panel.height_mm / me->height_mm + gap;
	bool beside = f->area.w - wide - 2 * gap >= beside_least;
	struct box at, right;

	if (beside && high < controls_height(s) + scale_height)
		high = controls_height(s) + scale_height;
	if (high > flow_page(f))
		high = flow_page(f);
	if (flow_take(f, high, &at)) {
		right = at;
		(void)box_cut_top(&right, scale_height);
		(void)box_cut_start(&right, wide + 2 * gap, false);
		picture(s, me, at);
		if (beside)
			controls(s, me, right);
	}
	flow_space(f, gap);
	if (!beside && flow_take(f, controls_height(s), &at))
		controls(s, me, at);
}

static void told(struct scene *s, struct flow *f, const struct panel_truth *t)
{
	if (t->told_width_mm > 0 && t->told_height_mm > 0)
		text_pair(s, f, visit_say(s->visit, "staff.ruler.told"),
		        ui_printf(s->ui, "%d x %d mm", t->told_width_mm, t->told_height_mm));
	text_pair(s, f, visit_say(s->visit, "staff.ruler.dots"),
	        ui_printf(s->ui, "%d x %d  (%s)", t->width_px, t->height_px,
	                visit_say(s->visit, t->measured ? "staff.ruler.measured" : "staff.ruler.not_measured")));
}

static enum screen_id draw(void *state, struct scene *s)
{
	struct ruler_screen *me = state;
	struct frame frame = {.next = visit_say(s->visit, "staff.ruler.keep"),
	        .next_icon = ICON_CHECK,
	        .practice = duty_is_practice(s->visit)};
	struct box area = frame_top(s, &frame);
	struct panel_truth t;
	enum frame_act act;
	enum screen_id to;
	struct flow f;

	panel_truth(&t, s->visit);
	flow_begin(&f, s->ui, &me->pager, area);
	flow_heading(&f, visit_say(s->visit, "staff.work.ruler"));
	flow_hint(&f, visit_say(s->visit, "staff.ruler.hint"));
	flow_space(&f, 2);
	text_answer(s, &f, me->answer);
	if (me->kept)
		text_note(s, &f, false, visit_say(s->visit, "staff.ruler.kept"));
	measure(s, &f, me);
	told(s, &f, &t);
	flow_end(&f, visit_say(s->visit, "nav.more"));
	act = frame_bar(s, &frame, &to);
	if (act == FRAME_NEXT) {
		me->answer = panel_truth_set(s->visit, me->width_mm, me->height_mm);
		me->kept = me->answer == DESK_DONE;
		me->pager = (struct pager){0};
	}
	return act == FRAME_BACK ? SCREEN_SERVICE_MENU : to;
}

static void enter(void *state, struct scene *s)
{
	struct ruler_screen *me = state;
	struct panel_truth t;

	face_staff(s);
	panel_truth(&t, s->visit);
	me->width_mm = t.width_mm > 0 ? t.width_mm : s->ui->panel.width_mm;
	me->height_mm = t.height_mm > 0 ? t.height_mm : s->ui->panel.height_mm;
}

const struct screen screen_ruler = {
        .name = "ruler", .size = sizeof(struct ruler_screen), .staff = true, .enter = enter, .draw = draw};
