#pragma once

/*
 * desk_reading - today's concepts of this station, read again with the citizen
 *
 * Only records of this station of the last 24 hours whose sealed answers are still here, that are sealed to the
 * desk key too, and whose type the role may read; complaints (R6, R2A) and disciplinary matters (R2V) never, whoever asks.
 * Opening is logged durably first; when that fails nothing is opened.
 */
#include "store/store_read.h"
#include "staff/access_log.h"
#include "staff/session.h"

enum { DESK_READING_MOST = 200, DESK_READING_MS = 24 * 3600 * 1000 };

/* Answers. */
enum {
	READING_DENIED = 1, /* this role, this type, or no open session */
	READING_NO_KEY, /* the station has no desk secret, or this person was not given it */
	READING_GONE, /* too old, wiped, or sealed to others */
	READING_BROKEN, /* altered: tell the technician */
	READING_NOT_LOGGED, /* the log can not be written, so nothing is read */
	READING_NO_STORE,
};

/* All borrowed. */
struct desk_reading {
	const char *data;
	const struct station *station;
	const struct key_public *device; /* signatures are checked against it */
	const struct clock *clock;
	struct access_log *log;
};

struct reading_row {
	uint32_t epoch, seq;
	uint16_t type;
	int64_t created_ms;
	char number[RECORD_NUMBER_MAX + 1];
	uint8_t hash[RECORD_HASH_BYTES]; /* of its header */
};

/* Newest first, at most DESK_READING_MOST. *n: how many. 0, READING_DENIED, READING_NO_KEY or READING_NO_STORE. */
NODISCARD int desk_reading_list(
        struct reading_row *out, size_t room, size_t *n, const struct desk_reading *d, const struct shift *shift);
/* json: init'ed by the caller (at least ENVELOPE_PLAIN_MAX), who wipes it with buf_fini(). */
NODISCARD int desk_reading_open(struct buf *json, const struct desk_reading *d, const struct shift *shift,
        const struct reading_row *row, enum access_reason reason);
/* The role of these under which such a record is read; "" for none. */
const char *desk_reading_role(unsigned roles, uint16_t type);
