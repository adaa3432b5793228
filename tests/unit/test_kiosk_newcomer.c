/* A device that is no station yet: what its screen says, what it asks of the unit, and when a person says yes. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "kiosk_tech.h"
#include "sys/file.h"
#include "visit/visit_inside.h"
#include "visit/newcomer.h"

#define ARGS "--printer none --errands er"

static struct world w;

/* As loket-setup leaves a board without a station. */
static void board(const char *more)
{
	CHECK_OK(dir_make("er/ask", 0700));
	CHECK_OK(dir_make("er/told", 0700));
	CHECK_OK(dir_make("data/keys", 0700));
	CHECK_OK(dir_make("commission", 0700));
	world_open_unknown(&w, more ? more : ARGS);
}

/* The unit's part of an errand: its last word. */
static void unit_says(const char *name, enum errand_state state, const char *say)
{
	struct errand_work asked;

	CHECK_INT(errand_take(&asked, "er", name), 0);
	CHECK_OK(errand_tell(&asked, state, 100, say));
	world_advance(&w, 600);
}

static void stage_station(int authorities)
{
	struct station s = {.code = "DH-01",
	        .hub = "https://hub.example:8443",
	        .keyset = 1,
	        .epoch = 1,
	        .n_authorities = (size_t)authorities};

	for (int i = 0; i < authorities; i++) {
		char hex[2 * KEY_BYTES + 1];

		memset(hex, '1' + i, sizeof hex - 1);
		hex[sizeof hex - 1] = 0;
		CHECK(key_public_of_hex(&s.authorities[i], KEY_AUTHORITY, hex));
	}
	CHECK_OK(station_write(&s, "commission"));
}

TEST(newcomer, says_what_it_is_and_offers_the_stick)
{
	board(NULL);
	world_see(&w, "new_station");
	CHECK(world_says(&w, "Deze zuil is nog niet ingesteld"));
	CHECK(world_says(&w, "Hier kunt u nog niets doen. Vraag het een medewerker."));
	CHECK(world_node(&w, "task:look") != NULL);
	CHECK(world_node(&w, "task:take") == NULL);
	CHECK(!file_exists("er/ask/commission-look")); /* nothing by itself */
	world_tap(&w, "human"); /* a person can still be called */
	CHECK(visit_human_is_called(w.app.visit));
	world_close(&w);
}

TEST(newcomer, stays_whatever_is_tapped_and_however_long)
{
	board(NULL);
	world_advance(&w, 600 * 1000);
	world_see(&w, "new_station");
	world_tap(&w, "stop");
	world_see(&w, "new_station");
	world_close(&w);
}

TEST(newcomer, shows_what_the_stick_holds_before_it_becomes_that)
{
	struct station s;

	board(NULL);
	tech_press(&w, "task:look");
	CHECK(file_exists("er/ask/commission-look"));
	CHECK(!newcomer_found(&s, w.app.visit));
	stage_station(2);
	CHECK(!newcomer_found(&s, w.app.visit)); /* not before the unit says that it is sound */
	unit_says("commission-look", ERRAND_DONE, "Station DH-01.");
	CHECK(newcomer_found(&s, w.app.visit));
	CHECK(world_says(&w, "Op de stick staat deze zuil"));
	CHECK(world_says(&w, "DH-01"));
	CHECK(world_says(&w, "https://hub.example:8443"));
	for (int i = 0; i < 2; i++) {
		char print[KEY_PRINT_CHARS + 1];

		key_print(print, &s.authorities[i]);
		CHECK(world_says(&w, print));
	}
	CHECK(!file_exists("er/ask/commission-take"));
	tech_press(&w, "task:take");
	CHECK(file_exists("er/ask/commission-take"));
	world_close(&w);
}

TEST(newcomer, once_it_is_taken_the_words_stay_until_the_new_start)
{
	board(NULL);
	tech_press(&w, "task:look");
	stage_station(1);
	unit_says("commission-look", ERRAND_DONE, "Station DH-01.");
	tech_press(&w, "task:take");
	CHECK_OK(file_replace("data/station.conf", "half", 4, 0644)); /* the unit lays it last */
	unit_says("commission-take", ERRAND_DONE, "This is station DH-01 now.");
	world_see(&w, "new_station");
	world_advance(&w, 5000);
	world_see(&w, "new_station");
	CHECK(!newcomer_is_offered(w.app.visit)); /* and nobody can ask for another */
	CHECK_INT(upkeep_begin(w.app.visit, UPKEEP_COMMISSION_LOOK), DESK_DENIED);
	world_close(&w);
}

TEST(newcomer, tells_the_units_words_when_the_stick_is_not_good)
{
	struct station s;

	board(NULL);
	tech_press(&w, "task:look");
	unit_says("commission-look", ERRAND_FAILED, "There is no folder loket-station on the stick.");
	CHECK(!newcomer_found(&s, w.app.visit));
	for (int page = 0; page < 5 && !world_says(&w, "There is no folder loket-station on the stick."); page++)
		world_tap(&w, "more");
	CHECK(world_says(&w, "There is no folder loket-station on the stick."));
	CHECK(world_node(&w, "task:take") == NULL);
	world_close(&w);
}

TEST(newcomer, a_key_of_nobody_is_said)
{
	board(NULL);
	tech_press(&w, "task:look");
	stage_station(0);
	unit_says("commission-look", ERRAND_DONE, "Station DH-01.");
	CHECK(world_says(&w, "nog geen: de zuil neemt geen bezoek aan"));
	world_close(&w);
}

