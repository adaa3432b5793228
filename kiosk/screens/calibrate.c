/* calibrate - crosses to tap, how well they were hit, and a button that only a good calibration lets one press */
#include <math.h>

#include "screens/facing.h"
#include "screens/frame.h"
#include "screens/grid.h"
#include "screens/text_page.h"
#include "sys/text.h"
#include "visit/crosses.h"
#include "visit/fingers.h"
#include "visit/upkeep.h"

enum phase { PHASE_INTRO, PHASE_CROSSES, PHASE_TRIAL, PHASE_OVER };
enum { RING_DOTS = 20, BLINK_MS = 500 };

static const float line = 0.4f, ring_most = 7.0f, dot = 1.1f;

struct calibrate_screen {
	struct pager pager;
	enum phase phase;
	struct crosses crosses;
	struct touch_calibration fitted;
	float residual_mm;
	int fit; /* answer of touch_calibration_fit() */
	bool given_up;
	enum desk_answer answer;
};

static const char *tenths(struct scene *s, float mm)
{
	long t = lroundf(mm * 10);

	return ui_printf(s->ui, "%ld%c%ld mm", t / 10, duty_in_english(s->visit) ? '.' : ',', t % 10);
}

static void begin(struct calibrate_screen *me, struct scene *s)
{
	struct touch_tap latest;

	me->phase = PHASE_CROSSES;
	me->given_up = false;
	me->answer = DESK_DONE;
	crosses_begin(&me->crosses, s->ui->panel.width_mm, s->ui->panel.height_mm, fingers_taps(&latest, s->visit),
	        upkeep_now_ms(s->visit));
}

/* All were tapped: what they tell is tried, or refused. */
static void judge(struct calibrate_screen *me, struct scene *s)
{
	const struct crosses *c = &me->crosses;

	me->residual_mm = 0;
	me->fit =
	        touch_calibration_fit(&me->fitted, &me->residual_mm, c->targets, c->taps, c->n, TOUCH_RESIDUAL_MOST_MM);
	me->phase = PHASE_OVER;
	if (me->fit != 0)
		return;
	if (!text_copy(me->fitted.device, sizeof me->fitted.device, fingers_name(s->visit)))
		me->fitted.device[0] = '\0'; /* holds for any panel */
	me->answer = fingers_try(s->visit, &me->fitted);
	if (me->answer == DESK_DONE)
		me->phase = PHASE_TRIAL;
}

/* ---- the crosses: the whole panel, no bar, since nobody knows where a tap lands yet --------------------- */

static void ring(struct scene *s, struct touch_target at, float radius, int left_ms)
{
	int lit = (left_ms * RING_DOTS + CROSSES_WAIT_MS - 1) / CROSSES_WAIT_MS;

	for (int i = 0; i < RING_DOTS; i++) {
		float turn = (float)i * 6.2831853f / RING_DOTS;
		struct box b = {
		        at.x_mm + radius * sinf(turn) - dot / 2, at.y_mm - radius * cosf(turn) - dot / 2, dot, dot};

		marks_fill(ui_draw(s->ui), b, dot / 2, i < lit ? PAINT_MAIN : PAINT_LINE);
	}
}

static void cross(struct scene *s, const struct calibrate_screen *me)
{
	struct touch_target at = me->crosses.targets[me->crosses.at];
	float edge = fminf(s->ui->panel.width_mm, s->ui->panel.height_mm) * 0.1f, arm = fminf(edge - 1.0f, ring_most);

	marks_fill(
	        ui_draw(s->ui), (struct box){at.x_mm - arm * 0.7f, at.y_mm - line / 2, arm * 1.4f, line}, 0, PAINT_INK);
	marks_fill(
	        ui_draw(s->ui), (struct box){at.x_mm - line / 2, at.y_mm - arm * 0.7f, line, arm * 1.4f}, 0, PAINT_INK);
	ring(s, at, arm - dot / 2, crosses_left_ms(&me->crosses, upkeep_now_ms(s->visit)));
}

