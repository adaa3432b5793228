/* What a board would start from a disk: which copy of the boot state, which slot, and whether that slot is whole. */
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "board/vm/blockboot.h"
#include "harness.h"
#include "sys/file.h"
#include "sys/text.h"

enum {
	ENV = 8192,
	BOOT_A = 65536,
	BOOT_B = 131072,
	ROOT_A = 262144,
	ROOT_B = 2097152,
	DISK = 6 << 20,
	ROOT_BYTES = 1100000,
	BOOT_BYTES = 5000
};

static void fill(const char *path, size_t n, uint8_t value)
{
	AUTO_BUF bytes;

	buf_init(&bytes, DISK);
	for (size_t i = 0; i < n; i++)
		buf_char(&bytes, (char)(value + i % 7));
	CHECK_OK(buf_done(&bytes));
	CHECK_OK(file_replace(path, bytes.data, bytes.len, 0600));
}

static void at(uint64_t where, const void *bytes, size_t n)
{
	int fd = open("disk", O_WRONLY | O_CLOEXEC);

	CHECK(fd >= 0 && pwrite(fd, bytes, n, (off_t)where) == (ssize_t)n);
	CHECK(close(fd) == 0);
}

static void lay(uint64_t where, const char *path)
{
	AUTO_BUF bytes;

	buf_init(&bytes, DISK);
	CHECK_OK(file_read(&bytes, path));
	at(where, bytes.data, bytes.len);
}

/* A copy of the state as mkenvimage and libubootenv write it: words that end in a zero byte, a CRC before them. */
static void state(int copy, const char *words, size_t n)
{
	uint8_t block[BLOCKBOOT_STATE_BYTES] = {0};
	uint32_t crc;

	memcpy(block + 4, words, n);
	crc = blockboot_crc(block + 4, sizeof block - 4);
	for (int i = 0; i < 4; i++)
		block[i] = (uint8_t)(crc >> 8 * i);
	at(ENV + (uint64_t)copy * BLOCKBOOT_STATE_BYTES, block, sizeof block);
}
#define STATE(copy, words) state((copy), words, sizeof words)

static void tear(int copy)
{
	at(ENV + (uint64_t)copy * BLOCKBOOT_STATE_BYTES + 20, "torn", 4);
}

static void flip(uint64_t where)
{
	uint8_t byte = 0;
	int fd = open("disk", O_RDWR | O_CLOEXEC);

	CHECK(pread(fd, &byte, 1, (off_t)where) == 1);
	byte ^= 1;
	CHECK(pwrite(fd, &byte, 1, (off_t)where) == 1);
	CHECK(close(fd) == 0);
}

/* Both slots hold a whole image: A the old one, B the new one. */
static const struct blockboot *begin(void)
{
	static const struct blockboot b = {.env = ENV,
	        .boot = {BOOT_A, BOOT_B},
	        .root = {ROOT_A, ROOT_B},
	        .image = {{"1.0", "old.root", "old.boot"}, {"2.0", "new.root", "new.boot"}},
	        .n_images = 2};

	fill("disk", DISK, 9);
	fill("old.root", ROOT_BYTES, 20);
	fill("old.boot", BOOT_BYTES, 40);
	fill("new.root", ROOT_BYTES, 60);
	fill("new.boot", BOOT_BYTES, 80);
	lay(ROOT_A, "old.root");
	lay(BOOT_A, "old.boot");
	lay(ROOT_B, "new.root");
	lay(BOOT_B, "new.boot");
	STATE(0, "BOOT_ORDER=B A\0BOOT_A_LEFT=3\0BOOT_B_LEFT=3\0");
	STATE(1, "BOOT_ORDER=A B\0BOOT_A_LEFT=3\0BOOT_B_LEFT=3\0");
	return &b;
}

static struct blockboot_verdict look(const struct blockboot *b)
{
	struct blockboot_verdict v = {0};

	CHECK_OK(blockboot_look(&v, b, "disk"));
	return v;
}

TEST(blockboot, counts_as_zlib_does)
{
	CHECK_INT(blockboot_crc((const uint8_t *)"123456789", 9), 0xcbf43926);
	CHECK_INT(blockboot_crc(NULL, 0), 0);
}

TEST(blockboot, takes_the_first_of_the_order)
{
	const struct blockboot *b = begin();
	struct blockboot_verdict v = look(b);

	CHECK(v.whole[0] && v.whole[1]);
	CHECK_INT(v.slot, 1);
	CHECK_INT(v.image, 1);
	CHECK_TEXT(blockboot_version(&v, b), "2.0");
}

TEST(blockboot, takes_the_other_when_the_first_has_no_try_left)
{
	const struct blockboot *b = begin();
	struct blockboot_verdict v;

	STATE(0, "BOOT_ORDER=B A\0BOOT_A_LEFT=2\0BOOT_B_LEFT=0\0");
	v = look(b);
	CHECK_INT(v.slot, 0);
	CHECK_INT(v.left[0], 2);
	CHECK_TEXT(blockboot_version(&v, b), "1.0");
}

TEST(blockboot, gives_all_their_tries_back_when_none_is_left)
{
	const struct blockboot *b = begin();
	struct blockboot_verdict v;

	STATE(0, "BOOT_ORDER=B A\0BOOT_A_LEFT=0\0BOOT_B_LEFT=0\0");
	v = look(b);
	CHECK_INT(v.slot, 1);
	CHECK_INT(v.left[0], BLOCKBOOT_TRIES);
	CHECK_INT(v.left[1], BLOCKBOOT_TRIES);
}

