/* Cut off while answers are looked through, or in the middle of an order: it comes back just there. */
#include <stdio.h>
#include <string.h>

#include "kiosk_review.h"

#define LOW "800x480@154x86"

static struct world w;

/* The station comes back with the panel it has: as after a real cut. */
static void cut(const char *panel)
{
	char more[80];

	world_advance(&w, 4000);
	w.app.visit->draft.is_kept = false;
	world_close(&w);
	snprintf(more, sizeof more, "--panel %s", panel);
	world_open(&w, more);
	world_advance(&w, 1000);
	CHECK_INT(draft_waiting(&w), 1);
	desk_log_in(&w, DESK_TOKEN, DESK_PIN);
	draft_bring_back(&w, 0);
	CHECK_INT(draft_waiting(&w), 0);
}

TEST(draft_review, comes_back_at_each_page_of_a_short_review)
{
	int pages = 1;

	draft_station(&w, NULL);
	world_go(&w, SCREEN_REVIEW, "nl");
	for (int page = 1; page <= pages; page++) {
		char first[ID_MAX] = "";

		while (review_page(&w) != page)
			review_turn(&w, 1);
		for (int i = 0; i < ui_access(w.app.ui)->n && !*first; i++)
			if (strncmp(ui_access(w.app.ui)->all[i].id, "change:", 7) == 0)
				snprintf(first, sizeof first, "%s", ui_access(w.app.ui)->all[i].id);
		review_cut(&w);
		world_see(&w, "review");
		desk_badge(&w, "");
		world_see(&w, "review");
		CHECK_INT(review_page(&w), page);
		CHECK(!*first || world_node(&w, first));
		if (world_node(&w, "more"))
			pages = page + 1 < 9 && !world_node(&w, "ledger") ? page + 1 : pages;
	}
	CHECK(pages > 1);
	world_tap(&w, "next");
	world_see(&w, "confirm");
	review_cut(&w); /* the question whether it is right is no place of its own */
	world_see(&w, "review");
	world_close(&w);
}

TEST(draft_review, comes_back_among_the_parts_and_within_one)
{
	int page;

	review_station(&w, LOW);
	review_begin(&w, "ar");
	world_tap(&w, "more");
	page = review_page(&w);
	cut(LOW);
	world_see(&w, "review");
	CHECK_TEXT(visit_language(w.app.visit), "ar");
	CHECK_INT(review_page(&w), page);
	world_tap(&w, "part:4");
	while (!review_shows(&w, "money_6"))
		review_turn(&w, 1);
	page = review_page(&w);
	cut(LOW);
	world_see(&w, "review");
	CHECK(review_shows(&w, "money_6"));
	CHECK_INT(review_page(&w), page);
	world_tap(&w, "change:/data/money_6");
	cut(LOW);
	world_see(&w, "question");
	CHECK(world_node(&w, "field:/data/money_6") != NULL);
	world_tap(&w, "back");
	world_see(&w, "review");
	CHECK(review_shows(&w, "money_6"));
	world_tap(&w, "back");
	CHECK(world_node(&w, "part:4") != NULL);
	world_close(&w);
}

/* Parked on purpose out of the review, by the person who stands there. */
TEST(draft_review, is_where_a_parked_visit_goes_on)
{
	draft_station(&w, NULL);
	world_go(&w, SCREEN_REVIEW, "nl");
	world_tap(&w, "more");
	world_tap(&w, "help");
	world_tap(&w, "park");
	desk_badge(&w, DESK_TOKEN);
	world_tap(&w, "park:desk");
	world_tap(&w, "next");
	desk_badge(&w, "");
	world_advance(&w, 60000);
	desk_log_in(&w, DESK_TOKEN, DESK_PIN);
	draft_bring_back(&w, 0);
	world_see(&w, "review");
	CHECK_INT(review_page(&w), 2);
	world_close(&w);
}

