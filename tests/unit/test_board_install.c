#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "board_device.h"
#include "sys/file.h"
#include "sys/text.h"

TEST(install, a_good_bundle_is_in_the_other_slot_and_the_device_starts_anew)
{
	struct device *d = device_new("0.4.0");

	CHECK_OK(device_install(d, device_good(d, "0.5.0")));
	CHECK_TEXT(device_outcome(d), "installed");
	CHECK_TEXT(d->hw->slots[1].version, "0.5.0");
	CHECK_TEXT(d->hw->slots[0].version, "0.4.0");
	CHECK_INT(d->hw->primary, 1);
	CHECK(file_exists(d->restart));
	CHECK(d->journal->tried.on && d->journal->tried.written);
	CHECK_TEXT(d->journal->tried.to_slot, "rootfs.1");
	CHECK_TEXT(d->journal->floor, "0.4.0"); /* rises with the confirmation, not before */
	CHECK_HAS(d->said, " 90 % Copying image");
	device_free(d);
}

TEST(install, a_foreign_signature_is_refused)
{
	struct device *d = device_new("0.4.0");
	const struct bundle_of b = {.signer = "X", .compatible = "loket-test", .version = "0.5.0", .bytes = 10};

	device_refused(d, device_install(d, device_bundle(d, &b)), UPDATE_FOREIGN);
	CHECK_INT(d->hw->rauc_calls, 0);
	CHECK_TEXT(update_journal_last(d->journal)->version, ""); /* what nobody vouched for is not repeated */
	device_free(d);
}

TEST(install, one_changed_byte_is_refused_before_anything_is_written)
{
	struct device *d = device_new("0.4.0");
	const char *file = device_good(d, "0.5.0");

	file_flip(file, 6);
	device_refused(d, device_install(d, file), UPDATE_DAMAGED);
	device_free(d);
}

/* A byte of the image that only dm-verity sees while it is copied: the other slot is torn, this one is not. */
TEST(install, a_byte_changed_deep_inside_is_found_while_it_is_written)
{
	struct device *d = device_new("0.4.0");
	const struct bundle_of b = {
	        .signer = "A", .compatible = "loket-test", .version = "0.5.0", .bytes = 10, .damaged = true};

	CHECK_INT(device_install(d, device_bundle(d, &b)), UPDATE_DAMAGED);
	CHECK_TEXT(device_outcome(d), "damaged");
	CHECK(!file_exists(d->restart));
	CHECK(!d->hw->slots[1].whole);
	CHECK_INT(d->hw->primary, 0);
	CHECK(device_start(d));
	CHECK_INT(device_live(d), 0);
	CHECK_TEXT(d->running, "0.4.0");
	/* and the next good one goes in */
	CHECK_OK(device_install(d, device_good(d, "0.5.0")));
	CHECK(device_start(d));
	CHECK_INT(device_live(d), UPDATE_CONFIRMED);
	CHECK_TEXT(d->running, "0.5.0");
	device_free(d);
}

TEST(install, an_older_version_is_refused)
{
	struct device *d = device_new("0.4.0");

	device_refused(d, device_install(d, device_good(d, "0.3.9")), UPDATE_OLDER);
	CHECK_HAS(update_journal_last(d->journal)->why, "below the floor 0.4.0");
	CHECK_INT(d->hw->rauc_calls, 0);
	device_free(d);
}

TEST(install, the_floor_counts_also_where_an_older_image_runs)
{
	struct device *d = device_new("0.4.0");

	/* 0.6.0 was confirmed once, then its slot died: the device runs 0.4.0 again. */
	CHECK_OK(update_journal_end(d->journal, UPDATE_CONFIRMED, "0.6.0", "0.4.0", "x"));
	device_refused(d, device_install(d, device_good(d, "0.5.0")), UPDATE_OLDER);
	CHECK_OK(device_install(d, device_good(d, "0.6.0")));
	device_free(d);
}

TEST(install, without_a_journal_the_running_image_is_the_floor)
{
	struct device *d = device_new("0.4.0");
	char path[700];

	(void)snprintf(path, sizeof path, "%s/journal", d->state);
	CHECK_OK(file_replace(path, "x", 1, 0644));
	CHECK_OK(update_journal_open(d->journal, d->state, &d->clock));
	CHECK(d->journal->was_damaged);
	CHECK_TEXT(d->journal->floor, "0");
	device_refused(d, device_install(d, device_good(d, "0.3.0")), UPDATE_OLDER);
	device_free(d);
}

