/* The test door: what it does, and what it says when it can not. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "kiosk_door.h"
#include "kiosk/control.h"
#include "sys/file.h"
#include "ui/widgets.h"

static struct world w;
static struct door d;

static void open_all(void)
{
	world_open(&w, DOOR_ARGS);
	door_open(&d, &w);
}

static void close_all(void)
{
	door_close(&d);
	world_close(&w);
}

static json_t *tree(void)
{
	json_t *t = door_ask(&d, "{\"do\":\"tree\"}");

	CHECK(json_is_true(json_object_get(t, "ok")));
	return t;
}

static const char *text_of(json_t *o, const char *key)
{
	return json_string_value(json_object_get(o, key));
}

/* ---- looking ----------------------------------------------------------------------------------- */

TEST(tree, tells_all_that_the_contract_says)
{
	json_t *t, *nodes, *n;
	size_t i;

	open_all();
	t = tree();
	CHECK_TEXT(text_of(t, "screen"), "idle");
	CHECK_TEXT(text_of(t, "lang"), "nl");
	CHECK_TEXT(text_of(t, "dir"), "ltr");
	CHECK_TEXT(text_of(t, "theme"), "default");
	CHECK_TEXT(text_of(t, "size"), "M");
	CHECK(text_of(t, "focus") != NULL);
	nodes = json_object_get(t, "nodes");
	CHECK(json_array_size(nodes) > 4);
	json_array_foreach(nodes, i, n)
	{
		static const char *const states[] = {"enabled", "focused", "checked", "pressed"};
		json_t *box = json_object_get(n, "box"), *px = json_object_get(n, "px");

		CHECK(text_of(n, "id") && text_of(n, "role") && text_of(n, "label") && text_of(n, "value") &&
		        text_of(n, "spoken"));
		CHECK_INT(json_array_size(box), 4);
		CHECK_INT(json_array_size(px), 4);
		for (size_t s = 0; s < 4; s++)
			CHECK(json_is_boolean(json_object_get(json_object_get(n, "state"), states[s])));
	}
	json_decref(t);
	close_all();
}

TEST(tree, follows_what_is_on_the_screen)
{
	json_t *t;

	open_all();
	door_do(&d, "{\"do\":\"tap\",\"id\":\"next\"}");
	door_do(&d, "{\"do\":\"tap\",\"id\":\"lang:ar\"}");
	t = tree();
	CHECK_TEXT(text_of(t, "screen"), "service");
	CHECK_TEXT(text_of(t, "lang"), "ar");
	CHECK_TEXT(text_of(t, "dir"), "rtl");
	json_decref(t);
	close_all();
}

TEST(shot, writes_the_pixels_or_says_why_not)
{
	AUTO_BUF png;

	open_all();
	buf_init(&png, 1 << 22);
	door_do(&d, "{\"do\":\"shot\",\"path\":\"idle.png\"}");
	CHECK_OK(file_read(&png, "idle.png"));
	CHECK_BYTES(png.data, "\x89PNG\r\n\x1a\n", 8);
	door_refuses(&d, "{\"do\":\"shot\"}", "path");
	door_refuses(&d, "{\"do\":\"shot\",\"path\":\"no/such/folder/x.png\"}", "no/such/folder");
	close_all();
}

TEST(stat, tells_numbers_or_null)
{
	json_t *t;

	open_all();
	t = door_ask(&d, "{\"do\":\"stat\"}");
	CHECK(json_is_true(json_object_get(t, "ok")));
	CHECK(json_integer_value(json_object_get(t, "frames")) >= 1);
	CHECK(json_is_integer(json_object_get(t, "wakeups")));
	CHECK(json_integer_value(json_object_get(t, "rss_bytes")) > 1000000);
	CHECK_INT(json_integer_value(json_object_get(t, "records_waiting")), 0);
	CHECK(json_object_get(t, "oldest_waiting_s") && json_object_get(t, "paper_left_mm"));
	json_decref(t);
	t = door_ask(&d, "{\"do\":\"spoken\",\"since\":0}");
	CHECK(json_is_array(json_object_get(t, "spoken")));
	json_decref(t);
	close_all();
}

