/* The list of files that a station signs, and the names of its files: one way to write each, and a ceiling for everything. */
#include "harness.h"

#include <stdio.h>
#include <stdlib.h>

#include "sync/stick_manifest.h"
#include "sys/text.h"

#define DEVICE "000102030405060708090a0b0c0d0e0f"
#define HASH "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define HEAD "loket-stick 1\ndevice " DEVICE "\nstation DEMO-01\nmade 2026-03-14T10:20:30.123Z\n"
#define ONE "file " DEVICE "-1-1-3.ceb.zst 900 3 " HASH "\n"
#define TWO "file " DEVICE "-1-4-9.ceb.zst 800 6 " HASH "\n"

/* A signature in shape only: nobody looks at it where no key is given. */
static const char *end_line(void)
{
	static char line[200];

	memset(line, 'b', sizeof line);
	memcpy(line, "signature ", 10);
	line[10 + 2 * KEY_SIGNATURE_BYTES] = '\n';
	line[11 + 2 * KEY_SIGNATURE_BYTES] = 0;
	return line;
}

static int read_text(const char *text)
{
	struct stick_manifest m = {0};
	int r = stick_manifest_read(&m, text, strlen(text), NULL);

	stick_manifest_free(&m);
	return r;
}

static int read_parts(const char *head, const char *files, const char *end)
{
	static char text[8000];

	CHECK((size_t)snprintf(text, sizeof text, "%s%s%s", head, files, end) < sizeof text);
	return read_text(text);
}

/* ---- names ------------------------------------------------------------------------------ */

TEST(stick_name, is_written_and_read_the_same_way)
{
	static const uint32_t places[][3] = {
	        {1, 1, 1}, {1, 1, 256}, {7, 4000, 4255}, {2147483647, 2147483647, 2147483647}};
	struct stick_name name = {.device = {0xde, 0xad}}, back;
	char text[STICK_BATCH_NAME + 1];

	for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
		name.epoch = places[i][0];
		name.from = places[i][1];
		name.to = places[i][2];
		stick_name_put(text, &name);
		CHECK(strlen(text) <= STICK_BATCH_NAME);
		CHECK(stick_name_take(&back, text));
		CHECK_BYTES(back.device, name.device, 16);
		CHECK(back.epoch == name.epoch && back.from == name.from && back.to == name.to);
	}
}

TEST(stick_name, has_one_way_to_be_written)
{
	static const char *const wrong[] = {"", ".ceb.zst", DEVICE ".ceb.zst", DEVICE "-1.ceb.zst",
	        DEVICE "-1-1.ceb.zst", DEVICE "-1-1-1", DEVICE "-1-1-1.ceb", DEVICE "-1-1-1.ceb.zst ",
	        " " DEVICE "-1-1-1.ceb.zst", DEVICE "-0-1-1.ceb.zst", DEVICE "-1-0-1.ceb.zst", DEVICE "-1-1-0.ceb.zst",
	        DEVICE "-1-2-1.ceb.zst", DEVICE "-01-1-1.ceb.zst", DEVICE "-1-01-1.ceb.zst", DEVICE "-1-1-01.ceb.zst",
	        DEVICE "-+1-1-1.ceb.zst", DEVICE "-1--1-1.ceb.zst", DEVICE "--1-1-1.ceb.zst",
	        DEVICE "-1-1-2147483648.ceb.zst", DEVICE "-1-1-99999999999999999999.ceb.zst",
	        DEVICE "-1-1-1.ceb.zst.part", DEVICE "-1-1-1.CEB.ZST", "000102030405060708090A0B0C0D0E0F-1-1-1.ceb.zst",
	        "0001-1-1-1.ceb.zst", DEVICE "00-1-1-1.ceb.zst", DEVICE "_1_1_1.ceb.zst", DEVICE "-1-1-1 .ceb.zst",
	        "../" DEVICE "-1-1-1.ceb.zst", DEVICE "-1-1-0x1.ceb.zst"};
	struct stick_name name = {.epoch = 77};

	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		if (stick_name_take(&name, wrong[i]))
			test_fail(__FILE__, __LINE__, "'%s' was taken for a batch", wrong[i]);
		CHECK_INT(name.epoch, 77); /* untouched */
	}
}

TEST(stick_name, no_text_harms_it)
{
	static const char signs[] = "0123456789abcdef-.cebzstA/ \n\x80";
	struct stick_name name;
	uint64_t coin = 7;
	char text[200];

	for (int round = 0; round < 20000; round++) {
		size_t n = test_random(&coin) % 120;

		for (size_t i = 0; i < n; i++)
			text[i] = signs[test_random(&coin) % (sizeof signs - 1)];
		(void)snprintf(text + n, sizeof text - n, "%s", round % 2 ? ".ceb.zst" : "");
		if (stick_name_take(&name, text))
			CHECK(name.from >= 1 && name.from <= name.to);
	}
}

/* ---- the list ------------------------------------------------------------------------------- */

