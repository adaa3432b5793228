#pragma once

/*
 * lint - what an author should mend though the form would run; one file a subject
 */
#include "form/model.h"

struct lint {
	const struct form *form;
	struct findings *findings;
};

void lint_say(struct lint *l, bool error, int line, const char *fmt, ...) PRINTF_LIKE(4, 5);

void lint_words(struct lint *l); /* translations */
void lint_expressions(struct lint *l); /* patterns, paths that lead nowhere, choice names in the record */
void lint_fields(struct lint *l); /* what is asked, why, and on what ground */
void lint_controls(struct lint *l); /* labels, messages, appearances */
void lint_circles(struct lint *l); /* questions that hide each other */
void lint_reach(struct lint *l); /* rules that nothing satisfies, questions that nobody is asked */

/* Can a person type or choose something there? Notes and what nobody is shown are no fields. */
bool lint_is_field(const struct def *d);
/* Does a name say that it is about nationality, origin, religion or skin colour; or about an offence? */
bool lint_is_forbidden(const char *name);
bool lint_is_offence(const char *name);
