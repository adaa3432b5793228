#pragma once

/*
 * visit_draft - a visit that is not finished: what a power cut left of it, and parking it for later
 *
 * While a form is filled in, a sealed file follows it (store/draft.h): each answer once its question is left (a second
 * later at most), what is typed and not confirmed when the keys rest for three seconds, or after ten. It goes with
 * whatever ends the visit. After a power cut an officer (badge and PIN) brings it back at the same question, or in the review at the same page; that
 * reading stands in the log of readings. A citizen may park: at the desk, with a badge of somebody who works here, or on
 * paper: then the code on it is the only key.
 * Masked answers and those of class K4 never go to the desk: they are asked anew. What nobody may read at a desk
 * (complaints, what is sent in without a name) has the paper alone, and so has everything without a desk key. An officer's own form comes back to officers who may fill it in.
 * Practice leaves no draft.
 */
#include <stdbool.h>
#include <stdint.h>

struct visit;

/* Where the walk stands: told at each frame of it, cheap. */
struct visit_spot {
	const char *ref; /* of the question; of a repeat that has come to its end */
	bool alone; /* out of the page that it stands on */
	bool from_review; /* opened there, and leads back there */
	bool in_review, part_open; /* it is the review itself: ref comes first on the page; "" its start, "." its end */
	const char
	        *typed; /* what is in its fields now, as XForms writes it; half an order; NULL: it has no such fields */
};
void visit_draft_at(struct visit *v, const struct visit_spot *spot);
/* Half an order that was made in this question before a cut or a park; NULL. */
const char *visit_draft_half(const struct visit *v, const char *ref);

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
enum visit_parked visit_park_on_paper(struct visit *v, bool large); /* large: in letters of 17 points */
void visit_park_keep(struct visit *v); /* the paper is there: the answers go */
void visit_park_undo(struct visit *v); /* it is not: the draft goes, the visit goes on */

/* ---- coming back -------------------------------------------------------------------------------- */
enum visit_return {
	RETURN_DONE, /* visit_session() is there, in its language; *to says where it stood */
	RETURN_NOTHING, /* no such draft */
	RETURN_EXPIRED,
	RETURN_BROKEN,
	RETURN_NO_FORM, /* its form is not offered any more */
	RETURN_DENIED, /* not with this role, or without the desk's key */
	RETURN_NOT_LOGGED, /* the log of readings can not be written: nothing is opened */
};
struct visit_place {
	uint32_t question; /* 0: its start; UINT32_MAX: the end of the review */
	bool alone, from_review, in_review, part_open;
};
bool visit_has_codes(struct visit *v); /* some draft waits for its code */
enum visit_return visit_return_by_code(struct visit_place *to, struct visit *v, const char *code);

enum { WAITING_MOST = 24 };
struct visit_waiting {
	int64_t made_ms;
	uint16_t kind; /* of record: store/kinds.h */
	bool was_cut; /* by the power */
};
bool visit_may_return(const struct visit *v); /* the officer who is here may */
/* Those of the desk that this officer may open, the newest first; *gone: how many died of age. */
int visit_waiting(struct visit_waiting out[WAITING_MOST], int *gone, struct visit *v);
/* i: of the latest list. The person is there: the reason in the log is that both go on with it. */
enum visit_return visit_return_at_desk(struct visit_place *to, struct visit *v, int i);
/* "14 maart 2026, 11:20 uur"; borrowed until the next call. */
const char *visit_waiting_time(struct visit *v, int64_t made_ms);

void visit_draft_wake(struct visit *v); /* after a start */
void visit_draft_idle(struct visit *v); /* nobody is here */
