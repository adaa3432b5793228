/* What is typed and not confirmed survives, and flash is spared. */
#include <string.h>

#include "kiosk_draft.h"

static struct world w;

/* ---- what is typed -------------------------------------------------------------------------------- */

TEST(draft_typed, survives_when_the_keys_rested_for_three_seconds)
{
	draft_station(&w, "screen/drafts");
	draft_household(&w);
	world_advance(&w, 1000);
	world_type(&w, "Jan");
	world_advance(&w, 2900);
	world_type(&w, "ne");
	world_advance(&w, 3000);
	world_type(&w, "tje");
	world_advance(&w, 500);
	draft_cut(&w);
	desk_log_in(&w, DESK_TOKEN, DESK_PIN);
	draft_bring_back(&w, 0);
	world_see(&w, "question");
	CHECK_TEXT(draft_field(&w, "field:/data/name"), "Janne");
	CHECK(!world_says(&w, "fout"));
	world_type(&w, "ke");
	CHECK_TEXT(draft_field(&w, "field:/data/name"), "Janneke");
	world_close(&w);
}

TEST(draft_typed, survives_ten_seconds_later_where_the_keys_never_rest)
{
	draft_station(&w, "screen/drafts");
	draft_household(&w);
	for (int i = 0; i < 12; i++) {
		world_type(&w, "a");
		world_advance(&w, 1000);
	}
	draft_cut(&w);
	desk_log_in(&w, DESK_TOKEN, DESK_PIN);
	draft_bring_back(&w, 0);
	CHECK(strlen(draft_field(&w, "field:/data/name")) >= 9);
	world_close(&w);
}

TEST(draft_typed, is_gone_where_it_was_taken_away_again)
{
	draft_station(&w, "screen/drafts");
	draft_household(&w);
	world_type(&w, "x");
	world_advance(&w, 4000);
	world_tap(&w, "key:back");
	world_advance(&w, 4000);
	draft_cut(&w);
	desk_log_in(&w, DESK_TOKEN, DESK_PIN);
	draft_bring_back(&w, 0);
	CHECK_TEXT(draft_field(&w, "field:/data/name"), "");
	world_close(&w);
}

TEST(draft_typed, never_goes_to_the_desk_where_it_is_masked)
{
	draft_station(&w, "screen/drafts");
	draft_household(&w);
	world_type(&w, "Jan");
	world_tap(&w, "next");
	world_type(&w, "geheim");
	world_advance(&w, 5000);
	draft_cut(&w);
	desk_log_in(&w, DESK_TOKEN, DESK_PIN);
	draft_bring_back(&w, 0);
	CHECK_TEXT(draft_field(&w, "field:/data/pin"), "");
	CHECK_TEXT(session_value(visit_session(w.app.visit), "/data/name"), "Jan");
	world_close(&w);
}

TEST(draft_typed, is_kept_once_its_question_is_left_without_any_wait)
{
	draft_station(&w, "screen/drafts");
	draft_household(&w);
	world_advance(&w, 2000);
	world_type(&w, "Jan");
	world_tap(&w, "next");
	world_advance(&w, 1);
	draft_cut(&w);
	desk_log_in(&w, DESK_TOKEN, DESK_PIN);
	draft_bring_back(&w, 0);
	CHECK(world_node(&w, "field:/data/pin") != NULL);
	CHECK_TEXT(session_value(visit_session(w.app.visit), "/data/name"), "Jan");
	world_close(&w);
}

/* ---- wear --------------------------------------------------------------------------------------------- */

/* Writes in a minute of it, one act each step. */
static int writes(int step_ms, void (*act)(int i))
{
	int64_t last = w.app.visit->draft.written_ms;
	int n = 0;

	for (int i = 0; i < 60000 / step_ms; i++) {
		act(i);
		for (int ms = 0; ms < step_ms; ms += 50) {
			world_advance(&w, 50);
			n += w.app.visit->draft.written_ms != last;
			last = w.app.visit->draft.written_ms;
		}
	}
	return n;
}

static void types(int i)
{
	char one[2] = {(char)('a' + i % 26), 0};

	world_type(&w, one);
}

static void walks(int i)
{
	world_tap(&w, i % 2 ? "back" : "next");
}

static void looks(int i)
{
	(void)i;
	w.app.stale = true;
}

TEST_LIMIT(draft_typed, costs_at_most_seven_writes_a_minute, 60)
{
	int n;

	draft_station(&w, "screen/drafts");
	draft_household(&w);
	n = writes(300, types);
	CHECK(n >= 5 && n <= 7);
	n = writes(300, looks);
	CHECK(n <= 1);
	world_close(&w);
}

TEST_LIMIT(draft, costs_at_most_a_write_a_second_however_fast_somebody_walks, 60)
{
	int n;

	draft_station(&w, "screen/drafts");
	draft_household(&w);
	world_type(&w, "Jan");
	n = writes(200, walks);
	CHECK(n >= 30 && n <= 61);
	world_close(&w);
}

/* Two dates whose rules look at each other, one of them half typed. */
TEST(draft_typed, survives_in_a_date_that_is_not_whole)
{
	draft_station(&w, NULL);
	world_go(&w, SCREEN_QUESTION, "nl");
	for (int i = 0; i < 30 && !world_node(&w, "field:/data/from:0"); i++) {
		world_answer(&w);
		world_tap(&w, "next");
	}
	world_advance(&w, 2000);
	world_tap(&w, "field:/data/from:0");
	world_type(&w, "1");
	world_advance(&w, 4000);
	draft_cut(&w);
	desk_log_in(&w, DESK_TOKEN, DESK_PIN);
	draft_bring_back(&w, 0);
	CHECK_TEXT(draft_field(&w, "field:/data/from:0"), "1");
	CHECK_TEXT(draft_field(&w, "field:/data/from:2"), "");
	world_close(&w);
}
