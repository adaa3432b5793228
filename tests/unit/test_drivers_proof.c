/* Which marks prove what; and a hostile printer with all the time in the world. */
#include "drivers_proof_kit.h"

TEST(proof, rises_with_each_answer_and_is_whole_behind_the_last_band)
{
	struct proof pr;

	proof_init(&pr, SPEED);
	proof_job_of(&pr, 0, 3, true);
	CHECK_INT(proof_reachable(&pr, true), PROOF_CUT);
	CHECK_INT(proof_reachable(&pr, false), PROOF_PRINTED);
	for (int i = 0; i < 3; i++) {
		CHECK_INT(proof_level(&pr), PROOF_NOTHING);
		CHECK(proof_is_open(&pr));
		CHECK(proof_id(&pr, proof_id_of(i), ROOMY, (i + 1) * SECOND));
		CHECK_INT(proof_last(&pr)->band, i);
	}
	CHECK_INT(proof_level(&pr), PROOF_PRINTED);
	CHECK(!proof_wants_status(&pr));
	CHECK(proof_id(&pr, proof_id_of(3), ROOMY, 4 * SECOND));
	CHECK_INT(proof_last(&pr)->band, PRINTER_MARK_CUT);
	CHECK_INT(proof_level(&pr), PROOF_PRINTED); /* nobody looked at paper and cutter yet */
	CHECK(proof_wants_status(&pr));
	CHECK(!proof_status(&pr, &proof_fine, false, 4 * SECOND)); /* that was before */
	CHECK(proof_status(&pr, &proof_fine, true, 4 * SECOND));
	CHECK_INT(proof_level(&pr), PROOF_CUT);
	CHECK(!proof_is_open(&pr) && !pr.lie);
}

TEST(proof, of_barriers_is_never_more_than_a_barrier)
{
	struct proof pr;

	proof_init(&pr, SPEED);
	proof_job_of(&pr, 0, 2, false);
	CHECK_INT(proof_reachable(&pr, true), PROOF_BARRIER);
	for (int i = 0; i < 3; i++) {
		CHECK_INT(proof_level(&pr), i < 2 ? PROOF_NOTHING : PROOF_BARRIER);
		CHECK(proof_barrier(&pr, ROOMY)); /* read, not printed: the laws of motion do not hold */
	}
	CHECK(!proof_status(&pr, &proof_fine, true, 0));
	CHECK_INT(proof_level(&pr), PROOF_BARRIER);
}

TEST(proof, of_the_cut_needs_paper_and_cutter_to_be_known_and_well)
{
	static const struct {
		struct printer_status s;
		bool cut, sunk;
	} rows[] = {
	        {{.paper = PAPER_OK, .fault = FAULT_NONE}, true, false},
	        {{.paper = PAPER_LOW, .fault = FAULT_NONE}, true, false},
	        {{.paper = PAPER_UNKNOWN, .fault = FAULT_NONE}, false, false},
	        {{.paper = PAPER_OK, .fault = FAULT_UNKNOWN}, false, false},
	        {{.paper = PAPER_OUT, .fault = FAULT_NONE}, false, true},
	        {{.paper = PAPER_OK, .fault = FAULT_CUTTER}, false, true},
	        {{.paper = PAPER_OK, .fault = FAULT_OTHER}, false, true},
	};

	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		for (int before = 0; before < 2; before++) {
			struct proof pr;

			proof_init(&pr, 0);
			proof_job_of(&pr, 0, 1, true);
			if (before) /* the trouble came while it cut, and is over when it answers */
				(void)proof_status(&pr, &rows[i].s, true, 0);
			CHECK(proof_id(&pr, proof_id_of(0), ROOMY, 0));
			CHECK(proof_id(&pr, proof_id_of(1), ROOMY, 0));
			(void)proof_status(&pr, before ? &proof_fine : &rows[i].s, true, 0);
			CHECK_INT(proof_level(&pr), before ? (rows[i].sunk ? PROOF_PRINTED : PROOF_CUT)
			                                   : (rows[i].cut ? PROOF_CUT : PROOF_PRINTED));
			if (rows[i].sunk)
				CHECK_INT(proof_reachable(&pr, true), PROOF_PRINTED);
			(void)proof_status(&pr, &(struct printer_status){.paper = PAPER_OUT}, true, 0);
			if (rows[i].cut)
				CHECK_INT(proof_level(&pr),
				        PROOF_CUT); /* what is proved stays so when the roll ends later */
		}
	}
}

TEST(proof, that_a_sheet_was_taken_comes_from_the_presenter_after_the_last_answer)
{
	const struct printer_status there = {.ticket = TICKET_THERE}, none = {.ticket = TICKET_NONE};
	struct proof pr;

	proof_init(&pr, 0);
	proof_job_of(&pr, 0, 1, false);
	CHECK(proof_barrier(&pr, ROOMY));
	(void)proof_status(&pr, &there, true, 0); /* an earlier sheet */
	(void)proof_status(&pr, &none, true, 0);
	CHECK(proof_barrier(&pr, ROOMY));
	(void)proof_status(&pr, &none, true, 0);
	CHECK_INT(proof_level(&pr), PROOF_BARRIER);
	(void)proof_status(&pr, &there, true, 0);
	CHECK_INT(proof_level(&pr), PROOF_BARRIER);
	CHECK(proof_status(&pr, &none, true, 0));
	CHECK_INT(proof_level(&pr), PROOF_TAKEN);
}

