/* The watchdog is fed by progress alone; a bad start is told to staff. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "drivers/device_check.h"
#include "drivers/watchdog.h"
#include "kiosk_desk.h"
#include "store/kinds.h"
#include "sys/file.h"
#include "visit/desk_work.h"

static struct world w;

static unsigned fed(void)
{
	return watchdog_fed(w.app.watch.dog);
}

/* What the loop does when it is let. */
static void turn(void)
{
	for (int i = 0; i < 5; i++)
		CHECK_OK(loop_step(w.app.loop, 0));
}

static void another_boot(const char *how)
{
	char path[700], text[80];

	(void)snprintf(path, sizeof path, "%s/last-start", w.data);
	(void)snprintf(text, sizeof text, "00000000-aaaa-4bbb-8ccc-dddddddddddd %s\n", how);
	CHECK_OK(file_replace(path, text, strlen(text), 0600));
}

TEST(feeding, happens_four_times_within_the_watchdogs_time)
{
	world_open(&w, "--watchdog twin");
	turn();
	CHECK_INT(fed(), 1);
	for (int quarter = 2; quarter < 10; quarter++) {
		CHECK_OK(app_advance(&w.app, 7500));
		turn();
		CHECK_INT(fed(), quarter);
	}
	world_close(&w);
}

TEST(feeding, wants_events_to_come_through_and_not_timers_alone)
{
	world_open(&w, "--watchdog twin");
	turn();
	CHECK_INT(fed(), 1);
	CHECK_OK(app_advance(&w.app, 300 * 1000)); /* timers fire and frames are drawn; no event is taken */
	CHECK_INT(fed(), 1);
	app_stale(&w.app);
	CHECK_OK(app_paint(&w.app));
	CHECK_INT(fed(), 1);
	turn();
	CHECK_INT(fed(), 2);
	world_close(&w);
}

static int no_canvas(struct window *window, struct canvas *out)
{
	(void)window;
	(void)out;
	return err_new(EIO, "the screen was pulled out");
}

TEST(feeding, wants_a_frame_that_is_painted_and_shown)
{
	struct window_ops broken;
	uint64_t frames;

	world_open(&w, "--watchdog twin");
	turn();
	CHECK_INT(fed(), 1);
	frames = w.app.frames;
	CHECK_OK(app_advance(&w.app, 7500));
	turn();
	CHECK_INT(fed(), 2);
	CHECK(w.app.frames > frames); /* though nothing changed */
	broken = *w.app.window_ops;
	broken.canvas = no_canvas;
	w.app.window_ops = &broken;
	CHECK_OK(app_advance(&w.app, 7500));
	turn();
	CHECK_INT(fed(), 2);
	world_close(&w);
}

TEST(feeding, wants_the_store_to_answer_in_time)
{
	world_open(&w, "--watchdog twin");
	turn();
	CHECK_INT(fed(), 1);
	CHECK_OK(app_advance(&w.app, 7500));
	fault_arm(1);
	turn();
	CHECK_TEXT(fault_place(), "watch.store");
	CHECK_INT(fed(), 1);
	CHECK_OK(app_advance(&w.app, 7500));
	turn();
	CHECK_INT(fed(), 2);
	CHECK_INT(fed(), w.app.watch.proofs);
	CHECK(!w.app.watch.wanted);
	world_close(&w);
}

TEST(feeding, of_nobody_wakes_nobody)
{
	world_open(&w, NULL);
	CHECK_INT(w.app.watch.every_ms, 0);
	CHECK_INT(w.app.watch.timer, 0);
	world_close(&w);
}

TEST(manager, alone_wants_proofs_too)
{
	(void)setenv("NOTIFY_SOCKET", "@loket-test-watch", 1);
	(void)setenv("WATCHDOG_USEC", "20000000", 1);
	(void)unsetenv("WATCHDOG_PID");
	world_open(&w, NULL);
	CHECK_INT(w.app.watch.every_ms, 5000);
	turn();
	CHECK_INT(w.app.watch.proofs, 1);
	world_close(&w);
	world_open(&w, "--watchdog twin"); /* 30 s: the shorter counts */
	CHECK_INT(w.app.watch.every_ms, 5000);
	world_close(&w);
}

TEST(start, that_was_a_bad_one_is_shown_to_staff_for_a_day_and_to_the_owner)
{
	world_open(&w, NULL);
	desk_enrol(&w);
	world_close(&w);
	another_boot("running");
	world_open(&w, NULL);
	CHECK_INT(w.app.watch.started, BOOT_POWER);
	CHECK_OK(app_advance(&w.app, 1));
	world_see(&w, "idle"); /* citizens go on */
	(void)desk_work_send_books(w.app.visit);
	CHECK_INT(desk_records(&w, KIND_DEVICE_EVENT), 1);
	desk_log_in(&w, DESK_TOKEN, DESK_PIN);
	CHECK(desk_finds(&w, "De stroom viel weg"));
	desk_log_out(&w);
	CHECK_OK(app_advance(&w.app, 24 * 3600 * 1000));
	desk_log_in(&w, DESK_TOKEN, DESK_PIN);
	CHECK(!desk_finds(&w, "De stroom viel weg"));
	world_close(&w);
}

static const struct check *row(const struct check_list *l, const char *name)
{
	for (size_t i = 0; i < l->n; i++)
		if (strcmp(l->rows[i].name, name) == 0)
			return &l->rows[i];
	test_fail(__FILE__, __LINE__, "no row %s", name);
}

TEST(diagnostics, tell_why_it_started_and_how_the_watchdog_is_set)
{
	static struct check_list l;

	world_open(&w, "--watchdog twin");
	app_look(&w.app, &l);
	CHECK_INT(row(&l, "start")->verdict, CHECK_PASSED);
	CHECK_HAS(row(&l, "start")->found, "first start");
	CHECK_HAS(row(&l, "watchdog.set")->found, "30 s, warning 0 s before");
	world_close(&w);
	another_boot("running");
	memset(&l, 0, sizeof l);
	world_open(&w, NULL);
	app_look(&w.app, &l);
	CHECK_INT(row(&l, "start")->verdict, CHECK_FAILED);
	CHECK_HAS(row(&l, "start")->found, "plug");
	world_close(&w);
}

TEST(start, in_order_is_told_to_nobody)
{
	world_open(&w, NULL);
	desk_enrol(&w);
	w.app.orderly = true;
	world_close(&w);
	world_open(&w, NULL);
	CHECK_INT(w.app.watch.started, BOOT_RESTARTED);
	CHECK(visit_started_badly(w.app.visit) == NULL);
	w.app.orderly = true;
	world_close(&w);
	another_boot("stopped");
	world_open(&w, NULL);
	CHECK_INT(w.app.watch.started, BOOT_ORDERLY);
	world_close(&w);
}
