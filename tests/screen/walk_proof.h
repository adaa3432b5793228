#pragma once

/*
 * walk_proof - how a handover truly ends: the officer's word, and the record as its owner reads it
 *
 * A record is opened with the authority's key by `loketctl open`. The paper: walk_paper.h.
 */
#include "walk_steps.h"

/* Answers every field that is still asked (FIELD=VALUE, else the first answer, this moment, a ready sentence), prints
 * where paper is due, and gives the officer's word, until the record stands. */
bool walk_attest(struct walk *w, const struct instruction *in);
/* The newest record of a handover holds these: KEY is a path ("notice.id"), "type", or "lang", the person's
 * own; what is absent is "-". */
bool walk_record(struct walk *w, const struct instruction *in);
