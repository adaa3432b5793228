#pragma once

/*
 * handover_inside - what the parts of a handover share; nobody else includes it
 *
 * handover_field.c asks these, handover_check.c judges with them, handover.c keeps the rest.
 */
#include "notice/handover.h"

bool handover_is_notice(const struct handover *h, const char *id);
bool handover_to_suspect(const struct handover *h); /* N-SUS, N-INV ..., N-JUV */
bool handover_in_custody(const struct handover *h); /* a suspect, arrested */
bool handover_to_victim(const struct handover *h); /* N-VIC, N-DV, N-DV-N */
bool handover_asks_safe_paper(const struct handover *h);
bool handover_is_spoken(const struct handover *h); /* the chosen form has speech in it */
bool handover_is_on_paper(const struct handover *h);
/* After what was answered about safe paper: may this notice be given along? */
bool handover_paper_is_safe(const struct handover *h);
/* What forbids this answer whatever else is answered; RULE_NONE: nothing does. */
enum rule_no handover_forbids(const struct handover *h, enum handover_field_no no, int choice);
/* What is wrong with an answer that stands, held against the others. */
enum rule_no handover_clash(const struct handover *h, enum handover_field_no no);
/* A text's own form: a number, a day, a time of day. */
bool handover_text_fits(enum handover_field_no no, const char *text);