/* ---- tapping ---------------------------------------------------------------------------------------- */

TEST(tap, by_id_label_and_place)
{
	json_t *t, *box = NULL, *n;
	char line[100];
	size_t i;

	open_all();
	door_do(&d, "{\"do\":\"tap\",\"id\":\"next\"}");
	world_see(&w, "language");
	door_do(&d, "{\"do\":\"tap\",\"label\":\"Nederlands\"}");
	world_see(&w, "service");
	t = tree();
	json_array_foreach(json_object_get(t, "nodes"), i, n) if (strcmp(text_of(n, "id"), "back") == 0) box =
	        json_object_get(n, "box");
	snprintf(line, sizeof line, "{\"do\":\"tap\",\"mm\":[%f,%f]}", json_number_value(json_array_get(box, 0)) + 2,
	        json_number_value(json_array_get(box, 1)) + 2);
	json_decref(t);
	door_do(&d, line);
	world_see(&w, "language");
	close_all();
}

TEST(tap, on_what_is_not_there_is_refused)
{
	open_all();
	door_refuses(&d, "{\"do\":\"tap\",\"id\":\"nothing\"}", "nothing");
	door_refuses(&d, "{\"do\":\"tap\",\"id\":\"\"}", "no ''");
	door_refuses(&d, "{\"do\":\"tap\",\"label\":\"Nergens\"}", "Nergens");
	door_refuses(&d, "{\"do\":\"tap\",\"mm\":[1,1]}", "nothing can be pressed");
	door_refuses(&d, "{\"do\":\"tap\",\"mm\":[-5,1e9]}", "nothing can be pressed");
	door_refuses(&d, "{\"do\":\"tap\",\"mm\":[1]}", "tap wants");
	door_refuses(&d, "{\"do\":\"tap\",\"mm\":[\"a\",2]}", "tap wants");
	door_refuses(&d, "{\"do\":\"tap\",\"mm\":7}", "tap wants");
	door_refuses(&d, "{\"do\":\"tap\",\"id\":5}", "tap wants");
	door_refuses(&d, "{\"do\":\"tap\"}", "tap wants");
	world_see(&w, "idle");
	close_all();
}

TEST(tap, on_what_is_disabled_is_refused)
{
	open_all();
	CHECK(world_node(&w, "back") && !world_node(&w, "back")->enabled);
	door_refuses(&d, "{\"do\":\"tap\",\"id\":\"back\"}", "can not be pressed");
	close_all();
}

static enum screen_id draw_twins(void *me, struct scene *s)
{
	struct button b = {.label = "Kies"};

	(void)me;
	b.id = "one";
	(void)ui_button(s->ui, (struct box){10, 10, 30, 15}, &b);
	b.id = "two";
	(void)ui_button(s->ui, (struct box){50, 10, 30, 15}, &b);
	b.label = "Bedekt";
	b.id = "under";
	(void)ui_button(s->ui, (struct box){10, 50, 30, 15}, &b);
	b.label = "Boven";
	b.id = "over";
	(void)ui_button(s->ui, (struct box){5, 45, 60, 30}, &b);
	return SCREEN_STAY;
}

/* Draws another frame over the screen, with two equal labels and a covered button. */
static void show_twins(void)
{
	ui_begin(w.app.ui, DIR_LTR);
	(void)draw_twins(NULL, &w.app.scene);
	ui_end(w.app.ui);
	ui_shown(w.app.ui);
}

TEST(tap, on_a_label_that_fits_two_places_is_refused)
{
	open_all();
	show_twins();
	door_refuses(&d, "{\"do\":\"tap\",\"label\":\"Kies\"}", "fits 2 places");
	close_all();
}

TEST(tap, on_what_is_covered_is_refused)
{
	open_all();
	show_twins();
	door_refuses(&d, "{\"do\":\"tap\",\"id\":\"under\"}", "covered");
	door_refuses(&d, "{\"do\":\"tap\",\"label\":\"Bedekt\"}", "covered");
	close_all();
}

