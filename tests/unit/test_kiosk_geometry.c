/* Every screen, panel, size and language, measured. */
#include <stdio.h>

#include "kiosk_geometry.h"

static struct world w;
static int faults;
static struct box bar[GEOMETRY_BAR];
static char at[100]; /* "800x480 ar XL" */

static void measure(void)
{
	char where[160];
	int pages = 0;

	do {
		const struct node *more;

		snprintf(where, sizeof where, "%s %s page %d", at, world_screen(&w), pages + 1);
		faults += geometry_faults(&w, where);
		faults += geometry_bar_faults(&w, bar, where);
		more = world_node(&w, "more");
		if (!more || ++pages > 30)
			break;
		if (strstr(more->label, "(1 /") && pages > 1)
			break; /* around */
		world_tap_at(&w, more->box.x + more->box.w / 2, more->box.y + more->box.h / 2);
	} while (!world_node(&w, "more") || !strstr(world_node(&w, "more")->label, "(1 /"));
	if (pages > 30) {
		fprintf(stderr, "%s: more than 30 pages\n", where);
		faults++;
	}
}

/* The size is chosen by finger on the language screen, as a person would. */
static void to(enum screen_id screen, const char *lang, int size)
{
	char id[16];

	if (w.app.screen != SCREEN_IDLE)
		world_advance(&w, 170 * 1000);
	world_see(&w, "idle");
	if (screen == SCREEN_IDLE)
		return;
	world_tap(&w, "next");
	snprintf(id, sizeof id, "size:%s", size_name((enum text_size)size));
	world_tap(&w, id);
	world_go(&w, screen, lang);
}

static void all_of(const char *panel, const char *lang)
{
	static const enum screen_id screens[] = {SCREEN_LANGUAGE, SCREEN_SERVICE, SCREEN_HELP, SCREEN_TIMEOUT};
	char arg[80];

	snprintf(arg, sizeof arg, "--panel %s", panel);
	world_open(&w, arg);
	for (int size = 0; size < SIZE_COUNT; size++) {
		snprintf(at, sizeof at, "%.9s %s %s", panel, lang, size_name((enum text_size)size));
		for (size_t i = 0; i < sizeof screens / sizeof *screens; i++) {
			memset(bar, 0, i < 2 ? sizeof bar : 0); /* the language screen may still speak Dutch */
			to(screens[i], lang, size);
			measure();
		}
	}
	snprintf(at, sizeof at, "%.9s %s", panel, lang);
	memset(bar, 0, sizeof bar);
	to(SCREEN_IDLE, lang, SIZE_M);
	measure();
	to(SCREEN_STOPPED, lang, SIZE_M);
	measure();
	world_close(&w);
}

TEST_LIMIT(geometry, on_the_wide_panel, 120)
{
	all_of("1280x800@217x136", "nl");
	all_of("1280x800@217x136", "ar");
	all_of("1280x800@217x136", "en");
	CHECK_INT(faults, 0);
}

TEST_LIMIT(geometry, on_the_small_panel, 120)
{
	all_of("800x480@154x86", "nl");
	all_of("800x480@154x86", "ar");
	all_of("800x480@154x86", "en");
	CHECK_INT(faults, 0);
}

TEST_LIMIT(geometry, on_the_tall_panel, 120)
{
	all_of("1080x1920@268x476", "nl");
	all_of("1080x1920@268x476", "ar");
	CHECK_INT(faults, 0);
}

TEST_LIMIT(geometry, out_of_service, 60)
{
	static const char *const panels[] = {"1280x800@217x136", "800x480@154x86", "1080x1920@268x476"};

	for (size_t i = 0; i < 3; i++) {
		char arg[80];

		snprintf(arg, sizeof arg, "--panel %s", panels[i]);
		world_open_unknown(&w, arg);
		snprintf(at, sizeof at, "%.9s nl", panels[i]);
		memset(bar, 0, sizeof bar);
		measure();
		world_close(&w);
	}
	CHECK_INT(faults, 0);
}

/* A whole form, question by question, and what follows it. */
static void visit_of(const char *panel, const char *lang, int size)
{
	char arg[80];

	snprintf(arg, sizeof arg, "--panel %s", panel);
	world_open(&w, arg);
	snprintf(at, sizeof at, "%.9s %s %s", panel, lang, size_name((enum text_size)size));
	memset(bar, 0, sizeof bar);
	to(SCREEN_QUESTION, lang, size);
	for (int i = 0; i < 60 && w.app.screen == SCREEN_QUESTION; i++) {
		measure();
		world_answer(&w);
		if (w.app.screen != SCREEN_QUESTION)
			break;
		world_tap(&w, "next");
	}
	world_see(&w, "review");
	measure();
	world_tap(&w, "next");
	world_see(&w, "confirm");
	measure();
	world_tap(&w, "next");
	world_see(&w, "receipt");
	measure();
	world_close(&w);
}

TEST_LIMIT(geometry, of_a_whole_visit_on_the_wide_panel, 120)
{
	visit_of("1280x800@217x136", "nl", SIZE_M);
	visit_of("1280x800@217x136", "ar", SIZE_XL);
	CHECK_INT(faults, 0);
}

TEST_LIMIT(geometry, of_a_whole_visit_on_the_small_panel, 120)
{
	visit_of("800x480@154x86", "nl", SIZE_S);
	visit_of("800x480@154x86", "ar", SIZE_M);
	CHECK_INT(faults, 0);
}

TEST_LIMIT(geometry, of_a_whole_visit_on_the_tall_panel, 120)
{
	visit_of("1080x1920@268x476", "en", SIZE_L);
	CHECK_INT(faults, 0);
}

/* What is wrong is told where the person is, not a page further on. */
TEST_LIMIT(errors, are_on_the_page_that_is_shown, 60)
{
	static const char *const panels[] = {"1280x800@217x136", "800x480@154x86", "1080x1920@268x476"};

	for (size_t i = 0; i < 3; i++) {
		char arg[80];
		int told = 0;

		snprintf(arg, sizeof arg, "--panel %s", panels[i]);
		world_open(&w, arg);
		world_go(&w, SCREEN_QUESTION, "nl");
		for (int q = 0; q < 30 && !world_node(&w, "field:/data/story"); q++) {
			world_answer(&w);
			world_tap(&w, "next");
		}
		world_tap(&w, "next");
		for (int n = 0; n < ui_access(w.app.ui)->n; n++)
			told += ui_access(w.app.ui)->all[n].role == ROLE_ERROR;
		if (told == 0) {
			fprintf(stderr, "%s: nothing is told about a story that is missing\n", panels[i]);
			faults++;
		}
		world_close(&w);
	}
	CHECK_INT(faults, 0);
}
