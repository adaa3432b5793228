#pragma once

/*
 * notice_sentence - a text in its sentences, and a sentence in its words
 *
 * A sentence ends with . ! ? or the Arabic question mark before a space or the end; a point inside a number or between
 * single letters ("9.00", "z.B.") ends nothing. Nothing allocates: all points into the text.
 */
#include <stdbool.h>
#include <stddef.h>

struct notice_sentence {
	const char *at;
	size_t n; /* bytes, with its mark */
	bool asks; /* ends with a question mark */
};

/* The next sentence of *text, which moves behind it; false at the end. */
bool notice_sentence(struct notice_sentence *out, const char **text);
/* Words of n bytes: runs without spaces that hold a letter or digit. */
int notice_words(const char *text, size_t n);
