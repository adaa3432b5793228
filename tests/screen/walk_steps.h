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
	bool made;
	int taps; /* since the badge */
	char why[800];
};

bool walk_step(struct walk *w, const struct instruction *in);
