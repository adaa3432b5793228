#pragma once

/*
 * tool_form_says - every text of a form that a person may read, one call each
 *
 * For `form check`: a label in three languages is three calls. What an output
 * would fill in stands as "…". Texts of lists with more than 2000 rows are
 * left out: those are names of streets and towns.
 */
#include "form/model.h"

enum said_role {
	SAID_LABEL, /* of a question */
	SAID_GROUP, /* of a group or repeat */
	SAID_HINT,
	SAID_GUIDANCE,
	SAID_CHOICE,
	SAID_MESSAGE, /* of a rule or of what is missing */
	SAID_PURPOSE,
};

struct said {
	enum said_role role;
	const struct def *of; /* NULL: a group without a node */
	const struct control *control; /* NULL: a message or a purpose */
	const char *tag; /* "nl", "nl-x-easy"; "" when the form names no language */
	const char *text;
	int line;
};

void form_says(const struct form *f, void (*fn)(void *me, const struct said *said), void *me);
