#include "sync/audit.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void audit_init(struct audit *a, const struct audit_world *world)
{
	*a = (struct audit){.world = *world};
}

void audit_fini(struct audit *a)
{
	free(a->seen.all);
	free(a->links.all);
	a->seen = a->links = (struct audit_hashes){0};
}

void audit_find(struct audit *a, const char *fmt, ...)
{
	char sentence[300];
	va_list args;

	va_start(args, fmt);
	vsnprintf(sentence, sizeof(sentence), fmt, args);
	va_end(args);
	a->findings++;
	a->world.find(a->world.me, sentence);
}

static int hashes_add(struct audit_hashes *h, const uint8_t hash[RECORD_HASH_BYTES])
{
	if (h->n == h->room) {
		size_t room = h->room ? 2 * h->room : 256;
		void *all = realloc(h->all, room * sizeof(*h->all));

		if (!all)
			return err_new(ENOMEM, "There is no memory to check %zu records.", room);
		h->all = all;
		h->room = room;
	}
	memcpy(h->all[h->n++], hash, RECORD_HASH_BYTES);
	return 0;
}

static bool hashes_have(const struct audit_hashes *h, const uint8_t hash[RECORD_HASH_BYTES])
{
	for (size_t i = 0; i < h->n; i++)
		if (memcmp(h->all[i], hash, RECORD_HASH_BYTES) == 0)
			return true;
	return false;
}

/* A link may point at a conflict, which comes last: so links are settled at the device's end. */
static void end_device(struct audit *a)
{
	for (size_t i = 0; i < a->links.n; i++)
		if (!hashes_have(&a->seen, a->links.all[i]))
			audit_find(a, "%s: an epoch follows a record that is not here.", a->device.station);
	a->links.n = a->seen.n = 0;
}

int audit_device(struct audit *a, const struct hub_device *device)
{
	end_device(a);
	a->device = *device;
	a->stations++;
	chain_start(&a->chain, device->id, device->sign_key);
	return 0;
}

void audit_end(struct audit *a)
{
	end_device(a);
}

static void name_gap(struct audit *a, const struct record_header *h)
{
	uint32_t from = h->epoch == a->chain.epoch ? a->chain.seq + 1 : 1;

	if (from == h->seq - 1)
		audit_find(a, "GAP %s: record %u-%u is missing.", a->device.station, h->epoch, from);
	else
		audit_find(a, "GAP %s: records %u-%u to %u-%u are missing.", a->device.station, h->epoch, from,
		        h->epoch, h->seq - 1);
}

/* A new card after a lost one: a later epoch on the station's anchor, without a link. */
static bool begins_on_anchor(const struct audit *a, const struct record_header *h)
{
	uint8_t anchor[RECORD_HASH_BYTES];

	chain_anchor(anchor, a->device.id, a->device.sign_key);
	return h->seq == 1 && memcmp(h->prev_hash, anchor, sizeof(anchor)) == 0;
}

static int follow_chain(struct audit *a, const struct audit_record *r, const uint8_t *header)
{
	const struct record_header *h = &r->header;

	if (a->partial && a->seen.n == 0) {
		chain_resume(&a->chain, h->device, h->epoch, h->seq, r->hash);
		return 0;
	}
	if (h->epoch > a->chain.epoch && a->chain.epoch > 0 && begins_on_anchor(a, h))
		chain_start(&a->chain, a->device.id, a->device.sign_key);
	switch (chain_take(&a->chain, header)) {
	case 0:
		return 0;
	case CHAIN_LINKED_ELSEWHERE:
		return err_up(hashes_add(&a->links, h->prev_hash));
	case CHAIN_GAP:
		name_gap(a, h);
		break;
	case CHAIN_KNOWN:
		audit_find(a, "DOUBLE %s: record %u-%u is here more than once.", a->device.station, h->epoch, h->seq);
		return 0;
	default:
		audit_find(a, "CHAIN %s: record %u-%u does not follow the one before it.", a->device.station, h->epoch,
		        h->seq);
	}
	chain_resume(&a->chain, h->device, h->epoch, h->seq, r->hash);
	return 0;
}

/* True when the record is what its station signed. */
static bool is_genuine(struct audit *a, const struct audit_record *r, int verdict)
{
	static const char *const what[] = {[RECORD_MALFORMED] = "can not be read",
	        [RECORD_BAD_BODY] = "was altered: its body is not the one signed for",
	        [RECORD_BAD_SIGNATURE] = "was altered: the station's signature does not fit",
	        [RECORD_BAD_CHAIN] = "does not follow"};

	if (verdict == 0)
		return true;
	audit_find(a, "ALTERED %s: record %u-%u %s.", a->device.station, r->header.epoch, r->header.seq, what[verdict]);
	return false;
}

int audit_take(struct audit *a, const struct record *record, bool conflict, uint32_t confirmed)
{
	struct audit_record r = {.device = &a->device, .record = *record, .conflict = conflict};
	int e;

	a->records++;
	if (record_header_take(&r.header, record->header) != 0) {
		audit_find(a, "ALTERED %s: a record can not be read.", a->device.station);
		return 0;
	}
	record_hash(r.hash, record->header);
	if (!is_genuine(a, &r, record_check(NULL, record, a->device.sign_key)))
		return 0;
	if (conflict) {
		a->conflicts++;
		audit_find(a, "CONFLICT %s: another record also claims to be %u-%u.", a->device.station, r.header.epoch,
		        r.header.seq);
	} else if ((e = follow_chain(a, &r, record->header)) < 0) {
		return err_up(e);
	}
	if ((e = hashes_add(&a->seen, r.hash)) < 0)
		return err_up(e);
	r.has_receipt = !conflict && r.header.seq <= confirmed;
	return a->world.take ? err_up(a->world.take(a->world.me, &r)) : 0;
}
