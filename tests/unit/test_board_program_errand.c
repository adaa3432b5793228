/* loket-update as a technician's screen asks for it: what is on a stick, told to its end. */
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include "board_program.h"
#include "harness.h"
#include "sys/file.h"
#include "sys/text.h"

/* ---- errand ------------------------------------------------------------------------------------------------------- */

TEST_LIMIT(program, an_errand_installs_the_newest_of_the_stick_and_tells, 60)
{
	struct bus b = program_open();
	struct errand e = program_ask("update", "");

	program_bundle("stick/loket-0.4.5.raucb");
	program_bundle("stick/loket-0.5.0.raucb");
	CHECK_INT(program_run(&b, &program_stick, (const char *const[]){"errand", NULL}), 0);
	CHECK(errand_look(&e, 2));
	CHECK_INT(e.state, ERRAND_DONE);
	CHECK_INT(e.percent, 100);
	CHECK_INT(b.rauc->installs, 1);
	CHECK(strstr(b.rauc->installed, "incoming.raucb") != NULL); /* RAUC gets a copy that nobody else can write */
	CHECK(!file_exists("state/incoming.raucb")); /* and it is gone afterwards */
	CHECK(program_holds("sticks/opened", "auto"));
	CHECK(program_holds("sticks/closed", "stick"));
	CHECK(program_holds("out", "copied from the stick"));
	/* Told to its end: not done again, and the stick is left alone. */
	CHECK_INT(unlink("sticks/opened"), 0);
	CHECK_INT(program_run(&b, &program_stick, (const char *const[]){"errand", NULL}), 0);
	CHECK(!file_exists("sticks/opened"));
	CHECK_INT(b.rauc->installs, 1);
	bus_end(&b);
}

TEST_LIMIT(program, an_errand_that_nobody_asked_touches_nothing, 60)
{
	struct bus b = program_open();

	CHECK_INT(program_run(&b, &program_stick, (const char *const[]){"errand", NULL}), 0);
	CHECK(!file_exists("sticks/opened") && !file_exists("state"));
	bus_end(&b);
}

TEST_LIMIT(program, a_stick_without_a_bundle_is_told, 60)
{
	struct bus b = program_open();
	struct errand e = program_ask("update", "");

	CHECK_INT(program_run(&b, &program_stick, (const char *const[]){"errand", NULL}), 1);
	CHECK(errand_look(&e, 2));
	CHECK_INT(e.state, ERRAND_FAILED);
	CHECK_HAS(e.say, "NAME-VERSION.raucb");
	CHECK_TEXT(e.code, "F11");
	CHECK(file_exists("sticks/closed"));
	bus_end(&b);
}

TEST_LIMIT(program, no_stick_at_all_is_told, 60)
{
	struct bus b = program_open();
	struct errand e = program_ask("update", "");

	CHECK_INT(program_run(&b, &program_no_stick, (const char *const[]){"errand", NULL}), 1);
	CHECK(errand_look(&e, 2));
	CHECK_INT(e.state, ERRAND_FAILED);
	CHECK_HAS(e.say, "no stick is in a port");
	CHECK_TEXT(e.code, "E01");
	CHECK(!file_exists("sticks/closed"));
	bus_end(&b);
}

TEST_LIMIT(program, a_refusal_of_rauc_is_told_in_its_words, 60)
{
	struct bus b = program_open();
	struct errand e = program_ask("update", "");

	program_bundle("stick/loket-0.5.0.raucb");
	b.rauc->manner = BUS_REFUSES;
	CHECK(text_copy(b.rauc->last_error, sizeof b.rauc->last_error, "Failed updating slot: Input/output error"));
	CHECK_INT(program_run(&b, &program_stick, (const char *const[]){"errand", NULL}), 1);
	CHECK(errand_look(&e, 2));
	CHECK_INT(e.state, ERRAND_FAILED);
	CHECK(*e.say);
	CHECK(!file_exists("state/incoming.raucb"));
	CHECK(!file_exists("restart"));
	bus_end(&b);
}

