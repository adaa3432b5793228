/* A draft at the desk: who opens it is logged, and what nobody may read is not there. */
#include <stdio.h>
#include <string.h>

#include "kiosk_draft.h"

#define OTHER_PIN "8206"

static struct world w;

/* A colleague with these roles, logged in. */
static void somebody_else(unsigned roles)
{
	struct staff_given given;
	struct staff_order o;

	desk_log_in(&w, DESK_TOKEN, DESK_PIN);
	shift_order(&o, w.app.visit->duty->shift);
	o.code = "B-900";
	o.roles = roles;
	o.badge = DESK_OTHER;
	o.n_badge = strlen(DESK_OTHER);
	CHECK_INT(staff_issue(&given, w.app.visit->duty->staff, &o), 0);
	desk_log_out(&w);
	desk_log_in(&w, DESK_OTHER, given.pin);
	desk_pin(&w, OTHER_PIN);
	desk_pin(&w, OTHER_PIN);
	wipe(&given, sizeof given);
	world_see(&w, "staff_menu");
}

static uint32_t logged(struct access_entry *last)
{
	struct access_log *l = w.app.visit->duty->log;
	uint32_t n = access_log_length(l);

	if (n)
		CHECK_INT(access_log_read(last, l, n), 0);
	return n;
}

/* ---- who ------------------------------------------------------------------------------------------------ */

TEST(draft, that_is_opened_stands_in_the_log_of_readings_with_its_reason)
{
	struct access_entry e = {0};
	char words[300];
	struct desk_access_row row = {.code = "B-001"};

	draft_station(&w, "screen/drafts");
	draft_household(&w);
	world_advance(&w, 2000);
	draft_cut(&w);
	desk_log_in(&w, DESK_TOKEN, DESK_PIN);
	desk_go(&w, "drafts");
	world_tap(&w, "draft:0");
	CHECK(world_says(&w, "Wij bewaren wie dit las"));
	CHECK_INT(logged(&e), 0);
	world_tap(&w, "back");
	CHECK_INT(logged(&e), 0); /* nothing was opened */
	world_tap(&w, "draft:0");
	world_tap(&w, "reason:complete_with_citizen");
	CHECK_INT(logged(&e), 1);
	CHECK_INT(e.action, ACCESS_CONSULT);
	CHECK_INT(e.reason, REASON_COMPLETE);
	CHECK_INT(e.result, ACCESS_ALLOWED);
	CHECK_TEXT(e.role, "desk");
	CHECK_TEXT(e.staff, duty_token(w.app.visit));
	CHECK(strlen(e.record) == 14 && strncmp(e.record, "draft-", 6) == 0);
	row.entry = e;
	desk_work_access_words(words, w.app.visit, &row);
	CHECK(strstr(words, "B-001 (Baliemedewerker). Gelezen draft-") != NULL);
	CHECK(strstr(words, "Om met de burger aan te vullen.") != NULL);
	world_close(&w);
}

TEST(draft, that_is_broken_says_so_in_the_log_and_on_the_screen)
{
	struct access_entry e = {0};
	struct draft_row row;
	char path[900];
	FILE *f;

	draft_station(&w, "screen/drafts");
	draft_household(&w);
	world_advance(&w, 2000);
	draft_cut(&w);
	CHECK_INT(drafts_list(&row, 1, w.app.visit->draft.all, DRAFT_FOR_DESK), 1);
	snprintf(path, sizeof path, "%s/drafts/", w.data);
	for (int i = 0; i < DRAFT_ID_BYTES; i++)
		snprintf(path + strlen(path), 3, "%02x", row.id[i]);
	f = fopen(path, "r+");
	CHECK(f && fseek(f, 1000, SEEK_SET) == 0 && fputs("spoilt", f) >= 0 && fclose(f) == 0);
	desk_log_in(&w, DESK_TOKEN, DESK_PIN);
	draft_bring_back(&w, 0);
	world_see(&w, "staff_drafts");
	CHECK(world_says(&w, "beschadigd"));
	CHECK(visit_session(w.app.visit) == NULL);
	CHECK_INT(logged(&e), 2);
	CHECK_INT(e.result, ACCESS_BROKEN);
	world_close(&w);
}

TEST(draft, of_a_citizen_is_not_even_there_for_a_technician)
{
	struct access_entry e = {0};

	draft_station(&w, "screen/drafts");
	draft_household(&w);
	world_type(&w, "Jan");
	world_advance(&w, 4000);
	draft_cut(&w);
	somebody_else(ROLE_TECHNICIAN);
	desk_go(&w, "drafts");
	CHECK(world_node(&w, "draft:0") == NULL);
	CHECK(visit_return_at_desk(&(struct visit_place){0}, w.app.visit, 0) != RETURN_DONE);
	CHECK_INT(draft_waiting(&w), 1);
	CHECK_INT(logged(&e), 0);
	world_close(&w);
}