TEST(blockboot, takes_the_copy_when_the_first_is_torn)
{
	const struct blockboot *b = begin();
	struct blockboot_verdict v;

	tear(0);
	v = look(b);
	CHECK(!v.whole[0] && v.whole[1]);
	CHECK_INT(v.slot, 0);
}

TEST(blockboot, begins_anew_when_both_are_torn)
{
	const struct blockboot *b = begin();
	struct blockboot_verdict v;

	STATE(1, "BOOT_ORDER=B A\0BOOT_A_LEFT=1\0BOOT_B_LEFT=1\0");
	tear(0);
	tear(1);
	v = look(b);
	CHECK(!v.whole[0] && !v.whole[1]);
	CHECK_INT(v.slot, 0); /* "A B", three tries each */
	CHECK_INT(v.left[0], BLOCKBOOT_TRIES);
}

TEST(blockboot, reads_tries_as_u_boot_writes_them)
{
	const struct blockboot *b = begin();
	struct blockboot_verdict v;

	STATE(0,
	        "other=BOOT_ORDER=A B\0BOOT_ORDER=A\0BOOT_A_LEFT=a\0"); /* in hexadecimal; B is not named, and has its three */
	v = look(b);
	CHECK_INT(v.slot, 0);
	CHECK_INT(v.left[0], 10);
	CHECK_INT(v.left[1], BLOCKBOOT_TRIES);
}

TEST(blockboot, a_state_without_words_or_with_odd_ones_starts_a)
{
	static const char *const odd[] = {
	        "", "BOOT_ORDER=", "BOOT_ORDER=C D", "BOOT_ORDER=a very long order of slots", "BOOT_A_LEFT=-4"};
	const struct blockboot *b = begin();

	for (size_t i = 0; i < sizeof odd / sizeof *odd; i++) {
		char words[64] = "";
		struct blockboot_verdict v;

		(void)text_copy(words, sizeof words, odd[i]);
		state(0, words, sizeof words);
		v = look(b);
		if (!v.whole[0] || v.slot != 0)
			test_fail(__FILE__, __LINE__, "'%s': slot %d", odd[i], v.slot);
	}
}

/* No zero byte ends the last word: it is none, and nothing behind the block is read. */
TEST(blockboot, a_word_that_fills_its_block_is_none)
{
	const struct blockboot *b = begin();
	static char words[BLOCKBOOT_STATE_BYTES - 4];
	struct blockboot_verdict v;

	memset(words, 'x', sizeof words);
	memcpy(words, "BOOT_ORDER=B A", 15);
	state(0, words, sizeof words);
	v = look(b);
	CHECK(v.whole[0]);
	CHECK_INT(v.slot, 1);
}

/* First byte, both sides of the piece that is held at once, last byte; root and boot part. */
TEST(blockboot, one_bit_anywhere_in_a_slot_is_seen)
{
	static const uint64_t where[] = {ROOT_B, ROOT_B + (1 << 20) - 1, ROOT_B + (1 << 20), ROOT_B + ROOT_BYTES - 1,
	        BOOT_B, BOOT_B + BOOT_BYTES - 1};
	const struct blockboot *b = begin();

	for (size_t i = 0; i < sizeof where / sizeof *where; i++) {
		struct blockboot_verdict v;

		flip(where[i]);
		v = look(b);
		CHECK_INT(v.slot, 1);
		CHECK_INT(v.image, -1);
		CHECK_INT(v.other, 0);
		CHECK_TEXT(blockboot_version(&v, b), "1.0"); /* three tries, then back */
		flip(where[i]);
		CHECK_INT(look(b).image, 1);
	}
}

TEST(blockboot, what_lies_behind_an_image_does_not_matter)
{
	const struct blockboot *b = begin();

	flip(ROOT_B + ROOT_BYTES);
	flip(BOOT_B + BOOT_BYTES);
	CHECK_INT(look(b).image, 1);
}

TEST(blockboot, a_root_of_one_and_a_boot_part_of_another_are_no_system)
{
	const struct blockboot *b = begin();
	struct blockboot_verdict v;

	lay(BOOT_B, "old.boot");
	v = look(b);
	CHECK_INT(v.image, -1);
	CHECK_INT(v.other, 0);
}

TEST(blockboot, nothing_comes_up_when_no_slot_is_whole)
{
	const struct blockboot *b = begin();
	struct blockboot_verdict v;

	flip(ROOT_A);
	flip(BOOT_B);
	v = look(b);
	CHECK_INT(v.image, -1);
	CHECK_INT(v.other, -1);
	CHECK(blockboot_version(&v, b) == NULL);
}

/* The boot loader does not come back to a slot without a try before it has used up the first one. */
TEST(blockboot, a_whole_slot_without_a_try_is_no_help)
{
	const struct blockboot *b = begin();
	struct blockboot_verdict v;

	STATE(0, "BOOT_ORDER=B A\0BOOT_A_LEFT=0\0BOOT_B_LEFT=3\0");
	flip(ROOT_B);
	v = look(b);
	CHECK_INT(v.slot, 1);
	CHECK_INT(v.other, -1);
}

TEST(blockboot, files_that_are_not_there_are_surprises)
{
	const struct blockboot *b = begin();
	struct blockboot_verdict v;

	CHECK(blockboot_look(&v, b, "nowhere") < 0);
	CHECK(unlink("new.boot") == 0);
	CHECK(blockboot_look(&v, b, "disk") < 0);
	fill("disk", ENV + 100, 1);
	CHECK(blockboot_look(&v, b, "disk") < 0);
}
