#include "harness.h"

#include <jansson.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>

#include "store/kinds.h"
#include "sync/wire.h"
#include "sys/text.h"

/* A signed record with a body of n bytes, that nobody could open and nobody needs to. */
struct sample {
	struct key_secret *key;
	struct record_header h;
	uint8_t header[RECORD_HEADER_BYTES], signature[KEY_SIGNATURE_BYTES], *body;
	struct record record;
};

static void sample_sign(struct sample *s)
{
	uint8_t hash[RECORD_HASH_BYTES];

	record_header_put(s->header, &s->h);
	record_hash(hash, s->header);
	record_sign(s->signature, s->key, hash);
}

static void sample_make(struct sample *s, size_t n)
{
	memset(s, 0, sizeof(*s));
	CHECK(sodium_init() >= 0);
	CHECK_OK(key_new(&s->key, KEY_DEVICE, true));
	s->body = malloc(n + 1);
	randombytes_buf(s->body, n);
	memset(s->h.device, 0xab, sizeof(s->h.device));
	memset(s->h.id, 0x01, sizeof(s->h.id));
	s->h.epoch = 2;
	s->h.seq = 41;
	s->h.type = KIND_SELF_REPORT;
	s->h.schema = 3;
	s->h.created_ms = 1773483630123;
	s->h.clock_state = CLOCK_HELD;
	s->h.keyset = 7;
	record_body_hash(s->h.body_hash, s->body, n);
	sample_sign(s);
	s->record = (struct record){s->header, s->signature, s->body, n};
}

static void sample_end(struct sample *s)
{
	key_free(s->key);
	free(s->body);
}

static const uint8_t *key_of(const struct sample *s)
{
	return key_public_part(s->key)->bytes;
}

static void write_batch(struct buf *out, const struct sample *s, int times)
{
	wire_begin(out);
	for (int i = 0; i < times; i++)
		wire_add(out, &s->record);
	wire_end(out);
	CHECK_OK(buf_done(out));
}

TEST(wire, what_is_written_is_read_again)
{
	struct wire_batch b;
	struct sample s;
	AUTO_BUF json;

	buf_init(&json, WIRE_BATCH);
	sample_make(&s, 700);
	write_batch(&json, &s, 3);
	CHECK_OK(wire_read(&b, json.data, json.len, key_of(&s)));
	CHECK_INT(b.n, 3);
	for (size_t i = 0; i < 3; i++) {
		CHECK(b.items[i].why == NULL);
		CHECK_INT(b.items[i].header.seq, 41);
		CHECK_INT(b.items[i].len, RECORD_HEADER_BYTES + KEY_SIGNATURE_BYTES + 700);
		CHECK_BYTES(b.items[i].record.body, s.body, 700);
		CHECK_BYTES(b.items[i].record.signature, s.signature, KEY_SIGNATURE_BYTES);
	}
	wire_free(&b);
	sample_end(&s);
}

/* The bytes of PROTOCOL.md: another JSON reader sees the attributes of the profile. */
TEST(wire, events_are_as_the_profile_wants_them)
{
	static const char *const want[][2] = {{"specversion", "1.0"}, {"id", "01010101-0101-0101-0101-010101010101"},
	        {"source", "urn:loket:kiosk:abababababababababababababababab"},
	        {"type", "nl.strafrechtketen.intake-vastgelegd.v1"}, {"time", "2026-03-14T10:20:30.123Z"},
	        {"sequence", "0000000041"}, {"sequencetype", "Integer"},
	        {"datacontenttype", "application/vnd.loket.sealed"}, {"dataschema", "urn:loket:record:5:3"},
	        {"clockstate", "held"}};
	json_t *batch, *event;
	const char *name;
	json_t *value;
	struct sample s;
	AUTO_BUF json;

	buf_init(&json, WIRE_BATCH);
	sample_make(&s, 10);
	write_batch(&json, &s, 1);
	CHECK((batch = json_loadb(buf_str(&json), json.len, JSON_REJECT_DUPLICATES, NULL)) != NULL);
	event = json_array_get(batch, 0);
	CHECK_INT(json_object_size(event), 13);
	for (size_t i = 0; i < sizeof(want) / sizeof(*want); i++)
		CHECK_TEXT(json_string_value(json_object_get(event, want[i][0])), want[i][1]);
	CHECK_INT(json_integer_value(json_object_get(event, "epoch")), 2);
	CHECK_INT(json_integer_value(json_object_get(event, "keysetver")), 7);
	json_object_foreach(event, name, value)
	{
		CHECK(strlen(name) <= 20 && (strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789") == strlen(name) ||
		                                    text_is(name, "data_base64")));
	}
	json_decref(batch);
	sample_end(&s);
}

TEST(wire, an_empty_batch_is_one)
{
	struct wire_batch b;

	CHECK_OK(wire_read(&b, "[]", 2, NULL));
	CHECK_INT(b.n, 0);
	wire_free(&b);
}

