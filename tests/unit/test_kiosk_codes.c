/* What a unit or an update came to is told with its code, in the language of staff, and leads to its page of the manual and back. */
#include <stdio.h>

#include "kiosk_tech.h"
#include "sys/errand.h"
#include "sys/file.h"
#include "sys/text.h"
#include "visit/manual.h"
#include "visit/upkeep.h"

#define TOLD "update/last.json"
#define ARGS "--printer none --errands er --update.told " TOLD

static struct world w;

static void open_all(void)
{
	CHECK_OK(dir_make("er/ask", 0700));
	CHECK_OK(dir_make("er/told", 0700));
	tech_open(&w, ARGS, ROLE_TECHNICIAN);
}

/* The unit's part: what was asked is told to its end. */
static void tell(const char *name, enum errand_state state, const char *code, const char *say)
{
	struct errand_work work;

	CHECK_OK(errand_take(&work, "er", name));
	(void)text_copy(work.code, sizeof work.code, code);
	CHECK_OK(errand_tell(&work, state, 100, say));
	world_advance(&w, 1000);
	CHECK_OK(app_paint(&w.app));
}

static void news_of(int n, const char *outcome, const char *code)
{
	char text[400];

	(void)snprintf(text, sizeof text,
	        "{\"v\":1,\"running\":\"0.4.0\",\"floor\":\"0.4.0\",\"n\":%d,\"at_ms\":1770000000000,\"outcome\":\"%s\","
	        "\"code\":\"%s\",\"version\":\"0.5.0\",\"from\":\"0.4.0\",\"why\":\"an English sentence\"}\n",
	        n, outcome, code);
	CHECK_OK(dir_make("update", 0755));
	CHECK_OK(file_replace(TOLD, text, strlen(text), 0644));
}

static void news(const char *outcome, const char *code)
{
	news_of(7, outcome, code);
}

/* The code and that page's title stand on the screen; the button leads there, and "back" leads back. */
static void leads(const char *screen, const char *button, const char *code)
{
	const struct manual_page *p = manual_page(w.app.visit, code);
	char title[160];

	CHECK(p != NULL);
	(void)snprintf(title, sizeof title, "%s  %s", code, p->rows[0].text);
	tech_press(&w, button);
	world_see(&w, "manual");
	if (!world_says(&w, title))
		test_fail(__FILE__, __LINE__, "the page of %s is not open", code);
	world_tap(&w, "back");
	world_see(&w, screen);
}

static void says_title(const char *code)
{
	const struct manual_page *p = manual_page(w.app.visit, code);
	char title[160];

	CHECK(p != NULL);
	(void)snprintf(title, sizeof title, "%s  %s", code, p->rows[0].text);
	if (!desk_finds(&w, title))
		test_fail(__FILE__, __LINE__, "'%s' is not told", title);
}

TEST_LIMIT(codes, whatever_a_stick_came_to_leads_to_its_page, 120)
{
	static const char *const codes[] = {"E01", "E02", "E03", "E04", "E05", "E06", "E07", "E08", "E09", "E10", "E11",
	        "E12", "E13", "E14", "E15", "E16", "E17", "E18", "E19", "E20"};

	open_all();
	for (size_t i = 0; i < sizeof codes / sizeof *codes; i++) {
		bool is_export = i % 2 == 0;

		tech_go(&w, "stick");
		tech_press(&w, is_export ? "task:export" : "task:import");
		tell(is_export ? "stick-export" : "stick-import", i < 13 ? ERRAND_FAILED : ERRAND_DONE, codes[i],
		        "an English sentence");
		says_title(codes[i]);
		CHECK(!world_says(&w, "an English sentence"));
		leads("stick", is_export ? "page:task:export" : "page:task:import", codes[i]);
	}
	world_close(&w);
}

TEST_LIMIT(codes, whatever_an_update_or_texts_came_to_leads_to_its_page, 120)
{
	static const char *const codes[] = {"F01", "F06", "F07", "F08", "F09", "F10", "F11", "F12", "F13", "F14", "F15",
	        "E01", "E02", "E03", "E05"};
	static const char *const texts[] = {"C01", "C02", "C03", "C04", "C05", "C06", "C07", "C08", "E01", "E08"};

	open_all();
	for (size_t i = 0; i < sizeof codes / sizeof *codes; i++) {
		tech_go(&w, "update");
		tech_press(&w, "task:update");
		tell("update", i == 0 ? ERRAND_DONE : ERRAND_FAILED, codes[i], "");
		says_title(codes[i]);
		leads("update", "page:task:update", codes[i]);
	}
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		tech_go(&w, "update");
		tech_press(&w, "task:content");
		tell("content", i < 2 ? ERRAND_DONE : ERRAND_FAILED, texts[i], "");
		says_title(texts[i]);
		leads("update", "page:task:content", texts[i]);
	}
	world_close(&w);
}