/* Words between the crosses of the middle and of the foot. */
static const char *ask(struct scene *s, const struct calibrate_screen *me)
{
	const struct panel *p = &s->ui->panel;
	const char *words = ui_copy(
	        s->ui, visit_say_with(s->visit, "staff.calibrate.cross",
	                       (const char *const[]){"at", ui_printf(s->ui, "%d", crosses_tapped(&me->crosses) + 1),
	                               "of", ui_printf(s->ui, "%d", me->crosses.n), NULL}));
	struct box at = {p->width_mm * 0.25f, p->height_mm * 0.62f, p->width_mm * 0.5f, p->height_mm * 0.2f};
	float cap = fminf(ui_cap(s->ui) * 1.2f, p->height_mm * 0.06f);
	const struct text_block *t = ui_tight_block(s->ui, words, cap, true, at.w);

	while (t->height_mm > at.h && cap > 2.9f)
		t = ui_tight_block(s->ui, words, cap -= 0.3f, true, at.w);
	marks_text(ui_draw(s->ui), at, t, ALIGN_CENTRE, PAINT_INK);
	return words;
}

/* A finger counts as a tap wherever it seems to land; only a key presses what lies over the whole panel. */
static enum screen_id draw_crosses(struct calibrate_screen *me, struct scene *s)
{
	const struct panel *p = &s->ui->panel;
	const unsigned before = me->crosses.seen;
	struct touch_tap latest = {0};
	unsigned taps = fingers_taps(&latest, s->visit);
	bool pressed;

	pressed = ui_node(s->ui, (struct node){.id = "back",
	                                 .role = ROLE_BUTTON,
	                                 .label = ask(s, me),
	                                 .enabled = true,
	                                 .touchable = true,
	                                 .box = {0, 0, p->width_mm, p->height_mm}});
	if (pressed && taps == before)
		me->phase = PHASE_INTRO;
	crosses_look(&me->crosses, taps, latest, upkeep_now_ms(s->visit));
	if (!fingers_can_be_calibrated(s->visit))
		me->phase = PHASE_INTRO; /* the panel was pulled out */
	if (me->crosses.state == CROSSES_DONE)
		judge(me, s);
	me->given_up = me->crosses.state == CROSSES_GIVEN_UP;
	if (me->given_up)
		me->phase = PHASE_OVER;
	if (me->phase != PHASE_CROSSES)
		s->ui->reacted = true;
	cross(s, me);
	upkeep_wake_in(s->visit, BLINK_MS);
	return SCREEN_STAY;
}

/* ---- the trial -------------------------------------------------------------------------------------------- */

static enum screen_id draw_trial(struct calibrate_screen *me, struct scene *s)
{
	const char *left = ui_printf(s->ui, "%d", fingers_trial_left_s(s->visit));
	struct frame frame = {.practice = duty_is_practice(s->visit)};
	struct box area = frame_top(s, &frame);
	struct button works = {.id = "works",
	        .label = visit_say(s->visit, "staff.calibrate.works"),
	        .icon = ICON_CHECK,
	        .kind = BUTTON_MAIN};
	enum frame_act act;
	enum screen_id to;
	struct flow f;

	flow_begin(&f, s->ui, &me->pager, area);
	flow_heading(&f, visit_say(s->visit, "staff.calibrate.try"));
	flow_hint(&f, ui_copy(s->ui, visit_say_with(s->visit, "staff.calibrate.left",
	                                     (const char *const[]){"seconds", left, NULL})));
	flow_space(&f, 4);
	if (grid_buttons(s, &f, &works, 1) == 0)
		me->answer = fingers_keep(s->visit);
	flow_end(&f, visit_say(s->visit, "nav.more"));
	act = frame_bar(s, &frame, &to);
	if (act == FRAME_BACK || act == FRAME_ELSEWHERE)
		fingers_go_back(s->visit);
	if (fingers_trial(s->visit) != TRIAL_RUNS) {
		me->phase = PHASE_OVER;
		s->ui->reacted = true;
	}
	upkeep_wake_in(s->visit, BLINK_MS);
	return to;
}