TEST(install, the_guard_refuses_what_lies_about_its_version)
{
	struct device *d = device_new("0.4.0");
	const struct bundle_of b = {
	        .signer = "A", .compatible = "loket-test", .version = "0.9.0", .conf_version = "0.3.0", .bytes = 10};

	device_refused(d, device_install(d, device_bundle(d, &b)), UPDATE_OLDER);
	CHECK_INT(d->hw->rauc_calls, 1); /* RAUC itself asked */
	device_free(d);
}

TEST(install, the_same_version_is_nothing_to_do)
{
	struct device *d = device_new("0.4.0");

	device_refused(d, device_install(d, device_good(d, "0.4.0")), UPDATE_SAME);
	CHECK_INT(d->hw->rauc_calls, 0);
	device_free(d);
}

TEST(install, another_kind_of_device_is_refused)
{
	struct device *d = device_new("0.4.0");
	const struct bundle_of b = {.signer = "A", .compatible = "toaster", .version = "0.5.0", .bytes = 10};

	device_refused(d, device_install(d, device_bundle(d, &b)), UPDATE_OTHER_DEVICE);
	CHECK_HAS(update_journal_last(d->journal)->why, "made for 'toaster'; this device is 'loket-test'");
	device_free(d);
}

TEST(install, another_format_than_verity_is_refused)
{
	struct device *d = device_new("0.4.0");
	const struct bundle_of b = {
	        .signer = "A", .compatible = "loket-test", .version = "0.5.0", .bytes = 10, .plain = true};

	device_refused(d, device_install(d, device_bundle(d, &b)), UPDATE_UNREADABLE);
	device_free(d);
}

TEST(install, a_version_that_is_none_is_refused)
{
	static const char *const odd[] = {"0.5.0-rc1", "bookworm", "1.2.3.4.5", "0..5", NULL};
	struct device *d = device_new("0.4.0");

	for (int i = 0; odd[i]; i++)
		device_refused(d, device_install(d, device_good(d, odd[i])), UPDATE_UNREADABLE);
	device_free(d);
}

TEST(install, every_truncation_is_refused)
{
	struct device *d = device_new("0.4.0");
	int64_t whole = file_size(device_good(d, "0.5.0"));
	static const int64_t keep[] = {8455, 8450, 8448, 8200, 8192, 5000, 4097, 4096, 4095, 100, 4, 1, 0};

	CHECK_INT(whole, 8456);
	for (size_t i = 0; i < sizeof keep / sizeof *keep; i++) {
		const char *file = device_good(d, "0.5.0");
		int r;

		file_cut(file, keep[i]);
		r = device_install(d, file);
		device_refused(d, r, keep[i] < 4096 ? UPDATE_UNREADABLE : UPDATE_DAMAGED);
	}
	CHECK_INT(d->hw->rauc_calls, 0);
	device_free(d);
}

TEST(install, what_is_no_bundle_is_refused)
{
	struct device *d = device_new("0.4.0");
	char path[700], big[8192];

	device_refused(d, device_install(d, "/nowhere/at/all.raucb"), UPDATE_UNREADABLE);
	device_refused(d, device_install(d, d->dir), UPDATE_UNREADABLE);
	device_refused(d, device_install(d, "/dev/zero"), UPDATE_UNREADABLE);
	memset(big, 'x', sizeof big);
	(void)snprintf(path, sizeof path, "%s/holiday.jpg", d->dir);
	CHECK_OK(file_replace(path, big, sizeof big, 0644));
	device_refused(d, device_install(d, path), UPDATE_UNREADABLE);
	CHECK_HAS(update_journal_last(d->journal)->why, "no update bundle");
	(void)snprintf(path, sizeof path, "%s/fifo.raucb", d->dir);
	CHECK(mkfifo(path, 0644) == 0);
	device_refused(d, device_install(d, path), UPDATE_UNREADABLE);
	device_free(d);
}

