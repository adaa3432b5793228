/* A device that is no station yet becomes one from the office's stick: looked at first, then whole or not at all. */
#include <errno.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "sync_commission_kit.h"
#include "sys/file.h"

TEST(commission, looking_changes_nothing_on_the_stick_and_makes_no_station)
{
	struct stand t;
	AUTO_BUF text;

	office("DH-01");
	device(&t);
	CHECK_OK(look(&t));
	CHECK_TEXT(t.s.code, "DH-01");
	CHECK_INT(t.s.n_authorities, 1);
	CHECK(!file_exists("d/station/station.conf"));
	CHECK(!file_exists("d/station/keys/device.key"));
	CHECK(file_exists(ON_STICK "keys/device.key"));
	read_text(&text, ON_STICK "tls/tls-client.key");
	CHECK_TEXT(buf_str(&text), "the secret of TLS");
}

TEST(commission, taking_makes_the_station_and_leaves_no_secret_on_the_stick)
{
	struct stand t;
	struct stat st;
	AUTO_BUF text;

	office("DH-01");
	device(&t);
	CHECK_OK(look(&t));
	CHECK_OK(take(&t));
	CHECK(!t.keys_stay);
	check_whole("DH-01");
	CHECK_INT(stat("d/station/keys/device.key", &st), 0);
	CHECK_INT(st.st_mode & 0777, 0600);
	CHECK(!file_exists(ON_STICK "keys/device.key"));
	CHECK(!file_exists(ON_STICK "tls/tls-client.key"));
	CHECK(file_exists(ON_STICK "keys/device.pub"));
	/* What is others' waits where the next start hands it out. */
	CHECK(!file_exists("d/station/tls/tls-client.key"));
	read_text(&text, "d/commission/tls/tls-client.key");
	CHECK_TEXT(buf_str(&text), "the secret of TLS");
	CHECK(file_exists("d/commission/site/loket.conf"));
	CHECK(!file_exists("d/commission/site/usb.list"));
}

TEST(commission, the_bytes_of_the_keys_are_overwritten_where_they_lie)
{
	struct stand t;
	char bytes[17];
	FILE *same;

	office("DH-01");
	device(&t);
	CHECK_OK(look(&t));
	same = fopen(ON_STICK "tls/tls-client.key", "r"); /* the same blocks when the name is gone */
	CHECK(same != NULL);
	CHECK_OK(take(&t));
	CHECK_INT(fread(bytes, 1, sizeof bytes, same), sizeof bytes);
	for (size_t i = 0; i < sizeof bytes; i++)
		CHECK_INT(bytes[i], 0);
	(void)fclose(same);
}

TEST(commission, a_stick_makes_one_station)
{
	struct stand t;

	office("DH-01");
	device(&t);
	CHECK_OK(look(&t));
	CHECK_OK(take(&t));
	device(&t); /* the next device */
	CHECK(look(&t) < 0);
	CHECK_HAS(err_why(), "device.key is not on the stick");
	CHECK(take(&t) != 0);
	CHECK(!file_exists("d/station/station.conf"));
}

TEST(commission, a_station_stays_what_it_is)
{
	struct stand t;

	office("DH-01");
	device(&t);
	CHECK_OK(look(&t));
	CHECK_OK(take(&t));
	office("DH-02");
	CHECK_INT(look(&t), COMMISSION_THERE);
	CHECK_INT(take(&t), COMMISSION_THERE);
	CHECK(file_exists(ON_STICK "keys/device.key"));
	check_whole("DH-01");
}

TEST(commission, without_a_look_nothing_is_taken)
{
	struct stand t;

	office("DH-01");
	device(&t);
	CHECK_INT(take(&t), COMMISSION_NOTHING);
	CHECK(file_exists(ON_STICK "keys/device.key"));
}

TEST(commission, another_stick_in_between_mixes_nothing)
{
	struct stand t;

	office("DH-01");
	device(&t);
	CHECK_OK(look(&t));
	office("DH-02");
	CHECK_OK(dir_remove(ON_STICK "tls"));
	CHECK_OK(look(&t));
	CHECK_TEXT(t.s.code, "DH-02");
	CHECK(!file_exists("d/commission/tls/ca.crt")); /* of the first */
	CHECK_OK(take(&t));
	check_whole("DH-02");
}

TEST(commission, what_was_compared_is_what_it_becomes)
{
	struct stand t;

	office("DH-01");
	device(&t);
	CHECK_OK(look(&t));
	office("DH-66"); /* exchanged while nobody looked */
	CHECK_OK(take(&t));
	check_whole("DH-01");
}

TEST(commission, a_stick_without_the_folder_is_an_answer)
{
	struct stand t;

	CHECK_OK(dir_make("stick", 0755));
	device(&t);
	CHECK_INT(look(&t), COMMISSION_NOTHING);
	CHECK_OK(dir_make("stick/loket-station", 0755));
	CHECK_INT(look(&t), COMMISSION_NOTHING);
}

