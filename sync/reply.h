#pragma once

/*
 * reply - what a hub said, as far as it can be understood
 *
 * Only the signed receipt in it is ever believed (store/receipt.h); the rest
 * tells what need not be sent again and is checked by what happens next. Any
 * bytes may come here: a captive portal's page, half a reply, another server.
 */
#include <stdbool.h>
#include <stdint.h>
#include "store/receipt.h"

enum { REPLY_GAPS = 64, REPLY_EXCEPTIONS = 256, REPLY_MOST = 256 * 1024 };

enum reply_status { REPLY_DUPLICATE, REPLY_CONFLICT, REPLY_QUARANTINED, REPLY_REFUSED };

struct reply {
	uint8_t receipt[RECEIPT_BYTES];
	uint32_t highest;
	struct {
		uint32_t from, to;
	} gaps[REPLY_GAPS];
	size_t n_gaps;
	struct {
		uint32_t item; /* place in the batch, from 0 */
		enum reply_status status;
		char code[32];
	} exceptions[REPLY_EXCEPTIONS];
	size_t n_exceptions;
	uint32_t max_bytes; /* 0: not said */
};

/* Answer. */
enum { REPLY_UNREADABLE = 1 };
NODISCARD int reply_read(struct reply *out, const void *bytes, size_t n);
/* Does the reply say that this place is held? up_to: what its receipt confirms. */
bool reply_holds(const struct reply *r, uint32_t up_to, uint32_t seq);
