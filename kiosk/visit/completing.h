#pragma once

/* completing - a concept of today under way with its citizen: which one (desk_work_complete.c) */
#include <stdbool.h>
#include "store/record.h"

struct completing {
	bool on, over; /* over: the officer is gone, and nothing of its answers is left */
	uint16_t kind; /* store/kinds.h: of the concept, and of what completes it */
	char number[RECORD_NUMBER_MAX + 1];
	uint8_t hash[RECORD_HASH_BYTES]; /* of its header */
};
