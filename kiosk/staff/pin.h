#pragma once

/*
 * pin - the digits that prove whose badge it is
 *
 * 4 to 8 digits. Handed out at random; what a person chooses must not be one that is
 * tried first: one digit over and over, a row (1234, 9876, 7890), a repeated part (1212), a
 * straight line on the keys (2580), a year (1900..2099), or a date in 6 or 8 digits.
 *
 * Never kept: only Argon2id over the badge's secret and the PIN together, with a salt per
 * person. Cost of the product: 32 MiB and 3 passes (RFC 9106 asks 64 MiB where there is
 * memory; a board of 512 MiB also paints and prints), 0.1 to 0.2 s on a desktop, some 0.4 s on the board: the
 * screen must show "a moment" before it asks. Tests may ask less through struct pin_cost.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "sys/err.h"

enum {
	PIN_DIGITS_MIN = 4,
	PIN_DIGITS_MAX = 8,
	PIN_DIGITS = 4, /* preset */
	PIN_SALT_BYTES = 16,
	PIN_MASTER_BYTES = 32,
	BADGE_MIN = 4,
	BADGE_MAX = 128, /* bytes that a reader gives */
	BADGE_STRONG = 16, /* fewer, and a stolen box can be guessed open */
	BADGE_SECRET_BYTES = 32,
};

struct pin_cost {
	uint64_t passes, bytes; /* 0: the product's */
};
#define PIN_COST_PASSES UINT64_C(3)
#define PIN_COST_BYTES (UINT64_C(32) << 20)

/* What is wrong with a chosen PIN. */
enum pin_fault { PIN_FINE, PIN_NO_DIGITS, PIN_TOO_SHORT, PIN_TOO_LONG, PIN_TOO_EASY };
enum pin_fault pin_judge(const char *digits, int least); /* least: 4..8 */
/* Random, and never one that pin_judge() refuses. The caller wipes it. */
void pin_random(char out[PIN_DIGITS_MAX + 1], int digits);

/* Argon2id; slow. A surprise when memory is short. */
NODISCARD int pin_master(uint8_t out[PIN_MASTER_BYTES], const uint8_t badge_secret[BADGE_SECRET_BYTES],
        const char *digits, const uint8_t salt[PIN_SALT_BYTES], const struct pin_cost *cost);
/* From the master: what is compared, and what wraps the desk key; neither gives the other. */
void pin_verifier(uint8_t out[32], const uint8_t master[PIN_MASTER_BYTES]);
void pin_wrapping_key(uint8_t out[32], const uint8_t master[PIN_MASTER_BYTES]);

/* From what the reader gave and the salt of the station: the secret (never kept), and the name it is found by. */
void badge_secret(uint8_t out[BADGE_SECRET_BYTES], const void *token, size_t n, const uint8_t salt[32]);
void badge_name(uint8_t out[32], const uint8_t secret[BADGE_SECRET_BYTES]);
/* Fewer than BADGE_STRONG bytes, or bytes that are too alike: a number that stands on the card, not a secret. */
bool badge_is_weak(const void *token, size_t n);
