#pragma once

/*
 * wire - a batch of sealed records as a CloudEvents batch, and back
 *
 * One JSON array, one event a record (NL GOV profile for CloudEvents, batched
 * mode). data_base64 holds the record whole: header || signature || body, the
 * only thing that is believed. Every attribute around it is a projection: the
 * reader makes it anew from the header and compares, so nothing in a batch can
 * say one thing to a router and another to the owner of the data.
 *
 * An item that is no valid record does not spoil its neighbours: it is given
 * back with the reason and its bytes, to be set aside.
 */
#include <stdbool.h>
#include <stdint.h>
#include "store/record.h"
#include "sys/buf.h"

enum {
	WIRE_RECORDS = 256, /* most in a batch */
	WIRE_BATCH = 1024 * 1024, /* most bytes of a batch, unpacked */
	WIRE_EVENT = 66 * 1024, /* most bytes of one event: RECORD_MAX in base64, and the attributes */
	WIRE_NUMBER_MOST = 0x7fffffff, /* epoch, seq and key set: CloudEvents integers have 31 bits */
	WIRE_UUID = 36,
	WIRE_TIME = 24 /* 2026-03-14T10:20:30.123Z */
};

#define WIRE_MEDIA_TYPE "application/cloudevents-batch+json"

/* Answers of wire_read(). */
enum { WIRE_NOT_JSON = 1, WIRE_NOT_A_BATCH, WIRE_TOO_MANY };

struct wire_item {
	const char
	        *why; /* NULL: a valid record; else "json" "base64" "record" "body" "range" "projection" "signature" */
	bool has_header; /* the fields below can be read, though `why` may say that they are not to be believed */
	struct record_header header;
	struct record record; /* borrows from bytes */
	uint8_t hash[RECORD_HASH_BYTES];
	uint8_t *bytes; /* what data_base64 held, or the item's own text */
	size_t len;
};

struct wire_batch {
	struct wire_item *items;
	size_t n;
};

/* A batch is begun, gets its events, and is ended; ask buf_done() then. The record must have its body. */
void wire_begin(struct buf *out);
void wire_add(struct buf *out, const struct record *r);
void wire_end(struct buf *out);
size_t wire_event_bytes(const struct record *r); /* of one event, at most */

/* device_key: checks signatures with it; NULL leaves them unchecked. */
NODISCARD int wire_read(struct wire_batch *out, const void *json, size_t n, const uint8_t *device_key);
void wire_free(struct wire_batch *b);

/* Both write a NUL behind. */
void wire_uuid(char out[WIRE_UUID + 1], const uint8_t id[RECORD_ID_BYTES]);
void wire_time(char out[WIRE_TIME + 1], int64_t ms); /* years outside 1970..9999 are held at the edge */
const char *wire_clock_state(uint8_t state); /* "unset", "held", "synced" */
