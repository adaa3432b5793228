#include <sodium.h>
#include <stdlib.h>
#include <sys/mman.h>

#include "harness.h"
#include "store_canary.h"
#include "store/envelope.h"
#include "store/kinds.h"

/* ---- a sealed record in hand -------------------------------------------------- */

struct sealed {
	struct key_secret *authority, *second, *stranger, *device;
	const struct key_public *keys[ENVELOPE_RECIPIENTS_MAX];
	struct envelope_to to;
	struct record_header h;
	uint8_t header[RECORD_HEADER_BYTES], signature[KEY_SIGNATURE_BYTES];
	struct buf body;
	struct record record;
};

static void sealed_init(struct sealed *x)
{
	memset(x, 0, sizeof *x);
	CHECK_OK(key_new(&x->authority, KEY_AUTHORITY, true));
	CHECK_OK(key_new(&x->second, KEY_DESK, true));
	CHECK_OK(key_new(&x->stranger, KEY_AUTHORITY, true));
	CHECK_OK(key_new(&x->device, KEY_DEVICE, true));
	x->keys[0] = key_public_part(x->authority);
	x->keys[1] = key_public_part(x->second);
	x->to = (struct envelope_to){.keys = x->keys, .n = 2, .station = "DEMO-01"};
	x->h = (struct record_header){.epoch = 1,
	        .seq = 42,
	        .type = KIND_SELF_REPORT,
	        .schema = 3,
	        .created_ms = 1773483630000,
	        .clock_state = CLOCK_HELD,
	        .mono_ms = 1000,
	        .keyset = 1};
	randombytes_buf(x->h.device, sizeof x->h.device);
	randombytes_buf(x->h.id, sizeof x->h.id);
	buf_init(&x->body, RECORD_BODY_MAX);
}

static void sealed_fini(struct sealed *x)
{
	key_free(x->authority);
	key_free(x->second);
	key_free(x->stranger);
	key_free(x->device);
	buf_fini(&x->body);
}

static void sign(struct sealed *x)
{
	uint8_t hash[RECORD_HASH_BYTES];

	record_header_put(x->header, &x->h);
	record_hash(hash, x->header);
	record_sign(x->signature, x->device, hash);
	x->record = (struct record){x->header, x->signature, x->body.data, x->body.len};
}

static int seal(struct sealed *x, const void *json, size_t n)
{
	int r;

	buf_clear(&x->body);
	r = envelope_seal(&x->body, &x->h, &x->to, json, n);
	if (r == 0)
		sign(x);
	return r;
}

static const uint8_t *device_key(const struct sealed *x)
{
	return key_public_part(x->device)->bytes;
}

/* ---- what holds ------------------------------------------------------------------ */

TEST(envelope, opens_for_each_recipient_and_nobody_else)
{
	static const char json[] = "{\"/data/name\":\"Zoë\"}";
	struct sealed x;
	struct envelope_inside in;
	const struct key_secret *readers[2];

	sealed_init(&x);
	CHECK_OK(seal(&x, json, sizeof json - 1));
	CHECK_OK(record_check(NULL, &x.record, device_key(&x)));
	readers[0] = x.authority;
	readers[1] = x.second;
	for (int i = 0; i < 2; i++) {
		CHECK_OK(envelope_open(&in, &x.record, readers[i]));
		CHECK_TEXT(buf_str(&in.json), json);
		CHECK_TEXT(in.station, "DEMO-01");
		buf_fini(&in.json);
	}
	CHECK_INT(envelope_open(&in, &x.record, x.stranger), ENVELOPE_NOT_FOR_US);
	CHECK_INT(envelope_recipients(&x.record), 2);
	CHECK_BYTES(envelope_recipient(&x.record, 1), x.keys[1]->id, KEY_ID_BYTES);
	CHECK(envelope_recipient(&x.record, 2) == NULL);
	sealed_fini(&x);
}

