#pragma once

/* update_inside - what install and confirm share */
#include "board/update.h"

void update_say(const struct update_world *w, const char *fmt, ...) PRINTF_LIKE(2, 3);
/* An outcome that is durable, told to the person, the log and the screens: outcome; a surprise when it could not be kept. */
NODISCARD int update_tell(const struct update_world *w, enum update_outcome outcome, const char *version,
        const char *from, const char *fmt, ...) PRINTF_LIKE(5, 6);
/* Nobody is being served, for long enough; no kiosk at all counts as that. */
bool update_is_idle(const struct update_world *w);
/* 0, or UPDATE_BUSY when it did not become so in time. */
int update_wait_idle(const struct update_world *w, int64_t patience_ms);
/* Bits of beacon_part that are well now; 0 when the kiosk does not run. */
unsigned update_well_parts(const struct update_world *w);
/* Waits until all of these are well; gives those that are not. */
unsigned update_wait_well(const struct update_world *w, unsigned needs, int64_t most_ms);
/* The machine starts anew soon. */
NODISCARD int update_restart(const struct update_world *w);
/* What RAUC's answer means for a person. */
enum update_outcome update_outcome_of_rauc(int answer);
/* 0, UPDATE_UNREADABLE or UPDATE_DAMAGED: looked at from outside, before RAUC is troubled with it. */
NODISCARD int update_file_look(const char *file, char why[RAUC_WHY_MAX + 1]);
