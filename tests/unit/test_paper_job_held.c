/* Trouble that a person must mend, in the middle of a print: what is shown, how long, and what follows. */
#include <stdio.h>

#include "drivers/printer_profile.h"
#include "paper_wire.h"

static const struct twin_setup honest = {.seed = 1};

/* Starts, and makes something happen when so many rows are on paper. */
static void start_with(struct wire *w, const char *what, uint64_t at_row)
{
	wire_plug(w, &honest);
	w->order.stub = w->stub;
	CHECK_OK(twin_plan(w->twin, what, TWIN_AT_ROW, at_row));
}

TEST(held, print_is_told_of_at_once_and_shown_after_three_seconds)
{
	struct job_progress p;
	struct wire w;

	wire_open(&w, "tm-t88vi");
	start_with(&w, "paper_out", 130);
	wire_start(&w);
	p = wire_until_trouble(&w, TROUBLE_PAPER);
	CHECK_INT(p.state, JOB_PRINTING);
	CHECK(!p.trouble_lasts);
	clock_advance(&w.s.clock, JOB_BLIP_MS - 1);
	p = wire_run(&w, 20);
	CHECK(!p.trouble_lasts);
	clock_advance(&w.s.clock, 1);
	p = wire_run(&w, 20);
	CHECK(p.trouble_lasts);
	CHECK_INT(p.state, JOB_PRINTING);
	wire_event(&w, "paper_in");
	p = wire_run(&w, 400);
	CHECK_INT(p.trouble, TROUBLE_NONE);
	CHECK(!p.trouble_lasts);
	CHECK_INT(p.state, JOB_DONE);
	wire_unplug(&w);
}

TEST(held, print_of_a_class_that_voids_gets_a_line_a_cut_and_a_whole_sheet)
{
	struct job_progress p;
	struct wire w;

	wire_open(&w, "tm-t88vi");
	start_with(&w, "paper_out", 130);
	wire_start(&w);
	(void)wire_until_trouble(&w, TROUBLE_PAPER);
	wire_event(&w, "paper_in");
	p = wire_run(&w, 400);
	CHECK_INT(p.state, JOB_DONE);
	CHECK_INT(p.level, PROOF_CUT);
	CHECK_INT(p.attempt, 2);
	CHECK_INT(wire_bodies(&w), 1);
	CHECK_INT(wire_stubs(&w), 1);
	CHECK_INT(twin_truth(w.twin).cuts, 2);
	wire_unplug(&w);
}

TEST(held, print_that_ids_prove_is_resumed_and_never_both)
{
	struct job_progress p;
	struct wire w;

	wire_open(&w, "tm-t88vi");
	start_with(&w, "paper_out", 130);
	w.order.paper_class = JOB_RESUMES;
	wire_start(&w);
	(void)wire_until_trouble(&w, TROUBLE_PAPER);
	wire_event(&w, "paper_in");
	p = wire_run(&w, 400);
	CHECK_INT(p.state, JOB_DONE);
	CHECK_INT(p.attempt, 1);
	CHECK_INT(wire_bodies(&w), 1);
	CHECK_INT(wire_stubs(&w), 0);
	CHECK_INT(twin_truth(w.twin).cuts, 1);
	wire_unplug(&w);
}

/* Barriers do not tell what was printed, so a class that resumes is printed anew as well. */
TEST(held, print_without_ids_is_not_resumed)
{
	struct job_progress p;
	struct wire w;

	wire_open(&w, "tm-t88");
	start_with(&w, "paper_out", 130);
	w.order.paper_class = JOB_RESUMES;
	wire_start(&w);
	(void)wire_until_trouble(&w, TROUBLE_PAPER);
	wire_event(&w, "paper_in");
	p = wire_run(&w, 600);
	CHECK_INT(p.attempt, 2);
	CHECK_INT(p.state, JOB_DONE);
	CHECK_INT(p.level, PROOF_BARRIER);
	CHECK_INT(wire_stubs(&w), 1);
	wire_unplug(&w);
}

