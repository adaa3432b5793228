#include <sodium.h>
#include <stdio.h>

#include "harness.h"
#include "store/chain.h"
#include "store/kinds.h"
#include "store/record.h"

static struct record_header example(void)
{
	struct record_header h = {.epoch = 0x01020304,
	        .seq = 0x11121314,
	        .type = 0x2122,
	        .schema = 0x3132,
	        .created_ms = 0x4142434445464748,
	        .clock_state = CLOCK_SYNCED,
	        .mono_ms = 0x5152535455565758,
	        .keyset = 0x61626364};

	memset(h.device, 0xd1, sizeof h.device);
	memset(h.id, 0xd2, sizeof h.id);
	memset(h.boot_id, 0xd3, sizeof h.boot_id);
	memset(h.prev_hash, 0xd4, sizeof h.prev_hash);
	memset(h.body_hash, 0xd5, sizeof h.body_hash);
	return h;
}

/* Written out by hand from the layout in record.h: another program must be able to do the same. */
TEST(record, has_every_field_at_its_place)
{
	static const char want[] = "4b52454331"
	                           "d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1"
	                           "04030201"
	                           "14131211"
	                           "d2d2d2d2d2d2d2d2d2d2d2d2d2d2d2d2"
	                           "2221"
	                           "3231"
	                           "4847464544434241"
	                           "02"
	                           "d3d3d3d3d3d3d3d3d3d3d3d3d3d3d3d3"
	                           "5857565554535251"
	                           "64636261"
	                           "d4d4d4d4d4d4d4d4d4d4d4d4d4d4d4d4d4d4d4d4d4d4d4d4d4d4d4d4d4d4d4d4"
	                           "d5d5d5d5d5d5d5d5d5d5d5d5d5d5d5d5d5d5d5d5d5d5d5d5d5d5d5d5d5d5d5d5";
	struct record_header h = example(), back;
	uint8_t bytes[RECORD_HEADER_BYTES], again[RECORD_HEADER_BYTES];
	char hex[2 * RECORD_HEADER_BYTES + 1];

	record_header_put(bytes, &h);
	sodium_bin2hex(hex, sizeof hex, bytes, sizeof bytes);
	CHECK_TEXT(hex, want);
	CHECK_OK(record_header_take(&back, bytes));
	record_header_put(again, &back);
	CHECK_BYTES(again, bytes, sizeof bytes);
}

TEST(record, refuses_what_is_no_header)
{
	struct record_header h = example(), back;
	uint8_t bytes[RECORD_HEADER_BYTES];

	for (int i = 0; i < 5; i++) {
		record_header_put(bytes, &h);
		bytes[i] ^= 1;
		CHECK_INT(record_header_take(&back, bytes), RECORD_MALFORMED);
	}
	h.epoch = 0;
	record_header_put(bytes, &h);
	CHECK_INT(record_header_take(&back, bytes), RECORD_MALFORMED);
	h.epoch = (uint32_t)INT32_MAX + 1;
	record_header_put(bytes, &h);
	CHECK_INT(record_header_take(&back, bytes), RECORD_MALFORMED);
	h.epoch = INT32_MAX;
	record_header_put(bytes, &h);
	CHECK_OK(record_header_take(&back, bytes));
	h.seq = 0;
	record_header_put(bytes, &h);
	CHECK_INT(record_header_take(&back, bytes), RECORD_MALFORMED);
	h.seq = UINT32_MAX;
	h.clock_state = CLOCK_SYNCED + 1;
	record_header_put(bytes, &h);
	CHECK_INT(record_header_take(&back, bytes), RECORD_MALFORMED);
}

TEST(record, number_goes_to_paper_and_back)
{
	uint8_t hash[RECORD_HASH_BYTES] = {0x1a, 0x2b, 0x3c, 0x4d, 0xff};
	char text[RECORD_NUMBER_MAX + 1];
	struct record_number n;

	record_number(text, "DEMO-01", 1, 42, hash);
	CHECK_TEXT(text, "DEMO-01-1-42-1a2b3c4d");
	CHECK(record_number_read(&n, text));
	CHECK_TEXT(n.station, "DEMO-01");
	CHECK_INT(n.epoch, 1);
	CHECK_INT(n.seq, 42);
	CHECK_BYTES(n.hash4, hash, 4);
	/* As somebody types it over. */
	CHECK(record_number_read(&n, "  demo-01-1-42-1A2B3C4D \r\n"));
	CHECK_TEXT(n.station, "DEMO-01");
	/* The longest there is. */
	record_number(text, "ABCDEFGHIJKLMNOP", INT32_MAX, UINT32_MAX, hash);
	CHECK_INT(strlen(text), RECORD_NUMBER_MAX);
	CHECK(record_number_read(&n, text));
	CHECK_INT(n.seq, UINT32_MAX);
}

