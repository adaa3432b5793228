/* The block log of a machine is read exactly, and nothing in it is believed that does not fit. */
#include <fcntl.h>
#include <unistd.h>

#include "board_blocklog.h"
#include "sys/file.h"

enum { DISK = 64 * 512 };

static void refused(uint64_t disk_bytes, const char *sentence)
{
	struct blocklog log;

	CHECK(blocklog_open(&log, "log", disk_bytes) < 0);
	CHECK_HAS(err_why(), sentence);
}

static void patch(off_t at, const void *bytes, size_t n)
{
	int fd = open("log", O_WRONLY | O_CLOEXEC);

	CHECK(fd >= 0 && pwrite(fd, bytes, n, at) == (ssize_t)n);
	(void)close(fd);
}

TEST(blocklog, tells_every_request_with_its_data)
{
	static const uint32_t sectors[] = {512, 1024, 4096};

	for (size_t i = 0; i < 3; i++) {
		struct made_log m;
		struct blocklog log;
		uint8_t data[16];

		made_init(&m, sectors[i]);
		made_write(&m, 3, 2, 0, 0xa1);
		made_flush(&m);
		made_mark(&m, 20);
		made_discard(&m, 1, 4);
		made_write(&m, 7, 1, BLOCKLOG_FUA | BLOCKLOG_METADATA, 0xb2);
		made_save(&m, m.n);
		CHECK_OK(blocklog_open(&log, "log", 8 * sectors[i]));
		CHECK_INT(log.n, 5);
		CHECK_INT(log.entry[0].to, 3 * sectors[i]);
		CHECK_INT(log.entry[0].bytes, 2 * sectors[i]);
		CHECK_INT(log.entry[1].flags, BLOCKLOG_FLUSH);
		CHECK_INT(log.entry[1].bytes + log.entry[2].bytes, 0);
		CHECK_INT(log.entry[3].bytes, 4 * sectors[i]);
		CHECK_INT(log.entry[4].flags, BLOCKLOG_FUA | BLOCKLOG_METADATA);
		CHECK_OK(blocklog_data(data, &log, 0, 2 * sectors[i] - sizeof data, sizeof data));
		CHECK_INT(data[0], 0xa1);
		CHECK_INT(data[15], 0xa1);
		CHECK_OK(blocklog_data(data, &log, 4, 0, sizeof data));
		CHECK_INT(data[0], 0xb2);
		CHECK_OK(blocklog_data(data, &log, 3, 0, sizeof data));
		CHECK_INT(data[0], 0);
		blocklog_close(&log);
		CHECK_INT(log.fd, -1);
		made_fini(&m);
	}
}

TEST(blocklog, tells_how_far_it_is_while_it_grows)
{
	struct made_log m;
	size_t n = 99;

	CHECK(blocklog_count(&n, "log") < 0);
	CHECK_HAS(err_why(), "log can not be read");
	made_init(&m, 512);
	made_save(&m, 0);
	CHECK_OK(blocklog_count(&n, "log"));
	CHECK_INT(n, 0);
	made_write(&m, 0, 1, 0, 1);
	made_flush(&m);
	made_save(&m, m.n);
	CHECK_OK(blocklog_count(&n, "log"));
	CHECK_INT(n, 2);
	made_fini(&m);
}

TEST(blocklog, refuses_what_is_no_log)
{
	struct made_log m;
	static const uint32_t sectors[] = {0, 1, 256, 511, 513, 768, 8192, UINT32_MAX};
	uint64_t two = 2;

	CHECK_OK(file_replace("log", "short", 5, 0600));
	refused(DISK, "shorter than its first sector");
	made_init(&m, 512);
	made_flush(&m);
	made_save(&m, 1);
	patch(0, "x", 1);
	refused(DISK, "no block log of version 1");
	made_save(&m, 1);
	patch(8, &two, sizeof two);
	refused(DISK, "no block log of version 1");
	for (size_t i = 0; i < sizeof sectors / sizeof *sectors; i++) {
		made_save(&m, 1);
		patch(24, &sectors[i], sizeof sectors[i]);
		refused(DISK, "sectors of");
	}
	made_fini(&m);
}

TEST(blocklog, has_at_most_so_many_entries)
{
	struct made_log m;

	made_init(&m, 512);
	made_flush(&m);
	made_save(&m, BLOCKLOG_MOST - 1);
	refused(DISK, "entry 1 of the block log is cut off");
	made_save(&m, BLOCKLOG_MOST);
	refused(DISK, "entry 1 of the block log is cut off");
	made_save(&m, BLOCKLOG_MOST + 1);
	refused(DISK, "at most 4194304 can be read");
	made_save(&m, UINT64_MAX);
	refused(DISK, "at most 4194304 can be read");
	made_fini(&m);
}

