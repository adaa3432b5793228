#pragma once

/*
 * hub_reply - what the hub answers, as JSON
 *
 * Plain functions from facts to text. Names are English where the Dutch API
 * rules would have Dutch ones: see PROTOCOL.md.
 */
#include "sync/hub.h"
#include "sys/buf.h"

struct hub_answer {
	const struct hub_head *head; /* its receipt is the one sent along */
	const struct hub_gap *gaps;
	size_t n_gaps;
	int64_t now_ms;
};

/* The reply to POST /v1/batches: what is not listed as an exception is stored. */
void hub_reply_batch(struct buf *out, const struct hub_batch *batch);
/* The reply to GET /v1/position. */
void hub_reply_position(struct buf *out, const struct hub_answer *a);

/* RFC 9457. kind goes into the type URI: "no-certificate". */
struct hub_problem {
	unsigned status;
	const char *kind, *title, *detail;
	unsigned retry_s; /* 0: no Retry-After */
};
void hub_reply_problem(struct buf *out, const struct hub_problem *p);
