#pragma once

/*
 * session_restore - answers of an earlier visit, laid back into a session
 *
 * They go in through the same door as typed ones (session_set): what is not relevant, not offered or fixed stays out,
 * and everything that follows from an answer is worked out anew. Repeats grow to the instances that are named, and
 * lose those that are asked about and not named: answers are all that there were, the empty ones too. In any order: passes go on until one changes nothing, for what opens a question may stand behind its answer. Only what
 * a question shows comes back: ids, times and computed values are the new visit's own, and count as not fitting where they differ.
 */
#include <stddef.h>
#include "form/session.h"

/* REF and value as in instance_json(). Borrowed. */
struct session_answer {
	const char *ref, *value;
	bool fits; /* filled in: empty, or the session has it now */
};

/* How many non-empty answers do not fit; SESSION_FULL comes as -ENOMEM. */
NODISCARD int session_restore(size_t *left, struct session *s, struct session_answer *answers, size_t n);
