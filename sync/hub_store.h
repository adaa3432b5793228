#pragma once

/*
 * hub_store - where a hub keeps what stations sent
 *
 * A table of calls, one variant a file: hub_store_sqlite.c here, others by
 * their URI's scheme (hub_store.c holds the one list). One handle belongs to
 * one thread at a time; only one in the world writes records, between begin
 * and commit; readers open their own. Which stations are known lies apart from
 * the records, because loketctl changes it while the hub runs: a station
 * revoked there is refused from its next request on.
 *
 * Nothing is overwritten: a second record for a taken place is kept as a conflict.
 */
#include <stdbool.h>
#include <stdint.h>
#include "store/receipt.h"
#include "store/station.h"

enum {
	HUB_ASIDE_MOST = 10000, /* items set aside in all; more are refused until someone has looked */
	HUB_ASIDE_BYTES = 131072 /* of one item; longer ones are cut there */
};

enum hub_mode { HUB_READ, HUB_WRITE, HUB_DEVICES }; /* anything; records; stations, both ways */
enum hub_outcome { HUB_STORED, HUB_DUPLICATE, HUB_CONFLICT, HUB_SET_ASIDE, HUB_REFUSED };
enum { HUB_ASIDE_FULL = 1 }; /* answer of put_aside */
enum hub_trust { HUB_UNKNOWN, HUB_KNOWN, HUB_REVOKED };

struct hub_record {
	uint8_t device[16], id[RECORD_ID_BYTES], hash[RECORD_HASH_BYTES], prev[RECORD_HASH_BYTES];
	uint32_t epoch, seq;
	const void *bytes; /* header || signature || body; borrowed */
	size_t len;
	int64_t received_ms;
	bool conflict; /* when read: another record holds its place */
};

struct hub_head { /* how far one epoch of one station is held without a hole */
	uint8_t device[16];
	uint32_t epoch, acked, highest; /* 0: nothing yet */
	uint8_t hash[RECORD_HASH_BYTES]; /* of record `acked`; zero at 0 */
	int64_t heard_ms;
	bool has_receipt;
	uint8_t receipt[RECEIPT_BYTES]; /* the latest given */
};

struct hub_gap {
	uint32_t from, to; /* both missing */
};

struct hub_link {
	bool found;
	uint8_t hash[RECORD_HASH_BYTES], prev[RECORD_HASH_BYTES];
};

struct hub_device {
	uint8_t id[16], sign_key[KEY_BYTES];
	char station[STATION_CODE_MAX + 1];
	char print[65], serial[41]; /* of its TLS certificate; print "": any that our CA made for its id */
	enum hub_trust trust;
	int64_t added_ms, revoked_ms;
};

struct hub_aside {
	uint8_t device[16];
	uint32_t epoch, seq; /* as claimed; 0 where nothing could be read */
	const char *why; /* "signature", "projection", ... */
	const void *bytes;
	size_t len;
	int64_t received_ms;
};
struct hub_counts {
	int64_t records, conflicts, aside;
};
typedef int hub_record_fn(void *me, const struct hub_record *r);
typedef int hub_origin_fn(void *me, const uint8_t device[16]);
typedef int hub_head_fn(void *me, const struct hub_head *h);
typedef int hub_device_fn(void *me, const struct hub_device *d);
typedef int hub_leaf_fn(void *me, const uint8_t hash[RECORD_HASH_BYTES]);
typedef int hub_aside_fn(void *me, const struct hub_aside *a);

struct hub_store_ops {
	const char *scheme; /* "sqlite:" */
	enum receipt_durability durability;
	int (*open)(void **out, const char *where, enum hub_mode mode);
	void (*close)(void *s);
	int (*begin)(void *s);
	int (*commit)(void *s);
	void (*rollback)(void *s);
	int (*put_record)(void *s, enum hub_outcome *out, const struct hub_record *r);
	int (*put_aside)(void *s, const struct hub_aside *a); /* the same bytes twice are kept once */
	int (*put_head)(void *s, const struct hub_head *h);
	int (*put_fact)(void *s, const char *key, const void *bytes, size_t n); /* "log": see tlog.h; "hub_key" */
	int (*get_head)(void *s, struct hub_head *out, const uint8_t device[16], uint32_t epoch); /* zeros when new */
	int (*get_link)(void *s, struct hub_link *out, const uint8_t device[16], uint32_t epoch, uint32_t seq);
	/* *found: a record of an epoch before `epoch`, conflicts too, has this hash. */
	int (*has_older)(void *s, bool *found, const uint8_t device[16], uint32_t epoch, const uint8_t *hash);
	int (*get_fact)(void *s, const char *key, void *bytes, size_t room, size_t *n); /* *n = 0: none */
	int (*last_epoch)(void *s, uint32_t *out, const uint8_t device[16]); /* 0: none */
	/* The first `room` missing runs between acked and highest; highest is lowered to where the list ends. */
	int (*gaps)(void *s, struct hub_gap *out, size_t room, size_t *n, struct hub_head *head);
	int (*counts)(void *s, struct hub_counts *out, const uint8_t *device); /* NULL: of all */
	int (*each_head)(void *s, hub_head_fn *fn, void *me);
	int (*each_origin)(void *s, hub_origin_fn *fn, void *me); /* each device that has records */
	int (*each_record)(
	        void *s, const uint8_t device[16], hub_record_fn *fn, void *me); /* in order; then conflicts */
	int (*each_leaf)(void *s, hub_leaf_fn *fn, void *me); /* in the Merkle log's order */
	int (*each_aside)(void *s, hub_aside_fn *fn, void *me);
	int (*get_device)(void *s, struct hub_device *out, const uint8_t id[16]); /* trust HUB_UNKNOWN: none */
	int (*put_device)(void *s, const struct hub_device *d);
	int (*each_device)(void *s, hub_device_fn *fn, void *me);
};

struct hub_store {
	const struct hub_store_ops *ops;
	void *me;
};
NODISCARD int hub_store_open(struct hub_store *out, const char *uri, enum hub_mode mode); /* refuses unknown schemes */
void hub_store_close(struct hub_store *s);
