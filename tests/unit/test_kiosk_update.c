/* What became of an update on the welcome screen, and packs of notices that come in without a restart. */
#include <stdio.h>
#include <stdlib.h>

#include "kiosk_notices.h"
#include "notice/pack.h"
#include "sys/buf.h"
#include "sys/file.h"
#include "sys/text.h"
#include "visit/visit_inside.h"
#include "visit/visit_update.h"

#define TOLD "update/last.json"
#define ARGS "--update.told " TOLD

static struct world w;

static void told(int n, const char *outcome, const char *version)
{
	char text[400];

	(void)snprintf(text, sizeof text,
	        "{\"v\":1,\"running\":\"0.4.0\",\"floor\":\"0.4.0\",\"n\":%d,\"at_ms\":1770000000000,\"outcome\":\"%s\","
	        "\"version\":\"%s\",\"from\":\"0.4.0\",\"why\":\"a sentence\"}\n",
	        n, outcome, version);
	CHECK_OK(dir_make("update", 0755));
	CHECK_OK(file_replace(TOLD, text, strlen(text), 0644));
}

/* The loop turns: what is done once the first frame is up is done. */
static void start(const char *more)
{
	world_open(&w, more);
	CHECK_OK(loop_step(w.app.loop, 0));
	CHECK_OK(loop_step(w.app.loop, 0));
}

TEST(news, none_when_it_was_never_updated)
{
	struct visit_update u;

	start(ARGS);
	CHECK(!visit_update_last(w.app.visit, &u));
	CHECK(visit_update_news(w.app.visit, 0) == NULL);
	world_close(&w);
}

TEST(news, a_version_that_fell_back_is_told_on_the_next_screen)
{
	told(3, "fell_back", "0.5.0");
	start(ARGS);
	world_see(&w, "idle");
	CHECK(world_says(&w, "Nieuwe versie 0.5.0: startte niet, de vorige versie draait weer"));
	world_close(&w);
}

TEST(news, each_outcome_that_concerns_the_house_is_told_and_no_other)
{
	static const struct {
		const char *outcome;
		bool news;
	} rows[] = {{"confirmed", true}, {"fell_back", true}, {"cut_off", true}, {"sick", true}, {"foreign", true},
	        {"damaged", true}, {"older", true}, {"installed", false}, {"same", false}, {"busy", false},
	        {"nonsense", false}, {"", false}};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		told((int)i + 1, rows[i].outcome, "0.5.0");
		start(ARGS);
		if ((visit_update_news(w.app.visit, 0) != NULL) != rows[i].news)
			test_fail(__FILE__, __LINE__, "'%s' is told wrongly", rows[i].outcome);
		world_close(&w);
	}
}

/* Four of them, one that is no news among them; the way in is not pushed off. */
static void told_all(void)
{
	static const char text[] =
	        "{\"v\":1,\"running\":\"0.6.0\",\"floor\":\"0.6.0\",\"n\":9,\"outcome\":\"confirmed\",\"version\":\"0.6.0\",\"before\":["
	        "{\"n\":8,\"outcome\":\"installed\",\"version\":\"0.6.0\"},{\"n\":7,\"outcome\":\"damaged\",\"version\":\"0.9.1\"},"
	        "{\"n\":6,\"outcome\":\"older\",\"version\":\"0.0.1\"},{\"n\":5,\"outcome\":\"foreign\",\"version\":\"\"},"
	        "{\"n\":4,\"outcome\":\"sick\",\"version\":\"0.4.1\"}]}\n";

	CHECK_OK(dir_make("update", 0755));
	CHECK_OK(file_replace(TOLD, text, strlen(text), 0644));
}

TEST(news, what_came_before_the_latest_is_told_too)
{
	told_all();
	start(ARGS " --panel 1280x800@217x136");
	world_see(&w, "idle");
	CHECK(world_says(&w, "Nieuwe versie 0.6.0: gelukt"));
	CHECK(world_says(&w, "Nieuwe versie 0.9.1: "));
	CHECK(world_says(&w, "Nieuwe versie 0.0.1: "));
	CHECK(world_says(&w, "Nieuwe versie: ")); /* nobody vouches for its number */
	CHECK(!world_says(&w, "0.4.1")); /* the fifth */
	CHECK(visit_update_news(w.app.visit, VISIT_UPDATE_NEWS_MOST) == NULL);
	world_tap(&w, "next");
	world_see(&w, "language");
	world_close(&w);
}

TEST(news, a_small_panel_tells_the_latest_and_keeps_the_way_in)
{
	static const char *const panels[] = {"800x480@154x86", "1024x600@154x86", "800x1280@136x217"};

	told_all();
	for (size_t i = 0; i < sizeof panels / sizeof *panels; i++) {
		char args[200];

		(void)snprintf(args, sizeof args, "%s --panel %s", ARGS, panels[i]);
		start(args);
		world_see(&w, "idle");
		CHECK(world_says(&w, "Nieuwe versie 0.6.0: gelukt"));
		world_tap(&w, "next");
		world_see(&w, "language");
		world_close(&w);
	}
}

TEST(news, what_was_seen_stays_away_when_something_new_comes)
{
	told(5, "fell_back", "0.5.0");
	start(ARGS);
	desk_enrol(&w);
	desk_log_out(&w);
	told_all();
	world_advance(&w, 30 * 1000);
	CHECK_HAS(visit_update_news(w.app.visit, 0), "0.6.0");
	CHECK_HAS(visit_update_news(w.app.visit, 1), "0.9.1");
	CHECK_HAS(visit_update_news(w.app.visit, 2), "0.0.1");
	CHECK(visit_update_news(w.app.visit, 3) == NULL); /* number 5 was seen */
	world_close(&w);
}

