/* The teach-back: one by one, explained again, then a human; stopped and skipped at will; never a score. */
#include <string.h>

#include "harness.h"
#include "notice_hand.h"
#include "sys/text.h"

enum { WRONG, RIGHT, UNSURE };

static void begin(struct teach_back *t, const char *id, const char *lang)
{
	struct hand_shelf *s = hand_full(NOTICE_OFFICIAL);

	teach_begin(t, hand_notice(s, id, lang), text_is(lang, "nl") ? hand_notice(s, id, "nl-easy") : NULL);
}

static void wrong_twice(struct teach_back *t)
{
	teach_answer(t, WRONG);
	teach_explained(t);
	teach_answer(t, WRONG);
}

TEST(teach_back, all_right_is_full_and_nothing_was_explained_again)
{
	struct teach_back t;
	const char *items[NOTICE_QUESTIONS_MAX];

	begin(&t, "N-VIC", "nl");
	CHECK_INT(teach_total(&t), 4);
	for (int i = 0; i < 4; i++) {
		CHECK_INT(teach_state(&t), TEACH_ASK);
		CHECK_INT(teach_number(&t), i + 1);
		CHECK(!teach_is_second_time(&t));
		teach_answer(&t, RIGHT);
	}
	CHECK_INT(teach_state(&t), TEACH_DONE);
	CHECK(!teach_question(&t));
	CHECK_INT(teach_number(&t), 4);
	CHECK_INT(teach_result(&t), UNDERSTOOD_FULL);
	CHECK_INT(teach_reexplained(&t, items), 0);
}

TEST(teach_back, wrong_once_explains_the_item_and_asks_again)
{
	struct teach_back t;
	const char *items[NOTICE_QUESTIONS_MAX];
	struct teach_help help;

	begin(&t, "N-VIC", "nl");
	teach_answer(&t, WRONG);
	CHECK_INT(teach_state(&t), TEACH_EXPLAIN);
	help = teach_help(&t);
	CHECK_TEXT(help.item->id, "V-a");
	CHECK(help.easier && !help.core_only);
	CHECK_TEXT(teach_question(&t)->id, "VIC-1");
	teach_explained(&t);
	CHECK_INT(teach_state(&t), TEACH_ASK);
	CHECK(teach_is_second_time(&t));
	CHECK_TEXT(teach_question(&t)->id, "VIC-1");
	teach_answer(&t, RIGHT);
	CHECK_TEXT(teach_question(&t)->id, "VIC-2");
	CHECK(!teach_is_second_time(&t));
	for (int i = 0; i < 3; i++)
		teach_answer(&t, RIGHT);
	CHECK_INT(teach_result(&t), UNDERSTOOD_FULL);
	CHECK_INT(teach_reexplained(&t, items), 1);
	CHECK_TEXT(items[0], "V-a");
}

TEST(teach_back, not_knowing_is_explained_like_a_wrong_answer)
{
	struct teach_back t;

	begin(&t, "N-VIC", "nl");
	teach_answer(&t, UNSURE);
	CHECK_INT(teach_state(&t), TEACH_EXPLAIN);
	teach_explained(&t);
	teach_answer(&t, UNSURE);
	CHECK_INT(teach_state(&t), TEACH_HUMAN);
}

TEST(teach_back, wrong_twice_calls_a_human)
{
	struct teach_back t;

	begin(&t, "N-VIC", "nl");
	wrong_twice(&t);
	CHECK_INT(teach_state(&t), TEACH_HUMAN);
	CHECK_TEXT(teach_question(&t)->id, "VIC-1");
	CHECK_TEXT(teach_help(&t).item->id, "V-a");
	teach_human(&t, true);
	CHECK_TEXT(teach_question(&t)->id, "VIC-2");
	for (int i = 0; i < 3; i++)
		teach_answer(&t, RIGHT);
	CHECK_INT(teach_result(&t), UNDERSTOOD_FULL);
}