/* What the desk may not have is asked anew: the review leads there, and is there again. */
TEST(draft_review, that_lost_a_masked_answer_stands_as_before)
{
	draft_station(&w, "screen/drafts");
	draft_household(&w);
	for (int i = 0; i < 12 && w.app.screen == SCREEN_QUESTION; i++) {
		if (world_node(&w, "field:/data/street") && !world_node(&w, "key:a")) {
			struct session *s = visit_session(w.app.visit);

			CHECK_INT(session_set_ref(s, "/data/street", "Dorpsstraat"), 0);
			CHECK_INT(session_set_ref(s, "/data/number", "12"), 0);
			CHECK_INT(session_set_ref(s, "/data/post", "yes"), 0);
		} else {
			world_type(&w, "Jan");
		}
		world_tap(&w, "next");
	}
	world_see(&w, "review");
	review_cut(&w);
	world_see(&w, "review");
	CHECK(desk_finds(&w, "Geen antwoord"));
	world_close(&w);
}

/* ---- half an order ------------------------------------------------------------------------------- */

static void to_order(void)
{
	draft_station(&w, "screen/forms");
	world_go(&w, SCREEN_SERVICE, "nl");
	world_tap(&w, "service:all_widgets");
	w.app.tour.question = session_find(visit_session(w.app.visit), "/data/order");
	app_stale(&w.app);
	CHECK_OK(app_paint(&w.app));
	CHECK(world_node(&w, "choice:/data/order:safe") != NULL);
}

static bool has_place(const char *name, const char *place)
{
	char id[60];
	const struct node *n;

	snprintf(id, sizeof id, "choice:/data/order:%s", name);
	n = world_node(&w, id);
	return n && strstr(n->spoken, place);
}

TEST(draft_order, that_was_half_made_is_half_made_again)
{
	to_order();
	world_tap(&w, "choice:/data/order:heard");
	world_tap(&w, "choice:/data/order:safe");
	review_cut(&w);
	world_see(&w, "question");
	CHECK(has_place("heard", "nummer 1") && has_place("safe", "nummer 2"));
	CHECK(!has_place("paid", "nummer") && !has_place("know", "nummer"));
	CHECK_TEXT(session_value(visit_session(w.app.visit), "/data/order"), ""); /* it is no answer yet */
	world_tap(&w, "choice:/data/order:paid");
	CHECK_TEXT(session_value(visit_session(w.app.visit), "/data/order"), "heard safe paid know");
	review_cut(&w);
	CHECK_TEXT(session_value(visit_session(w.app.visit), "/data/order"), "heard safe paid know");
	CHECK(has_place("know", "nummer 4"));
	world_close(&w);
}

TEST(draft_order, that_was_whole_and_taken_apart_stays_apart)
{
	to_order();
	world_tap(&w, "choice:/data/order:heard");
	world_tap(&w, "choice:/data/order:safe");
	world_tap(&w, "choice:/data/order:paid");
	world_tap(&w, "choice:/data/order:heard");
	review_cut(&w);
	CHECK_TEXT(session_value(visit_session(w.app.visit), "/data/order"), "");
	CHECK(has_place("safe", "nummer 1") && has_place("paid", "nummer 2") && has_place("know", "nummer 3"));
	CHECK(!has_place("heard", "nummer"));
	world_tap(&w, "back"); /* left: it is forgotten, as without a cut */
	world_tap(&w, "next");
	CHECK(!has_place("safe", "nummer"));
	world_close(&w);
}

TEST(draft_order, that_was_parked_half_made_goes_on)
{
	to_order();
	world_tap(&w, "choice:/data/order:know");
	world_tap(&w, "help");
	world_tap(&w, "park");
	desk_badge(&w, DESK_TOKEN);
	world_tap(&w, "park:desk");
	world_tap(&w, "next");
	desk_badge(&w, "");
	world_advance(&w, 60000);
	desk_log_in(&w, DESK_TOKEN, DESK_PIN);
	draft_bring_back(&w, 0);
	CHECK(has_place("know", "nummer 1"));
	CHECK(!has_place("safe", "nummer"));
	world_close(&w);
}
