#pragma once

/*
 * plain_text - what makes one Dutch text hard to read
 *
 * The same rules for whatever a citizen reads, a notice or a question of a
 * form: level B1 (nl) or A2 (nl-easy). Who asks decides what becomes of it.
 */
#include <stdbool.h>
#include <stddef.h>

enum plain_kind {
	PLAIN_LONG, /* words, most */
	PLAIN_HEAVY, /* word, instead */
	PLAIN_PASSIVE, /* word: the participle */
	PLAIN_SHORTENED, /* word, instead */
	PLAIN_CLAUSES, /* more than one subordinate clause */
	PLAIN_DATE, /* 03-10-2026 */
	PLAIN_NEGATIONS, /* word: "niet zonder" */
	PLAIN_NUMBER, /* word: "drie" */
	PLAIN_TIME, /* word: "half drie" */
};

/* Borrowed for the call. */
struct plain_fault {
	enum plain_kind kind;
	int words, most;
	const char *word, *instead;
	const char *at; /* the sentence, n bytes */
	size_t n;
};

struct plain_tally {
	int sentences, words, passive;
};

struct plain_reader {
	bool easy;
	bool counts; /* whole sentences; not so a title or a choice */
	void (*found)(void *me, const struct plain_fault *f);
	void *me;
	struct plain_tally tally; /* added to */
};

void plain_text(struct plain_reader *r, const char *text);
