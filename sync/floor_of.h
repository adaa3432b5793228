#pragma once

/*
 * floor_of - the latest moment that a station knows has passed
 *
 * The later of: the beginning of its own certificate, and the hub's time in a
 * signed receipt of its last two epochs. Certificates are judged at this moment
 * while the clock shows an earlier one. Times of records do not count: a clock
 * that once ran years ahead must not lock the station out when it is mended.
 */
#include <stdint.h>
#include "store/station.h"
#include "sync/ledger_write.h"

NODISCARD int floor_of(int64_t *out_ms, const char *data, const struct station *station, struct ledger_write *ledger);
