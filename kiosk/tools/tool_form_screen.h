#pragma once

/*
 * tool_form_screen - what one question says as a whole: label, hint, guidance and choices together
 *
 * For rules that no single text can keep or break:
 * - choices that sort people by where they come from or what they believe (tool_form_peoples);
 * - Dutch that takes more than 20 seconds to hear (L9 of 125 words a minute);
 * - all of a page of questions (L9), and a fact that somebody may not know (L8);
 * - a word of the law, or a short form in capitals, that the same screen does not explain;
 * - a pattern to be kept without an example of what keeps it.
 */
#include "form/lint.h"
#include "sys/buf.h"
#include "tools/tool_form_says.h"

enum { SCREEN_TONGUES = 9, SCREEN_WORDS_MOST = 20 * 125 / 60 };

struct screen_text {
	struct buf label, hint, guidance, choices; /* choices: each ends with a NUL */
	size_t n_choices;
	int line; /* of the first of it; 0: nothing said */
};

struct screen {
	struct lint *lint;
	bool strict; /* for citizens: words of the law are explained */
	const struct control *control; /* NULL: none yet */
	bool unnamed; /* the form names no language: looked at as Dutch and as English, but not for its style */
	const struct def *told; /* of which a forbidden question was told already */
	const struct control *page; /* the field-list that it stands in; NULL */
	const struct def *page_ends; /* its last question so far */
	int page_questions, page_words[2], page_lines[2]; /* in nl and nl-easy */
	struct screen_text tongues[SCREEN_TONGUES]; /* nl, nl-easy, en, de, fr, ar, uk, pl, tr */
};

void screen_init(struct screen *s, struct lint *lint, bool strict);
void screen_fini(struct screen *s);
/* All texts of a form in the order of form_says(); told: a question about what may not be asked was told of it. */
void screen_hears(struct screen *s, const struct said *said, const struct def *told);
/* Nothing follows. */
void screen_ends(struct screen *s);
