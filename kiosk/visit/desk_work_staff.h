#pragma once

/*
 * desk_work_staff - the staff register as an administrator sees it: badges, PINs, roles
 *
 * There is one reader: who gives a badge takes the own card away and lays the other one down. desk_work_give()
 * begins that with all that is to be done; once the badge is there (desk_work_badge_is_there) desk_work_given() does
 * it and tells the PIN, once. Afterwards the administrator's session is locked until card and PIN come back.
 */
#include "visit/desk_work.h"

size_t desk_work_people(const struct visit *v);
const struct staff_person *desk_work_person(const struct visit *v, size_t nth); /* NULL past the end */

enum desk_gift { GIVE_NEW, GIVE_REPLACE, GIVE_PIN };
struct desk_order {
	enum desk_gift gift;
	char staff[STAFF_TOKEN_MAX + 1]; /* whom it is about; not of GIVE_NEW */
	char code[STAFF_CODE_MAX + 1]; /* of GIVE_NEW */
	unsigned roles; /* of GIVE_NEW */
};
/* All below answer with those of staff.h: 0, STAFF_DENIED (also in practice), STAFF_...; a surprise is logged and
 * told as STAFF_REFUSED. */
int desk_work_give(struct visit *v, const struct desk_order *o); /* waits for the badge from now on */
bool desk_work_waits_for_badge(const struct visit *v);
bool desk_work_badge_is_there(const struct visit *v);
/* Takes up to half a second. The caller wipes *out. */
int desk_work_given(struct staff_given *out, struct visit *v);
/* Done, or given up. */
void desk_work_give_end(struct visit *v);
int desk_work_code(const struct visit *v, const char *code); /* may it be given? 0, STAFF_CODE_BAD, STAFF_CODE_TAKEN */

int desk_work_badge_off(struct visit *v, const char *staff, enum staff_off why);
int desk_work_roles(struct visit *v, const char *staff, unsigned roles);
int desk_work_leave(struct visit *v, const char *staff);
