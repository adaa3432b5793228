/* Factory reset: who may, what hinders, the signed word, and that only the second yes asks the unit. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "kiosk_tech.h"
#include "store/reset_statement.h"
#include "sys/beacon.h"
#include "sys/file.h"
#include "visit/upkeep.h"
#include "visit/wiping.h"

#define ARGS "--printer none --errands er"

static struct world w;

static void open_tech(bool with_units)
{
	if (with_units)
		CHECK_OK(dir_make("er/ask", 0700));
	tech_open(&w, ARGS, ROLE_TECHNICIAN);
}

/* A citizen leaves a record: with the books of staff there are always some. */
static void leave_a_record(void)
{
	desk_log_out(&w);
	world_go(&w, SCREEN_RECEIPT, "nl");
	world_tap(&w, "next");
	world_advance(&w, 200 * 1000);
	desk_log_in(&w, DESK_OTHER, TECH_PIN);
}

static bool is_laid(void)
{
	char path[800];

	snprintf(path, sizeof path, "%s/%s", w.data, RESET_STATEMENT);
	return file_exists(path);
}

static void read_statement(struct buf *out)
{
	char path[800];

	snprintf(path, sizeof path, "%s/%s", w.data, RESET_STATEMENT);
	CHECK_OK(file_read(out, path));
}

static void to_the_pin(void)
{
	tech_go(&w, "reset");
	world_tap(&w, "next");
	if (world_node(&w, "field:code")) {
		world_type(&w, "DEMO-01");
		world_tap(&w, "next");
	}
	CHECK(world_node(&w, "key:0") != NULL);
}

TEST(wiping, is_a_technicians)
{
	struct wiping_facts facts;
	const char *text;

	CHECK_OK(dir_make("er/ask", 0700));
	world_open(&w, ARGS);
	desk_enrol(&w);
	CHECK(!wiping_facts(&facts, w.app.visit));
	CHECK_INT(wiping_may(w.app.visit, "DEMO-01"), WIPING_DENIED);
	CHECK_INT(wiping_sign(&text, w.app.visit, "DEMO-01", DESK_PIN), WIPING_DENIED);
	CHECK(!is_laid());
	world_close(&w);
}

TEST(wiping, nothing_wipes_where_there_are_no_units)
{
	open_tech(false);
	CHECK_INT(wiping_may(w.app.visit, "DEMO-01"), WIPING_NO_UNIT);
	tech_go(&w, "reset");
	CHECK(!world_node(&w, "next")->enabled);
	world_close(&w);
}

TEST(wiping, records_without_a_receipt_want_the_stations_code)
{
	struct wiping_facts facts;
	const char *text;

	open_tech(true);
	leave_a_record();
	CHECK(wiping_facts(&facts, w.app.visit));
	CHECK(facts.known && facts.unconfirmed >= 1 && facts.confirmed == 0);
	CHECK_INT(wiping_may(w.app.visit, ""), WIPING_UNCONFIRMED);
	CHECK_INT(wiping_may(w.app.visit, "DEMO-0"), WIPING_UNCONFIRMED);
	CHECK_INT(wiping_may(w.app.visit, "DEMO-011"), WIPING_UNCONFIRMED);
	CHECK_INT(wiping_may(w.app.visit, "DEMO-01"), WIPING_DONE);
	CHECK_INT(wiping_may(w.app.visit, "demo-01"), WIPING_DONE);
	CHECK_INT(wiping_sign(&text, w.app.visit, "", TECH_PIN), WIPING_UNCONFIRMED);
	CHECK(!is_laid());
	world_close(&w);
}

TEST(wiping, statement_is_this_stations_word_of_this_start)
{
	struct reset_statement s;
	char boot[BEACON_BOOT_MAX + 1];
	AUTO_BUF text;

	buf_init(&text, RESET_STATEMENT_MAX);
	open_tech(true);
	leave_a_record();
	to_the_pin();
	CHECK(!is_laid());
	desk_pin(&w, TECH_PIN);
	CHECK(world_says(&w, "Ondertekend. Bewaar het bewijs."));
	read_statement(&text);
	(void)boot_id_read(boot);
	CHECK_INT(reset_statement_check(
	                  &s, buf_str(&text), text.len, &w.app.station, key_public_part(w.app.device)->bytes, boot),
	        0);
	CHECK(s.unconfirmed >= 1);
	CHECK_TEXT(s.station, "DEMO-01");
	CHECK(!file_exists("er/ask/reset")); /* only the second yes asks */
	tech_press(&w, "task:wipe");
	CHECK(file_exists("er/ask/reset"));
	CHECK_INT(upkeep_errand(w.app.visit, UPKEEP_RESET)->state, ERRAND_ASKED);
	world_close(&w);
}

TEST(wiping, wrong_pin_signs_nothing)
{
	open_tech(true);
	to_the_pin();
	desk_pin(&w, "0000");
	CHECK(!is_laid());
	CHECK(world_node(&w, "key:0") != NULL);
	desk_pin(&w, "0000");
	desk_pin(&w, "0000");
	desk_pin(&w, TECH_PIN); /* the third wrong one makes wait, also for the right one */
	CHECK(!is_laid());
	world_close(&w);
}

TEST(wiping, who_turns_back_takes_the_statement_along)
{
	open_tech(true);
	to_the_pin();
	desk_pin(&w, TECH_PIN);
	CHECK(is_laid());
	world_tap(&w, "back");
	world_see(&w, "service_menu");
	CHECK(!is_laid());
	CHECK_INT(wiping_order(w.app.visit), DESK_NOT_NOW);
	CHECK(upkeep_begin(w.app.visit, UPKEEP_RESET) == DESK_NOT_NOW);
	CHECK(!file_exists("er/ask/reset"));
	world_close(&w);
}

TEST(wiping, practice_wipes_nothing)
{
	const char *text;

	open_tech(true);
	duty_set_practice(w.app.visit, true);
	CHECK_INT(wiping_may(w.app.visit, "DEMO-01"), WIPING_PRACTICE);
	CHECK_INT(wiping_sign(&text, w.app.visit, "DEMO-01", TECH_PIN), WIPING_PRACTICE);
	CHECK(!is_laid());
	world_close(&w);
}

TEST(wiping, the_proof_comes_on_paper)
{
	CHECK_OK(dir_make("er/ask", 0700));
	tech_open(&w, "--printer virtual:paper --errands er", ROLE_TECHNICIAN);
	to_the_pin();
	desk_pin(&w, TECH_PIN);
	for (int i = 0; i < 600 && strcmp(world_screen(&w), "factory_reset") != 0; i++) {
		CHECK_OK(loop_step(w.app.loop, 5));
		world_advance(&w, 20);
	}
	world_see(&w, "factory_reset");
	CHECK(file_exists("paper/000001.png"));
	CHECK(is_laid() && !file_exists("er/ask/reset"));
	world_close(&w);
}
