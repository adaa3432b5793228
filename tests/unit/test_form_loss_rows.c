/* Several things in the loss report: rows that are added, changed and removed; numbers that stand there twice. */
#include <jansson.h>

#include "form/session_restore.h"
#include "form_loss.h"

#include <stdio.h>

static void add(struct kit *k)
{
	CHECK_INT(session_add(k->s, "/data/more"), 0);
}

static uint32_t in_row(struct kit *k, int row, const char *name)
{
	char ref[80];
	uint32_t id;

	(void)snprintf(ref, sizeof ref, "/data/more[%d]/%s", row, name);
	id = session_find(k->s, ref);
	if (!id)
		test_fail(__FILE__, __LINE__, "there is no %s", ref);
	return id;
}

static void row_says(struct kit *k, int row, const char *name, const char *value)
{
	CHECK_INT(session_set(k->s, in_row(k, row, name), value), 0);
}

static bool row_asks(struct kit *k, int row, const char *name)
{
	return session_is_relevant(k->s, in_row(k, row, name));
}

static enum session_verdict row_verdict(struct kit *k, int row, const char *name)
{
	return session_check(k->s, in_row(k, row, name));
}

static void open_whole(struct kit *k)
{
	loss_open(k);
	loss_fill(k);
	loss_say(k, "truth", "OK");
	loss_say(k, "concept", "OK");
	CHECK(loss_is_whole(k));
}

TEST(loss_rows, each_thing_of_a_row_has_its_own_questions)
{
	static const struct {
		const char *thing, *asks;
	} things[] = {
	        {"bicycle", "thing brand colour frame value"},
	        {"moped", "thing brand colour frame plate value"},
	        {"phone", "thing brand imei value"},
	        {"wallet", "thing documents colour value"},
	        {"bag", "thing documents colour value"},
	        {"document", "thing documents"},
	        {"plate", "thing plate"},
	        {"other", "thing what serial value"},
	};
	struct kit k;

	open_whole(&k);
	add(&k);
	CHECK_INT(row_verdict(&k, 1, "thing"), SESSION_MISSING);
	for (size_t i = 0; i < sizeof things / sizeof *things; i++) {
		char got[200] = "";

		row_says(&k, 1, "thing", things[i].thing);
		for (uint32_t id = session_next(k.s, 0); id; id = session_next(k.s, id)) {
			const struct question *q = session_question(k.s, id);

			if (strcmp(q->repeat, "/data/more[1]") == 0)
				(void)snprintf(
				        got + strlen(got), sizeof got - strlen(got), "%s%s", *got ? " " : "", q->name);
		}
		CHECK_TEXT(got, things[i].asks);
	}
	kit_close(&k);
}

TEST(loss_rows, rows_leave_with_the_first_thing_and_a_removed_one_does_not)
{
	struct kit k;

	open_whole(&k);
	add(&k);
	add(&k);
	row_says(&k, 1, "thing", "phone");
	row_says(&k, 1, "imei", "490154203237518");
	row_says(&k, 2, "thing", "bag");
	row_says(&k, 2, "documents", "bankcard");
	row_says(&k, 2, "colour", "canary");
	CHECK(loss_is_whole(&k));
	CHECK_HAS(kit_json(&k), "\"/data/more[1]/imei\":\"490154203237518\"");
	CHECK_HAS(kit_json(&k), "\"/data/more[2]/colour\":\"canary\"");
	CHECK(loss_asks(&k, "bank_note"));
	CHECK_INT(session_remove(k.s, "/data/more", 1), 0);
	CHECK(strstr(kit_json(&k), "canary") == NULL);
	CHECK(!loss_asks(&k, "bank_note"));
	row_says(&k, 1, "thing", "other"); /* changed: what belonged to the phone stays behind */
	row_says(&k, 1, "what", "een ring");
	CHECK(strstr(kit_json(&k), "490154203237518") == NULL);
	CHECK_HAS(kit_json(&k), "\"/data/more[1]/what\":\"een ring\"");
	CHECK(loss_is_whole(&k));
	kit_close(&k);
}