TEST(wire, the_largest_record_fits_and_one_byte_more_does_not)
{
	for (int more = -1; more <= 1; more++) {
		struct wire_batch b;
		struct sample s;
		AUTO_BUF json;

		buf_init(&json, WIRE_BATCH);
		sample_make(&s, (size_t)RECORD_BODY_MAX + (size_t)more);
		wire_begin(&json);
		wire_add(&json, &s.record);
		wire_end(&json);
		CHECK_INT(buf_done(&json) == 0, more <= 0);
		CHECK(more > 0 || json.len <= WIRE_EVENT);
		if (more <= 0) {
			CHECK_OK(wire_read(&b, json.data, json.len, key_of(&s)));
			CHECK(b.items[0].why == NULL);
			wire_free(&b);
		}
		sample_end(&s);
	}
}

TEST(wire, a_record_over_the_ceiling_is_no_record)
{
	struct wire_batch b;
	char *json = malloc(100000);
	size_t chars = (RECORD_MAX + 3) / 3 * 4 + 4;

	memset(json, 'A', 100000);
	memcpy(json, "[{\"data_base64\":\"", 17);
	memcpy(json + 17 + chars, "\"}]", 3);
	CHECK_OK(wire_read(&b, json, 17 + chars + 3, NULL));
	CHECK_TEXT(b.items[0].why, "record");
	wire_free(&b);
	free(json);
}

TEST(wire, a_batch_holds_at_most_256)
{
	static const int n[] = {255, 256, 257};

	for (size_t i = 0; i < 3; i++) {
		struct wire_batch b;
		AUTO_BUF json;

		buf_init(&json, WIRE_BATCH);
		buf_char(&json, '[');
		for (int k = 0; k < n[i]; k++)
			buf_text(&json, k ? ",1" : "1");
		buf_char(&json, ']');
		CHECK_INT(wire_read(&b, json.data, json.len, NULL), n[i] > 256 ? WIRE_TOO_MANY : 0);
		if (n[i] <= 256)
			wire_free(&b);
	}
}

TEST(wire, what_is_no_batch_is_named)
{
	static const struct {
		const char *json;
		int answer;
	} cases[] = {{"", WIRE_NOT_JSON}, {"x", WIRE_NOT_JSON}, {"[", WIRE_NOT_JSON}, {"[{}", WIRE_NOT_JSON},
	        {"[]x", WIRE_NOT_JSON}, {"[{\"a\":1,\"a\":2}]", WIRE_NOT_JSON}, {"\"[]\"", WIRE_NOT_JSON},
	        {"[\"\xff\"]", WIRE_NOT_JSON}, {"{}", WIRE_NOT_A_BATCH}, {"{\"0\":{}}", WIRE_NOT_A_BATCH}};
	struct wire_batch b;

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		if (wire_read(&b, cases[i].json, strlen(cases[i].json), NULL) != cases[i].answer)
			test_fail(__FILE__, __LINE__, "case %zu", i);
}

/* One bad item between two good ones: they stay good, it is kept with its reason. */
static void check_poison(const struct sample *s, const char *item, const char *why)
{
	struct wire_batch b;
	AUTO_BUF json;

	buf_init(&json, WIRE_BATCH);
	wire_begin(&json);
	wire_add(&json, &s->record);
	buf_printf(&json, ",%s,", item);
	wire_add(&json, &s->record);
	wire_end(&json);
	CHECK_OK(wire_read(&b, json.data, json.len, key_of(s)));
	CHECK_INT(b.n, 3);
	CHECK(b.items[0].why == NULL && b.items[2].why == NULL);
	CHECK_TEXT(b.items[1].why, why);
	CHECK(b.items[1].bytes != NULL && b.items[1].len > 0);
	wire_free(&b);
}

TEST(wire, a_bad_item_does_not_spoil_its_neighbours)
{
	static const char *const cases[][2] = {{"null", "json"}, {"7", "json"}, {"\"text\"", "json"}, {"[]", "json"},
	        {"{}", "json"}, {"{\"data_base64\":5}", "json"}, {"{\"data_base64\":\"\"}", "record"},
	        {"{\"data_base64\":\"A\"}", "base64"}, {"{\"data_base64\":\"AAA\"}", "base64"},
	        {"{\"data_base64\":\"AA A\"}", "base64"}, {"{\"data_base64\":\"-_-_\"}", "base64"},
	        {"{\"data_base64\":\"AAAA*AAA\"}", "base64"}, {"{\"data_base64\":\"AAAAAAAA AAA\"}", "base64"},
	        {"{\"data_base64\":\"AAAA\"}", "record"}};
	struct sample s;

	sample_make(&s, 50);
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		check_poison(&s, cases[i][0], cases[i][1]);
	sample_end(&s);
}

