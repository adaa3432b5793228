/* exFAT without mounting it: what is put is found again, by us and by the tools of the file system; what is no volume is refused in words. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "board/vm/exfat.h"
#include "harness.h"
#include "sys/file.h"
#include "sys/proc.h"

enum { RUN_MS = 20000, VOLUME = 8 << 20, CLUSTER = 4096, ENTRY = 32, MANY = 100 };

#define AT (1 << 20)

static bool run(const char *const *argv)
{
	AUTO_BUF said;

	buf_init(&said, 1 << 16);
	return proc_run(argv, &said, RUN_MS) == 0;
}

/* A volume, alone and behind a table of partitions. */
static bool make(void)
{
	CHECK(run((const char *const[]){"truncate", "-s", "8M", "alone", NULL}));
	if (!run((const char *const[]){"mkfs.exfat", "-c", "4K", "alone", NULL}))
		return false;
	CHECK(run((const char *const[]){"dd", "if=alone", "of=behind", "bs=1M", "seek=1", "status=none", NULL}));
	return true;
}

static bool is_whole(const char *image)
{
	return run((const char *const[]){"fsck.exfat", "-n", image, NULL});
}

static int get(const struct exfat *x, const char *ending, const char *text)
{
	char found[EXFAT_FOUND_ROOM] = "";
	AUTO_BUF bytes;
	int r;

	buf_init(&bytes, VOLUME);
	r = exfat_get(&bytes, found, x, ending);
	if (r == 0)
		CHECK_TEXT(buf_str(&bytes), text);
	return r;
}

static void poke(const char *image, uint64_t at, const void *bytes, size_t n)
{
	int fd = open(image, O_WRONLY | O_CLOEXEC);

	CHECK(fd >= 0 && pwrite(fd, bytes, n, (off_t)at) == (ssize_t)n);
	(void)close(fd);
}

TEST(exfat, what_is_put_is_found_and_the_volume_is_whole)
{
	struct exfat x;

	if (!make())
		test_skip("mkfs.exfat is not installed");
	CHECK_OK(exfat_open(&x, "alone", 0));
	CHECK_INT((int)x.cluster_bytes, CLUSTER);
	CHECK_INT(get(&x, ".txt", ""), EXFAT_NO_FILE);
	CHECK_OK(exfat_put(&x, "one.txt", "first", 5));
	CHECK_OK(exfat_put(&x, "TWO.Receipt", "second", 6));
	CHECK_OK(exfat_put(&x, "empty.pub", "", 0));
	CHECK_OK(get(&x, ".txt", "first"));
	CHECK_OK(get(&x, ".Receipt", "second"));
	CHECK_OK(get(&x, ".pub", ""));
	CHECK_INT(get(&x, ".zst", ""), EXFAT_NO_FILE);
	exfat_close(&x);
	CHECK(is_whole("alone"));
	CHECK_OK(exfat_open(&x, "behind", AT));
	CHECK_OK(exfat_put(&x, "one.txt", "behind", 6));
	CHECK_OK(get(&x, ".txt", "behind"));
	exfat_close(&x);
}

TEST(exfat, a_file_of_several_clusters_and_one_that_is_in_pieces)
{
	char *big = calloc(1, 3 * CLUSTER + 2);
	uint32_t next;
	struct exfat x;

	if (!make())
		test_skip("mkfs.exfat is not installed");
	memset(big, 'a', 3 * CLUSTER + 1);
	CHECK_OK(exfat_open(&x, "alone", 0));
	CHECK_OK(exfat_put(&x, "big.bin", big, 3 * CLUSTER + 1));
	CHECK_OK(get(&x, ".bin", big));
	CHECK(is_whole("alone"));
	/* The same by the FAT, as the machine's kernel writes it when it was not put in one piece: clusters k, k+1, k+2, k+3. */
	for (uint64_t at = exfat_of_cluster(&x, x.root);; at += ENTRY) {
		uint8_t entry[ENTRY];

		CHECK(pread(x.fd, entry, sizeof entry, (off_t)at) == sizeof entry);
		if (entry[0] != 0xc0)
			continue;
		memcpy(&next, entry + 20, sizeof next);
		entry[1] = 1;
		poke("alone", at, entry, sizeof entry);
		break;
	}
	for (int i = 0; i < 3; i++, next++)
		poke("alone", x.fat + 4 * (uint64_t)next, &(uint32_t){next + 1}, 4);
	CHECK_OK(get(&x, ".bin", big));
	/* A chain that ends before the file does. */
	poke("alone", x.fat + 4 * (uint64_t)(next - 2), &(uint32_t){UINT32_MAX}, 4);
	CHECK(get(&x, ".bin", big) < 0);
	CHECK_HAS(err_why(), "ends too early");
	exfat_close(&x);
	free(big);
}

