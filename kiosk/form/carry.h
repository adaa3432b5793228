#pragma once

/*
 * carry - a form that may follow another, and what it takes over from it (loket:after, loket:from, FORMAT.md)
 *
 * The form that follows says so itself: the first one knows nothing of it. Only what is relevant there is taken over,
 * and it comes in as an answer that a person sees and may change. Text is borrowed from the form, values from the
 * session before.
 */
#include "form/session_restore.h"

struct form_after {
	const char *form; /* id of the form that it follows */
	const char *ref, *value; /* that answer there is what it follows on */
};
/* False: it follows none. */
bool form_after(struct form_after *out, const struct form *f);
/* Is it what `before`, a session of that form, asks for? */
bool form_follows(const struct form *f, const struct session *before);
/* What this form takes over, most at most; how many. `fits` is false. */
size_t form_carries(struct session_answer *out, size_t most, const struct form *f, const struct session *before);
