/* loket-update as its units call it: install, confirm and next, each to its end, over a bus of the test's own. */
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include "board_program.h"
#include "harness.h"
#include "sys/file.h"
#include "sys/text.h"

/* ---- install ------------------------------------------------------------------------------------------------------ */

TEST_LIMIT(program, installs_a_file_and_says_how_far_it_is, 60)
{
	struct bus b = program_open();

	program_bundle("loket-0.5.0.raucb");
	CHECK_INT(program_run(&b, NULL, (const char *const[]){"install", "loket-0.5.0.raucb", NULL}), 0);
	CHECK_INT(b.rauc->installs, 1);
	CHECK_INT(b.rauc->installed[0], '/'); /* RAUC runs elsewhere: a whole path */
	CHECK(program_holds("out", "loket-update: ") && program_holds("out", "100 %"));
	CHECK(program_holds("state/journal", "\"installed\""));
	CHECK(file_exists("restart"));
	bus_end(&b);
}

TEST_LIMIT(program, when_idle_with_no_patience_a_desk_that_serves_is_busy, 60)
{
	struct bus b = program_open();
	struct beacon beacon = {.idle_since_ms = -1, .parts = {BEACON_WELL}};
	struct clock clock;

	clock_real(&clock);
	beacon.said_ms = clock_mono_ms(&clock);
	CHECK(boot_id_read(beacon.boot));
	CHECK_OK(beacon_write(&beacon, "beacon"));
	program_bundle("loket-0.5.0.raucb");
	CHECK_INT(program_run(&b, NULL, (const char *const[]){"install", "loket-0.5.0.raucb", "--when-idle", NULL}), 1);
	CHECK(program_holds("errors", "(busy)"));
	CHECK_INT(b.rauc->installs, 0);
	CHECK(!file_exists("restart"));
	bus_end(&b);
}