TEST(exfat, room_ends_in_words)
{
	char name[EXFAT_NAME_MOST + 2] = "";
	char *big = calloc(1, VOLUME);
	struct exfat x;
	int r = 0, n = 0;

	if (!make())
		test_skip("mkfs.exfat is not installed");
	CHECK_OK(exfat_open(&x, "alone", 0));
	CHECK_INT(exfat_put(&x, "big.bin", big, VOLUME), -ENOSPC);
	CHECK_HAS(err_why(), "full");
	memset(name, 'n', EXFAT_NAME_MOST);
	CHECK_OK(exfat_put(&x, name, "x", 1));
	name[EXFAT_NAME_MOST] = 'n';
	CHECK_INT(exfat_put(&x, name, "x", 1), -EINVAL);
	for (; r == 0 && n < MANY; n++) {
		(void)snprintf(name, sizeof name, "%d.txt", n);
		r = exfat_put(&x, name, "x", 1);
	}
	CHECK_INT(r, -ENOSPC);
	CHECK_HAS(err_why(), "no room");
	CHECK(n > 30 && n < CLUSTER / ENTRY / 3 + 1); /* three entries a file, in one cluster */
	CHECK(is_whole("alone"));
	exfat_close(&x);
	free(big);
}

TEST(exfat, what_is_no_volume_is_a_surprise)
{
	static const uint8_t odd[][2] = {{108, 8}, {108, 13}, {109, 20}};
	struct exfat x;

	if (!make())
		test_skip("mkfs.exfat is not installed");
	CHECK_INT(exfat_open(&x, "not-there", 0), -ENOENT);
	CHECK(exfat_open(&x, "behind", 0) < 0);
	CHECK_HAS(err_why(), "no exFAT volume");
	CHECK(exfat_open(&x, "alone", VOLUME - 100) < 0);
	CHECK_HAS(err_why(), "ends too early");
	for (size_t i = 0; i < sizeof odd / sizeof *odd; i++) {
		CHECK(make());
		poke("alone", odd[i][0], &odd[i][1], 1);
		CHECK(exfat_open(&x, "alone", 0) < 0);
	}
}

/* The main folder leads back to itself, a file claims more than there is: it ends all the same. */
TEST_LIMIT(exfat, nothing_that_stands_there_is_believed, 20)
{
	struct exfat x;

	if (!make())
		test_skip("mkfs.exfat is not installed");
	CHECK_OK(exfat_open(&x, "alone", 0));
	CHECK_OK(exfat_put(&x, "one.txt", "first", 5));
	for (uint64_t at = exfat_of_cluster(&x, x.root), end = at + CLUSTER; at < end; at += ENTRY) {
		uint8_t entry[ENTRY];

		CHECK(pread(x.fd, entry, sizeof entry, (off_t)at) == sizeof entry);
		if (entry[0] == 0xc0)
			poke("alone", at + 24, &(uint32_t){UINT32_MAX}, 4);
		if (entry[0] == 0)
			poke("alone", at, &(uint8_t){0x05}, 1);
	}
	poke("alone", x.fat + 4 * (uint64_t)x.root, &x.root, 4);
	CHECK(get(&x, ".txt", "") < 0); /* over the ceiling of what takes it */
	CHECK_INT(get(&x, ".zst", ""), EXFAT_NO_FILE);
	exfat_close(&x);
	exfat_close(&x); /* twice is fine */
}
