/* The screens of the desk's work, measured on every panel and in every size: nothing is cut off, nothing too small. */
#include <stdio.h>
#include <string.h>

#include "kiosk_desk.h"
#include "kiosk_geometry.h"
#include "visit/desk_work.h"
#include "visit/desk_work_staff.h"

static struct world w;
static int faults;
static char at[60];

static void measure(const char *what)
{
	char where[160];

	for (int page = 0; page < 60; page++) {
		const struct node *more;
		struct box b;

		snprintf(where, sizeof where, "%s %s %s page %d", at, world_screen(&w), what, page + 1);
		faults += geometry_faults(&w, where);
		more = world_node(&w, "more");
		if (!more)
			return;
		b = more->box;
		world_tap_at(&w, b.x + b.w / 2, b.y + b.h / 2);
		more = world_node(&w, "more");
		if (more && strstr(more->label, "(1 /"))
			return; /* around */
	}
	fprintf(stderr, "%s: more than 60 pages\n", where);
	faults++;
}

static void tapped(const char *id)
{
	world_tap(&w, id);
	measure(id);
}

static void back(int times)
{
	while (times-- > 0)
		world_tap(&w, "back");
}

static void day(void)
{
	desk_go(&w, "day");
	measure("overview");
	tapped("seals");
	world_tap(&w, "next");
	if (desk_work_day(w.app.visit) == DAY_CLOSED)
		tapped("next"); /* open now */
	world_tap(&w, "next");
	world_advance(&w, 1000);
	measure("closed");
	if (strcmp(world_screen(&w), "day") == 0)
		world_tap(&w, "next");
}

static void rest(void)
{
	desk_go(&w, "queue");
	measure("all");
	tapped("roll");
	back(2);
	desk_go(&w, "counters");
	measure("today");
	back(1);
	desk_go(&w, "rules");
	measure("topics");
	world_tap(&w, "topic:0");
	for (int page = 0; page < 150 && !world_node(&w, "topic:0"); page++) {
		measure("topic:0");
		world_tap(&w, "next"); /* the bar turns the pages */
	}
	back(1);
	desk_go(&w, "signal");
	measure("situations");
	tapped("situation:arrested");
	back(2);
	desk_go(&w, "clock");
	measure("empty");
	tapped("arrested");
	world_tap(&w, "next");
	world_tap(&w, "ordered");
	world_tap(&w, "next");
	measure("rows");
	back(1);
	desk_go(&w, "reading");
	measure("none");
	back(1);
}

static void staff(void)
{
	desk_go(&w, "staff");
	measure("people");
	tapped("person:B-001");
	tapped("roles");
	back(1);
	tapped("gone");
	tapped("next"); /* refused: the last administrator */
	back(1);
	tapped("next");
	world_type(&w, "B-9");
	tapped("next");
	tapped("next"); /* waits for the card */
	desk_badge(&w, "");
	desk_badge(&w, DESK_TOKEN); /* the own card again: nothing was given */
	back(1);
	while (strcmp(world_screen(&w), "staff_menu") != 0)
		back(1);
}

/* The administrator becomes a technician too, and stays one. */
static void technician(void)
{
	if (!(desk_work_person(w.app.visit, 0)->roles & ROLE_TECHNICIAN))
		CHECK_INT(desk_work_roles(w.app.visit, desk_work_person(w.app.visit, 0)->staff,
		                  desk_work_person(w.app.visit, 0)->roles | ROLE_TECHNICIAN),
		        0);
	app_go(&w.app, SCREEN_RULER);
	CHECK_OK(app_paint(&w.app));
	measure("as it is");
	back(2);
}

static void all_of(const char *panel)
{
	char arg[100];

	snprintf(arg, sizeof arg, "--printer none --panel %s", panel);
	world_open(&w, arg);
	desk_enrol(&w);
	for (int english = 0; english < 2; english++) {
		for (int size = 0; size < SIZE_COUNT; size++) {
			snprintf(at, sizeof at, "%.9s %s %s", panel, english ? "en" : "nl",
			        size_name((enum text_size)size));
			w.app.ui->size = (enum text_size)size;
			app_stale(&w.app);
			CHECK_OK(app_paint(&w.app));
			day();
			rest();
			staff();
			technician();
		}
		world_tap(&w, "english");
	}
	world_close(&w);
	CHECK_INT(faults, 0);
}

TEST_LIMIT(desk_geometry, holds_on_the_wide_panel, 120)
{
	all_of("1280x800@217x136");
}

TEST_LIMIT(desk_geometry, holds_on_the_small_panel, 120)
{
	all_of("800x480@154x86");
}
