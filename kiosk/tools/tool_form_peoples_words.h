#pragma once

/*
 * tool_form_peoples_words - the words by which lists that sort people are known, in each launch language
 *
 * Patterns as notice/prohibited_inside.h has them, NULL behind the last. Where a word means a people and its language
 * alike it stands in `either`, and tells nothing alone.
 */
struct peoples_words {
	const char *lang; /* as notices name it */
	const char *const *told[3]; /* a choice that can be nothing else: peoples, beliefs, skin */
	const char *const *either; /* a people or its language */
	const char *const *country, *const *language, *const *birth, *const *happens;
};

/* NULL: none in that language. */
const struct peoples_words *peoples_words_of(const char *lang);
