/* Every kind of question on every panel, measured; and what fingers and keys make of it. */
#include <stdio.h>
#include <unistd.h>

#include "kiosk_geometry.h"
#include "sys/file.h"

static struct world w;
static int faults;
static struct box bar[GEOMETRY_BAR];
static char at[100];

/* The same content, but its forms are those of tests/screen/forms. */
static void open_world(const char *panel)
{
	char arg[80], link[700], to[4200];

	snprintf(arg, sizeof arg, "--panel %s", panel);
	world_open(&w, arg);
	world_close(&w);
	snprintf(link, sizeof link, "%s/forms", w.content);
	snprintf(to, sizeof to, "%s/tests/screen/forms", test_root());
	CHECK(unlink(link) == 0 && symlink(to, link) == 0);
	world_open(&w, arg);
}

static void begin(const char *lang, int size)
{
	char id[16];

	world_tap(&w, "next");
	snprintf(id, sizeof id, "size:%s", size_name((enum text_size)size));
	world_tap(&w, id);
	world_go(&w, SCREEN_SERVICE, lang);
	world_tap(&w, "service:all_widgets");
	world_see(&w, "question");
}

static void measure(const char *what)
{
	char where[200];

	for (int page = 0; page < 40; page++) {
		const struct node *more;
		char label[80];

		snprintf(where, sizeof where, "%s %s page %d", at, what, page + 1);
		faults += geometry_faults(&w, where);
		faults += geometry_bar_faults(&w, bar, where);
		more = world_node(&w, "more");
		if (!more)
			return;
		snprintf(label, sizeof label, "%s", more->label);
		world_tap_at(&w, more->box.x + more->box.w / 2, more->box.y + more->box.h / 2);
		if (!world_node(&w, "more") || strstr(world_node(&w, "more")->label, "(1 /"))
			return;
	}
	faults++;
	fprintf(stderr, "%s: pages without an end\n", where);
}

static const struct question *here(void)
{
	return session_question(visit_session(w.app.visit), w.app.tour.question);
}

static void fill_alone(const char *id, const char *text)
{
	world_tap(&w, id);
	measure(id);
	world_type(&w, text);
	measure(id);
	world_tap(&w, "next");
}

/* One of its pages is on the screen: what must be answered there is. */
static void fill_page(void)
{
	world_tap(&w, "next"); /* everything that is missing says so */
	measure("page with complaints");
	fill_alone("field:/data/street", "Dorpsstraat");
	fill_alone("field:/data/number", "12");
	world_tap(&w, "field:/data/where");
	measure("where");
	world_type(&w, "a");
	measure("where, found");
	world_tap(&w, "list:/data/where");
	measure("where, list");
	world_tap(&w, "next");
	world_tap(&w, "choice:/data/post:yes");
	measure("page, filled in");
}

/* One more of them, which is told, and taken away again. */
static void fill_repeat(void)
{
	world_tap(&w, "add:/data/kid");
	world_type(&w, "Anna");
	world_tap(&w, "next");
	world_tap(&w, "next");
	CHECK_INT(here()->kind, QUESTION_REPEAT);
	measure("repeat of two");
	world_tap(&w, "remove:/data/kid[2]");
	measure("repeat, taking away");
	world_tap(&w, "remove-yes:/data/kid[2]");
	CHECK_INT(here()->instance, 1);
}

static void answer(const char *name)
{
	if (strcmp(name, "safe") == 0)
		world_tap(&w, "choice:/data/safe:2");
	else if (strcmp(name, "agree") == 0)
		world_tap(&w, "field:/data/agree");
	else if (strcmp(name, "order") == 0)
		world_tap(&w, "choice:/data/order:know");
	else if (strcmp(name, "worth") == 0)
		world_type(&w, "1234567");
	else if (strcmp(name, "minutes") == 0)
		world_tap(&w, "step:/data/minutes:1");
	else if (strcmp(name, "name") == 0)
		world_tap(&w, "why");
	else
		return;
	measure(name);
	if (strcmp(name, "order") == 0)
		world_tap(&w, "choice:/data/order:know");
	if (strcmp(name, "name") == 0)
		world_tap(&w, "why");
}

static void whole_form(const char *panel, const char *lang, int size)
{
	open_world(panel);
	snprintf(at, sizeof at, "%.9s %s %s", panel, lang, size_name((enum text_size)size));
	memset(bar, 0, sizeof bar);
	begin(lang, size);
	for (int i = 0; i < 80 && w.app.screen == SCREEN_QUESTION; i++) {
		char name[40];

		snprintf(name, sizeof name, "%s", here()->name);
		measure(name);
		if (strcmp(name, "street") == 0)
			fill_page();
		else if (strcmp(name, "kid") == 0)
			fill_repeat();
		answer(name);
		world_tap(&w, "next");
	}
	if (w.app.screen != SCREEN_REVIEW)
		fprintf(stderr, "%s: the walk ends at %s\n", at, here()->name);
	world_see(&w, "review");
	measure("review");
	world_close(&w);
}

TEST_LIMIT(widgets, on_the_wide_panel, 240)
{
	whole_form("1280x800@217x136", "nl", SIZE_M);
	whole_form("1280x800@217x136", "ar", SIZE_XL);
	CHECK_INT(faults, 0);
}

TEST_LIMIT(widgets, on_the_small_panel, 240)
{
	whole_form("800x480@154x86", "nl", SIZE_M);
	whole_form("800x480@154x86", "ar", SIZE_M);
	CHECK_INT(faults, 0);
}

TEST_LIMIT(widgets, on_the_small_panel_in_the_largest_letters, 240)
{
	whole_form("800x480@154x86", "nl", SIZE_XL);
	whole_form("800x480@154x86", "ar", SIZE_XL);
	CHECK_INT(faults, 0);
}

TEST_LIMIT(widgets, on_the_tall_panel, 240)
{
	whole_form("1080x1920@268x476", "en", SIZE_L);
	CHECK_INT(faults, 0);
}
