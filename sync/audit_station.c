#include "sync/audit.h"

#include <stdio.h>
#include <string.h>

#include "store/ledger.h"
#include "store/store_read.h"
#include "sys/text.h"

enum { EPOCHS = 64 };

/* What the ledger's receipts confirm, newest epochs last. */
struct confirmed {
	const struct station *station;
	struct receipt epochs[EPOCHS];
	size_t n;
};

static int note_receipt(void *me, const void *bytes, size_t n)
{
	struct confirmed *c = me;
	struct receipt r;

	if (!c->station->has_hub_key || receipt_take(&r, bytes, n, c->station->hub_key.bytes) != 0 ||
	        memcmp(r.device, c->station->device, sizeof(r.device)) != 0)
		return 0;
	if (c->n == EPOCHS) {
		memmove(c->epochs, c->epochs + 1, (EPOCHS - 1) * sizeof(*c->epochs));
		c->n--;
	}
	c->epochs[c->n++] = r;
	return 0;
}

static int read_ledger(struct confirmed *c, const char *data)
{
	struct ledger *ledger;
	int r = ledger_open(&ledger, data);

	if (r != 0)
		return r < 0 ? err_up(r) : 0;
	r = ledger_each_receipt(ledger, note_receipt, c);
	ledger_close(ledger);
	return r < 0 ? err_up(r) : 0;
}

/* A receipt counts only where it names our own record: the hub may hold another history. */
static int confirmed_in(uint32_t *out, const struct confirmed *c, struct store_read *store, uint32_t epoch)
{
	uint8_t hash[RECORD_HASH_BYTES];
	struct store_row row;

	*out = 0;
	for (size_t i = 0; i < c->n; i++) {
		const struct receipt *r = &c->epochs[i];
		int e;

		if (r->epoch != epoch || r->confirmed_up_to == 0)
			continue;
		if ((e = store_read_from(&row, store, epoch, r->confirmed_up_to)) < 0)
			return err_up(e);
		if (e != 0 || row.epoch != epoch || row.seq != r->confirmed_up_to)
			continue;
		record_hash(hash, row.record.header);
		if (memcmp(hash, r->hash, sizeof(hash)) == 0)
			*out = r->confirmed_up_to;
	}
	return 0;
}

static int walk_store(struct audit *a, const struct confirmed *c, struct store_read *store)
{
	uint32_t epoch = 1, seq = 0, up_to = 0, asked = 0;
	struct store_row row;
	int r;

	while ((r = store_read_from(&row, store, epoch, seq)) == 0) {
		epoch = row.epoch;
		seq = row.seq;
		if (asked != epoch) {
			if ((r = confirmed_in(&up_to, c, store, epoch)) < 0 ||
			        (r = store_read_from(&row, store, epoch, seq)) != 0)
				return r < 0 ? err_up(r) : 0;
			asked = epoch;
		}
		if ((r = audit_take(a, &row.record, false, up_to)) < 0)
			return err_up(r);
		seq++;
	}
	return r < 0 ? err_up(r) : 0;
}

static int device_of(struct hub_device *out, const struct station *station, const char *data)
{
	struct key_public key;
	char dir[4096], path[4096];
	int r;

	*out = (struct hub_device){.trust = HUB_KNOWN};
	if ((r = station_path(dir, sizeof(dir), data, STATION_KEYS)) < 0)
		return err_up(r);
	if (snprintf(path, sizeof(path), "%.4000s/device.pub", dir) < 0 ||
	        (r = key_read_public(&key, path, KEY_DEVICE)) < 0)
		return err_up(r);
	memcpy(out->id, station->device, sizeof(out->id));
	memcpy(out->sign_key, key.bytes, sizeof(out->sign_key));
	(void)text_copy(out->station, sizeof(out->station), station->code);
	return 0;
}

int audit_station(struct audit *a, const char *data)
{
	struct station station;
	struct confirmed confirmed = {.station = &station};
	struct store_read *store = NULL;
	struct hub_device device;
	int r;

	if ((r = station_read(&station, data)) < 0 || (r = device_of(&device, &station, data)) < 0 ||
	        (r = read_ledger(&confirmed, data)) < 0 || (r = store_read_open(&store, data)) < 0)
		return err_up(r);
	if (r == STORE_READ_NONE)
		return 0;
	if ((r = audit_device(a, &device)) == 0)
		r = walk_store(a, &confirmed, store);
	store_read_close(store);
	if (r == 0)
		audit_end(a);
	return err_up(r);
}
