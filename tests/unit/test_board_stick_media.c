/* Which disk is the stick, and which one may be erased: nobody stands by to be asked. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "board/install/install_media.h"
#include "board_stick.h"
#include "board_sysfs.h"
#include "harness.h"
#include "sys/file.h"

#define GIB (INT64_C(1) << 30)

static const char usb[] = "platform/xhci/usb1/1-1", emmc[] = "platform/mmc0", slot[] = "platform/mmc1";

struct seen {
	struct install_medium m[MEDIA_MAX];
	int n;
};

static struct seen scan(void)
{
	struct seen s = {.n = -1};

	CHECK_OK(install_media_scan(s.m, &s.n, "sys/class/block"));
	return s;
}

static void stick_on(const char *bus, const char *disk, const char *first, const char *third)
{
	sysfs_disk(bus, disk, GIB, 0);
	sysfs_part(bus, disk, first, "bootfs");
	sysfs_part(bus, disk, third, INSTALL_STICK);
}

TEST(stick_media, a_usb_stick_and_one_storage_inside)
{
	struct seen s;
	int sticks, at = -1;

	stick_on(usb, "sda", "sda1", "sda3");
	sysfs_disk(emmc, "mmcblk0", 8 * GIB, 0);
	sysfs_part(emmc, "mmcblk0", "mmcblk0p1", "bootfs");
	s = scan();
	CHECK_INT(s.n, 2);
	CHECK_TEXT(s.m[0].name, "mmcblk0");
	CHECK_TEXT(s.m[0].stick, "");
	CHECK_INT(s.m[0].bytes, 8 * GIB);
	CHECK(!s.m[0].on_usb && !s.m[0].read_only);
	CHECK_TEXT(s.m[1].name, "sda");
	CHECK_TEXT(s.m[1].stick, "sda3");
	CHECK(s.m[1].on_usb);
	CHECK_INT(install_media_stick(s.m, s.n, &sticks), 1);
	CHECK_INT(sticks, 1);
	CHECK_INT(install_media_choose(&at, s.m, s.n, GIB), 0);
	CHECK_INT(at, 0);
}

TEST(stick_media, the_medium_it_came_from_is_never_the_target)
{
	struct seen s;
	int sticks, at = -1;

	stick_on(slot, "mmcblk1", "mmcblk1p1", "mmcblk1p3"); /* a card in the slot, and nothing else inside */
	s = scan();
	CHECK_INT(install_media_stick(s.m, s.n, &sticks), 0);
	CHECK_INT(install_media_choose(&at, s.m, s.n, MIB), INSTALL_NO_TARGET);
	CHECK_HAS(err_why(), "put a card in");
	CHECK_INT(at, -1);
	sysfs_disk(emmc, "mmcblk0", 8 * GIB, 0); /* with an eMMC it is the eMMC */
	s = scan();
	CHECK_INT(install_media_choose(&at, s.m, s.n, MIB), 0);
	CHECK_TEXT(s.m[at].name, "mmcblk0");
}

TEST(stick_media, with_two_storages_nothing_is_erased_and_both_are_named)
{
	struct seen s;
	int at = -1;

	stick_on(usb, "sda", "sda1", "sda3");
	sysfs_disk(emmc, "mmcblk0", 8 * GIB, 0);
	sysfs_disk(slot, "mmcblk1", 32 * GIB, 0);
	s = scan();
	CHECK_INT(install_media_choose(&at, s.m, s.n, GIB), INSTALL_TWO_TARGETS);
	CHECK_HAS(err_why(), "mmcblk0 and mmcblk1");
	CHECK_HAS(err_why(), "take out");
	CHECK_INT(at, -1);
	sysfs_gone("mmcblk1"); /* done as it says */
	s = scan();
	CHECK_INT(install_media_choose(&at, s.m, s.n, GIB), 0);
	CHECK_TEXT(s.m[at].name, "mmcblk0");
}

/* Two of them, one too small or locked: still two. What a person would have to guess is not guessed. */
TEST(stick_media, a_second_one_that_could_not_serve_counts_all_the_same)
{
	struct seen s;
	int at = -1;

	stick_on(usb, "sda", "sda1", "sda3");
	sysfs_disk(emmc, "mmcblk0", 8 * GIB, 0);
	sysfs_disk(slot, "mmcblk1", 16 * MIB, 1);
	s = scan();
	CHECK_INT(install_media_choose(&at, s.m, s.n, GIB), INSTALL_TWO_TARGETS);
}

TEST(stick_media, what_hangs_on_usb_is_anybodys)
{
	struct seen s;
	int at = -1;

	stick_on(usb, "sda", "sda1", "sda3");
	sysfs_disk("platform/xhci/usb1/1-2", "sdb", 64 * GIB, 0);
	s = scan();
	CHECK_INT(s.n, 2);
	CHECK_INT(install_media_choose(&at, s.m, s.n, GIB), INSTALL_NO_TARGET);
}

