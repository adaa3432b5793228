/* staff_drafts - visits that are not finished: cut off by the power, or parked; an officer brings one back with its person. */
#include "screens/facing.h"
#include "screens/frame.h"
#include "screens/grid.h"
#include "screens/text_page.h"
#include "sys/text.h"
#include "visit/duty.h"
#include "visit/visit_draft.h"

struct drafts_screen {
	struct pager pager;
	enum visit_return answer;
	int row; /* of the list, from 1: it is asked whether to go on with it; 0: the list */
};

static void see(struct drafts_screen *me, int row)
{
	me->row = row;
	me->pager = (struct pager){0};
}

static const char *trouble_key(enum visit_return answer)
{
	switch (answer) {
	case RETURN_EXPIRED:
	case RETURN_NOTHING:
		return "staff.drafts.expired";
	case RETURN_NO_FORM:
		return "staff.drafts.no_form";
	case RETURN_DENIED:
		return "staff.drafts.denied";
	case RETURN_NOT_LOGGED:
		return "staff.read.not_logged";
	default:
		return "staff.drafts.broken";
	}
}

static enum screen_id bring_back(struct scene *s, struct drafts_screen *me)
{
	struct visit_place to = {0};

	me->answer = visit_return_at_desk(&to, s->visit, me->row - 1);
	see(me, 0);
	if (me->answer != RETURN_DONE) {
		duty_speak_to_staff(s->visit);
		s->ui->reacted = true;
		return SCREEN_STAY;
	}
	if (!visit_is_at_desk(s->visit))
		face_citizen(s);
	return tour_go_on(s->tour, visit_session(s->visit), &to);
}

static int list(struct scene *s, struct flow *f)
{
	struct visit_waiting rows[WAITING_MOST];
	struct option o[WAITING_MOST] = {{0}};
	int gone, n = visit_waiting(rows, &gone, s->visit);

	for (int i = 0; i < n; i++)
		o[i] = (struct option){.id = ui_printf(s->ui, "draft:%d", i),
		        .label = text_kind(s, rows[i].kind),
		        .value = ui_printf(s->ui, "%s. %s", visit_waiting_time(s->visit, rows[i].made_ms),
		                visit_say(s->visit, rows[i].was_cut ? "staff.drafts.cut" : "staff.drafts.parked")),
		        .icon = ICON_CLOCK,
		        .plain = true};
	if (n == 0)
		text_note(s, f, false,
		        visit_say(s->visit, visit_may_return(s->visit) ? "staff.drafts.none" : "staff.drafts.denied"));
	n = n ? grid_options(s, f, o, n, text_columns(s, 2)) : -1;
	if (gone > 0)
		flow_hint(f, ui_copy(s->ui, visit_say_with(s->visit, "staff.drafts.gone",
		                                    (const char *const[]){"n", ui_printf(s->ui, "%d", gone), NULL})));
	return n;
}

/* The way into somebody's answers is a step of its own: it stands in the log of readings. */
static bool ask(struct scene *s, struct flow *f)
{
	struct option yes = {.id = "reason:complete_with_citizen",
	        .label = visit_say(s->visit, "staff.drafts.yes"),
	        .icon = ICON_CHECK,
	        .plain = true};
	bool pressed;

	flow_heading(f, visit_say(s->visit, "staff.drafts.ask"));
	flow_space(f, 2);
	flow_text(f, visit_say(s->visit, "staff.drafts.with"), 0, false, PAINT_INK);
	flow_space(f, 3);
	pressed = grid_options(s, f, &yes, 1, 1) == 0;
	flow_hint(f, visit_say(s->visit, "staff.read.logged"));
	return pressed;
}

static bool wants_manual(struct scene *s, struct flow *f)
{
	struct button b = {.id = "page:V01", .label = visit_say(s->visit, "staff.drafts.how"), .icon = ICON_INFO};

	if (grid_buttons(s, f, &b, 1) < 0)
		return false;
	(void)text_copy(s->tour->manual_page, sizeof s->tour->manual_page, "V01");
	s->tour->from = SCREEN_STAFF_DRAFTS;
	return true;
}

static int choose(struct scene *s, const struct drafts_screen *me, struct flow *f, bool *manual)
{
	int pressed;

	flow_heading(f, visit_say(s->visit, "staff.drafts.title"));
	flow_space(f, 2);
	if (me->answer != RETURN_DONE)
		text_note(s, f, true, visit_say(s->visit, trouble_key(me->answer)));
	flow_hint(f, visit_say(s->visit, "staff.drafts.note"));
	flow_space(f, 2);
	pressed = list(s, f);
	flow_space(f, 2);
	*manual = wants_manual(s, f);
	return pressed;
}

static enum screen_id draw(void *state, struct scene *s)
{
	struct drafts_screen *me = state;
	struct frame frame = {.practice = duty_is_practice(s->visit)};
	struct box area = frame_top(s, &frame);
	bool yes = false, manual = false;
	int pressed = -1;
	enum screen_id to;
	struct flow f;

	flow_begin(&f, s->ui, &me->pager, area);
	if (me->row)
		yes = ask(s, &f);
	else
		pressed = choose(s, me, &f, &manual);
	flow_end(&f, visit_say(s->visit, "nav.more"));
	if (yes)
		return bring_back(s, me);
	if (manual)
		return SCREEN_MANUAL;
	if (pressed >= 0) {
		me->answer = RETURN_DONE;
		see(me, pressed + 1);
		s->ui->reacted = true;
	}
	if (frame_bar(s, &frame, &to) != FRAME_BACK)
		return to;
	if (!me->row)
		return SCREEN_STAFF_MENU;
	see(me, 0);
	return SCREEN_STAY;
}

static void enter(void *me, struct scene *s)
{
	(void)me;
	face_staff(s);
}

const struct screen screen_staff_drafts = {
        .name = "staff_drafts", .size = sizeof(struct drafts_screen), .staff = true, .enter = enter, .draw = draw};