/* ---- before and after ------------------------------------------------------------------------------------- */

static void told(struct scene *s, struct flow *f, const struct calibrate_screen *me)
{
	static const char *const refused[] = {[TOUCH_TAPS_FLAT] = "staff.calibrate.flat",
	        [TOUCH_TAPS_UNLIKELY] = "staff.calibrate.unlikely",
	        [TOUCH_TAPS_FAR] = "staff.calibrate.far"};
	bool kept = !me->given_up && me->fit == 0 && fingers_trial(s->visit) == TRIAL_KEPT;

	text_answer(s, f, me->answer);
	if (me->given_up)
		text_note(s, f, true, visit_say(s->visit, "staff.calibrate.nobody"));
	else if (me->fit > 0)
		text_note(s, f, true, visit_say(s->visit, refused[me->fit]));
	else if (kept)
		text_note(s, f, false, visit_say(s->visit, "staff.calibrate.kept"));
	else if (me->answer == DESK_DONE)
		text_note(s, f, true, visit_say(s->visit, "staff.calibrate.back"));
	if (me->given_up || (me->fit != 0 && me->fit != TOUCH_TAPS_FAR))
		return;
	if (me->crosses.n == 3)
		text_pair(s, f, visit_say(s->visit, "staff.calibrate.residual"),
		        visit_say(s->visit, "staff.calibrate.not_measured"));
	else
		text_pair(s, f, visit_say(s->visit, "staff.calibrate.residual"),
		        ui_printf(s->ui, "%s (%s %s): %s", tenths(s, me->residual_mm),
		                visit_say(s->visit, "staff.calibrate.most"), tenths(s, TOUCH_RESIDUAL_MOST_MM),
		                visit_say(s->visit, me->fit == 0 ? "staff.check.pass" : "staff.check.fail")));
}

static enum screen_id draw_page(struct calibrate_screen *me, struct scene *s)
{
	bool can = fingers_can_be_calibrated(s->visit) && upkeep_may(s->visit);
	struct frame frame = {.next = visit_say(s->visit,
	                              me->phase == PHASE_OVER ? "staff.calibrate.again" : "staff.calibrate.begin"),
	        .next_closed = !can,
	        .practice = duty_is_practice(s->visit)};
	struct box area = frame_top(s, &frame);
	enum frame_act act;
	enum screen_id to;
	struct flow f;

	flow_begin(&f, s->ui, &me->pager, area);
	flow_heading(&f, visit_say(s->visit, "staff.work.calibrate"));
	flow_space(&f, 2);
	if (!can)
		text_note(s, &f, true, visit_say(s->visit, "staff.calibrate.none"));
	if (me->phase == PHASE_OVER)
		told(s, &f, me);
	else
		flow_text(&f, visit_say(s->visit, "staff.calibrate.how"), 0, false, PAINT_INK);
	if (can && *fingers_name(s->visit)) {
		flow_space(&f, 2);
		flow_hint(&f, fingers_name(s->visit));
	}
	flow_end(&f, visit_say(s->visit, "nav.more"));
	act = frame_bar(s, &frame, &to);
	if (act == FRAME_NEXT && can) {
		begin(me, s);
		me->pager = (struct pager){0};
	}
	return act == FRAME_BACK ? s->tour->from != SCREEN_STAY ? s->tour->from : SCREEN_SERVICE_MENU : to;
}

static enum screen_id draw(void *state, struct scene *s)
{
	struct calibrate_screen *me = state;

	return me->phase == PHASE_CROSSES ? draw_crosses(me, s)
	       : me->phase == PHASE_TRIAL ? draw_trial(me, s)
	                                  : draw_page(me, s);
}

static void enter(void *me, struct scene *s)
{
	(void)me;
	face_staff(s);
}

const struct screen screen_calibrate = {
        .name = "calibrate", .size = sizeof(struct calibrate_screen), .staff = true, .enter = enter, .draw = draw};
