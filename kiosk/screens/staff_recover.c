/* staff_recover - nobody can log in here any more: a code for the owner of the data, and the order that comes back. */
#include "screens/errand_page.h"
#include "screens/facing.h"
#include "screens/frame.h"
#include "screens/text_page.h"
#include "ui/flow.h"
#include "visit/duty_recover.h"

struct recover {
	struct pager pager;
	char code[RECOVERY_CODE_TEXT + 1];
	int no_code, answer; /* RECOVERY_*; answer 0: not asked for yet */
	bool done;
	enum desk_answer stick;
};

static const struct errand_page from_stick = {
        UPKEEP_IMPORT, "task:import", "staff.stick.import", "staff.recover.stick", ICON_BACK};

static void trouble(struct scene *s, struct flow *f, int r)
{
	static const char *const keys[] = {
	        [RECOVERY_NO_KEY] = "staff.recover.no_key",
	        [RECOVERY_NO_ORDER] = "staff.recover.no_order",
	        [RECOVERY_MALFORMED] = "staff.recover.malformed",
	        [RECOVERY_NOT_SIGNED] = "staff.recover.not_signed",
	        [RECOVERY_OTHER_STATION] = "staff.recover.other_station",
	        [RECOVERY_OTHER_CODE] = "staff.recover.other_code",
	        [RECOVERY_EXPIRED] = "staff.recover.expired",
	        [RECOVERY_NO_CLOCK] = "staff.recover.no_clock",
	        [RECOVERY_REFUSED] = "staff.recover.refused",
	};

	if (r <= 0 || r > RECOVERY_REFUSED)
		return;
	text_note(s, f, true, visit_say(s->visit, keys[r]));
	if (r == RECOVERY_REFUSED && *duty_why(s->visit))
		flow_hint(f, duty_why(s->visit));
}

static void page(struct scene *s, struct flow *f, struct recover *me)
{
	char device[DUTY_DEVICE_TEXT + 1];

	flow_heading(f, visit_say(s->visit, "staff.recover.title"));
	flow_space(f, 2);
	if (me->done) {
		text_note(s, f, false, visit_say(s->visit, "staff.recover.done"));
		flow_text(f, visit_say(s->visit, "staff.recover.badge"), 0, false, PAINT_INK);
		return;
	}
	trouble(s, f, me->no_code ? me->no_code : me->answer);
	if (me->no_code)
		return;
	duty_recovery_device(s->visit, device);
	text_pair(s, f, visit_say(s->visit, "staff.recover.code"), me->code);
	text_pair(s, f, visit_say(s->visit, "staff.recover.device"), ui_copy(s->ui, device));
	flow_space(f, 2);
	flow_text(f, visit_say(s->visit, "staff.recover.how"), 0, false, PAINT_INK);
	flow_space(f, 2);
	if (upkeep_has_units(s->visit)) {
		text_answer(s, f, me->stick);
		errand_page_draw(s, f, &from_stick, &me->stick);
	}
	flow_text(f, visit_say(s->visit, "staff.recover.means"), 0, false, PAINT_INK);
	flow_space(f, 2);
	flow_text(f, visit_say(s->visit, "staff.recover.key"), 0, false, PAINT_INK);
}

static enum screen_id draw(void *state, struct scene *s)
{
	struct recover *me = state;
	struct frame frame = {.next = me->done || me->no_code ? NULL : visit_say(s->visit, "staff.recover.take"),
	        .next_icon = ICON_CHECK};
	struct box area = frame_top(s, &frame);
	enum screen_id to;
	struct flow f;

	flow_begin(&f, s->ui, &me->pager, area);
	page(s, &f, me);
	flow_end(&f, visit_say(s->visit, "nav.more"));
	switch (frame_bar(s, &frame, &to)) {
	case FRAME_NEXT:
		me->answer = duty_recover(s->visit);
		me->done = me->answer == 0;
		me->pager = (struct pager){0};
		s->ui->reacted = true;
		return SCREEN_STAY;
	case FRAME_BACK:
		return SCREEN_STAFF_LOGIN;
	default:
		return to;
	}
}

static void enter(void *state, struct scene *s)
{
	struct recover *me = state;

	face_staff(s);
	me->no_code = duty_recovery_code(s->visit, me->code);
}

const struct screen screen_staff_recover = {.name = "staff_recover",
        .size = sizeof(struct recover),
        .staff = true,
        .leave_after_s = 600,
        .enter = enter,
        .draw = draw};
