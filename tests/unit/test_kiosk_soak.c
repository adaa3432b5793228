/* The soak: rounds by the clock, errors counted, the session stays awake, and no record is touched. */
#include <stdio.h>
#include <unistd.h>

#include "kiosk_tech.h"
#include "sys/file.h"
#include "sys/text.h"
#include "visit/soak.h"

static struct world w;

static bool scratch(void)
{
	char path[800];

	snprintf(path, sizeof path, "%s/%s", w.data, SOAK_FILE);
	return file_exists(path);
}

TEST(soak, rounds_go_by_the_clock_and_leave_nothing)
{
	struct soak k;

	tech_open(&w, "--printer none", ROLE_TECHNICIAN);
	CHECK_INT(soak_begin(&k, w.app.visit), DESK_DONE);
	CHECK(soak_turn(&k, w.app.visit));
	CHECK(!soak_turn(&k, w.app.visit)); /* not yet due */
	for (int i = 0; i < 20; i++) {
		world_advance(&w, SOAK_EVERY_MS);
		CHECK(soak_turn(&k, w.app.visit));
	}
	CHECK_INT(k.rounds, 21);
	CHECK_INT(k.disk_errors, 0);
	CHECK(scratch());
	soak_end(&k, w.app.visit);
	CHECK(!scratch());
	CHECK(!soak_turn(&k, w.app.visit));
	world_close(&w);
}

TEST(soak, disk_that_gives_back_something_else_is_counted)
{
	struct soak k;
	int places = 0;

	tech_open(&w, "--printer none", ROLE_TECHNICIAN);
	CHECK_INT(soak_begin(&k, w.app.visit), DESK_DONE);
	for (int nth = 1;; nth++) {
		uint64_t before = k.disk_errors;

		world_advance(&w, SOAK_EVERY_MS);
		k.round_ms -= SOAK_EVERY_MS;
		fault_arm(nth);
		CHECK(soak_turn(&k, w.app.visit));
		fault_arm(0);
		if (!fault_fired())
			break;
		places += text_is(fault_place(), "soak.read");
		if (text_starts(fault_place(), "file.") || text_is(fault_place(), "soak.read"))
			CHECK_INT(k.disk_errors, before + 1);
	}
	CHECK_INT(places, 1);
	soak_end(&k, w.app.visit);
	world_close(&w);
}

TEST(soak, sheets_fall_due_by_the_minute)
{
	struct soak k;

	tech_open(&w, "--printer none", ROLE_TECHNICIAN);
	CHECK_INT(soak_begin(&k, w.app.visit), DESK_DONE);
	world_advance(&w, 59 * 1000);
	CHECK(!soak_print_due(&k, w.app.visit, 1));
	world_advance(&w, 1000);
	CHECK(!soak_print_due(&k, w.app.visit, 0));
	CHECK(soak_print_due(&k, w.app.visit, 1));
	CHECK(!soak_print_due(&k, w.app.visit, 1));
	soak_printed(&k, false);
	CHECK_INT(k.prints, 1);
	CHECK_INT(k.print_errors, 1);
	world_close(&w);
}

TEST(soak, is_a_technicians_and_practice_does_nothing)
{
	struct soak k;

	world_open(&w, "--printer none");
	desk_enrol(&w);
	CHECK_INT(soak_begin(&k, w.app.visit), DESK_DENIED);
	CHECK(!soak_turn(&k, w.app.visit) && !scratch());
	world_close(&w);
	CHECK_OK(dir_remove(w.data));
	tech_open(&w, "--printer none", ROLE_TECHNICIAN);
	duty_set_practice(w.app.visit, true);
	CHECK_INT(soak_begin(&k, w.app.visit), DESK_PRACTICE);
	CHECK(!soak_turn(&k, w.app.visit) && !scratch());
	world_close(&w);
}

TEST_LIMIT(soak, runs_past_the_lock_with_nobody_there_and_touches_no_record, 120)
{
	int64_t frames;

	tech_open(&w, "--printer virtual:paper", ROLE_TECHNICIAN);
	tech_go(&w, "soak");
	tech_press(&w, "every:5");
	world_advance(&w, 60 * 1000); /* books of before are sent */
	world_tap(&w, "next");
	frames = (int64_t)w.app.frames;
	for (int i = 0; i < 640; i++) {
		world_advance(&w, 1000);
		CHECK_OK(loop_step(w.app.loop, 0));
	}
	world_see(&w, "soak"); /* the session did not lock */
	CHECK((int64_t)w.app.frames - frames >= 600);
	CHECK(file_exists("paper/000002.png"));
	CHECK(!file_exists("paper/000004.png"));
	CHECK_INT(desk_records(&w, 1), 0);
	world_tap(&w, "next");
	CHECK(!scratch());
	CHECK(desk_finds(&w, "0 / 2"));
	world_close(&w);
}
