/* staff_admin_give - a badge or a PIN is given: code and roles first, then the card, then the PIN, once. */
#include <string.h>

#include "screens/frame.h"
#include "screens/grid.h"
#include "screens/staff_admin.h"
#include "screens/typing.h"
#include "sys/arena.h"
#include "sys/text.h"

void admin_give(struct scene *s, struct admin *me, enum desk_gift gift)
{
	struct desk_order o = {.gift = gift, .roles = me->roles};

	if (gift == GIVE_NEW)
		(void)text_copy(o.code, sizeof o.code, me->code);
	else
		(void)text_copy(o.staff, sizeof o.staff, me->staff);
	me->refused = desk_work_give(s->visit, &o);
	if (me->refused == 0)
		admin_see(me, ADMIN_BADGE);
}

/* ---- code --------------------------------------------------------------------------------- */

enum screen_id admin_draw_code(struct scene *s, struct admin *me)
{
	const struct keyboard *k = s->ui->keyboards[KEYBOARD_LATIN];
	struct frame frame = {.next = visit_say(s->visit, "nav.next"), .keep_below_mm = typing_height(s->ui, k)};
	struct field field = {.id = "field:code",
	        .label = visit_say(s->visit, "staff.enrol.code"),
	        .ghost = "B-014",
	        .edit = &me->edit,
	        .wrong = me->refused != 0};
	struct box area = frame_top(s, &frame);
	struct pager pager = {0};
	enum frame_act act;
	enum screen_id to;
	struct flow f;

	flow_begin(&f, s->ui, &pager, area);
	flow_heading(&f, visit_say(s->visit, "staff.people.new"));
	flow_space(&f, 2);
	if (me->refused)
		admin_refused(s, &f, me);
	else
		flow_hint(&f, visit_say(s->visit, "staff.people.code_hint"));
	flow_end_in_bar(&f);
	typing_draw(s, frame_below(s, &frame), &field, k, &me->keys);
	act = frame_bar(s, &frame, &to);
	if (act == FRAME_NEXT) {
		me->refused = desk_work_code(s->visit, me->code);
		if (me->refused == 0)
			admin_see(me, ADMIN_ROLES);
	}
	if (act == FRAME_BACK)
		admin_see(me, ADMIN_LIST);
	return to;
}

/* ---- roles ----------------------------------------------------------------------------------- */

static void tick(struct scene *s, struct flow *f, struct admin *me)
{
	struct option o[ROLES] = {0};
	int pressed;

	for (int i = 0; i < ROLES; i++) {
		enum staff_role role = (enum staff_role)(1 << i);

		o[i] = (struct option){.id = ui_printf(s->ui, "role:%s", role_name(role)),
		        .label = role_label(role, !duty_in_english(s->visit)),
		        .many = true,
		        .chosen = me->roles & (unsigned)role};
	}
	pressed = grid_options(s, f, o, ROLES, 2);
	if (pressed >= 0) {
		me->roles ^= 1u << pressed;
		me->refused = 0;
	}
}

enum screen_id admin_draw_roles(struct scene *s, struct admin *me)
{
	struct frame frame = {.next = visit_say(s->visit, "nav.next"), .practice = duty_is_practice(s->visit)};
	const struct staff_person *p = admin_person(s, me);
	struct box area = frame_top(s, &frame);
	enum frame_act act;
	enum screen_id to;
	struct flow f;

	flow_begin(&f, s->ui, &me->pager, area);
	flow_heading(&f, ui_printf(s->ui, "%s  %s", visit_say(s->visit, "staff.people.roles"),
	                         me->is_new ? me->code
	                         : p        ? p->code
	                                    : ""));
	flow_space(&f, 2);
	admin_refused(s, &f, me);
	tick(s, &f, me);
	flow_hint(&f, visit_say(s->visit, "staff.people.auditor"));
	flow_end(&f, visit_say(s->visit, "nav.more"));
	act = frame_bar(s, &frame, &to);
	if (act == FRAME_NEXT && !roles_are_sound(me->roles))
		me->refused = STAFF_ROLES_BAD;
	else if (act == FRAME_NEXT && me->is_new)
		admin_give(s, me, GIVE_NEW);
	else if (act == FRAME_NEXT)
		admin_settled(me, desk_work_roles(s->visit, me->staff, me->roles));
	if (act == FRAME_BACK)
		admin_see(me, me->is_new ? ADMIN_CODE : ADMIN_PERSON);
	return to;
}

