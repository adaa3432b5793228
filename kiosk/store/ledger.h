#pragma once

/*
 * ledger - what loket-sync knows, as the kiosk reads it
 *
 * DATA/ledger/ledger.db is written by loket-sync alone, with the tables below
 * (WAL, made with LEDGER_SCHEMA; it may hold more tables). The kiosk opens it
 * read-only and believes nothing in it but signed receipts it has checked.
 *
 *   receipt(epoch INTEGER PRIMARY KEY, bytes BLOB)     the latest good receipt of each epoch, RECEIPT_BYTES
 *   sent(epoch INTEGER PRIMARY KEY, up_to INTEGER)     highest seq that was handed to the hub, for show only
 */
#include <stdint.h>
#include "sys/err.h"

#define LEDGER_SCHEMA                                                                                                  \
	"CREATE TABLE IF NOT EXISTS receipt(epoch INTEGER PRIMARY KEY, bytes BLOB NOT NULL);"                          \
	"CREATE TABLE IF NOT EXISTS sent(epoch INTEGER PRIMARY KEY, up_to INTEGER NOT NULL);"

struct ledger;

/* Answers. */
enum { LEDGER_NONE = 1 }; /* no ledger yet, or not one that can be read now: try again later */

typedef int ledger_receipt_fn(void *me, const void *bytes, size_t n);

NODISCARD int ledger_open(struct ledger **out, const char *data);
void ledger_close(struct ledger *l); /* NULL is fine */
/* Calls fn for each receipt, oldest epoch first; a result other than 0 ends the walk and is given back. */
NODISCARD int ledger_each_receipt(struct ledger *l, ledger_receipt_fn *fn, void *me);
/* *up_to = 0 when nothing of that epoch was sent. */
NODISCARD int ledger_sent(struct ledger *l, uint32_t epoch, uint32_t *up_to);
