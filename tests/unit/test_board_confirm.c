#include <stdio.h>
#include <unistd.h>

#include "board_device.h"
#include "sys/file.h"
#include "sys/text.h"

static void install(struct device *d, const char *version, enum device_manner manner)
{
	const struct bundle_of b = {
	        .signer = "A", .compatible = "loket-test", .version = version, .bytes = 10, .manner = manner};

	CHECK_OK(update_install(&d->w, device_bundle(d, &b), UPDATE_AT_ONCE, 0));
}

static void check_told(struct device *d, const char *outcome, const char *running)
{
	char last[4096], want[64];

	device_last_json(d, last, sizeof last);
	(void)snprintf(want, sizeof want, "\"outcome\":\"%s\"", outcome);
	CHECK_HAS(last, want);
	(void)snprintf(want, sizeof want, "\"running\":\"%s\"", running);
	CHECK_HAS(last, want);
	CHECK_TEXT(d->running, running);
}

TEST(confirm, the_first_start_of_a_new_device_makes_its_version_the_floor)
{
	struct device *d = device_new("0.4.0");

	CHECK_TEXT(d->journal->floor, "0.4.0");
	CHECK_INT(d->journal->n_events, 0);
	CHECK_INT(d->hw->slots[0].left, 3);
	device_free(d);
}

TEST(confirm, a_well_version_stays_and_raises_the_floor)
{
	struct device *d = device_new("0.4.0");

	install(d, "0.5.0", MANNER_WELL);
	CHECK(device_start(d));
	CHECK_TEXT(d->running, "0.5.0");
	CHECK_TEXT(d->journal->floor, "0.4.0");
	CHECK_INT(device_live(d), UPDATE_CONFIRMED);
	CHECK_TEXT(d->journal->floor, "0.5.0");
	CHECK_INT(d->hw->slots[1].left, 3);
	check_told(d, "confirmed", "0.5.0");
	/* the next starts say nothing new */
	CHECK(device_start(d));
	CHECK_INT(device_live(d), 0);
	CHECK_INT(d->journal->n_events, 2);
	CHECK(update_install(&d->w, device_good(d, "0.4.0"), UPDATE_AT_ONCE, 0) == UPDATE_OLDER);
	device_free(d);
}

TEST(confirm, a_slow_version_has_its_time)
{
	struct device *d = device_new("0.4.0");

	install(d, "0.5.0", MANNER_SLOW);
	CHECK(device_start(d));
	CHECK_INT(device_live(d), UPDATE_CONFIRMED);
	device_free(d);
}

TEST(confirm, one_that_does_not_start_is_left_after_three_tries)
{
	struct device *d = device_new("0.4.0");
	int before;

	install(d, "0.5.0", MANNER_NO_START);
	before = d->hw->starts;
	CHECK(device_start(d));
	CHECK_INT(d->hw->starts - before, 4); /* three times the new, once the old */
	CHECK_TEXT(d->running, "0.4.0");
	CHECK_INT(device_live(d), UPDATE_FELL_BACK);
	check_told(d, "fell_back", "0.4.0");
	CHECK_HAS(update_journal_last(d->journal)->why, "0.5.0 did not come up; version 0.4.0 runs again");
	CHECK_TEXT(d->journal->floor, "0.4.0");
	CHECK(!d->journal->tried.on);
	/* told once */
	CHECK(device_start(d));
	CHECK_INT(device_live(d), 0);
	CHECK_INT(d->journal->n_events, 2);
	device_free(d);
}

TEST(confirm, one_that_hangs_is_bitten_by_the_watchdog_three_times_and_left)
{
	struct device *d = device_new("0.4.0");

	install(d, "0.5.0", MANNER_HANGS);
	CHECK(device_start(d));
	CHECK_INT(d->hw->watchdog, 3);
	CHECK_TEXT(d->running, "0.4.0");
	CHECK_INT(device_live(d), UPDATE_FELL_BACK);
	device_free(d);
}

TEST(confirm, one_that_draws_nothing_starts_anew_three_times_and_is_left)
{
	struct device *d = device_new("0.4.0");

	install(d, "0.5.0", MANNER_NO_PICTURE);
	CHECK(device_start(d));
	CHECK_INT(device_live(d), UPDATE_FELL_BACK);
	CHECK_TEXT(d->running, "0.4.0");
	CHECK_INT(d->journal->n_events, 5); /* installed, sick, sick, sick, fell back */
	for (int i = 1; i <= 3; i++) {
		CHECK_INT(d->journal->events[i].outcome, UPDATE_SICK);
		CHECK_HAS(d->journal->events[i].why, "not well: frame");
	}
	CHECK_TEXT(d->journal->floor, "0.4.0");
	device_free(d);
}

TEST(confirm, a_printer_that_worked_before_must_work_after)
{
	struct device *d = device_new("0.4.0");

	install(d, "0.5.0", MANNER_NO_PRINTER);
	CHECK(device_start(d));
	CHECK_INT(device_live(d), UPDATE_FELL_BACK);
	CHECK_HAS(d->journal->events[1].why, "not well: printer");
	device_free(d);
}

TEST(confirm, a_printer_that_was_broken_before_holds_no_update_back)
{
	struct device *d = device_new("0.4.0");

	d->printer_dead_before = true;
	d->w.wait(d->w.me, 1000);
	install(d, "0.5.0", MANNER_NO_PRINTER);
	CHECK(device_start(d));
	CHECK_INT(device_live(d), UPDATE_CONFIRMED);
	device_free(d);
}