TEST(install, a_file_over_the_ceiling_is_refused)
{
	static const int64_t most = (int64_t)UPDATE_BUNDLE_MAX_MIB << 20;
	struct device *d = device_new("0.4.0");
	const char *file = device_good(d, "0.5.0");

	/* Sparse: costs no disk. At the ceiling it is looked at, and its end is empty. */
	file_cut(file, most + 1);
	device_refused(d, device_install(d, file), UPDATE_UNREADABLE);
	file_cut(file, most);
	device_refused(d, device_install(d, file), UPDATE_DAMAGED);
	file_cut(file, most - 1);
	device_refused(d, device_install(d, file), UPDATE_DAMAGED);
	device_free(d);
}

TEST(install, a_slot_that_is_too_small_is_told)
{
	struct device *d = device_new("0.4.0");
	static const struct {
		int bytes, want;
	} rows[] = {{999, 0}, {1000, 0}, {1001, UPDATE_NO_SPACE}};

	d->slot_bytes = 1000;
	for (int i = 2; i >= 0; i--) {
		struct bundle_of b = {
		        .signer = "A", .compatible = "loket-test", .version = "0.5.0", .bytes = rows[i].bytes};

		CHECK_INT(device_install(d, device_bundle(d, &b)), rows[i].want);
	}
	device_free(d);
}

TEST(install, without_rauc_nothing_is_tried)
{
	struct device *d = device_new("0.4.0");

	d->rauc_gone = true;
	device_refused(d, device_install(d, device_good(d, "0.5.0")), UPDATE_NO_SERVICE);
	device_free(d);
}

TEST(install, rauc_going_away_half_way_leaves_a_device_that_starts)
{
	for (int at = 1; at <= 8; at++) {
		struct device *d = device_new("0.4.0");

		d->rauc_gone_at = at;
		CHECK_INT(device_install(d, device_good(d, "0.5.0")), UPDATE_NO_SERVICE);
		CHECK(!file_exists(d->restart));
		CHECK(!d->journal->tried.on);
		d->rauc_gone_at = 0;
		CHECK(device_start(d));
		CHECK_INT(device_live(d), 0);
		CHECK_TEXT(d->running, "0.4.0");
		CHECK_OK(device_install(d, device_good(d, "0.5.0")));
		CHECK(device_start(d));
		CHECK_INT(device_live(d), UPDATE_CONFIRMED);
		device_free(d);
	}
}

TEST(install, while_rauc_is_busy_it_waits_for_another_time)
{
	struct device *d = device_new("0.4.0");

	d->rauc_busy = true;
	device_refused(d, device_install(d, device_good(d, "0.5.0")), UPDATE_BUSY);
	device_free(d);
}

TEST(install, while_a_version_is_tried_no_other_goes_over_the_way_back)
{
	struct device *d = device_new("0.4.0");

	CHECK_OK(device_install(d, device_good(d, "0.5.0")));
	CHECK(device_start(d));
	CHECK_TEXT(d->running, "0.5.0");
	CHECK_INT(device_install(d, device_good(d, "0.6.0")), UPDATE_BUSY);
	CHECK_TEXT(d->hw->slots[0].version, "0.4.0");
	device_free(d);
}

TEST(install, a_second_one_before_the_restart_takes_its_place)
{
	struct device *d = device_new("0.4.0");

	CHECK_OK(device_install(d, device_good(d, "0.5.0")));
	CHECK_OK(device_install(d, device_good(d, "0.6.0")));
	CHECK(device_start(d));
	CHECK_INT(device_live(d), UPDATE_CONFIRMED);
	CHECK_TEXT(d->running, "0.6.0");
	CHECK_TEXT(d->journal->floor, "0.6.0");
	device_free(d);
}

TEST(install, one_that_was_broken_off_in_this_start_is_told_first)
{
	struct device *d = device_new("0.4.0");
	struct update_tried t = {.version = "0.5.0", .from = "0.4.0", .from_slot = "rootfs.0", .to_slot = "rootfs.1"};

	(void)text_copy(t.boot, sizeof t.boot, d->boot);
	CHECK_OK(update_journal_begin(d->journal, &t));
	CHECK_OK(device_install(d, device_good(d, "0.6.0")));
	CHECK_INT(d->journal->events[0].outcome, UPDATE_CUT_OFF);
	CHECK_TEXT(d->journal->events[0].version, "0.5.0");
	CHECK_INT(d->journal->events[1].outcome, UPDATE_INSTALLED);
	device_free(d);
}
