#pragma once

/*
 * outcome - what the form under way becomes, and what happens next, in the words of that form
 *
 * The words say it, not the code: "outcome.WHAT.FORM.RESULT" is looked for first, then "outcome.WHAT.FORM", then
 * "outcome.WHAT", which fits a concept report and every form of an authority's own. RESULT is the value of the one field
 * that service_kinds.c names for the form: where a report goes, whether a complaint has a name. WHAT is one of
 *   title    the heading once it is saved           read     who can read the answers
 *   human    who does something with it             is       what it is, and what it is not
 *   next     what the person does now               notice   on paper: what the machine received
 *   step1, step2, step3                             on paper: what happens next
 * Forms of staff share one FORM, "staff". On screen, on paper and aloud it is the same, in the person's language.
 */
#include "visit/visit.h"

/* The record's type (store/kinds.h): the form's own, but where its outcome makes it another after all. */
uint16_t outcome_kind(const struct visit *v);
const char *outcome_say(const struct visit *v, const char *what); /* borrowed from the words */
/* The person next to somebody may read the paper: then it says number and next steps only, no name of any answer. */
bool outcome_is_quiet(const struct visit *v);
/* What the receipt says, without number and answers: anybody may hear it. Nothing without a voice (visit_has_voice()). */
void outcome_read_aloud(struct visit *v);
