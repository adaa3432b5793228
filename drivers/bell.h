#pragma once

/*
 * bell - calls a human being to the kiosk
 *
 * One bell rings until somebody answers it. Kinds stand behind one table; the
 * twin only remembers, and can be answered from a test. How long a person
 * waited is told when it ends, for the desk's counters; never for whom.
 */
#include <stdbool.h>
#include <stdint.h>
#include "sys/clock.h"
#include "sys/log.h"

struct bell;

struct bell_ops {
	const char *name; /* as in the URI: "twin", "none" */
	/* Makes or ends the sound. Does not block. */
	NODISCARD int (*sound)(struct bell *b, bool on);
};

/* uri: "twin" or "none". clock and log are borrowed. A surprise names the kinds that exist. */
NODISCARD int bell_open(struct bell **out, const char *uri, const struct clock *clock, const struct log *log);
void bell_close(struct bell *b); /* silences it; NULL is fine */

NODISCARD int bell_ring(struct bell *b); /* ringing already: fine */
void bell_answer(struct bell *b); /* somebody came, or it is no longer needed */
bool bell_is_ringing(const struct bell *b);
int64_t bell_rings_for_ms(const struct bell *b); /* 0 when it is quiet */

extern const struct bell_ops bell_twin, bell_none;
