#pragma once

/*
 * inbox - receipts that come back by stick
 *
 * Whoever reads a stick lays files NAME.receipt into DATA/ledger/inbox/, each
 * one receipt as in store/receipt.h (181 bytes). They are judged like those of
 * the network. A file that was looked at is removed, good or not: a receipt
 * can always be had again, and a full inbox would hide the next one.
 */
#include "sync/sender.h"

enum { INBOX_FILES = 1000 /* looked at in one go */ };

/* *kept: how many counted. A missing inbox is fine. */
NODISCARD int inbox_take(size_t *kept, struct sender *s);
