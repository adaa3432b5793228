#pragma once

/*
 * number - numbers as text, the same on every machine and in every locale
 *
 * Written as JavaScript writes them: the shortest digits that read back to the
 * same number, an exponent from 1e21 and below 1e-6; NaN is "".
 */
#include "form/str.h"

enum { NUMBER_ROOM = 32 };

/* Gives the length; out ends with NUL. */
size_t number_format(char out[NUMBER_ROOM], double n);
/* Whole text, white space around it allowed: -12.5, .5, 5. ; else NaN. */
double number_parse(struct str s);
