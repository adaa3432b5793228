/* out_of_service - why nothing can be done here now, and where to go instead. */
#include "screens/frame.h"
#include "ui/flow.h"
#include "ui/widgets.h"

/* Its page of the technician's manual: assets/manual/LANG/CODE.md. */
static const char *code(enum visit_health h)
{
	static const char *const codes[] = {[VISIT_WELL] = "",
	        [VISIT_NO_STATION] = "O01",
	        [VISIT_NO_STORE] = "O02",
	        [VISIT_FULL] = "O03",
	        [VISIT_NO_SERVICE] = "O04",
	        [VISIT_OPENED] = "O05",
	        [VISIT_NO_TOUCH] = "O06",
	        [VISIT_NO_CLOCK] = "O07"};

	return codes[h];
}

static const char *reason_key(enum visit_health h)
{
	switch (h) {
	case VISIT_NO_STATION:
		return "out.no_station";
	case VISIT_NO_STORE:
		return "out.no_store";
	case VISIT_FULL:
		return "out.full";
	case VISIT_NO_SERVICE:
		return "out.no_service";
	case VISIT_OPENED:
		return "out.opened";
	case VISIT_NO_TOUCH:
		return "out.no_touch";
	case VISIT_NO_CLOCK:
		return "out.no_clock";
	case VISIT_WELL:
		break;
	}
	return "out.well";
}

static enum screen_id draw(void *me, struct scene *s)
{
	struct frame frame = {.next = visit_say(s->visit, "out.again"), .no_back = true, .tells_why = true};
	struct box area = frame_top(s, &frame);
	enum visit_health health = visit_health(s->visit);
	const char *why = ui_copy(s->ui, visit_health_why(s->visit)), *note;
	struct flow f;
	enum screen_id to;

	if (health == VISIT_WELL)
		return SCREEN_IDLE;
	flow_begin(&f, s->ui, me, area);
	flow_heading(&f, visit_say(s->visit, "out.title"));
	flow_space(&f, 3);
	flow_text(&f, visit_say(s->visit, "out.way"), 0, false, PAINT_INK);
	flow_space(&f, 3);
	flow_text(&f, visit_say(s->visit, reason_key(health)), ui_cap(s->ui) * 0.9f, false, PAINT_INK_SOFT);
	flow_space(&f, 3);
	if (health == VISIT_OPENED) {
		flow_text(&f, visit_say_in(s->visit, "nl", "staff.alarm.how"), ui_cap(s->ui) * 0.9f, true, PAINT_INK);
		flow_space(&f, 3);
	}
	note = ui_printf(s->ui, "%s: \u2068%s %s\u2069", visit_say(s->visit, "out.technician"), code(health), why);
	flow_note(&f, ROLE_TEXT, ICON_INFO, note);
	flow_end(&f, visit_say(s->visit, "nav.more"));
	if (frame_bar(s, &frame, &to) == FRAME_NEXT)
		visit_try_again(s->visit);
	return to == SCREEN_STOPPED ? SCREEN_STAY : to;
}

const struct screen screen_out_of_service = {.name = "out_of_service", .size = sizeof(struct pager), .draw = draw};
