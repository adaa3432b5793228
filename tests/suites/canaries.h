#pragma once

/*
 * canaries - six visits whose every typed answer is found nowhere else in the world, and the needles for them
 *
 * Together the visits pass every field of loss_report.xml that can be typed
 * into. Answers of fewer than six characters (the letters of a country, a year
 * of birth) are typed too, but can not be told from chance and are not looked for.
 */
#include "needles.h"
#include "visitor.h"

enum { VISITS = 6, ANSWERS_MOST = 50, TEXTS_MOST = 96, TEXT_BYTES = 600 };

struct canaries {
	struct needles needles; /* all of them, and the names by which a record knows its answers */
	char text[TEXTS_MOST][TEXT_BYTES]; /* what is typed */
	char mark[TEXTS_MOST][80]; /* a text that shows that this very answer was opened again */
	int n;
	struct answer answer[VISITS][ANSWERS_MOST];
	int mark_from[VISITS + 1]; /* marks of visit i: mark_from[i] up to mark_from[i + 1] */
	const char *lang[VISITS];
};

/* Other ones each time; the seed is told on standard error. */
void canaries_make(struct canaries *c);
struct visitor canaries_visitor(const struct canaries *c, struct station *s, int visit);