TEST(commission, each_missing_or_broken_part_is_named)
{
	static const struct {
		const char *path, *text, *says; /* text NULL: gone */
	} bad[] = {
	        {ON_STICK "keys/device.pub", NULL, "device.pub is not on the stick"},
	        {ON_STICK "keys/device.key", NULL, "device.key is not on the stick"},
	        {ON_STICK "station.conf", "station = X\n", "station.conf"},
	        {ON_STICK "station.conf", "", "station.conf"},
	        {ON_STICK "keys/device.key", "garbage\n", "device.key"},
	        {ON_STICK "keys/device.pub", "garbage\n", "device.pub"},
	};

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		struct stand t;

		office("DH-01");
		device(&t);
		if (bad[i].text)
			put(bad[i].path, bad[i].text);
		else
			CHECK_INT(unlink(bad[i].path), 0);
		CHECK(look(&t) < 0);
		CHECK_HAS(err_why(), bad[i].says);
		CHECK(take(&t) != 0);
		CHECK(!file_exists("d/station/station.conf"));
	}
}

TEST(commission, the_halves_of_a_key_must_belong_together)
{
	struct key_secret *other;
	struct stand t;

	office("DH-01");
	device(&t);
	CHECK_INT(unlink(ON_STICK "keys/device.pub"), 0);
	CHECK_OK(key_new(&other, KEY_DEVICE, false));
	CHECK_OK(key_write_public(other, ON_STICK "keys"));
	CHECK(look(&t) < 0);
	CHECK_HAS(err_why(), "belong together");
	key_free(other);
}

TEST(commission, files_have_a_ceiling)
{
	char *big = malloc(COMMISSION_FILE_MOST + 2);

	CHECK(big != NULL);
	memset(big, '#', COMMISSION_FILE_MOST + 1);
	for (int over = -1; over <= 1; over++) {
		struct stand t;

		office("DH-01");
		device(&t);
		big[COMMISSION_FILE_MOST + over] = 0;
		put(ON_STICK "site/usb.list", big);
		big[COMMISSION_FILE_MOST + over] = '#';
		CHECK_INT(look(&t) < 0, over > 0);
		if (over > 0)
			CHECK_HAS(err_why(), "usb.list on the stick is larger");
	}
	free(big);
}

TEST(commission, links_folders_and_pipes_on_a_stick_are_not_read)
{
	struct stand t;

	office("DH-01");
	device(&t);
	put("elsewhere/secret", "of this device");
	CHECK_INT(unlink(ON_STICK "site/loket.conf"), 0);
	CHECK_INT(symlink("../../../elsewhere/secret", ON_STICK "site/loket.conf"), 0);
	CHECK_INT(mkfifo(ON_STICK "site/usb.list", 0666), 0);
	CHECK_OK(look(&t));
	CHECK(!file_exists("d/commission/site/loket.conf"));
	CHECK(!file_exists("d/commission/site/usb.list"));
	CHECK_INT(unlink(ON_STICK "keys/device.key"), 0);
	CHECK_OK(dir_make(ON_STICK "keys/device.key", 0755));
	CHECK(look(&t) < 0);
}

static int refuse(void *me, const char *dir, const char *name, const void *bytes, size_t n)
{
	(void)me;
	(void)dir;
	(void)bytes;
	(void)n;
	return err_new(EROFS, "%s: read-only", name);
}

TEST(commission, a_stick_that_can_not_be_erased_is_told_and_the_station_stands)
{
	struct stand t;

	office("DH-01");
	device(&t);
	CHECK_OK(look(&t));
	t.disk.write = refuse;
	CHECK_OK(take(&t));
	CHECK(t.keys_stay);
	check_whole("DH-01");
}

/* Cut at every step of both: no station, or a whole one; and it can always be gone on with. */
TEST_LIMIT(commission, a_cut_anywhere_leaves_no_station_or_a_whole_one, 180)
{
	int cuts = 0;

	for (int n = 1;; n++) {
		struct stand t;
		int status;
		pid_t pid;

		office("DH-01");
		device(&t);
		pid = fork();
		if (pid == 0) {
			fault_cut(n);
			if (look(&t) != 0 || take(&t) != 0)
				_exit(1);
			_exit(0);
		}
		CHECK(waitpid(pid, &status, 0) == pid && WIFEXITED(status));
		if (!file_exists("d/station/station.conf")) {
			CHECK_OK(look(&t)); /* the stick still has all of it */
			CHECK_OK(take(&t));
		}
		check_whole("DH-01");
		CHECK(file_exists("d/commission/tls/ca.crt"));
		if (WEXITSTATUS(status) == 0)
			break;
		CHECK_INT(WEXITSTATUS(status), FAULT_CUT);
		cuts++;
	}
	CHECK(cuts > 20);
}

TEST_LIMIT(commission, every_failing_place_is_a_surprise_or_made_up_for, 180)
{
	FAULT_SWEEP(n)
	{
		struct stand t;
		int r;

		fault_pause(true);
		office("DH-01");
		device(&t);
		fault_pause(false);
		r = look(&t);
		if (r == 0)
			r = take(&t);
		CHECK(r < 0 || !fault_fired() || t.keys_stay || file_exists("d/station/station.conf"));
		fault_pause(true);
		if (r < 0)
			CHECK(!file_exists("d/station/station.conf") || file_exists(ON_STICK "keys/device.key"));
		fault_pause(false);
	}
}

TEST(commission, a_key_is_compared_in_four_groups)
{
	struct key_public k = {.id = {0x1a, 0x2b, 0x3c, 0x4d, 0x5e, 0x6f, 0x70, 0x81}};
	char print[KEY_PRINT_CHARS + 1];

	key_print(print, &k);
	CHECK_TEXT(print, "1A2B 3C4D 5E6F 7081");
}
