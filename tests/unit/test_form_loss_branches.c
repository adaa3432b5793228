/* The branches of the loss report: each with what leaves at its end, and where it goes (domain reference, R5, SR1-SR7). */
#include "form_loss.h"

#include <stdio.h>

static void say_all(struct kit *k, const char *const *pairs)
{
	for (; *pairs; pairs += 2)
		loss_say(k, pairs[0], pairs[1]);
}

/* What everybody says at the end, whatever it is about. */
static void finish(struct kit *k)
{
	static const char *const last[] = {"story", "Toen ik terugkwam zag ik meteen wat er was gebeurd.", "images",
	        "no", "damage_claim", "unknown", "for_whom", "self", "name", "Ng", "birth_year", "1944", "contact",
	        "none", "truth", "OK", "concept", "OK", NULL};

	say_all(k, last);
}

static void when_and_where(struct kit *k)
{
	static const char *const said[] = {
	        "from", "2026-03-10", "to", "2026-03-11", "place", "Damrak", "insured", "no", NULL};

	say_all(k, said);
}

/* ---- where it goes --------------------------------------------------------------------------- */

/* A bicycle that was stolen goes nowhere special; each row changes one thing. */
static const struct {
	const char *name, *value, *to;
} ways[] = {
        {"insured", "no", "self_service_ok"},
        {"violence", "yes", "desk_now"},
        {"violence", "rather_desk", "desk_now"},
        {"known", "yes", "desk_now"},
        {"circumstances", "weapon", "desk_now"},
        {"circumstances", "home", "desk_now"},
        {"circumstances", "traces", "desk_now"},
        {"circumstances", "bias", "specialist"},
        {"circumstances", "bias weapon", "desk_now"},
        {"abroad", "yes", "desk_appointment"},
        {"abroad", "unknown", "self_service_ok"},
        {"kind", "other", "desk_now"},
        {"kind", "unknown", "self_service_ok"},
        {"kind", "from_car", "self_service_ok"},
        {"thing", "plate", "desk_now"},
        {"thing", "moped", "desk_now"},
        {"for_whom", "someone", "desk_now"},
        {"for_whom", "child", "self_service_ok"},
};

TEST(loss_branches, each_answer_of_the_route_has_its_destination)
{
	for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
		struct kit k;

		loss_open(&k);
		loss_fill(&k);
		loss_say(&k, ways[i].name, ways[i].value);
		if (strcmp(session_value(k.s, "/data/destination"), ways[i].to) != 0)
			test_fail(__FILE__, __LINE__, "%s %s goes to %s", ways[i].name, ways[i].value,
			        session_value(k.s, "/data/destination"));
		kit_close(&k);
	}
}

/* Whatever sends to staff offers them first, refuses nothing, and says that going on keeps the answers. */
TEST(loss_branches, every_answer_for_staff_offers_staff_and_lets_go_on)
{
	static const char *const offers[][2] = {{"circumstances", "weapon"}, {"circumstances", "home"},
	        {"circumstances", "traces"}, {"circumstances", "bias"}, {"abroad", "yes"}, {"kind", "other"}};

	for (size_t i = 0; i < sizeof offers / sizeof *offers; i++) {
		struct kit k;

		loss_open(&k);
		loss_fill(&k);
		CHECK(!loss_asks(&k, "desk_first"));
		loss_say(&k, offers[i][0], offers[i][1]);
		CHECK_INT(loss_verdict(&k, "desk_first"), SESSION_MISSING);
		CHECK_HAS(kit_question(&k, "/data/desk_first")->hint, "bewaren");
		loss_say(&k, "desk_first", "desk");
		CHECK(!loss_asks(&k, "thing") && !loss_asks(&k, "story") && !loss_asks(&k, "name"));
		CHECK(!loss_is_whole(&k));
		loss_say(&k, "desk_first", "go_on");
		if (loss_asks(&k, "abroad_where"))
			loss_say(&k, "abroad_where", "België");
		loss_say(&k, "truth", "OK");
		loss_say(&k, "concept", "OK");
		CHECK(loss_is_whole(&k));
		CHECK_HAS(kit_json(&k), "\"/data/desk_first\":\"go_on\"");
		kit_close(&k);
	}
}

