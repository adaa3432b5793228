#pragma once

/*
 * prohibited_inside - the words of one language; for prohibited*.c and their tests
 *
 * A pattern is words with a space between: `a|b` either, `word*` begins so, `*word` ends so, `*word*` holds it, `~` up to four words
 * in between, but none that lifts. Patterns are written as prohibited_fold() writes: small letters, plain alef, no marks.
 */
#include <stdbool.h>
#include <stddef.h>

struct prohibited_words {
	const char *lang;
	const char *const *report; /* a claim that a report was filed */
	const char *const
	        *complaint; /* the same where the language has one word for report and complaint: not in N-CMP */
	const char *const *farewell;
	const char *const *blame;
	const char *const *lifts; /* "not", "if": just before or after it, or in between, a claim or blame is none */
	const char *const *topics; /* what a question to a suspect may be about */
	const char *const *offence; /* and what no question to a suspect may hold */
	const char *const *telling; /* what N-DV-N may not say: the person at home may read it too */
};

/* nl-easy has the words of nl. NULL for a language that is none of ours. */
const struct prohibited_words *prohibited_words(const char *lang);

enum { PROHIBITED_WORDS_MAX = 700, PROHIBITED_BYTES_MAX = 8192 };

/* A text in folded words: small letters, without marks. What is more than fits is left out; no notice holds so much. */
struct prohibited_text {
	char bytes[PROHIBITED_BYTES_MAX];
	const char *words[PROHIBITED_WORDS_MAX];
	int n;
};
void prohibited_fold(struct prohibited_text *out, const char *text, size_t n, const char *lang);

/* True when one of the patterns (NULL at the end) stands in the text; then *out, which may be NULL, has its words. lifts may be NULL. */
struct prohibited_found {
	int from, to; /* words from..to-1 */
};
bool prohibited_find(struct prohibited_found *out, const struct prohibited_text *text, const char *const *patterns,
        const char *const *lifts);
