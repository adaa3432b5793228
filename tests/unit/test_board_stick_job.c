/* The whole errand with files for disks: found, chosen, laid; and a Loket that is there already stays. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "board/install/install_gpt.h"
#include "board/install/install_job.h"
#include "board_stick.h"
#include "board_sysfs.h"
#include "harness.h"
#include "sys/buf.h"
#include "sys/file.h"

enum { DISK = 48 * MIB };

static const char usb[] = "platform/ehci/usb1/1-1", emmc[] = "platform/mmc0";

/* The stick on USB, and so large a storage inside. */
static void board(const struct stick *s, int64_t bytes)
{
	CHECK_OK(dir_remove("sys"));
	CHECK_OK(dir_remove("dev"));
	sysfs_disk(usb, "sda", 2 * s->plan.payload, 0);
	sysfs_part(usb, "sda", "sda3", INSTALL_STICK);
	sysfs_disk(emmc, "mmcblk0", bytes, 0);
	CHECK_OK(dir_make("dev", 0755));
	CHECK_OK(file_replace("dev/sda3", s->payload.now, (size_t)s->payload.bytes, 0644));
	CHECK_OK(file_replace("dev/mmcblk0", "", 0, 0644));
	CHECK(truncate("dev/mmcblk0", bytes) == 0);
}

static uint8_t *disk(void)
{
	AUTO_BUF all;
	uint8_t *copy;

	buf_init(&all, DISK);
	CHECK_OK(file_read(&all, "dev/mmcblk0"));
	CHECK_INT(all.len, DISK);
	copy = malloc(DISK);
	memcpy(copy, all.data, DISK);
	return copy;
}

static int starts(const struct stick *s)
{
	uint8_t *d = disk();
	int r = stick_starts(s, d, DISK);

	free(d);
	return r;
}

static int run(const struct stick *s)
{
	struct install_pair pair;

	CHECK_INT(install_job_look(&pair, "sys/class/block", &s->plan), 0);
	CHECK_TEXT(pair.stick, "sda");
	CHECK_TEXT(pair.pieces, "sda3");
	CHECK_TEXT(pair.target, "mmcblk0");
	return install_job_run(&pair, "dev", &s->plan, NULL, NULL);
}

TEST(stick_job, an_empty_board_is_installed)
{
	struct stick s;

	stick_new(&s, 1, false);
	board(&s, DISK);
	CHECK_INT(run(&s), 0);
	CHECK_INT(starts(&s), 1);
	stick_free(&s);
}

TEST(stick_job, left_in_it_does_not_begin_anew)
{
	struct stick s;
	uint8_t *before, *after;

	stick_new(&s, 1, true); /* not even one that erases */
	board(&s, DISK);
	CHECK_INT(run(&s), 0);
	before = disk();
	CHECK_INT(run(&s), INSTALL_HELD);
	CHECK_HAS(err_why(), "this stick has put Loket");
	after = disk();
	CHECK_BYTES(after, before, DISK);
	free(before);
	free(after);
	stick_free(&s);
}

TEST(stick_job, a_loket_with_what_it_holds_is_not_erased)
{
	struct stick first, second;
	uint8_t *before, *after;

	stick_new(&first, 1, false);
	stick_new(&second, 2, false);
	board(&first, DISK);
	CHECK_INT(run(&first), 0);
	before = disk();
	CHECK_OK(file_replace("dev/sda3", second.payload.now, (size_t)second.payload.bytes, 0644));
	CHECK_INT(run(&second), INSTALL_HELD);
	CHECK_HAS(err_why(), "ERASE=1");
	after = disk();
	CHECK_BYTES(after, before, DISK);
	free(before);
	free(after);
	stick_free(&first);
	stick_free(&second);
}

TEST(stick_job, a_stick_that_was_made_to_erase_one_does_so_once)
{
	struct stick first, second;

	stick_new(&first, 1, false);
	stick_new(&second, 2, true);
	board(&first, DISK);
	CHECK_INT(run(&first), 0);
	CHECK_OK(file_replace("dev/sda3", second.payload.now, (size_t)second.payload.bytes, 0644));
	CHECK_INT(run(&second), 0);
	CHECK_INT(starts(&second), 1);
	CHECK_INT(run(&second), INSTALL_HELD);
	stick_free(&first);
	stick_free(&second);
}

/* What was cut off has no first block: the same stick, which erases nothing, begins anew. */
TEST(stick_job, one_that_was_cut_off_is_begun_anew)
{
	struct stick s;
	uint8_t *d;

	stick_new(&s, 1, false);
	board(&s, DISK);
	CHECK_INT(run(&s), 0);
	d = disk();
	memset(d, 0, INSTALL_BLOCK);
	CHECK_OK(file_replace("dev/mmcblk0", d, DISK, 0644));
	CHECK_INT(run(&s), 0);
	CHECK_INT(starts(&s), 1);
	free(d);
	stick_free(&s);
}

