#include <sodium.h>

#include "harness.h"
#include "store/receipt.h"

static struct receipt example(void)
{
	struct receipt r = {.epoch = 0x01020304,
	        .confirmed_up_to = 0x11121314,
	        .durability = RECEIPT_REPLICATED,
	        .hub_ms = 0x22232425262,
	        .tlog_size = 0x3132333435363738};

	memset(r.device, 0xd1, sizeof r.device);
	memset(r.hash, 0xd2, sizeof r.hash);
	memset(r.tlog_root, 0xd3, sizeof r.tlog_root);
	return r;
}

TEST(receipt, has_every_field_at_its_place)
{
	static const char want[] = "6b696f736b2d61636b2d7631"
	                           "d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1"
	                           "04030201"
	                           "14131211"
	                           "d2d2d2d2d2d2d2d2d2d2d2d2d2d2d2d2d2d2d2d2d2d2d2d2d2d2d2d2d2d2d2d2"
	                           "02"
	                           "6252423222020000"
	                           "3837363534333231"
	                           "d3d3d3d3d3d3d3d3d3d3d3d3d3d3d3d3d3d3d3d3d3d3d3d3d3d3d3d3d3d3d3d3";
	struct receipt r = example(), back;
	uint8_t bytes[RECEIPT_BYTES], again[RECEIPT_BYTES];
	char hex[2 * RECEIPT_SIGNED_BYTES + 1];
	struct key_secret *hub;

	CHECK_OK(key_new(&hub, KEY_HUB, true));
	receipt_put(bytes, &r, hub);
	sodium_bin2hex(hex, sizeof hex, bytes, RECEIPT_SIGNED_BYTES);
	CHECK_TEXT(hex, want);
	CHECK_OK(receipt_take(&back, bytes, sizeof bytes, key_public_part(hub)->bytes));
	receipt_put(again, &back, hub);
	CHECK_BYTES(again, bytes, sizeof bytes);
	key_free(hub);
}

TEST(receipt, notices_every_bit_every_length_and_another_hub)
{
	struct receipt r = example(), back;
	uint8_t bytes[RECEIPT_BYTES + 1];
	struct key_secret *hub, *other;
	const uint8_t *key;

	CHECK_OK(key_new(&hub, KEY_HUB, true));
	CHECK_OK(key_new(&other, KEY_HUB, true));
	key = key_public_part(hub)->bytes;
	receipt_put(bytes, &r, hub);
	for (size_t bit = 0; bit < 8 * RECEIPT_BYTES; bit++) {
		bytes[bit / 8] ^= (uint8_t)(1 << bit % 8);
		CHECK(receipt_take(&back, bytes, RECEIPT_BYTES, key) > 0);
		bytes[bit / 8] ^= (uint8_t)(1 << bit % 8);
	}
	for (size_t n = 0; n <= sizeof bytes; n++)
		if (n != RECEIPT_BYTES)
			CHECK_INT(receipt_take(&back, bytes, n, key), RECEIPT_MALFORMED);
	CHECK_INT(receipt_take(&back, bytes, RECEIPT_BYTES, key_public_part(other)->bytes), RECEIPT_BAD_SIGNATURE);
	CHECK_OK(receipt_take(&back, bytes, RECEIPT_BYTES, key));
	key_free(hub);
	key_free(other);
}

TEST(receipt, is_no_receipt_with_a_good_signature_alone)
{
	struct receipt r = example(), back;
	uint8_t bytes[RECEIPT_BYTES];
	struct key_secret *hub;

	CHECK_OK(key_new(&hub, KEY_HUB, true));
	r.epoch = 0;
	receipt_put(bytes, &r, hub);
	CHECK_INT(receipt_take(&back, bytes, sizeof bytes, key_public_part(hub)->bytes), RECEIPT_MALFORMED);
	r = example();
	r.durability = 0;
	receipt_put(bytes, &r, hub);
	CHECK_INT(receipt_take(&back, bytes, sizeof bytes, key_public_part(hub)->bytes), RECEIPT_MALFORMED);
	r.durability = RECEIPT_REPLICATED + 1;
	receipt_put(bytes, &r, hub);
	CHECK_INT(receipt_take(&back, bytes, sizeof bytes, key_public_part(hub)->bytes), RECEIPT_MALFORMED);
	key_free(hub);
}

/* ---- what the station makes of it ------------------------------------------------- */

struct judging {
	struct receipt r;
	struct receipt_view own;
	uint8_t device[16], hash[RECORD_HASH_BYTES];
};

/* A station at 2-10 that has a receipt up to 2-4, and a receipt for 2-7. */
static void judging_init(struct judging *j)
{
	j->r = example();
	j->r.epoch = 2;
	j->r.confirmed_up_to = 7;
	memcpy(j->device, j->r.device, sizeof j->device);
	memcpy(j->hash, j->r.hash, sizeof j->hash);
	j->own = (struct receipt_view){
	        .device = j->device, .newest_epoch = 2, .committed = 10, .accepted = 4, .hash = j->hash};
}

static int judged(const struct judging *j)
{
	return receipt_judge(&j->r, &j->own);
}

TEST(receipt, is_believed_only_between_the_last_one_and_the_newest_record)
{
	struct judging j;

	judging_init(&j);
	CHECK_OK(judged(&j));
	j.r.confirmed_up_to = 10;
	CHECK_OK(judged(&j));
	j.r.confirmed_up_to = 11;
	CHECK_INT(judged(&j), RECEIPT_AHEAD);
	j.r.confirmed_up_to = 5;
	CHECK_OK(judged(&j));
	j.r.confirmed_up_to = 4;
	CHECK_INT(judged(&j), RECEIPT_OLDER);
	j.r.confirmed_up_to = 0;
	CHECK_INT(judged(&j), RECEIPT_OLDER);
}

TEST(receipt, must_be_for_this_station_and_this_very_record)
{
	struct judging j;

	judging_init(&j);
	j.hash[31] ^= 1;
	CHECK_INT(judged(&j), RECEIPT_OTHER_HASH);
	j.own.hash = NULL;
	CHECK_INT(judged(&j), RECEIPT_OTHER_HASH);
	j.device[0] ^= 1;
	CHECK_INT(judged(&j), RECEIPT_OTHER_DEVICE);
}

TEST(receipt, of_a_later_epoch_means_that_this_card_is_a_copy)
{
	struct judging j;

	judging_init(&j);
	j.r.epoch = 3;
	j.own.accepted = 0;
	j.own.committed = 0;
	j.own.hash = NULL;
	CHECK_INT(judged(&j), RECEIPT_AHEAD);
}

TEST(receipt, of_an_epoch_closed_for_a_split_says_nothing_new)
{
	struct judging j;

	judging_init(&j);
	j.own.newest_epoch = 3;
	CHECK_OK(judged(&j)); /* what was sent before the split still counts */
	j.hash[0] ^= 1;
	CHECK_INT(judged(&j), RECEIPT_SPLIT);
	j.hash[0] ^= 1;
	j.r.confirmed_up_to = 11;
	CHECK_INT(judged(&j), RECEIPT_SPLIT);
}