TEST(newcomer, what_is_no_board_keeps_the_words_it_had)
{
	CHECK_OK(dir_make("data", 0700));
	world_open_unknown(&w, "--printer none");
	world_see(&w, "out_of_service");
	world_close(&w);
}

TEST(newcomer, a_board_without_the_place_for_a_stick_offers_none)
{
	CHECK_OK(dir_make("er/ask", 0700));
	CHECK_OK(dir_make("data", 0700));
	world_open_unknown(&w, ARGS);
	world_see(&w, "out_of_service");
	CHECK_INT(upkeep_begin(w.app.visit, UPKEEP_COMMISSION_LOOK), DESK_DENIED);
	CHECK_INT(upkeep_begin(w.app.visit, UPKEEP_COMMISSION_TAKE), DESK_DENIED);
	CHECK_INT(upkeep_begin(w.app.visit, UPKEEP_RESET), DESK_DENIED);
	world_close(&w);
}

TEST(newcomer, a_station_that_can_not_be_read_is_not_begun_anew)
{
	CHECK_OK(dir_make("er/ask", 0700));
	CHECK_OK(dir_make("data", 0700));
	CHECK_OK(dir_make("commission", 0700));
	CHECK_OK(file_replace("data/station.conf", "garbage\n", 8, 0644));
	world_open_unknown(&w, ARGS);
	world_see(&w, "out_of_service");
	CHECK(!newcomer_is_offered(w.app.visit));
	world_close(&w);
}

TEST(newcomer, a_whole_station_is_never_asked)
{
	CHECK_OK(dir_make("er/ask", 0700));
	world_open(&w, ARGS);
	CHECK_OK(dir_make("commission", 0700));
	CHECK(!newcomer_is_offered(w.app.visit));
	CHECK_INT(upkeep_begin(w.app.visit, UPKEEP_COMMISSION_TAKE), DESK_DENIED);
	world_see(&w, "idle");
	world_close(&w);
}

TEST(newcomer, memory_that_stands_in_for_the_disk_is_told_as_that)
{
	static const char why[] = "the data partition is beyond repair (e2fsck says 8)";

	CHECK_OK(dir_make("er/ask", 0700));
	CHECK_OK(dir_make("data", 0700));
	CHECK_OK(file_replace("in-memory", why, strlen(why), 0644));
	world_open_unknown(&w, ARGS);
	world_see(&w, "out_of_service");
	CHECK_INT(visit_health(w.app.visit), VISIT_NO_STORE);
	CHECK_TEXT(visit_health_why(w.app.visit), why);
	CHECK(world_says(&w, "beyond repair"));
	world_close(&w);
}

TEST(newcomer, a_wiped_one_says_what_was_read_back)
{
	static const struct {
		const char *report;
		bool told;
	} reports[] = {
	        {"statement = 12\nbytes = 268435456\nnot_zero = 0\ndiscarded = no\nstarts = 1\n", true},
	        {"statement = 12\nbytes = 268435456\nnot_zero = 7\n", false},
	        {"statement = 12\nbytes = many\nnot_zero = 0\n", false},
	        {"statement = 12\nnot_zero = 0\n", false},
	        {"", false},
	};
	int64_t bytes = 0;

	for (size_t i = 0; i < sizeof reports / sizeof *reports; i++) {
		CHECK_OK(dir_make("data", 0700));
		CHECK_OK(file_replace("data/reset.report", reports[i].report, strlen(reports[i].report), 0644));
		board(NULL);
		CHECK_INT(newcomer_was_wiped(&bytes, w.app.visit), reports[i].told);
		if (reports[i].told) {
			CHECK_INT(bytes, 268435456);
			CHECK(world_says(&w, "Deze zuil is gewist: 256 MiB nagelezen, alles is leeg."));
		}
		world_close(&w);
	}
}

/* Every page in every size, on a small panel and a large one; looked at where LOKET_PICTURES says. */
TEST_LIMIT(newcomer, fits_on_every_panel, 120)
{
	static const char *const panels[] = {"800x480@155x86", "1280x800@217x136"};
	static const char report[] = "statement = 12\nbytes = 31914983424\nnot_zero = 0\n";
	int faults = 0;

	for (size_t p = 0; p < sizeof panels / sizeof *panels; p++)
		for (int size = SIZE_S; size <= SIZE_XL; size++) {
			char more[120], where[60];

			CHECK_OK(dir_remove("er"));
			CHECK_OK(dir_make("data", 0700));
			CHECK_OK(file_replace("data/reset.report", report, strlen(report), 0644));
			(void)snprintf(more, sizeof more, ARGS " --panel %s", panels[p]);
			board(more);
			tech_resize(&w, (enum text_size)size);
			(void)snprintf(where, sizeof where, "new-station-%zu-%d", p, size);
			faults += tech_measure(&w, where);
			w.app.visit->world.changed(w.app.visit->world.me);
			tech_press(&w, "task:look");
			stage_station(1);
			unit_says("commission-look", ERRAND_DONE, "Station DH-01, hub https://hub.example:8443.");
			(void)snprintf(where, sizeof where, "new-station-found-%zu-%d", p, size);
			faults += tech_measure(&w, where);
			world_close(&w);
		}
	CHECK_INT(faults, 0);
}
