/* The technician's screens, measured on every panel, in every size, in both languages. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "kiosk_tech.h"
#include "sys/errand.h"
#include "sys/file.h"
#include "sys/text.h"
#include "visit/fingers.h"

static struct world w;
static int faults;
static char at[60];

static void sizes(const char *what)
{
	char where[120];

	for (int size = 0; size < SIZE_COUNT; size++) {
		tech_resize(&w, (enum text_size)size);
		snprintf(where, sizeof where, "%s %s %s", at, what, size_name((enum text_size)size));
		faults += tech_measure(&w, where);
	}
	tech_resize(&w, SIZE_S);
}

static void calibrating(void)
{
	int fd = tech_panel();

	tech_go(&w, "calibrate");
	sizes("before");
	world_tap(&w, "next");
	for (int size = 0; size < SIZE_COUNT; size++) {
		char where[120];

		tech_resize(&w, (enum text_size)size);
		snprintf(where, sizeof where, "%s cross %s", at, size_name((enum text_size)size));
		faults += tech_measure(&w, where);
	}
	for (int i = 0; i < 5; i++) {
		struct touch_target t[TOUCH_TARGETS_MAX];

		touch_targets(t, 5, w.app.panel.width_mm, w.app.panel.height_mm);
		world_advance(&w, 1000);
		tech_finger(&w, fd, t[i].x_mm / w.app.panel.width_mm, t[i].y_mm / w.app.panel.height_mm);
	}
	sizes("trial");
	world_advance(&w, 11 * 1000);
	sizes("back");
	(void)close(fd);
	tech_turn(&w);
}

static void reading(void)
{
	tech_go(&w, "manual");
	sizes("list");
	tech_press(&w, "group:P");
	sizes("device");
	tech_press(&w, "page:P02");
	sizes("P02");
	tech_go(&w, "diagnostics");
	sizes("");
}

/* Each step of a run, then what is signed. */
static void run(const char *name)
{
	tech_go(&w, name);
	for (int i = 0; i < 20 && !world_node(&w, "next"); i++) {
		char what[40];

		snprintf(what, sizeof what, "step %d", i + 1);
		sizes(what);
		tech_press(&w, "judge:skip");
	}
	sizes("summary");
	world_tap(&w, "next");
	sizes("signed");
}

/* A record nobody has confirmed, so that the code is asked for too. */
static void wiping(void)
{
	tech_go(&w, "reset");
	sizes("what");
	world_tap(&w, "next");
	sizes("code");
	world_type(&w, "WRONG-01");
	world_tap(&w, "next");
	sizes("other code");
	for (int i = 0; i < 8; i++)
		world_tap(&w, "key:back");
	world_type(&w, "DEMO-01");
	world_tap(&w, "next");
	sizes("pin");
	desk_pin(&w, "0000");
	sizes("wrong pin");
	desk_pin(&w, TECH_PIN);
	sizes("signed");
}

static void tell(const char *name, enum errand_state state, const char *code)
{
	struct errand_work work;

	CHECK_OK(errand_take(&work, "er", name));
	(void)text_copy(work.code, sizeof work.code, code);
	CHECK_OK(errand_tell(&work, state, 100, "what the unit said of it, in one longer sentence of its own"));
	world_advance(&w, 1000);
	CHECK_OK(app_paint(&w.app));
}

/* What units came to, each with its code and the way to its page; and what runs here, as a code. */
static void outcomes(void)
{
	tech_go(&w, "stick");
	tech_press(&w, "task:export");
	tell("stick-export", ERRAND_FAILED, "E13");
	tech_press(&w, "task:import");
	tell("stick-import", ERRAND_DONE, "E20");
	sizes("told");
	tech_press(&w, "page:task:export");
	sizes("E13");
	tech_go(&w, "update");
	tech_press(&w, "task:update");
	tell("update", ERRAND_FAILED, "F13");
	tech_press(&w, "task:content");
	tell("content", ERRAND_FAILED, "C05");
	sizes("told");
	tech_go(&w, "manual");
	world_tap(&w, "back");
	tech_go(&w, "manual");
	tech_press(&w, "group:E");
	sizes("sticks");
	tech_go(&w, "proof");
	sizes("");
}

static void all_of(const char *panel)
{
	static const char last[] =
	        "{\"n\":7,\"outcome\":\"fell_back\",\"code\":\"F03\",\"version\":\"0.5.0\",\"why\":\"it hung\"}";
	char arg[160];

	tech_panel_make();
	CHECK_OK(dir_make("er/ask", 0700));
	CHECK_OK(dir_make("er/told", 0700));
	CHECK_OK(dir_make("update", 0700));
	CHECK_OK(file_replace("update/last.json", last, strlen(last), 0600));
	snprintf(arg, sizeof arg,
	        "--printer none --errands er --update.told update/last.json --touch fifo:panel --panel %s", panel);
	tech_open(&w, arg, ROLE_TECHNICIAN);
	tech_turn(&w);
	for (int english = 0; english < 2; english++) {
		snprintf(at, sizeof at, "%.8s %s", panel, english ? "en" : "nl");
		duty_set_english(w.app.visit, english);
		tech_go(&w, "ruler");
		tech_go(&w, "manual");
		world_tap(&w, "back");
		sizes("menu");
		calibrating();
		reading();
		wiping();
		outcomes();
		tech_go(&w, "soak");
		sizes("before");
		world_tap(&w, "next");
		sizes("on");
		run("installation");
		run("assembly");
		run("acceptance");
	}
	world_close(&w);
	CHECK_INT(faults, 0);
}

TEST_LIMIT(tech_geometry, holds_on_the_wide_panel, 400)
{
	all_of("1280x800@217x136");
}

TEST_LIMIT(tech_geometry, holds_on_the_small_panel, 400)
{
	all_of("800x480@154x86");
}

TEST_LIMIT(tech_geometry, holds_on_the_tall_panel, 400)
{
	all_of("1080x1920@268x476");
}