TEST(proof, has_a_hole_where_a_band_has_no_mark)
{
	struct proof pr;

	proof_init(&pr, 0);
	proof_begin(&pr);
	proof_add(&pr, proof_id_of(0), 0, 100, 0);
	proof_missed(&pr, 1, 0);
	proof_sent(&pr, 200, 200, 0);
	CHECK(proof_id(&pr, proof_id_of(0), ROOMY, 0));
	CHECK_INT(proof_level(&pr), PROOF_NOTHING);
	CHECK_INT(proof_reachable(&pr, true), PROOF_DRAINED);
	proof_add(&pr, proof_id_of(1), 2, 300, 0); /* proves all before it */
	proof_missed(&pr, PRINTER_MARK_CUT, 0);
	proof_sent(&pr, 400, 400, 0);
	CHECK(proof_id(&pr, proof_id_of(1), ROOMY, 0));
	CHECK_INT(proof_level(&pr), PROOF_PRINTED);
	CHECK_INT(proof_reachable(&pr, true), PROOF_PRINTED);
}

TEST(proof, without_marks_is_none)
{
	struct proof pr;

	proof_init(&pr, 0);
	proof_begin(&pr);
	proof_sent(&pr, 1000, 1000, 0);
	CHECK(!proof_barrier(&pr, ROOMY));
	CHECK_INT(proof_level(&pr), PROOF_NOTHING);
	CHECK_INT(proof_reachable(&pr, true), PROOF_DRAINED);
	CHECK(proof_last(&pr) == NULL);
}

TEST(proof, remembers_a_bounded_number_of_marks)
{
	struct proof pr;

	for (int n = PRINTER_MARKS - 1; n <= PRINTER_MARKS + 1; n++) {
		proof_init(&pr, 0);
		proof_begin(&pr);
		for (int i = 0; i < n; i++) {
			CHECK_INT(proof_has_room(&pr), i < PRINTER_MARKS);
			if (i < PRINTER_MARKS)
				proof_add(&pr, NULL, i, i + 1, 0);
			else
				proof_missed(&pr, i, 0);
		}
		proof_sent(&pr, n, n, 0);
		for (int i = 0; i < PRINTER_MARKS && i < n; i++)
			CHECK(proof_barrier(&pr, ROOMY));
		CHECK_INT(proof_level(&pr), n <= PRINTER_MARKS ? PROOF_BARRIER : PROOF_NOTHING);
	}
}

/* ---- hostile ---------------------------------------------------------------------------------------- */

/* One answer of a printer that knows everything it ever heard and has no shame. */
static void say_anything(struct proof *pr, uint64_t *seed, int first, int n, int64_t now)
{
	uint8_t id[4];
	struct printer_status s = {.paper = (enum printer_paper)(test_random(seed) % 4),
	        .cover = (enum printer_cover)(test_random(seed) % 3),
	        .fault = (enum printer_fault)(test_random(seed) % 5)};

	switch (test_random(seed) % 6) {
	case 0:
		memcpy(id, proof_id_of(first + (int)(test_random(seed) % (uint32_t)(n + 1))), 4);
		(void)proof_id(pr, id, ROOMY, now);
		break;
	case 1:
		if (first > 0) {
			memcpy(id, proof_id_of((int)(test_random(seed) % (uint32_t)first)), 4);
			(void)proof_id(pr, id, ROOMY, now);
		}
		break;
	case 2:
		for (int i = 0; i < 4; i++)
			id[i] = (uint8_t)(0x20 + test_random(seed) % 95);
		(void)proof_id(pr, id, ROOMY, now);
		break;
	case 3:
		(void)proof_barrier(pr, ROOMY);
		break;
	default:
		(void)proof_status(pr, &s, test_random(seed) % 2, now);
	}
}

/* Whatever it says: a level of print is reached only by the IDs of this job, all of them, one by one and in time. */
TEST_LIMIT(proof, is_not_to_be_had_by_saying_anything, 60)
{
	uint64_t seed = 3;
	int reached = 0;

	for (int round = 0; round < 20000; round++) {
		struct proof pr;
		int first = 0, n = 1;

		proof_init(&pr, SPEED);
		for (int job = 0; job < 3; job++, first += n + 1) {
			int64_t now = 0;

			n = 1 + (int)(test_random(&seed) % 3);
			proof_job_of(&pr, first, n, true);
			for (int i = 0; i < 8; i++) {
				int64_t answered = pr.answered_to;

				now += test_random(&seed) % 200000;
				say_anything(&pr, &seed, first, n, now);
				CHECK(pr.answered_to - answered <= 1); /* one answer never proves two marks */
				if (pr.answered_to > answered)
					CHECK(now >= (pr.answered_to - pr.job_from) * 66666);
			}
			if (proof_level(&pr) >= PROOF_PRINTED) {
				CHECK(!pr.lie && pr.answered_to - pr.job_from >= n);
				reached++;
			}
			if (proof_level(&pr) == PROOF_CUT)
				CHECK(pr.answered_to == pr.n && !pr.cut_trouble);
		}
	}
	CHECK(reached > 50); /* it is not that nothing ever passes */
}
