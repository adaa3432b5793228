#include "sync/wire.h"

#include <errno.h>
#include <jansson.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "sync/projection.h"
#include "sys/text.h"

/* NULL, or the reason why the event's text does not hold the bytes of a record. */
static const char *take_data(struct wire_item *item, const json_t *event, const char *no_memory)
{
	const json_t *data = json_object_get(event, "data_base64");
	size_t chars = json_string_length(data), room = chars / 4 * 3;

	if (!json_is_string(data))
		return "json";
	if (room > RECORD_MAX + 2)
		return "record";
	if (!(item->bytes = malloc(room + 1)))
		return no_memory;
	if (sodium_base642bin(item->bytes, room, json_string_value(data), chars, NULL, &item->len, NULL,
	            sodium_base64_VARIANT_ORIGINAL) != 0) {
		free(item->bytes);
		item->bytes = NULL;
		item->len = 0; /* libsodium tells how far it came, also when it failed */
		return "base64";
	}
	return NULL;
}

static bool is_projected(const json_t *event, const struct record_header *h)
{
	struct projection p;

	projection_of(&p, h);
	for (int i = 0; i < PROJECTION_TEXTS; i++)
		if (!text_is(json_string_value(json_object_get(event, p.text[i].name)), p.text[i].value))
			return false;
	for (int i = 0; i < PROJECTION_NUMBERS; i++) {
		const json_t *n = json_object_get(event, p.number[i].name);

		if (!json_is_integer(n) || json_integer_value(n) != p.number[i].value)
			return false;
	}
	return true;
}

static const char *judge(struct wire_item *item, const json_t *event, const uint8_t *device_key)
{
	uint8_t body_hash[RECORD_HASH_BYTES];

	if (record_unpack(&item->record, item->bytes, item->len) != 0 ||
	        record_header_take(&item->header, item->record.header) != 0)
		return "record";
	item->has_header = true;
	record_hash(item->hash, item->record.header);
	if (item->header.epoch > WIRE_NUMBER_MOST || item->header.seq > WIRE_NUMBER_MOST ||
	        item->header.keyset > WIRE_NUMBER_MOST)
		return "range";
	record_body_hash(body_hash, item->record.body, item->record.n_body);
	if (memcmp(body_hash, item->header.body_hash, sizeof(body_hash)) != 0)
		return "body";
	if (device_key && record_check(NULL, &item->record, device_key) != 0)
		return "signature";
	return is_projected(event, &item->header) ? NULL : "projection";
}

/* What can not be decoded is kept as the text it came as. */
static void keep_text(struct wire_item *item, const json_t *event)
{
	free(item->bytes);
	item->bytes = (uint8_t *)json_dumps(event, JSON_COMPACT | JSON_ENCODE_ANY);
	item->len = item->bytes ? strlen((const char *)item->bytes) : 0;
}

static int read_item(struct wire_item *item, const json_t *event, const uint8_t *device_key)
{
	static const char no_memory[] = "memory";

	item->why = json_is_object(event) ? take_data(item, event, no_memory) : "json";
	if (item->why == no_memory)
		return err_new(ENOMEM, "There is no memory to read a batch.");
	if (!item->why)
		item->why = judge(item, event, device_key);
	if (item->len == 0)
		keep_text(item, event);
	return item->bytes ? 0 : err_new(ENOMEM, "There is no memory to read a batch.");
}

static int read_items(struct wire_batch *b, const json_t *events, const uint8_t *device_key)
{
	b->n = json_array_size(events);
	if (b->n > WIRE_RECORDS)
		return WIRE_TOO_MANY;
	b->items = calloc(b->n + 1, sizeof(*b->items));
	if (!b->items)
		return err_new(ENOMEM, "There is no memory to read a batch.");
	for (size_t i = 0; i < b->n; i++) {
		int r = read_item(&b->items[i], json_array_get(events, i), device_key);

		if (r < 0)
			return err_up(r);
	}
	return 0;
}

int wire_read(struct wire_batch *out, const void *json, size_t n, const uint8_t *device_key)
{
	struct wire_batch b = {0};
	json_t *events = json_loadb(json, n, JSON_REJECT_DUPLICATES, NULL);
	int r;

	if (!events)
		return WIRE_NOT_JSON;
	r = json_is_array(events) ? read_items(&b, events, device_key) : WIRE_NOT_A_BATCH;
	json_decref(events);
	if (r != 0) {
		if (!b.items)
			b.n = 0;
		wire_free(&b);
		return r;
	}
	*out = b;
	return 0;
}

void wire_free(struct wire_batch *b)
{
	if (!b)
		return;
	for (size_t i = 0; i < b->n; i++)
		free(b->items[i].bytes);
	free(b->items);
	*b = (struct wire_batch){0};
}