/* The event of a sample, with one attribute set to something else. */
static const char *why_with(const struct sample *s, const char *name, json_t *value)
{
	static const char *const words[] = {"json", "base64", "record", "body", "range", "projection", "signature"};
	struct wire_batch b;
	const char *why = NULL;
	json_t *batch;
	char *text;
	AUTO_BUF json;

	buf_init(&json, WIRE_BATCH);
	write_batch(&json, s, 1);
	batch = json_loadb(buf_str(&json), json.len, 0, NULL);
	if (name && value)
		json_object_set_new(json_array_get(batch, 0), name, value);
	else if (name)
		json_object_del(json_array_get(batch, 0), name);
	text = json_dumps(batch, JSON_COMPACT);
	CHECK_OK(wire_read(&b, text, strlen(text), key_of(s)));
	for (size_t i = 0; b.items[0].why && i < 7; i++)
		if (text_is(words[i], b.items[0].why))
			why = words[i];
	wire_free(&b);
	json_decref(batch);
	free(text);
	return why;
}

TEST(wire, every_attribute_must_say_what_the_header_says)
{
	static const char *const texts[] = {"specversion", "id", "source", "type", "time", "sequence", "sequencetype",
	        "datacontenttype", "dataschema", "clockstate"};
	static const char *const numbers[] = {"epoch", "keysetver"};
	struct sample s;

	sample_make(&s, 50);
	CHECK(why_with(&s, NULL, NULL) == NULL);
	CHECK(why_with(&s, "traceparent", json_string("00-0-0-00")) == NULL); /* others may add theirs */
	for (size_t i = 0; i < 10; i++) {
		CHECK_TEXT(why_with(&s, texts[i], NULL), "projection");
		CHECK_TEXT(why_with(&s, texts[i], json_string("other")), "projection");
		CHECK_TEXT(why_with(&s, texts[i], json_integer(1)), "projection");
	}
	for (size_t i = 0; i < 2; i++) {
		CHECK_TEXT(why_with(&s, numbers[i], NULL), "projection");
		CHECK_TEXT(why_with(&s, numbers[i], json_integer(99)), "projection");
		CHECK_TEXT(why_with(&s, numbers[i], json_string("2")), "projection");
	}
	sample_end(&s);
}

TEST(wire, a_changed_bit_anywhere_in_a_record_is_seen)
{
	struct sample s;

	sample_make(&s, 40);
	for (size_t at = 0; at < RECORD_HEADER_BYTES + KEY_SIGNATURE_BYTES + 40; at++) {
		uint8_t *place = at < RECORD_HEADER_BYTES ? s.header + at
		                 : at < RECORD_HEADER_BYTES + KEY_SIGNATURE_BYTES
		                         ? s.signature + (at - RECORD_HEADER_BYTES)
		                         : s.body + (at - RECORD_HEADER_BYTES - KEY_SIGNATURE_BYTES);
		struct wire_batch b;
		AUTO_BUF json;
		struct record_header h;

		*place ^= 4;
		buf_init(&json, WIRE_BATCH);
		wire_begin(&json);
		if (record_header_take(&h, s.header) == 0) { /* else not even the sender would */
			wire_add(&json, &s.record);
			wire_end(&json);
			CHECK_OK(wire_read(&b, json.data, json.len, key_of(&s)));
			CHECK(b.items[0].why != NULL);
			wire_free(&b);
		}
		*place ^= 4;
	}
	sample_end(&s);
}

TEST(wire, numbers_stay_within_31_bits)
{
	static const uint32_t numbers[] = {WIRE_NUMBER_MOST - 1, WIRE_NUMBER_MOST, WIRE_NUMBER_MOST + 1u};

	for (size_t i = 0; i < 3; i++)
		for (int which = 0; which < 3; which++) {
			struct record_header h;
			struct sample s;

			sample_make(&s, 20);
			*(which == 0 ? &s.h.epoch : which == 1 ? &s.h.seq : &s.h.keyset) = numbers[i];
			sample_sign(&s);
			if (i < 2)
				CHECK(why_with(&s, NULL, NULL) == NULL);
			else if (record_header_take(&h, s.header) == 0) /* else refused even earlier */
				CHECK_TEXT(why_with(&s, NULL, NULL), "range");
			sample_end(&s);
		}
}

TEST(wire, times_are_written_in_utc_with_milliseconds)
{
	static const struct {
		int64_t ms;
		const char *text;
	} cases[] = {{0, "1970-01-01T00:00:00.000Z"}, {-1, "1970-01-01T00:00:00.000Z"}, {1, "1970-01-01T00:00:00.001Z"},
	        {951782399999, "2000-02-28T23:59:59.999Z"}, {951782400000, "2000-02-29T00:00:00.000Z"},
	        {2147483648000, "2038-01-19T03:14:08.000Z"}, {253402300799999, "9999-12-31T23:59:59.999Z"},
	        {253402300800000, "9999-12-31T23:59:59.999Z"}, {INT64_MAX, "9999-12-31T23:59:59.999Z"},
	        {INT64_MIN, "1970-01-01T00:00:00.000Z"}};
	char text[WIRE_TIME + 1];

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		wire_time(text, cases[i].ms);
		CHECK_TEXT(text, cases[i].text);
	}
}
