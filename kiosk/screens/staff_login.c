/* staff_login - a badge is there: the PIN, the waiting after wrong ones, a new PIN at first use, work that was locked. */
#include <string.h>

#include "screens/facing.h"
#include "screens/frame.h"
#include "screens/pin_pad.h"
#include "sys/arena.h"
#include "sys/text.h"
#include "ui/flow.h"
#include "ui/widgets.h"
#include "visit/duty.h"
#include "visit/handing.h"

struct login {
	struct pin_pad pad;
	char first[PIN_DIGITS_MAX + 1]; /* of a new PIN, typed once */
	enum { LOGIN_FINE, LOGIN_DIFFERS, LOGIN_TOO_EASY } trouble;
};

/* What stands above the keys, and whether digits are wanted. */
static const char *title(struct scene *s, const struct login *me, bool *pad)
{
	*pad = true;
	switch (duty_state(s->visit)) {
	case SHIFT_MUST_CHANGE:
		return *me->first ? "staff.pin.again" : "staff.pin.choose";
	case SHIFT_PIN_WANTED:
		return "staff.pin";
	default:
		break;
	}
	*pad = false;
	switch (duty_state(s->visit)) {
	case SHIFT_WAIT:
		return "staff.pin.wait";
	case SHIFT_BLOCKED:
		return "staff.pin.blocked";
	case SHIFT_LOCKED:
		return "staff.locked";
	case SHIFT_REFUSED:
		return "staff.register_bad";
	case SHIFT_UNKNOWN:
		return "staff.unknown";
	default:
		return "staff.no_badge";
	}
}

static const char *trouble(struct scene *s, const struct login *me)
{
	if (me->trouble == LOGIN_DIFFERS)
		return visit_say(s->visit, "staff.pin.differs");
	if (me->trouble == LOGIN_TOO_EASY)
		return visit_say(s->visit, "staff.pin.easy");
	if (duty_state(s->visit) == SHIFT_PIN_WANTED && duty_was_wrong(s->visit))
		return visit_say(s->visit, "staff.pin.wrong");
	return NULL;
}

static void choose(struct scene *s, struct login *me)
{
	if (!*me->first) {
		(void)text_copy(me->first, sizeof me->first, me->pad.digits);
		me->trouble = LOGIN_FINE;
	} else if (!text_is(me->first, me->pad.digits)) {
		wipe(me->first, sizeof me->first);
		me->trouble = LOGIN_DIFFERS;
	} else {
		me->trouble = duty_choose_pin(s->visit, me->first) == PIN_FINE ? LOGIN_FINE : LOGIN_TOO_EASY;
		wipe(me->first, sizeof me->first);
	}
}

static void typed(struct scene *s, struct login *me)
{
	if (duty_state(s->visit) == SHIFT_MUST_CHANGE)
		choose(s, me);
	else
		duty_pin(s->visit, me->pad.digits);
	pin_pad_clear(&me->pad);
}

static enum screen_id where_to(const struct scene *s)
{
	if (duty_state(s->visit) == SHIFT_ENROL)
		return SCREEN_ENROL;
	if (!duty_is_open(s->visit))
		return SCREEN_STAY;
	if (duty_is_resumed(s->visit) && s->tour->resume != SCREEN_STAY)
		return s->tour->resume;
	if (*s->tour->manual_page) { /* what the start screen told was pressed */
		s->tour->from = SCREEN_STAFF_MENU;
		return SCREEN_MANUAL;
	}
	return SCREEN_STAFF_MENU;
}

/* What is read beside the keys, or alone. */
static void read(struct scene *s, struct flow *f, const struct login *me, const char *key, bool pad)
{
	const char *wrong = trouble(s, me), *text;
	struct box box;

	flow_heading(f, visit_say(s->visit, key));
	flow_space(f, 3);
	if (duty_seconds_left(s->visit) > 0 && !pad) {
		text = visit_say_with(s->visit, "staff.seconds",
		        (const char *const[]){"seconds", ui_printf(s->ui, "%d", duty_seconds_left(s->visit)), NULL});
		flow_text(f, ui_copy(s->ui, text), 0, false, PAINT_INK);
	}
	if (duty_state(s->visit) == SHIFT_REFUSED)
		flow_hint(f, duty_why(s->visit));
	if (wrong && flow_take(f, note_height(s->ui, wrong, f->area.w), &box))
		ui_note(s->ui, box, ROLE_ERROR, ICON_WARNING, wrong);
}

/* All of it on one page, in letters as large as that allows: nobody looks for a second page beside a PIN. */
static void read_whole(struct scene *s, struct box area, const struct login *me, const char *key, bool pad)
{
	enum text_size kept = s->ui->size;
	struct pager elsewhere = {.page = 99}, one = {0};
	struct flow f;

	for (;; s->ui->size--) {
		flow_begin(&f, s->ui, &elsewhere, area);
		read(s, &f, me, key, pad);
		if ((f.page == 0 && flow_left(&f) >= 0) || s->ui->size == SIZE_S)
			break;
	}
	flow_begin(&f, s->ui, &one, area);
	read(s, &f, me, key, pad);
	s->ui->size = kept;
}

/* Where no PIN helps any more there is one way out (staff_recover.c). */
static bool is_stuck(const struct scene *s)
{
	enum shift_state now = duty_state(s->visit);

	return now == SHIFT_REFUSED || now == SHIFT_BLOCKED || now == SHIFT_UNKNOWN;
}

static enum screen_id draw(void *state, struct scene *s)
{
	struct login *me = state;
	struct frame frame = {.no_back = true};
	struct box area = frame_top(s, &frame), keys;
	const char *key;
	enum screen_id to = where_to(s);
	bool pad;

	if (to != SCREEN_STAY)
		return to;
	key = title(s, me, &pad);
	frame.next = is_stuck(s) ? visit_say(s->visit, "staff.recover.begin") : NULL;
	frame.next_icon = ICON_LOCK;
	keys = pad ? pin_pad_place(s->ui, &area) : area;
	read_whole(s, area, me, key, pad);
	if (pad && pin_pad_draw(s, keys, &me->pad, duty_pin_digits(s->visit), visit_say(s->visit, key)))
		typed(s, me);
	if (frame_bar(s, &frame, &to) == FRAME_NEXT)
		return SCREEN_STAFF_RECOVER;
	return where_to(s) != SCREEN_STAY ? where_to(s) : to;
}

static void enter(void *me, struct scene *s)
{
	(void)me;
	face_staff(s);
}

const struct screen screen_staff_login = {.name = "staff_login",
        .size = sizeof(struct login),
        .staff = true,
        .leave_after_s = 60,
        .enter = enter,
        .draw = draw};