/* ---- fingers, keys, typing -------------------------------------------------------------------------- */

TEST(touch, of_raw_events_goes_the_way_of_a_finger)
{
	struct box b;
	char line[200];

	open_all();
	b = world_node(&w, "next")->box;
	snprintf(line, sizeof line, "{\"do\":\"touch\",\"events\":[[\"down\",0,%f,%f],[\"move\",0,%f,1],[\"up\",0]]}",
	        (double)b.x + 2, (double)b.y + 2, (double)b.x);
	door_do(&d, line);
	world_see(&w, "idle"); /* it slid off */
	snprintf(line, sizeof line, "{\"do\":\"touch\",\"events\":[[\"down\",0,%f,%f],[\"up\",0]]}", (double)b.x + 2,
	        (double)b.y + 2);
	door_do(&d, line);
	world_see(&w, "language");
	close_all();
}

TEST(touch, that_is_no_touch_is_refused)
{
	open_all();
	door_refuses(&d, "{\"do\":\"touch\"}", "events");
	door_refuses(&d, "{\"do\":\"touch\",\"events\":5}", "events");
	door_refuses(&d, "{\"do\":\"touch\",\"events\":[[\"poke\",0,1,1]]}", "an event is");
	door_refuses(&d, "{\"do\":\"touch\",\"events\":[[\"down\",0]]}", "down wants");
	door_refuses(&d, "{\"do\":\"touch\",\"events\":[7]}", "an event is");
	door_do(&d, "{\"do\":\"touch\",\"events\":[]}");
	close_all();
}

TEST(key, of_the_keypad)
{
	open_all();
	for (int i = 0; i < 20 && strcmp(w.app.ui->focus, "next") != 0; i++)
		door_do(&d, "{\"do\":\"key\",\"key\":\"next\"}");
	CHECK_TEXT(w.app.ui->focus, "next");
	door_do(&d, "{\"do\":\"key\",\"key\":\"select\"}");
	world_see(&w, "language");
	door_do(&d, "{\"do\":\"key\",\"key\":\"help\"}");
	world_see(&w, "help");
	door_do(&d, "{\"do\":\"key\",\"key\":\"back\"}");
	world_see(&w, "language");
	door_do(&d, "{\"do\":\"key\",\"key\":\"switch1\"}");
	door_do(&d, "{\"do\":\"key\",\"key\":\"prev\"}");
	door_refuses(&d, "{\"do\":\"key\",\"key\":\"louder\"}", "voice");
	door_refuses(&d, "{\"do\":\"key\",\"key\":\"x\"}", "key wants");
	door_refuses(&d, "{\"do\":\"key\",\"key\":\"\"}", "key wants");
	door_refuses(&d, "{\"do\":\"key\"}", "key wants");
	close_all();
}

TEST(type, of_a_long_text_arrives_whole)
{
	char line[3000] = "{\"do\":\"type\",\"text\":\"", text[1300] = "";
	const struct node *field = NULL;

	open_all();
	world_go(&w, SCREEN_QUESTION, "nl");
	for (int i = 0; i < 30; i++) {
		field = world_node(&w, "field:/data/story");
		if (field)
			break;
		world_answer(&w);
		world_tap(&w, "next");
	}
	CHECK(field);
	world_tap(&w, "field:/data/story");
	for (int i = 0; i < 200; i++)
		strcat(text, "é€x");
	strcat(line, text);
	strcat(line, "\"}");
	door_do(&d, line);
	CHECK_TEXT(world_node(&w, "field:/data/story")->value, text);
	door_refuses(&d, "{\"do\":\"type\"}", "text");
	door_do(&d, "{\"do\":\"type\",\"text\":\"\"}");
	close_all();
}

/* ---- time and devices ------------------------------------------------------------------------------ */

