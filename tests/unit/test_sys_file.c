#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "harness.h"
#include "sys/file.h"
#include "sys/text.h"

static const char *content(const char *path)
{
	static struct buf all;
	buf_fini(&all);
	buf_init(&all, 1 << 20);
	CHECK_OK(file_read(&all, path));
	return buf_str(&all);
}

static int mode_of(const char *path)
{
	struct stat st;
	CHECK_INT(lstat(path, &st), 0);
	return (int)(st.st_mode & 07777);
}

/* ---- replacing ------------------------------------------------------------------------------ */

TEST(replace, makes_and_replaces_with_the_mode_given)
{
	mode_t old = umask(077);
	CHECK_OK(file_replace("a", "one", 3, 0644));
	CHECK_INT(mode_of("a"), 0644);
	CHECK_OK(file_replace("a", "two!", 4, 0640));
	CHECK_INT(mode_of("a"), 0640);
	CHECK_TEXT(content("a"), "two!");
	CHECK_OK(file_replace("a", "", 0, 0600));
	CHECK_TEXT(content("a"), "");
	CHECK(!file_exists("a.new"));
	umask(old);
}

/* Every place fails once: the old content or the new one stands, whole, and no litter lies about. */
TEST(replace, whichever_step_fails_old_or_new_stands)
{
	static const char *const places[] = {
	        "file.open", "file.write", "file.mode", "file.sync", "file.rename", "file.dirsync"};
	size_t seen = 0;
	FAULT_SWEEP(n)
	{
		fault_arm(0);
		CHECK_OK(file_replace("a", "old content", 11, 0600));
		fault_arm(n);
		int r = file_replace("a", "new", 3, 0640);
		if (!fault_fired()) {
			CHECK_OK(r);
			CHECK_TEXT(content("a"), "new");
			continue;
		}
		CHECK(r < 0);
		CHECK_TEXT(fault_place(), places[seen++]);
		CHECK_HAS(err_why(), "a");
		/* The last place is behind the rename: the new content stands, but may not survive a cut. */
		CHECK_TEXT(content("a"), seen == 6 ? "new" : "old content");
		CHECK(!file_exists("a.new"));
	}
	CHECK_INT(seen, 6);
}

TEST(replace, what_an_earlier_crash_left_is_no_hindrance)
{
	CHECK_OK(file_replace("a.new", "half of something long", 22, 0400));
	CHECK_OK(file_replace("a", "x", 1, 0600));
	CHECK_TEXT(content("a"), "x");
	CHECK(!file_exists("a.new"));
}

TEST(replace, does_not_write_through_a_link_laid_in_its_way)
{
	CHECK_OK(file_replace("victim", "untouched", 9, 0600));
	CHECK_INT(symlink("victim", "a.new"), 0);
	CHECK(file_replace("a", "x", 1, 0600) < 0);
	CHECK_TEXT(content("victim"), "untouched");
	CHECK_INT(unlink("a.new"), 0);
	CHECK_INT(symlink("victim", "b"), 0);
	CHECK_OK(file_replace("b", "own file", 8, 0600)); /* the link is replaced, not followed */
	CHECK_TEXT(content("victim"), "untouched");
	CHECK_TEXT(content("b"), "own file");
}

TEST(replace, says_what_is_wrong_with_the_place)
{
	CHECK_INT(file_replace("none/a", "x", 1, 0600), -ENOENT);
	CHECK_HAS(err_why(), "none/a.new: can not be made: No such file or directory");
	CHECK_OK(dir_make("folder", 0700));
	CHECK(file_replace("folder", "x", 1, 0600) < 0);
	CHECK_HAS(err_why(), "folder: can not be replaced");
	CHECK(!file_exists("folder.new"));
}

TEST(replace, a_path_has_a_ceiling)
{
	static char path[5000];
	memset(path, 'p', sizeof(path) - 1);
	CHECK_INT(file_replace(path, "x", 1, 0600), -ENAMETOOLONG);
}

/* ---- reading ---------------------------------------------------------------------------------- */

TEST(read, keeps_to_the_ceiling)
{
	for (size_t n = 99; n <= 101; n++) {
		static const char bytes[200];
		AUTO_BUF b;
		buf_init(&b, 100);
		CHECK_OK(file_replace("a", bytes, n, 0600));
		CHECK_INT(file_read(&b, "a"), n > 100 ? -EFBIG : 0);
		if (n > 100)
			CHECK_TEXT(err_why(), "a: larger than 100 bytes");
		else
			CHECK_INT(b.len, n);
	}
}

TEST(read, appends)
{
	AUTO_BUF b;
	buf_init(&b, 100);
	CHECK_OK(file_replace("a", "xy", 2, 0600));
	CHECK_OK(file_read(&b, "a"));
	CHECK_OK(file_read(&b, "a"));
	CHECK_TEXT(buf_str(&b), "xyxy");
}

TEST(read, tells_a_missing_file_from_a_folder)
{
	AUTO_BUF b;
	buf_init(&b, 100);
	CHECK_INT(file_read(&b, "none"), -ENOENT);
	CHECK_TEXT(err_why(), "none: No such file or directory");
	CHECK_INT(file_read(&b, "."), -EISDIR);
	CHECK_HAS(err_why(), ".: can not be read");
}