/* Another key that carries a recipient's id gets no further than the recipient's seal. */
TEST(envelope, stays_closed_for_a_key_with_a_borrowed_id)
{
	struct sealed x;
	struct envelope_inside in;

	sealed_init(&x);
	CHECK_OK(seal(&x, "{}", 2));
	memcpy(x.body.data + 3, key_public_part(x.stranger)->id, KEY_ID_BYTES);
	CHECK_INT(envelope_open(&in, &x.record, x.stranger), ENVELOPE_BROKEN);
	sealed_fini(&x);
}

TEST(envelope, takes_nine_recipients)
{
	struct sealed x;
	struct envelope_inside in;

	sealed_init(&x);
	for (size_t i = 1; i < ENVELOPE_RECIPIENTS_MAX; i++)
		x.keys[i] = key_public_part(i % 2 ? x.second : x.stranger);
	x.to.n = ENVELOPE_RECIPIENTS_MAX;
	CHECK_OK(seal(&x, "{}", 2));
	CHECK_OK(envelope_open(&in, &x.record, x.authority));
	buf_fini(&in.json);
	CHECK_INT(envelope_recipients(&x.record), ENVELOPE_RECIPIENTS_MAX);
	sealed_fini(&x);
}

TEST(envelope, refuses_a_recipient_that_is_no_key)
{
	struct key_public zero = {.role = KEY_AUTHORITY};
	struct sealed x;

	sealed_init(&x);
	x.keys[1] = &zero;
	CHECK(envelope_seal(&x.body, &x.h, &x.to, "{}", 2) < 0);
	CHECK_HAS(err_why(), "X25519");
	sealed_fini(&x);
}

/* Every length up to a few buckets, and long ones: what comes out is what went in, and the length says only the bucket. */
TEST(envelope, gives_back_every_length_in_whole_buckets)
{
	uint8_t *json = malloc(ENVELOPE_PLAIN_MAX);
	uint64_t random = 5;
	struct sealed x;
	struct envelope_inside in;

	sealed_init(&x);
	for (size_t i = 0; i < ENVELOPE_PLAIN_MAX; i++)
		json[i] = (uint8_t)(' ' + test_random(&random) % 16);
	for (size_t n = 0; n < 70000; n += n < 1200 ? 7 : n / 5 + 1) {
		CHECK_OK(seal(&x, json, n));
		CHECK_INT((x.body.len - 3 - 2 * 88 - 24 - 16) % ENVELOPE_BUCKET, 0);
		CHECK_OK(envelope_open(&in, &x.record, x.authority));
		CHECK_INT(in.json.len, n);
		if (n)
			CHECK_BYTES(in.json.data, json, n);
		buf_fini(&in.json);
	}
	free(json);
	sealed_fini(&x);
}

TEST(envelope, holds_its_ceilings)
{
	uint8_t *json = calloc(1, ENVELOPE_PLAIN_MAX + 1);
	struct sealed x;
	struct envelope_inside in;
	size_t low = 1000, high = 60000;

	sealed_init(&x);
	/* Text that shrinks: the ceiling of plain bytes. */
	memset(json, 'a', ENVELOPE_PLAIN_MAX + 1);
	CHECK_OK(seal(&x, json, ENVELOPE_PLAIN_MAX - 1));
	CHECK_OK(seal(&x, json, ENVELOPE_PLAIN_MAX));
	CHECK_OK(envelope_open(&in, &x.record, x.authority));
	CHECK_INT(in.json.len, ENVELOPE_PLAIN_MAX);
	buf_fini(&in.json);
	CHECK_INT(seal(&x, json, ENVELOPE_PLAIN_MAX + 1), ENVELOPE_TOO_BIG);
	/* Bytes that do not: the ceiling of a sealed record. */
	randombytes_buf(json, ENVELOPE_PLAIN_MAX);
	while (low + 1 < high) {
		size_t middle = (low + high) / 2;
		int r = seal(&x, json, middle);

		CHECK(r == 0 || r == ENVELOPE_TOO_BIG);
		*(r ? &high : &low) = middle;
	}
	CHECK_OK(seal(&x, json, low - 1));
	CHECK_OK(seal(&x, json, low));
	CHECK(RECORD_HEADER_BYTES + KEY_SIGNATURE_BYTES + x.body.len <= RECORD_MAX);
	CHECK(RECORD_HEADER_BYTES + KEY_SIGNATURE_BYTES + x.body.len + ENVELOPE_BUCKET > RECORD_MAX);
	CHECK_INT(seal(&x, json, high), ENVELOPE_TOO_BIG);
	CHECK_INT(x.body.len, 0);
	free(json);
	sealed_fini(&x);
}

