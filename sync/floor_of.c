#include "sync/floor_of.h"

#include "store/store_read.h"
#include "sync/pki.h"

static void raise(int64_t *floor_ms, int64_t to_ms)
{
	if (to_ms > *floor_ms)
		*floor_ms = to_ms;
}

static int raise_by_receipt(
        int64_t *floor_ms, const struct station *station, struct ledger_write *ledger, uint32_t epoch)
{
	uint8_t bytes[RECEIPT_BYTES];
	struct receipt receipt;
	bool found;
	int r = ledger_get_receipt(bytes, &found, ledger, epoch);

	if (r < 0)
		return err_up(r);
	if (found && receipt_take(&receipt, bytes, sizeof(bytes), station->hub_key.bytes) == 0)
		raise(floor_ms, receipt.hub_ms);
	return 0;
}

int floor_of(int64_t *out_ms, const char *data, const struct station *station, struct ledger_write *ledger)
{
	struct store_read *store = NULL;
	struct record_header header;
	struct store_row head;
	struct pki_card card;
	char path[4096];
	int64_t floor_ms = 0;
	int r = station_path(path, sizeof(path), data, STATION_CLIENT_CRT);

	if (r < 0)
		return err_up(r);
	if (pki_read_card(&card, path) == 0)
		raise(&floor_ms, card.from_s * 1000);
	r = store_read_open(&store, data);
	if (r == 0)
		r = store_read_head(&head, store);
	if (r == 0 && record_header_take(&header, head.record.header) == 0) {
		for (uint32_t epoch = header.epoch; r == 0 && epoch > 0 && header.epoch - epoch < 2; epoch--)
			r = raise_by_receipt(&floor_ms, station, ledger, epoch);
	}
	store_read_close(store);
	if (r < 0)
		return err_up(r);
	*out_ms = floor_ms;
	return 0;
}
