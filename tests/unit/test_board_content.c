/* Packs from a stick: what holds is laid whole, what does not is refused by its name, and what stood stays. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "board_content.h"
#include "harness.h"
#include "sys/file.h"

TEST(content, a_signed_pack_comes_in_under_its_own_name)
{
	struct desk d = desk_open();
	struct stat st;

	desk_lay("stick/notices of july.pack", "loket-notices", 7, d.ours);
	CHECK_OK(desk_run(&d));
	CHECK_INT(d.told.taken, 1);
	CHECK_INT(d.told.refused, 0);
	CHECK_TEXT(d.told.say, "notices of july.pack: came in");
	CHECK_INT(desk_there("loket-notices"), 7);
	CHECK(stat("packs/loket-notices.pack", &st) == 0 && (st.st_mode & 0777) == 0644);
	desk_close(&d);
}

TEST(content, the_same_again_is_nothing_new_and_a_newer_one_takes_its_place)
{
	struct desk d = desk_open();

	desk_lay("stick/a.pack", "loket-notices", 7, d.ours);
	CHECK_OK(desk_run(&d));
	CHECK_OK(desk_run(&d));
	CHECK_INT(d.told.taken, 0);
	CHECK_INT(d.told.same, 1);
	CHECK_HAS(d.told.say, "was here already");
	desk_lay("stick/a.pack", "loket-notices", 8, d.ours);
	CHECK_OK(desk_run(&d));
	CHECK_INT(d.told.taken, 1);
	CHECK_INT(desk_there("loket-notices"), 8);
	desk_close(&d);
}

TEST(content, an_older_one_is_refused_and_what_stood_stays)
{
	struct desk d = desk_open();

	desk_lay("stick/a.pack", "loket-notices", 7, d.ours);
	CHECK_OK(desk_run(&d));
	desk_lay("stick/a.pack", "loket-notices", 6, d.ours);
	CHECK_OK(desk_run(&d));
	CHECK_INT(d.told.refused, 1);
	CHECK_TEXT(d.told.say, "a.pack: older than what came before");
	CHECK_INT(desk_there("loket-notices"), 7);
	desk_close(&d);
}

TEST(content, one_that_nobody_trusted_signed_is_refused_by_its_name)
{
	struct desk d = desk_open();

	desk_lay("stick/ours.pack", "loket-notices", 7, d.ours);
	CHECK_OK(desk_run(&d));
	desk_lay("stick/foreign.pack", "loket-notices", 9, d.foreign);
	desk_lay("stick/unsigned.pack", "loket-notices", 10, NULL);
	CHECK_OK(desk_run(&d));
	CHECK_INT(d.told.refused, 2);
	CHECK_HAS(d.told.say, "foreign.pack: signed by nobody whom this station trusts");
	CHECK_HAS(d.told.say, "unsigned.pack: signed by nobody");
	CHECK_INT(desk_there("loket-notices"), 7);
	desk_close(&d);
}

/* Each bit of a signed pack, one after the other. */
TEST_LIMIT(content, one_changed_bit_is_refused, 60)
{
	struct desk d = desk_open();
	AUTO_BUF bytes;

	buf_init(&bytes, PACK_BYTES_MAX);
	desk_make(&bytes, "loket-notices", 7, d.ours);
	for (size_t i = 0; i < bytes.len; i++) {
		bytes.data[i] ^= (uint8_t)(1 << i % 8);
		CHECK_OK(file_replace("stick/a.pack", bytes.data, bytes.len, 0644));
		CHECK_OK(desk_run(&d));
		if (d.told.taken)
			test_fail(__FILE__, __LINE__, "byte %zu is another, and it came in", i);
		CHECK_INT(d.told.refused, 1);
		bytes.data[i] ^= (uint8_t)(1 << i % 8);
	}
	CHECK_INT(desk_there("loket-notices"), 0);
	desk_close(&d);
}

TEST(content, one_that_is_cut_off_is_refused_at_every_length)
{
	struct desk d = desk_open();
	AUTO_BUF bytes;

	buf_init(&bytes, PACK_BYTES_MAX);
	desk_make(&bytes, "loket-notices", 7, d.ours);
	for (size_t n = 0; n < bytes.len; n += 13) {
		CHECK_OK(file_replace("stick/a.pack", bytes.data, n, 0644));
		CHECK_OK(desk_run(&d));
		CHECK_INT(d.told.refused, 1);
		CHECK_HAS(d.told.say, "copy it onto the stick once more");
	}
	desk_close(&d);
}

TEST(content, what_is_good_comes_in_beside_what_is_not)
{
	struct desk d = desk_open();

	desk_lay("stick/b.pack", "second", 2, d.ours);
	desk_lay("stick/a.pack", "first", 1, d.ours);
	CHECK_OK(file_replace("stick/c.pack", "cat", 3, 0644));
	CHECK_OK(desk_run(&d));
	CHECK_INT(d.told.taken, 2);
	CHECK_INT(d.told.refused, 1);
	CHECK_TEXT(d.told.say, "a.pack: came in; b.pack: came in; c.pack: damaged: copy it onto the stick once more");
	CHECK_INT(desk_there("first"), 1);
	CHECK_INT(desk_there("second"), 2);
	desk_close(&d);
}

/* As sticks come from other systems. */
TEST(content, names_of_other_systems_are_understood)
{
	struct desk d = desk_open();

	desk_lay("stick/NOTICES.PACK", "loket-notices", 7, d.ours);
	CHECK_OK(file_replace("stick/._NOTICES.PACK", "mac", 3, 0644));
	CHECK_OK(file_replace("stick/.pack", "x", 1, 0644));
	CHECK_OK(file_replace("stick/readme.txt", "x", 1, 0644));
	CHECK_OK(file_replace("stick/loket-0.5.0.raucb", "x", 1, 0644));
	CHECK_OK(dir_make("stick/System Volume Information", 0755));
	CHECK_OK(dir_make("stick/folder.pack", 0755));
	CHECK_OK(desk_run(&d));
	CHECK_INT(d.told.taken, 1);
	CHECK_INT(d.told.refused, 1); /* a folder is no pack */
	CHECK_HAS(d.told.say, "NOTICES.PACK: came in");
	desk_close(&d);
}

