/* The first program of the board: what it reads before anything else is there, and what it draws. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "board/start/splash.h"
#include "board/start/start.h"
#include "harness.h"
#include "sys/file.h"

#define HASH "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

static void put(const char *path, const char *text)
{
	CHECK_OK(file_replace(path, text, strlen(text), 0644));
}

TEST(start, finds_a_word_of_the_command_line)
{
	char out[8];

	start_word(out, sizeof out, "console=ttyAMA0 quiet rauc.slot=B panic=10\n", "rauc.slot");
	CHECK_TEXT(out, "B");
	start_word(out, sizeof out, "xrauc.slot=A", "rauc.slot");
	CHECK_TEXT(out, "");
	start_word(out, sizeof out, "rauc.slot", "rauc.slot");
	CHECK_TEXT(out, "");
}

TEST(start, a_word_that_is_too_long_counts_as_absent)
{
	char out[4];

	start_word(out, sizeof out, "k=123", "k");
	CHECK_TEXT(out, "123");
	start_word(out, sizeof out, "k=1234", "k");
	CHECK_TEXT(out, "");
}

TEST(start, reads_how_the_root_is_checked)
{
	struct start_verity v;
	char table[640];

	put("verity", "12000 12001 " HASH " " HASH "\n");
	CHECK_OK(start_verity_read(&v, "verity"));
	CHECK(v.data_blocks == 12000 && v.hash_start == 12001);
	CHECK_OK(start_verity_table(table, sizeof table, &v, "/dev/vda5"));
	CHECK_HAS(table, "1 /dev/vda5 /dev/vda5 4096 4096 12000 12001 sha256 " HASH " " HASH);
	CHECK_HAS(table, "restart_on_corruption");
}

TEST(start, a_root_without_a_whole_hash_does_not_start)
{
	static const char *const bad[] = {"", "12000 12001 abc def\n", "0 1 " HASH " " HASH "\n",
	        "12000 11999 " HASH " " HASH "\n", "12000 12001 " HASH " " HASH " more\n",
	        "12000 12001 G123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef " HASH};
	struct start_verity v;

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		put("verity", bad[i]);
		CHECK(start_verity_read(&v, "verity") < 0);
	}
}

TEST(start, a_table_that_does_not_fit_is_no_table)
{
	struct start_verity v = {.data_blocks = 1, .hash_start = 1, .root_hash = HASH, .salt = HASH};
	char table[64];

	CHECK(start_verity_table(table, sizeof table, &v, "/dev/vda5") < 0);
}

static void count(void *me)
{
	++*(int *)me;
}

TEST(start, tells_behind_each_module_and_goes_on_when_one_is_not_there)
{
	int n = 0;

	put("list", "absent-one.ko\n\nabsent-two.ko\n");
	CHECK(start_modules("list", count, &n) < 0);
	CHECK_INT(n, 2);
	CHECK(start_modules("list", NULL, NULL) < 0);
	put("list", "");
	CHECK_OK(start_modules("list", count, &n));
	CHECK_INT(n, 2);
}

static void partition(const char *node, const char *name)
{
	char folder[64], path[96], text[128];

	(void)snprintf(folder, sizeof folder, "block/%s", node);
	(void)snprintf(path, sizeof path, "block/%s/uevent", node);
	(void)snprintf(text, sizeof text, "MAJOR=254\nDEVTYPE=partition\nPARTN=5\nPARTNAME=%s\n", name);
	CHECK_OK(dir_make(folder, 0755));
	put(path, text);
}

TEST(start, finds_a_partition_by_its_whole_name)
{
	char node[START_NAME];

	partition("vda5", "root-a");
	partition("vda6", "root-a2");
	CHECK_OK(start_disk_find(node, "block", "root-a"));
	CHECK_TEXT(node, "vda5");
	CHECK_INT(start_disk_find(node, "block", "root"), 1);
	CHECK_INT(start_disk_find(node, "block", "data"), 1);
}

TEST(start, a_stick_with_our_names_is_not_our_disk)
{
	char node[START_NAME];

	CHECK_OK(dir_make("devices/usb1/1-1/sda7", 0755));
	CHECK_OK(dir_make("block", 0755));
	put("devices/usb1/1-1/sda7/uevent", "PARTNAME=data\n");
	CHECK_INT(symlink("../devices/usb1/1-1/sda7", "block/sda7"), 0);
	CHECK_INT(start_disk_find(node, "block", "data"), 1);
	partition("mmcblk0p7", "data");
	CHECK_OK(start_disk_find(node, "block", "data"));
	CHECK_TEXT(node, "mmcblk0p7");
}

TEST(start, the_clock_never_goes_behind_what_was_seen)
{
	CHECK(!start_clock_floor("is-not-there"));
	put("old", "x");
	CHECK(!start_clock_floor("old")); /* written in the past */
}

