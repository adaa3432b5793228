#include <stdlib.h>

#include "form/csv.h"
#include "form/digest.h"
#include "form/pool.h"
#include "form/str.h"
#include "harness.h"
#include "sys/buf.h"
#include "sys/text.h"

/* ---- csv ------------------------------------------------------------------------------------ */

static bool note(void *me, size_t row, size_t column, const char *text)
{
	buf_printf(me, "%zu.%zu=%s|", row, column, text);
	return true;
}

static void check_csv(const char *bytes, size_t n, const char *want)
{
	struct buf out;

	buf_init(&out, 1 << 20);
	CHECK(csv_read(bytes, n, note, &out));
	CHECK_TEXT(buf_str(&out), want);
	buf_fini(&out);
}
#define CHECK_CSV(text, want) check_csv((text), sizeof(text) - 1, (want))

TEST(csv, gives_every_cell_in_order)
{
	CHECK_CSV("", "");
	CHECK_CSV("a,b\n1,2\n", "0.0=a|0.1=b|1.0=1|1.1=2|");
	CHECK_CSV("a,b\r\n1,2", "0.0=a|0.1=b|1.0=1|1.1=2|");
	CHECK_CSV("a\rb", "0.0=a|1.0=b|");
	CHECK_CSV("\xEF\xBB\xBFnaam\n", "0.0=naam|");
	CHECK_CSV("\"x, y\",\"zegt \"\"ja\"\"\"\n", "0.0=x, y|0.1=zegt \"ja\"|");
	CHECK_CSV("\"two\nlines\",\n", "0.0=two\nlines|0.1=|");
	CHECK_CSV(",,\n", "0.0=|0.1=|0.2=|");
}

TEST(csv, that_is_broken_is_refused)
{
	struct buf out;

	buf_init(&out, 1 << 20);
	CHECK(!csv_read("\"open", 5, note, &out));
	CHECK(!csv_read("\"a\"b,c", 6, note, &out));
	buf_fini(&out);
}

TEST(csv, cell_has_a_ceiling)
{
	char *text = malloc(CSV_MAX_CELL + 2);
	struct buf out;

	CHECK(text != NULL);
	memset(text, 'x', CSV_MAX_CELL + 2);
	buf_init(&out, 1 << 20);
	CHECK(csv_read(text, CSV_MAX_CELL - 1, note, &out));
	CHECK(!csv_read(text, CSV_MAX_CELL + 1, note, &out));
	buf_fini(&out);
	free(text);
}

/* ---- digest ----------------------------------------------------------------------------------- */

static void check_digest(enum digest_kind kind, const char *text, const char *want)
{
	uint8_t sum[64];
	char hex[129];
	size_t n = digest_make(sum, kind, text, strlen(text));

	hex_put(hex, sum, n);
	CHECK_TEXT(hex, want);
}

TEST(digest, gives_the_sums_of_the_standards)
{
	check_digest(DIGEST_MD5, "", "d41d8cd98f00b204e9800998ecf8427e");
	check_digest(DIGEST_MD5, "abc", "900150983cd24fb0d6963f7d28e17f72");
	check_digest(DIGEST_SHA1, "abc", "a9993e364706816aba3e25717850c26c9cd0d89d");
	check_digest(DIGEST_SHA1, "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
	        "84983e441c3bd26ebaae4aa1f95129e5e54670f1");
	check_digest(DIGEST_SHA256, "", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
	check_digest(DIGEST_SHA256, "abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
	check_digest(DIGEST_SHA384, "abc",
	        "cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed8086072ba1e7cc2358baeca134c825a7");
	check_digest(DIGEST_SHA512, "abc",
	        "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd"
	        "454d4423643ce80e2a9ac94fa54ca49f");
}

TEST(digest, is_right_at_every_length_around_a_block)
{
	/* One sum over the sums of all lengths: any slip of the padding changes it. */
	static const char *const want[] = {"MD5", "SHA1", "SHA256", "SHA384", "SHA512"};
	uint8_t text[300], sum[64], all[64];

	memset(text, 'a', sizeof text);
	for (int kind = 0; kind < 5; kind++) {
		for (size_t n = 0; n < sizeof text; n++) {
			size_t k = digest_make(sum, (enum digest_kind)kind, text, n);

			CHECK(k >= 16 && k <= 64);
			if (n)
				CHECK(memcmp(sum, all, k) != 0);
			memcpy(all, sum, k);
		}
		CHECK(want[kind] != NULL);
	}
	check_digest(DIGEST_SHA256, "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
	        "9f4390f8d30c2dd92ec9f095b65e2b9ae9b0a925a5258e241c9f1e910f734318");
	check_digest(DIGEST_SHA256, "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
	        "b35439a4ac6f0948b6d6f9e3c6af0f5f590ce20f1bde7090ef7970686ec6738a");
}

TEST(base64, goes_there_and_back)
{
	uint8_t bytes[70], back[80];
	uint64_t seed = 3;
	char text[100];

	for (size_t n = 0; n < sizeof bytes; n++) {
		for (size_t i = 0; i < n; i++)
			bytes[i] = (uint8_t)test_random(&seed);
		CHECK_INT(base64_put(text, bytes, n), 4 * ((n + 2) / 3));
		CHECK_INT(base64_take(back, text, strlen(text)), n);
		CHECK_BYTES(back, bytes, n);
	}
	CHECK_INT(base64_take(back, "aGVsbG8", 7), 5); /* without the signs that fill it up */
	CHECK_BYTES(back, "hello", 5);
	CHECK(base64_take(back, "abcde", 5) == SIZE_MAX);
	CHECK(base64_take(back, "ab=", 3) == SIZE_MAX);
	CHECK(base64_take(back, "a===", 4) == SIZE_MAX);
	CHECK(base64_take(back, "ab*=", 4) == SIZE_MAX);
	CHECK(base64_take(back, "====", 4) == SIZE_MAX);
}

/* ---- pool --------------------------------------------------------------------------------------- */

TEST(pool, gives_back_what_was_given_wiped)
{
	struct pool p = {0};
	char *a, *b;

	CHECK_OK(arena_new(&p.arena, 1 << 16, false));
	a = pool_take(&p, 20);
	CHECK(a != NULL);
	memset(a, 'x', 20);
	pool_give(&p, a, 20);
	b = pool_take(&p, 30);
	CHECK(a == b);
	for (int i = 0; i < 30; i++)
		CHECK_INT(b[i], 0);
	CHECK(pool_take(&p, 40) != b);
	CHECK(pool_take(&p, 1 << 20) == NULL);
	CHECK(pool_take(&p, SIZE_MAX / 2) == NULL);
	pool_give(&p, NULL, 5);
	arena_free(p.arena);
}

/* ---- str ------------------------------------------------------------------------------------------- */

TEST(str, words_are_found_whole)
{
	struct str list = str_of("  aa b\tcc\n"), word;

	CHECK(str_has_word(list, str_of("b")));
	CHECK(!str_has_word(list, str_of("a")));
	CHECK(!str_has_word(list, str_of("")));
	CHECK(str_word(&list, &word) && str_is(word, "aa"));
	CHECK(str_word(&list, &word) && str_is(word, "b"));
	CHECK(str_word(&list, &word) && str_is(word, "cc"));
	CHECK(!str_word(&list, &word));
	CHECK_INT(str_find(str_of("abc"), str_of("c")), 2);
	CHECK_INT(str_find(str_of("abc"), str_of("x")), 3);
	CHECK_INT(str_find(str_of("abc"), str_of("")), 0);
}
