#include <string.h>

#include "store/ledger.h"
#include "store/store_read.h"
#include "sync/stick_inside.h"

int stick_reader_open(struct stick_reader *out, const struct stick_station *s)
{
	struct stick_reader reader = {.station = s};
	int r = store_read_open(&reader.store, s->data);

	if (r < 0)
		return err_up(r);
	if (r == STORE_READ_NONE)
		reader.store = NULL;
	/* A damaged one is loket-sync's to begin anew; until then nothing counts as signed for, and all goes on the stick. */
	if (ledger_open(&reader.ledger, s->data) != 0)
		reader.ledger = NULL;
	*out = reader;
	return 0;
}

void stick_reader_close(struct stick_reader *r)
{
	store_read_close(r->store);
	ledger_close(r->ledger);
	r->store = NULL;
	r->ledger = NULL;
}

int stick_reader_hash(uint8_t out[32], bool *found, struct stick_reader *r, uint32_t epoch, uint32_t seq)
{
	struct store_row row;
	int e = r->store && seq > 0 ? store_read_from(&row, r->store, epoch, seq) : STORE_READ_END;

	if (e < 0)
		return err_up(e);
	*found = e == 0 && row.epoch == epoch && row.seq == seq;
	if (*found)
		record_hash(out, row.record.header);
	return 0;
}

int stick_reader_last(uint32_t *out, struct stick_reader *r, uint32_t epoch)
{
	uint32_t low = 0, high = r->store ? WIRE_NUMBER_MOST : 0;

	while (low < high) {
		uint32_t middle = low + (high - low + 1) / 2;
		struct store_row row;
		int e = store_read_from(&row, r->store, epoch, middle);

		if (e < 0)
			return err_up(e);
		if (e == 0 && row.epoch == epoch)
			low = row.seq;
		else
			high = middle - 1;
	}
	*out = low;
	return 0;
}

struct search {
	const struct stick_station *s;
	uint32_t epoch;
	struct receipt found; /* confirmed_up_to 0: none */
};

static int look(void *me, const void *bytes, size_t n)
{
	struct search *s = me;
	struct receipt r;

	if (receipt_take(&r, bytes, n, s->s->station->hub_key.bytes) == 0 && r.epoch == s->epoch &&
	        memcmp(r.device, s->s->station->device, sizeof(r.device)) == 0)
		s->found = r;
	return 0;
}

int stick_reader_accepted(uint32_t *out, struct stick_reader *r, uint32_t epoch)
{
	struct search s = {.s = r->station, .epoch = epoch};
	uint8_t hash[32];
	bool own;
	int e = 0;

	*out = 0;
	if (!r->ledger || !r->station->station->has_hub_key)
		return 0;
	e = ledger_each_receipt(r->ledger, look, &s);
	if (e != 0 || s.found.confirmed_up_to == 0)
		return 0;
	if ((e = stick_reader_hash(hash, &own, r, epoch, s.found.confirmed_up_to)) < 0)
		return err_up(e);
	if (own && memcmp(hash, s.found.hash, sizeof(hash)) == 0)
		*out = s.found.confirmed_up_to;
	return 0;
}