/* SR6 and SR7 hold for what stands in a row as well. */
TEST(loss_rows, a_passport_or_a_plate_in_a_row_goes_to_the_desk)
{
	struct kit k;

	open_whole(&k);
	add(&k);
	row_says(&k, 1, "thing", "document");
	row_says(&k, 1, "documents", "passport");
	CHECK(loss_asks(&k, "stolen_id_note"));
	CHECK_VALUE(&k, "/data/destination", "desk_now");
	CHECK_VALUE(&k, "/data/papers", "passport");
	row_says(&k, 1, "documents", "licence");
	CHECK(loss_asks(&k, "municipality_note") && !loss_asks(&k, "stolen_id_note"));
	CHECK_VALUE(&k, "/data/destination", "self_service_ok");
	row_says(&k, 1, "thing", "plate");
	CHECK(loss_asks(&k, "plate_note"));
	CHECK_INT(row_verdict(&k, 1, "plate"), SESSION_MISSING);
	CHECK_VALUE(&k, "/data/destination", "desk_now");
	CHECK_INT(session_remove(k.s, "/data/more", 0), 0);
	CHECK_VALUE(&k, "/data/destination", "self_service_ok");
	kit_close(&k);
}

TEST(loss_rows, papers_of_a_row_offer_no_plate_and_papers_alone_not_none)
{
	struct kit k;

	open_whole(&k);
	add(&k);
	row_says(&k, 1, "thing", "bag");
	CHECK_INT(session_question(k.s, in_row(&k, 1, "documents"))->n_choices, 6);
	row_says(&k, 1, "thing", "document");
	CHECK_INT(session_question(k.s, in_row(&k, 1, "documents"))->n_choices, 5);
	kit_close(&k);
}

/* ---- SR4: the same number twice is asked about --------------------------------------------------- */

TEST(loss_rows, the_same_number_twice_is_asked_about_and_may_be_right)
{
	struct kit k;

	open_whole(&k); /* a bicycle */
	loss_say(&k, "frame", "gz-123");
	add(&k);
	add(&k);
	row_says(&k, 1, "thing", "bicycle");
	row_says(&k, 2, "thing", "bicycle");
	CHECK(!row_asks(&k, 1, "same_ok") && !row_asks(&k, 2, "same_ok")); /* two that are empty are not the same */
	row_says(&k, 1, "frame", "GZ 124");
	row_says(&k, 2, "frame", "GZ 125");
	CHECK(!row_asks(&k, 1, "same_ok") && !row_asks(&k, 2, "same_ok"));
	row_says(&k, 1, "frame", "GZ 123"); /* as the first thing */
	CHECK(row_asks(&k, 1, "same_ok") && !row_asks(&k, 2, "same_ok"));
	CHECK_INT(row_verdict(&k, 1, "same_ok"), SESSION_MISSING);
	CHECK(!loss_is_whole(&k));
	row_says(&k, 1, "same_ok", "OK");
	CHECK(loss_is_whole(&k));
	loss_say(&k, "frame", "");
	row_says(&k, 2, "frame", "gz123"); /* as another row */
	CHECK(row_asks(&k, 1, "same_ok") && row_asks(&k, 2, "same_ok"));
	CHECK_INT(session_remove(k.s, "/data/more", 0), 0);
	CHECK(!row_asks(&k, 1, "same_ok"));
	kit_close(&k);
}

TEST(loss_rows, two_phones_with_one_imei_are_asked_about)
{
	struct kit k;

	loss_open(&k);
	loss_fill(&k);
	loss_say(&k, "thing", "phone");
	loss_say(&k, "imei", "490154203237518");
	add(&k);
	row_says(&k, 1, "thing", "phone");
	row_says(&k, 1, "imei", "49-015420-323751-8");
	CHECK(row_asks(&k, 1, "same_ok"));
	loss_say(&k, "thing", "bicycle"); /* the first is no phone any more */
	CHECK(!row_asks(&k, 1, "same_ok"));
	kit_close(&k);
}

/* ---- SR3: a check digit that is wrong warns ------------------------------------------------------ */

