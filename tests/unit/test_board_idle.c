/* An update waits until nobody is served, and is not begun where it can not be noted. */
#include <unistd.h>

#include "board_device.h"
#include "sys/file.h"

/* ---- only when nobody is served --------------------------------------------------------------- */

TEST(idle, it_waits_until_nobody_is_served)
{
	struct device *d = device_new("0.4.0");
	int64_t begun;

	d->served = true;
	d->served_until_ms = clock_mono_ms(&d->clock) + 10 * 60 * 1000;
	d->w.wait(d->w.me, 1000);
	begun = clock_mono_ms(&d->clock);
	CHECK_OK(update_install(&d->w, device_good(d, "0.5.0"), UPDATE_WHEN_IDLE, 3600 * 1000));
	CHECK(clock_mono_ms(&d->clock) - begun >= 10 * 60 * 1000 - 1000 + UPDATE_IDLE_MS);
	CHECK_HAS(d->said, "Somebody is being served");
	device_free(d);
}

TEST(idle, it_gives_up_when_somebody_is_always_served)
{
	struct device *d = device_new("0.4.0");

	d->served = true;
	d->w.wait(d->w.me, 1000);
	device_refused(d, update_install(&d->w, device_good(d, "0.5.0"), UPDATE_WHEN_IDLE, 60 * 1000), UPDATE_BUSY);
	CHECK_INT(d->hw->rauc_calls, 0);
	device_free(d);
}

TEST(idle, a_technician_does_not_wait)
{
	struct device *d = device_new("0.4.0");
	int64_t begun;

	d->served = true;
	d->w.wait(d->w.me, 1000);
	begun = clock_mono_ms(&d->clock);
	CHECK_OK(device_install(d, device_good(d, "0.5.0")));
	CHECK_INT(clock_mono_ms(&d->clock), begun);
	device_free(d);
}

TEST(idle, a_kiosk_that_does_not_run_serves_nobody)
{
	struct device *d = device_new("0.4.0");

	d->kiosk_runs = false;
	CHECK(unlink(d->beacon) == 0);
	CHECK_OK(update_install(&d->w, device_good(d, "0.5.0"), UPDATE_WHEN_IDLE, 0));
	CHECK_INT(d->journal->tried.needs, 1 << BEACON_FRAME); /* nothing was well: a picture is the least */
	device_free(d);
}

TEST(idle, a_beacon_that_fell_silent_counts_as_none)
{
	struct device *d = device_new("0.4.0");

	d->served = true;
	d->w.wait(d->w.me, 1000);
	d->kiosk_runs = false;
	CHECK_INT(update_install(&d->w, device_good(d, "0.5.0"), UPDATE_WHEN_IDLE, 0), UPDATE_BUSY);
	clock_advance(&d->clock, UPDATE_BEACON_MS - 1);
	CHECK_INT(update_install(&d->w, device_good(d, "0.5.0"), UPDATE_WHEN_IDLE, 0), UPDATE_BUSY);
	clock_advance(&d->clock, 2);
	CHECK_OK(update_install(&d->w, device_good(d, "0.5.0"), UPDATE_WHEN_IDLE, 0));
	device_free(d);
}

TEST(idle, so_long_and_not_a_moment_less)
{
	for (int i = -1; i <= 1; i++) {
		struct device *d = device_new("0.4.0");

		d->served = true;
		d->served_until_ms = 1; /* until the next look */
		d->w.wait(d->w.me, 1000);
		clock_advance(&d->clock, UPDATE_IDLE_MS + i);
		CHECK_INT(update_install(&d->w, device_good(d, "0.5.0"), UPDATE_WHEN_IDLE, 0), i < 0 ? UPDATE_BUSY : 0);
		device_free(d);
	}
}

/* ---- a disk that does not take it ----------------------------------------------------------------- */

TEST(trouble, what_can_not_be_noted_is_not_begun)
{
	struct device *d = device_new("0.4.0");
	const char *file = device_good(d, "0.5.0");

	fault_arm(1); /* the journal's first step */
	CHECK(device_install(d, file) < 0);
	CHECK(fault_fired());
	fault_arm(0);
	CHECK_INT(d->hw->rauc_calls, 0);
	CHECK_TEXT(d->hw->slots[1].version, "0.4.0");
	CHECK(d->hw->slots[1].whole);
	CHECK(!d->journal->tried.on);
	device_free(d);
}
