#pragma once

/*
 * plain - is the Dutch plain?
 *
 * nl: at most 15 words a sentence, 10 on average; nl-easy: 12 and 8 (FORMAT.md; level B1 and A2). No words that citizens
 * stumble over. The core of an item has one to three sentences, in every language (a warning where abbreviations
 * may deceive). Passive sentences are told as a warning above one in five.
 *
 * For whoever writes: a pack that is loaded is not judged by its style. A text whose source says `official` is the
 * authority's own: there all of this is a warning.
 */
#include "notice/notice_read.h"

enum {
	PLAIN_WORDS_MAX = 15,
	PLAIN_WORDS_MEAN = 10,
	PLAIN_EASY_MAX = 12,
	PLAIN_EASY_MEAN = 8,
	PLAIN_CORE_SENTENCES = 3
};

void plain_check(const struct notice_reading *r, struct notice_findings *f);
