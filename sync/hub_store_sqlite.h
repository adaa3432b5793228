#pragma once

/*
 * hub_store_sqlite - the hub's store in two SQLite files
 *
 * PATH          records, heads, what was set aside; WAL, synchronous=FULL; the hub is its only writer
 * PATH.devices  which stations are known; rollback journal, so that loketctl may write while the hub reads
 *
 * Three source files share this struct: opening and writing, reading and
 * walking, devices. Nobody else looks inside.
 */
#include <stdbool.h>
#include "sync/db.h"
#include "sync/hub_store.h"

enum sqlite_query {
	Q_PUT_RECORD,
	Q_PUT_CONFLICT,
	Q_PUT_ASIDE,
	Q_PUT_HEAD,
	Q_PUT_FACT,
	Q_GET_HEAD,
	Q_GET_LINK,
	Q_HAS_OLDER,
	Q_GET_FACT,
	Q_LAST_EPOCH,
	Q_SEQS,
	Q_COUNTS,
	Q_ALL
};

struct sqlite_store {
	struct db db, devices;
	sqlite3_stmt *query[Q_ALL]; /* prepared when first asked for */
	bool has_devices;
};

extern const struct hub_store_ops hub_store_sqlite;

/* The prepared statement, reset; borrowed. */
NODISCARD int sqlite_query(sqlite3_stmt **out, struct sqlite_store *s, enum sqlite_query q);

int sqlite_get_head(void *me, struct hub_head *out, const uint8_t device[16], uint32_t epoch);
int sqlite_get_link(void *me, struct hub_link *out, const uint8_t device[16], uint32_t epoch, uint32_t seq);
int sqlite_has_older(void *me, bool *found, const uint8_t device[16], uint32_t epoch, const uint8_t *hash);
int sqlite_get_fact(void *me, const char *key, void *bytes, size_t room, size_t *n);
int sqlite_last_epoch(void *me, uint32_t *out, const uint8_t device[16]);
int sqlite_gaps(void *me, struct hub_gap *out, size_t room, size_t *n, struct hub_head *head);
int sqlite_counts(void *me, struct hub_counts *out, const uint8_t *device);
int sqlite_each_head(void *me, hub_head_fn *fn, void *ctx);
int sqlite_each_origin(void *me, hub_origin_fn *fn, void *ctx);
int sqlite_each_record(void *me, const uint8_t device[16], hub_record_fn *fn, void *ctx);
int sqlite_each_leaf(void *me, hub_leaf_fn *fn, void *ctx);
int sqlite_each_aside(void *me, hub_aside_fn *fn, void *ctx);

int sqlite_get_device(void *me, struct hub_device *out, const uint8_t id[16]);
int sqlite_put_device(void *me, const struct hub_device *d);
int sqlite_each_device(void *me, hub_device_fn *fn, void *ctx);
NODISCARD int sqlite_devices_open(struct sqlite_store *s, const char *path, enum hub_mode mode);
