#pragma once

/*
 * backoff - when to try again, and how much to send
 *
 * Waiting: full jitter, a random moment in 0 .. min(900 s, 2 s * 2^n) after
 * the nth failure in a row; a thousand stations that come back together are
 * spread over the whole span. There is no last attempt. A hub that names a
 * time (Retry-After) is believed up to an hour, plus up to a quarter more.
 *
 * Sizing: additive care, multiplicative change on bytes: begins at 64 KiB,
 * doubles after an exchange under 2 s, halves on a timeout, a cut or 413;
 * between 16 KiB and what the hub takes, at most 1 MiB.
 */
#include <stdint.h>

enum {
	BACKOFF_CAP_MS = 900 * 1000,
	BACKOFF_ASKED_CAP_MS = 3600 * 1000,
	SIZING_LEAST = 16 * 1024,
	SIZING_FIRST = 64 * 1024,
	SIZING_MOST = 1024 * 1024,
	SIZING_RECORDS = 256,
	SIZING_QUICK_MS = 2000
};

struct backoff {
	unsigned failures;
	uint32_t (*random)(void *me); /* any 32 bits; tests give their own */
	void *me;
};

struct sizing {
	uint32_t bytes; /* of the uncompressed batch that may be sent now */
	uint32_t ceiling; /* the hub's, within SIZING_LEAST .. SIZING_MOST */
};

/* Milliseconds to wait after one more failure. */
int64_t backoff_failed_ms(struct backoff *b);
/* The same where the hub asked for asked_s seconds. */
int64_t backoff_asked_ms(struct backoff *b, int64_t asked_s);
void backoff_worked(struct backoff *b);

void sizing_init(struct sizing *s, uint32_t hub_most);
void sizing_worked(struct sizing *s, int64_t took_ms);
void sizing_failed(struct sizing *s);
/* 10 s and what 2 KB/s would need. */
int64_t sizing_timeout_ms(uint32_t bytes);
