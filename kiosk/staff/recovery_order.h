#pragma once

/*
 * recovery_order - a signed leave to begin the staff register of one station anew, once
 *
 * Made at the office with the recovery key (loketctl staff recover), carried by hand, judged at the station. It names the
 * station, the code on that station's screen, until when it holds and in whose name; all of that is signed. A text file
 * of `key = value` lines. The signature goes into the register's entry, so that anybody with the public key can check
 * later who allowed it.
 */
#include <stdbool.h>
#include <stdint.h>
#include "store/keys.h"
#include "store/station.h"
#include "sys/buf.h"

enum {
	RECOVERY_CODE_BYTES = 8,
	RECOVERY_CODE_TEXT = 2 * RECOVERY_CODE_BYTES + 3, /* "3f9a-1c77-e2b0-4d55" */
	RECOVERY_BY_MAX = 60,
	RECOVERY_FILE_MAX = 2048,
	RECOVERY_HOURS_MOST = 30 * 24,
};

/* Answers. */
enum {
	RECOVERY_NO_KEY = 1, /* station.conf has no line recovery_key */
	RECOVERY_NO_ORDER, /* no such file */
	RECOVERY_MALFORMED, /* not a whole order */
	RECOVERY_NOT_SIGNED, /* not by this station's recovery key, or altered since */
	RECOVERY_OTHER_STATION,
	RECOVERY_OTHER_CODE, /* for another code: an order that was used, or an old one */
	RECOVERY_EXPIRED,
	RECOVERY_NO_CLOCK, /* nobody knows what time it is: no order can be judged */
	RECOVERY_REFUSED, /* the disk: staff_why() */
};

struct recovery_order {
	uint8_t device[STATION_DEVICE_BYTES], code[RECOVERY_CODE_BYTES];
	int64_t until_ms; /* since 1970 UTC */
	char by[RECOVERY_BY_MAX + 1]; /* an authority or place, never a person: letters, digits, space and . - */
	uint8_t signature[KEY_SIGNATURE_BYTES];
};

void recovery_code_text(char out[RECOVERY_CODE_TEXT + 1], const uint8_t code[RECOVERY_CODE_BYTES]);
/* With or without dashes and spaces, large or small letters. */
bool recovery_code_take(uint8_t out[RECOVERY_CODE_BYTES], const char *text);
bool recovery_by_is_good(const char *by);

void recovery_sign(struct recovery_order *o, const struct key_secret *key);
/* The file's text. */
NODISCARD int recovery_put(struct buf *out, const struct recovery_order *o);
/* 0, RECOVERY_NO_ORDER, RECOVERY_MALFORMED, or a surprise. */
NODISCARD int recovery_read(struct recovery_order *out, const char *path);
/* Is it whole, and signed by this key? */
bool recovery_is_signed(const struct recovery_order *o, const struct key_public *key);
/* 0, or the first thing that is wrong with it, from RECOVERY_NO_KEY to RECOVERY_EXPIRED. */
int recovery_judge(const struct recovery_order *o, const struct station *station,
        const uint8_t code[RECOVERY_CODE_BYTES], int64_t now_ms);
