#pragma once

/*
 * store_card - a station's disk, as files that a test spoils and lays down again
 */
#include "store_world.h"

enum { CARD_FILE_MOST = 4 << 20 };

/* As it is now: laid down again for each damage. */
struct card {
	struct buf db, wal, pledge;
};

void card_take(struct card *c, const struct store_test *t);
void card_lay(const struct card *c, const struct store_test *t); /* and without shared memory */
void card_free(struct card *c);

/* One file of DATA/store: reads it, puts other bytes there, removes it. */
void card_read(struct buf *out, const struct store_test *t, const char *file);
void card_put(const struct store_test *t, const char *file, const void *bytes, size_t n);
void card_gone(const struct store_test *t, const char *file);

/* Two records in the database itself, `more` in its log. */
void card_station(struct store_test *t, int more);
/* What is told: records of epoch 1; to 0: not known. */
void card_loss(struct store *s, uint32_t from, uint32_t to);
int card_records(const struct store_test *t); /* of epoch 1, without a hole */
