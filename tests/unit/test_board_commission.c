/* What the office's stick brought is handed out once, at the first start of a station. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "board/setup/setup.h"
#include "harness.h"
#include "sys/buf.h"
#include "sys/file.h"

static void put(const char *path, const char *text)
{
	CHECK_OK(file_replace(path, text, strlen(text), 0644));
}

static mode_t mode_of(const char *path)
{
	struct stat st;

	CHECK_INT(stat(path, &st), 0);
	return st.st_mode & 07777;
}

static const struct setup_users *myself(void)
{
	static struct setup_users u;

	u = (struct setup_users){getuid(), getuid(), getuid(), getgid(), getgid(), getgid()};
	return &u;
}

static void check_text(const char *path, const char *text)
{
	AUTO_BUF there;

	buf_init(&there, 70000);
	CHECK_OK(file_read(&there, path));
	CHECK_TEXT(buf_str(&there), text);
}

static void stage(const char *path, const char *text)
{
	char whole[200];

	(void)snprintf(whole, sizeof whole, "r/data/commission/%s", path);
	*strrchr(whole, '/') = 0;
	CHECK_OK(dir_make(whole, 0700));
	(void)snprintf(whole, sizeof whole, "r/data/commission/%s", path);
	put(whole, text);
}

static void staged_station(void)
{
	CHECK_OK(dir_make("r/data/station/tls", 0750));
	CHECK_OK(dir_make("r/data/site", 0755));
	put("r/data/station/station.conf", "station");
	put("r/data/site/loket.conf", "the image's");
	stage("tls/ca.crt", "ca");
	stage("tls/tls-client.crt", "crt");
	stage("tls/tls-client.key", "key");
	stage("site/loket.conf", "the site's");
	stage("site/usb.list", "*/08\n");
	stage("station.conf", "station");
}

TEST(commission, there_is_a_place_for_a_stick_until_there_is_a_station)
{
	CHECK_OK(dir_make("r/data", 0755));
	CHECK_OK(setup_commission("r", myself()));
	CHECK_INT(mode_of("r/data/commission"), 0700);
	stage("tls/ca.crt", "half");
	CHECK_OK(setup_commission("r", myself()));
	CHECK(file_exists("r/data/commission/tls/ca.crt")); /* as it was: nobody said yes yet */
	CHECK(!file_exists("r/data/station/tls/ca.crt"));
}

TEST(commission, at_its_first_start_a_station_gets_what_the_stick_brought)
{
	staged_station();
	CHECK_OK(setup_commission("r", myself()));
	check_text("r/data/station/tls/ca.crt", "ca");
	check_text("r/data/station/tls/tls-client.crt", "crt");
	check_text("r/data/station/tls/tls-client.key", "key");
	CHECK_INT(mode_of("r/data/station/tls/tls-client.key"), 0600);
	check_text("r/data/site/loket.conf", "the site's");
	check_text("r/data/site/usb.list", "*/08\n");
	CHECK(!file_exists("r/data/commission"));
}

TEST(commission, a_station_has_no_such_place_and_gets_none)
{
	CHECK_OK(dir_make("r/data/station", 0755));
	put("r/data/station/station.conf", "station");
	CHECK_OK(setup_commission("r", myself()));
	CHECK(!file_exists("r/data/commission"));
}

TEST(commission, what_is_gone_at_the_next_start_becomes_no_station)
{
	CHECK_OK(dir_make("r/data", 0755));
	put("r/data/in-memory", "the data partition is beyond repair");
	CHECK_OK(setup_commission("r", myself()));
	CHECK(!file_exists("r/data/commission"));
}

TEST(commission, links_pipes_second_names_and_what_is_too_large_are_not_handed_out)
{
	char *big = malloc(65538);

	staged_station();
	CHECK(big != NULL);
	memset(big, 'x', 65537);
	big[65537] = 0;
	put("secret", "of root");
	put("another", "of root");
	CHECK_INT(unlink("r/data/commission/tls/ca.crt") | unlink("r/data/commission/tls/tls-client.crt") |
	                  unlink("r/data/commission/site/loket.conf"),
	        0);
	CHECK_INT(symlink("../../../../another", "r/data/commission/tls/ca.crt"), 0);
	CHECK_INT(mkfifo("r/data/commission/tls/tls-client.crt", 0600), 0);
	CHECK_INT(link("secret", "r/data/commission/site/loket.conf"), 0);
	stage("site/usb.list", big);
	CHECK_OK(setup_commission("r", myself()));
	CHECK(!file_exists("r/data/station/tls/ca.crt"));
	CHECK(!file_exists("r/data/station/tls/tls-client.crt"));
	check_text("r/data/site/loket.conf", "the image's");
	CHECK(!file_exists("r/data/site/usb.list"));
	check_text("r/data/station/tls/tls-client.key", "key");
	free(big);
}

TEST(commission, a_folder_that_is_a_link_is_not_entered)
{
	staged_station();
	CHECK_OK(dir_remove("r/data/commission/site"));
	CHECK_OK(dir_make("elsewhere", 0755));
	put("elsewhere/loket.conf", "another's");
	CHECK_INT(symlink("../../../elsewhere", "r/data/commission/site"), 0);
	CHECK_OK(setup_commission("r", myself()));
	check_text("r/data/site/loket.conf", "the image's");
	check_text("elsewhere/loket.conf", "another's");
}

TEST(commission, the_largest_file_is_whole)
{
	char *big = malloc(65537);

	staged_station();
	CHECK(big != NULL);
	memset(big, 'x', 65536);
	big[65536] = 0;
	stage("site/usb.list", big);
	CHECK_OK(setup_commission("r", myself()));
	check_text("r/data/site/usb.list", big);
	free(big);
}

TEST(commission, cut_off_anywhere_the_next_start_goes_on)
{
	FAULT_SWEEP(n)
	{
		fault_pause(true);
		CHECK_OK(dir_remove("r"));
		staged_station();
		fault_pause(false);
		if (setup_commission("r", myself()) < 0) {
			fault_pause(true);
			CHECK_OK(setup_commission("r", myself()));
			fault_pause(false);
		}
		check_text("r/data/station/tls/tls-client.key", "key");
		check_text("r/data/site/loket.conf", "the site's");
		CHECK(!file_exists("r/data/commission"));
	}
}
