#pragma once

/*
 * prohibited_text - the same words that no notice may say, for any text
 *
 * For forms, whose questions a citizen reads as well. Languages as in prohibited.h; in others nothing is found.
 */
#include "sys/buf.h"

enum prohibited_kind {
	PROHIBITED_BLAME,
	PROHIBITED_FAREWELL,
	PROHIBITED_REPORT, /* a claim that a report was filed */
	PROHIBITED_OFFENCE, /* a question about the offence */
};

/* True when the text says so; then the words are added to quote. lang as notices name it: nl, nl-easy, ar. */
bool prohibited_says(struct buf *quote, const char *text, const char *lang, enum prohibited_kind kind);
/* True when a question to a suspect is about none of the things that it may be about. */
bool prohibited_is_off_topic(const char *text, const char *lang);
/* Patterns of our own, written as prohibited_inside.h says; lifted by "not", "never" where lifts. */
bool prohibited_matches(struct buf *quote, const char *text, const char *lang, const char *const *patterns, bool lifts);
