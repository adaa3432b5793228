#pragma once

/*
 * service_kinds - what each form of ours becomes: one table, and a form that it does not name gets the least
 *
 * A form becomes a record of a kind (store/kinds.h), which settles how long it is kept and who may read it. Citizens
 * begin those of SERVICE_FIRST and SERVICE_MORE on their start screen; an officer begins those with `desk` on the
 * staff menu, as far as their roles allow that kind (ACTION_FORM, staff/roles.h). An authority's own form, which is
 * not in the table, is a citizen's: a concept report that the desk reads, unless it says that it is for staff; then
 * nobody begins it.
 */
#include <stdbool.h>
#include <stdint.h>
#include "form/form.h"

enum service_place {
	SERVICE_FIRST, /* a tile of its own on the start screen */
	SERVICE_MORE, /* behind the tile "something else" */
	SERVICE_STAFF, /* never on the start screen */
};

struct service_kind {
	const char *form; /* id of the form */
	uint16_t kind, schema;
	enum service_place place;
	bool desk; /* an officer may begin it */
	const char *apart; /* the group whose answers become a record of their own (visit_apart.c); NULL: none */
	uint16_t apart_kind;
	const char *outcome; /* the field whose value says what comes of it (outcome.h); NULL: always the same */
	const char *quiet; /* the field that is "yes" when the paper must not say what was told; NULL: none */
	const char *turns; /* the outcome with which it is another kind after all; NULL: none */
	uint16_t turns_kind;
};

/* Never NULL: of a form that the table does not name, the row that fits whom it asks. */
const struct service_kind *service_kind_of(const struct form *f);
/* Rows in the order in which they are offered; NULL after the last. */
const struct service_kind *service_kind_at(int i);
