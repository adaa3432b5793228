/* service_menu - what a technician can do here: look, set, try, carry, renew, leave */
#include "screens/facing.h"
#include "screens/frame.h"
#include "screens/grid.h"
#include "screens/text_page.h"
#include "visit/upkeep.h"

struct task {
	const char *id, *key;
	enum icon icon;
	enum screen_id to;
};

static const struct task tasks[] = {
        {"task:diagnostics", "staff.work.diagnostics", ICON_CHECK, SCREEN_DIAGNOSTICS},
        {"task:queue", "staff.work.queue", ICON_PRINTER, SCREEN_QUEUE},
        {"task:stick", "staff.work.stick", ICON_BAG, SCREEN_STICK},
        {"task:update", "staff.work.update", ICON_SHIELD, SCREEN_UPDATE},
        {"task:ruler", "staff.work.ruler", ICON_TEXT_SIZE, SCREEN_RULER},
        {"task:calibrate", "staff.work.calibrate", ICON_EDIT, SCREEN_CALIBRATE},
        {"task:manual", "staff.work.manual", ICON_DOCUMENT, SCREEN_MANUAL},
        {"task:installation", "staff.bench.run.installation", ICON_PLACE, SCREEN_INSTALLATION},
        {"task:assembly", "staff.bench.run.assembly", ICON_OTHER, SCREEN_ASSEMBLY},
        {"task:acceptance", "staff.bench.run.acceptance", ICON_SHIELD, SCREEN_ACCEPTANCE},
        {"task:soak", "staff.work.soak", ICON_WAIT, SCREEN_SOAK},
        {"task:proof", "staff.work.proof", ICON_ID_CARD, SCREEN_SHOW_PROOF},
        {"task:reset", "staff.work.reset", ICON_WARNING, SCREEN_FACTORY_RESET},
};
enum { TASKS = sizeof tasks / sizeof *tasks };

static enum screen_id draw(void *me, struct scene *s)
{
	struct frame frame = {.practice = duty_is_practice(s->visit)};
	struct box area = frame_top(s, &frame);
	struct option o[TASKS] = {0};
	enum screen_id to;
	struct flow f;
	int pressed;

	for (int i = 0; i < TASKS; i++)
		o[i] = (struct option){.id = tasks[i].id,
		        .label = visit_say(s->visit, tasks[i].key),
		        .icon = tasks[i].icon,
		        .plain = true};
	flow_begin(&f, s->ui, me, area);
	flow_heading(&f, visit_say(s->visit, "staff.work.service"));
	flow_space(&f, 2);
	if (!upkeep_may(s->visit))
		text_note(s, &f, true, visit_say(s->visit, "staff.desk.denied"));
	pressed = upkeep_may(s->visit) ? grid_options(s, &f, o, TASKS, text_columns(s, 2)) : -1;
	flow_end(&f, visit_say(s->visit, "nav.more"));
	if (frame_bar(s, &frame, &to) == FRAME_BACK)
		return SCREEN_STAFF_MENU;
	if (pressed >= 0 && tasks[pressed].to == SCREEN_QUEUE) /* which an officer opens too */
		s->tour->from = SCREEN_SERVICE_MENU;
	return pressed < 0 ? to : tasks[pressed].to;
}

static void enter(void *me, struct scene *s)
{
	(void)me;
	s->tour->from = SCREEN_STAY;
	*s->tour->manual_page = '\0';
	face_staff(s);
}

const struct screen screen_service_menu = {
        .name = "service_menu", .size = sizeof(struct pager), .staff = true, .enter = enter, .draw = draw};
