/* A job and the twin of a printer: what is said is never more than what is on paper. */
#include <stdio.h>

#include "drivers/printer_profile.h"
#include "paper_wire.h"

static const struct twin_setup honest = {.seed = 1};

TEST(twin, that_answers_everything_proves_the_cut)
{
	struct job_progress p;
	struct wire w;
	int64_t us;

	wire_open(&w, "tm-t88vi");
	wire_plug(&w, &honest);
	us = clock_measure_us();
	wire_start(&w);
	p = wire_run(&w, 400);
	fprintf(stderr, "# %zu bytes, %d bands, %zu rows, %lld us, first %lld\n", p.bytes_sent, p.n_bands,
	        twin_truth(w.twin).rows, (long long)(clock_measure_us() - us), (long long)p.first_band_us);
	CHECK_INT(p.state, JOB_DONE);
	CHECK_INT(p.level, PROOF_CUT);
	CHECK_INT(p.bands_proved, p.n_bands);
	CHECK(p.answers);
	CHECK_INT(job_percent(&p), 100);
	CHECK_INT(wire_bodies(&w), 1);
	CHECK_INT(twin_truth(w.twin).cuts, 1);
	wire_unplug(&w);
}

TEST(twin, that_answers_gs_r_only_proves_the_barrier)
{
	struct job_progress p;
	struct wire w;

	wire_open(&w, "tm-t88");
	wire_plug(&w, &honest);
	wire_start(&w);
	p = wire_run(&w, 400);
	CHECK_INT(p.state, JOB_DONE);
	CHECK_INT(p.level, PROOF_BARRIER);
	CHECK_INT(wire_bodies(&w), 1);
	wire_unplug(&w);
}

TEST(twin, that_can_not_answer_is_done_when_the_line_is_empty)
{
	struct job_progress p;
	struct wire w;

	wire_open(&w, "generic-58");
	wire_plug(&w, &(struct twin_setup){.one_way = true});
	wire_start(&w);
	p = wire_run(&w, 400);
	CHECK_INT(p.state, JOB_DONE);
	CHECK_INT(p.level, PROOF_DRAINED);
	CHECK(!p.answers);
	wire_unplug(&w);
}

/* A cable without its way back: the profile promises answers, and none come. */
TEST(twin, that_could_answer_and_does_not_is_unknown)
{
	struct job_progress p;
	struct wire w;

	wire_open(&w, "tm-t88vi");
	wire_plug(&w, &(struct twin_setup){.one_way = true});
	w.order.stall_ms = 1000000;
	wire_start(&w);
	p = wire_run(&w, 20000);
	CHECK_INT(p.state, JOB_UNKNOWN);
	CHECK_INT(p.reason, JOB_UNPROVED);
	CHECK(p.level <= PROOF_DRAINED);
	CHECK_INT(p.bands_proved, 0);
	wire_unplug(&w);
}

TEST_LIMIT(twin, that_lies_proves_nothing, 120)
{
	static const unsigned lies[] = {TWIN_LIE_WRONG_IDS, TWIN_LIE_TWICE, TWIN_LIE_NOISE | TWIN_LIE_WRONG_IDS,
	        TWIN_LIE_UNASKED, TWIN_LIE_ALL};
	struct wire w;

	wire_open(&w, "tm-t88vi");
	for (size_t i = 0; i < sizeof lies / sizeof *lies; i++) {
		struct job_progress p;

		wire_plug(&w, &(struct twin_setup){.lies = lies[i], .seed = i + 1});
		w.order.stall_ms = 20000;
		wire_start(&w);
		p = wire_run(&w, 7000);
		if (!job_is_over(w.s.job)) {
			clock_advance(&w.s.clock, 20001);
			p = wire_run(&w, 100);
		}
		fprintf(stderr, "# lies %x: state %d reason %d level %d\n", lies[i], p.state, p.reason, p.level);
		CHECK(p.state == JOB_UNKNOWN || p.state == JOB_VOID || p.state == JOB_DONE);
		CHECK(p.level <= PROOF_DRAINED || (int)p.level <= (int)twin_truth(w.twin).level);
		CHECK(p.state != JOB_DONE || wire_bodies(&w) == 1);
		wire_unplug(&w);
	}
}
