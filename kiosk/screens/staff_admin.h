#pragma once

/*
 * staff_admin - what the files of this screen share: who works here, a person, a badge that is given
 */
#include "screens/text_page.h"
#include "ui/edit.h"
#include "ui/keyboard.h"
#include "visit/desk_work_staff.h"

enum admin_view {
	ADMIN_LIST,
	ADMIN_PERSON,
	ADMIN_SURE, /* before something that is not undone */
	ADMIN_CODE, /* of a new badge */
	ADMIN_ROLES,
	ADMIN_BADGE, /* waits for the card */
	ADMIN_PIN, /* shown once */
};
enum admin_act { ADMIN_LOST, ADMIN_REVOKED, ADMIN_GONE };

struct admin {
	struct pager pager;
	enum admin_view view;
	char staff[STAFF_TOKEN_MAX + 1]; /* the person that is open */
	enum admin_act act; /* of ADMIN_SURE */
	bool is_new; /* ADMIN_ROLES belongs to a new badge */
	unsigned roles;
	char code[STAFF_CODE_MAX + 1];
	struct edit edit;
	struct keyboard_state keys;
	struct staff_given given;
	int refused; /* STAFF_*; 0: none */
	bool done; /* the latest order was carried out */
};

void admin_see(struct admin *me, enum admin_view view);
const struct staff_person *admin_person(struct scene *s, const struct admin *me); /* NULL: nobody is open */
/* Every refusal in words. */
void admin_refused(struct scene *s, struct flow *f, const struct admin *me);
void admin_settled(struct admin *me, int r); /* an answer of the register, back to the person */

/* staff_admin_give.c: code, roles, the card, the PIN. */
enum screen_id admin_draw_code(struct scene *s, struct admin *me);
enum screen_id admin_draw_roles(struct scene *s, struct admin *me);
enum screen_id admin_draw_badge(struct scene *s, struct admin *me);
enum screen_id admin_draw_pin(struct scene *s, struct admin *me);
void admin_give(struct scene *s, struct admin *me, enum desk_gift gift);