/* Hate is asked about what happened. No answer says anything of a person. */
TEST(loss_branches, hate_is_a_circumstance_and_no_attribute)
{
	struct kit k;
	const struct question *q;

	loss_open(&k);
	loss_to_thing(&k, "stolen", "bag");
	q = kit_question(&k, "/data/circumstances");
	CHECK_INT(q->n_choices, 5);
	CHECK_TEXT(q->sensitivity, "K3");
	loss_say(&k, "circumstances", "none bias");
	CHECK_INT(loss_verdict(&k, "circumstances"), SESSION_BROKEN_RULE);
	loss_say(&k, "circumstances", "bias");
	CHECK_INT(loss_verdict(&k, "circumstances"), SESSION_GOOD);
	kit_close(&k);
}

TEST(loss_branches, what_was_lost_is_asked_for_its_country_only)
{
	struct kit k;

	loss_open(&k);
	loss_to_thing(&k, "lost", "bag");
	CHECK(!loss_asks(&k, "circumstances") && !loss_asks(&k, "damage_claim"));
	CHECK(loss_asks(&k, "abroad") && loss_asks(&k, "postcode") && !loss_asks(&k, "abroad_where"));
	loss_say(&k, "abroad", "yes");
	CHECK(!loss_asks(&k, "postcode"));
	CHECK_INT(loss_verdict(&k, "abroad_where"), SESSION_MISSING);
	kit_close(&k);
}

/* ---- fraud on the internet --------------------------------------------------------------------- */

static void buy(struct kit *k, const char *paid)
{
	loss_to_thing(k, "fraud", "");
	loss_say(k, "site", "koopjeshal.example");
	loss_say(k, "paid", paid);
	if (strcmp(paid, "not_paid") != 0) {
		loss_say(k, "amount", "120.50");
		loss_say(k, "paid_on", "2026-03-10");
	}
	loss_say(k, "to", "2026-03-12");
	finish(k);
}

TEST(loss_branches, fraud_asks_for_money_and_not_for_things)
{
	static const char *const never[] = {"thing", "documents", "brand", "imei", "plate", "value", "from", "place",
	        "postcode", "insured", "circumstances", "abroad", "locked", "damage"};
	struct kit k;

	loss_open(&k);
	buy(&k, "transfer");
	for (size_t i = 0; i < sizeof never / sizeof *never; i++)
		if (loss_asks(&k, never[i]))
			test_fail(__FILE__, __LINE__, "fraud asks %s", never[i]);
	CHECK(loss_asks(&k, "payee_iban") && loss_asks(&k, "payee_name") && loss_asks(&k, "call_bank_note"));
	loss_say(&k, "payee_iban", "nl91 abna 0417 1643 00");
	loss_say(&k, "payee_name", "J. Verkoper");
	CHECK(loss_is_whole(&k));
	CHECK_HAS(kit_json(&k), "\"/data/payee_iban\":\"NL91ABNA0417164300\"");
	CHECK_HAS(kit_json(&k), "\"/data/amount\":\"120.50\"");
	CHECK_HAS(kit_json(&k), "\"/data/destination\":\"self_service_ok\"");
	kit_close(&k);
}

TEST(loss_branches, each_way_of_paying_has_its_questions)
{
	static const struct {
		const char *paid;
		bool iban, money;
	} ways_to_pay[] = {
	        {"transfer", true, true}, {"card", false, true}, {"other", false, true}, {"not_paid", false, false}};

	for (size_t i = 0; i < 4; i++) {
		struct kit k;

		loss_open(&k);
		buy(&k, ways_to_pay[i].paid);
		CHECK(loss_is_whole(&k));
		CHECK_INT(loss_asks(&k, "payee_iban"), ways_to_pay[i].iban);
		CHECK_INT(loss_asks(&k, "payee_name"), ways_to_pay[i].money);
		CHECK_INT(loss_asks(&k, "amount"), ways_to_pay[i].money);
		CHECK_INT(loss_asks(&k, "paid_on"), ways_to_pay[i].money);
		CHECK_INT(loss_asks(&k, "call_bank_note"), ways_to_pay[i].money);
		kit_close(&k);
	}
}

