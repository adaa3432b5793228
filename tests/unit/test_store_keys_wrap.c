#include "harness.h"
#include "store/keys_wrap.h"

TEST(keys_wrap, key_comes_back_with_the_same_wrapping_and_binding)
{
	static const enum key_role roles[] = {KEY_DESK, KEY_AUTHORITY, KEY_DEVICE};
	uint8_t with[KEY_WRAPPING_BYTES] = {9}, wrapped[KEY_WRAPPED_BYTES], again[KEY_WRAPPED_BYTES];

	for (size_t i = 0; i < 3; i++) {
		struct key_secret *k, *back;

		CHECK_OK(key_new(&k, roles[i], true));
		key_wrap(wrapped, k, with, "mine", 4);
		key_wrap(again, k, with, "mine", 4);
		CHECK(memcmp(wrapped, again, sizeof wrapped) != 0); /* a fresh nonce */
		CHECK_INT(key_unwrap(&back, key_public_part(k), wrapped, with, "mine", 4), 0);
		CHECK_BYTES(key_public_part(back)->bytes, key_public_part(k)->bytes, KEY_BYTES);
		CHECK_BYTES(key_public_part(back)->id, key_public_part(k)->id, KEY_ID_BYTES);
		CHECK(key_public_part(back)->demonstration);
		if (roles[i] == KEY_DEVICE) {
			uint8_t sig[KEY_SIGNATURE_BYTES];

			key_sign(sig, back, "x", 1);
			CHECK(key_verify(sig, key_public_part(k)->bytes, "x", 1));
		}
		key_free(back);
		key_free(k);
	}
}

TEST(keys_wrap, every_altered_byte_and_every_other_binding_is_refused)
{
	uint8_t with[KEY_WRAPPING_BYTES] = {9}, wrapped[KEY_WRAPPED_BYTES], bound[256] = {0};
	struct key_secret *k, *other, *back = NULL;
	struct key_public as;

	CHECK_OK(key_new(&k, KEY_DESK, false));
	CHECK_OK(key_new(&other, KEY_DESK, false));
	key_wrap(wrapped, k, with, bound, sizeof bound);
	for (size_t i = 0; i < sizeof wrapped; i++) {
		wrapped[i] ^= 0x10;
		CHECK_INT(key_unwrap(&back, key_public_part(k), wrapped, with, bound, sizeof bound), KEY_WRAP_WRONG);
		wrapped[i] ^= 0x10;
	}
	CHECK_INT(key_unwrap(&back, key_public_part(k), wrapped, with, bound, sizeof bound - 1), KEY_WRAP_WRONG);
	CHECK_INT(key_unwrap(&back, key_public_part(k), wrapped, with, NULL, 0), KEY_WRAP_WRONG);
	CHECK_INT(key_unwrap(&back, key_public_part(other), wrapped, with, bound, sizeof bound), KEY_WRAP_WRONG);
	as = *key_public_part(k);
	as.role = KEY_AUTHORITY;
	CHECK_INT(key_unwrap(&back, &as, wrapped, with, bound, sizeof bound), KEY_WRAP_WRONG);
	with[31] = 1;
	CHECK_INT(key_unwrap(&back, key_public_part(k), wrapped, with, bound, sizeof bound), KEY_WRAP_WRONG);
	CHECK(back == NULL);
	key_free(k);
	key_free(other);
}
