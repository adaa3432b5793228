#pragma once

/*
 * tool_form_unknown - questions of fact that somebody may not know the answer to (L8)
 *
 * "Is het een Nederlandse plaat?" may be answered by "weet ik niet"; "Wilt u ...?" and "Bent u ...?" may not. Told of Dutch
 * alone: a question about something else than the reader, that begins with is, was, zijn, waren, had, hadden, heeft, hebben,
 * werd, werden, or with wie, wanneer, hoe vaak, hoe laat, hoe lang, hoeveel, and whose reader is not the one it asks about.
 */
#include <stdbool.h>

bool unknown_is_likely(const char *label);
/* Does this choice, by its name or its Dutch words, leave somebody who does not know? Another answer is one, too. */
bool unknown_is_said(const char *name, const char *label);
