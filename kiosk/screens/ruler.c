/* ruler - a ruler and the outline of a bank card: laid beside the real ones they tell how large the screen really is */
#include <math.h>

#include "screens/facing.h"
#include "screens/frame.h"
#include "screens/grid.h"
#include "screens/text_page.h"
#include "visit/panel_truth.h"

/* ISO/IEC 7810 ID-1; what surrounds it */
static const float card_width = 85.60f, card_height = 53.98f, card_corner = 3.18f;
static const float line = 0.3f, scale_height = 10.0f, beside_least = 38.0f, four_least = 76.0f, least_card = 24.0f,
                   gap = 2.6f, label_cap = 2.9f;

struct ruler_screen {
	struct pager pager;
	float width_mm, height_mm; /* of the screen, as they would be kept */
	bool kept;
	enum desk_answer answer;
};

/* how far a press goes; where there is little room two must do */
static const float steps[] = {-1.0f, -0.1f, 0.1f, 1.0f}, few[] = {-0.5f, 0.5f};
enum { STEPS = sizeof steps / sizeof *steps, FEW = sizeof few / sizeof *few };

static const char *millimetres(struct scene *s, float mm, bool sign)
{
	long tenths = lroundf(fabsf(mm) * 10);
	const char *before = !sign ? "" : mm < 0 ? "-" : "+";

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
		if (mm % 10 || x + 8.0f > at.x + at.w)
			continue;
		number = ui_text_block(s->ui, ui_printf(s->ui, "%d", mm), label_cap, false, 0);
		marks_text(m, (struct box){x + 0.8f, at.y + 4.2f, number->width_mm, number->height_mm}, number,
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
	struct box seen = {at.x, at.y, card_width * per_x < at.w ? card_width * per_x : at.w, at.h};

	(void)ui_node(s->ui, (struct node){.role = ROLE_IMAGE,
	                             .label = ui_copy(s->ui, visit_say(s->visit, "staff.ruler.picture")),
	                             .box = seen});
	scale(s, box_cut_top(&at, scale_height), per_x);
	card(s, at, card_width * per_x, card_height * per_y);
}

/* ---- what is pressed ------------------------------------------------------------------------------------- */

static struct button step_button(struct scene *s, const char *side, float by)
{
	return (struct button){.id = ui_printf(s->ui, "%s:%+.1f", side, (double)by), .label = millimetres(s, by, true)};
}

/* Buttons in a row that share its width; gives the step that was pressed, or 0. */
static float step_row(struct scene *s, struct box row, const char *side)
{
	bool narrow = row.w < four_least;
	const float *by = narrow ? few : steps;
	int n = narrow ? FEW : STEPS;
	float w = (row.w - gap * (float)(n - 1)) / (float)n, pressed = 0;

	for (int i = 0; i < n; i++) {
		struct button b = step_button(s, side, by[i]);

		b.cap_mm = label_cap;
		if (ui_button(s->ui, box_cut_start(&row, w, false), &b))
			pressed = by[i];
		(void)box_cut_start(&row, gap, false);
	}
	return pressed;
}

static const char *side_words(struct scene *s, const char *key, float mm)
{
	return ui_printf(s->ui, "%s: %s", visit_say(s->visit, key), millimetres(s, mm, false));
}

static void side_label(struct scene *s, struct box at, const char *text)
{
	const struct text_block *t = ui_text_block(s->ui, text, label_cap, true, 0);

	marks_text(ui_draw(s->ui), at, t, ALIGN_START, PAINT_INK);
	(void)ui_node(s->ui, (struct node){.role = ROLE_TEXT, .label = text, .box = at});
}

static float moved(float mm, float by)
{
	float to = mm + by;

	return to < (float)PANEL_LEAST_MM  ? (float)PANEL_LEAST_MM
	       : to > (float)PANEL_MOST_MM ? (float)PANEL_MOST_MM
	                                   : to;
}

static void move(struct ruler_screen *me, float by_width, float by_height)
{
	me->width_mm = moved(me->width_mm, by_width);
	me->height_mm = moved(me->height_mm, by_height);
	me->kept = me->kept && by_width == 0 && by_height == 0;
}

static float controls_height(const struct scene *s)
{
	return 2 * (label_cap * 2.4f + button_height(s->ui) + gap);
}

static void controls(struct scene *s, struct ruler_screen *me, struct box at)
{
	float by_width, by_height;

	side_label(s, box_cut_top(&at, label_cap * 2.4f), side_words(s, "staff.ruler.width", me->width_mm));
	by_width = step_row(s, box_cut_top(&at, button_height(s->ui)), "width");
	(void)box_cut_top(&at, gap);
	side_label(s, box_cut_top(&at, label_cap * 2.4f), side_words(s, "staff.ruler.height", me->height_mm));
	by_height = step_row(s, box_cut_top(&at, button_height(s->ui)), "height");
	move(me, by_width, by_height);
}

/* Where letters are too large for one sight: on pages of their own. */
static float steps_in_flow(struct scene *s, struct flow *f, const char *key, const char *side, float mm)
{
	struct button b[STEPS];
	int pressed;

	for (int i = 0; i < STEPS; i++)
		b[i] = step_button(s, side, steps[i]);
	grid_label(s, f, side_words(s, key, mm));
	pressed = grid_buttons(s, f, b, STEPS);
	return pressed < 0 ? 0 : steps[pressed];
}

/* ---- all ---------------------------------------------------------------------------------------------------- */

/* What is pressed stands beside the card where there is room, else below it; in one sight with it, and as high as
 * there is room, so that what is compared does not jump to another page. */
static void measure(struct scene *s, struct flow *f, struct ruler_screen *me)
{
	float wide = card_width * s->ui->panel.width_mm / me->width_mm, high = controls_height(s);
	bool beside = f->area.w - wide - 2 * gap >= beside_least;
	float least = scale_height + high + (beside ? 0 : least_card), left = flow_left(f);
	bool apart = least > flow_page(f);
	struct box at, buttons;

	if (flow_take(f, !apart && left >= least ? left : flow_page(f), &at)) {
		buttons = at;
		if (beside) {
			(void)box_cut_top(&buttons, scale_height);
			(void)box_cut_start(&buttons, wide + 2 * gap, false);
		} else if (!apart) {
			buttons = box_cut_bottom(&at, high);
			(void)box_cut_bottom(&at, gap);
		}
		picture(s, me, at);
		if (!apart)
			controls(s, me, buttons);
	}
	if (apart) {
		float by_width = steps_in_flow(s, f, "staff.ruler.width", "width", me->width_mm);

		move(me, by_width, steps_in_flow(s, f, "staff.ruler.height", "height", me->height_mm));
	}
}

/* What is known of the panel, in one line. */
static const char *known(struct scene *s, const struct ruler_screen *me)
{
	struct panel_truth t;
	const char *says = "";

	panel_truth(&t, s->visit);
	if (me->kept)
		return ui_copy(s->ui, visit_say(s->visit, "staff.ruler.kept"));
	if (t.told_width_mm > 0 && t.told_height_mm > 0)
		says = ui_printf(s->ui, " %s: %d x %d mm.", visit_say(s->visit, "staff.ruler.told"), t.told_width_mm,
		        t.told_height_mm);
	return ui_printf(s->ui, "%d x %d %s, %s.%s", t.width_px, t.height_px, visit_say(s->visit, "staff.ruler.dots"),
	        visit_say(s->visit, t.measured ? "staff.ruler.measured" : "staff.ruler.not_measured"), says);
}

static enum screen_id draw(void *state, struct scene *s)
{
	struct ruler_screen *me = state;
	struct frame frame = {.next = visit_say(s->visit, "staff.ruler.keep"),
	        .next_icon = ICON_CHECK,
	        .practice = duty_is_practice(s->visit)};
	struct box area = frame_top(s, &frame);
	enum frame_act act;
	enum screen_id to;
	struct flow f;

	flow_begin(&f, s->ui, &me->pager, area);
	flow_heading(&f, visit_say(s->visit, "staff.work.ruler"));
	flow_hint(&f, visit_say(s->visit, "staff.ruler.hint"));
	flow_hint(&f, known(s, me));
	flow_space(&f, 2);
	text_answer(s, &f, me->answer);
	measure(s, &f, me);
	flow_end(&f, visit_say(s->visit, "nav.more"));
	act = frame_bar(s, &frame, &to);
	if (act == FRAME_NEXT) {
		me->answer = panel_truth_set(s->visit, me->width_mm, me->height_mm);
		me->kept = me->answer == DESK_DONE;
		me->pager = (struct pager){0};
	}
	return act == FRAME_BACK ? s->tour->from != SCREEN_STAY ? s->tour->from : SCREEN_SERVICE_MENU : to;
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