/* ---- tampering --------------------------------------------------------------------- */

TEST(envelope, notices_every_single_bit)
{
	struct sealed x;
	struct envelope_inside in;

	sealed_init(&x);
	CHECK_OK(seal(&x, "{\"n\":1}", 7));
	for (size_t bit = 0; bit < 8 * RECORD_HEADER_BYTES; bit++) {
		x.header[bit / 8] ^= (uint8_t)(1 << bit % 8);
		CHECK(record_check(NULL, &x.record, device_key(&x)) > 0);
		/* The seal covers all of the header but the body's hash; that one is the signature's. */
		if (bit < 8 * RECORD_BOUND_BYTES)
			CHECK_INT(envelope_open(&in, &x.record, x.authority), ENVELOPE_BROKEN);
		x.header[bit / 8] ^= (uint8_t)(1 << bit % 8);
	}
	for (size_t bit = 0; bit < 8 * KEY_SIGNATURE_BYTES; bit++) {
		x.signature[bit / 8] ^= (uint8_t)(1 << bit % 8);
		CHECK_INT(record_check(NULL, &x.record, device_key(&x)), RECORD_BAD_SIGNATURE);
		x.signature[bit / 8] ^= (uint8_t)(1 << bit % 8);
	}
	for (size_t bit = 0; bit < 8 * x.body.len; bit++) {
		x.body.data[bit / 8] ^= (uint8_t)(1 << bit % 8);
		CHECK_INT(record_check(NULL, &x.record, device_key(&x)), RECORD_BAD_BODY);
		x.body.data[bit / 8] ^= (uint8_t)(1 << bit % 8);
	}
	CHECK_OK(record_check(NULL, &x.record, device_key(&x)));
	sealed_fini(&x);
}

/* Even without the hash in the header: the seal itself lets no byte of the body change. */
TEST(envelope, lets_no_byte_of_the_body_change)
{
	struct sealed x;
	struct envelope_inside in;

	sealed_init(&x);
	CHECK_OK(seal(&x, "{\"n\":1}", 7));
	for (size_t i = 0; i < x.body.len; i++) {
		int r;

		x.body.data[i] ^= (uint8_t)(1 << i % 8);
		r = envelope_open(&in, &x.record, x.authority);
		CHECK(r == ENVELOPE_BROKEN || r == ENVELOPE_NOT_FOR_US);
		x.body.data[i] ^= (uint8_t)(1 << i % 8);
	}
	CHECK_OK(envelope_open(&in, &x.record, x.authority));
	buf_fini(&in.json);
	sealed_fini(&x);
}