TEST(confirm, a_beacon_of_an_earlier_start_proves_nothing)
{
	struct device *d = device_new("0.4.0");
	AUTO_BUF old;

	buf_init(&old, 4096);
	install(d, "0.5.0", MANNER_NO_PICTURE);
	d->w.wait(d->w.me, 1000);
	CHECK_OK(file_read(&old, d->beacon));
	CHECK(device_start(d));
	CHECK_OK(file_replace(d->beacon, old.data, old.len, 0644));
	CHECK_INT(update_confirm(&d->w), UPDATE_SICK);
	device_free(d);
}

TEST(confirm, when_rauc_can_not_keep_it_the_next_start_tries_again)
{
	struct device *d = device_new("0.4.0");

	install(d, "0.5.0", MANNER_WELL);
	CHECK(device_start(d));
	fault_arm(1);
	CHECK(update_confirm(&d->w) < 0); /* rauc.good */
	CHECK_TEXT(fault_place(), "rauc.good");
	fault_arm(0);
	CHECK_TEXT(d->journal->floor, "0.4.0");
	CHECK(d->journal->tried.on);
	CHECK_INT(device_live(d), UPDATE_CONFIRMED);
	device_free(d);
}

TEST(confirm, without_rauc_it_is_a_surprise_and_nothing_is_decided)
{
	struct device *d = device_new("0.4.0");

	install(d, "0.5.0", MANNER_WELL);
	CHECK(device_start(d));
	d->rauc_gone = true;
	CHECK(update_confirm(&d->w) < 0);
	CHECK(d->journal->tried.on);
	CHECK(!file_exists(d->restart));
	d->rauc_gone = false;
	CHECK_INT(device_live(d), UPDATE_CONFIRMED);
	device_free(d);
}

TEST(confirm, an_ordinary_start_that_draws_nothing_is_not_called_good_and_not_restarted)
{
	struct device *d = device_new("0.4.0");
	int goods = d->hw->goods;

	CHECK(device_start(d));
	d->kiosk_runs = false;
	CHECK_INT(update_confirm(&d->w), UPDATE_SICK);
	CHECK_INT(d->hw->goods, goods);
	CHECK(!file_exists(d->restart));
	CHECK_INT(d->journal->n_events, 0);
	device_free(d);
}

TEST(confirm, before_the_restart_the_running_slot_is_still_good)
{
	struct device *d = device_new("0.4.0");

	install(d, "0.5.0", MANNER_WELL);
	CHECK_INT(update_confirm(&d->w), 0);
	CHECK(d->journal->tried.on);
	CHECK_TEXT(d->journal->floor, "0.4.0");
	CHECK_INT(d->hw->primary, 1);
	device_free(d);
}

TEST(confirm, a_fixed_version_goes_in_after_one_that_failed)
{
	struct device *d = device_new("0.4.0");

	install(d, "0.5.0", MANNER_NO_START);
	CHECK(device_start(d));
	CHECK_INT(device_live(d), UPDATE_FELL_BACK);
	install(d, "0.5.1", MANNER_WELL);
	CHECK(device_start(d));
	CHECK_INT(device_live(d), UPDATE_CONFIRMED);
	CHECK_TEXT(d->journal->floor, "0.5.1");
	device_free(d);
}

TEST(confirm, twenty_versions_one_after_the_other)
{
	struct device *d = device_new("0.4.0");
	char version[32];

	for (int i = 5; i < 25; i++) {
		enum device_manner manner = i % 4 == 0 ? MANNER_NO_START : i % 7 == 0 ? MANNER_HANGS : MANNER_WELL;

		(void)snprintf(version, sizeof version, "0.%d.0", i);
		install(d, version, manner);
		CHECK(device_start(d));
		CHECK_INT(device_live(d), manner == MANNER_WELL ? UPDATE_CONFIRMED : UPDATE_FELL_BACK);
		CHECK_INT(text_is(d->running, version), manner == MANNER_WELL);
		CHECK(update_version_compare(d->journal->floor, d->running) == 0);
	}
	CHECK(!d->hw->stuck);
	device_free(d);
}

TEST(status, says_how_the_device_stands)
{
	struct device *d = device_new("0.4.0");
	AUTO_BUF text, json;

	buf_init(&text, 65536);
	buf_init(&json, 65536);
	install(d, "0.5.0", MANNER_NO_START);
	CHECK_OK(update_status(&text, &d->w));
	CHECK_HAS(buf_str(&text), "running   0.4.0");
	CHECK_HAS(buf_str(&text), "under way version 0.5.0 into rootfs.1, written, not yet confirmed");
	CHECK(device_start(d));
	CHECK_INT(device_live(d), UPDATE_FELL_BACK);
	buf_clear(&text);
	CHECK_OK(update_status(&text, &d->w));
	CHECK_HAS(buf_str(&text), "rootfs.0, version 0.4.0, runs");
	CHECK_HAS(buf_str(&text), "fell_back: version 0.5.0 did not come up");
	CHECK_OK(update_status_json(&json, &d->w));
	CHECK_HAS(buf_str(&json), "\"outcome\":\"fell_back\"");
	CHECK_HAS(buf_str(&json), "\"floor\":\"0.4.0\"");
	d->rauc_gone = true;
	buf_clear(&text);
	CHECK_OK(update_status(&text, &d->w));
	CHECK_HAS(buf_str(&text), "RAUC      does not answer");
	device_free(d);
}
