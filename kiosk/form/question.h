#pragma once

/*
 * question - one control of a form as a person meets it now, in the language of the session
 *
 * A view: all text is borrowed from the session (see session.h). No pointer to
 * text is ever NULL; what the form does not have is "".
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum question_kind {
	QUESTION_INPUT,
	QUESTION_SELECT1, /* one of the choices */
	QUESTION_SELECT, /* any of the choices */
	QUESTION_RANK, /* all of the choices, in the person's order */
	QUESTION_TRIGGER, /* a box to tick; its value is "OK" */
	QUESTION_RANGE, /* a number from .. to .. in steps */
	QUESTION_NOTE, /* text to read, nothing to answer */
	QUESTION_UPLOAD,
	QUESTION_REPEAT, /* the end of a repeat that a person may let grow: another one? See session_env.asks_repeats */
};

enum answer_type {
	ANSWER_TEXT,
	ANSWER_INT,
	ANSWER_DECIMAL,
	ANSWER_BOOLEAN,
	ANSWER_DATE, /* 2026-03-14 */
	ANSWER_TIME, /* 11:20:00.000+01:00 */
	ANSWER_DATETIME, /* 2026-03-14T11:20:00.000+01:00 */
	ANSWER_GEOPOINT,
	ANSWER_GEOTRACE,
	ANSWER_GEOSHAPE,
	ANSWER_BINARY,
	ANSWER_BARCODE,
	ANSWER_INTENT,
};

/* Appearances that our screens act on. */
enum question_look {
	LOOK_MULTILINE = 1 << 0,
	LOOK_NUMBERS = 1 << 1, /* digits keyboard */
	LOOK_MASKED = 1 << 2, /* never shown nor spoken */
	LOOK_MINIMAL = 1 << 3, /* a list to open */
	LOOK_SEARCH = 1 << 4, /* autocomplete, search */
	LOOK_COLUMNS = 1 << 5, /* choices beside each other: see columns */
	LOOK_PACK = 1 << 6,
	LOOK_LIKERT = 1 << 7,
	LOOK_QUICK = 1 << 8, /* goes on at the tap */
	LOOK_MONTH_YEAR = 1 << 9, /* a date without its day */
	LOOK_YEAR = 1 << 10,
	LOOK_THOUSANDS = 1 << 11,
	LOOK_FIELD_LIST = 1 << 12, /* its group may stand on one screen */
	LOOK_SIGNATURE = 1 << 13, /* of an upload: a finger writes it, its value is the path of an SVG */
};

struct choice {
	const char *name, *label;
	const char *image; /* file beside the form, "" */
	bool chosen;
};

struct question {
	uint32_t id;
	const char *ref, *name; /* name: last step of the REF, without position */
	enum question_kind kind;
	enum answer_type type;
	unsigned looks;
	int columns; /* 0 = the screen chooses */
	const char *appearance; /* as written, for what has no flag */

	const char *label, *short_label;
	const char *hint;
	const char *guidance; /* why do we ask */
	const char *group, *chapter; /* label of the nearest labelled group around it, and of the outermost */
	const char *image, *audio;

	const char *value; /* as stored */
	const char *shown; /* as read back: labels of what was chosen, else the value */
	bool relevant, required, readonly;

	const struct choice *choices;
	size_t n_choices;
	const char *range_start, *range_end, *range_step;

	const char *constraint_message, *required_message;
	size_t max_points; /* loket:max, in code points; 0 = the screen chooses */

	/* Our own attributes (FORMAT.md): why, on what legal basis, who receives it, how sensitive, how long. */
	const char *purpose, *legal_basis, *receiver, *sensitivity, *retention;

	const char *
	        repeat; /* REF of the repeat around it with its position, "" = none. QUESTION_REPEAT: itself, without one */
	size_t instance; /* 1-based position in it; 0. QUESTION_REPEAT: how many there are */
	uint64_t
	        made; /* another number after each change: what was worked out of the view holds for this one; never 0 */
	uint32_t page; /* the first question of the screen that it stands on: itself, or of its field-list */
};

static inline bool question_is_signature(const struct question *q)
{
	return q->kind == QUESTION_UPLOAD && q->looks & LOOK_SIGNATURE;
}