/* All was sent when the paper ended: the printer reads to the end, and nobody knows what it printed of it. */
TEST(held, print_at_its_end_is_unknown_where_only_barriers_answer)
{
	struct job_progress p;
	struct wire w;

	wire_open(&w, "tm-t88");
	start_with(&w, "paper_out", (uint64_t)kit_draw(w.s.sheet, 512, 24).rows - 30);
	wire_start(&w);
	(void)wire_until_trouble(&w, TROUBLE_PAPER);
	wire_event(&w, "paper_in");
	p = wire_run(&w, 600);
	CHECK_INT(p.state, JOB_UNKNOWN);
	CHECK_INT(p.reason, JOB_UNPROVED);
	CHECK_INT(p.attempt, 1);
	wire_unplug(&w);
}

TEST(held, print_without_a_stub_is_void_when_it_can_not_be_resumed)
{
	struct job_progress p;
	struct wire w;

	wire_open(&w, "tm-t88vi");
	start_with(&w, "cover_open", 130);
	w.order.stub = NULL;
	wire_start(&w);
	(void)wire_until_trouble(&w, TROUBLE_COVER);
	wire_event(&w, "cover_closed");
	p = wire_run(&w, 400);
	CHECK_INT(p.state, JOB_VOID);
	CHECK_INT(p.reason, JOB_HELD);
	CHECK_INT(wire_bodies(&w), 0);
	wire_unplug(&w);
}

TEST(held, print_is_given_up_at_its_limit)
{
	for (int over = -1; over <= 0; over++) {
		struct job_progress p;
		struct wire w;

		wire_open(&w, "tm-t88vi");
		start_with(&w, "paper_out", 130);
		w.order.hold_ms = 60000;
		wire_start(&w);
		(void)wire_until_trouble(&w, TROUBLE_PAPER);
		clock_advance(&w.s.clock, 60000 + over);
		p = wire_run(&w, 20);
		CHECK_INT(p.state, over < 0 ? JOB_PRINTING : JOB_VOID);
		CHECK_INT(p.reason, over < 0 ? JOB_FINE : JOB_HELD);
		wire_unplug(&w);
	}
}

TEST(held, print_gets_so_many_attempts_and_no_more)
{
	struct job_progress p;
	struct wire w;

	wire_open(&w, "tm-t88vi");
	start_with(&w, "paper_out", 130);
	wire_start(&w);
	for (int i = 1; i <= JOB_ATTEMPTS_MOST; i++) {
		p = wire_until_trouble(&w, TROUBLE_PAPER);
		CHECK_INT(p.attempt, i);
		if (i < JOB_ATTEMPTS_MOST)
			CHECK_OK(twin_plan(w.twin, "paper_out", TWIN_AT_ROW, twin_truth(w.twin).rows + 400));
		wire_event(&w, "paper_in");
		(void)wire_until_trouble(&w, TROUBLE_NONE);
	}
	p = wire_run(&w, 400);
	CHECK_INT(p.state, JOB_VOID);
	CHECK_INT(p.attempt, JOB_ATTEMPTS_MOST);
	CHECK_INT(wire_bodies(&w), 0);
	wire_unplug(&w);
}

TEST(held, print_before_its_first_byte_waits_and_wastes_nothing)
{
	struct job_progress p;
	struct wire w;

	wire_open(&w, "tm-t88vi");
	wire_plug(&w, &honest);
	w.order.stub = w.stub;
	for (int i = 0; i < 60; i++)
		(void)wire_turn(&w);
	wire_event(&w, "cover_open");
	for (int i = 0; i < 10; i++)
		(void)wire_turn(&w);
	wire_start(&w);
	p = wire_until_trouble(&w, TROUBLE_COVER);
	CHECK_INT(p.bands_sent, 0);
	wire_event(&w, "cover_closed");
	p = wire_run(&w, 400);
	CHECK_INT(p.state, JOB_DONE);
	CHECK_INT(wire_stubs(&w), 0);
	CHECK_INT(wire_bodies(&w), 1);
	wire_unplug(&w);
}

