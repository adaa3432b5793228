/* What unmasks a printer, and what is only late. */
#include "drivers_proof_kit.h"

static void check_liar(struct proof *pr, const char *why)
{
	CHECK(pr->lie != NULL);
	CHECK_HAS(pr->lie, why);
	CHECK_INT(proof_level(pr), PROOF_NOTHING);
	CHECK_INT(proof_reachable(pr, true), PROOF_DRAINED);
	CHECK(proof_last(pr) == NULL);
	proof_opened(pr);
	proof_job_of(pr, 90, 1, true);
	CHECK(!proof_id(pr, proof_id_of(90), ROOMY, 9 * SECOND)); /* for ever */
	CHECK(!proof_id(pr, proof_id_of(91), ROOMY, 9 * SECOND));
	CHECK_INT(proof_level(pr), PROOF_NOTHING);
}

static void start(struct proof *pr)
{
	proof_init(pr, SPEED);
	proof_job_of(pr, 0, 3, true);
	CHECK(proof_id(pr, proof_id_of(0), ROOMY, SECOND));
}

TEST(liar, answers_what_was_never_sent)
{
	struct proof pr;

	start(&pr);
	CHECK(!proof_id(&pr, (const uint8_t *)"Zzzz", ROOMY, 2 * SECOND));
	check_liar(&pr, "never sent");
}

TEST(liar, answers_twice)
{
	struct proof pr;

	start(&pr);
	CHECK(!proof_id(&pr, proof_id_of(0), ROOMY, 2 * SECOND));
	check_liar(&pr, "twice");
}

TEST(liar, answers_in_another_order)
{
	struct proof pr;

	start(&pr);
	CHECK(!proof_id(&pr, proof_id_of(2), ROOMY, 9 * SECOND));
	check_liar(&pr, "another order");
}

TEST(liar, answers_before_the_question_left_us)
{
	struct proof pr;

	start(&pr);
	CHECK(!proof_id(&pr, proof_id_of(1), 199, 9 * SECOND)); /* its last byte is number 200 */
	check_liar(&pr, "before that mark had left");
	start(&pr);
	CHECK(proof_id(&pr, proof_id_of(1), 200, 9 * SECOND));
	proof_init(&pr, 0);
	proof_begin(&pr);
	proof_add(&pr, proof_id_of(5), 0, 100, 0);
	proof_sent(&pr, 99, 99, 0);
	CHECK(!proof_id(&pr, proof_id_of(5), ROOMY, 0));
	check_liar(&pr, "before that mark had left");
	proof_init(&pr, 0);
	proof_job_of(&pr, 0, 1, false);
	CHECK(!proof_barrier(&pr, 99));
	check_liar(&pr, "before that mark had left");
}

TEST(liar, prints_faster_than_paper_moves)
{
	/* 10 mm at 1.5 * 100 mm/s take 66 667 us. */
	static const struct {
		int64_t us;
		bool lies;
	} rows[] = {{0, true}, {66666, true}, {66667, false}, {100000, false}};

	for (size_t i = 0; i < 4; i++) {
		struct proof pr;

		proof_init(&pr, SPEED);
		proof_job_of(&pr, 0, 3, true);
		CHECK_INT(!proof_id(&pr, proof_id_of(0), ROOMY, rows[i].us), rows[i].lies);
		if (rows[i].lies)
			check_liar(&pr, "faster than its paper");
	}
}

TEST(liar, prints_without_paper)
{
	static const struct printer_status stopped[] = {{.paper = PAPER_OUT}, {.cover = COVER_OPEN}};

	for (size_t i = 0; i < 2; i++) {
		struct proof pr;

		start(&pr);
		(void)proof_status(&pr, &stopped[i], true, 2 * SECOND);
		CHECK(proof_id(&pr, proof_id_of(1), ROOMY, 2 * SECOND + PROOF_STOPPED_US)); /* was on its way */
		CHECK(!proof_id(&pr, proof_id_of(2), ROOMY, 2 * SECOND + PROOF_STOPPED_US + 1));
		check_liar(&pr, "has no paper");
		start(&pr);
		(void)proof_status(&pr, &stopped[i], true, 2 * SECOND);
		(void)proof_status(&pr, &proof_fine, true, 5 * SECOND);
		CHECK(proof_id(&pr, proof_id_of(1), ROOMY, 9 * SECOND)); /* it was mended in between */
	}
}