/* Cut at every byte, each time in memory that ends exactly there. */
TEST(envelope, is_refused_cut_at_every_byte)
{
	struct envelope_inside in;
	struct record r;
	struct sealed x;
	AUTO_BUF whole;

	buf_init(&whole, RECORD_MAX);
	sealed_init(&x);
	CHECK_OK(seal(&x, "{\"n\":1}", 7));
	record_pack(&whole, &x.record);
	CHECK_OK(buf_done(&whole));
	for (size_t n = 0; n < whole.len; n++) {
		uint8_t *part = malloc(n ? n : 1);

		memcpy(part, whole.data, n);
		if (record_unpack(&r, part, n) == 0) {
			CHECK_INT(record_check(NULL, &r, device_key(&x)), RECORD_BAD_BODY);
			CHECK_INT(envelope_open(&in, &r, x.authority), ENVELOPE_BROKEN);
		} else {
			CHECK(n <= RECORD_HEADER_BYTES + KEY_SIGNATURE_BYTES);
		}
		free(part);
	}
	CHECK_OK(record_unpack(&r, whole.data, whole.len));
	CHECK_OK(record_check(NULL, &r, device_key(&x)));
	sealed_fini(&x);
}

/* A body lifted from one record into another, whose header vouches for it, still does not open. */
TEST(envelope, does_not_open_under_another_header)
{
	struct sealed x;
	struct envelope_inside in;

	sealed_init(&x);
	CHECK_OK(seal(&x, "{\"n\":1}", 7));
	x.h.seq++;
	sign(&x);
	CHECK_OK(record_check(NULL, &x.record, device_key(&x)));
	CHECK_INT(envelope_open(&in, &x.record, x.authority), ENVELOPE_BROKEN);
	sealed_fini(&x);
}

TEST(envelope, never_closes_twice_alike)
{
	struct sealed x;
	uint8_t first[2048];
	size_t n, same = 0;

	sealed_init(&x);
	CHECK_OK(seal(&x, "{\"n\":1}", 7));
	n = x.body.len;
	CHECK(n <= sizeof first);
	memcpy(first, x.body.data, n);
	CHECK_OK(seal(&x, "{\"n\":1}", 7));
	CHECK_INT(x.body.len, n);
	for (size_t i = 3 + 2 * 88; i < n; i++)
		same += first[i] == x.body.data[i];
	CHECK(same < 30); /* of some 550: chance gives two */
	sealed_fini(&x);
}

/* Each record has a key of its own, made anew: one that was found out opens one record. */
TEST(envelope, never_uses_a_content_key_twice)
{
	enum { TIMES = 20 };
	uint8_t keys[TIMES][32], zero[32] = {0};
	struct sealed x;

	sealed_init(&x);
	for (int i = 0; i < TIMES; i++) {
		CHECK_OK(seal(&x, "{}", 2));
		CHECK(key_unseal(keys[i], x.authority, envelope_recipient(&x.record, 0) + KEY_ID_BYTES, 80));
		CHECK(memcmp(keys[i], zero, 32) != 0);
		for (int k = 0; k < i; k++)
			CHECK(memcmp(keys[i], keys[k], 32) != 0);
	}
	sealed_fini(&x);
}

/* ---- memory ---------------------------------------------------------------------------- */

TEST_LIMIT(envelope, leaves_no_plain_text_in_memory, 120)
{
	enum { ROOM = 8192 };
	/* The only copy: a mapping of its own, which the scan leaves out. */
	uint8_t *kept = mmap(NULL, ROOM, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0), *planted;
	struct sealed x;

	CHECK(kept != MAP_FAILED);
	sealed_init(&x);
	randombytes_buf(kept, 24);
	for (size_t i = 24; i < 6000; i++)
		kept[i] = (uint8_t)("{\"/data/what\":\"fiets\"}"[i % 22] + (i * i) % 7);
	CHECK_OK(seal(&x, kept, 6000));
	CHECK_INT(canary_in_memory(kept, 12, kept, ROOM), 0);
	CHECK_INT(canary_in_memory(kept + 3000, 16, kept, ROOM), 0);
	/* And the scan can find one. */
	planted = malloc(40);
	memcpy(planted, kept, 24);
	CHECK_INT(canary_in_memory(kept, 12, kept, ROOM), 1);
	CHECK_BYTES(planted, kept, 24); /* so that the compiler keeps it */
	free(planted);
	sealed_fini(&x);
}