TEST(stick_manifest, of_no_one_and_two_files_is_read)
{
	CHECK_INT(read_parts(HEAD, "", end_line()), 0);
	CHECK_INT(read_parts(HEAD, ONE, end_line()), 0);
	CHECK_INT(read_parts(HEAD, ONE TWO, end_line()), 0);
}

TEST(stick_manifest, head_is_as_it_must_be)
{
	static const char *const wrong[] = {"", "loket-stick 1\n",
	        "loket-stick 2\ndevice " DEVICE "\nstation DEMO-01\nmade x\n",
	        "loket-stick 1\nstation DEMO-01\ndevice " DEVICE "\nmade x\n",
	        "loket-stick 1\ndevice 0001\nstation DEMO-01\nmade x\n",
	        "loket-stick 1\ndevice " DEVICE "0\nstation DEMO-01\nmade x\n",
	        "loket-stick 1\ndevice " DEVICE "\nstation \nmade x\n",
	        "loket-stick 1\ndevice " DEVICE "\nstation demo 01\nmade x\n",
	        "loket-stick 1\ndevice " DEVICE "\nstation A-CODE-THAT-IS-MUCH-TOO-LONG-FOR-ANY-STATION\nmade x\n",
	        "loket-stick 1\ndevice " DEVICE "\nstation DEMO-01\n",
	        "loket-stick 1\ndevice " DEVICE "\nstation DEMO-01\nmade \n",
	        "loket-stick 1\ndevice " DEVICE "\nstation DEMO-01\nmade 2026-03-14T10:20:30.123456Z\n",
	        "\nloket-stick 1\ndevice " DEVICE "\nstation DEMO-01\nmade x\n",
	        "loket-stick 1\r\ndevice " DEVICE "\r\nstation DEMO-01\r\nmade x\r\n"};

	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
		CHECK_INT(read_parts(wrong[i], ONE, end_line()), STICK_MANIFEST_BROKEN);
}

TEST(stick_manifest, files_are_as_they_must_be)
{
	static const char *const wrong[] = {TWO ONE, ONE ONE, "file\n", "file \n", "file " DEVICE "-1-1-3.ceb.zst\n",
	        "file " DEVICE "-1-1-3.ceb.zst 900\n", "file " DEVICE "-1-1-3.ceb.zst 900 3\n",
	        "file " DEVICE "-1-1-3.ceb.zst 900 3 aaaa\n", "file " DEVICE "-1-1-3.ceb.zst 0 3 " HASH "\n",
	        "file " DEVICE "-1-1-3.ceb.zst 900 0 " HASH "\n", "file " DEVICE "-1-1-3.ceb.zst -9 3 " HASH "\n",
	        "file " DEVICE "-1-1-3.ceb.zst 900 3 " HASH " \n", "file " DEVICE "-1-1-3.ceb.zst  900 3 " HASH "\n",
	        "file photo.jpg 900 3 " HASH "\n",
	        "file ff0102030405060708090a0b0c0d0e0f-1-1-3.ceb.zst 900 3 " HASH "\n",
	        "FILE " DEVICE "-1-1-3.ceb.zst 900 3 " HASH "\n", ONE "\n" TWO, ONE "photo\n"};

	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
		if (read_parts(HEAD, wrong[i], end_line()) != STICK_MANIFEST_BROKEN)
			test_fail(__FILE__, __LINE__, "it was read: %s", wrong[i]);
}

TEST(stick_manifest, numbers_have_ceilings)
{
	static const struct {
		long bytes, records;
		bool good;
	} at[] = {
	        {1, 1, true}, {2097151, 255, true}, {2097152, 256, true}, {2097153, 256, false}, {2097152, 257, false}};
	char line[300];

	for (size_t i = 0; i < sizeof at / sizeof *at; i++) {
		(void)snprintf(line, sizeof line, "file " DEVICE "-1-1-3.ceb.zst %ld %ld " HASH "\n", at[i].bytes,
		        at[i].records);
		CHECK_INT(read_parts(HEAD, line, end_line()), at[i].good ? 0 : STICK_MANIFEST_BROKEN);
	}
}

TEST(stick_manifest, ends_with_its_signature_and_nothing_else)
{
	char longer[300];

	CHECK_INT(read_parts(HEAD, ONE, ""), STICK_MANIFEST_BROKEN);
	CHECK_INT(read_parts(HEAD, ONE, "signature\n"), STICK_MANIFEST_BROKEN);
	CHECK_INT(read_parts(HEAD, ONE, "signature 00\n"), STICK_MANIFEST_BROKEN);
	(void)snprintf(longer, sizeof longer, "%s%s", end_line(), "more\n");
	CHECK_INT(read_parts(HEAD, ONE, longer), STICK_MANIFEST_BROKEN);
	(void)snprintf(longer, sizeof longer, "%s", end_line());
	longer[strlen(longer) - 1] = 0; /* no end of line: cut short */
	CHECK_INT(read_parts(HEAD, ONE, longer), STICK_MANIFEST_BROKEN);
	(void)snprintf(longer, sizeof longer, "%s", end_line());
	longer[20] = 'g'; /* no hexadecimal digit */
	CHECK_INT(read_parts(HEAD, ONE, longer), STICK_MANIFEST_BROKEN);
}