TEST(record, number_is_not_guessed_at)
{
	static const char *const wrong[] = {"", "-", "DEMO-01", "DEMO-01-1-42", "DEMO-01-1-42-1a2b3c4",
	        "DEMO-01-1-42-1a2b3c4d5", "DEMO-01-0-42-1a2b3c4d", "DEMO-01-1-0-1a2b3c4d",
	        "DEMO-01-1-4294967296-1a2b3c4d", "DEMO-01-2147483648-1-1a2b3c4d", "DEMO-01-1-42-1a2b3c4g",
	        "D-1-42-1a2b3c4d", "DEMO 01-1-42-1a2b3c4d", "DEMO_1-1-42-1a2b3c4d", "-1-42-1a2b3c4d",
	        "DEMO-01-+1-42-1a2b3c4d", "ABCDEFGHIJKLMNOPQ-1-42-1a2b3c4d",
	        "ABCDEFGHIJKLMNOP-2147483647-4294967295-1a2b3c4d9"};
	struct record_number n;

	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
		if (record_number_read(&n, wrong[i]))
			test_fail(__FILE__, __LINE__, "'%s' was taken for a number", wrong[i]);
}

/* ---- the chain --------------------------------------------------------------------- */

struct links {
	struct chain chain;
	struct record_header h; /* the next one, fitting */
	uint8_t bytes[RECORD_HEADER_BYTES];
	uint8_t device_key[KEY_BYTES];
};

static void links_init(struct links *l)
{
	memset(l, 0, sizeof *l);
	memset(l->device_key, 0x77, sizeof l->device_key);
	l->h = example();
	l->h.epoch = 1;
	l->h.seq = 1;
	chain_start(&l->chain, l->h.device, l->device_key);
	memcpy(l->h.prev_hash, l->chain.hash, RECORD_HASH_BYTES);
}

static int links_take(struct links *l)
{
	int r;

	record_header_put(l->bytes, &l->h);
	r = chain_take(&l->chain, l->bytes);
	if (r == 0) {
		memcpy(l->h.prev_hash, l->chain.hash, RECORD_HASH_BYTES);
		l->h.seq++;
	}
	return r;
}

TEST(chain, follows_number_and_hash)
{
	struct links l;

	links_init(&l);
	for (int i = 0; i < 5; i++)
		CHECK_OK(links_take(&l));
	CHECK_INT(l.chain.seq, 5);
	l.h.prev_hash[31] ^= 1;
	CHECK_INT(links_take(&l), CHAIN_BROKEN);
	l.h.prev_hash[31] ^= 1;
	l.h.seq = 7;
	CHECK_INT(links_take(&l), CHAIN_GAP);
	l.h.seq = 5;
	CHECK_INT(links_take(&l), CHAIN_KNOWN);
	l.h.seq = 6;
	l.h.device[0] ^= 1;
	CHECK_INT(links_take(&l), CHAIN_MALFORMED);
	l.h.device[0] ^= 1;
	CHECK_INT(l.chain.seq, 5);
	CHECK_OK(links_take(&l));
}

TEST(chain, begins_at_this_device_only)
{
	struct links l;

	links_init(&l);
	l.h.seq = 2;
	CHECK_INT(links_take(&l), CHAIN_GAP);
	l.h.seq = 1;
	l.device_key[0] ^= 1;
	chain_start(&l.chain, l.h.device, l.device_key);
	CHECK_INT(links_take(&l), CHAIN_BROKEN);
}

TEST(chain, opens_an_epoch_only_with_a_link)
{
	struct links l;

	links_init(&l);
	CHECK_OK(links_take(&l));
	CHECK_OK(links_take(&l));
	l.h.epoch = 2;
	l.h.seq = 1;
	CHECK_INT(links_take(&l), CHAIN_BROKEN); /* a plain record can not */
	l.h.type = KIND_EPOCH_LINK;
	l.h.seq = 2;
	CHECK_INT(links_take(&l), CHAIN_GAP);
	l.h.seq = 1;
	CHECK_OK(links_take(&l));
	CHECK_INT(l.chain.epoch, 2);
	l.h.type = KIND_SELF_REPORT;
	CHECK_OK(links_take(&l));
	l.h.epoch = 1;
	l.h.seq = 9;
	CHECK_INT(links_take(&l), CHAIN_KNOWN); /* an older epoch never goes on */
}

TEST(chain, tells_a_link_to_somewhere_else)
{
	struct links l;

	links_init(&l);
	CHECK_OK(links_take(&l));
	l.h.epoch = 3;
	l.h.seq = 1;
	l.h.type = KIND_EPOCH_LINK;
	memset(l.h.prev_hash, 0x42, RECORD_HASH_BYTES);
	CHECK_INT(links_take(&l), CHAIN_LINKED_ELSEWHERE);
	CHECK_INT(l.chain.epoch, 3);
	CHECK_INT(l.chain.seq, 1);
}

/* ---- kinds ------------------------------------------------------------------------------ */

TEST(kinds, name_every_type_of_the_domain)
{
	char code[8];

	for (uint16_t id = 1; id <= 14; id++) {
		snprintf(code, sizeof code, "R%u", id);
		CHECK(kind_of_id(id) != NULL);
		CHECK_TEXT(kind_of_id(id)->code, code);
		CHECK(kind_of_name(code) == kind_of_id(id));
		CHECK(kind_of_name(kind_of_id(id)->name) == kind_of_id(id));
		CHECK(retention_of_kind(id) != NULL);
	}
	CHECK_INT(retention_of_kind(KIND_SELF_REPORT)->keep_ms, 72 * 3600000);
	CHECK_INT(retention_of_name("RT-A2")->keep_ms, 24 * 3600000);
	CHECK_INT(retention_of_kind(999)->keep_ms, 72 * 3600000);
	CHECK(kind_of_id(15) == NULL && kind_of_name("-") == NULL && retention_of_name("") == NULL);
}
