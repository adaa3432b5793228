/* staff_menu - what this officer may do now: a notice for whom, and the work of the desk. */
#include "screens/facing.h"
#include "screens/frame.h"
#include "screens/grid.h"
#include "screens/text_page.h"
#include "visit/duty.h"
#include "visit/guard.h"
#include "visit/handing.h"
#include "visit/visit_deeds.h"
#include "visit/visit_update.h"

struct menu {
	struct pager pager;
	bool told_open;
};

struct work {
	const char *id, *key;
	enum icon icon;
	enum role_action action;
	enum screen_id to;
};

static const struct work works[] = {
        {"work:day", "staff.work.day", ICON_CALENDAR, ACTION_OPEN_DAY, SCREEN_DAY},
        {"work:reading", "staff.work.reading", ICON_EYE, ACTION_READ, SCREEN_DESK_READING},
        {"work:drafts", "staff.work.drafts", ICON_CLOCK, ACTION_READ, SCREEN_STAFF_DRAFTS},
        {"work:forms", "staff.work.forms", ICON_EDIT, ACTION_FORM, SCREEN_STAFF_FORMS},
        {"work:queue", "staff.work.queue", ICON_PRINTER, ACTION_QUEUE, SCREEN_QUEUE},
        {"work:counters", "staff.work.counters", ICON_INFO, ACTION_COUNTERS, SCREEN_COUNTERS},
        {"work:access", "staff.work.access", ICON_EYE, ACTION_ACCESS_LOG, SCREEN_ACCESS_LOG},
        {"work:rules", "staff.work.rules", ICON_DOCUMENT, ACTION_RULES, SCREEN_RULES},
        {"work:signal", "staff.work.signal", ICON_BELL, ACTION_RULES, SCREEN_SIGNAL_CARD},
        {"work:clock", "staff.work.clock", ICON_CLOCK, ACTION_RULES, SCREEN_CUSTODY},
        {"work:staff", "staff.work.staff", ICON_ID_CARD, ACTION_STAFF, SCREEN_STAFF_ADMIN},
        {"work:service", "staff.work.service", ICON_EDIT, ACTION_TECHNICIAN, SCREEN_SERVICE_MENU},
};
enum { WORKS = sizeof works / sizeof *works };

static const enum icon icons[SITUATIONS] = {
        [SITUATION_VICTIM] = ICON_SHIELD,
        [SITUATION_ARRESTED] = ICON_LOCK,
        [SITUATION_INVITED] = ICON_POST,
        [SITUATION_WITNESS] = ICON_EYE,
        [SITUATION_FAMILY] = ICON_HUMAN,
        [SITUATION_BEREAVED] = ICON_HUMAN,
        [SITUATION_COMPLAINT] = ICON_EDIT,
        [SITUATION_PRIVACY] = ICON_DOCUMENT,
        [SITUATION_DISCIPLINARY] = ICON_ID_CARD,
        [SITUATION_DOMESTIC] = ICON_WARNING,
        [SITUATION_HALT] = ICON_BICYCLE,
        [SITUATION_MONITORING] = ICON_PLACE,
};

/* Only what this officer's roles allow. True when one was chosen. */
static bool situations(struct scene *s, struct flow *f)
{
	struct option o[SITUATIONS] = {0};
	enum situation of[SITUATIONS];
	int n = 0, pressed;

	for (int i = 0; i < SITUATIONS; i++) {
		enum situation one = (enum situation)i;

		if (!handing_may(s->visit, one))
			continue;
		o[n] = (struct option){.id = ui_printf(s->ui, "situation:%s", situation_name(one)),
		        .label = handing_words(s->visit, situation_nl(one), situation_en(one)),
		        .plain = true,
		        .icon = icons[i]};
		of[n++] = one;
	}
	if (n == 0)
		return false;
	grid_label(s, f, visit_say(s->visit, "staff.for_whom"));
	pressed = grid_options(s, f, o, n, 3);
	if (pressed < 0)
		return false;
	handing_begin(s->visit, of[pressed]);
	return true;
}

static enum screen_id work(struct scene *s, struct flow *f)
{
	struct button b[WORKS] = {0};
	enum screen_id to[WORKS];
	int n = 0, pressed;

