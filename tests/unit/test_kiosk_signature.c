/* A signature in a form: written by a finger, cleared, kept as lines, told as words, and never the only way. */
#include <string.h>

#include "kiosk_desk.h"
#include "screens/signature_pad.h"
#include "sys/text.h"
#include "visit/visit_inside.h"

static struct world w;

static void show(const char *lang)
{
	struct session *s;

	world_go(&w, SCREEN_SERVICE, lang);
	CHECK_INT(visit_begin(w.app.visit, "access_request"), 0);
	s = visit_session(w.app.visit);
	tour_begin(&w.app.tour, session_find(s, "/data/signature"));
	app_go(&w.app, SCREEN_QUESTION);
	CHECK_OK(app_paint(&w.app));
	world_see(&w, "question");
}

static void touch(enum ui_event_kind kind, float x, float y)
{
	struct ui_event ev = {.kind = kind, .contact = 1, .x_mm = x, .y_mm = y};

	CHECK_OK(app_input(&w.app, &ev));
}

static struct box field(void)
{
	const struct node *n = world_node(&w, "field:signature");

	CHECK(n != NULL);
	return n->box;
}

/* A wave through the field, in that many touches. */
static void write_wave(int points)
{
	struct box b = field();

	touch(UI_DOWN, b.x + 2, b.y + b.h / 2);
	for (int i = 1; i < points; i++)
		touch(UI_MOVE, b.x + 2 + (b.w - 4) * (float)i / (float)points, b.y + b.h / 2 + (i % 2 ? 3.0f : -3.0f));
	touch(UI_UP, b.x + b.w - 2, b.y + b.h / 2);
}

static const char *kept(void)
{
	return session_value(visit_session(w.app.visit), "/data/signature");
}

TEST(signature, is_kept_as_lines_when_the_question_is_left)
{
	world_open(&w, NULL);
	show("nl");
	write_wave(24);
	CHECK_TEXT(kept(), "");
	world_tap(&w, "next");
	CHECK(text_starts(kept(), "M 20 "));
	CHECK(strchr(kept(), 'L') && strlen(kept()) > 60 && strlen(kept()) < PAD_PATH_MAX);
	CHECK(!world_node(&w, "field:signature"));
	world_tap(&w, "back");
	CHECK(world_node(&w, "field:signature"));
	world_close(&w);
}

TEST(signature, two_strokes_are_two_lines)
{
	int lines = 0;

	world_open(&w, NULL);
	show("nl");
	write_wave(12);
	write_wave(12);
	world_tap(&w, "next");
	for (const char *c = kept(); *c; c++)
		lines += *c == 'M';
	CHECK_INT(lines, 2);
	world_close(&w);
}

TEST(signature, is_cleared_by_its_button)
{
	world_open(&w, NULL);
	show("nl");
	write_wave(24);
	world_tap(&w, "clear");
	world_tap(&w, "next");
	CHECK_TEXT(kept(), "");
	CHECK(!world_node(&w, "field:signature")); /* and one goes on without */
	world_close(&w);
}

/* Who writes with no finger goes on: the tick that follows is asked of everybody. */
TEST(signature, is_never_needed)
{
	const struct question *q;
	struct session *s;

	world_open(&w, NULL);
	show("nl");
	s = visit_session(w.app.visit);
	q = session_question(s, session_find(s, "/data/signature"));
	CHECK(!q->required && question_is_signature(q));
	world_tap(&w, "next");
	CHECK(world_node(&w, "field:/data/signed") != NULL);
	CHECK(session_question(s, session_find(s, "/data/signed"))->required);
	world_close(&w);
}

TEST(signature, a_dot_is_none_and_it_says_so)
{
	world_open(&w, NULL);
	show("nl");
	write_wave(3);
	world_tap(&w, "next");
	CHECK(world_node(&w, "field:signature"));
	CHECK(world_says(&w, "te weinig"));
	world_close(&w);
}

TEST(signature, a_finger_beside_the_field_writes_nothing)
{
	struct box b;

	world_open(&w, NULL);
	show("nl");
	b = field();
	touch(UI_DOWN, b.x + 10, b.y - 8);
	touch(UI_MOVE, b.x + 30, b.y - 7);
	touch(UI_UP, b.x + 30, b.y - 7);
	world_tap(&w, "next");
	CHECK_TEXT(kept(), "");
	world_close(&w);
}

TEST(signature, of_an_endless_hand_stays_within_its_room)
{
	world_open(&w, NULL);
	show("nl");
	for (int i = 0; i < 12; i++)
		write_wave(60);
	world_tap(&w, "next");
	CHECK(strlen(kept()) < PAD_PATH_MAX && strlen(kept()) > PAD_PATH_MAX - 32);
	CHECK(session_check_all(visit_session(w.app.visit), NULL) !=
	        session_find(visit_session(w.app.visit), "/data/signature"));
	world_close(&w);
}

TEST(signature, is_told_as_a_word_wherever_answers_are_read)
{
	static const char path[] = "M 10 20 L 18 24 L 26 30 L 31 22 L 40 28 L 52 24 L 60 31 L 71 25";
	const struct question *q;
	struct session *s;

	world_open(&w, NULL);
	show("nl");
	s = visit_session(w.app.visit);
	CHECK_INT(session_set_ref(s, "/data/signature", path), 0);
	q = session_question(s, session_find(s, "/data/signature"));
	CHECK_TEXT(visit_value_text(w.app.visit, q, q->shown), "Getekend");
	app_go(&w.app, SCREEN_REVIEW);
	CHECK_OK(app_paint(&w.app));
	CHECK(desk_finds(&w, "Getekend"));
	CHECK(!world_says(&w, "L 18 24"));
	world_close(&w);
}

/* What comes back out of a draft may be anything: it is drawn as far as it is a path. */
TEST(signature, what_is_no_path_is_drawn_as_far_as_it_is_one)
{
	static const char *const strange[] = {"M", "M 1", "L 99999 1", "M -4 2 L 3 3", "M 10 10 L 20 20 X 3 3",
	        "M 99999999999999999999 1", "L 20 20", "M 9999 9999 L 0 0"};

	world_open(&w, NULL);
	for (size_t i = 0; i < sizeof strange / sizeof *strange; i++) {
		show("nl");
		CHECK_INT(session_set_ref(visit_session(w.app.visit), "/data/signature", strange[i]), 0);
		app_go(&w.app, SCREEN_QUESTION);
		CHECK_OK(app_paint(&w.app));
		CHECK(world_node(&w, "field:signature"));
		app_go(&w.app, SCREEN_IDLE);
		CHECK_OK(app_paint(&w.app));
	}
	world_close(&w);
}
