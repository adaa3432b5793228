#pragma once

/* following - the draft of the visit under way, for the files of kiosk/visit only (visit_draft.h) */
#include <stdbool.h>
#include "store/draft.h"
#include "sys/buf.h"

enum { DRAFT_AT_ROOM = 1024, DRAFT_HASH_BYTES = 32, DRAFTS_LISTED = 24, DRAFT_TYPED_ROOM = 20 * 1024 };

#define DRAFT_HALF "~" /* instead of a REF: half an order, made in the question at hand */

struct arena;

struct following {
	struct drafts *all; /* NULL: not opened yet, or there can be none */
	char at[DRAFT_AT_ROOM]; /* REF of the question that is on the screen */
	bool alone, from_review; /* out of its page; opened from the review */
	bool in_review, part_open; /* the review itself */
	struct arena *room; /* locked; holds typed */
	char *typed; /* what stands in the fields of that question, unconfirmed; NULL: nothing does */
	uint8_t kept[DRAFT_HASH_BYTES]; /* of what the file of this visit holds */
	bool is_kept, parks, program_ends; /* parks: a code is being printed */
	uint8_t id[DRAFT_ID_BYTES]; /* of what is being printed */
	int timer;
	int64_t timer_ms, soon_ms, pause_ms, typing_ms, written_ms; /* mono; 0: not due, or never */
	struct draft_row rows[DRAFTS_LISTED];
	int n_rows;
};

struct visit;
void visit_draft_over(struct visit *v); /* the visit is: its draft goes */
void visit_draft_now(struct visit *v); /* follows at once */
/* What stands in the fields of the question at hand; NULL: nothing does. True when it is something else than before. */
bool visit_draft_typed(struct visit *v, const char *typed);
void visit_draft_kept_elsewhere(struct visit *v); /* the file of the visit under way went already */
/* A visit that could be a draft, and one that the desk may have. */
bool visit_draft_is_one(const struct visit *v);
bool visit_draft_is_for_desk(const struct visit *v);
NODISCARD int visit_draft_text(struct buf *out, struct visit *v, bool for_desk);
uint16_t visit_draft_kind(const struct visit *v);
