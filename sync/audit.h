#pragma once

/*
 * audit - is everything there, once, whole and untampered?
 *
 * Records are shown to it in order (by device, epoch, seq; conflicts last); it
 * checks each one's signature and body, each epoch's chain from its anchor or
 * link, and names every gap and every alteration in a sentence. Three sources:
 * a hub's store (also its heads, receipts and Merkle log), a station's own
 * store, batches on a stick. No private key is needed.
 */
#include "store/chain.h"
#include "store/station.h"
#include "sync/hub_store.h"

/* One record, checked and in its place; borrowed for the call. */
struct audit_record {
	const struct hub_device *device;
	struct record_header header;
	struct record record; /* body NULL: wiped on the station */
	uint8_t hash[RECORD_HASH_BYTES];
	bool has_receipt, conflict;
};

/* All borrowed. */
struct audit_world {
	void (*find)(void *me, const char *sentence); /* something is wrong */
	int (*take)(void *me, const struct audit_record *r); /* may be NULL; a surprise ends the audit */
	void *me;
};

struct audit_hashes {
	uint8_t (*all)[RECORD_HASH_BYTES];
	size_t n, room;
};

struct audit {
	struct audit_world world;
	struct hub_device device; /* whose records come now; trust HUB_UNKNOWN: none yet */
	struct chain chain;
	struct audit_hashes seen, links; /* of this device: records so far; links not found among them yet */
	bool partial; /* a source that may begin in the middle: the first record needs no predecessor */
	int64_t records, findings, conflicts, stations;
};

void audit_init(struct audit *a, const struct audit_world *world);
void audit_fini(struct audit *a);
void audit_find(struct audit *a, const char *fmt, ...) PRINTF_LIKE(2, 3);

/* The records that follow are of this device. Ends the one before. */
NODISCARD int audit_device(struct audit *a, const struct hub_device *device);
/* confirmed: up to which seq of its epoch the hub signed. */
NODISCARD int audit_take(struct audit *a, const struct record *r, bool conflict, uint32_t confirmed);
/* After the last record. */
void audit_end(struct audit *a);

/* Whole sources, from audit_init() to audit_end(). hub_key NULL: the one the hub's store names. */
NODISCARD int audit_hub(struct audit *a, struct hub_store *store, const uint8_t *hub_key);
NODISCARD int audit_station(struct audit *a, const char *data);
/* devices: a hub's store that knows the stations, or NULL: DIR/DEVICE.pub, else DIR/device.pub. */
NODISCARD int audit_stick(struct audit *a, const char *dir, struct hub_store *devices);
