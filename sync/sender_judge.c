#include "sync/sender_inside.h"

#include <errno.h>
#include <string.h>

int sender_hash_at(uint8_t out[RECORD_HASH_BYTES], bool *found, struct sender *s, uint32_t epoch, uint32_t seq)
{
	struct store_row row;
	int r = seq > 0 ? store_read_from(&row, s->store, epoch, seq) : STORE_READ_END;

	if (r < 0)
		return err_up(r);
	*found = r == 0 && row.epoch == epoch && row.seq == seq;
	if (*found)
		record_hash(out, row.record.header);
	return 0;
}

/* Within an epoch numbers have no holes, so the last one is found by halving. */
int sender_last_of(uint32_t *out, struct sender *s, uint32_t epoch)
{
	uint32_t low = 0, high = WIRE_NUMBER_MOST; /* low is there (or 0), above high is nothing */

	while (low < high) {
		uint32_t middle = low + (high - low + 1) / 2;
		struct store_row row;
		int r = store_read_from(&row, s->store, epoch, middle);

		if (r < 0)
			return err_up(r);
		if (r == 0 && row.epoch == epoch)
			low = row.seq;
		else
			high = middle - 1;
	}
	*out = low;
	return 0;
}

static int kept_receipt(struct receipt *out, bool *found, struct sender *s, uint32_t epoch)
{
	uint8_t bytes[RECEIPT_BYTES];
	int r = ledger_get_receipt(bytes, found, s->world.ledger, epoch);

	if (r < 0)
		return err_up(r);
	if (*found && receipt_take(out, bytes, sizeof(bytes), s->world.station->hub_key.bytes) != 0)
		*found = false;
	return 0;
}

int sender_accepted(uint32_t *out, struct sender *s, uint32_t epoch)
{
	uint8_t hash[RECORD_HASH_BYTES];
	struct receipt kept;
	bool found, own;
	int r = kept_receipt(&kept, &found, s, epoch);

	*out = 0;
	if (r < 0 || !found)
		return err_up(r);
	if ((r = sender_hash_at(hash, &own, s, epoch, kept.confirmed_up_to)) < 0)
		return err_up(r);
	if (own && memcmp(hash, kept.hash, sizeof(hash)) == 0)
		*out = kept.confirmed_up_to;
	return 0;
}

static int keep(struct sender *s, const struct receipt *r, const uint8_t bytes[RECEIPT_BYTES])
{
	struct receipt kept;
	bool found;
	int e = kept_receipt(&kept, &found, s, r->epoch);

	if (e < 0)
		return err_up(e);
	if (found && kept.confirmed_up_to == r->confirmed_up_to && memcmp(kept.hash, r->hash, sizeof(r->hash)) == 0)
		return 0;
	return err_up(ledger_put_receipt(s->world.ledger, r->epoch, bytes));
}

static void raise_alarm(struct sender *s, const struct receipt *r)
{
	if (!s->alarmed)
		sender_say(s,
		        "ALARM: the hub has records of this station that this station does not know (up to %u-%u). "
		        "Its card was put back to an older state, or copied. A new epoch begins; tell the office.",
		        r->epoch, r->confirmed_up_to);
	s->alarmed = true;
}

int sender_take_receipt(struct sender *s, const uint8_t bytes[RECEIPT_BYTES], struct receipt *out)
{
	struct receipt_view own = {.device = s->world.station->device, .newest_epoch = s->newest_epoch};
	uint8_t hash[RECORD_HASH_BYTES];
	bool found;
	int verdict = receipt_take(out, bytes, RECEIPT_BYTES, s->world.station->hub_key.bytes), r;

	if (verdict != 0)
		return verdict;
	if ((r = sender_last_of(&own.committed, s, out->epoch)) < 0 ||
	        (r = sender_accepted(&own.accepted, s, out->epoch)) < 0 ||
	        (r = sender_hash_at(hash, &found, s, out->epoch, out->confirmed_up_to)) < 0)
		return err_up(r);
	own.hash = found ? hash : NULL;
	verdict = receipt_judge(out, &own);
	if (verdict != RECEIPT_OTHER_DEVICE && out->hub_ms > s->hub_ms)
		s->hub_ms = out->hub_ms;
	if (verdict == RECEIPT_AHEAD || verdict == RECEIPT_OTHER_HASH)
		raise_alarm(s, out);
	if (verdict == 0 || verdict == RECEIPT_AHEAD || verdict == RECEIPT_OTHER_HASH)
		if ((r = keep(s, out, bytes)) < 0)
			return err_up(r);
	return verdict;
}