/* Another one writes its journal: this one keeps away from it, and says so. */
TEST_LIMIT(program, two_at_once_do_not_write_one_journal, 60)
{
	struct flock whole = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
	struct bus b = program_open();
	int lock;

	CHECK_OK(dir_make("state", 0755));
	lock = open("state/lock", O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	CHECK(lock >= 0 && fcntl(lock, F_OFD_SETLK, &whole) == 0);
	program_bundle("loket-0.5.0.raucb");
	CHECK_INT(program_run(&b, NULL, (const char *const[]){"install", "loket-0.5.0.raucb", NULL}), 1);
	CHECK(program_holds("errors", "another loket-update is at work"));
	CHECK_INT(program_run(&b, NULL, (const char *const[]){"status", NULL}), 0); /* looking needs no lock */
	CHECK_INT(b.rauc->installs, 0);
	(void)close(lock);
	CHECK_INT(program_run(&b, NULL, (const char *const[]){"install", "loket-0.5.0.raucb", NULL}), 0);
	bus_end(&b);
}

TEST_LIMIT(program, a_lock_that_is_no_file_is_not_followed, 60)
{
	struct bus b = program_open();

	CHECK_OK(dir_make("state", 0755));
	CHECK_OK(file_replace("precious", "precious", 8, 0644));
	CHECK_INT(symlink("../precious", "state/lock"), 0);
	CHECK_INT(program_run(&b, NULL, (const char *const[]){"confirm", NULL}), 1);
	CHECK(program_holds("errors", "must belong to the user of loket-update"));
	bus_end(&b);
}

TEST_LIMIT(program, a_damaged_journal_is_said_and_set_aside, 60)
{
	struct bus b = program_open();

	CHECK_OK(dir_make("state", 0755));
	CHECK_OK(file_replace("state/journal", "garbage", 7, 0644));
	CHECK_INT(program_run(&b, NULL, (const char *const[]){"next", NULL}), 0);
	CHECK(program_holds("errors", "was damaged and begins anew"));
	CHECK(file_exists("state/journal.damaged"));
	bus_end(&b);
}

TEST_LIMIT(program, an_image_without_a_version_begins_nothing, 60)
{
	struct bus b = program_open();

	CHECK_OK(file_replace("os-release", "NAME=x\n", 7, 0644));
	CHECK_INT(program_run(&b, NULL, (const char *const[]){"next", NULL}), 1);
	CHECK(!file_exists("state"));
	bus_end(&b);
}

/* Whoever mistyped a name reads that, whatever else this machine lacks; nothing is noted, and RAUC is not asked. */
TEST_LIMIT(program, a_file_that_is_not_there_is_named_first, 60)
{
	struct bus b = program_open();

	CHECK_OK(file_replace("os-release", "NAME=x\n", 7, 0644));
	CHECK_INT(program_run(&b, NULL, (const char *const[]){"install", "loket-0.5.0.raucb", NULL}), 1);
	CHECK(program_holds("errors", "loket-0.5.0.raucb: No such file or directory; say where the bundle lies"));
	CHECK(!program_holds("errors", "IMAGE_VERSION"));
	CHECK(!file_exists("state"));
	program_bundle("loket-0.5.0.raucb");
	CHECK_INT(program_run(&b, NULL, (const char *const[]){"install", "loket-0.5.0.raucb", NULL}), 1);
	CHECK(program_holds("errors", "IMAGE_VERSION"));
	CHECK_INT(b.rauc->installs, 0);
	bus_end(&b);
}

/* A folder, and a file that is no bundle, are there: those are outcomes, which the next screen tells. */
TEST_LIMIT(program, what_is_there_and_no_bundle_is_an_outcome, 60)
{
	struct bus b = program_open();

	CHECK_INT(program_run(&b, NULL, (const char *const[]){"install", "stick", NULL}), 1);
	CHECK(program_holds("errors", "(unreadable)"));
	CHECK(program_holds("state/journal", "\"unreadable\""));
	CHECK_INT(b.rauc->installs, 0);
	bus_end(&b);
}

/* ---- confirm ------------------------------------------------------------------------------------------------------ */

TEST_LIMIT(program, confirm_marks_what_draws_and_raises_the_floor, 60)
{
	struct bus b = program_open();
	struct beacon beacon = {.parts = {BEACON_WELL, BEACON_WELL, BEACON_WELL, BEACON_WELL}};
	struct clock clock;

	clock_real(&clock);
	beacon.said_ms = clock_mono_ms(&clock);
	CHECK(boot_id_read(beacon.boot));
	CHECK_OK(beacon_write(&beacon, "beacon"));
	CHECK_INT(program_run(&b, NULL, (const char *const[]){"confirm", NULL}), 0);
	CHECK_INT(b.rauc->marks, 1);
	CHECK(program_holds("state/journal", "\"floor\":\"0.4.0\""));
	CHECK(program_holds("state/last.json", "\"running\":\"0.4.0\""));
	b.rauc->marks_fail = 1;
	CHECK_INT(program_run(&b, NULL, (const char *const[]){"confirm", NULL}), 1);
	CHECK(program_holds("errors", "could not keep this slot as good"));
	b.rauc->booted = -1;
	CHECK_INT(program_run(&b, NULL, (const char *const[]){"confirm", NULL}), 1);
	CHECK(program_holds("errors", "does not know which slot runs"));
	bus_end(&b);
}

/* ---- next --------------------------------------------------------------------------------------------------------- */

TEST_LIMIT(program, next_looks_at_each_offer_until_one_is_in, 60)
{
	struct bus b = program_open();

	CHECK_OK(dir_make("spool", 0755));
	CHECK_OK(file_replace("spool/loket-0.7.0.raucb", "no bundle", 9, 0644));
	CHECK_OK(file_replace("spool/loket-0.6.0.raucb", "", 0, 0644));
	program_bundle("spool/loket-0.5.0.raucb");
	CHECK_INT(program_run(&b, NULL, (const char *const[]){"next", NULL}), 0);
	CHECK_INT(b.rauc->installs, 1);
	CHECK(strstr(b.rauc->installed, "loket-0.5.0.raucb") != NULL);
	CHECK(program_holds("state/offered", "loket-0.7.0.raucb") &&
	        program_holds("state/offered", "loket-0.6.0.raucb"));
	CHECK(program_holds("state/journal", "\"installed\""));
	/* While it waits for its first start nothing else is looked at. */
	CHECK_INT(program_run(&b, NULL, (const char *const[]){"next", NULL}), 0);
	CHECK(program_holds("out", "Nothing waits"));
	bus_end(&b);
}

TEST_LIMIT(program, next_that_found_only_bad_ones_says_the_last_and_does_not_try_again, 60)
{
	struct bus b = program_open();

	CHECK_OK(dir_make("spool", 0755));
	CHECK_OK(file_replace("spool/loket-0.7.0.raucb", "no bundle", 9, 0644));
	CHECK_INT(program_run(&b, NULL, (const char *const[]){"next", NULL}), 1);
	CHECK(program_holds("errors", "not installed ("));
	CHECK_INT(program_run(&b, NULL, (const char *const[]){"next", NULL}), 0);
	CHECK(program_holds("out", "Nothing waits"));
	bus_end(&b);
}

TEST_LIMIT(program, next_without_rauc_keeps_the_offer_for_later, 60)
{
	struct bus b = program_open();

	CHECK_OK(dir_make("spool", 0755));
	program_bundle("spool/loket-0.5.0.raucb");
	b.rauc->manner = BUS_DIES;
	CHECK_INT(program_run(&b, NULL, (const char *const[]){"next", NULL}), 1);
	CHECK(program_holds("errors", "(no_service)"));
	CHECK(!file_exists("state/offered"));
	b.rauc->manner = BUS_WELL;
	bus_service(&b);
	CHECK_INT(program_run(&b, NULL, (const char *const[]){"next", NULL}), 0);
	CHECK(program_holds("state/journal", "\"installed\""));
	bus_end(&b);
}