TEST(news, a_list_that_can_not_be_meant_is_no_news)
{
	static const char *const odd[] = {
	        "5", "\"x\"", "{}", "[1,null,\"x\",{}]", "[{\"n\":-1,\"outcome\":\"sick\"}]", NULL};

	CHECK_OK(dir_make("update", 0755));
	for (int i = 0; odd[i]; i++) {
		char text[200];

		(void)snprintf(text, sizeof text,
		        "{\"n\":2,\"outcome\":\"confirmed\",\"version\":\"0.5.0\",\"before\":%s}", odd[i]);
		CHECK_OK(file_replace(TOLD, text, strlen(text), 0644));
		start(ARGS);
		CHECK_HAS(visit_update_news(w.app.visit, 0), "0.5.0");
		world_close(&w);
	}
}

TEST(news, comes_also_while_the_kiosk_runs)
{
	start(ARGS);
	CHECK(!world_says(&w, "0.5.0"));
	told(1, "confirmed", "0.5.0");
	world_advance(&w, 21 * 1000);
	CHECK_OK(app_paint(&w.app));
	CHECK(world_says(&w, "Nieuwe versie 0.5.0: gelukt"));
	world_close(&w);
}

TEST(news, goes_when_somebody_of_the_house_has_seen_it_and_stays_away)
{
	told(3, "confirmed", "0.5.0");
	start(ARGS);
	CHECK(world_says(&w, "0.5.0"));
	desk_enrol(&w);
	desk_log_out(&w);
	world_advance(&w, 30 * 1000);
	CHECK(visit_update_news(w.app.visit, 0) == NULL);
	world_close(&w);
	start(ARGS);
	CHECK(visit_update_news(w.app.visit, 0) == NULL);
	told(4, "fell_back", "0.6.0");
	world_advance(&w, 30 * 1000);
	CHECK(visit_update_news(w.app.visit, 0) != NULL);
	world_close(&w);
}

TEST(news, a_file_that_can_not_be_meant_is_no_news)
{
	static const char *const odd[] = {"", "{", "[]", "{\"n\":\"three\"}", "{\"n\":1,\"outcome\":5}", "null", NULL};

	CHECK_OK(dir_make("update", 0755));
	for (int i = 0; odd[i]; i++) {
		CHECK_OK(file_replace(TOLD, odd[i], strlen(odd[i]), 0644));
		start(ARGS);
		CHECK(visit_update_news(w.app.visit, 0) == NULL);
		world_close(&w);
	}
}

/* ---- packs --------------------------------------------------------------------------------------------------- */

/* The shipped pack with another version, laid where the hub's files or a stick's come in. */
static void lay(const char *to, int version, bool broken)
{
	struct pack *p = calloc(1, sizeof *p);
	struct key_secret *key = notices_key();
	struct notice_findings f = {0};
	char path[700];
	AUTO_BUF bytes, out;

	buf_init(&bytes, PACK_BYTES_MAX);
	buf_init(&out, PACK_BYTES_MAX);
	(void)snprintf(path, sizeof path, "%s/notices/loket.pack", w.content);
	CHECK_OK(file_read(&bytes, path));
	CHECK_OK(pack_parse(p, bytes.data, bytes.len, "x", &f));
	p->version = version;
	CHECK_OK(pack_sign(p, key));
	CHECK_OK(pack_write(&out, p));
	if (broken)
		out.data[out.len / 2] ^= 1;
	CHECK_OK(file_replace(to, out.data, out.len, 0644));
	key_free(key);
	free(p);
}

static int take(void)
{
	int taken = -1;

	CHECK_OK(visit_packs_take(w.app.visit, &taken));
	return taken;
}

/* Of what is shown now. */
static int shown(void)
{
	const struct notice *n = packs_find(visit_packs(w.app.visit), "N-VIC", "nl");

	CHECK(n != NULL);
	return n->pack_version;
}

static const char *own(void)
{
	static char path[700];

	(void)snprintf(path, sizeof path, "%s/packs/loket-notices.pack", w.data);
	return path;
}

TEST_LIMIT(packs, a_newer_one_of_the_hub_is_taken_between_visits, 60)
{
	char folder[700], file[800];

	notices_open(&w, ARGS);
	(void)snprintf(folder, sizeof folder, "%s/ledger/updates", w.data);
	(void)snprintf(file, sizeof file, "%s/loket-notices-7.pack", folder);
	CHECK_INT(take(), 0);
	CHECK_OK(dir_make(folder, 0755));
	lay(file, 7, false);
	CHECK_INT(take(), 1);
	CHECK(file_exists(own()));
	CHECK_INT(take(), 0); /* nothing new */
	/* shown from the next visit on, and the kiosk did not start anew */
	world_advance(&w, 1000);
	CHECK_INT(shown(), 7);
	world_close(&w);
}

TEST_LIMIT(packs, an_older_a_broken_and_a_foreign_one_change_nothing, 60)
{
	notices_open(&w, ARGS);
	CHECK_OK(dir_make("update/packs", 0755));
	lay("update/packs/loket-notices-7.pack", 7, false);
	CHECK_INT(take(), 1);
	CHECK_INT(shown(), 7);
	lay("update/packs/loket-notices-5.pack", 5, false);
	CHECK_INT(take(), 0);
	lay("update/packs/loket-notices-9.pack", 9, true);
	CHECK_INT(take(), 0);
	CHECK_OK(file_replace("update/packs/cat-1.pack", "cat", 3, 0644));
	CHECK_INT(take(), 0);
	CHECK_INT(shown(), 7);
	world_close(&w);
}
