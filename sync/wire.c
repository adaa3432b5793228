#include "sync/wire.h"

#include <inttypes.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sync/projection.h"
#include "sys/text.h"
#include "sys/zone.h"

void wire_uuid(char out[WIRE_UUID + 1], const uint8_t id[RECORD_ID_BYTES])
{
	char hex[2 * RECORD_ID_BYTES + 1];

	hex_put(hex, id, RECORD_ID_BYTES);
	snprintf(out, WIRE_UUID + 1, "%.8s-%.4s-%.4s-%.4s-%.12s", hex, hex + 8, hex + 12, hex + 16, hex + 20);
}

void wire_time(char out[WIRE_TIME + 1], int64_t ms)
{
	static const int64_t last = INT64_C(253402300799999); /* 9999-12-31T23:59:59.999Z */
	int year, month, day;
	unsigned in_day;

	ms = ms < 0 ? 0 : ms > last ? last : ms;
	in_day = (unsigned)(ms % 86400000);
	civil_of_days(ms / 86400000, &year, &month, &day);
	/* the remainders only tell the compiler that every field keeps its width */
	snprintf(out, WIRE_TIME + 1, "%04u-%02u-%02uT%02u:%02u:%02u.%03uZ", (unsigned)year % 10000,
	        (unsigned)month % 100, (unsigned)day % 100, in_day / 3600000 % 24, in_day / 60000 % 60,
	        in_day / 1000 % 60, in_day % 1000);
}

const char *wire_clock_state(uint8_t state)
{
	static const char *const name[] = {[CLOCK_UNSET] = "unset", [CLOCK_HELD] = "held", [CLOCK_SYNCED] = "synced"};

	return state < sizeof(name) / sizeof(*name) ? name[state] : "unknown";
}

void projection_of(struct projection *out, const struct record_header *h)
{
	char device[2 * sizeof(h->device) + 1];

	hex_put(device, h->device, sizeof(h->device));
	wire_uuid(out->id, h->id);
	wire_time(out->time, h->created_ms);
	snprintf(out->source, sizeof(out->source), "urn:loket:kiosk:%s", device);
	snprintf(out->sequence, sizeof(out->sequence), "%010" PRIu32, h->seq);
	snprintf(out->dataschema, sizeof(out->dataschema), "urn:loket:record:%u:%u", h->type, h->schema);
	out->text[0] = (struct attribute){"specversion", "1.0"};
	out->text[1] = (struct attribute){"id", out->id};
	out->text[2] = (struct attribute){"source", out->source};
	out->text[3] = (struct attribute){"type", PROJECTION_TYPE};
	out->text[4] = (struct attribute){"time", out->time};
	out->text[5] = (struct attribute){"sequence", out->sequence};
	out->text[6] = (struct attribute){"sequencetype", "Integer"};
	out->text[7] = (struct attribute){"datacontenttype", PROJECTION_CONTENT};
	out->text[8] = (struct attribute){"dataschema", out->dataschema};
	out->text[9] = (struct attribute){"clockstate", wire_clock_state(h->clock_state)};
	out->number[0] = (struct count){"epoch", h->epoch};
	out->number[1] = (struct count){"keysetver", h->keyset};
}

size_t wire_event_bytes(const struct record *r)
{
	enum { ATTRIBUTES = 480 };
	size_t n = RECORD_HEADER_BYTES + KEY_SIGNATURE_BYTES + r->n_body;

	return (n + 2) / 3 * 4 + ATTRIBUTES;
}

void wire_begin(struct buf *out)
{
	buf_char(out, '[');
}

static void add_base64(struct buf *out, const struct record *r)
{
	static const int variant = sodium_base64_VARIANT_ORIGINAL;
	struct buf whole;
	size_t room;
	char *text;

	buf_init(&whole, RECORD_MAX);
	record_pack(&whole, r);
	room = sodium_base64_encoded_len(whole.len, variant);
	text = whole.failed ? NULL : malloc(room);
	if (!text)
		out->failed = true; /* told by buf_done() */
	else
		buf_text(out, sodium_bin2base64(text, room, whole.data, whole.len, variant));
	free(text);
	buf_fini(&whole);
}

/* None of the attributes has a character that JSON escapes. */
void wire_add(struct buf *out, const struct record *r)
{
	struct record_header h;
	struct projection p;

	if (record_header_take(&h, r->header) != 0) {
		out->failed = true;
		return;
	}
	projection_of(&p, &h);
	buf_text(out, out->len > 0 && out->data[out->len - 1] == '}' ? ",{" : "{");
	for (int i = 0; i < PROJECTION_TEXTS; i++)
		buf_printf(out, "\"%s\":\"%s\",", p.text[i].name, p.text[i].value);
	for (int i = 0; i < PROJECTION_NUMBERS; i++)
		buf_printf(out, "\"%s\":%" PRIu32 ",", p.number[i].name, p.number[i].value);
	buf_text(out, "\"data_base64\":\"");
	add_base64(out, r);
	buf_text(out, "\"}");
}

void wire_end(struct buf *out)
{
	buf_char(out, ']');
}
