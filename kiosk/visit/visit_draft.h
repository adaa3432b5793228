#pragma once

/*
 * visit_draft - a visit that is not finished: what a power cut left of it, and parking it for later
 *
 * While a citizen fills in a form, a sealed file follows it (store/draft.h), a moment behind each answer; it goes with
 * whatever ends the visit. After a power cut an officer (badge and PIN) brings it back at the same question. A citizen may
 * park: at the desk, with a badge of somebody who works here, or on paper: then the code on it is the only key.
 * Masked answers and those of class K4 never go to the desk: they are asked anew. Without a desk key there is the paper
 * alone. An officer's own work and practice leave no draft.
 */
#include <stdbool.h>
#include <stdint.h>

struct visit;

/* The walk stands at this question: told at each frame of it, cheap. */
void visit_draft_at(struct visit *v, const char *ref);

enum visit_parked {
	PARK_DONE,
	PARK_NOT_NOW, /* nothing to park, or nowhere */
	PARK_FULL, /* too many are parked */
	PARK_TROUBLE, /* the disk, or the printer: nothing was parked, nothing lost */
};
bool visit_may_park(const struct visit *v);
bool visit_may_park_at_desk(const struct visit *v);
bool visit_may_park_on_paper(const struct visit *v);
/* PARK_DONE: the visit's answers are gone from here. */
enum visit_parked visit_park_at_desk(struct visit *v);
/* PARK_DONE: the paper with the code has begun (visit_paper()); the answers stay until one of the two below. */
enum visit_parked visit_park_on_paper(struct visit *v);
void visit_park_keep(struct visit *v); /* the paper is there: the answers go */
void visit_park_undo(struct visit *v); /* it is not: the draft goes, the visit goes on */

/* ---- coming back -------------------------------------------------------------------------------- */
enum visit_return {
	RETURN_DONE, /* visit_session() is there, in its language; *at is the question */
	RETURN_NOTHING, /* no such draft */
	RETURN_EXPIRED,
	RETURN_BROKEN,
	RETURN_NO_FORM, /* its form is not offered any more */
	RETURN_DENIED, /* not with this role, or without the desk's key */
};
bool visit_has_codes(struct visit *v); /* some draft waits for its code */
enum visit_return visit_return_by_code(uint32_t *at, struct visit *v, const char *code);

enum { WAITING_MOST = 24 };
struct visit_waiting {
	int64_t made_ms;
	bool was_cut; /* by the power */
};
bool visit_may_return(const struct visit *v); /* the officer who is here may */
/* Those of the desk, the newest first; *gone: how many died of age. The list is that of the latest call. */
int visit_waiting(struct visit_waiting out[WAITING_MOST], int *gone, struct visit *v);
enum visit_return visit_return_at_desk(uint32_t *at, struct visit *v, int i);
/* "14 maart 2026, 11:20 uur"; borrowed until the next call. */
const char *visit_waiting_time(struct visit *v, int64_t made_ms);

void visit_draft_wake(struct visit *v); /* after a start */
void visit_draft_idle(struct visit *v); /* nobody is here */