/* ---- the card ---------------------------------------------------------------------------------- */

/* The own card lies elsewhere by now: it and its PIN bring this screen back. */
static enum screen_id given_up(struct scene *s, struct admin *me)
{
	desk_work_give_end(s->visit);
	admin_see(me, me->is_new ? ADMIN_LIST : ADMIN_PERSON);
	if (duty_is_open(s->visit))
		return SCREEN_STAY;
	s->tour->resume = SCREEN_STAFF_ADMIN;
	return SCREEN_STAFF_LOGIN;
}

enum screen_id admin_draw_badge(struct scene *s, struct admin *me)
{
	struct frame frame = {.next = NULL};
	struct box area;
	enum screen_id to;
	struct flow f;

	if (desk_work_badge_is_there(s->visit) && !me->refused) {
		me->refused = desk_work_given(&me->given, s->visit);
		if (me->refused == 0) {
			admin_see(me, ADMIN_PIN);
			s->ui->reacted = true;
		}
	}
	area = frame_top(s, &frame);
	flow_begin(&f, s->ui, &me->pager, area);
	flow_heading(&f, visit_say(s->visit, "staff.people.lay_down"));
	flow_space(&f, 3);
	if (me->refused)
		admin_refused(s, &f, me);
	else
		flow_text(&f, visit_say(s->visit, "staff.people.lay_down_text"), 0, false, PAINT_INK);
	flow_space(&f, 2);
	flow_text(&f,
	        ui_copy(s->ui, visit_say_with(s->visit, "staff.seconds",
	                               (const char *const[]){
	                                       "seconds", ui_printf(s->ui, "%d", duty_seconds_left(s->visit)), NULL})),
	        0, false, PAINT_INK_SOFT);
	flow_end(&f, visit_say(s->visit, "nav.more"));
	return frame_bar(s, &frame, &to) == FRAME_BACK ? given_up(s, me) : to;
}

enum screen_id admin_draw_pin(struct scene *s, struct admin *me)
{
	struct frame frame = {.next = visit_say(s->visit, "staff.done"), .next_icon = ICON_CHECK, .no_back = true};
	struct box area = frame_top(s, &frame), box;
	const struct text_block *pin;
	enum screen_id to;
	struct flow f;

	flow_begin(&f, s->ui, &me->pager, area);
	flow_heading(&f, visit_say(s->visit, "staff.people.pin_once"));
	flow_space(&f, 3);
	pin = ui_text_block(s->ui, me->given.pin, 12.0f, true, f.area.w);
	if (flow_take(&f, pin->height_mm, &box)) {
		marks_text(ui_draw(s->ui), box, pin, ALIGN_START, PAINT_INK);
		(void)ui_node(s->ui,
		        (struct node){
		                .id = "pin", .role = ROLE_TEXT, .label = me->given.pin, .spoken = "", .box = box});
	}
	flow_space(&f, 3);
	flow_text(&f, visit_say(s->visit, "staff.people.pin_text"), 0, false, PAINT_INK);
	flow_space(&f, 2);
	if (me->given.badge_is_weak)
		text_note(s, &f, false, visit_say(s->visit, "staff.people.weak"));
	flow_end(&f, visit_say(s->visit, "nav.more"));
	if (frame_bar(s, &frame, &to) != FRAME_NEXT)
		return to;
	wipe(&me->given, sizeof me->given);
	return given_up(s, me);
}
