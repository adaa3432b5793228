/* Power cuts: a child lives the device's life and ends at the nth step; the parent starts the device again. */
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

#include "board_device.h"
#include "sys/file.h"
#include "sys/text.h"

/* The whole way: install, restart, confirm. In a child, cut at step n; true when the child came to its end. */
static bool live_until(struct device *d, const char *file, int n)
{
	pid_t pid = fork();
	int status;

	if (pid == 0) {
		fault_cut(n);
		if (update_install(&d->w, file, UPDATE_AT_ONCE, 0) < 0 || !device_start(d))
			_exit(1);
		_exit(device_live(d) < 0 ? 1 : 0);
	}
	CHECK(waitpid(pid, &status, 0) == pid && WIFEXITED(status));
	if (WEXITSTATUS(status) != 0)
		CHECK_INT(WEXITSTATUS(status), FAULT_CUT);
	return WEXITSTATUS(status) == 0;
}

/* Whatever happened, the device comes up, says which version it is, and the floor did not sink. */
static void check_after(struct device *d, bool may_be_new)
{
	char last[4096];

	CHECK(device_start(d));
	if (device_live(d) < 0)
		test_fail(__FILE__, __LINE__, "not alive: %s", err_why());
	CHECK(!d->hw->stuck);
	CHECK(!d->journal->was_damaged);
	CHECK(!d->journal->tried.on);
	CHECK(text_is(d->running, "0.4.0") || (may_be_new && text_is(d->running, "0.5.0")));
	CHECK(update_version_compare(d->journal->floor, "0.4.0") >= 0);
	CHECK(update_version_compare(d->journal->floor, d->running) >= 0);
	device_last_json(d, last, sizeof last);
	CHECK_HAS(last, d->running);
	/* and nothing older goes in, but the next good one does */
	CHECK_INT(update_install(&d->w, device_good(d, "0.3.0"), UPDATE_AT_ONCE, 0), UPDATE_OLDER);
	CHECK_OK(update_install(&d->w, device_good(d, "0.6.0"), UPDATE_AT_ONCE, 0));
	CHECK(device_start(d));
	CHECK_INT(device_live(d), UPDATE_CONFIRMED);
	CHECK_TEXT(d->running, "0.6.0");
}

static int cut_everywhere(enum device_manner manner)
{
	int cuts = 0, cut_off = 0, confirmed = 0, fell_back = 0;
	bool done = false;

	for (int n = 1; !done; n++) {
		struct device *d = device_new("0.4.0");
		const struct bundle_of b = {
		        .signer = "A", .compatible = "loket-test", .version = "0.5.0", .bytes = 10, .manner = manner};

		done = live_until(d, device_bundle(d, &b), n);
		cuts += !done;
		check_after(d, manner == MANNER_WELL);
		for (int i = 0; i < d->journal->n_events; i++) {
			cut_off += d->journal->events[i].outcome == UPDATE_CUT_OFF;
			fell_back += d->journal->events[i].outcome == UPDATE_FELL_BACK;
			confirmed += d->journal->events[i].outcome == UPDATE_CONFIRMED &&
			             text_is(d->journal->events[i].version, "0.5.0");
		}
		device_free(d);
		CHECK_OK(dir_remove("update"));
	}
	printf("%d cuts: %d cut off, %d confirmed, %d fell back\n", cuts, cut_off, confirmed, fell_back);
	CHECK(cut_off > 0);
	CHECK(manner == MANNER_WELL ? confirmed > 0 : fell_back > 0);
	CHECK(manner == MANNER_WELL ? fell_back == 0 : confirmed == 0);
	return cuts;
}

TEST_LIMIT(cuts, everywhere_on_the_way_of_a_good_version, 120)
{
	CHECK(cut_everywhere(MANNER_WELL) >= 25);
}

TEST_LIMIT(cuts, everywhere_on_the_way_of_one_that_does_not_start, 120)
{
	CHECK(cut_everywhere(MANNER_NO_START) >= 20);
}

TEST_LIMIT(cuts, everywhere_on_the_way_of_one_that_hangs, 120)
{
	CHECK(cut_everywhere(MANNER_HANGS) >= 20);
}

/* Two cuts, one after the other: the second while the device finds its way back from the first. */
TEST_LIMIT(cuts, twice, 300)
{
	int pairs = 0;

	for (int n = 1; n < 60; n += 2) {
		for (int m = 1; m < 12; m += 3) {
			struct device *d = device_new("0.4.0");
			pid_t pid;
			int status;

			(void)live_until(d, device_good(d, "0.5.0"), n);
			pid = fork();
			if (pid == 0) {
				fault_cut(m);
				_exit(device_start(d) && device_live(d) >= 0 ? 0 : 1);
			}
			CHECK(waitpid(pid, &status, 0) == pid && WIFEXITED(status));
			check_after(d, true);
			device_free(d);
			CHECK_OK(dir_remove("update"));
			pairs++;
		}
	}
	CHECK(pairs >= 100);
}

/* A disk whose steps fail instead: outcomes may be missing, but no brick and no lower floor. */
TEST_LIMIT(cuts, every_failing_step, 120)
{
	FAULT_SWEEP(n)
	{
		struct device *d;

		fault_arm(0);
		d = device_new("0.4.0");
		(void)device_good(d, "0.5.0");
		fault_arm(n);
		if (update_install(&d->w, d->bundle, UPDATE_AT_ONCE, 0) == 0) {
			fault_pause(true);
			CHECK(device_start(d));
			fault_pause(false);
			CHECK(update_confirm(&d->w) < UPDATE_OUTCOMES);
		}
		fault_pause(true);
		check_after(d, true);
		device_free(d);
		CHECK_OK(dir_remove("update"));
		fault_pause(false);
	}
}