TEST(codes, latest_update_stands_there_with_its_code_and_leads_to_its_page)
{
	static const char *const rows[][2] = {{"installed", "F01"}, {"confirmed", "F02"}, {"fell_back", "F03"},
	        {"cut_off", "F04"}, {"sick", "F05"}, {"foreign", "F06"}, {"damaged", "F07"}, {"older", "F08"},
	        {"same", "F09"}, {"other_device", "F10"}, {"unreadable", "F11"}, {"no_space", "F12"},
	        {"no_service", "F13"}, {"busy", "F14"}, {"failed", "F15"}};

	open_all();
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		char shown[16], id[16];

		news(rows[i][0], rows[i][1]);
		tech_go(&w, "update");
		(void)snprintf(shown, sizeof shown, "(%s)", rows[i][1]);
		(void)snprintf(id, sizeof id, "page:%s", rows[i][1]);
		CHECK(desk_finds(&w, shown));
		CHECK(!world_says(&w, "an English sentence"));
		leads("update", id, rows[i][1]);
	}
	world_close(&w);
}

TEST(codes, a_unit_that_does_not_answer_is_told_with_its_page)
{
	open_all();
	tech_go(&w, "stick");
	tech_press(&w, "task:export");
	world_advance(&w, ERRAND_TAKEN_MS + 1000);
	CHECK_OK(app_paint(&w.app));
	leads("stick", "page:task:export", UPKEEP_SILENT);
	world_close(&w);
}

TEST(codes, where_there_are_no_units_that_is_told_with_its_page)
{
	static const char *const tasks[][2] = {{"stick", "stick"}, {"update", "update"}, {"reset", "factory_reset"}};

	tech_open(&w, "--printer none", ROLE_TECHNICIAN);
	for (size_t i = 0; i < 3; i++) {
		tech_go(&w, tasks[i][0]);
		leads(tasks[i][1], "page:" UPKEEP_NO_UNITS, UPKEEP_NO_UNITS);
	}
	world_close(&w);
}

TEST(codes, reset_that_was_refused_leads_to_its_page)
{
	static const char *const codes[] = {"Z02", "Z03", "Z04", "Z01"};

	open_all();
	for (size_t i = 0; i < 4; i++) {
		tech_go(&w, "reset");
		world_tap(&w, "next");
		if (world_node(&w, "field:code")) {
			world_type(&w, "DEMO-01");
			world_tap(&w, "next");
		}
		desk_pin(&w, TECH_PIN);
		tech_press(&w, "task:wipe");
		tell("reset", i == 3 ? ERRAND_DONE : ERRAND_FAILED, codes[i], "an English sentence");
		says_title(codes[i]);
		leads("factory_reset", "page:task:wipe", codes[i]);
	}
	world_close(&w);
}

/* An older unit tells none, and one that is no code opens nothing. */
TEST(codes, without_one_the_units_own_sentence_stands)
{
	static const char *const odd[] = {"", "e07", "E7", "../", "Q99"};

	open_all();
	for (size_t i = 0; i < sizeof odd / sizeof *odd; i++) {
		tech_go(&w, "stick");
		tech_press(&w, "task:export");
		tell("stick-export", ERRAND_FAILED, odd[i], "what the unit said");
		CHECK(desk_finds(&w, "what the unit said"));
		CHECK(world_node(&w, "page:task:export") == NULL);
	}
	world_close(&w);
}

TEST(codes, start_screen_tells_it_and_a_tap_leads_whoever_logs_in_to_its_page)
{
	news("fell_back", "F03");
	open_all();
	desk_log_out(&w);
	world_close(&w);
	news_of(8, "damaged", "F07"); /* somebody saw the one before */
	world_open(&w, ARGS);
	CHECK_OK(loop_step(w.app.loop, 0));
	CHECK_OK(loop_step(w.app.loop, 0));
	world_see(&w, "idle");
	CHECK(world_says(&w, "Nieuwe versie 0.5.0: geweigerd: het bestand is beschadigd (F07)"));
	world_tap(&w, "news");
	world_see(&w, "staff_login");
	desk_badge(&w, DESK_OTHER);
	desk_pin(&w, TECH_PIN);
	world_see(&w, "manual");
	CHECK(world_says(&w, "F07  Het bestand is beschadigd"));
	world_tap(&w, "back");
	world_see(&w, "staff_menu");
	world_close(&w);
}

/* An officer of the desk saw it on the start screen too: that one page is open to all of the house, the others are not. */
TEST(codes, start_screens_page_is_every_officers)
{
	news("confirmed", "F02");
	world_open(&w, ARGS);
	desk_enrol(&w);
	CHECK(manual_page(w.app.visit, "F02") != NULL);
	CHECK(manual_page(w.app.visit, "E02") == NULL);
	desk_log_out(&w);
	CHECK(manual_page(w.app.visit, "F02") == NULL);
	world_close(&w);
}

TEST(codes, on_the_start_screen_one_that_is_none_is_not_shown)
{
	static const char *const odd[] = {"", "f03", "F3", "F033", "<b>"};

	for (size_t i = 0; i < sizeof odd / sizeof *odd; i++) {
		news("fell_back", odd[i]);
		world_open(&w, ARGS);
		CHECK_OK(loop_step(w.app.loop, 0));
		CHECK_OK(loop_step(w.app.loop, 0));
		CHECK(world_says(&w, "draait weer"));
		CHECK(!world_says(&w, "draait weer ("));
		CHECK(world_node(&w, "news") == NULL);
		world_close(&w);
	}
}
