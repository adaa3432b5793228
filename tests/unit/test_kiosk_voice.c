/* A notice read aloud: what is heard is what is shown, for as long as it is shown, and nothing of it stays. */
#include <stdio.h>

#include "kiosk_door.h"
#include "kiosk_notices.h"
#include "notice/notice.h"
#include "sys/buf.h"
#include "visit/handing.h"

static struct world w;
static struct door d;

static void open_all(void)
{
	notices_open(&w, DOOR_ARGS " --printer none --speech log:said");
	door_open(&d, &w);
}

static void close_all(void)
{
	door_close(&d);
	world_close(&w);
}

/* The ith utterance that the door tells; the caller frees the reply. */
static json_t *spoken(json_t **reply, int since, size_t i)
{
	char ask[60];

	snprintf(ask, sizeof ask, "{\"do\":\"spoken\",\"since\":%d}", since);
	*reply = door_ask(&d, ask);
	CHECK(json_is_true(json_object_get(*reply, "ok")));
	return json_array_get(json_object_get(*reply, "spoken"), i);
}

static size_t how_many(void)
{
	json_t *reply;
	size_t n;

	(void)spoken(&reply, 0, 0);
	n = json_array_size(json_object_get(reply, "spoken"));
	json_decref(reply);
	return n;
}

static bool is_cut(int n)
{
	json_t *reply, *one = spoken(&reply, n - 1, 0);
	bool cut = json_is_true(json_object_get(one, "cut"));

	CHECK(one != NULL);
	json_decref(reply);
	return cut;
}

/* Every sentence of the notice, in its order, and no more. */
static void whole(struct buf *out, const struct notice *n)
{
	buf_init(out, 1 << 17);
	buf_printf(out, "%s.\n", n->title);
	for (int b = 0; b < n->n_intro; b++)
		buf_printf(out, "%s\n", n->intro[b].text);
	for (int i = 0; i < n->n_items; i++) {
		buf_printf(out, "%s.\n", n->items[i].heading);
		for (int b = 0; b < n->items[i].n_blocks; b++)
			buf_printf(out, "%s\n", n->items[i].blocks[b].text);
	}
}

static void check_says(const struct notice *n, int since)
{
	json_t *reply, *one = spoken(&reply, since, 0);
	AUTO_BUF want;

	whole(&want, n);
	CHECK(one != NULL);
	CHECK_TEXT(json_string_value(json_object_get(one, "text")), buf_str(&want));
	CHECK_TEXT(json_string_value(json_object_get(one, "lang")), n->lang);
	CHECK_TEXT(json_string_value(json_object_get(one, "route")), "speaker");
	json_decref(reply);
}

static void read_in(const char *lang)
{
	world_go(&w, SCREEN_SERVICE, lang);
	world_tap(&w, "service:rights");
	world_tap(&w, "notice:N-VIC");
	world_see(&w, "notice_show");
}

TEST_LIMIT(voice, reads_exactly_the_notice_in_its_language, 60)
{
	static const char *const langs[] = {"nl", "nl-easy", "ar", "uk"};

	open_all();
	for (size_t i = 0; i < sizeof langs / sizeof *langs; i++) {
		read_in(langs[i]);
		CHECK_TEXT(visit_reading(w.app.visit)->lang, langs[i]);
		CHECK_INT(how_many(), 0);
		door_do(&d, "{\"do\":\"tap\",\"id\":\"listen\"}");
		CHECK_INT(how_many(), 1);
		check_says(visit_reading(w.app.visit), 0);
		world_tap(&w, "stop");
	}
	close_all();
}

TEST_LIMIT(voice, reads_what_an_officer_hands_over, 60)
{
	open_all();
	desk_enrol(&w);
	world_tap(&w, "situation:arrested");
	world_tap(&w, "age:18");
	world_tap(&w, "lang:pl");
	world_see(&w, "notice_show");
	door_do(&d, "{\"do\":\"tap\",\"id\":\"listen\"}");
	CHECK_TEXT(handing_notice(w.app.visit)->lang, "pl");
	check_says(handing_notice(w.app.visit), 0);
	world_tap(&w, "attest"); /* the screen is turned back to the officer */
	world_see(&w, "notice_handover");
	CHECK(is_cut(1));
	CHECK(!visit_is_speaking(w.app.visit));
	close_all();
}

