#include <errno.h>
#include <stdlib.h>

#include "harness.h"
#include "sys/buf.h"

TEST(buf, grows_and_always_ends_with_a_nul)
{
	AUTO_BUF b;
	buf_init(&b, 100000);
	CHECK_TEXT(buf_str(&b), "");
	for (int i = 0; i < 20000; i++) {
		buf_char(&b, (char)('a' + i % 26));
		CHECK_INT(b.data[b.len], 0);
	}
	CHECK_INT(b.len, 20000);
	for (int i = 0; i < 20000; i++)
		CHECK_INT(b.data[i], 'a' + i % 26);
	CHECK_OK(buf_done(&b));
}

TEST(buf, puts_numbers_little_end_first)
{
	AUTO_BUF b;
	buf_init(&b, 100);
	buf_u16(&b, 0x1234);
	buf_u32(&b, 0x56789abc);
	buf_u64(&b, 0x0102030405060708);
	buf_zero(&b, 2);
	CHECK_INT(b.len, 16);
	CHECK_BYTES(b.data, "\x34\x12\xbc\x9a\x78\x56\x08\x07\x06\x05\x04\x03\x02\x01\0\0", 16);
}

TEST(buf, prints_and_adds_text)
{
	AUTO_BUF b;
	buf_init(&b, 1000);
	buf_text(&b, "a=");
	buf_printf(&b, "%d%s", 5, "%");
	buf_add(&b, NULL, 0);
	CHECK_TEXT(buf_str(&b), "a=5%");
}

/* One less than the ceiling, the ceiling, one more: by every way to add. */
TEST(ceiling, holds_for_adding)
{
	for (size_t n = 9; n <= 11; n++) {
		AUTO_BUF b;
		buf_init(&b, 10);
		buf_add(&b, "0123456789ab", n);
		CHECK_INT(b.failed, n > 10);
		CHECK_INT(b.len, n > 10 ? 0 : n);
		CHECK_INT(buf_done(&b), n > 10 ? -E2BIG : 0);
	}
}

TEST(ceiling, holds_for_printing_and_zeros)
{
	for (int n = 9; n <= 11; n++) {
		AUTO_BUF b;
		buf_init(&b, 10);
		buf_printf(&b, "%*d", n, 1);
		CHECK_INT(b.failed, n > 10);
		buf_clear(&b);
		buf_zero(&b, (size_t)n);
		CHECK_INT(b.failed, n > 10);
		CHECK_INT(b.len, n > 10 ? 0 : n);
	}
}

TEST(ceiling, after_it_nothing_more_is_taken_and_what_was_there_stays)
{
	AUTO_BUF b;
	buf_init(&b, 5);
	buf_text(&b, "abc");
	buf_text(&b, "def");
	buf_text(&b, "g"); /* would fit, but the text has a hole now */
	CHECK_TEXT(buf_str(&b), "abc");
	CHECK_INT(buf_done(&b), -E2BIG);
	CHECK_TEXT(err_why(), "more than 5 bytes, or no memory left");
	buf_clear(&b);
	CHECK_OK(buf_done(&b));
	buf_text(&b, "xyzab");
	CHECK_TEXT(buf_str(&b), "xyzab");
}

TEST(ceiling, of_nothing_takes_nothing)
{
	AUTO_BUF b;
	buf_init(&b, 0);
	buf_add(&b, "", 0);
	CHECK_OK(buf_done(&b));
	buf_char(&b, 'x');
	CHECK(buf_done(&b) < 0);
}

TEST(ceiling, sizes_near_the_largest_number_are_refused)
{
	AUTO_BUF b;
	buf_init(&b, SIZE_MAX);
	buf_text(&b, "x");
	buf_add(&b, "x", SIZE_MAX);
	CHECK(b.failed);
	buf_clear(&b);
	buf_zero(&b, SIZE_MAX - 1);
	CHECK(b.failed);
	CHECK_INT(b.len, 0);
}

TEST(drop, moves_the_rest_up_and_wipes_behind_it)
{
	AUTO_BUF b;
	buf_init(&b, 100);
	buf_text(&b, "0123456789");
	buf_drop(&b, 0);
	buf_drop(&b, 4);
	CHECK_TEXT(buf_str(&b), "456789");
	CHECK_BYTES(b.data, "456789\0\0\0\0", 11);
	buf_drop(&b, 6);
	CHECK_TEXT(buf_str(&b), "");
	CHECK_BYTES(b.data, "\0\0\0\0\0\0", 6);
}

TEST(wiping, clearing_leaves_no_byte)
{
	AUTO_BUF b;
	buf_init(&b, 1000);
	for (int i = 0; i < 50; i++)
		buf_text(&b, "secret ");
	size_t cap = b.cap;
	const uint8_t *data = b.data;
	buf_clear(&b);
	CHECK(b.data == data && b.cap == cap && b.len == 0);
	for (size_t i = 0; i < cap; i++)
		CHECK_INT(data[i], 0);
}

TEST(wiping, wipe_of_nothing_is_fine)
{
	char kept = 'k';
	wipe(&kept, 0);
	CHECK_INT(kept, 'k');
	wipe(NULL, 0);
	wipe(&kept, 1);
	CHECK_INT(kept, 0);
}

TEST(wiping, ending_twice_is_fine)
{
	struct buf b;
	buf_init(&b, 10);
	buf_text(&b, "abc");
	buf_fini(&b);
	CHECK(!b.data && b.len == 0 && b.max == 10);
	buf_fini(&b);
	buf_text(&b, "again");
	CHECK_TEXT(buf_str(&b), "again");
	buf_fini(&b);
}