TEST(teach_back, what_stays_unclear_is_partly_and_all_of_it_is_no)
{
	struct teach_back t;

	begin(&t, "N-VIC", "nl");
	wrong_twice(&t);
	teach_human(&t, false);
	for (int i = 0; i < 3; i++)
		teach_answer(&t, RIGHT);
	CHECK_INT(teach_result(&t), UNDERSTOOD_PARTLY);
	begin(&t, "N-VIC", "nl");
	for (int i = 0; i < 4; i++) {
		wrong_twice(&t);
		teach_human(&t, false);
	}
	CHECK_INT(teach_result(&t), UNDERSTOOD_NO);
}

TEST(teach_back, skipping_is_neutral)
{
	struct teach_back t;
	const char *items[NOTICE_QUESTIONS_MAX];

	begin(&t, "N-VIC", "nl");
	for (int i = 0; i < 4; i++)
		teach_skip(&t);
	CHECK_INT(teach_state(&t), TEACH_DONE);
	CHECK_INT(teach_result(&t), UNDERSTOOD_NOT_DETERMINED);
	begin(&t, "N-VIC", "nl");
	teach_answer(&t, WRONG);
	teach_skip(&t); /* while it is explained */
	for (int i = 0; i < 3; i++)
		teach_answer(&t, RIGHT);
	CHECK_INT(teach_result(&t), UNDERSTOOD_NOT_DETERMINED);
	CHECK_INT(teach_reexplained(&t, items), 1); /* it was explained all the same */
	teach_skip(&t); /* when it is over nothing happens */
	CHECK_INT(teach_state(&t), TEACH_DONE);
}

TEST(teach_back, stopping_is_possible_at_any_time_and_neutral)
{
	for (int at = 0; at < 4; at++)
		for (int how = 0; how < 4; how++) {
			struct teach_back t;

			begin(&t, "N-VIC", "nl");
			for (int i = 0; i < at; i++)
				teach_answer(&t, RIGHT);
			if (how >= 1)
				teach_answer(&t, WRONG);
			if (how >= 2)
				teach_explained(&t);
			if (how >= 3)
				teach_answer(&t, WRONG);
			teach_stop(&t);
			CHECK_INT(teach_state(&t), TEACH_DONE);
			CHECK_INT(teach_result(&t), UNDERSTOOD_NOT_DETERMINED);
			teach_stop(&t);
			CHECK_INT(teach_state(&t), TEACH_DONE);
		}
}

TEST(teach_back, what_was_unclear_before_stopping_stays_told)
{
	struct teach_back t;

	begin(&t, "N-VIC", "nl");
	wrong_twice(&t);
	teach_human(&t, false);
	teach_stop(&t);
	CHECK_INT(teach_result(&t), UNDERSTOOD_NO);
}

TEST(teach_back, without_an_easier_text_the_core_is_shown)
{
	struct teach_back t;
	struct teach_help help;

	begin(&t, "N-VIC", "ar");
	teach_answer(&t, WRONG);
	help = teach_help(&t);
	CHECK(help.item && !help.easier && help.core_only);
}

TEST(teach_back, an_item_that_is_not_there_leaves_it_to_a_human)
{
	struct hand_shelf *s = hand_full(NOTICE_OFFICIAL);
	struct notice bare = *hand_notice(s, "N-VIC", "en");
	struct teach_back t;

	bare.n_items = 0;
	teach_begin(&t, &bare, NULL);
	teach_answer(&t, WRONG);
	CHECK(!teach_help(&t).item && !teach_help(&t).core_only);
}

TEST(teach_back, no_questions_is_done_at_once)
{
	struct notice bare = *hand_notice(hand_full(NOTICE_OFFICIAL), "N-VIC", "nl");
	struct teach_back t;

	bare.n_questions = 0;
	teach_begin(&t, &bare, NULL);
	CHECK_INT(teach_state(&t), TEACH_DONE);
	CHECK_INT(teach_total(&t), 0);
	CHECK_INT(teach_result(&t), UNDERSTOOD_NOT_DETERMINED);
	teach_stop(&t);
	teach_skip(&t);
}

