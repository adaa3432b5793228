#pragma once

/*
 * visitor - walks through a visit as a person would, with answers from a table
 *
 * Goes by the names of the questions, so that a question more in the form does
 * not break the walk: what the table does not know gets the first choice, or
 * stays empty. Anything refused fails the case.
 */
#include "tests/screen/station.h"

enum { ASKED_MOST = 80, NUMBER_BYTES = 80 };

struct answer {
	const char *name, *value; /* choices by their names; of a date "29 2 1988" */
};

struct visitor {
	struct station *s;
	const char *lang;
	const struct answer *answers; /* the last has no name */
	char asked[ASKED_MOST][40]; /* the questions seen, in order */
	int n_asked;
	bool added; /* a row, where an answer asks for "more" */
	char number[NUMBER_BYTES]; /* of the record, once saved */
};

/* From idle or stopped to the first question. */
void visitor_begin(struct visitor *v);
/* Answers until a question of this name stands answered on the screen ("next" not yet tapped), or, with NULL, until the review. */
void visitor_answer(struct visitor *v, const char *until);
/* From the review to the receipt. */
void visitor_save(struct visitor *v);
/* All of it, and from the receipt back to idle. */
void visitor_whole(struct visitor *v);

/* The door, where a refusal fails the case. */
void tap(const struct station *s, const char *id);
void await_screen(const struct station *s, const char *screen);
void check_screen(const struct station *s, const char *screen);
/* Some label or value on the screen, or on a further page of it, holds the text within so many milliseconds. */
void await_sight(const struct station *s, const char *text, int limit_ms);
/* Turns pages until a node of that name stands on one, if it does on any. */
void turn_to(const struct station *s, const char *id);
void advance(const struct station *s, int64_t ms);
int waiting(const struct station *s); /* records_waiting; -1: unknown */