TEST(clock, is_moved_by_hand)
{
	open_all();
	door_do(&d, "{\"do\":\"tap\",\"id\":\"next\"}");
	door_do(&d, "{\"do\":\"clock\",\"advance_ms\":120000}");
	world_see(&w, "timeout");
	door_do(&d, "{\"do\":\"clock\",\"advance_ms\":45000}");
	world_see(&w, "idle");
	door_refuses(&d, "{\"do\":\"clock\"}", "advance_ms");
	door_refuses(&d, "{\"do\":\"clock\",\"advance_ms\":-1}", "advance_ms");
	door_refuses(&d, "{\"do\":\"clock\",\"advance_ms\":1.5}", "advance_ms");
	door_refuses(&d, "{\"do\":\"clock\",\"advance_ms\":604800001}", "a week");
	door_do(&d, "{\"do\":\"clock\",\"advance_ms\":0}");
	close_all();
}

TEST(device, events_reach_the_bell)
{
	open_all();
	door_do(&d, "{\"do\":\"tap\",\"id\":\"human\"}");
	CHECK(visit_human_is_called(w.app.visit));
	door_do(&d, "{\"do\":\"device\",\"dev\":\"bell0\",\"event\":\"answered\"}");
	CHECK(!visit_human_is_called(w.app.visit));
	door_refuses(&d, "{\"do\":\"device\",\"dev\":\"bell0\",\"event\":\"jam\"}", "answered");
	door_do(&d, "{\"do\":\"device\",\"dev\":\"bell0\",\"event\":\"gone\"}");
	CHECK(!visit_human_possible(w.app.visit));
	door_do(&d, "{\"do\":\"device\",\"dev\":\"bell0\",\"event\":\"back\"}");
	CHECK(visit_human_possible(w.app.visit));
	door_refuses(&d, "{\"do\":\"device\",\"dev\":\"tamper0\",\"event\":\"open\"}", "no twin");
	door_refuses(&d, "{\"do\":\"device\",\"dev\":\"presence0\",\"event\":\"somebody\"}", "no twin");
	door_refuses(&d, "{\"do\":\"device\",\"dev\":\"stick0\",\"event\":\"gone\"}", "--stick");
	door_refuses(&d, "{\"do\":\"device\",\"dev\":\"printer0\",\"event\":\"paper_out\"}", "paper_out");
	door_refuses(&d, "{\"do\":\"device\"}", "device wants");
	door_do(&d, "{\"do\":\"tap\",\"id\":\"human\"}");
	door_do(&d, "{\"do\":\"badge\",\"token\":\"a card of somebody\"}"); /* whoever was called is here */
	CHECK(!visit_human_is_called(w.app.visit));
	door_refuses(&d, "{\"do\":\"badge\"}", "token");
	close_all();
}

TEST(device, events_reach_a_virtual_printer)
{
	CHECK_OK(dir_make("paper", 0700));
	world_open(&w, DOOR_ARGS " --printer virtual:paper");
	door_open(&d, &w);
	door_do(&d, "{\"do\":\"device\",\"dev\":\"printer0\",\"event\":\"paper_out\"}");
	door_do(&d, "{\"do\":\"device\",\"dev\":\"printer0\",\"event\":\"paper_in\"}");
	door_refuses(&d, "{\"do\":\"device\",\"dev\":\"printer0\",\"event\":\"fire\"}", "fire");
	close_all();
}

TEST(door, belongs_to_its_user_and_goes_with_the_kiosk)
{
	struct stat st;

	open_all();
	CHECK(stat("door.sock", &st) == 0 && S_ISSOCK(st.st_mode));
	CHECK_INT(st.st_mode & 0777, 0600);
	close_all();
	CHECK(stat("door.sock", &st) < 0);
}

TEST(door, with_too_long_a_path_says_so)
{
	static struct settings s;
	char program[] = "loket", option[] = "--control", path[108], *argv[] = {program, option, path, NULL};

	memset(path, 'x', sizeof path);
	path[107] = 0;
	CHECK_OK(settings_take(&s, 3, argv));
	world_open(&w, NULL);
	CHECK(control_open(&w.app.control, &w.app, "no/such/folder/door") < 0);
	CHECK_HAS(err_why(), "no/such/folder/door");
	world_close(&w);
}
