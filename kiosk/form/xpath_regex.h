#pragma once

/*
 * xpath_regex - patterns of regex(), by PCRE2 with limits on what a match may cost
 */
#include "form/str.h"

/* NULL when the pattern is not valid. */
void *regex_new(struct str pattern);
void regex_free(void *regex);
/* Found anywhere in the text? A match that costs too much is given up, and none. */
bool regex_found(const void *regex, struct str text, bool *given_up);