TEST(liar, answers_what_nobody_asked)
{
	struct proof pr;

	start(&pr);
	for (int i = 0; i <= PROOF_UNASKED_MOST; i++) {
		CHECK(!pr.lie);
		CHECK(!proof_barrier(&pr, ROOMY));
	}
	check_liar(&pr, "nobody asked");
}

TEST(liar, says_garbage)
{
	struct proof pr;

	start(&pr);
	for (int i = 0; i <= PROOF_GARBAGE_MOST; i++) {
		CHECK(!pr.lie);
		proof_garbage(&pr);
	}
	check_liar(&pr, "no answer of any printer");
}

TEST(liar, keeps_its_first_reason)
{
	struct proof pr;

	start(&pr);
	proof_caught(&pr, "one");
	proof_caught(&pr, "two");
	CHECK_TEXT(pr.lie, "one");
}

/* ---- late is no lie ----------------------------------------------------------------------------- */

TEST(late, answers_to_a_job_that_was_given_up_prove_nothing_and_are_no_lie)
{
	struct proof pr;

	start(&pr);
	proof_job_of(&pr, 10, 2, true);
	CHECK(!proof_id(&pr, proof_id_of(1), ROOMY, 9 * SECOND));
	CHECK(!proof_id(&pr, proof_id_of(3), ROOMY, 9 * SECOND)); /* the one between was dropped with the job */
	CHECK(!pr.lie);
	CHECK_INT(proof_level(&pr), PROOF_NOTHING);
	for (int i = 10; i < 13; i++)
		CHECK(proof_id(&pr, proof_id_of(i), ROOMY, 9 * SECOND));
	CHECK_INT(proof_level(&pr), PROOF_PRINTED);
	CHECK(!proof_id(&pr, proof_id_of(2), ROOMY, 9 * SECOND)); /* but not behind those of this job */
	check_liar(&pr, "earlier job");
}

TEST(late, an_answer_of_an_earlier_job_can_not_be_played_again)
{
	struct proof pr;

	start(&pr);
	proof_job_of(&pr, 10, 2, true);
	CHECK(!proof_id(&pr, proof_id_of(0), ROOMY, 9 * SECOND));
	check_liar(&pr, "twice");
}

TEST(late, barriers_of_an_aborted_job_are_waited_for_first)
{
	struct proof pr;

	proof_init(&pr, 0);
	proof_job_of(&pr, 0, 2, false); /* three marks */
	CHECK(proof_barrier(&pr, ROOMY));
	proof_job_of(&pr, 0, 1, false);
	CHECK(!proof_barrier(&pr, ROOMY));
	CHECK(!proof_barrier(&pr, ROOMY));
	CHECK_INT(proof_level(&pr), PROOF_NOTHING);
	CHECK(proof_barrier(&pr, ROOMY));
	CHECK_INT(proof_level(&pr), PROOF_BARRIER);
	proof_job_of(&pr, 0, 1, false);
	proof_forget_old(&pr);
	proof_job_of(&pr, 0, 1, false);
	proof_forget_old(&pr);
	CHECK(proof_barrier(&pr, ROOMY));
}

TEST(late, what_another_program_asked_before_us_is_no_lie)
{
	struct proof pr;

	proof_init(&pr, 0);
	proof_opened(&pr);
	proof_job_of(&pr, 0, 2, true);
	CHECK(!proof_id(&pr, (const uint8_t *)"Old1", ROOMY, 0));
	CHECK(!pr.lie);
	CHECK(proof_id(&pr, proof_id_of(0), ROOMY, 0));
	CHECK(!proof_id(&pr, (const uint8_t *)"Old2", ROOMY, 0));
	check_liar(&pr, "never sent");
}
