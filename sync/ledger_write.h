#pragma once

/*
 * ledger_write - the ledger as its only writer, loket-sync, keeps it
 *
 * Tables and meaning stand in store/ledger.h; what the kiosk reads there are
 * signed receipts. Two tables more are ours alone: what the hub set aside or
 * holds as a conflict, so that it is not sent again and again and a person can
 * be told.
 */
#include <stdbool.h>
#include "store/ledger.h"
#include "store/receipt.h"
#include "sync/db.h"
#include "sys/clock.h"

struct ledger_write {
	struct db db;
};

struct ledger_aside {
	uint32_t epoch, seq;
	char code[32]; /* "signature", "conflict", "refused", ... */
};
typedef int ledger_aside_fn(void *me, const struct ledger_aside *a);

enum { LEDGER_DAMAGED_MOST = 3, LEDGER_DAMAGED_BYTES = 16 << 20 };

/* Makes DATA/ledger/ledger.db when absent, and looks whether it is whole and of our form. */
NODISCARD int ledger_write_open(struct ledger_write *out, const char *data);
/* The same; with a surprise *damaged says whether what lies there is no ledger. */
NODISCARD int ledger_write_look(struct ledger_write *out, bool *damaged, const char *data);
bool ledger_is_damaged(const struct ledger_write *l); /* met since it was opened */
/*
 * The same, but what is damaged is set aside as ledger.db.damaged-TIME (the newest LEDGER_DAMAGED_MOST are kept, none over
 * LEDGER_DAMAGED_BYTES) and a new one begins; told says so then, and is "" else. A ledger knows nothing that the hub can
 * not tell again.
 */
NODISCARD int ledger_write_begin(
        struct ledger_write *out, char *told, size_t room, const char *data, const struct clock *clock);
/* Without looking: damage was met after it was opened; it is closed by now. */
NODISCARD int ledger_write_anew(
        struct ledger_write *out, char *told, size_t room, const char *data, const struct clock *clock);
void ledger_write_close(struct ledger_write *l);

/* The kept receipt of an epoch; *found false: none. Its signature was checked before it was kept. */
NODISCARD int ledger_get_receipt(uint8_t out[RECEIPT_BYTES], bool *found, struct ledger_write *l, uint32_t epoch);
NODISCARD int ledger_put_receipt(struct ledger_write *l, uint32_t epoch, const uint8_t bytes[RECEIPT_BYTES]);
/* Never goes back. */
NODISCARD int ledger_put_sent(struct ledger_write *l, uint32_t epoch, uint32_t up_to);

NODISCARD int ledger_put_aside(struct ledger_write *l, const struct ledger_aside *a);
NODISCARD int ledger_is_aside(bool *out, struct ledger_write *l, uint32_t epoch, uint32_t seq);
/* The lowest seq of an epoch that is aside; 0: none. */
NODISCARD int ledger_first_aside(uint32_t *out, struct ledger_write *l, uint32_t epoch);
NODISCARD int ledger_each_aside(struct ledger_write *l, ledger_aside_fn *fn, void *me);
