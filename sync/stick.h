#pragma once

/*
 * stick - the same batches and receipts as by network, carried by hand
 *
 * Export: the station writes what has no receipt yet, as it would post it.
 * Take: the office gives the batches to its hub, and lays receipts on the stick.
 * Import: the station lays its receipts into DATA/ledger/inbox, where loket-sync
 * judges them again. Any number of copies, in any order; the same stick twice
 * changes nothing.
 *
 * Nothing here deletes from a store: writing a stick is no delivery, and only
 * the hub's receipt is (store/receipt.h). Power may go at any moment: what has
 * its name is whole, what is unfinished has a name that nobody reads.
 */
#include "store/station.h"
#include "sync/hub_store.h"
#include "sync/stick_disk.h"
#include "sync/stick_manifest.h"
#include "sys/clock.h"

struct hub_batch;

/* All borrowed. */
struct stick_world {
	const struct stick_disk *disk;
	const char *dir; /* the stick */
	const struct clock *clock;
	void (*say)(void *me, const char *sentence); /* progress, for a person; names of files, never of people */
	void *me;
};

/* ---- the station ------------------------------------------------------------------------ */

struct stick_station {
	const char *data;
	const struct station *station;
	const struct key_secret *device; /* signs the list of files */
};

struct stick_exported {
	uint32_t files, records; /* written now */
	uint32_t files_there, records_there; /* on the stick before, and whole */
	uint32_t files_removed; /* ours, with nothing in them but what has a receipt */
};
/* Answer: the stick is full; what has its name is good, the rest stays for another stick. */
enum { STICK_FULL = 1 };
NODISCARD int stick_export(struct stick_exported *out, const struct stick_world *w, const struct stick_station *s);

struct stick_imported {
	uint32_t taken; /* receipts laid in the inbox */
	uint32_t known; /* say nothing new */
	uint32_t ahead; /* of those taken: of records that this station does not know */
	uint32_t others; /* for other stations: left alone */
	uint32_t refused; /* each was named with why */
	uint32_t orders; /* for the staff register: laid into DATA/inbox, for the kiosk to judge; 0 or 1 */
};
/* Of an order (staff/recovery_order.h) only name and size are looked at here. One for several stations' stick begins
 * with the station: DEVICE.staff-recovery.order. */
#define STICK_ORDER "staff-recovery.order"
enum { STICK_ORDER_MOST = 2048 };
NODISCARD int stick_import(struct stick_imported *out, const struct stick_world *w, const struct stick_station *s);

/* ---- the office ------------------------------------------------------------------------- */

struct stick_office {
	struct hub_store *devices; /* which stations are known, and where each stands */
	/* One batch of one station and epoch, through the hub's one writer, to its COMMIT. */
	int (*submit)(void *me, struct hub_batch *batch);
	void *submit_me;
};

struct stick_taken {
	uint32_t files, stored, duplicates, conflicts;
	uint32_t receipts; /* laid on the stick */
	uint32_t refused; /* files or records, each named with why */
};
NODISCARD int stick_take(struct stick_taken *out, const struct stick_world *w, const struct stick_office *o);
