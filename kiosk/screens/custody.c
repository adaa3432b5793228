/* custody - until when somebody may be held: two moments in, the steps out. An aid; nothing of it is kept. */
#include "notice/custody.h"

#include "screens/facing.h"
#include "screens/frame.h"
#include "screens/grid.h"
#include "screens/text_page.h"
#include "ui/widgets.h"
#include "visit/handing.h"

struct custody_screen {
	struct pager pager;
	struct custody custody;
	enum { STEP_ROWS, STEP_ARREST, STEP_ORDER } step;
	int64_t at_s; /* the moment that is being entered */
};

static const char *when(struct scene *s, int64_t at_s)
{
	char text[CUSTODY_WHEN_MAX + 1];

	desk_work_when(text, s->visit, at_s);
	return ui_copy(s->ui, text);
}

static void row(struct scene *s, struct flow *f, const struct custody_row *r)
{
	const char *text = handing_words(s->visit, r->nl, r->en);

	switch (r->kind) {
	case CUSTODY_LABEL: /* stands above every page */
		break;
	case CUSTODY_NOTE:
		flow_hint(f, text);
		flow_space(f, ui_cap(s->ui) * 0.4f);
		break;
	case CUSTODY_PAUSE:
		text_pair(s, f, text, ui_printf(s->ui, "%s - %s", when(s, r->at_s), when(s, r->until_s)));
		break;
	case CUSTODY_MOMENT:
	case CUSTODY_LIMIT:
		text_pair(s, f, text, when(s, r->at_s));
		break;
	}
}

/* That it is indicative stands above all else, on every page. */
static void label(struct scene *s, struct box *area, const struct custody_row *r)
{
	const char *text = handing_words(s->visit, r->nl, r->en);
	float h = note_height(s->ui, text, area->w), most = ui_is_compact(s->ui) ? 8.0f : h;

	ui_note(s->ui, box_cut_top(area, h < most ? h : most), ROLE_TEXT, ICON_INFO, text);
	(void)box_cut_top(area, 2.6f);
}

static void enter_moment(struct scene *s, struct custody_screen *me, int step)
{
	int64_t known = step == STEP_ARREST ? me->custody.arrested_s : me->custody.ordered_s;
	int64_t now = handing_now_ms(s->visit) / 1000;

	if (!known)
		known = me->custody.arrested_s; /* the order follows the arrest */
	me->step = step;
	me->at_s = known ? known : now - now % 60;
	me->pager = (struct pager){0};
}

/* The three things that are asked, each a card. */
static void asked(struct scene *s, struct flow *f, struct custody_screen *me)
{
	const struct custody *c = &me->custody;
	const char *open = visit_say(s->visit, "staff.field.open");
	struct option o[] = {{.id = "arrested",
	                             .label = visit_say(s->visit, "staff.clock.arrested"),
	                             .value = c->arrested_s ? when(s, c->arrested_s) : open,
	                             .icon = ICON_CLOCK,
	                             .plain = true},
	        {.id = "ordered",
	                .label = visit_say(s->visit, "staff.clock.ordered"),
	                .value = c->ordered_s ? when(s, c->ordered_s) : open,
	                .icon = ICON_CLOCK,
	                .plain = true},
	        {.id = "serious",
	                .label = visit_say(s->visit, "staff.clock.serious"),
	                .value = visit_say(s->visit, c->serious ? "staff.clock.nine_hours" : "staff.clock.six_hours"),
	                .many = true,
	                .chosen = c->serious}};

	for (int i = 0; i < 3 && ui_is_compact(s->ui); i++)
		o[i].value = NULL; /* the rows below tell it too */
	switch (grid_options(s, f, o, 3, text_columns(s, 3))) {
	case 0:
		enter_moment(s, me, STEP_ARREST);
		break;
	case 1:
		enter_moment(s, me, STEP_ORDER);
		break;
	case 2:
		me->custody.serious = !c->serious;
		break;
	default:
		break;
	}
}