TEST(content, a_name_can_not_write_what_it_likes_on_the_screen)
{
	struct desk d = desk_open();

	CHECK_OK(file_replace("stick/a\nb\x1b[2J<i>;'.pack", "x", 1, 0644));
	CHECK_OK(desk_run(&d));
	CHECK_INT(d.told.refused, 1);
	CHECK_TEXT(d.told.say, "a?b??2J?i???.pack: damaged: copy it onto the stick once more");
	desk_close(&d);
}

TEST(content, links_and_queues_on_a_stick_are_not_followed)
{
	struct desk d = desk_open();

	desk_lay("secret", "loket-notices", 7, d.ours);
	CHECK(symlink("../secret", "stick/link.pack") == 0);
	CHECK(mkfifo("stick/queue.pack", 0644) == 0);
	CHECK_OK(desk_run(&d));
	CHECK_INT(d.told.refused, 2);
	CHECK_INT(desk_there("loket-notices"), 0);
	desk_close(&d);
}

TEST(content, a_file_one_byte_over_the_most_is_refused)
{
	struct desk d = desk_open();

	desk_lay("stick/a.pack", "loket-notices", 7, d.ours);
	CHECK(truncate("stick/a.pack", PACK_BYTES_MAX + 1) == 0);
	CHECK_OK(desk_run(&d));
	CHECK_INT(d.told.refused, 1);
	desk_close(&d);
}

TEST(content, so_many_packs_and_not_one_more)
{
	struct desk d = desk_open();
	char path[64], id[32];

	for (int i = 0; i < CONTENT_PACKS_MAX; i++) {
		(void)snprintf(path, sizeof path, "stick/%02d.pack", i);
		(void)snprintf(id, sizeof id, "pack-%d", i);
		desk_lay(path, id, 1, d.ours);
	}
	CHECK_OK(desk_run(&d));
	CHECK_INT(d.told.taken, CONTENT_PACKS_MAX);
	CHECK_INT(d.told.refused, 0);
	desk_lay("stick/99.pack", "one-more", 1, d.ours);
	CHECK_OK(desk_run(&d));
	CHECK_INT(d.told.same, CONTENT_PACKS_MAX);
	CHECK_INT(d.told.refused, 1);
	CHECK_INT(desk_there("one-more"), 0);
	CHECK(strlen(d.told.say) <= CONTENT_SAY_MAX);
	desk_close(&d);
}

TEST(content, an_empty_stick_says_what_belongs_on_it)
{
	struct desk d = desk_open();

	CHECK_OK(desk_run(&d));
	CHECK_INT(d.told.taken + d.told.same + d.told.refused, 0);
	CHECK_HAS(d.told.say, "NAME.pack");
	CHECK_OK(dir_remove("stick"));
	CHECK(desk_run(&d) < 0);
	CHECK_HAS(err_why(), "put it in again");
	desk_close(&d);
}

TEST(content, what_stood_and_is_broken_gives_way)
{
	struct desk d = desk_open();

	CHECK_OK(dir_make("packs", 0755));
	CHECK_OK(file_replace("packs/loket-notices.pack", "rot", 3, 0644));
	desk_lay("stick/a.pack", "loket-notices", 1, d.ours);
	CHECK_OK(desk_run(&d));
	CHECK_INT(desk_there("loket-notices"), 1);
	desk_close(&d);
}

/* Every place that can fail: what lies there is the old one or the new one, whole. */
TEST_LIMIT(content, whatever_fails_what_lies_there_is_whole, 60)
{
	struct desk d = desk_open();

	desk_lay("stick/a.pack", "loket-notices", 7, d.ours);
	CHECK_OK(desk_run(&d));
	desk_lay("stick/a.pack", "loket-notices", 8, d.ours);
	FAULT_SWEEP(n)
	{
		int r = desk_run(&d), version;

		fault_pause(true);
		version = desk_there("loket-notices");
		CHECK(version == 7 || version == 8);
		if (r == 0 && d.told.taken)
			CHECK_INT(version, 8);
		desk_lay("packs/loket-notices.pack", "loket-notices", 7, d.ours);
		fault_pause(false);
	}
	desk_close(&d);
}

/* The power goes at each place: the same. */
TEST_LIMIT(content, a_power_cut_leaves_the_old_one_or_the_new_one, 60)
{
	struct desk d = desk_open();
	int status = 0;

	desk_lay("stick/a.pack", "loket-notices", 7, d.ours);
	CHECK_OK(desk_run(&d));
	desk_lay("stick/a.pack", "loket-notices", 8, d.ours);
	for (int n = 1; n < 100; n++) {
		pid_t child = fork();

		if (child == 0) {
			fault_cut(n);
			_exit(desk_run(&d) == 0 ? 0 : 1);
		}
		CHECK(waitpid(child, &status, 0) == child && WIFEXITED(status));
		CHECK(desk_there("loket-notices") == 7 || desk_there("loket-notices") == 8);
		if (WEXITSTATUS(status) != FAULT_CUT)
			break;
		desk_lay("packs/loket-notices.pack", "loket-notices", 7, d.ours);
	}
	CHECK_INT(WEXITSTATUS(status), 0);
	CHECK_INT(desk_there("loket-notices"), 8);
	desk_close(&d);
}
