/* What is installed when nobody names a file, and the way of a bundle from a stick. */
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "board/update_copy.h"
#include "board/update_next.h"
#include "board_device.h"
#include "sys/buf.h"
#include "sys/file.h"
#include "sys/text.h"

static char found[UPDATE_PATH_MAX + 1];

static void lay(const char *name)
{
	char path[200];

	CHECK_OK(dir_make("spool", 0755));
	(void)snprintf(path, sizeof path, "spool/%s", name);
	CHECK_OK(file_replace(path, name, strlen(name), 0644));
}

static const char *offered(struct device *d)
{
	int r = update_next_offered(found, &d->w, "spool");

	CHECK(r == 0 || r == UPDATE_NEXT_NONE);
	return r ? "none" : strrchr(found, '/') + 1;
}

TEST(next, the_newest_of_what_the_hub_sent)
{
	struct device *d = device_new("0.4.0");

	CHECK_TEXT(offered(d), "none"); /* no folder yet */
	lay("loket-0.5.0.raucb");
	lay("loket-0.10.0.raucb");
	lay("loket-0.9.0.raucb");
	CHECK_TEXT(offered(d), "loket-0.10.0.raucb");
	device_free(d);
}

TEST(next, what_is_no_whole_bundle_of_a_newer_version_is_left)
{
	static const char *const names[] = {"loket-0.3.0.raucb", "loket-0.4.0.raucb", "loket-0.5.0.raucb.part",
	        "loket-0.5.0.raucb.new", "notices-12.pack", ".loket-0.6.0.raucb", "loket.raucb", "loket-x.raucb",
	        "Loket-0.7.0.raucb", "readme.txt", NULL};
	struct device *d = device_new("0.4.0");

	for (int i = 0; names[i]; i++)
		lay(names[i]);
	CHECK_TEXT(offered(d), "none");
	device_free(d);
}

TEST(next, the_floor_counts)
{
	struct device *d = device_new("0.4.0");

	CHECK_OK(update_journal_end(d->journal, UPDATE_CONFIRMED, "0.6.0", "0.4.0", "x"));
	lay("loket-0.5.0.raucb");
	CHECK_TEXT(offered(d), "none");
	lay("loket-0.6.0.raucb");
	CHECK_TEXT(offered(d), "loket-0.6.0.raucb");
	device_free(d);
}

TEST(next, nothing_while_a_version_is_tried)
{
	struct device *d = device_new("0.4.0");
	struct update_tried t = {.version = "0.5.0", .from = "0.4.0"};

	lay("loket-0.6.0.raucb");
	CHECK_OK(update_journal_begin(d->journal, &t));
	CHECK_TEXT(offered(d), "none");
	device_free(d);
}

TEST(next, a_version_that_fell_back_is_not_taken_again_but_the_next_is)
{
	struct device *d = device_new("0.4.0");

	CHECK_OK(update_journal_end(d->journal, UPDATE_FELL_BACK, "0.5.0", "0.4.0", "x"));
	lay("loket-0.5.0.raucb");
	CHECK_TEXT(offered(d), "none");
	lay("loket-0.5.1.raucb");
	CHECK_TEXT(offered(d), "loket-0.5.1.raucb");
	device_free(d);
}

TEST(next, what_was_refused_is_not_tried_again_until_it_is_another_file)
{
	struct device *d = device_new("0.4.0");
	static const int again[] = {UPDATE_BUSY, UPDATE_NO_SERVICE, UPDATE_NO_SPACE};
	static const int never[] = {UPDATE_FOREIGN, UPDATE_DAMAGED, UPDATE_OTHER_DEVICE, UPDATE_UNREADABLE};
	char path[200];

	lay("loket-0.5.0.raucb");
	(void)snprintf(path, sizeof path, "spool/loket-0.5.0.raucb");
	for (size_t i = 0; i < sizeof again / sizeof *again; i++) {
		CHECK_OK(update_next_done(&d->w, path, again[i]));
		CHECK_TEXT(offered(d), "loket-0.5.0.raucb");
	}
	for (size_t i = 0; i < sizeof never / sizeof *never; i++) {
		CHECK_OK(update_next_done(&d->w, path, never[i]));
		CHECK_TEXT(offered(d), "none");
	}
	CHECK_OK(file_replace(path, "longer than before, so another", 30, 0644));
	CHECK_TEXT(offered(d), "loket-0.5.0.raucb");
	device_free(d);
}

TEST(next, many_that_were_refused_are_remembered_and_a_full_note_begins_anew)
{
	struct device *d = device_new("0.4.0");
	char name[80], path[700];

	for (int i = 1; i <= 12; i++) {
		(void)snprintf(name, sizeof name, "loket-0.5.%d.raucb", i);
		lay(name);
		(void)snprintf(path, sizeof path, "spool/%s", name);
		CHECK_OK(update_next_done(&d->w, path, UPDATE_FOREIGN));
	}
	CHECK_TEXT(offered(d), "none");
	(void)snprintf(path, sizeof path, "%s/offered", d->state);
	CHECK(truncate(path, 4096) == 0);
	CHECK_OK(update_next_done(&d->w, "spool/loket-0.5.12.raucb", UPDATE_FOREIGN));
	CHECK(file_size(path) < 100);
	CHECK_TEXT(offered(d), "loket-0.5.11.raucb");
	device_free(d);
}

