#pragma once

/*
 * badge_read - bytes and keys of a reader into tokens. Pure: no clock, no device, nothing kept after a token but counts
 *
 *     typed   digits, letters A to F and Enter as a keyboard sends them, no two further apart than BADGE_PACE_MS: a person
 *             who types is slower, and what they typed is dropped.
 *     line    TOKEN ended by CR, LF or both
 *     xor     STX, hexadecimal digits, two more that are the XOR of the bytes they spell, [CR LF], ETX (ID-12, RDM6300)
 *     lrc     STX, token, ETX, one byte: XOR of everything after STX, ETX included
 *
 * In all but typed, a '+' before the token says that the card came, and '-' (with or without a token) that it went.
 * Blanks, ':', '-', '.' between digits are left out; letters become capitals.
 */
#include <stdbool.h>
#include <stdint.h>
#include "drivers/badge.h"

enum { BADGE_PACE_MS = 120, BADGE_RAW_MAX = 160 };

enum badge_framing { BADGE_LINE, BADGE_XOR, BADGE_LRC };
bool badge_framing_of(enum badge_framing *out, const char *name);

enum badge_found {
	BADGE_NOTHING, /* yet */
	BADGE_CAME, /* token says which; seen now, whether new or again */
	BADGE_WENT,
	BADGE_BAD_SUM,
	BADGE_BAD_LENGTH,
	BADGE_BAD_SIGNS,
	BADGE_BAD_PACE,
};

struct badge_reading {
	char raw[BADGE_RAW_MAX];
	int n;
	bool inside, over, odd, wants_lrc; /* within a frame; too long; a sign that belongs to no token; after ETX */
	uint8_t lrc;
	int64_t last_ms; /* typed: of the key before */
	char token[BADGE_TOKEN_MAX + 1]; /* of the latest BADGE_CAME, and perhaps of BADGE_WENT; "" otherwise */
	bool tells_away; /* this reader has said '+' or '-' */
};

/* One byte of a serial reader. */
enum badge_found badge_read_byte(struct badge_reading *r, enum badge_framing framing, uint8_t byte);
/* One key going down: code of linux/input-event-codes.h, at_ms of its event. */
enum badge_found badge_read_key(struct badge_reading *r, int code, int64_t at_ms);
void badge_read_forget(struct badge_reading *r); /* wipes what was begun; keeps what is known of the reader */
