#pragma once

/* following - the draft of the visit under way, for the files of kiosk/visit only (visit_draft.h) */
#include <stdbool.h>
#include "store/draft.h"

enum { DRAFT_AT_ROOM = 1024, DRAFT_HASH_BYTES = 32, DRAFTS_LISTED = 24 };

struct following {
	struct drafts *all; /* NULL: not opened yet, or there can be none */
	char at[DRAFT_AT_ROOM]; /* REF of the question that is on the screen */
	uint8_t kept[DRAFT_HASH_BYTES]; /* of what the file of this visit holds */
	bool is_kept, parks, program_ends; /* parks: a code is being printed */
	uint8_t id[DRAFT_ID_BYTES]; /* of what is being printed */
	int timer;
	struct draft_row rows[DRAFTS_LISTED];
	int n_rows;
};

struct visit;
void visit_draft_over(struct visit *v); /* the visit is: its draft goes */
void visit_draft_now(struct visit *v); /* follows at once */
