#pragma once

/*
 * store_promise - between the store's own files: what is stored together, and what "saved" is worth afterwards
 */
#include "store/store_inside.h"

/* ---- store_pair.c: several records or none ---------------------------------------- */

/* Not nested; before is where the chain goes back to. */
NODISCARD int store_begin(struct store *s, struct store_head *before);
/* Commits when r is 0; else takes everything back. Gives r, or what the commit answered. */
NODISCARD int store_end(struct store *s, const struct store_head *before, int r);

/* ---- store_pledge.c: what was promised -------------------------------------------- */

/* Opens the pledge and judges the store by it: what is missing is told, and a new epoch begun. */
NODISCARD int store_take_pledge(struct store *s);
/* The newest record is on the disk: from now on its loss would be noticed. 0 or STORE_SICK. */
NODISCARD int store_keep_word(struct store *s);
/* The same for a record that was read back and perhaps never reached the disk: it does so first. */
NODISCARD int store_keep_word_of_read(struct store *s);
