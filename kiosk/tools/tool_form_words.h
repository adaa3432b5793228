#pragma once

/*
 * tool_form_words - what the words of a form may not be
 *
 * - asked of nobody: nationality, country of birth, ethnicity, religion, skin
 *   colour, by label and choices in each language (form/lint looks at names);
 * - asked of no suspect: anything of the offence (HR 2018:2056);
 * - said to nobody: blame, farewells, that a report was filed;
 * - Dutch at level B1 (nl-x-easy: A2), by the rules that notices keep.
 */
#include "form/model.h"

void form_check_words(const struct form *f, struct findings *findings);

/* A question about what may never be asked, in one text; the words are added to quote. lang: "nl", "ar"; "" = nl and en. */
bool form_asks_forbidden(struct buf *quote, const char *text, const char *lang);
