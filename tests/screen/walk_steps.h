#pragma once

/*
 * walk_steps - what each instruction of a walk does
 *
 * walk_step() does one; on trouble it leaves a sentence in why and gives false.
 */
#include "station.h"
#include "walk_script.h"

struct walk {
	struct station station; /* made by the first `start` */
	const char *programs; /* borrowed */
	const char *shots; /* the folder for pictures, borrowed */
	const char *lang; /* of this round: {lang} in the script; "" where it has no `langs` */
	char given[12]; /* the PIN that a colleague was given */
	char code[80]; /* of a paper, see take_code */
	bool made;
	int taps; /* since the badge */
	char why[800];
};

bool walk_step(struct walk *w, const struct instruction *in);

/* For the files of instructions. A sentence in why, and false. */
bool walk_no(struct walk *w, const char *fmt, ...) PRINTF_LIKE(2, 3);
/* The outcome of a request at the door, as this instruction's own. */
bool walk_told(struct walk *w, int r);