TEST(stick_manifest, cut_anywhere_is_broken)
{
	char text[2000];
	size_t n = (size_t)snprintf(text, sizeof text, "%s%s%s", HEAD, ONE TWO, end_line());
	struct stick_manifest m = {0};

	for (size_t i = 0; i < n; i++)
		CHECK_INT(stick_manifest_read(&m, text, i, NULL), STICK_MANIFEST_BROKEN);
	CHECK_INT(stick_manifest_read(&m, text, n, NULL), 0);
	stick_manifest_free(&m);
}

TEST(stick_manifest, nul_bytes_and_long_lines_are_broken)
{
	char text[2000], line[400];
	size_t n = (size_t)snprintf(text, sizeof text, "%s%s%s", HEAD, ONE, end_line());
	struct stick_manifest m = {0};

	for (size_t i = 0; i < n; i++) {
		char kept = text[i];

		text[i] = 0;
		CHECK_INT(stick_manifest_read(&m, text, n, NULL), STICK_MANIFEST_BROKEN);
		text[i] = kept;
	}
	memset(line, 'x', sizeof line);
	line[sizeof line - 1] = 0;
	(void)snprintf(text, sizeof text, "loket-stick 1\ndevice %s\n%s", DEVICE, line);
	CHECK_INT(read_text(text), STICK_MANIFEST_BROKEN);
}

/* ---- signed, and at its ceiling --------------------------------------------------------------- */

static struct stick_manifest list_of(size_t n)
{
	struct stick_manifest m = {.device = {1}, .station = "DEMO-01", .made = "2026-03-14T10:20:30.123Z"};

	CHECK((m.files = calloc(n + 1, sizeof *m.files)) != NULL);
	m.n = n;
	for (size_t i = 0; i < n; i++) {
		struct stick_file *f = &m.files[i];

		/* In order of name: as many digits in each. */
		f->place = (struct stick_name){
		        .device = {1}, .epoch = 1, .from = 100000 + (uint32_t)i, .to = 100000 + (uint32_t)i};
		stick_name_put(f->name, &f->place);
		f->bytes = 500;
		f->records = 1;
	}
	return m;
}

TEST(stick_manifest, is_believed_by_its_key_alone)
{
	struct stick_manifest m = list_of(3), back = {0};
	struct key_secret *key, *other;
	AUTO_BUF text;

	buf_init(&text, STICK_MANIFEST_MOST);
	CHECK_OK(key_new(&key, KEY_DEVICE, false));
	CHECK_OK(key_new(&other, KEY_DEVICE, false));
	CHECK_OK(stick_manifest_write(&text, &m, key));
	CHECK_INT(stick_manifest_read(&back, text.data, text.len, key_public_part(key)->bytes), 0);
	CHECK_INT(back.n, 3);
	CHECK(stick_manifest_find(&back, m.files[1].name) == &back.files[1]);
	CHECK(stick_manifest_find(&back, "photo.jpg") == NULL);
	stick_manifest_free(&back);
	CHECK_INT(stick_manifest_read(&back, text.data, text.len, key_public_part(other)->bytes),
	        STICK_MANIFEST_UNSIGNED);
	for (size_t i = 0; i < text.len; i++) {
		text.data[i] ^= 1;
		CHECK(stick_manifest_read(&back, text.data, text.len, key_public_part(key)->bytes) > 0);
		text.data[i] ^= 1;
	}
	key_free(key);
	key_free(other);
	stick_manifest_free(&m);
}

TEST(stick_manifest, holds_as_many_files_as_it_may_and_not_one_more)
{
	struct key_secret *key;

	CHECK_OK(key_new(&key, KEY_DEVICE, false));
	for (size_t n = STICK_FILES_MOST - 1; n <= STICK_FILES_MOST + 1; n++) {
		struct stick_manifest m = list_of(n), back = {0};
		AUTO_BUF text;

		buf_init(&text, 2 * STICK_MANIFEST_MOST);
		CHECK_OK(stick_manifest_write(&text, &m, key));
		CHECK(text.len < STICK_MANIFEST_MOST); /* so many always fit */
		CHECK_INT(stick_manifest_read(&back, text.data, text.len, key_public_part(key)->bytes),
		        n > STICK_FILES_MOST ? STICK_MANIFEST_BROKEN : 0);
		CHECK_INT(back.n, n > STICK_FILES_MOST ? 0 : n);
		stick_manifest_free(&back);
		stick_manifest_free(&m);
	}
	key_free(key);
}

TEST(stick_manifest, longer_than_its_ceiling_is_not_looked_at)
{
	char *text = calloc(1, STICK_MANIFEST_MOST + 2);
	struct stick_manifest m = {0};

	CHECK(text != NULL);
	memset(text, '\n', STICK_MANIFEST_MOST + 1);
	for (size_t n = STICK_MANIFEST_MOST - 1; n <= STICK_MANIFEST_MOST + 1; n++)
		CHECK_INT(stick_manifest_read(&m, text, n, NULL), STICK_MANIFEST_BROKEN);
	free(text);
	stick_manifest_free(NULL);
}
