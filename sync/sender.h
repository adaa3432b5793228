#pragma once

/*
 * sender - brings sealed records to the hub and its receipts to the ledger
 *
 * One round: ask the hub where each epoch stands, send what it does not hold,
 * in order, and keep every receipt that is good: signed by our hub, for this
 * station, with our own record's hash. Nothing else counts as an ack, whatever
 * HTTP said. A record that spoils its batch is found by halving and sent
 * alone; the rest moves on. No record is ever given up.
 *
 * If the hub knows records that this station does not, the card was put back
 * or copied: its signed word is laid in the ledger, where the kiosk finds it
 * and begins a new epoch.
 */
#include "store/station.h"
#include "store/store_read.h"
#include "sync/backoff.h"
#include "sync/ledger_write.h"
#include "sync/reply.h"
#include "sync/transport.h"
#include "sync/wire.h"
#include "sys/clock.h"
#include "sys/log.h"

enum { SENDER_EPOCHS = 8, SENDER_TRIES = 3 };

/* All borrowed. */
struct sender_world {
	const char *data;
	const struct station *station;
	struct ledger_write *ledger;
	struct transport transport;
	const struct log *log;
	void (*say)(void *me, const char *sentence); /* progress, for a person */
	void *me;
	uint32_t (*random)(void *me);
	void *random_me;
};

/* What this run knows of one epoch. */
struct sender_epoch {
	uint32_t epoch; /* 0: row free */
	bool asked; /* the hub told its position */
	bool split; /* the hub's history differs from ours */
	uint32_t committed; /* our highest seq */
	uint32_t accepted; /* confirmed to us */
	uint32_t handled; /* up to here sent in this run, or known to be held */
	uint32_t hub_up_to;
	struct reply view; /* the latest */
};

struct sender {
	struct sender_world world;
	struct store_read *store; /* open during a round */
	struct backoff backoff;
	struct sizing sizing;
	uint32_t newest_epoch;
	size_t most; /* records in a batch now: halved to find a poisoned one */
	uint32_t failed_at; /* first seq of the batch that failed last */
	unsigned failed_times;
	int64_t hub_ms; /* latest signed time of the hub; 0: none */
	bool greeted; /* the hub told its limits and its last epoch */
	bool alarmed; /* a person was told that the hub is ahead */
	struct sender_epoch epochs[SENDER_EPOCHS];
	struct buf json, packed;
	uint32_t seqs[WIRE_RECORDS]; /* in the batch at hand */
	size_t n_seqs;
	struct transport_answer answer;
};

enum sender_state {
	SENDER_IDLE, /* nothing is left that could be sent */
	SENDER_LATER, /* something did not work: come again after wait_ms */
	SENDER_REFUSED, /* the hub does not want this station: a person must look; come again after wait_ms */
};

struct sender_result {
	enum sender_state state;
	int64_t wait_ms;
	int64_t unconfirmed; /* records without a receipt */
	int64_t aside; /* of these: held apart by the hub, or refused */
	int64_t sent; /* in this round */
};

void sender_init(struct sender *s, const struct sender_world *world);
void sender_fini(struct sender *s);
NODISCARD int sender_round(struct sender *s, struct sender_result *out);
/* The next round asks the hub anew where everything stands. */
void sender_forget(struct sender *s);
/* Checks and keeps one receipt, however it came (a reply, a stick). The answers of store/receipt.h. */
NODISCARD int sender_take_receipt(struct sender *s, const uint8_t bytes[RECEIPT_BYTES], struct receipt *out);
