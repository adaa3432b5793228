#pragma once

/*
 * sync_fetch - when loket-sync fetches what the hub offers
 *
 * Asks every hour. Fetches one slice at a time, at a bounded pace, only while the
 * kiosk says that nobody is served (sys/beacon.h; no kiosk: nobody is), and between two slices records
 * always go first. Firmware only where an image says which version runs.
 */
#include "sync/download.h"
#include "sys/loop.h"

enum {
	FETCH_ASK_MS = 60 * 60 * 1000,
	FETCH_LATER_MS = 15 * 60 * 1000,
	FETCH_SERVED_MS = 60 * 1000, /* somebody is there: look again */
	FETCH_IDLE_MS = 60 * 1000, /* nobody was there for so long */
	FETCH_BEACON_MS = 90 * 1000, /* an older beacon counts as none */
	FETCH_RESERVE_MIB = 64,
};

/* All borrowed. */
struct sync_fetch_world {
	const char *data;
	const struct station *station;
	struct transport transport;
	struct loop *loop;
	const struct clock *clock;
	const struct log *log;
	const char *beacon, *os_release;
	int64_t kib_s; /* pace; 0: nothing is ever fetched */
};

struct sync_fetch {
	struct sync_fetch_world world;
	struct download download;
	char folder[600], boot[40], running[OFFER_VERSION_MAX + 1];
	int timer;
};

NODISCARD int sync_fetch_start(struct sync_fetch *f, const struct sync_fetch_world *world);
void sync_fetch_stop(struct sync_fetch *f);
/* One step now; gives when to come back. For the loop and for tests. */
NODISCARD int sync_fetch_step(int64_t *again_ms, struct sync_fetch *f);