TEST(stick_media, what_the_kernel_makes_itself_is_no_storage)
{
	static const char *const made[] = {"loop0", "ram3", "zram0", "dm-0", "md127", "sr0", "fd0", "mtdblock2", "nbd1",
	        "mmcblk0boot0", "mmcblk0boot1", "mmcblk0rpmb"};
	struct seen s;
	int at = -1;

	stick_on(usb, "sda", "sda1", "sda3");
	sysfs_disk(emmc, "mmcblk0", 8 * GIB, 0);
	for (size_t i = 0; i < sizeof made / sizeof *made; i++)
		sysfs_disk("virtual", made[i], GIB, 0);
	sysfs_disk(slot, "mmcblk1", 0, 0); /* a slot without a card */
	s = scan();
	CHECK_INT(s.n, 2);
	CHECK_INT(install_media_choose(&at, s.m, s.n, GIB), 0);
	CHECK_TEXT(s.m[at].name, "mmcblk0");
}

TEST(stick_media, other_kinds_of_storage_inside_are_targets_too)
{
	static const char *const kinds[] = {"nvme0n1", "vda", "sdz", "mmcblk2"};

	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		struct seen s;
		int at = -1;

		CHECK_OK(dir_remove("sys"));
		stick_on(usb, "sda", "sda1", "sda3");
		sysfs_disk("platform/inside", kinds[i], 8 * GIB, 0);
		s = scan();
		CHECK_INT(install_media_choose(&at, s.m, s.n, GIB), 0);
		CHECK_TEXT(s.m[at].name, kinds[i]);
	}
}

TEST(stick_media, one_byte_too_small_is_refused_with_both_sizes)
{
	for (int i = -1; i <= 1; i++) {
		struct seen s;
		int at = -1, r;

		CHECK_OK(dir_remove("sys"));
		sysfs_disk(emmc, "mmcblk0", GIB + i * 512, 0);
		s = scan();
		r = install_media_choose(&at, s.m, s.n, GIB);
		CHECK_INT(r, i < 0 ? INSTALL_SMALL : 0);
		if (r) {
			CHECK_HAS(err_why(), "mmcblk0 holds 1023 MiB; Loket needs 1024 MiB");
			CHECK_INT(at, -1);
		}
	}
}

TEST(stick_media, a_locked_card_says_how_it_is_opened)
{
	struct seen s;
	int at = -1;

	sysfs_disk(slot, "mmcblk1", 8 * GIB, 1);
	s = scan();
	CHECK_INT(install_media_choose(&at, s.m, s.n, GIB), INSTALL_LOCKED);
	CHECK_HAS(err_why(), "switch");
}

TEST(stick_media, without_a_stick_or_with_two_there_is_none)
{
	struct seen s;
	int sticks = -1;

	sysfs_disk(emmc, "mmcblk0", 8 * GIB, 0);
	sysfs_part(emmc, "mmcblk0", "mmcblk0p3", "loket-sticky");
	sysfs_part(emmc, "mmcblk0", "mmcblk0p4", "");
	s = scan();
	CHECK_INT(install_media_stick(s.m, s.n, &sticks), -1);
	CHECK_INT(sticks, 0);
	stick_on(usb, "sda", "sda1", "sda3");
	s = scan();
	CHECK_INT(install_media_stick(s.m, s.n, &sticks), 1);
	stick_on("platform/xhci/usb1/1-2", "sdb", "sdb1", "sdb3");
	s = scan();
	CHECK_INT(install_media_stick(s.m, s.n, &sticks), -1);
	CHECK_INT(sticks, 2);
}

TEST(stick_media, more_than_can_be_counted_is_more_than_one)
{
	char name[16];
	struct seen s;
	int at = -1;

	for (int i = 0; i < MEDIA_MAX + 1; i++) {
		(void)snprintf(name, sizeof name, "sd%c", 'a' + i);
		sysfs_disk(usb, name, GIB, 0);
	}
	s = scan();
	CHECK_INT(s.n, MEDIA_MAX + 1);
	CHECK_INT(install_media_choose(&at, s.m, s.n, MIB), INSTALL_TWO_TARGETS);
	sysfs_gone("sdq");
	s = scan();
	CHECK_INT(s.n, MEDIA_MAX);
	CHECK_INT(install_media_choose(&at, s.m, s.n, MIB), INSTALL_NO_TARGET); /* all on USB */
}

TEST(stick_media, a_board_without_the_folder_is_a_surprise)
{
	struct seen s = {.n = -1};

	CHECK(install_media_scan(s.m, &s.n, "nowhere") < 0);
	CHECK_INT(s.n, -1);
}
