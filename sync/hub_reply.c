#include "sync/hub_reply.h"

#include <inttypes.h>
#include <sodium.h>

#include "sync/pack.h"
#include "sys/text.h"

static const char *const outcome_name[] = {[HUB_STORED] = "stored",
        [HUB_DUPLICATE] = "duplicate",
        [HUB_CONFLICT] = "conflict",
        [HUB_SET_ASIDE] = "quarantined",
        [HUB_REFUSED] = "refused"};

static void put_head(struct buf *out, const struct hub_head *h)
{
	char device[2 * sizeof(h->device) + 1], hash[2 * sizeof(h->hash) + 1];

	hex_put(device, h->device, sizeof(h->device));
	hex_put(hash, h->hash, sizeof(h->hash));
	buf_printf(out, "\"device\":\"%s\",\"epoch\":%" PRIu32 ",\"acknowledgedUpTo\":%" PRIu32 ",\"headHash\":\"%s\"",
	        device, h->epoch, h->acked, hash);
}

static void put_gaps(struct buf *out, uint32_t highest, const struct hub_gap *gaps, size_t n)
{
	buf_printf(out, ",\"highest\":%" PRIu32 ",\"gaps\":[", highest);
	for (size_t i = 0; i < n; i++)
		buf_printf(out, "%s[%" PRIu32 ",%" PRIu32 "]", i > 0 ? "," : "", gaps[i].from, gaps[i].to);
	buf_text(out, "]");
}

static void put_receipt(struct buf *out, const struct hub_head *h)
{
	char text[sodium_base64_ENCODED_LEN(RECEIPT_BYTES, sodium_base64_VARIANT_ORIGINAL)];

	sodium_bin2base64(text, sizeof(text), h->receipt, RECEIPT_BYTES, sodium_base64_VARIANT_ORIGINAL);
	buf_printf(out, ",\"receipt\":\"%s\"", text);
}

static void put_exception(struct buf *out, const struct wire_item *item, const struct hub_item *result, size_t at)
{
	char id[WIRE_UUID + 1] = "";

	if (item->has_header)
		wire_uuid(id, item->header.id);
	buf_printf(out, "{\"item\":%zu,\"sequence\":\"%010" PRIu32 "\",\"id\":\"%s\",\"status\":\"%s\"", at,
	        item->has_header ? item->header.seq : 0, id, outcome_name[result->outcome]);
	if (result->code)
		buf_printf(out, ",\"code\":\"%s\"", result->code);
	buf_printf(out, ",\"retry\":%s}", result->outcome == HUB_REFUSED ? "true" : "false");
}

void hub_reply_batch(struct buf *out, const struct hub_batch *b)
{
	bool first = true;

	buf_char(out, '{');
	put_head(out, &b->head);
	put_gaps(out, b->head.highest, b->gaps, b->n_gaps);
	buf_text(out, ",\"exceptions\":[");
	for (size_t i = 0; i < b->n; i++) {
		if (b->results[i].outcome == HUB_STORED)
			continue;
		if (!first)
			buf_char(out, ',');
		put_exception(out, &b->items[i], &b->results[i], i);
		first = false;
	}
	buf_char(out, ']');
	put_receipt(out, &b->head);
	buf_char(out, '}');
}

void hub_reply_position(struct buf *out, const struct hub_answer *a)
{
	char now[WIRE_TIME + 1];

	wire_time(now, a->now_ms);
	buf_char(out, '{');
	put_head(out, a->head);
	put_gaps(out, a->head->highest, a->gaps, a->n_gaps);
	buf_printf(out,
	        ",\"maxBytes\":%d,\"maxRecords\":%d,\"encodings\":[\"zstd\",\"identity\"],\"batchMode\":true,"
	        "\"serverTime\":\"%s\",\"waitSeconds\":0",
	        WIRE_BATCH, WIRE_RECORDS, now);
	put_receipt(out, a->head);
	buf_char(out, '}');
}

/* Titles and details are our own sentences: they have no character that JSON escapes. */
void hub_reply_problem(struct buf *out, const struct hub_problem *p)
{
	buf_printf(out, "{\"type\":\"urn:loket:problem:%s\",\"title\":\"%s\",\"status\":%u,\"detail\":\"%s\"}", p->kind,
	        p->title, p->status, p->detail);
}
