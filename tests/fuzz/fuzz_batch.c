#include <stdlib.h>
#include <string.h>

#include "sync/pack.h"
#include "sync/reply.h"
#include "sync/wire.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

/* An item is a whole record or it has a reason; a whole one is written again byte for byte. */
static void check_item(const struct wire_item *item)
{
	struct wire_batch again;
	struct buf json;

	if (!item->why && !item->has_header)
		abort();
	if (item->why)
		return;
	buf_init(&json, WIRE_BATCH);
	wire_begin(&json);
	wire_add(&json, &item->record);
	wire_end(&json);
	if (buf_done(&json) < 0 || wire_read(&again, json.data, json.len, NULL) != 0 || again.n != 1 ||
	        again.items[0].why || again.items[0].len != item->len ||
	        memcmp(again.items[0].bytes, item->bytes, item->len) != 0)
		abort();
	wire_free(&again);
	buf_fini(&json);
}

static void try_batch(const void *json, size_t n)
{
	static const uint8_t key[KEY_BYTES];
	struct wire_batch batch;

	if (wire_read(&batch, json, n, NULL) == 0) {
		for (size_t i = 0; i < batch.n; i++)
			check_item(&batch.items[i]);
		wire_free(&batch);
	}
	if (wire_read(&batch, json, n, key) == 0) {
		for (size_t i = 0; i < batch.n; i++)
			if (!batch.items[i].why)
				abort(); /* nobody has signed with that key */
		wire_free(&batch);
	}
}

static void try_reply(const void *json, size_t n)
{
	struct reply reply;

	if (reply_read(&reply, json, n) != 0)
		return;
	if (reply.n_gaps > REPLY_GAPS || reply.n_exceptions > REPLY_EXCEPTIONS)
		abort();
	for (size_t i = 0; i < reply.n_gaps; i++)
		if (reply_holds(&reply, 0, reply.gaps[i].from) && reply.gaps[i].from > 0)
			abort();
}

/* The first byte chooses: a packed batch, a batch, a reply. */
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	struct buf json;

	if (n == 0)
		return 0;
	buf_init(&json, WIRE_BATCH);
	if (bytes[0] % 3 == 0 && pack_open(&json, PACK_ZSTD, bytes + 1, n - 1, WIRE_BATCH) == 0)
		try_batch(json.data, json.len);
	else if (bytes[0] % 3 == 1)
		try_batch(bytes + 1, n - 1);
	else
		try_reply(bytes + 1, n - 1);
	buf_fini(&json);
	return 0;
}
