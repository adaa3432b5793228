#include "screens/staff_admin.h"

#include <string.h>

#include "screens/facing.h"
#include "screens/frame.h"
#include "screens/grid.h"
#include "sys/text.h"

void admin_see(struct admin *me, enum admin_view view)
{
	me->view = view;
	me->pager = (struct pager){0};
}

const struct staff_person *admin_person(struct scene *s, const struct admin *me)
{
	for (size_t i = 0; i < desk_work_people(s->visit); i++)
		if (text_is(desk_work_person(s->visit, i)->staff, me->staff))
			return desk_work_person(s->visit, i);
	return NULL;
}

void admin_settled(struct admin *me, int r)
{
	me->refused = r;
	me->done = r == 0;
	admin_see(me, ADMIN_PERSON);
}

void admin_refused(struct scene *s, struct flow *f, const struct admin *me)
{
	static const char *const keys[] = {
	        [STAFF_REFUSED] = "staff.people.trouble",
	        [STAFF_DENIED] = "staff.desk.denied",
	        [STAFF_NOBODY] = "staff.people.nobody",
	        [STAFF_WITHDRAWN] = "staff.people.withdrawn",
	        [STAFF_CODE_TAKEN] = "staff.people.code_taken",
	        [STAFF_CODE_BAD] = "staff.enrol.bad_code",
	        [STAFF_BADGE_TAKEN] = "staff.people.badge_taken",
	        [STAFF_BADGE_BAD] = "staff.people.badge_bad",
	        [STAFF_ROLES_BAD] = "staff.people.roles_bad",
	        [STAFF_FULL] = "staff.people.full",
	        [STAFF_LAST_ADMINISTRATOR] = "staff.people.last",
	        [STAFF_KEY_NEEDED] = "staff.people.key_needed",
	        [STAFF_OTHER_BADGE] = "staff.people.other_badge",
	};
	const char *key = me->refused > 0 && me->refused < (int)(sizeof keys / sizeof *keys) ? keys[me->refused] : NULL;

	if (me->refused)
		text_note(s, f, true,
		        visit_say(s->visit, me->refused == STAFF_DENIED && duty_is_practice(s->visit)
		                                    ? "staff.desk.practice"
		                            : key ? key
		                                  : "staff.people.trouble"));
	else if (me->done)
		text_note(s, f, false, visit_say(s->visit, "staff.people.done"));
}

/* ---- the list ---------------------------------------------------------------------------- */

static const char *roles_words(struct scene *s, unsigned roles)
{
	const char *text = "";

	for (unsigned role = 1; role <= ROLES_ALL; role <<= 1)
		if (roles & role)
			text = ui_printf(s->ui, "%s%s%s", text, *text ? ", " : "",
			        role_label((enum staff_role)role, !duty_in_english(s->visit)));
	return text;
}

static const char *standing(struct scene *s, const struct staff_person *p)
{
	if (p->is_gone)
		return visit_say(s->visit, "staff.people.is_gone");
	return p->badge_is_off ? visit_say(s->visit, "staff.people.badge_is_off") : roles_words(s, p->roles);
}

static void people(struct scene *s, struct flow *f, struct admin *me)
{
	struct option o[GRID_MAX];
	size_t of[GRID_MAX];
	int n = 0;

	for (size_t i = 0, all = desk_work_people(s->visit); i < all; i++) {
		const struct staff_person *p = desk_work_person(s->visit, i);
		int pressed;

		o[n] = (struct option){.id = ui_printf(s->ui, "person:%s", p->code),
		        .label = ui_copy(s->ui, p->code),
		        .value = standing(s, p),
		        .icon = p->is_gone || p->badge_is_off ? ICON_CROSS : ICON_ID_CARD,
		        .plain = true};
		of[n++] = i;
		if (n < GRID_MAX && i + 1 < all)
			continue;
		pressed = grid_options(s, f, o, n, text_columns(s, 2));
		n = 0;
		if (pressed < 0)
			continue;
		(void)text_copy(me->staff, sizeof me->staff, desk_work_person(s->visit, of[pressed])->staff);
		admin_see(me, ADMIN_PERSON);
	}
}

static enum screen_id list(struct scene *s, struct admin *me)
{
	struct frame frame = {.next = visit_say(s->visit, "staff.people.new"),
	        .next_icon = ICON_ID_CARD,
	        .practice = duty_is_practice(s->visit)};
	struct box area = frame_top(s, &frame);
	enum frame_act act;
	enum screen_id to;
	struct flow f;

	flow_begin(&f, s->ui, &me->pager, area);
	flow_heading(&f, visit_say(s->visit, "staff.work.staff"));
	flow_space(&f, 2);
	me->refused = 0;
	me->done = false;
	people(s, &f, me);
	flow_end(&f, visit_say(s->visit, "nav.more"));
	act = frame_bar(s, &frame, &to);
	if (act == FRAME_NEXT) {
		edit_replace(&me->edit, "");
		me->roles = ROLE_DESK;
		me->is_new = true;
		admin_see(me, ADMIN_CODE);
	}
	return act == FRAME_BACK ? SCREEN_STAFF_MENU : to;
}

/* ---- one person ------------------------------------------------------------------------------ */

enum { DO_PIN, DO_REPLACE, DO_ROLES, DO_LOST, DO_REVOKED, DO_GONE, DOINGS };

static void act_on(struct scene *s, struct admin *me, const struct staff_person *p, int what)
{
	me->refused = 0;
	me->done = false;
	switch (what) {
	case DO_PIN:
		admin_give(s, me, GIVE_PIN);
		break;
	case DO_REPLACE:
		admin_give(s, me, GIVE_REPLACE);
		break;
	case DO_ROLES:
		me->roles = p->roles;
		me->is_new = false;
		admin_see(me, ADMIN_ROLES);
		break;
	default:
		me->act = what == DO_LOST ? ADMIN_LOST : what == DO_REVOKED ? ADMIN_REVOKED : ADMIN_GONE;
		admin_see(me, ADMIN_SURE);
		break;
	}
}

