#pragma once

/*
 * canary_kit - what the cases of the canary suite share
 *
 * A yard is a plant with visitors. Address-checked programs fill freed memory,
 * as the C library's allocator does in the product.
 */
#include "canaries.h"
#include "plant.h"

struct yard {
	struct plant p;
	struct canaries c;
	int64_t began_s;
};

struct yard *yard_make(void);
void yard_end(struct yard *y);

/* Of this visit's answers some stand in the kiosk's memory now: the search works, and the answers are really there. */
void yard_memory_holds(struct yard *y);
/* None does. */
void yard_memory_is_clean(struct yard *y, const char *when);
/* No file of the station, the hub, the line, the logs, the paper, nor any file on this machine's temporary
 * folders that changed since the yard was made, holds anything that was typed. */
void yard_files_are_clean(struct yard *y, const char *when);
