#pragma once

/*
 * walk_paper - sheets that came out of the virtual printer, read by machines as people and telephones read them
 *
 * The picture is what the independent decoder drew from the printer's bytes.
 */
#include "walk_steps.h"

/* code PAPER "TEXT": what zbar reads off the foot of that sheet holds the text. */
bool walk_code(struct walk *w, const struct instruction *in);
/* take_code PAPER: keeps what zbar reads there, as somebody would who takes the paper along; type_code: types it. */
bool walk_take_code(struct walk *w, const struct instruction *in);
bool walk_type_code(struct walk *w, const struct instruction *in);
/* band PAPER "TEXT" [DATA]: what Tesseract (its data: preset nld) reads off the white-on-black bands holds the text. */
bool walk_band(struct walk *w, const struct instruction *in);
