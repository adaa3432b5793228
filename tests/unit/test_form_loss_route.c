/* Who is asked what: danger first, a colleague where one is needed, and only what fits the thing. */
#include "form_loss.h"

#include <stdlib.h>

/* The names of all questions asked now, notes too, in their order. */
static const char *asked(struct kit *k)
{
	buf_clear(&k->out);
	for (uint32_t id = session_next(k->s, 0); id; id = session_next(k->s, id))
		buf_printf(&k->out, "%s%s", k->out.len ? " " : "", session_question(k->s, id)->name);
	return buf_str(&k->out);
}

TEST(loss_route, danger_ends_all_questions_and_is_never_saved)
{
	struct kit k;

	loss_open(&k);
	loss_fill(&k);
	loss_say(&k, "danger", "yes");
	CHECK_TEXT(asked(&k), "danger danger_note");
	CHECK_HAS(kit_question(&k, "/data/danger_note")->label, "112");
	CHECK(!loss_is_whole(&k));
	loss_say(&k, "danger", "no");
	CHECK_VALUE(&k, "/data/name", "Ng"); /* nothing was lost by a slip of the finger */
	kit_close(&k);
}

TEST(loss_route, violence_or_a_known_offender_offers_a_colleague_and_refuses_nothing)
{
	static const char *const ways[][2] = {{"violence", "yes"}, {"violence", "rather_desk"}, {"known", "yes"}};
	struct kit k;

	for (size_t i = 0; i < 3; i++) {
		loss_open(&k);
		loss_fill(&k);
		CHECK(!loss_asks(&k, "desk_first"));
		loss_say(&k, ways[i][0], ways[i][1]);
		CHECK(loss_asks(&k, "desk_first"));
		CHECK_INT(loss_verdict(&k, "desk_first"), SESSION_MISSING);
		loss_say(&k, "desk_first", "desk");
		CHECK_TEXT(asked(&k), "danger kind violence known circumstances abroad desk_first desk_note");
		CHECK(!loss_is_whole(&k));
		loss_say(&k, "desk_first", "go_on");
		loss_say(&k, "truth", "OK");
		loss_say(&k, "concept", "OK");
		CHECK(loss_is_whole(&k));
		CHECK_VALUE(&k, "/data/destination", "desk_now");
		kit_close(&k);
	}
}

TEST(loss_route, what_was_lost_has_no_offender)
{
	struct kit k;

	loss_open(&k);
	loss_to_thing(&k, "lost", "bicycle");
	CHECK(!loss_asks(&k, "violence"));
	CHECK(!loss_asks(&k, "known"));
	CHECK(!loss_asks(&k, "locked"));
	CHECK(!loss_asks(&k, "images"));
	loss_say(&k, "kind", "unknown");
	CHECK(loss_asks(&k, "violence"));
	CHECK(loss_asks(&k, "locked"));
	kit_close(&k);
}

#define ROUTE "danger kind violence known circumstances abroad thing "
#define WHEN "from to place postcode story images damage_claim "
#define WHO "for_whom name born birth_year bsn contact truth concept"

TEST(loss_route, each_thing_has_its_own_questions)
{
	static const struct {
		const char *thing, *asks;
	} things[] = {
	        {"bicycle", ROUTE "brand colour frame locked value " WHEN "insured " WHO},
	        {"phone", ROUTE "brand imei value " WHEN "insured " WHO},
	        {"wallet", ROUTE "documents colour value " WHEN "insured " WHO},
	        {"bag", ROUTE "documents colour value " WHEN "insured " WHO},
	        {"document", ROUTE "documents " WHEN WHO},
	        {"plate", ROUTE "plate_dutch plate plate_note " WHEN WHO},
	        {"other", ROUTE "what serial value " WHEN "insured " WHO},
	};
	struct kit k;

	loss_open(&k);
	for (size_t i = 0; i < sizeof things / sizeof *things; i++) {
		loss_to_thing(&k, "stolen", things[i].thing);
		CHECK_TEXT(asked(&k), things[i].asks);
	}
	kit_close(&k);
}

TEST(loss_route, each_document_has_its_own_next_step)
{
	static const struct {
		const char *kind, *documents, *notes, *to;
	} ways[] = {
	        {"lost", "bankcard", "bank_note", "municipality"},
	        {"lost", "passport", "municipality_note", "municipality"},
	        {"lost", "licence", "municipality_note", "municipality"},
	        {"stolen", "passport", "stolen_id_note", "desk_now"},
	        {"unknown", "passport", "stolen_id_note", "desk_now"},
	        {"stolen", "licence", "municipality_note", "self_service_ok"},
	        {"lost", "foreign", "embassy_note", "municipality"},
	        {"lost", "number_plate", "plate_note", "desk_now"},
	        {"lost", "other_papers", "", "municipality"},
	        {"lost", "bankcard foreign", "bank_note embassy_note", "municipality"},
	};
	static const char *const notes[] = {
	        "bank_note", "stolen_id_note", "municipality_note", "embassy_note", "plate_note"};

	for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
		struct kit k;

		loss_open(&k);
		loss_to_thing(&k, ways[i].kind, "document");
		loss_say(&k, "documents", ways[i].documents);
		for (size_t n = 0; n < sizeof notes / sizeof *notes; n++) {
			if (loss_asks(&k, notes[n]) != (strstr(ways[i].notes, notes[n]) != NULL))
				test_fail(__FILE__, __LINE__, "%s %s: %s is wrong", ways[i].kind, ways[i].documents,
				        notes[n]);
		}
		CHECK_VALUE(&k, "/data/destination", ways[i].to);
		kit_close(&k);
	}
}