TEST(next, on_a_stick_any_version_is_found_and_judged_later)
{
	lay("loket-0.1.0.raucb");
	lay("loket-0.3.0.raucb");
	CHECK_OK(update_next_newest(found, "spool"));
	CHECK_TEXT(found, "spool/loket-0.3.0.raucb");
	CHECK_INT(update_next_newest(found, "nowhere"), UPDATE_NEXT_NONE);
}

/* ---- copying ------------------------------------------------------------------------------------------- */

static char why[UPDATE_COPY_WHY_MAX + 1];
static int seen;

static void on_progress(void *me, int percent)
{
	(void)me;
	CHECK(percent >= seen && percent <= 100);
	seen = percent;
}

static void make(const char *path, size_t n)
{
	AUTO_BUF bytes;
	uint64_t state = 1;

	buf_init(&bytes, 4 << 20);
	while (bytes.len < n)
		buf_char(&bytes, (char)test_random(&state));
	CHECK_OK(file_replace(path, bytes.data, n, 0644));
}

static void check_same(const char *a, const char *b)
{
	AUTO_BUF x, y;

	buf_init(&x, 4 << 20);
	buf_init(&y, 4 << 20);
	CHECK_OK(file_read(&x, a));
	CHECK_OK(file_read(&y, b));
	CHECK_INT(x.len, y.len);
	CHECK_BYTES(x.data, y.data, x.len);
}

TEST(copy, is_the_same_and_is_told)
{
	static const size_t sizes[] = {1, 256 * 1024 - 1, 256 * 1024, 256 * 1024 + 1, 1000000};

	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
		make("stick.raucb", sizes[i]);
		seen = 0;
		CHECK_OK(update_copy("incoming", "stick.raucb", on_progress, NULL, why));
		CHECK_INT(seen, 100);
		check_same("stick.raucb", "incoming");
	}
	update_copy_drop("incoming");
	CHECK(!file_exists("incoming"));
	update_copy_drop("incoming");
}

TEST(copy, what_was_left_there_goes_first_and_no_link_is_followed)
{
	make("stick.raucb", 1000);
	make("precious", 100);
	CHECK(symlink("precious", "incoming") == 0);
	CHECK_OK(update_copy("incoming", "stick.raucb", NULL, NULL, why));
	CHECK_INT(file_size("precious"), 100);
	check_same("stick.raucb", "incoming");
}

TEST(copy, what_is_no_file_is_refused)
{
	CHECK_INT(update_copy("incoming", "nowhere", NULL, NULL, why), UPDATE_UNREADABLE);
	CHECK_INT(update_copy("incoming", ".", NULL, NULL, why), UPDATE_UNREADABLE);
	CHECK_INT(update_copy("incoming", "/dev/zero", NULL, NULL, why), UPDATE_UNREADABLE);
	make("empty", 0);
	CHECK_INT(update_copy("incoming", "empty", NULL, NULL, why), UPDATE_UNREADABLE);
	CHECK(mkfifo("fifo", 0644) == 0);
	CHECK_INT(update_copy("incoming", "fifo", NULL, NULL, why), UPDATE_UNREADABLE);
	CHECK(!file_exists("incoming"));
}

TEST(copy, one_that_does_not_fit_is_told_before_a_byte_is_written)
{
	make("stick.raucb", 10);
	CHECK(truncate("stick.raucb", (int64_t)UPDATE_BUNDLE_MAX_MIB << 20) == 0);
	if (disk_free(".") > ((int64_t)UPDATE_BUNDLE_MAX_MIB + UPDATE_COPY_RESERVE_MIB) << 20)
		test_skip("this disk has room for everything");
	CHECK_INT(update_copy("incoming", "stick.raucb", NULL, NULL, why), UPDATE_NO_SPACE);
	CHECK(!file_exists("incoming"));
}

TEST(copy, one_over_the_ceiling_is_refused)
{
	make("stick.raucb", 10);
	CHECK(truncate("stick.raucb", ((int64_t)UPDATE_BUNDLE_MAX_MIB << 20) + 1) == 0);
	CHECK_INT(update_copy("incoming", "stick.raucb", NULL, NULL, why), UPDATE_UNREADABLE);
}

TEST(copy, a_stick_that_is_pulled_and_a_disk_that_fills_leave_nothing_behind)
{
	int damaged = 0, full = 0, surprises = 0;

	make("stick.raucb", 700000);
	FAULT_SWEEP(n)
	{
		int r = update_copy("incoming", "stick.raucb", NULL, NULL, why);

		if (!fault_fired()) {
			CHECK_OK(r);
			continue;
		}
		CHECK(r != 0);
		CHECK(!file_exists("incoming"));
		damaged += r == UPDATE_DAMAGED;
		full += r == UPDATE_NO_SPACE;
		surprises += r < 0;
	}
	CHECK_INT(damaged, 3); /* three pieces */
	CHECK_INT(full, 3);
	CHECK(surprises >= 2); /* free space can not be asked, sync */
}
