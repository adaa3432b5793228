#include "harness.h"

#include <openssl/sha.h>

#include "sync/tlog.h"
#include "sys/text.h"

/* Roots over n leaves of 32 equal bytes 0, 1, 2 ..., worked out with Python's hashlib by the definition of RFC 6962 2.1. */
static const struct {
	unsigned n;
	const char *root;
} known[] = {
        {0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
        {1, "7f9c9e31ac8256ca2f258583df262dbc7d6f68f2a03043d5c99a4ae5a7396ce9"},
        {2, "28fb81e496897e0ce886f08602392e9239b65c659041e5202163e58ad898f444"},
        {3, "ba8d94b7fbcecae7b81c4c80574fe24734a6917bf9c1ecd66ff3e0c34ead4620"},
        {4, "fdea52008cdae79fa8bf806261959e23f5e11681646a2fa2bc9b5e56b32030a2"},
        {5, "85e20cac1f02fda7bcdb2fc3f908568c57018c77815f1fa361acad13994f08bf"},
        {7, "7318881c41fce3c1de3640df8e8c110c93f43f686b74204a9d1ad5b8c71c2047"},
        {8, "f907f23f76aa01b755a614d31ef9832909f44638b4590073301e61e6d01f9a1d"},
        {9, "57a92667ebb7ab5e021d0d10dce29b3111769aff9ef206339797bea4494d09f3"},
        {100, "3e9a4e174ad846030b2bbaadcc6f51540fd556b27b8af9a6119af6719b7d425f"},
        {1000, "f399434ad05bbc8389ec22263ff4293d7ddd811e6740be6a68046e0dc6cc9a22"},
};

static void leaf_of(uint8_t out[TLOG_HASH], unsigned i)
{
	memset(out, (int)(i & 0xff), TLOG_HASH);
}

static void grow(struct tlog *t, unsigned n)
{
	uint8_t leaf[TLOG_HASH];

	while (t->size < n) {
		leaf_of(leaf, (unsigned)t->size);
		tlog_add(t, leaf);
	}
}

/* The definition, as it is written: split at the largest power of two below n. Another library's SHA-256. */
static void root_by_definition(uint8_t out[TLOG_HASH], unsigned from, unsigned n)
{
	uint8_t in[1 + 2 * TLOG_HASH];
	unsigned k = 1;

	if (n == 1) {
		in[0] = 0;
		leaf_of(in + 1, from);
		SHA256(in, 1 + TLOG_HASH, out);
		return;
	}
	while (k * 2 < n)
		k *= 2;
	in[0] = 1;
	root_by_definition(in + 1, from, k);
	root_by_definition(in + 1 + TLOG_HASH, from + k, n - k);
	SHA256(in, sizeof(in), out);
}

TEST(tlog, gives_the_roots_that_another_implementation_gives)
{
	struct tlog t;
	uint8_t root[TLOG_HASH];
	char hex[2 * TLOG_HASH + 1];

	tlog_init(&t);
	for (size_t i = 0; i < sizeof(known) / sizeof(*known); i++) {
		grow(&t, known[i].n);
		tlog_root(root, &t);
		hex_put(hex, root, TLOG_HASH);
		CHECK_TEXT(hex, known[i].root);
	}
}

TEST(tlog, agrees_with_the_definition_at_every_size_up_to_300)
{
	struct tlog t;
	uint8_t root[TLOG_HASH], want[TLOG_HASH];

	tlog_init(&t);
	for (unsigned n = 1; n <= 300; n++) {
		grow(&t, n);
		tlog_root(root, &t);
		root_by_definition(want, 0, n);
		CHECK_BYTES(root, want, TLOG_HASH);
	}
}

TEST(tlog, goes_on_where_it_was_packed)
{
	uint8_t bytes[TLOG_PACKED], a[TLOG_HASH], b[TLOG_HASH];

	for (unsigned n = 0; n <= 70; n++) {
		struct tlog t, again;
		size_t len;

		tlog_init(&t);
		grow(&t, n);
		len = tlog_pack(bytes, &t);
		CHECK_OK(tlog_unpack(&again, bytes, len));
		grow(&t, n + 3);
		grow(&again, n + 3);
		tlog_root(a, &t);
		tlog_root(b, &again);
		CHECK_BYTES(a, b, TLOG_HASH);
	}
}

TEST(tlog, refuses_a_head_that_does_not_fit_its_size)
{
	uint8_t bytes[TLOG_PACKED + 1] = {0};
	struct tlog t, out;
	size_t len;

	tlog_init(&t);
	grow(&t, 7);
	len = tlog_pack(bytes, &t);
	CHECK_INT(len, 8 + 3 * TLOG_HASH);
	CHECK(tlog_unpack(&out, bytes, len - 1) < 0);
	CHECK_OK(tlog_unpack(&out, bytes, len));
	CHECK(tlog_unpack(&out, bytes, len + 1) < 0);
	for (size_t n = 0; n < 8; n++)
		CHECK(tlog_unpack(&out, bytes, n) < 0);
}

TEST(tlog, root_changes_with_any_leaf)
{
	uint8_t leaf[TLOG_HASH], roots[8][TLOG_HASH];

	for (unsigned other = 0; other < 8; other++) {
		struct tlog t;

		tlog_init(&t);
		for (unsigned i = 0; i < 7; i++) {
			leaf_of(leaf, i == other ? 99 : i);
			tlog_add(&t, leaf);
		}
		tlog_root(roots[other], &t);
		for (unsigned before = 0; before < other; before++)
			CHECK(memcmp(roots[before], roots[other], TLOG_HASH) != 0);
	}
}
