/* The partition table of a target: made to fit, known again, and never taken for ours when it is not. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "board/install/install_gpt.h"
#include "board_stick.h"
#include "harness.h"
#include "sys/buf.h"
#include "sys/file.h"
#include "sys/proc.h"

enum { IMAGE = 64 * MIB };

static const char *const names[] = {"bootfs", "env", "boot-a", "boot-b", "root-a", "root-b", "data"};
static const int64_t places[] = {1 * MIB, 2 * MIB, 3 * MIB, 4 * MIB, 5 * MIB, 6 * MIB, 8 * MIB};
static const uint8_t id[PLAN_ID] = {1, 2, 3, 4, 5, 6};

struct table {
	uint8_t *front, back[GPT_BACK_BYTES];
};

static struct table table(void)
{
	struct table t = {calloc(1, INSTALL_PIECE), {0}};

	CHECK(t.front != NULL);
	table_new(t.front, IMAGE, names, places, 7);
	return t;
}

static uint64_t le(const uint8_t *at, int n)
{
	uint64_t v = 0;

	while (n-- > 0)
		v = v << 8 | at[n];
	return v;
}

TEST(stick_table, reaches_to_the_end_of_each_disk)
{
	static const int64_t disks[] = {IMAGE, IMAGE + 512, 2000 * (int64_t)MIB, 31914983424, INT64_C(4) << 40};

	for (size_t i = 0; i < sizeof disks / sizeof *disks; i++) {
		struct table t = table();
		const uint8_t *h = t.front + 512, *h2 = t.back + 128 * 128;
		uint64_t sectors = (uint64_t)disks[i] / 512, last;
		int64_t at = 0, bytes = 0;

		CHECK_OK(install_gpt_fit(t.front, t.back, disks[i], id));
		CHECK(install_gpt_place(&at, &bytes, t.front, "data"));
		CHECK_INT(at, 8 * MIB);
		CHECK_INT(at % MIB, 0);
		CHECK_INT(bytes % MIB, 0);
		last = (uint64_t)(at + bytes) / 512;
		CHECK(last <= sectors - 32768); /* as much is free behind as before */
		CHECK(last > sectors - 32768 - 2048);
		/* the headers name themselves and each other */
		CHECK_INT(le(h + 24, 8), 1);
		CHECK_INT(le(h + 32, 8), sectors - 1);
		CHECK_INT(le(h2 + 24, 8), sectors - 1);
		CHECK_INT(le(h2 + 32, 8), 1);
		CHECK_INT(le(h2 + 72, 8), sectors - 33);
		CHECK_INT(le(h + 48, 8), sectors - 34);
		CHECK_BYTES(t.front + 1024, t.back, 128 * 128);
		CHECK_BYTES(h + 56 + 10, id, PLAN_ID);
		/* what covers all for those who know no GPT: as far as it can count */
		CHECK_INT(le(t.front + 446 + 12, 4), sectors - 1 > UINT32_MAX ? UINT32_MAX : sectors - 1);
		free(t.front);
	}
}

TEST(stick_table, its_sums_are_the_standards)
{
	struct table t = table();
	uint8_t h[92];

	CHECK_INT(table_crc((const uint8_t *)"123456789", 9), 0xcbf43926);
	CHECK_OK(install_gpt_fit(t.front, t.back, 3 * (int64_t)IMAGE, id));
	for (int i = 0; i < 2; i++) {
		const uint8_t *from = i ? t.back + 128 * 128 : t.front + 512;

		memcpy(h, from, 92);
		memset(h + 16, 0, 4);
		CHECK_INT(le(from + 16, 4), table_crc(h, 92));
		CHECK_INT(le(from + 88, 4), table_crc(t.back, 128 * 128));
	}
	free(t.front);
}

TEST(stick_table, only_the_last_partition_and_the_sizes_change)
{
	struct table t = table(), was = table();

	CHECK_OK(install_gpt_fit(t.front, t.back, 3 * (int64_t)IMAGE, id));
	CHECK_BYTES(t.front + 1024, was.front + 1024, 6 * 128); /* the six before it */
	CHECK_BYTES(t.front, was.front, 446 + 12);
	CHECK_BYTES(t.front + 34 * 512, was.front + 34 * 512, INSTALL_PIECE - 34 * 512);
	CHECK(memcmp(t.front + 1024 + 6 * 128, was.front + 1024 + 6 * 128, 128) != 0);
	free(t.front);
	free(was.front);
}

TEST(stick_table, a_disk_one_step_too_small_is_refused)
{
	/* where data begins, one MiB of it, and what is kept free */
	static const int64_t least = 8 * MIB + MIB + INSTALL_BEHIND;

	for (int i = -1; i <= 1; i++) {
		struct table t = table();

		CHECK_INT(install_gpt_fit(t.front, t.back, least + i * 512, id) < 0, i < 0);
		free(t.front);
	}
}

