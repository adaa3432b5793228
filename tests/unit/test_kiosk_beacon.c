/* What the kiosk says of itself to the programs beside it. */
#include <unistd.h>

#include "kiosk_world.h"
#include "sys/file.h"
#include "sys/text.h"

static struct world w;

/* The loop turns once, as it does after every event. */
static struct beacon now(void)
{
	struct beacon b;

	CHECK_OK(loop_step(w.app.loop, 0));
	CHECK_OK(beacon_read(&b, "beacon"));
	return b;
}

TEST(beacon, nothing_is_written_where_no_path_is_set)
{
	world_open(&w, NULL);
	CHECK_OK(loop_step(w.app.loop, 0));
	CHECK(!file_exists("beacon"));
	world_close(&w);
}

TEST(beacon, the_first_frame_and_the_store_are_told)
{
	struct beacon b;

	world_open(&w, "--beacon beacon --printer none");
	b = now();
	CHECK_INT(b.parts[BEACON_FRAME], BEACON_WELL);
	CHECK_INT(b.parts[BEACON_STORE], BEACON_WELL);
	CHECK_INT(b.parts[BEACON_PRINTER], BEACON_ABSENT);
	CHECK_INT(b.parts[BEACON_TOUCH], BEACON_ABSENT);
	CHECK_INT(strlen(b.boot), 32);
	CHECK(b.idle_since_ms >= 0);
	CHECK(!b.technician);
	world_close(&w);
}

TEST(beacon, a_printer_that_is_there_is_well_and_one_that_is_not_is_sick)
{
	world_open(&w, "--beacon beacon --printer file:paper");
	CHECK_INT(now().parts[BEACON_PRINTER], BEACON_WELL);
	world_close(&w);
	world_open(&w, "--beacon beacon --printer usb:/dev/usb/there-is-none");
	CHECK_INT(now().parts[BEACON_PRINTER], BEACON_SICK);
	world_close(&w);
}

TEST(beacon, a_store_that_can_not_be_opened_is_told)
{
	world_open_unknown(&w, "--beacon beacon --printer none");
	CHECK_INT(now().parts[BEACON_STORE], BEACON_ABSENT); /* not set up: there is none to be sick */
	world_close(&w);
}

TEST(beacon, a_visit_is_told_at_once_and_so_is_its_end)
{
	int64_t since, left;

	world_open(&w, "--beacon beacon --printer none");
	since = now().idle_since_ms;
	world_advance(&w, 5000);
	CHECK_INT(now().idle_since_ms, since);
	world_go(&w, SCREEN_SERVICE, "nl");
	CHECK_INT(now().idle_since_ms, -1);
	world_advance(&w, 1000);
	world_tap(&w, "stop");
	world_see(&w, "stopped");
	CHECK_INT(now().idle_since_ms, -1); /* it says where help is: somebody still stands there */
	world_advance(&w, 120 * 1000);
	world_see(&w, "idle");
	left = now().idle_since_ms;
	CHECK(left > since);
	world_close(&w);
}

TEST(beacon, it_is_said_anew_twice_a_minute)
{
	int64_t said;

	world_open(&w, "--beacon beacon --printer none");
	said = now().said_ms;
	world_advance(&w, BEACON_SAY_MS - 1);
	CHECK_INT(now().said_ms, said);
	world_advance(&w, 1);
	CHECK_INT(now().said_ms, said + BEACON_SAY_MS);
	world_close(&w);
}

TEST(beacon, a_folder_that_is_not_there_disturbs_no_visit)
{
	world_open(&w, "--beacon nowhere/beacon --printer none");
	CHECK_OK(loop_step(w.app.loop, 0));
	world_go(&w, SCREEN_SERVICE, "nl");
	CHECK_OK(loop_step(w.app.loop, 0));
	world_see(&w, "service");
	world_close(&w);
}
