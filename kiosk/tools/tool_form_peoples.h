#pragma once

/*
 * tool_form_peoples - lists of choices that sort people by where they come from or what they believe
 *
 * "Nederlandse, Turkse, Marokkaanse" asks for nationality whatever the question above it says. Told of a list when
 * - two choices or more name peoples, beliefs or skin, and one of them can not be the name of a language;
 * - three choices or more name countries and the question speaks of birth or family: an error;
 * - they do, and neither the question nor its name says what happens or lies in that country: a warning.
 * A list of languages is fine, and so is the country where something happened.
 *
 * Looked for in the nine launch languages.
 */
#include "sys/buf.h"

enum peoples_verdict { PEOPLES_NONE, PEOPLES_TOLD, PEOPLES_BIRTH, PEOPLES_UNCLEAR };

/* The choices of one question in one language; borrowed. */
struct peoples_list {
	const char *lang; /* "nl", "ar" ... */
	const char *question; /* label, hint and name */
	const char *const *choices;
	size_t n;
};

/* The choices that say it are added to quote, with commas between. */
enum peoples_verdict peoples_judge(struct buf *quote, const struct peoples_list *list);