/* A screen that asked is answered, whatever is in the way before the work begins. */
TEST_LIMIT(program, what_keeps_an_errand_from_beginning_is_told, 60)
{
	struct flock whole = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
	struct bus b = program_open();
	struct errand e = program_ask("update", "/etc/shadow");
	int lock;

	CHECK_INT(program_run(&b, &program_stick, (const char *const[]){"errand", NULL}), 1);
	CHECK(errand_look(&e, 2));
	CHECK_INT(e.state, ERRAND_FAILED);
	CHECK_HAS(e.say, "only what lies on a stick");
	CHECK_TEXT(e.code, "F15");
	CHECK(!file_exists("sticks/opened"));
	CHECK_OK(dir_make("state", 0755));
	lock = open("state/lock", O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	CHECK(lock >= 0 && fcntl(lock, F_OFD_SETLK, &whole) == 0);
	e = program_ask("update", "");
	CHECK_INT(program_run(&b, &program_stick, (const char *const[]){"errand", NULL}), 1);
	CHECK(errand_look(&e, 3));
	CHECK_INT(e.state, ERRAND_FAILED);
	CHECK_HAS(e.say, "another loket-update is at work");
	CHECK_TEXT(e.code, "F14");
	CHECK(file_exists("sticks/closed"));
	(void)close(lock);
	bus_end(&b);
}

TEST_LIMIT(program, without_a_way_to_mount_a_folder_or_a_file_will_do, 60)
{
	struct bus b = program_open();
	struct errand e = program_ask("update", "");

	program_bundle("stick/loket-0.5.0.raucb");
	CHECK_INT(program_run(&b, NULL, (const char *const[]){"errand", "--stick", "stick", NULL}), 0);
	CHECK(errand_look(&e, 2));
	CHECK_INT(e.state, ERRAND_DONE);
	CHECK_INT(unlink("state/journal"), 0);
	e = program_ask("update", "stick/loket-0.5.0.raucb");
	CHECK_INT(program_run(&b, NULL, (const char *const[]){"errand", NULL}), 0);
	CHECK(file_exists("stick/loket-0.5.0.raucb")); /* what somebody named is theirs */
	CHECK_INT(b.rauc->installs, 2);
	bus_end(&b);
}

/* It is in, and the screen says so; but what the stick's own end says is not hidden from whoever reads the log. */
TEST_LIMIT(program, a_stick_that_can_not_be_finished_ends_badly_though_it_is_in, 60)
{
	struct bus b = program_open();
	struct errand e = program_ask("update", "");

	program_bundle("stick/loket-0.5.0.raucb");
	CHECK_OK(file_replace("sticks/stuck", "", 0, 0644));
	CHECK_INT(program_run(&b, &program_stick, (const char *const[]){"errand", NULL}), 1);
	CHECK(program_holds("errors", "The stick could not be finished"));
	CHECK(errand_look(&e, 2));
	CHECK_INT(e.state, ERRAND_DONE);
	CHECK_INT(b.rauc->installs, 1);
	CHECK(!file_exists("state/incoming.raucb"));
	bus_end(&b);
}

/* Where a screen can not be told, the work goes on: it stands in the journal. */
TEST_LIMIT(program, a_screen_that_can_not_be_told_stops_nothing, 60)
{
	struct bus b = program_open();

	(void)program_ask("update", "");
	program_bundle("stick/loket-0.5.0.raucb");
	CHECK_OK(dir_remove("errands/told"));
	CHECK_OK(file_replace("errands/told", "a file", 6, 0644));
	CHECK_INT(program_run(&b, &program_stick, (const char *const[]){"errand", NULL}), 1);
	CHECK_INT(b.rauc->installs, 1);
	CHECK(program_holds("state/journal", "\"installed\""));
	CHECK(program_holds("sticks/closed", "stick"));
	bus_end(&b);
}

/* What lies there from a copy that was cut off goes, whoever it belongs to; a folder in its place is told. */
TEST_LIMIT(program, what_is_in_the_place_of_the_copy, 60)
{
	struct bus b = program_open();
	struct errand e = program_ask("update", "");

	program_bundle("stick/loket-0.5.0.raucb");
	CHECK_OK(dir_make("state/incoming.raucb/x", 0755));
	CHECK_INT(program_run(&b, &program_stick, (const char *const[]){"errand", NULL}), 1);
	CHECK(errand_look(&e, 2));
	CHECK_INT(e.state, ERRAND_FAILED);
	CHECK_HAS(e.say, "incoming.raucb can not be made");
	CHECK_INT(b.rauc->installs, 0);
	CHECK_OK(dir_remove("state/incoming.raucb"));
	CHECK_OK(file_replace("state/incoming.raucb", "half of one", 11, 0400));
	e = program_ask("update", "");
	CHECK_INT(program_run(&b, &program_stick, (const char *const[]){"errand", NULL}), 0);
	CHECK(errand_look(&e, 3));
	CHECK_INT(e.state, ERRAND_DONE);
	CHECK(!file_exists("state/incoming.raucb"));
	bus_end(&b);
}