static enum screen_id rows(struct scene *s, struct custody_screen *me)
{
	struct frame frame = {.practice = duty_is_practice(s->visit)};
	struct box area = frame_top(s, &frame);
	struct custody_row out[CUSTODY_ROWS_MAX];
	enum screen_id to;
	struct flow f;
	int n = desk_work_custody(out, s->visit, &me->custody);

	label(s, &area, &out[0]);
	flow_begin(&f, s->ui, &me->pager, area);
	flow_heading(&f, visit_say(s->visit, "staff.work.clock"));
	flow_space(&f, 2);
	asked(s, &f, me);
	for (int i = 0; i < n; i++)
		row(s, &f, &out[i]);
	flow_end(&f, visit_say(s->visit, "nav.more"));
	return frame_bar(s, &frame, &to) == FRAME_BACK ? SCREEN_STAFF_MENU : to;
}

/* A moment is moved in steps from now: nobody types a time while somebody waits. */
static void steps(struct scene *s, struct flow *f, struct custody_screen *me)
{
	static const int minutes[] = {-24 * 60, -60, -15, -5, -1, 1, 5, 15, 60};
	enum { STEPS = sizeof minutes / sizeof *minutes };
	struct button b[STEPS + 1] = {0};
	int pressed;

	for (int i = 0; i < STEPS; i++)
		b[i] = (struct button){.id = ui_printf(s->ui, "step:%d", minutes[i]),
		        .label = minutes[i] == -24 * 60 ? visit_say(s->visit, "staff.time.day")
		                 : minutes[i] % 60 == 0 ? ui_printf(s->ui, "%+d %s", minutes[i] / 60,
		                                                  visit_say(s->visit, "staff.time.hour"))
		                                        : ui_printf(s->ui, "%+d %s", minutes[i],
		                                                  visit_say(s->visit, "staff.time.minute"))};
	b[STEPS] =
	        (struct button){.id = "step:now", .label = visit_say(s->visit, "staff.time.now"), .icon = ICON_CLOCK};
	pressed = grid_buttons(s, f, b, STEPS + 1);
	if (pressed == STEPS)
		me->at_s = handing_now_ms(s->visit) / 60000 * 60;
	else if (pressed >= 0)
		me->at_s += (int64_t)minutes[pressed] * 60;
}

static enum screen_id moment(struct scene *s, struct custody_screen *me)
{
	struct frame frame = {.next = visit_say(s->visit, "nav.next"), .practice = duty_is_practice(s->visit)};
	struct box area = frame_top(s, &frame);
	enum frame_act act;
	enum screen_id to;
	struct flow f;

	flow_begin(&f, s->ui, &me->pager, area);
	flow_heading(&f, visit_say(s->visit, me->step == STEP_ARREST ? "staff.clock.arrested" : "staff.clock.ordered"));
	flow_space(&f, 2);
	flow_text(&f, when(s, me->at_s), ui_cap(s->ui) * 1.5f, true, PAINT_INK);
	flow_space(&f, 3);
	steps(s, &f, me);
	flow_end(&f, visit_say(s->visit, "nav.more"));
	act = frame_bar(s, &frame, &to);
	if (act == FRAME_NEXT && me->step == STEP_ARREST)
		me->custody.arrested_s = me->at_s;
	else if (act == FRAME_NEXT)
		me->custody.ordered_s = me->at_s;
	if (act == FRAME_NEXT || act == FRAME_BACK) {
		me->step = STEP_ROWS;
		me->pager = (struct pager){0};
	}
	return to;
}

static enum screen_id draw(void *state, struct scene *s)
{
	struct custody_screen *me = state;

	return me->step == STEP_ROWS ? rows(s, me) : moment(s, me);
}

static void enter(void *me, struct scene *s)
{
	(void)me;
	face_staff(s);
}

const struct screen screen_custody = {
        .name = "custody", .size = sizeof(struct custody_screen), .staff = true, .enter = enter, .draw = draw};
