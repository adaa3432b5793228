#pragma once

/*
 * errand - work that one program asks of another, through two small files
 *
 * The kiosk has no network and starts no child. What a unit beside it must do (export to a stick, install an update)
 * it asks in FOLDER/ask/NAME; a unit that watches that file does it and tells in FOLDER/told/NAME how far it is.
 * Both files are replaced whole; each writer owns its own file and only reads the other. An errand that was told to
 * its end is never done twice: a unit that starts again finds its own last word.
 *
 *   ask:  id = 16 hex, arg = text          told: id = the same, state, percent, say = a sentence for a person,
 *                                                code = "E07", the page of the manual about it (may be missing)
 *
 * Names are fixed words of the program, never typed; arg and say are one line of at most ERRAND_TEXT_MAX bytes.
 */
#include <stdbool.h>
#include <stdint.h>
#include "sys/err.h"

#define ERRAND_FOLDER "/run/loket/errands"

enum { ERRAND_ID_MAX = 16, ERRAND_NAME_MAX = 31, ERRAND_TEXT_MAX = 399, ERRAND_BYTES_MAX = 2048, ERRAND_CODE_MAX = 3 };
enum {
	ERRAND_AGAIN_MS = 3 * 1000, /* nobody began: the question is laid there again, in case it was not seen */
	ERRAND_TAKEN_MS = 20 * 1000, /* nobody began within this: nobody will */
	ERRAND_SILENT_MS = 180 * 1000, /* no word for so long: it died on the way */
};

enum errand_state {
	ERRAND_NONE, /* nothing was asked */
	ERRAND_ASKED, /* nobody has begun yet */
	ERRAND_WORKING,
	ERRAND_DONE,
	ERRAND_FAILED, /* say tells why and how to mend it */
	ERRAND_UNANSWERED, /* no unit took it, or it fell silent */
};

/* ---- who asks ------------------------------------------------------------------------ */
struct errand {
	char folder[256], name[ERRAND_NAME_MAX + 1], id[ERRAND_ID_MAX + 1];
	enum errand_state state;
	int percent; /* 0..100; -1: not known */
	char say[ERRAND_TEXT_MAX + 1];
	char code[ERRAND_CODE_MAX + 1]; /* "E07": what it came to, a page of the manual; "" = none was told */
	int64_t heard_ms; /* mono: when it was asked, or last told anything, the same again too */
	int64_t asked_ms; /* mono: when the question was last laid there */
	int64_t told_ns; /* of the file of the last word */
};

/* Asks anew; what was told before is forgotten. arg "" is fine. A surprise: nothing was asked. */
NODISCARD int errand_ask(struct errand *out, const char *folder, const char *name, const char *arg, int64_t now_ms);
/* Looks what was told since, and asks again whom nobody began to answer; true when anything changed. What can not be
 * read counts as not told. Who says the same again is alive: long work without news tells its last word each minute. */
bool errand_look(struct errand *e, int64_t now_ms);
bool errand_is_over(const struct errand *e);

/* ---- who does it ------------------------------------------------------------------------ */
enum { ERRAND_NOTHING = 1 }; /* answer: nobody asked, or this one was told to its end already */

struct errand_work {
	char folder[256], name[ERRAND_NAME_MAX + 1], id[ERRAND_ID_MAX + 1], arg[ERRAND_TEXT_MAX + 1];
	char code[ERRAND_CODE_MAX + 1]; /* set by who does it: goes with whatever is told from then on */
};

/* 0, ERRAND_NOTHING, or a surprise for a file that can not be meant. */
NODISCARD int errand_take(struct errand_work *out, const char *folder, const char *name);
/* state: ERRAND_WORKING, ERRAND_DONE or ERRAND_FAILED. A longer sentence is cut on a whole letter, line ends become spaces. */
NODISCARD int errand_tell(const struct errand_work *w, enum errand_state state, int percent, const char *say);