static enum screen_id person(struct scene *s, struct admin *me)
{
	static const char *const ids[DOINGS] = {"pin", "replace", "roles", "lost", "revoked", "gone"};
	static const char *const keys[DOINGS] = {"staff.people.pin", "staff.people.replace", "staff.people.roles",
	        "staff.people.lost", "staff.people.revoked", "staff.people.gone"};
	static const enum icon icons[DOINGS] = {ICON_LOCK, ICON_ID_CARD, ICON_EDIT, ICON_LOST, ICON_CROSS, ICON_CROSS};
	const struct staff_person *p = admin_person(s, me);
	struct frame frame = {.practice = duty_is_practice(s->visit)};
	struct box area = frame_top(s, &frame);
	struct button b[DOINGS] = {0};
	enum screen_id to;
	struct flow f;
	int pressed;

	if (!p) {
		admin_see(me, ADMIN_LIST);
		s->ui->reacted = true;
		return SCREEN_STAY;
	}
	flow_begin(&f, s->ui, &me->pager, area);
	flow_heading(&f, ui_copy(s->ui, p->code));
	flow_space(&f, 2);
	admin_refused(s, &f, me);
	text_pair(s, &f, visit_say(s->visit, "staff.people.roles"), roles_words(s, p->roles));
	text_pair(s, &f, visit_say(s->visit, "staff.people.badge"),
	        visit_say(s->visit, p->is_gone         ? "staff.people.is_gone"
	                            : p->badge_is_off  ? "staff.people.badge_is_off"
	                            : p->badge_is_weak ? "staff.people.badge_is_weak"
	                                               : "staff.people.badge_is_good"));
	text_pair(s, &f, visit_say(s->visit, "staff.people.reads"),
	        visit_say(s->visit, p->has_desk_key ? "staff.safe.yes" : "staff.people.no"));
	flow_space(&f, 2);
	for (int i = 0; i < DOINGS; i++)
		b[i] = (struct button){.id = ids[i],
		        .label = visit_say(s->visit, keys[i]),
		        .icon = icons[i],
		        .disabled =
		                p->is_gone || (p->badge_is_off && (i == DO_PIN || i == DO_LOST || i == DO_REVOKED))};
	pressed = grid_buttons(s, &f, b, DOINGS);
	flow_end(&f, visit_say(s->visit, "nav.more"));
	if (pressed >= 0)
		act_on(s, me, p, pressed);
	if (frame_bar(s, &frame, &to) == FRAME_BACK)
		admin_see(me, ADMIN_LIST);
	return to;
}

static int carry_out(struct scene *s, const struct admin *me)
{
	switch (me->act) {
	case ADMIN_LOST:
		return desk_work_badge_off(s->visit, me->staff, STAFF_LOST);
	case ADMIN_REVOKED:
		return desk_work_badge_off(s->visit, me->staff, STAFF_REVOKED);
	case ADMIN_GONE:
		break;
	}
	return desk_work_leave(s->visit, me->staff);
}

static enum screen_id sure(struct scene *s, struct admin *me)
{
	static const char *const keys[] = {[ADMIN_LOST] = "staff.people.lost.sure",
	        [ADMIN_REVOKED] = "staff.people.revoked.sure",
	        [ADMIN_GONE] = "staff.people.gone.sure"};
	const struct staff_person *p = admin_person(s, me);
	struct frame frame = {.next = visit_say(s->visit, "staff.people.go_on"), .next_icon = ICON_CHECK};
	struct box area = frame_top(s, &frame);
	enum frame_act act;
	enum screen_id to;
	struct flow f;

	flow_begin(&f, s->ui, &me->pager, area);
	flow_heading(&f, p ? ui_copy(s->ui, p->code) : "");
	flow_space(&f, 3);
	text_note(s, &f, false, visit_say(s->visit, keys[me->act]));
	flow_end(&f, visit_say(s->visit, "nav.more"));
	act = frame_bar(s, &frame, &to);
	if (act == FRAME_NEXT)
		admin_settled(me, carry_out(s, me));
	if (act == FRAME_BACK)
		admin_see(me, ADMIN_PERSON);
	return to;
}

static enum screen_id draw(void *state, struct scene *s)
{
	static enum screen_id (*const views[])(struct scene *, struct admin *) = {
	        [ADMIN_LIST] = list,
	        [ADMIN_PERSON] = person,
	        [ADMIN_SURE] = sure,
	        [ADMIN_CODE] = admin_draw_code,
	        [ADMIN_ROLES] = admin_draw_roles,
	        [ADMIN_BADGE] = admin_draw_badge,
	        [ADMIN_PIN] = admin_draw_pin,
	};
	struct admin *me = state;
	enum screen_id to = views[me->view](s, me);

	/* Left in the middle of giving a badge: it is not given. */
	if (to != SCREEN_STAY && to != SCREEN_HELP && desk_work_waits_for_badge(s->visit))
		desk_work_give_end(s->visit);
	return to;
}

static void enter(void *state, struct scene *s)
{
	struct admin *me = state;

	face_staff(s);
	edit_init(&me->edit, me->code, sizeof me->code);
	if (desk_work_waits_for_badge(s->visit))
		desk_work_give_end(s->visit);
}

const struct screen screen_staff_admin = {
        .name = "staff_admin", .size = sizeof(struct admin), .staff = true, .enter = enter, .draw = draw};
