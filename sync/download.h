#pragma once

/*
 * download - what the hub offers, fetched slowly and in slices while nobody is served
 *
 * GET /v1/updates names what there is, each with the hub's signed offer. A file is
 * asked for by its hash (GET /v1/updates/HASH), in ranges of at most DOWNLOAD_SLICE bytes, one a step, so
 * that records always go first; the pace is the caller's. What came so far stays in
 * FOLDER/NAME.part and goes on where it stopped after any interruption: bytes of one
 * hash never change. A whole file is hashed once more from the disk before it gets its
 * name: what stands there under its name is what the hub signed for. loket-update
 * and the kiosk look there; neither believes more than what they can judge themselves.
 */
#include "store/station.h"
#include "sync/offer.h"
#include "sync/transport.h"
#include "sys/log.h"

enum { DOWNLOAD_SLICE = 256 * 1024, DOWNLOAD_ANSWER_MAX = DOWNLOAD_SLICE + 1024, DOWNLOAD_PATH_MAX = 700 };

/* All borrowed. */
struct download_world {
	const char *folder; /* DATA/ledger/updates, made when absent; nobody else writes there */
	const struct station *station;
	struct transport transport;
	const struct log *log;
	int64_t reserve_bytes; /* the disk keeps at least so much free */
	bool (*wanted)(void *me, const struct offer *o); /* newer than what runs here? */
	void *me;
};

struct download {
	struct download_world world;
	struct offer offer; /* in hand; name "" = none */
	int64_t have; /* bytes of it on the disk */
	int tries; /* whole files that had another hash */
	struct transport_answer answer;
};

enum download_state {
	DOWNLOAD_IDLE, /* nothing is offered that is wanted */
	DOWNLOAD_MORE, /* a slice came: call again, at the pace wanted */
	DOWNLOAD_DONE, /* a file is whole: see offer.name; then download_forget() */
	DOWNLOAD_LATER, /* no network, no room, the hub changed its mind: ask again much later */
};

void download_init(struct download *d, const struct download_world *world);
void download_fini(struct download *d);
/* One step: asks for the list, or fetches one slice, or checks a whole file. */
NODISCARD int download_step(struct download *d, enum download_state *out);
/* What is in hand is let go (its bytes stay): the next step asks what there is. */
void download_forget(struct download *d);
