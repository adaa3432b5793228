/* alarm - the device was opened: what, since when, and an officer says why. Until then nobody is let in. */
#include "screens/facing.h"
#include "screens/frame.h"
#include "screens/grid.h"
#include "screens/text_page.h"
#include "visit/guard.h"
#include "visit/handing.h"

struct alarm_screen {
	struct pager pager;
	int reason; /* enum event_reason + 1; 0: none chosen yet */
	bool missing; /* next was pressed without one */
	enum desk_answer answer;
};

static const char *const part_keys[EVENT_PARTS] = {[EVENT_COVER] = "staff.alarm.cover",
        [EVENT_PRINTER] = "staff.alarm.printer",
        [EVENT_CASE] = "staff.alarm.case"};

static const struct {
	const char *id, *key;
} reasons[WHYS] = {[WHY_REPAIR] = {"why:repair", "staff.alarm.why_repair"},
        [WHY_PAPER] = {"why:paper", "staff.alarm.why_paper"},
        [WHY_CLEANING] = {"why:cleaning", "staff.alarm.why_cleaning"},
        [WHY_SWITCH] = {"why:switch", "staff.alarm.why_switch"},
        [WHY_BREAK_IN] = {"why:break_in", "staff.alarm.why_break_in"},
        [WHY_UNKNOWN] = {"why:unknown", "staff.alarm.why_unknown"}};

static void what(struct scene *s, struct flow *f, const struct guard_seen *g)
{
	for (int i = 0; i < EVENT_PARTS; i++) {
		unsigned bit = 1U << i;

		if (!((g->alarm | g->open | g->unreadable) & bit))
			continue;
		text_pair(s, f, visit_say(s->visit, part_keys[i]),
		        visit_say(s->visit, g->unreadable & bit ? "staff.alarm.unreadable"
		                            : g->open & bit     ? "staff.alarm.open"
		                                                : "staff.alarm.was_open"));
	}
	if (g->alarm)
		text_pair(s, f, visit_say(s->visit, "staff.alarm.since"),
		        ui_copy(s->ui, handing_when(s->visit, g->since_ms)));
	if (g->times > 1)
		text_pair(s, f, visit_say(s->visit, "staff.alarm.times"), ui_printf(s->ui, "%u", g->times));
}

static void ask(struct scene *s, struct flow *f, struct alarm_screen *me)
{
	struct option o[WHYS] = {0};
	int pressed;

	grid_label(s, f, visit_say(s->visit, "staff.alarm.why"));
	for (int i = 0; i < WHYS; i++)
		o[i] = (struct option){.id = reasons[i].id,
		        .label = visit_say(s->visit, reasons[i].key),
		        .chosen = me->reason == i + 1};
	pressed = grid_options(s, f, o, WHYS, 2);
	if (pressed >= 0) {
		me->reason = pressed + 1;
		me->missing = false;
	}
}

static void confirm(struct scene *s, struct alarm_screen *me)
{
	me->pager = (struct pager){0};
	me->missing = me->reason == 0;
	if (!me->missing)
		me->answer = guard_account(s->visit, (enum event_reason)(me->reason - 1));
}

static enum screen_id draw(void *state, struct scene *s)
{
	struct alarm_screen *me = state;
	bool alarm = guard_is_alarm(s->visit), may = guard_may_account(s->visit);
	struct frame frame = {.next_icon = ICON_CHECK};
	struct guard_seen seen;
	enum frame_act act;
	enum screen_id to;
	struct box area;
	struct flow f;

	guard_look(&seen, s->visit);
	frame.next = visit_say(s->visit, alarm && may ? "staff.alarm.confirm" : "staff.done");
	area = frame_top(s, &frame);
	flow_begin(&f, s->ui, &me->pager, area);
	flow_heading(&f, visit_say(s->visit, alarm ? "staff.alarm.title" : "staff.alarm.settled"));
	flow_space(&f, 2);
	text_answer(s, &f, me->answer);
	if (me->missing)
		text_note(s, &f, true, visit_say(s->visit, "staff.alarm.choose"));
	if (seen.open || seen.unreadable)
		text_note(s, &f, true, visit_say(s->visit, "staff.alarm.close_first"));
	what(s, &f, &seen);
	if (alarm && may)
		ask(s, &f, me);
	else if (alarm)
		text_note(s, &f, false, visit_say(s->visit, "staff.alarm.not_you"));
	flow_hint(&f, visit_say(s->visit, "staff.alarm.seals"));
	flow_end(&f, visit_say(s->visit, "nav.more"));
	act = frame_bar(s, &frame, &to);
	if (act == FRAME_BACK || (act == FRAME_NEXT && !(alarm && may)))
		return SCREEN_STAFF_MENU;
	if (act == FRAME_NEXT)
		confirm(s, me);
	return to;
}

static void enter(void *me, struct scene *s)
{
	(void)me;
	face_staff(s);
}

const struct screen screen_alarm = {
        .name = "alarm", .size = sizeof(struct alarm_screen), .staff = true, .enter = enter, .draw = draw};