TEST(draft, parked_with_one_badge_opens_with_that_of_a_colleague)
{
	struct access_entry e = {0};

	draft_station(&w, "screen/drafts");
	draft_household(&w);
	world_type(&w, "Jan");
	world_tap(&w, "help");
	world_tap(&w, "park");
	desk_badge(&w, DESK_TOKEN);
	world_tap(&w, "park:desk");
	world_tap(&w, "next");
	desk_badge(&w, "");
	world_advance(&w, 60000);
	somebody_else(ROLE_DESK);
	draft_bring_back(&w, 0);
	CHECK_TEXT(draft_field(&w, "field:/data/name"), "Jan");
	CHECK_INT(logged(&e), 1);
	CHECK_TEXT(e.staff, duty_token(w.app.visit));
	world_close(&w);
}

TEST(draft, beside_another_is_left_alone)
{
	draft_station(&w, "screen/drafts");
	for (int i = 0; i < 2; i++) {
		draft_household(&w);
		world_type(&w, i ? "Tweede" : "Eerste");
		world_advance(&w, 4000);
		draft_cut(&w);
		clock_manual(&w.app.clock, clock_wall_ms(&w.app.clock) + (i ? 0 : 600000));
	}
	CHECK_INT(draft_waiting(&w), 2);
	desk_log_in(&w, DESK_TOKEN, DESK_PIN);
	draft_bring_back(&w, 1); /* the newest stands first */
	CHECK_TEXT(draft_field(&w, "field:/data/name"), "Eerste");
	CHECK_INT(draft_waiting(&w), 1);
	world_tap(&w, "stop");
	world_advance(&w, 60000);
	CHECK_INT(draft_waiting(&w), 1);
	desk_badge(&w, "");
	world_advance(&w, 60000);
	desk_log_in(&w, DESK_TOKEN, DESK_PIN);
	draft_bring_back(&w, 0);
	CHECK_TEXT(draft_field(&w, "field:/data/name"), "Tweede");
	world_close(&w);
}

/* ---- which ------------------------------------------------------------------------------------------------ */

static bool desk_may_have(const char *form)
{
	struct visit *v = w.app.visit;
	bool kept;

	CHECK_OK(visit_begin(v, form));
	visit_draft_at(v, &(struct visit_spot){.ref = "/data/x"});
	world_advance(&w, 3000);
	kept = v->draft.is_kept;
	CHECK_INT(visit_may_park_at_desk(v), kept);
	visit_wipe(v, true);
	return kept;
}

TEST(draft, is_none_of_the_desk_where_nobody_may_read_it)
{
	draft_station(&w, NULL);
	world_advance(&w, 1000);
	CHECK(desk_may_have("loss_report"));
	CHECK(desk_may_have("victim_intake"));
	CHECK(desk_may_have("needs_profile"));
	CHECK(desk_may_have("access_request"));
	CHECK(!desk_may_have("complaint"));
	CHECK(!desk_may_have("signal_card"));
	world_close(&w);
}

TEST(draft, of_an_officers_own_form_comes_back_to_officers)
{
	char before[200];

	draft_station(&w, NULL);
	desk_log_in(&w, DESK_TOKEN, DESK_PIN);
	desk_go(&w, "forms");
	world_tap(&w, "form:meldcode_checklist");
	world_see(&w, "question");
	for (int i = 0; i < 3; i++) {
		world_answer(&w);
		world_tap(&w, "next");
	}
	world_see(&w, "question");
	snprintf(before, sizeof before, "%s", session_question(visit_session(w.app.visit), w.app.tour.question)->ref);
	world_advance(&w, 3000);
	draft_cut(&w);
	desk_log_in(&w, DESK_TOKEN, DESK_PIN);
	desk_go(&w, "drafts");
	CHECK(world_says(&w, "Meldcode"));
	world_tap(&w, "draft:0");
	world_tap(&w, "reason:complete_with_citizen");
	world_see(&w, "question");
	CHECK(visit_is_at_desk(w.app.visit));
	CHECK_TEXT(session_question(visit_session(w.app.visit), w.app.tour.question)->ref, before);
	world_tap(&w, "help"); /* put off by the officer: the card lies there */
	world_tap(&w, "park");
	CHECK(world_node(&w, "park:paper") == NULL);
	world_tap(&w, "park:desk");
	CHECK(visit_session(w.app.visit) == NULL);
	world_tap(&w, "next");
	world_see(&w, "staff_menu");
	CHECK_INT(draft_waiting(&w), 1);
	draft_bring_back(&w, 0);
	CHECK_TEXT(session_question(visit_session(w.app.visit), w.app.tour.question)->ref, before);
	desk_badge(&w, ""); /* an officer's screen does not stay without them */
	world_see(&w, "staff_login");
	world_close(&w);
}