TEST_LIMIT(voice, falls_silent_when_asked_and_the_button_comes_back, 60)
{
	open_all();
	read_in("nl");
	door_do(&d, "{\"do\":\"tap\",\"id\":\"listen\"}");
	door_refuses(&d, "{\"do\":\"tap\",\"id\":\"listen\"}", "listen");
	door_do(&d, "{\"do\":\"tap\",\"id\":\"silence\"}");
	CHECK(is_cut(1));
	CHECK(world_node(&w, "listen") && !world_node(&w, "silence"));
	door_do(&d, "{\"do\":\"tap\",\"id\":\"listen\"}");
	CHECK_INT(how_many(), 2);
	CHECK(!is_cut(2));
	close_all();
}

/* Turning a page does not interrupt: who listens reads along. Every other way does. */
TEST_LIMIT(voice, goes_on_over_pages_and_ends_with_the_screen, 60)
{
	static const char *const ways[] = {"help", "back"};

	open_all();
	read_in("nl");
	door_do(&d, "{\"do\":\"tap\",\"id\":\"listen\"}");
	world_tap(&w, "next");
	world_tap(&w, "back");
	CHECK(visit_is_speaking(w.app.visit));
	for (int i = 0; i < 2; i++) {
		if (i > 0)
			door_do(&d, "{\"do\":\"tap\",\"id\":\"listen\"}");
		CHECK(!is_cut(i + 1));
		world_tap(&w, ways[i]);
		CHECK(is_cut(i + 1));
		CHECK(!visit_is_speaking(w.app.visit));
		if (i == 0)
			world_tap(&w, "next"); /* help closes */
	}
	close_all();
}

/* With the last word the button offers to listen again, though nobody touched anything; then nothing happens any more. */
TEST_LIMIT(voice, its_end_is_seen_and_then_the_kiosk_sleeps, 60)
{
	uint64_t frames;
	int64_t most = 3600;

	open_all();
	read_in("nl");
	door_do(&d, "{\"do\":\"tap\",\"id\":\"listen\"}");
	for (; most > 0 && world_node(&w, "silence"); most--)
		world_advance(&w, 1000);
	CHECK(most > 0 && most < 3600 - w.settings.warn_s); /* longer than nobody may be there otherwise */
	CHECK(world_node(&w, "listen"));
	CHECK(!is_cut(1));
	frames = w.app.frames;
	world_advance(&w, 10 * 1000);
	CHECK_INT(w.app.frames, frames);
	close_all();
}

TEST_LIMIT(voice, nothing_that_was_said_outlives_the_visit, 60)
{
	open_all();
	read_in("nl");
	door_do(&d, "{\"do\":\"tap\",\"id\":\"listen\"}");
	CHECK_INT(how_many(), 1);
	world_tap(&w, "stop");
	CHECK_INT(how_many(), 0);
	world_advance(&w, 60 * 1000);
	read_in("en");
	door_do(&d, "{\"do\":\"tap\",\"id\":\"listen\"}");
	CHECK_INT(how_many(), 1);
	world_advance(&w, 3600 * 1000); /* walked away: it is read to its end, and then the visit is over */
	world_see(&w, "idle");
	CHECK_INT(how_many(), 0);
	CHECK(!visit_is_speaking(w.app.visit));
	close_all();
}

TEST_LIMIT(voice, that_is_missing_can_not_be_pressed, 60)
{
	notices_open(&w, DOOR_ARGS " --printer none --speech none");
	door_open(&d, &w);
	read_in("nl");
	door_refuses(&d, "{\"do\":\"tap\",\"id\":\"listen\"}", "listen");
	close_all();
}