TEST(stick_job, a_damaged_stick_changes_nothing)
{
	struct stick s;
	uint8_t *before, *after;

	stick_new(&s, 1, false);
	s.payload.now[3 * MIB + 77] ^= 1;
	board(&s, DISK);
	before = disk();
	CHECK_INT(run(&s), INSTALL_STICK_BAD);
	after = disk();
	CHECK_BYTES(after, before, DISK);
	free(before);
	free(after);
	stick_free(&s);
}

TEST(stick_job, a_stick_that_is_pulled_before_it_begins_is_told)
{
	struct install_pair pair;
	struct stick s;

	stick_new(&s, 1, false);
	board(&s, DISK);
	CHECK_INT(install_job_look(&pair, "sys/class/block", &s.plan), 0);
	CHECK(unlink("dev/sda3") == 0);
	CHECK_INT(install_job_run(&pair, "dev", &s.plan, NULL, NULL), INSTALL_STICK_BAD);
	CHECK_INT(starts(&s), 0);
	stick_free(&s);
}

TEST(stick_job, a_target_that_can_not_be_opened_is_told)
{
	struct install_pair pair;
	struct stick s;

	stick_new(&s, 1, false);
	board(&s, DISK);
	CHECK_INT(install_job_look(&pair, "sys/class/block", &s.plan), 0);
	CHECK(unlink("dev/mmcblk0") == 0);
	CHECK(mkdir("dev/mmcblk0", 0755) == 0);
	CHECK_INT(install_job_run(&pair, "dev", &s.plan, NULL, NULL), INSTALL_TARGET_BAD);
	stick_free(&s);
}

TEST(stick_job, nothing_begins_without_stick_or_target)
{
	struct install_pair pair;
	struct stick s;

	stick_new(&s, 1, false);
	board(&s, DISK);
	sysfs_gone("mmcblk0");
	CHECK_INT(install_job_look(&pair, "sys/class/block", &s.plan), INSTALL_NO_TARGET);
	CHECK_TEXT(pair.stick, "sda"); /* what is to be taken out is known all the same */
	CHECK_TEXT(pair.target, "");
	sysfs_gone("sda3");
	CHECK_INT(install_job_look(&pair, "sys/class/block", &s.plan), INSTALL_NO_STICK);
	CHECK_HAS(err_why(), "put it in again");
	board(&s, DISK);
	sysfs_disk("platform/ehci/usb1/1-2", "sdb", GPT_BACK_BYTES, 0);
	sysfs_part("platform/ehci/usb1/1-2", "sdb", "sdb3", INSTALL_STICK);
	CHECK_INT(install_job_look(&pair, "sys/class/block", &s.plan), INSTALL_NO_STICK);
	CHECK_HAS(err_why(), "take one out");
	board(&s, STICK_LEAST - 512);
	CHECK_INT(install_job_look(&pair, "sys/class/block", &s.plan), INSTALL_SMALL);
	stick_free(&s);
}

TEST(stick_job, a_file_that_is_empty_or_absent_is_no_disk)
{
	struct install_disk d = {0};

	CHECK(install_disk_open(&d, "absent", false) < 0);
	CHECK_HAS(err_why(), "absent");
	CHECK_OK(file_replace("empty", "", 0, 0644));
	CHECK(install_disk_open(&d, "empty", true) < 0);
	CHECK_HAS(err_why(), "no size");
	CHECK(d.ops == NULL);
	install_disk_close(&d); /* fine */
}

TEST(stick_job, a_disk_reads_and_writes_where_it_is_asked_and_says_when_it_ends)
{
	struct install_disk d = {0};
	uint8_t bytes[1024] = {1, 2, 3}, got[1024];

	CHECK_OK(file_replace("disk", bytes, sizeof bytes, 0644));
	CHECK(truncate("disk", 8192) == 0);
	CHECK_OK(install_disk_open(&d, "disk", true));
	CHECK_INT(d.bytes, 8192);
	CHECK_OK(d.ops->write(d.me, bytes, sizeof bytes, 4096));
	CHECK_OK(d.ops->flush(d.me));
	CHECK_OK(d.ops->read(d.me, got, sizeof got, 4096));
	CHECK_BYTES(got, bytes, sizeof bytes);
	CHECK(d.ops->read(d.me, got, sizeof got, 8192) < 0);
	CHECK(d.ops->read(d.me, got, sizeof got, 7680) < 0); /* half of it */
	install_disk_close(&d);
	CHECK_OK(install_disk_open(&d, "disk", false));
	CHECK(d.ops->write(d.me, bytes, 512, 0) < 0); /* was opened for reading */
	install_disk_close(&d);
}