/* ---- vandalism, theft from a car, moped -------------------------------------------------------- */

TEST(loss_branches, vandalism_asks_what_is_broken)
{
	static const char *const things[] = {"car", "bicycle", "moped", "house", "other"};

	for (size_t i = 0; i < 5; i++) {
		bool vehicle = i == 0 || i == 2;
		struct kit k;

		loss_open(&k);
		loss_to_thing(&k, "damaged", "");
		loss_say(&k, "damaged_thing", things[i]);
		if (loss_asks(&k, "what"))
			loss_say(&k, "what", "een hek");
		if (loss_asks(&k, "plate_dutch"))
			loss_say(&k, "plate_dutch", "yes");
		loss_say(&k, "damage", "De spiegel en de ruit.");
		loss_say(&k, "damage_cost", "300");
		when_and_where(&k);
		finish(&k);
		CHECK(loss_is_whole(&k));
		CHECK(!loss_asks(&k, "thing") && !loss_asks(&k, "locked") && !loss_asks(&k, "value"));
		CHECK_INT(loss_asks(&k, "plate"), vehicle);
		CHECK_INT(loss_asks(&k, "what"), i == 4);
		CHECK(!loss_asks(&k, "plate_note")); /* the plate is still there */
		CHECK_HAS(kit_json(&k), "\"/data/damage\":\"De spiegel");
		CHECK_VALUE(&k, "/data/destination", "self_service_ok");
		kit_close(&k);
	}
}

TEST(loss_branches, theft_from_a_car_asks_for_the_car_and_the_thing)
{
	struct kit k;

	loss_open(&k);
	loss_to_thing(&k, "from_car", "phone");
	CHECK(loss_asks(&k, "imei") && loss_asks(&k, "plate_dutch") && loss_asks(&k, "plate"));
	loss_say(&k, "plate_dutch", "yes");
	CHECK_INT(loss_verdict(&k, "plate"), SESSION_GOOD); /* who does not know it goes on */
	loss_say(&k, "plate", "12-abc-3");
	when_and_where(&k);
	finish(&k);
	CHECK(loss_is_whole(&k));
	CHECK(!loss_asks(&k, "plate_note"));
	CHECK_HAS(kit_json(&k), "\"/data/plate\":\"12ABC3\"");
	CHECK_VALUE(&k, "/data/destination", "self_service_ok");
	loss_say(&k, "thing", "plate"); /* the plate itself was taken */
	CHECK(loss_asks(&k, "plate_note"));
	CHECK_VALUE(&k, "/data/destination", "desk_now");
	loss_say(&k, "plate", "");
	CHECK_INT(loss_verdict(&k, "plate"), SESSION_MISSING);
	kit_close(&k);
}

TEST(loss_branches, with_a_moped_its_plate_is_gone_too)
{
	struct kit k;

	loss_open(&k);
	loss_to_thing(&k, "stolen", "moped");
	CHECK(loss_asks(&k, "frame") && loss_asks(&k, "locked") && loss_asks(&k, "plate") &&
	        loss_asks(&k, "plate_note"));
	loss_say(&k, "locked", "yes");
	loss_say(&k, "plate_dutch", "yes");
	when_and_where(&k);
	finish(&k);
	CHECK(loss_is_whole(&k));
	CHECK_VALUE(&k, "/data/destination", "desk_now");
	kit_close(&k);
}

TEST(loss_branches, who_saw_it_or_which_camera_is_asked_where_there_is_one)
{
	struct kit k;

	loss_open(&k);
	loss_fill(&k);
	CHECK(!loss_asks(&k, "images_where"));
	loss_say(&k, "images", "yes");
	CHECK(loss_asks(&k, "images_where"));
	CHECK_TEXT(kit_question(&k, "/data/images_where")->sensitivity, "K3");
	kit_close(&k);
}