TEST(stick_table, what_is_no_table_of_ours_is_refused)
{
	static const int wrong[] = {512, 512 + 12, 512 + 16, 512 + 56, 512 + 72, 512 + 80, 512 + 88,
	        1024 + 6 * 128 + 32, 1024 + 6 * 128 + 56};

	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		struct table t = table();

		t.front[wrong[i]] ^= 1;
		if (install_gpt_fit(t.front, t.back, 3 * (int64_t)IMAGE, id) == 0)
			test_fail(__FILE__, __LINE__, "byte %d is another, and it is taken", wrong[i]);
		free(t.front);
	}
}

static bool is_loket(struct twin_disk *d, uint8_t out[PLAN_ID])
{
	struct install_disk disk = twin_disk(d);

	return install_gpt_is_loket(out, &disk);
}

static void lay(struct twin_disk *d)
{
	struct table t = table();

	twin_new(d, 64 * MIB);
	CHECK_OK(install_gpt_fit(t.front, t.back, d->bytes, id));
	memcpy(d->now, t.front, INSTALL_PIECE);
	memcpy(d->now + d->bytes - GPT_BACK_BYTES, t.back, GPT_BACK_BYTES);
	free(t.front);
}

TEST(stick_table, a_loket_is_known_by_either_of_its_tables)
{
	struct twin_disk d;
	uint8_t got[PLAN_ID] = {0};

	lay(&d);
	CHECK(is_loket(&d, got));
	CHECK_BYTES(got, id, PLAN_ID);
	memset(got, 0, sizeof got);
	memset(d.now + 512, 0, 512); /* the first one is gone */
	CHECK(is_loket(&d, got));
	CHECK_BYTES(got, id, PLAN_ID);
	d.now[d.bytes - 512] ^= 1; /* and the last one */
	CHECK(!is_loket(&d, got));
	twin_free(&d);
}

TEST(stick_table, without_its_first_sector_there_is_no_loket)
{
	struct twin_disk d;
	uint8_t got[PLAN_ID];

	lay(&d);
	memset(d.now, 0, 512);
	CHECK(!is_loket(&d, got));
	twin_free(&d);
	lay(&d);
	d.now[450] = 0x83; /* a table of the old kind */
	CHECK(!is_loket(&d, got));
	twin_free(&d);
}

TEST(stick_table, somebody_elses_system_is_no_loket)
{
	static const char *const others[] = {"boot", "rootfs"};
	struct twin_disk d;
	uint8_t got[PLAN_ID];

	twin_new(&d, 64 * MIB);
	CHECK(!is_loket(&d, got)); /* nothing at all */
	table_new(d.now, d.bytes, others, places, 2); /* our GUID, and no data */
	CHECK(!is_loket(&d, got));
	table_new(d.now, d.bytes, names, places, 7);
	CHECK(is_loket(&d, got));
	d.now[512 + 56] = 0x7f; /* another GUID; its sum is made right again */
	memset(d.now + 512 + 16, 0, 4);
	uint32_t crc = table_crc(d.now + 512, 92);
	memcpy(d.now + 512 + 16, &crc, 4);
	CHECK(!is_loket(&d, got));
	twin_free(&d);
}

TEST(stick_table, a_disk_that_can_not_be_read_or_is_tiny_has_no_loket)
{
	struct twin_disk d;
	uint8_t got[PLAN_ID];

	lay(&d);
	d.no_read = (struct twin_range){0, 512};
	CHECK(!is_loket(&d, got));
	twin_free(&d);
	twin_new(&d, 8192);
	CHECK(!is_loket(&d, got));
	twin_free(&d);
}

/* An independent reader: gdisk's own check. */
TEST(stick_table, another_program_finds_no_fault_in_it)
{
	AUTO_BUF out;
	struct twin_disk d;

	buf_init(&out, 65536);
	if (!file_exists("/usr/sbin/sgdisk") && !file_exists("/sbin/sgdisk"))
		test_skip("sgdisk is not there");
	lay(&d);
	CHECK_OK(file_replace("disk.img", d.now, (size_t)d.bytes, 0644));
	CHECK_OK(proc_run((const char *const[]){"sgdisk", "-v", "disk.img", NULL}, &out, 10000));
	CHECK_HAS(buf_str(&out), "No problems found");
	CHECK_OK(proc_run((const char *const[]){"sgdisk", "-p", "disk.img", NULL}, &out, 10000));
	CHECK_HAS(buf_str(&out), "root-b");
	CHECK_HAS(buf_str(&out), "data");
	twin_free(&d);
}
