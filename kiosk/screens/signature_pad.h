#pragma once

/*
 * signature_pad - a field in which a finger writes
 *
 * What was written is the path of an SVG in tenths of a millimetre from the field's upper left corner: "M 12 30 L 15 34
 * ...", a line for each time the finger was down. Where it was, and nothing of when or how fast: it is a picture, no
 * measure of a hand. It fills at most PAD_PATH_MAX bytes; then the pen is empty.
 */
#include "screens/screens.h"
#include "ui/flow.h"

enum { PAD_PATH_MAX = 6 * 1024, SIGNATURE_PAD_MM = 20 }; /* the latter: the least height */

/* The field in what is left of this page. path has room bytes; down: kept between passes. */
void signature_pad(struct scene *s, struct flow *f, const char *label, char *path, size_t room, bool *down);
