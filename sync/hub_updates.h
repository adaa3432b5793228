#pragma once

/*
 * hub_updates - what lies in the hub's folder for stations to fetch
 *
 * Every file of a name that says kind and version (offer.h) is offered to every
 * station that is let in. A file's hash is reckoned when it is first seen, and again when its size
 * or time changed; what is put there gets its name last (write elsewhere, then rename).
 */
#include <stdint.h>
#include "sync/offer.h"
#include "sys/buf.h"

struct hub_updates;

struct hub_update {
	struct offer offer; /* without device and time */
	char path[600];
	int64_t mtime_ns;
};

/* folder: copied; NULL or "": nothing is ever offered. */
NODISCARD int hub_updates_new(struct hub_updates **out, const char *folder);
void hub_updates_free(struct hub_updates *u); /* NULL is fine */
/* Looks again; at most OFFERS_MAX, by name. Not for two threads at once: the caller holds its lock. */
NODISCARD int hub_updates_look(struct hub_updates *u);
size_t hub_updates_count(const struct hub_updates *u);
const struct hub_update *hub_updates_at(const struct hub_updates *u, size_t i);
/* By its hash; NULL: not offered. */
const struct hub_update *hub_updates_find(const struct hub_updates *u, const char *hex);
/* {"offers":["base64",...]}, each signed for this station now. */
NODISCARD int hub_updates_list(struct buf *json, const struct hub_updates *u, const uint8_t device[16], int64_t now_ms,
        const struct key_secret *key);

/* "bytes=5-9", "bytes=5-": true, and where it begins and how long it is in a file of size bytes. Nothing else is taken. */
bool hub_range(int64_t *from, int64_t *length, const char *text, int64_t size);
