#pragma once

/*
 * show_proof - what runs here, signed by this station, as a technician's screen shows it (S-20)
 *
 * Made when it is asked for, never before: a line of store/proof.h with the time of that moment, and the QR code of
 * that line. Only a technician may; practice signs nothing.
 */
#include <stdbool.h>
#include "store/proof.h"
#include "visit/desk_work.h"

/* Anew, with the time of now. DESK_TROUBLE: without a station nothing can be signed, or the log says why. */
enum desk_answer show_proof_make(struct visit *v);
/* What was made last; NULL: nothing yet, or this officer may not. Borrowed until the next one. */
const struct proof *show_proof(const struct visit *v);
const char *show_proof_line(const struct visit *v); /* as it is signed; "" */
const char *show_proof_time(struct visit *v); /* its moment in the language of staff; "" */
/* The code of that line: modules on a side without the quiet zone of 4; 0: none. */
int show_proof_size(const struct visit *v);
bool show_proof_is_dark(const struct visit *v, int x, int y);
void show_proof_free(struct visit *v); /* for visit_free() */