TEST(held, print_behind_a_jam_goes_on_when_a_person_says_so)
{
	struct job_progress p;
	struct wire w;

	wire_open(&w, "tm-t88vi");
	wire_plug(&w, &honest);
	w.order.stub = w.stub;
	CHECK_OK(twin_plan(w.twin, "jam", TWIN_AT_CUT, 1));
	wire_start(&w);
	p = wire_until_trouble(&w, TROUBLE_CUTTER);
	CHECK_INT(p.state, JOB_PRINTING);
	p = wire_run(&w, 50);
	CHECK_INT(p.trouble, TROUBLE_CUTTER); /* it does not mend itself */
	job_mended(w.s.job);
	p = wire_run(&w, 400);
	CHECK(p.state == JOB_DONE);
	CHECK(p.level >= PROOF_PRINTED);
	CHECK_INT(p.attempt, 1); /* every row was there: no second sheet */
	CHECK_INT(wire_bodies(&w), 1);
	wire_unplug(&w);
}

TEST(held, print_with_a_hot_head_goes_on_by_itself)
{
	struct job_progress p;
	struct wire w;

	wire_open(&w, "tm-t88vi");
	start_with(&w, "hot", 130);
	wire_start(&w);
	(void)wire_until_trouble(&w, TROUBLE_HOT);
	wire_event(&w, "cool");
	p = wire_run(&w, 400);
	CHECK_INT(p.state, JOB_DONE);
	CHECK_INT(p.attempt, 1);
	CHECK_INT(wire_bodies(&w), 1);
	wire_unplug(&w);
}

TEST(held, print_whose_line_went_is_printed_anew_when_it_is_back)
{
	struct job_progress p;
	struct wire w;
	bool torn = false;

	wire_open(&w, "tm-t88vi");
	start_with(&w, "link_cut", 130);
	w.order.torn = &torn;
	wire_start(&w);
	p = wire_until_trouble(&w, TROUBLE_GONE);
	CHECK_INT(p.state, JOB_PRINTING);
	wire_back(&w);
	p = wire_run(&w, 400);
	CHECK_INT(p.state, JOB_DONE);
	CHECK_INT(p.attempt, 2);
	CHECK_INT(wire_bodies(&w), 1);
	CHECK_INT(wire_stubs(&w), 1);
	CHECK(!torn);
	wire_unplug(&w);
}

/* What a cancelled print left in the printer never stands above another person's sheet without a line and a cut. */
TEST(held, torn_part_of_an_earlier_print_is_marked_before_the_next)
{
	struct job_progress p;
	struct wire w;
	bool torn = false;

	wire_open(&w, "tm-t88vi");
	wire_plug(&w, &honest);
	w.order.torn = &torn;
	w.order.stub = w.stub;
	wire_start(&w);
	while (twin_truth(w.twin).rows < 100)
		(void)wire_turn(&w);
	job_cancel(w.s.job);
	job_progress(w.s.job, &p);
	CHECK_INT(p.state, JOB_VOID);
	CHECK_INT(p.reason, JOB_CANCELLED);
	CHECK(torn);
	job_free(w.s.job);
	wire_start(&w);
	p = wire_run(&w, 600);
	CHECK_INT(p.state, JOB_DONE);
	CHECK_INT(p.attempt, 1);
	CHECK(!torn);
	CHECK_INT(wire_bodies(&w), 1);
	CHECK_INT(wire_stubs(&w), 1);
	CHECK_INT(twin_truth(w.twin).cuts, 2);
	wire_unplug(&w);
}

TEST(held, print_waits_a_moment_for_a_hand_at_the_presenter)
{
	struct job_progress p;
	struct wire w;

	wire_open(&w, "tm-t88vi");
	w.s.kit.profile.presenter = PRESENTER_CUSTOM;
	wire_plug(&w, &honest);
	w.order.taken_ms = 200;
	wire_start(&w);
	p = wire_until_trouble(&w, TROUBLE_NOT_TAKEN);
	CHECK_INT(p.state, JOB_PRINTING);
	p = wire_run(&w, 2000);
	CHECK_INT(p.state, JOB_DONE);
	CHECK(p.level >= PROOF_CUT);
	wire_unplug(&w);
}
