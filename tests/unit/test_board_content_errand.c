/* Packs from a stick because a technician asked on the screen: what came of it is told there. */
#include <stdio.h>

#include "board_content.h"
#include "harness.h"
#include "store/station.h"
#include "sys/errand.h"
#include "sys/file.h"

static struct errand asked;

static void ask(struct desk *d)
{
	struct station s = {.keyset = 1, .epoch = 1, .code = "TEST-01", .hub = "https://hub.example:8443"};

	s.pack_keys[s.n_pack_keys++] = *key_public_part(d->ours);
	CHECK_OK(dir_make("station", 0755));
	CHECK_OK(station_write(&s, "station"));
	CHECK_OK(dir_make("errands/ask", 0755));
	CHECK_OK(dir_make("errands/told", 0755));
	CHECK_OK(errand_ask(&asked, "errands", "content", "", 0));
}

static int errand(void)
{
	static const struct content_place at = {"errands", "stick", "*/08", ".", "station"};
	int r = update_content_errand(&at, NULL);

	(void)errand_look(&asked, 1);
	return r;
}

TEST(content_errand, a_technician_is_told_what_came_in)
{
	struct desk d = desk_open();

	desk_lay("stick/a.pack", "loket-notices", 7, d.ours);
	ask(&d);
	CHECK_OK(errand());
	CHECK_INT(asked.state, ERRAND_DONE);
	CHECK_INT(asked.percent, 100);
	CHECK_TEXT(asked.say, "a.pack: came in");
	CHECK_TEXT(asked.code, "C01");
	CHECK_INT(desk_there("loket-notices"), 7);
	desk_lay("stick/a.pack", "loket-notices", 8, d.ours); /* told to its end: not done twice */
	CHECK_OK(errand());
	CHECK_INT(desk_there("loket-notices"), 7);
	desk_close(&d);
}

TEST(content_errand, a_technician_is_told_what_was_refused)
{
	struct desk d = desk_open();

	desk_lay("stick/a.pack", "loket-notices", 7, d.foreign);
	ask(&d);
	CHECK_OK(errand());
	CHECK_INT(asked.state, ERRAND_FAILED);
	CHECK_HAS(asked.say, "a.pack: signed by nobody");
	CHECK_TEXT(asked.code, "C05");
	desk_close(&d);
}

TEST(content_errand, a_technician_is_told_that_there_is_nothing)
{
	struct desk d = desk_open();

	ask(&d);
	CHECK_OK(errand());
	CHECK_INT(asked.state, ERRAND_FAILED);
	CHECK_HAS(asked.say, "NAME.pack");
	CHECK_TEXT(asked.code, "C03");
	desk_close(&d);
}

TEST(content_errand, without_a_station_nothing_is_trusted)
{
	struct desk d = desk_open();

	desk_lay("stick/a.pack", "loket-notices", 7, d.ours);
	ask(&d);
	CHECK_OK(dir_remove("station"));
	CHECK(errand() < 0);
	CHECK_INT(asked.state, ERRAND_FAILED);
	CHECK_HAS(asked.say, "station.conf");
	CHECK_TEXT(asked.code, "E08");
	CHECK_INT(desk_there("loket-notices"), 0);
	desk_close(&d);
}

TEST(content_errand, when_nobody_asked_nothing_is_done)
{
	struct desk d = desk_open();

	desk_lay("stick/a.pack", "loket-notices", 7, d.ours);
	CHECK_OK(errand());
	CHECK_INT(desk_there("loket-notices"), 0);
	desk_close(&d);
}