TEST(teach_back, a_question_outside_the_list_is_never_asked)
{
	static const char *const suspects[] = {"N-SUS", "N-INV", "N-INV-V", "N-INV-M", "N-JUV"};

	for (size_t i = 0; i < sizeof suspects / sizeof *suspects; i++) {
		struct notice n = *hand_notice(hand_full(NOTICE_OFFICIAL), suspects[i], "nl");
		struct notice_question own[NOTICE_QUESTIONS_MAX];
		struct teach_back t;
		int listed = n.n_questions;

		memcpy(own, n.questions, (size_t)n.n_questions * sizeof *own);
		own[n.n_questions] = own[0];
		own[n.n_questions].id = "CASE-1";
		own[n.n_questions].text = "Where were you?";
		own[0].id = "CASE-2";
		n.questions = own;
		n.n_questions++;
		teach_begin(&t, &n, NULL);
		CHECK_INT(teach_total(&t), listed - 1);
		while (teach_state(&t) != TEACH_DONE) {
			CHECK(!text_starts(teach_question(&t)->id, "CASE"));
			teach_answer(&t, RIGHT);
		}
	}
}

TEST(teach_back, an_item_of_two_questions_is_told_once)
{
	struct notice n = *hand_notice(hand_full(NOTICE_OFFICIAL), "N-VIC", "nl");
	struct notice_question own[NOTICE_QUESTIONS_MAX];
	struct teach_back t;
	const char *items[NOTICE_QUESTIONS_MAX];

	memcpy(own, n.questions, (size_t)n.n_questions * sizeof *own);
	own[1].item = own[0].item;
	n.questions = own;
	teach_begin(&t, &n, NULL);
	for (int i = 0; i < 2; i++) {
		teach_answer(&t, WRONG);
		teach_explained(&t);
		teach_answer(&t, RIGHT);
	}
	CHECK_INT(teach_reexplained(&t, items), 1);
}

static void random_step(struct teach_back *t, uint64_t *seed)
{
	uint32_t r = test_random(seed) % 40;

	if (r == 0)
		teach_stop(t);
	else if (r < 4)
		teach_skip(t);
	else if (teach_state(t) == TEACH_ASK)
		teach_answer(t, (int)(test_random(seed) % 3));
	else if (teach_state(t) == TEACH_EXPLAIN)
		teach_explained(t);
	else
		teach_human(t, test_random(seed) & 1);
}

TEST(teach_back, every_walk_ends_within_four_steps_a_question)
{
	struct hand_shelf *s = hand_full(NOTICE_OFFICIAL);
	uint64_t seed = 3;

	for (int round = 0; round < 20000; round++) {
		struct notice *n = &s->notices[round % HAND_NOTICES][0];
		struct teach_back t;
		const char *items[NOTICE_QUESTIONS_MAX];
		int steps = 0, total;
		enum understood result;

		teach_begin(&t, n, NULL);
		total = teach_total(&t);
		for (; teach_state(&t) != TEACH_DONE; steps++) {
			CHECK(steps < 4 * total);
			CHECK(teach_number(&t) >= 1 && teach_number(&t) <= total && teach_question(&t));
			random_step(&t, &seed);
		}
		result = teach_result(&t);
		CHECK(result >= UNDERSTOOD_FULL && result <= UNDERSTOOD_NOT_DETERMINED);
		CHECK(teach_reexplained(&t, items) <= total);
		/* Full never stands beside a question that was not answered right or cleared up by a human. */
		for (int i = 0; i < t.n; i++)
			CHECK(result != UNDERSTOOD_FULL || t.outcome[i] == TEACH_RIGHT || t.outcome[i] == TEACH_HELPED);
	}
}

TEST(teach_back, the_results_have_the_names_of_the_record)
{
	CHECK_TEXT(understood_name(UNDERSTOOD_OPEN), "");
	CHECK_TEXT(understood_name(UNDERSTOOD_FULL), "full");
	CHECK_TEXT(understood_name(UNDERSTOOD_PARTLY), "partly");
	CHECK_TEXT(understood_name(UNDERSTOOD_NO), "no");
	CHECK_TEXT(understood_name(UNDERSTOOD_NOT_DETERMINED), "not_determined");
}
