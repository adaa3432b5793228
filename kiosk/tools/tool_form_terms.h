#pragma once

/*
 * tool_form_terms - Dutch words that need a word of explanation where they stand (L2, L5)
 *
 * There is no list of all words of level B1 that we could ship. This is the other side of it: words of police and law
 * that citizens meet here and do not know, each with what to write instead. One is fine where the same screen says what
 * it is: "Een gemachtigde is iemand die ..."; so is a short form in capitals behind or before its words in brackets.
 */
#include <stdbool.h>

/* One screen in one language; "" where it has none. Borrowed. */
struct term_screen {
	const char *label, *hint, *guidance;
};

enum { TERM_ROOM = 48 };

struct term_found {
	char word[TERM_ROOM];
	const char *instead;
};

/* The first of the label and the hint that nothing on the screen explains; false = none. */
bool term_unexplained(struct term_found *out, const struct term_screen *screen);
bool term_capitals(struct term_found *out, const struct term_screen *screen);