TEST(blocklog, is_of_a_disk_of_a_sensible_size)
{
	struct made_log m;
	struct blocklog log;
	uint64_t most = (uint64_t)BLOCKLOG_DISK_MOST_GIB << 30;
	static const uint64_t least = 512;

	made_init(&m, 512);
	made_flush(&m);
	made_save(&m, 1);
	refused(0, "a disk of 0 bytes");
	refused(least - 1, "a disk of 511 bytes");
	refused(most + 1, "none that can be replayed");
	for (int i = 0; i < 4; i++) {
		CHECK_OK(blocklog_open(&log, "log", (const uint64_t[]){least, least + 1, most - 1, most}[i]));
		blocklog_close(&log);
	}
	made_fini(&m);
}

/* A write of n sectors to the end of a disk of 64. */
static int at_the_end(uint64_t first, uint64_t n, bool discard)
{
	struct made_log m;
	struct blocklog log;
	int r;

	made_init(&m, 512);
	if (discard)
		made_discard(&m, first, n);
	else
		made_write(&m, first, n, 0, 1);
	made_save(&m, 1);
	r = blocklog_open(&log, "log", DISK);
	if (r == 0)
		blocklog_close(&log);
	else
		CHECK_HAS(err_why(), "entry 0 of the block log passes the end of the disk");
	made_fini(&m);
	return r;
}

TEST(blocklog, never_writes_past_the_end_of_the_disk)
{
	for (int discard = 0; discard < 2; discard++) {
		CHECK_OK(at_the_end(60, 3, discard));
		CHECK_OK(at_the_end(60, 4, discard));
		CHECK(at_the_end(60, 5, discard) < 0);
		CHECK_OK(at_the_end(63, 1, discard));
		CHECK(at_the_end(64, 1, discard) < 0);
	}
	CHECK(at_the_end(60, UINT64_MAX, true) < 0);
	CHECK(at_the_end(UINT64_MAX, 1, true) < 0);
	CHECK(at_the_end(1, UINT64_MAX / 512 + 1, true) < 0);
}

TEST(blocklog, refuses_an_entry_that_is_cut_off)
{
	struct made_log m;
	struct blocklog log;

	made_init(&m, 512);
	made_write(&m, 0, 4, 0, 1);
	made_save(&m, 1);
	CHECK_OK(blocklog_open(&log, "log", DISK));
	blocklog_close(&log);
	CHECK_INT(truncate("log", 6 * 512 - 1), 0);
	refused(DISK, "the data of entry 0 passes the end of the block log");
	CHECK_INT(truncate("log", 2 * 512), 0);
	refused(DISK, "the data of entry 0 passes the end of the block log");
	CHECK_INT(truncate("log", 2 * 512 - 1), 0);
	refused(DISK, "entry 0 of the block log is cut off");
	CHECK_INT(truncate("log", 512), 0);
	refused(DISK, "entry 0 of the block log is cut off");
	made_fini(&m);
}

TEST(blocklog, knows_a_mark_by_its_size)
{
	struct blocklog log;

	for (uint64_t n = 479; n <= 481; n++) {
		struct made_log m;

		made_init(&m, 512);
		made_mark(&m, n);
		made_flush(&m);
		made_save(&m, 2);
		if (n <= 480) {
			CHECK_OK(blocklog_open(&log, "log", DISK));
			CHECK_INT(log.n, 2);
			blocklog_close(&log);
		} else {
			CHECK(blocklog_open(&log, "log", DISK) < 0);
		}
		made_fini(&m);
	}
}

/* More entries than the first room holds, each where it belongs. */
TEST(blocklog, holds_thousands_of_entries)
{
	struct made_log m;
	struct blocklog log;

	made_init(&m, 512);
	for (uint64_t i = 0; i < 5000; i++)
		made_write(&m, i % 64, 1, 0, (uint8_t)i);
	made_save(&m, m.n);
	CHECK_OK(blocklog_open(&log, "log", DISK));
	CHECK_INT(log.n, 5000);
	for (size_t i = 0; i < log.n; i++) {
		uint8_t one;

		CHECK_INT(log.entry[i].to, i % 64 * 512);
		CHECK_OK(blocklog_data(&one, &log, i, 511, 1));
		CHECK_INT(one, (uint8_t)i);
	}
	blocklog_close(&log);
	made_fini(&m);
}
