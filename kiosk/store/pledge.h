#pragma once

/*
 * pledge - how far this station has said "saved", in a small file beside store.db
 *
 * store.db can lose what was committed without knowing it: a write-ahead log that was cut short, wiped or lost simply ends
 * earlier. So header and signature of the newest record that somebody was told of stand here too. The signature is the
 * record's own, made by the device key: nobody else can make a pledge, and what was lost can be named by number and hash.
 *
 * Two slots, a block of the disk each, written in turns: whatever a cut leaves of one, the other stands. A pledge is written
 * after the record's own sync and synced before anybody is told: it may lag behind the store, it is never ahead of what
 * reached the disk. A store that lacks its pledge's record has lost something.
 *
 *   slot, 512 bytes at 0 and 4096: "KPLEDG1" 0 | count(u64) | header(150) | signature(64) | zeros | BLAKE2b-256 of the 480
 *   bytes before, keyed with the device's public key. Header and signature all zero: nothing was promised yet. The valid slot of the higher count holds.
 */
#include <sqlite3.h>
#include <stdbool.h>
#include <stdint.h>
#include "store/record.h"

enum { PLEDGE_SLOT_BYTES = 512, PLEDGE_APART = 4096, PLEDGE_FILE_BYTES = 2 * PLEDGE_APART };

struct pledge {
	sqlite3_file
	        *file; /* of SQLite's own table of files, so that a test pulls the plug on both alike; NULL: closed */
	char path[4096 + 8];
	uint8_t device_key[KEY_BYTES];
	uint64_t count;
	bool some; /* something was promised: */
	uint8_t header[RECORD_HEADER_BYTES], signature[KEY_SIGNATURE_BYTES];
};

/* Answers. */
enum {
	PLEDGE_NONE = 1, /* no such file */
	PLEDGE_DAMAGED, /* neither slot can be read, or another station's: pledge_begin() makes it anew */
	PLEDGE_FULL, /* the disk is full */
};

/* Opens and reads; makes an empty file where there is none. vfs: NULL is the system's. 0, PLEDGE_NONE, PLEDGE_DAMAGED (both open for writing) or a surprise. */
NODISCARD int pledge_open(struct pledge *out, const char *path, const char *vfs, const uint8_t device_key[KEY_BYTES]);
void pledge_close(struct pledge *p); /* all zero is fine */
/* Lays the whole file: nothing is promised yet. 0, PLEDGE_FULL or a surprise. */
NODISCARD int pledge_begin(struct pledge *p);
/* Durable when it returns 0; one sync. A surprise otherwise. */
NODISCARD int pledge_write(
        struct pledge *p, const uint8_t header[RECORD_HEADER_BYTES], const uint8_t signature[KEY_SIGNATURE_BYTES]);
bool pledge_is_of(const struct pledge *p, const uint8_t header[RECORD_HEADER_BYTES]);
