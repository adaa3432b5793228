/* What stands in the way of loket-setup: it is told in words, and nothing outside its folders is touched. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "board/setup/setup.h"
#include "harness.h"
#include "sys/buf.h"
#include "sys/file.h"

enum { PAGE = 4096, DEEP = 8, SITE_MAX = 16384 };

static struct setup_users us(void)
{
	return (struct setup_users){
	        getuid(), getuid(), getuid(), .g_loket = getgid(), .g_sync = getgid(), .g_update = getgid()};
}

/* Folders in each other below keys/, so many, and a file in the last. */
static void deep(int folders)
{
	char path[SETUP_PATH] = "r/data/station/keys";

	for (int i = 0; i < folders; i++)
		(void)snprintf(path + strlen(path), sizeof path - strlen(path), "/%d", i);
	CHECK_OK(dir_make(path, 0755));
	(void)snprintf(path + strlen(path), sizeof path - strlen(path), "/file");
	CHECK_OK(file_replace(path, "x", 1, 0644));
}

TEST(setup, folders_within_each_other_have_a_ceiling)
{
	const struct setup_users u = us();

	for (int folders = DEEP - 2; folders <= DEEP; folders++) {
		CHECK_OK(dir_make("r", 0755));
		deep(folders);
		if (folders < DEEP)
			CHECK_OK(setup_folders("r", &u));
		else
			CHECK_INT(setup_folders("r", &u), -E2BIG);
		CHECK_OK(dir_remove("r"));
	}
	CHECK_HAS(err_why(), "holds more than a station does");
}

TEST(setup, a_file_or_a_link_in_the_place_of_a_folder_is_told)
{
	static const char *const places[] = {
	        "r/data/update", "r/data/station", "r/data/station/keys", "r/run/loket", NULL};
	const struct setup_users u = us();
	struct stat st;

	CHECK_OK(dir_make("elsewhere", 0755));
	for (int i = 0; places[i]; i++)
		for (int link = 0; link < 2; link++) {
			char parent[SETUP_PATH];

			(void)snprintf(
			        parent, sizeof parent, "%.*s", (int)(strrchr(places[i], '/') - places[i]), places[i]);
			CHECK_OK(dir_make(parent, 0755));
			if (link)
				CHECK_INT(symlink("/proc/self/cwd/elsewhere", places[i]), 0);
			else
				CHECK_OK(file_replace(places[i], "x", 1, 0644));
			if (setup_folders("r", &u) >= 0)
				test_fail(__FILE__, __LINE__, "%s: %s went by", places[i], link ? "a link" : "a file");
			CHECK_INT(stat("elsewhere", &st), 0);
			CHECK_INT((int)(st.st_mode & 07777), 0755);
			CHECK_OK(dir_remove("r"));
		}
	CHECK(!file_exists("elsewhere/ask"));
}

TEST(setup, an_image_without_settings_and_settings_that_are_too_long)
{
	AUTO_BUF text;

	CHECK_OK(dir_make("r/data/site", 0755));
	CHECK_OK(dir_make("r/usr/share/loket", 0755));
	CHECK_INT(setup_site("r"), -ENOENT);
	for (int over = -1; over <= 1; over++) {
		buf_init(&text, SITE_MAX + 1);
		while ((int)text.len < SITE_MAX + over)
			buf_char(&text, '#');
		CHECK_OK(file_replace("r/usr/share/loket/loket.conf", text.data, text.len, 0644));
		buf_fini(&text);
		CHECK_INT(setup_site("r"), over > 0 ? -EFBIG : 0);
		CHECK_INT(file_exists("r/data/site/loket.conf"), over <= 0);
		(void)unlink("r/data/site/loket.conf");
	}
	buf_init(&text, 16);
}

TEST(setup, a_user_that_is_missing_is_named)
{
	static const char *const all[] = {
	        "loket:x:990:990::/:/n\n", "loket-sync:x:991:991::/:/n\n", "loket-update:x:992:992::/:/n\n"};
	static const char *const names[] = {"user loket ", "user loket-sync ", "user loket-update "};
	struct setup_users u = {.loket = 7};

	CHECK_OK(dir_make("r/etc", 0755));
	CHECK(setup_users(&u, "r") < 0); /* no list of users */
	for (int gone = 0; gone < 3; gone++) {
		char text[200] = "";

		for (int i = 0; i < 3; i++)
			(void)snprintf(text + strlen(text), sizeof text - strlen(text), "%s", i == gone ? "" : all[i]);
		CHECK_OK(file_replace("r/etc/passwd", text, strlen(text), 0644));
		CHECK_INT(setup_users(&u, "r"), -ENOENT);
		CHECK_HAS(err_why(), names[gone]);
	}
	CHECK_INT((int)u.loket, 7); /* written only on success */
	CHECK_OK(file_replace("r/etc/passwd", "loket:x:a:b:\n", 13, 0644));
	CHECK_INT(setup_users(&u, "r"), -ENOENT);
}

TEST(setup, compressed_memory_is_half_of_it_in_whole_pages)
{
	AUTO_BUF text;

	buf_init(&text, 100);
	CHECK(setup_zram("sys", "dev", 64 << 20) < 0);
	CHECK_HAS(err_why(), "there is no compressed memory on this board");
	CHECK_OK(dir_make("sys/block/zram0", 0755));
	CHECK_OK(file_replace("sys/block/zram0/disksize", "", 0, 0644));
	CHECK(setup_zram("sys", "dev", (64 << 20) + 2 * PAGE - 1) < 0);
	CHECK_HAS(err_why(), "dev/zram0 can not be opened");
	CHECK_OK(file_read(&text, "sys/block/zram0/disksize"));
	CHECK_TEXT(buf_str(&text), "33554432");
}
