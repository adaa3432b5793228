#pragma once

/*
 * stick_inside - between the stick's own files
 *
 * stick_list.c looks at what lies there, stick_export.c plans and writes,
 * stick_own.c knows what of ours is on the stick, stick_import.c takes receipts
 * up, stick_take.c is the office's side, with stick_batch.c to read a file.
 */
#include "sync/hub.h"
#include "sync/stick.h"
#include "sync/wire.h"

enum { STICK_FILE_MOST = WIRE_BATCH + 65536 };

void stick_say(const struct stick_world *w, const char *fmt, ...) PRINTF_LIKE(2, 3);

/* ---- stick_list.c ---- */
struct stick_list {
	struct stick_entry *entries; /* in order of name */
	size_t n, room;
};
/* Only names that end so. */
NODISCARD int stick_list_read(struct stick_list *out, const struct stick_world *w, const char *ending);
void stick_list_free(struct stick_list *l);

/* ---- stick_batch.c ---- */
/* What is wrong with a file as a whole; NULL after 0: it is a batch, whose items may still have reasons. */
struct stick_batch {
	struct stick_name name;
	const char *why;
	struct wire_batch wire;
	uint8_t hash[32]; /* of the file as it lies there */
	uint32_t bytes, good; /* of its size; items that are whole records of that station and epoch */
};
/* Reads and checks one file against the device's key. A surprise only for want of memory, or a medium that does not read. */
NODISCARD int stick_batch_read(
        struct stick_batch *out, const struct stick_world *w, const struct stick_name *name, const uint8_t *device_key);
void stick_batch_free(struct stick_batch *b);

/* ---- stick_own.c ---- */
/* The station's files on this stick that are whole and hold what its own store holds. */
struct stick_own {
	struct stick_file *files; /* in no order; at most STICK_FILES_MOST */
	size_t n;
};
/* Also removes what is unfinished, damaged, or wholly delivered. accepted(): the highest seq with a receipt. */
struct stick_reader;
NODISCARD int stick_own_read(struct stick_own *out, struct stick_exported *count, const struct stick_world *w,
        const struct stick_station *s, struct stick_reader *r);
void stick_own_free(struct stick_own *own);
NODISCARD int stick_own_add(struct stick_own *own, const struct stick_file *file);
/* The last seq of the file that holds this place; 0: none does. */
uint32_t stick_own_covers(const struct stick_own *own, uint32_t epoch, uint32_t seq);

/* ---- stick_order.c ---- */
NODISCARD int stick_order_take(
        struct stick_imported *count, const struct stick_world *w, const struct stick_station *s);

/* ---- stick_reader.c: the station's store and ledger, read only ---- */
struct stick_reader {
	struct store_read *store; /* NULL: nothing was stored yet */
	struct ledger *ledger; /* NULL: none yet */
	const struct stick_station *station;
};
NODISCARD int stick_reader_open(struct stick_reader *out, const struct stick_station *s);
void stick_reader_close(struct stick_reader *r);
/* Our own hash at that place. */
NODISCARD int stick_reader_hash(uint8_t out[32], bool *found, struct stick_reader *r, uint32_t epoch, uint32_t seq);
/* Up to where a good receipt for our own records goes; 0: nowhere. */
NODISCARD int stick_reader_accepted(uint32_t *out, struct stick_reader *r, uint32_t epoch);
/* The highest seq of an epoch; 0: none. */
NODISCARD int stick_reader_last(uint32_t *out, struct stick_reader *r, uint32_t epoch);
