#pragma once

/*
 * hub_page - the fleet on one plain page, for the people who look after it
 *
 * Its own small HTTP server, on the loopback address unless told otherwise:
 * which stations there are, when each was heard, how far its records are held,
 * and what needs a person. No scripts, nothing about what records hold.
 */
#include <stdint.h>
#include "sync/hub_store.h"
#include "sys/buf.h"
#include "sys/clock.h"

struct hub_page;

/* listen as for the hub; clock borrowed. */
NODISCARD int hub_page_start(struct hub_page **out, const char *listen, const char *store, const struct clock *clock);
uint16_t hub_page_port(const struct hub_page *p);
void hub_page_stop(struct hub_page *p); /* NULL is fine */

NODISCARD int hub_page_write(struct buf *out, struct hub_store *store, int64_t now_ms);
