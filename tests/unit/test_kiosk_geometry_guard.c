/* What is shown when the device was opened, started badly, or its bell does not work: measured on each panel and size. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "drivers/picture.h"
#include "kiosk_desk.h"
#include "kiosk_geometry.h"
#include "sys/file.h"
#include "visit/guard.h"

static struct world w;
static int faults;
static struct box bar[GEOMETRY_BAR];
static const char *const panels[] = {"1280x800@217x136", "800x480@154x86", "1080x1920@268x476"};

/* LOKET_SHOTS=FOLDER leaves pictures there for whoever wants to look. */
static void shot(const char *name)
{
	const char *folder = getenv("LOKET_SHOTS");
	struct canvas canvas;
	struct picture p;
	char path[400];

	if (!folder)
		return;
	CHECK_OK(w.app.window_ops->canvas(w.app.window, &canvas));
	p = (struct picture){.kind = PICTURE_XRGB,
	        .width = canvas.width,
	        .height = canvas.height,
	        .stride = (size_t)canvas.stride_bytes,
	        .dpi = 150,
	        .rows = (const uint8_t *)canvas.pixels};
	(void)snprintf(path, sizeof path, "%s/%s.png", folder, name);
	CHECK_OK(picture_write(path, &p));
}

static void pages(const char *what)
{
	char where[120], first[40] = "";

	for (int i = 1; i < 20; i++) {
		const struct node *more = world_node(&w, "more");

		(void)snprintf(
		        where, sizeof where, "%.9s-%s-%s-%d", w.settings.panel, what, size_name(w.app.ui->size), i);
		faults += geometry_faults(&w, where);
		faults += geometry_bar_faults(&w, bar, where);
		shot(where);
		if (!more)
			return;
		if (!*first)
			(void)snprintf(first, sizeof first, "%s", more->label);
		world_tap_at(&w, more->box.x + more->box.w / 2, more->box.y + more->box.h / 2);
		more = world_node(&w, "more");
		if (more && strcmp(more->label, first) == 0)
			return; /* once around */
	}
}

static void set_size(enum text_size size)
{
	w.app.ui->size = size;
	memset(bar, 0, sizeof bar);
	app_stale(&w.app);
	CHECK_OK(app_paint(&w.app));
}

static void in_every_size(const char *what)
{
	enum text_size kept = w.app.ui->size;

	for (int size = 0; size < SIZE_COUNT; size++) {
		set_size((enum text_size)size);
		pages(what);
	}
	set_size(kept);
}

static void tamper(const char *which, const char *event)
{
	CHECK(tamper_event(w.app.sense.tamper, which, event));
	CHECK_OK(app_paint(&w.app));
}

static void open_after_a_hang(const char *panel)
{
	static const char last[] = "00000000-aaaa-4bbb-8ccc-dddddddddddd running\n";
	char arg[200], path[700];

	(void)snprintf(arg, sizeof arg, "--panel %s --tamper twin", panel);
	world_open(&w, arg);
	desk_enrol(&w);
	world_close(&w);
	(void)snprintf(path, sizeof path, "%s/last-start", w.data);
	CHECK_OK(file_replace(path, last, sizeof last - 1, 0600));
	world_open(&w, arg);
	CHECK_OK(app_advance(&w.app, 1));
}

/* In a visit, on the welcome, and beside an officer. */
static void measure_pulled(const char *panel, const char *lang, bool enrolled)
{
	char arg[200], name[40];

	(void)snprintf(arg, sizeof arg, "--panel %s --bell %s", panel, lang[0] == 'n' ? "twin" : "none");
	world_open(&w, arg);
	if (!enrolled)
		desk_enrol(&w);
	if (!enrolled)
		desk_log_out(&w);
	world_go(&w, SCREEN_QUESTION, lang);
	CHECK_OK(keypad_event(w.app.keys.keypad, "gone"));
	CHECK_OK(badge_event(w.app.keys.badge, "gone"));
	CHECK_OK(app_paint(&w.app));
	world_advance(&w, 1000);
	(void)snprintf(name, sizeof name, "pulled-%s", lang);
	in_every_size(name);
	world_tap(&w, "stop");
	world_advance(&w, 60 * 1000);
	world_see(&w, "idle");
	pages("pulled-idle"); /* nobody chose a size */
	CHECK_OK(badge_event(w.app.keys.badge, "back"));
	desk_log_in(&w, DESK_TOKEN, DESK_PIN);
	in_every_size("pulled-staff");
	world_close(&w);
}

TEST_LIMIT(plugs, that_were_pulled_are_told_on_every_panel_in_every_size, 120)
{
	faults = 0;
	for (size_t i = 0; i < sizeof panels / sizeof *panels; i++) {
		measure_pulled(panels[i], "nl", i > 0);
		measure_pulled(panels[i], "ar", true);
	}
	CHECK_INT(faults, 0);
}

static void measure(const char *panel)
{
	open_after_a_hang(panel);
	tamper("printer", "open");
	tamper("cover", "open");
	tamper("cover", "closed");
	tamper("cover", "open");
	tamper("cover", "closed");
	world_see(&w, "out_of_service");
	in_every_size("out");
	desk_log_in(&w, DESK_TOKEN, DESK_PIN);
	in_every_size("menu");
	world_tap(&w, "work:alarm");
	world_see(&w, "alarm");
	in_every_size("alarm");
	world_tap(&w, "next");
	in_every_size("choose");
	world_tap(&w, "why:paper");
	world_tap(&w, "next");
	in_every_size("settled");
	tamper("printer", "closed");
	world_tap(&w, "next");
	desk_log_out(&w);
	for (int i = 0; i < 2; i++) {
		world_go(&w, SCREEN_LANGUAGE, "nl");
		world_tap(&w, i ? "lang:ar" : "lang:nl");
		CHECK(bell_event(w.app.bell, "gone"));
		world_tap(&w, "help");
		in_every_size(i ? "help-ar" : "help-nl");
		world_tap(&w, "stop");
	}
	world_close(&w);
	CHECK_INT(faults, 0);
}

TEST_LIMIT(guard_geometry, holds_on_the_wide_panel, 300)
{
	measure(panels[0]);
}

TEST_LIMIT(guard_geometry, holds_on_the_low_panel, 300)
{
	measure(panels[1]);
}

TEST_LIMIT(guard_geometry, holds_on_the_tall_panel, 300)
{
	measure(panels[2]);
}