TEST(read, a_pipe_is_refused_and_not_waited_for)
{
	AUTO_BUF b;
	int fd;

	buf_init(&b, 100);
	CHECK_INT(mkfifo("pipe", 0600), 0);
	CHECK_INT(file_read(&b, "pipe"), -EINVAL);
	CHECK_TEXT(err_why(), "pipe: is a pipe, not a file");
	fd = open("pipe", O_RDWR | O_CLOEXEC); /* somebody writes into it */
	CHECK(fd >= 0);
	CHECK_INT(write(fd, "x", 1), 1);
	CHECK_INT(file_read(&b, "pipe"), -EINVAL);
	CHECK_INT(b.len, 0);
	(void)close(fd);
}

TEST(write, a_surprise_has_its_sentence)
{
	int ends[2];
	CHECK_INT(pipe(ends), 0);
	CHECK_OK(write_all(ends[1], "abc", 3));
	CHECK_OK(write_all(ends[1], NULL, 0));
	CHECK_INT(close(ends[0]) | close(ends[1]), 0);
	(void)err_new(EIO, "an older surprise");
	CHECK_INT(write_all(ends[1], "abc", 3), -EBADF);
	CHECK_HAS(err_why(), "Bad file descriptor");
}

TEST(write, a_full_disk_is_told)
{
	int fd = open("/dev/full", O_WRONLY | O_CLOEXEC);
	if (fd < 0)
		test_skip("there is no /dev/full");
	CHECK_INT(write_all(fd, "x", 1), -ENOSPC);
	CHECK_HAS(err_why(), "No space left on device");
	close(fd);
}

/* ---- folders ------------------------------------------------------------------------------------ */

TEST(folders, are_made_with_their_parents_and_their_mode)
{
	mode_t old = umask(077);
	CHECK_OK(dir_make("a/b/c", 02750));
	CHECK_INT(mode_of("a/b/c"), 02750);
	CHECK_INT(mode_of("a"), 02750);
	CHECK_INT(chmod("a/b", 0700), 0);
	CHECK_OK(dir_make("a/b/d/", 0755));
	CHECK_INT(mode_of("a/b"), 0700);
	CHECK_OK(dir_make(".", 0700));
	CHECK_OK(dir_make("/", 0700));
	umask(old);
}

TEST(folders, can_not_be_made_over_a_file)
{
	CHECK_OK(file_replace("a", "x", 1, 0600));
	CHECK_INT(dir_make("a", 0700), -ENOTDIR);
	CHECK(dir_make("a/b", 0700) < 0);
	CHECK_HAS(err_why(), "a/b");
	CHECK(dir_make("", 0700) < 0);
}

TEST(folders, are_removed_whole_and_links_are_not_followed)
{
	CHECK_OK(dir_make("a/b/c", 0700));
	CHECK_OK(dir_make("kept", 0700));
	CHECK_OK(file_replace("kept/file", "x", 1, 0600));
	CHECK_OK(file_replace("a/b/file", "x", 1, 0600));
	CHECK_INT(symlink("../../kept", "a/b/link"), 0);
	CHECK_INT(symlink("nowhere", "a/dangling"), 0);
	CHECK_OK(dir_remove("a"));
	CHECK(!file_exists("a"));
	CHECK(file_exists("kept/file"));
	CHECK_OK(dir_remove("a"));
	CHECK_INT(symlink("kept", "way"), 0);
	CHECK(dir_remove("way") < 0);
	CHECK(file_exists("kept/file"));
}

TEST(folders, are_synced_or_say_why_not)
{
	CHECK_OK(dir_sync("."));
	CHECK_INT(dir_sync("none"), -ENOENT);
	CHECK_HAS(err_why(), "none: ");
	CHECK_OK(file_replace("a", "x", 1, 0600));
	CHECK_INT(dir_sync("a"), -ENOTDIR);
}

/* ---- paths ---------------------------------------------------------------------------------------- */

TEST(paths, are_joined_with_one_slash)
{
	char out[20];
	CHECK_OK(path_join(out, sizeof(out), "a", "b"));
	CHECK_TEXT(out, "a/b");
	CHECK_OK(path_join(out, sizeof(out), "a/", "b"));
	CHECK_TEXT(out, "a/b");
	CHECK_OK(path_join(out, sizeof(out), "/", "b"));
	CHECK_TEXT(out, "/b");
	CHECK_OK(path_join(out, sizeof(out), "a", ""));
	CHECK_TEXT(out, "a/");
}

TEST(paths, that_do_not_fit_write_nothing)
{
	char out[8] = "before";
	CHECK_OK(path_join(out, 5, "ab", "c"));
	CHECK_OK(path_join(out, 5, "ab", "cd" + 1));
	CHECK_TEXT(out, "ab/d");
	CHECK_INT(path_join(out, 5, "ab", "cd"), -ENAMETOOLONG);
	CHECK_TEXT(out, "ab/d");
	CHECK_HAS(err_why(), "ab/cd: path too long");
}

TEST(disk, tells_its_free_bytes_or_why_not)
{
	CHECK(disk_free(".") > 0);
	CHECK_INT(disk_free("none"), -ENOENT);
	CHECK_HAS(err_why(), "none: free space can not be asked");
	fault_arm(1);
	CHECK_INT(disk_free("."), -EIO);
	CHECK_TEXT(fault_place(), "disk.free");
}
