#pragma once

/*
 * newcomer - a device that is no station yet, as its screen sees it
 *
 * The office's stick makes it one (sync/commission.h): a unit copies and judges what is on it (UPKEEP_COMMISSION_LOOK), a person
 * compares, and says yes (UPKEEP_COMMISSION_TAKE). Without an officer, because there is none yet; not where there is a station.
 */
#include "store/station.h"
#include "visit/upkeep.h"

/* No station, units that could make one, and a disk that keeps it. */
bool newcomer_is_offered(const struct visit *v);
/* The data partition could not be used and memory stands in for it: *why says what was wrong with it. */
bool newcomer_is_in_memory(char *why, size_t room, const struct visit *v);
/* What the unit found on the stick, once it has said that it is sound. */
bool newcomer_found(struct station *out, struct visit *v);
/* It was a station and was wiped: how many bytes were read back as zero (board/reset.h). */
bool newcomer_was_wiped(int64_t *bytes, const struct visit *v);