	for (int i = 0; i < WORKS; i++) {
		if (works[i].action != ACTION_READ && works[i].action != ACTION_FORM &&
		        !duty_may(s->visit, works[i].action, 0))
			continue;
		b[n] = (struct button){
		        .id = works[i].id, .label = visit_say(s->visit, works[i].key), .icon = works[i].icon};
		to[n++] = works[i].to;
	}
	pressed = n ? grid_buttons(s, f, b, n) : -1;
	return pressed < 0 ? SCREEN_STAY : to[pressed];
}

static void switches(struct scene *s, struct flow *f)
{
	bool practice = duty_is_practice(s->visit), english = duty_in_english(s->visit);
	struct button b[2] = {
	        {.id = "practice",
	                .label = visit_say(s->visit, practice ? "staff.practice.off" : "staff.practice.on"),
	                .icon = ICON_EDIT},
	        {.id = "english", .label = english ? "Nederlands" : "English", .icon = ICON_GLOBE}};

	switch (grid_buttons(s, f, b, 2)) {
	case 0:
		duty_set_practice(s->visit, !practice);
		break;
	case 1:
		duty_set_english(s->visit, !english);
		break;
	default:
		break;
	}
}

/* What must not be overlooked: the device was opened; it started anew because something was wrong. */
static bool trouble(struct scene *s, struct flow *f)
{
	const char *started = visit_started_badly(s->visit);
	struct button b = {.id = "work:alarm", .label = visit_say(s->visit, "staff.work.alarm"), .icon = ICON_WARNING};

	if (started)
		text_note(s, f, false, visit_say(s->visit, ui_printf(s->ui, "staff.start.%s", started)));
	if (!guard_blocks(s->visit))
		return false;
	text_note(s, f, true, visit_say(s->visit, "staff.alarm.title"));
	return grid_buttons(s, f, &b, 1) == 0;
}

/* What somebody at the kiosk could not say aloud. The menu says only that there is something: whoever it is about may stand
 * beside the officer and read along. */
static void told(struct scene *s, struct flow *f, bool *open)
{
	struct button b = {.id = "told",
	        .label = visit_say(s->visit, *open ? "staff.told.seen" : "staff.told"),
	        .icon = *open ? ICON_CHECK : ICON_INFO};

	if (!visit_tells_desk(s->visit, DEED_ALONE | DEED_CHILD))
		return;
	if (*open && visit_tells_desk(s->visit, DEED_ALONE))
		text_note(s, f, false, visit_say(s->visit, "staff.told.alone"));
	if (*open && visit_tells_desk(s->visit, DEED_CHILD))
		text_note(s, f, false, visit_say(s->visit, "staff.told.child"));
	if (grid_buttons(s, f, &b, 1) != 0)
		return;
	if (*open)
		visit_desk_knows(s->visit);
	*open = !*open;
}

static enum screen_id draw(void *state, struct scene *s)
{
	struct menu *me = state;
	struct frame frame = {.next = visit_say(s->visit, "staff.lock"),
	        .next_icon = ICON_LOCK,
	        .no_back = true,
	        .practice = duty_is_practice(s->visit)};
	struct box area = frame_top(s, &frame);
	enum screen_id to, chosen;
	struct flow f;
	bool begun, alarm;

	flow_begin(&f, s->ui, &me->pager, area);
	flow_heading(&f, ui_printf(s->ui, "%s %s", visit_say(s->visit, "staff.hello"), duty_code(s->visit)));
	flow_space(&f, 2);
	if (duty_badge_is_weak(s->visit))
		flow_hint(&f, visit_say(s->visit, "staff.weak_badge"));
	alarm = trouble(s, &f);
	told(s, &f, &me->told_open);
	begun = situations(s, &f);
	flow_space(&f, 2);
	grid_label(s, &f, visit_say(s->visit, "staff.work"));
	chosen = work(s, &f);
	switches(s, &f);
	flow_end(&f, visit_say(s->visit, "nav.more"));
	if (alarm)
		return SCREEN_ALARM;
	if (begun)
		return SCREEN_NOTICE_PICK;
	if (frame_bar(s, &frame, &to) == FRAME_NEXT) {
		duty_end(s->visit);
		return SCREEN_STAFF_LOGIN;
	}
	return chosen != SCREEN_STAY ? chosen : to;
}

static void enter(void *me, struct scene *s)
{
	(void)me;
	visit_leave_desk(s->visit);
	face_staff(s);
	visit_update_seen(s->visit);
}

const struct screen screen_staff_menu = {
        .name = "staff_menu", .size = sizeof(struct menu), .staff = true, .enter = enter, .draw = draw};
