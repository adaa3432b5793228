/* Printing and each of its troubles, the PIN and its waits, measured in every size. */
#include <stdio.h>

#include "drivers/printer.h"
#include "kiosk_geometry.h"
#include "kiosk_notices.h"

static struct world w;
static int faults;
static struct box bar[GEOMETRY_BAR];
static char at[60];

static void set_size(enum text_size size)
{
	w.app.ui->size = size;
	memset(bar, 0, sizeof bar);
	app_stale(&w.app);
	CHECK_OK(app_paint(&w.app));
}

static void one_page(const char *where)
{
	faults += geometry_faults(&w, where);
	faults += geometry_bar_faults(&w, bar, where);
}

static void in_every_size(const char *screen, const char *what)
{
	enum text_size kept = w.app.ui->size;

	world_see(&w, screen);
	for (int size = 0; size < SIZE_COUNT; size++) {
		char where[160];
		const struct node *more;

		set_size((enum text_size)size);
		for (int page = 1; page < 20; page++) {
			snprintf(where, sizeof where, "%s %s %s %s page %d", at, size_name((enum text_size)size),
			        world_screen(&w), what, page);
			one_page(where);
			more = world_node(&w, "more");
			if (!more)
				break;
			world_tap_at(&w, more->box.x + more->box.w / 2, more->box.y + more->box.h / 2);
			more = world_node(&w, "more");
			if (more && strstr(more->label, "(1 /"))
				break;
		}
	}
	set_size(kept);
	world_see(&w, screen);
}

static void read_a_notice(const char *lang)
{
	world_go(&w, SCREEN_SERVICE, lang);
	world_tap(&w, "service:rights");
	world_tap(&w, "notice:N-CMP");
	world_tap(&w, "print");
}

static void paper_of(const char *panel, const char *lang)
{
	static const char *const troubles[] = {"paper_out", "cover_open", "jam", "hot", "gone"};
	char arg[160];

	snprintf(at, sizeof at, "%.9s %s", panel, lang);
	snprintf(arg, sizeof arg, "--panel %s --printer virtual:paper --printer-profile tm-t88v", panel);
	notices_open(&w, arg);
	read_a_notice(lang);
	world_see(&w, "notice_show");
	in_every_size("notice_show", "printing");
	app_go(&w.app, SCREEN_PRINTING);
	CHECK_OK(app_paint(&w.app));
	in_every_size("printing", "");
	for (size_t i = 0; i < sizeof troubles / sizeof *troubles; i++) {
		world_tap(&w, "stop");
		world_advance(&w, 30 * 1000);
		read_a_notice(lang);
		CHECK_OK(printer_event(w.app.printer, troubles[i]));
		for (int t = 0; t < 60 && strcmp(world_screen(&w), "print_problem") != 0; t++) {
			CHECK_OK(loop_step(w.app.loop, 2));
			world_advance(&w, 100);
		}
		in_every_size("print_problem", troubles[i]);
		(void)!printer_event(w.app.printer, i == 1 ? "cover_closed" : i == 0 ? "paper_in" : "back");
		world_advance(&w, 5000);
	}
	world_close(&w);
}

TEST_LIMIT(paper_geometry, holds_on_the_wide_panel, 120)
{
	paper_of("1280x800@217x136", "nl");
	paper_of("1280x800@217x136", "ar");
	CHECK_INT(faults, 0);
}

TEST_LIMIT(paper_geometry, holds_on_the_low_panel, 120)
{
	paper_of("800x480@154x86", "uk");
	paper_of("800x480@154x86", "pl");
	CHECK_INT(faults, 0);
}

/* ---- the PIN -------------------------------------------------------------------------------------- */

static void wrong_until(const char *gone)
{
	for (int i = 0; i < 12 && world_node(&w, gone); i++)
		desk_pin(&w, "0000");
}

static void login(const char *panel)
{
	char arg[120];

	snprintf(at, sizeof at, "%.9s", panel);
	snprintf(arg, sizeof arg, "--panel %s --printer none", panel);
	notices_open(&w, arg);
	desk_enrol(&w);
	desk_badge(&w, "");
	world_see(&w, "staff_login");
	in_every_size("staff_login", "locked");
	desk_badge(&w, DESK_OTHER);
	in_every_size("staff_login", "unknown");
	desk_badge(&w, "");
	desk_badge(&w, DESK_TOKEN);
	in_every_size("staff_login", "pin");
	desk_pin(&w, "0000");
	if (world_node(&w, "key:1"))
		in_every_size("staff_login", "wrong");
	wrong_until("key:1");
	in_every_size("staff_login", "wait");
	world_close(&w);
	CHECK_INT(faults, 0);
}

TEST_LIMIT(login_geometry, holds_on_the_wide_panel, 60)
{
	login("1280x800@217x136");
}

TEST_LIMIT(login_geometry, holds_on_the_low_panel, 60)
{
	login("800x480@154x86");
}
