/* Completing a concept, the auditor's log and the way out at the login, measured on every panel, in every size. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "drivers/picture.h"
#include "kiosk_desk.h"
#include "kiosk_geometry.h"
#include "sys/arena.h"
#include "sys/text.h"
#include "ui/paint.h"
#include "visit/desk_work_inside.h"

static struct world w;
static int faults;
static char at[60];

/* Kept where LOKET_PICTURES says, to be looked at. */
static void keep(const char *what, int page)
{
	const char *folder = getenv("LOKET_PICTURES");
	struct picture p = {.kind = PICTURE_XRGB, .dpi = 150};
	struct canvas c;
	char path[400];

	if (!folder || page > 2)
		return;
	CHECK_OK(w.app.window_ops->canvas(w.app.window, &c));
	(void)snprintf(path, sizeof path, "%s/%s %s %d.png", folder, what, at, page + 1);
	p.width = c.width;
	p.height = c.height;
	p.stride = (size_t)c.stride_bytes;
	p.rows = (const uint8_t *)c.pixels;
	CHECK_OK(picture_write(path, &p));
}

static void measure(const char *what)
{
	char where[160];

	for (int page = 0; page < 60; page++) {
		const struct node *more;
		struct box b;

		snprintf(where, sizeof where, "%s %s %s page %d", at, world_screen(&w), what, page + 1);
		faults += geometry_faults(&w, where);
		keep(what, page);
		more = world_node(&w, "more");
		if (!more)
			return;
		b = more->box;
		world_tap_at(&w, b.x + b.w / 2, b.y + b.h / 2);
		more = world_node(&w, "more");
		if (more && strstr(more->label, "(1 /"))
			return; /* around */
	}
}

static void resize(int size)
{
	w.app.ui->size = (enum text_size)size;
	app_stale(&w.app);
	CHECK_OK(app_paint(&w.app));
}

static void somebody_came(const char *lang)
{
	world_go(&w, SCREEN_RECEIPT, lang);
	world_tap(&w, "next");
	world_advance(&w, 200 * 1000);
	world_see(&w, "idle");
}

static void complete_one(int size)
{
	char id[RECORD_NUMBER_MAX + 20];

	for (int page = 0; page < 9 && !world_node(&w, "work:reading"); page++)
		world_tap(&w, "more");
	desk_go(&w, "reading");
	resize(size);
	measure("concepts");
	snprintf(id, sizeof id, "concept:%s",
	        desk_work_concept(w.app.visit, desk_work_concept_count(w.app.visit) - 1)->number);
	for (int page = 0; page < 60 && !world_node(&w, id); page++)
		world_tap(&w, "more");
	world_tap(&w, id);
	world_tap(&w, "reason:complete_with_citizen");
	measure("answers");
	for (int page = 0; page < 60 && !world_node(&w, "complete"); page++)
		world_tap(&w, "more");
	world_tap(&w, "complete");
	world_see(&w, "review");
	resize(size == SIZE_S ? SIZE_M : size); /* citizens have no smaller letters */
	measure("completing");
	world_tap(&w, "next");
	world_tap(&w, "next");
	world_see(&w, "receipt");
	measure("completed");
	world_tap(&w, "next");
	world_see(&w, "staff_menu");
}

static void auditor_is_given(char pin[PIN_DIGITS_MAX + 1])
{
	struct staff_given given;
	struct staff_order o;

	shift_order(&o, w.app.visit->duty->shift);
	o.code = "B-900";
	o.roles = ROLE_AUDITOR;
	o.badge = DESK_OTHER;
	o.n_badge = strlen(DESK_OTHER);
	CHECK_INT(staff_issue(&given, w.app.visit->duty->staff, &o), 0);
	(void)text_copy(pin, PIN_DIGITS_MAX + 1, given.pin);
	wipe(&given, sizeof given);
}

static void name(const char *panel, const char *lang, int size)
{
	snprintf(at, sizeof at, "%.9s %s %s", panel, lang, size_name((enum text_size)size));
}

static void languages(const char *panel, void (*each)(int size))
{
	for (int english = 0; english < 2; english++) {
		for (int size = 0; size < SIZE_COUNT; size++) {
			name(panel, english ? "en" : "nl", size);
			each(size);
		}
		resize(SIZE_S);
		for (int page = 0; page < 9 && !world_node(&w, "english"); page++)
			world_tap(&w, "more");
		world_tap(&w, "english");
	}
}

static void the_log(int size)
{
	for (int page = 0; page < 9 && !world_node(&w, "work:access"); page++)
		world_tap(&w, "more");
	world_tap(&w, "work:access");
	resize(size);
	measure("log");
	world_tap(&w, "back");
}

static void way_out(const char *panel)
{
	desk_badge(&w, "aaaabbbbccccddddeeeeffff00001111");
	for (int size = 0; size < SIZE_COUNT; size++) {
		name(panel, "nl", size);
		resize(size);
		measure("unknown");
		world_tap(&w, "next");
		resize(size);
		measure("recover");
		world_tap(&w, "next");
		measure("no order");
		world_tap(&w, "back");
	}
}

static void all_of(const char *panel)
{
	char arg[100], pin[PIN_DIGITS_MAX + 1];
	struct key_secret *office;

	snprintf(arg, sizeof arg, "--printer none --panel %s", panel);
	world_open(&w, arg);
	CHECK_OK(key_new(&office, KEY_RECOVERY, false));
	w.app.station.recovery_key = *key_public_part(office);
	w.app.station.has_recovery_key = true;
	key_free(office);
	desk_enrol(&w);
	auditor_is_given(pin);
	desk_log_out(&w);
	somebody_came("en");
	desk_log_in(&w, DESK_TOKEN, DESK_PIN);
	languages(panel, complete_one);
	desk_log_out(&w);
	desk_log_in(&w, DESK_OTHER, pin);
	desk_pin(&w, "8206");
	desk_pin(&w, "8206");
	languages(panel, the_log);
	desk_log_out(&w);
	way_out(panel);
	world_close(&w);
	CHECK_INT(faults, 0);
}

TEST_LIMIT(desk_geometry_more, holds_on_the_wide_panel, 240)
{
	all_of("1280x800@217x136");
}

TEST_LIMIT(desk_geometry_more, holds_on_the_small_panel, 240)
{
	all_of("800x480@154x86");
}