TEST(loss_rows, an_imei_that_fails_its_check_digit_is_looked_at_again)
{
	static const struct {
		const char *imei;
		bool asks;
	} typed[] = {{"", false}, {"490154203237518", false}, {"490154203237519", true}, {"490154203237510", true},
	        {"490154203237581", true}, {"49015420323751", false}, {"356938035643809", false},
	        {"356938035643808", true}};
	struct kit k;

	loss_open(&k);
	loss_fill(&k);
	loss_say(&k, "thing", "phone");
	add(&k);
	row_says(&k, 1, "thing", "phone");
	for (size_t i = 0; i < sizeof typed / sizeof *typed; i++) {
		loss_say(&k, "imei", typed[i].imei);
		row_says(&k, 1, "imei", typed[i].imei);
		if (loss_asks(&k, "imei_ok") != typed[i].asks || row_asks(&k, 1, "imei_ok") != typed[i].asks)
			test_fail(__FILE__, __LINE__, "\"%s\" is wrong", typed[i].imei);
	}
	CHECK_INT(loss_verdict(&k, "imei_ok"), SESSION_MISSING);
	loss_say(&k, "imei_ok", "OK"); /* it stands like that on the box */
	CHECK_INT(loss_verdict(&k, "imei_ok"), SESSION_GOOD);
	CHECK_HAS(kit_json(&k), "\"/data/imei\":\"356938035643808\"");
	kit_close(&k);
}

/* ---- thirty things ---------------------------------------------------------------------------------- */

TEST(loss_rows, thirty_things_are_the_most)
{
	struct kit k;

	open_whole(&k);
	for (int row = 1; row <= 30; row++) {
		add(&k);
		if (row <= 29) {
			row_says(&k, row, "thing", "other");
			row_says(&k, row, "what", "een ding");
			CHECK(!row_asks(&k, row, "full_note"));
		}
		if (row == 28 || row == 29)
			CHECK(loss_is_whole(&k));
	}
	CHECK(row_asks(&k, 30, "full_note") && !row_asks(&k, 30, "thing"));
	CHECK(!loss_is_whole(&k));
	CHECK_INT(session_remove(k.s, "/data/more", 29), 0);
	CHECK(loss_is_whole(&k));
	kit_close(&k);
}

/* Nothing is asked for in rows where nothing is missing. */
TEST(loss_rows, vandalism_and_fraud_have_no_rows)
{
	struct kit k;

	open_whole(&k);
	add(&k);
	row_says(&k, 1, "thing", "other");
	row_says(&k, 1, "what", "canary");
	loss_say(&k, "kind", "damaged");
	CHECK(!row_asks(&k, 1, "thing"));
	CHECK(strstr(kit_json(&k), "canary") == NULL);
	loss_say(&k, "kind", "stolen");
	CHECK_HAS(kit_json(&k), "canary");
	kit_close(&k);
}

/* ---- a concept that is completed at the desk ----------------------------------------------------------- */

enum { ANSWERS_MOST = 120 };

static size_t laid_back(struct kit *k, json_t *all)
{
	struct session_answer a[ANSWERS_MOST];
	const char *ref;
	json_t *value;
	size_t n = 0, left = 99;

	json_object_foreach(all, ref, value)
	{
		CHECK(n < ANSWERS_MOST);
		a[n++] = (struct session_answer){ref, json_string_value(value), false};
	}
	kit_again(k, LOSS_NL, 0);
	CHECK_OK(session_restore(&left, k->s, a, n));
	return left;
}

/* What leaves, but for the number that every visit has of its own. */
static json_t *record(struct kit *k)
{
	json_t *all = json_loads(kit_json(k), 0, NULL);

	CHECK(all != NULL);
	(void)json_object_del(all, "/data/meta/instanceID");
	return all;
}

TEST(loss_rows, rows_come_back_when_the_concept_is_opened_again)
{
	json_t *before, *after;
	struct kit k;

	open_whole(&k);
	loss_say(&k, "frame", "GZ123");
	add(&k);
	add(&k);
	row_says(&k, 1, "thing", "bicycle");
	row_says(&k, 1, "frame", "GZ123");
	row_says(&k, 1, "same_ok", "OK");
	row_says(&k, 2, "thing", "document");
	row_says(&k, 2, "documents", "passport bankcard");
	CHECK(loss_is_whole(&k));
	before = record(&k);
	CHECK_INT(laid_back(&k, before), 0);
	CHECK(loss_is_whole(&k));
	after = record(&k);
	CHECK(json_equal(before, after));
	CHECK(json_object_get(after, "/data/more[2]/documents") != NULL);
	json_decref(before);
	json_decref(after);
	kit_close(&k);
}
