/* staff_drafts - visits that are not finished: cut off by the power, or parked; an officer brings one back with its person. */
#include "screens/facing.h"
#include "screens/frame.h"
#include "screens/grid.h"
#include "screens/text_page.h"
#include "visit/duty.h"
#include "visit/visit_draft.h"

struct drafts_screen {
	struct pager pager;
	enum visit_return answer;
};

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
	default:
		return "staff.drafts.broken";
	}
}

static enum screen_id bring_back(struct scene *s, struct drafts_screen *me, int i)
{
	uint32_t at = 0;

	me->answer = visit_return_at_desk(&at, s->visit, i);
	if (me->answer != RETURN_DONE) {
		duty_speak_to_staff(s->visit);
		s->ui->reacted = true;
		return SCREEN_STAY;
	}
	face_citizen(s);
	tour_begin(s->tour, at);
	return SCREEN_QUESTION;
}

static int list(struct scene *s, struct flow *f)
{
	struct visit_waiting rows[WAITING_MOST];
	struct option o[WAITING_MOST] = {{0}};
	int gone, n = visit_waiting(rows, &gone, s->visit);

	for (int i = 0; i < n; i++)
		o[i] = (struct option){.id = ui_printf(s->ui, "draft:%d", i),
		        .label = ui_copy(s->ui, visit_waiting_time(s->visit, rows[i].made_ms)),
		        .value = visit_say(s->visit, rows[i].was_cut ? "staff.drafts.cut" : "staff.drafts.parked"),
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

static enum screen_id draw(void *state, struct scene *s)
{
	struct drafts_screen *me = state;
	struct frame frame = {.practice = duty_is_practice(s->visit)};
	struct box area = frame_top(s, &frame);
	enum screen_id to;
	struct flow f;
	int pressed;

	flow_begin(&f, s->ui, &me->pager, area);
	flow_heading(&f, visit_say(s->visit, "staff.drafts.title"));
	flow_space(&f, 2);
	if (me->answer != RETURN_DONE)
		text_note(s, &f, true, visit_say(s->visit, trouble_key(me->answer)));
	flow_hint(&f, visit_say(s->visit, "staff.drafts.note"));
	flow_space(&f, 2);
	pressed = list(s, &f);
	flow_end(&f, visit_say(s->visit, "nav.more"));
	if (pressed >= 0)
		return bring_back(s, me, pressed);
	return frame_bar(s, &frame, &to) == FRAME_BACK ? SCREEN_STAFF_MENU : to;
}

static void enter(void *me, struct scene *s)
{
	(void)me;
	face_staff(s);
}

const struct screen screen_staff_drafts = {
        .name = "staff_drafts", .size = sizeof(struct drafts_screen), .staff = true, .enter = enter, .draw = draw};