TEST(loss_route, only_who_lost_a_wallet_or_bag_may_have_lost_no_documents)
{
	struct kit k;

	loss_open(&k);
	loss_to_thing(&k, "lost", "wallet");
	CHECK_INT(kit_question(&k, "/data/documents")->n_choices, 7);
	loss_say(&k, "documents", "none");
	loss_say(&k, "thing", "document");
	CHECK_INT(kit_question(&k, "/data/documents")->n_choices, 6);
	CHECK_VALUE(&k, "/data/documents", ""); /* an answer that is no longer offered does not stay */
	kit_close(&k);
}

TEST(loss_route, only_the_chosen_way_to_reach_somebody_is_asked)
{
	static const char *const ways[] = {"phone", "email", "address"};
	static const char *const contacts[] = {"phone", "email", "post", "none"};
	struct kit k;

	loss_open(&k);
	loss_to_thing(&k, "lost", "phone");
	for (size_t c = 0; c < 4; c++) {
		loss_say(&k, "contact", contacts[c]);
		for (size_t w = 0; w < 3; w++)
			CHECK_INT(loss_asks(&k, ways[w]), w == c);
		CHECK_INT(loss_asks(&k, "updates"), c < 3);
	}
	kit_close(&k);
}

/* The age on a day of whoever was born on 29 February 2012. */
static void leap_child(struct kit *k, int year, int month, int day)
{
	session_set_now(k->s, (days_of_civil(year, month, day) * 86400 + 43200) * 1000);
	loss_say(k, "born", "");
	loss_say(k, "born", "2012-02-29");
}

TEST(loss_route, children_under_thirteen_are_told_about_an_adult)
{
	struct kit k;

	loss_open(&k);
	loss_to_thing(&k, "lost", "phone");
	CHECK(!loss_asks(&k, "young_note"));
	loss_say(&k, "born", "2013-03-14");
	CHECK(!loss_asks(&k, "young_note")); /* thirteen today */
	loss_say(&k, "born", "2013-03-15");
	CHECK(loss_asks(&k, "young_note"));
	CHECK(!loss_asks(&k, "birth_year"));
	loss_say(&k, "born", "");
	CHECK(!loss_asks(&k, "young_note"));
	loss_say(&k, "birth_year", "2014");
	CHECK(loss_asks(&k, "young_note"));
	loss_say(&k, "birth_year", "2013");
	CHECK(!loss_asks(&k, "young_note"));
	leap_child(&k, 2025, 2, 28);
	CHECK(loss_asks(&k, "young_note"));
	leap_child(&k, 2025, 3, 1);
	CHECK(!loss_asks(&k, "young_note"));
	kit_close(&k);
}

TEST(loss_route, who_reports_for_another_is_sent_to_the_desk)
{
	struct kit k;

	loss_open(&k);
	loss_fill(&k);
	CHECK_VALUE(&k, "/data/destination", "self_service_ok");
	loss_say(&k, "for_whom", "someone");
	CHECK(loss_asks(&k, "permission_note"));
	CHECK_VALUE(&k, "/data/destination", "desk_now");
	kit_close(&k);
}

TEST(loss_route, a_visit_that_was_gone_through_can_be_saved)
{
	struct kit k;

	loss_open(&k);
	loss_fill(&k);
	CHECK(!loss_is_whole(&k));
	loss_say(&k, "truth", "OK");
	CHECK(!loss_is_whole(&k));
	loss_say(&k, "concept", "OK");
	CHECK(loss_is_whole(&k));
	CHECK_HAS(kit_xml(&k), "<story>Ik kwam terug");
	kit_close(&k);
}

TEST(loss_route, a_closed_branch_does_not_leave)
{
	struct kit k;

	loss_open(&k);
	loss_fill(&k);
	loss_say(&k, "frame", "GZ1234567");
	loss_say(&k, "thing", "phone");
	loss_say(&k, "imei", "490154203237518");
	CHECK(strstr(kit_json(&k), "GZ1234567") == NULL);
	CHECK_HAS(kit_json(&k), "490154203237518");
	loss_say(&k, "thing", "bicycle");
	CHECK_HAS(kit_json(&k), "GZ1234567");
	CHECK(strstr(kit_json(&k), "490154203237518") == NULL);
	kit_close(&k);
}

TEST(loss_route, the_language_changes_no_route)
{
	struct kit k;
	char *first = NULL;

	loss_open(&k);
	for (int language = 0; language < LOSS_LANGUAGES; language++) {
		kit_again(&k, language, 0);
		loss_fill(&k);
		loss_say(&k, "known", "yes");
		if (!first)
			first = strdup(asked(&k));
		CHECK_TEXT(asked(&k), first);
		CHECK_VALUE(&k, "/data/destination", "desk_now");
	}
	free(first);
	kit_close(&k);
}