TEST(splash, lays_the_picture_in_the_middle_and_fills_round_it)
{
	static const uint8_t pgm[] = {'P', '5', '\n', '2', ' ', '1', '\n', '2', '5', '5', '\n', 0x40, 0xff};
	uint32_t dots[4 * 3] = {0};
	struct splash_frame f = {(uint8_t *)dots, 3, 3, 16, 32}; /* a row is 16 bytes: one dot wider than it is seen */

	CHECK_OK(splash_draw(&f, pgm, sizeof pgm));
	CHECK_INT(dots[0], 0xff404040);
	CHECK_INT(dots[4 + 0], 0xff404040);
	CHECK_INT(dots[4 + 1], 0xffffffff);
	CHECK_INT(dots[8], 0xff404040);
}

TEST(splash, makes_a_small_picture_twice_as_large_on_a_large_screen)
{
	static const uint8_t pgm[] = {'P', '5', ' ', '1', ' ', '1', ' ', '2', '5', '5', ' ', 0x80};
	uint16_t dots[16] = {0};
	struct splash_frame f = {(uint8_t *)dots, 4, 4, 8, 16};

	CHECK_OK(splash_draw(&f, pgm, sizeof pgm));
	for (int i = 0; i < 16; i++)
		CHECK_INT(dots[i], 0x8410);
}

TEST(splash, a_picture_wider_than_the_screen_is_cut_not_written_beside_it)
{
	static const char head[] = "P5 64 64 255 ";
	uint8_t pgm[sizeof head - 1 + 64 * 64];
	uint32_t dots[4 + 2];
	struct splash_frame f = {(uint8_t *)dots, 2, 2, 8, 32};

	memcpy(pgm, head, sizeof head - 1);
	memset(pgm + sizeof head - 1, 0x11, 64 * 64);
	dots[4] = dots[5] = 0x12345678;
	CHECK_OK(splash_draw(&f, pgm, sizeof pgm));
	CHECK_INT(dots[3], 0xff111111);
	CHECK_INT(dots[4], 0x12345678);
}

TEST(splash, refuses_what_is_no_picture)
{
	static const char *const bad[] = {"", "P5", "P6 1 1 255 abc", "P5 0 1 255 a", "P5 1 1 65535 ab",
	        "P5 2 2 255 abc", "P5 99999 1 255 a", "P5 4097 1 255 a"};
	uint32_t dots[4];
	struct splash_frame f = {(uint8_t *)dots, 2, 2, 8, 32};

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		CHECK(splash_draw(&f, (const uint8_t *)bad[i], strlen(bad[i])) < 0);
	f.bits = 24;
	CHECK(splash_draw(&f, (const uint8_t *)"P5 1 1 255 a", 12) < 0);
}

TEST(splash, a_board_without_a_screen_is_no_surprise)
{
	put("start.pgm", "P5 1 1 255 a");
	CHECK_INT(splash_show("no-such-device", "start.pgm"), SPLASH_NO_SCREEN);
	CHECK(splash_show("no-such-device", "no-such-picture") < 0);
}
