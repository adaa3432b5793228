#pragma once

/* badge_inside - what a kind of reader is for the front (badge.c), which keeps what card is there */
#include "drivers/badge.h"
#include "drivers/badge_read.h"

struct badge_kind_ops;

struct badge {
	const struct badge_kind_ops *ops;
	struct badge_setup setup;
	char *uri; /* own copy */
	const char *where; /* behind "scheme:" */
	struct badge_reading reading;
	struct badge_status status;
	char card[BADGE_TOKEN_MAX + 1]; /* that is there; "" = none */
	int64_t seen_ms;
	int repeated; /* reads of the same card right after each other, REPEATS_FROM: this reader repeats */
	int timer;
	void *device; /* the kind's own */
};

/* One const table per kind. */
struct badge_kind_ops {
	const char *scheme;
	NODISCARD int (*check)(const char *uri); /* the whole URI; touches nothing */
	NODISCARD int (*open)(struct badge *b); /* a surprise: the URI can not be meant */
	void (*close)(struct badge *b);
	NODISCARD int (*event)(struct badge *b, const char *event); /* "gone", "back"; NULL: a real device */
};

/* For kinds: what the reader read. */
NODISCARD int badge_found(struct badge *b, enum badge_found found);
/* For kinds: the reader is here, or went and took its card with it. */
NODISCARD int badge_is_here(struct badge *b, bool here);

extern const struct badge_kind_ops badge_none, badge_twin, badge_hid, badge_replay, badge_fifo, badge_serial;
