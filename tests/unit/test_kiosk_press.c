/* A notice and its printer: trouble, stop, a sick journal, a short roll, the power, and what stays in memory. */
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

#include "kiosk_hand.h"
#include "kiosk_memory.h"
#include "store/kinds.h"
#include "sys/file.h"
#include "visit/desk_work_inside.h"
#include "visit/press.h"

static struct world w;

#define SLOW HAND_PRINTER ",speed=150"

static void event(const char *what)
{
	CHECK_OK(printer_event(w.app.printer, what));
}

static void printing(const char *more, const char *lang)
{
	hand_open(&w, more, HAND_APPROVED);
	hand_show(&w, "victim", lang);
	world_tap(&w, "print");
	hand_run(&w, 300);
	CHECK_INT(visit_paper(w.app.visit), PAPER_PRINTING);
}

static void last_row(struct journal_row *row)
{
	CHECK_INT(hand_journal(&w, row, 1), 1);
}

/* ---- trouble ------------------------------------------------------------------------------ */

static void trouble(const char *begin, const char *end, const char *says)
{
	printing(SLOW, "nl");
	event(begin);
	hand_run(&w, 2500);
	world_see(&w, "notice_show");
	hand_run(&w, 1500);
	world_see(&w, "print_problem");
	CHECK(world_says(&w, says));
	event(end);
	hand_run(&w, 1000);
	world_see(&w, "notice_show"); /* by itself */
	CHECK(handing_is_on(w.app.visit) && handing_record(w.app.visit));
	hand_print_out(&w);
	CHECK(visit_paper(w.app.visit) == PAPER_PRINTED || visit_paper(w.app.visit) == PAPER_SENT);
	CHECK(handing_record(w.app.visit)->printed);
	world_close(&w);
}

TEST_LIMIT(trouble, with_paper_shows_after_three_seconds_and_goes_by_itself, 60)
{
	trouble("paper_out", "paper_in", "Het papier is op");
}

TEST_LIMIT(trouble, with_the_cover_shows_after_three_seconds_and_goes_by_itself, 60)
{
	trouble("cover_open", "cover_closed", "De printer staat open");
}

TEST_LIMIT(trouble, with_the_cable_shows_after_three_seconds_and_goes_by_itself, 60)
{
	trouble("gone", "back", "De printer is niet te bereiken");
}

TEST_LIMIT(trouble, given_up_leads_to_the_desk_and_loses_no_answer, 60)
{
	struct journal_row row;

	printing(SLOW, "nl");
	event("paper_out");
	hand_run(&w, 4000);
	world_see(&w, "print_problem");
	world_tap(&w, "next");
	world_see(&w, "notice_handover");
	CHECK(world_says(&w, "Er is geen heel papier uit de printer gekomen."));
	CHECK(!handing_record(w.app.visit)->printed);
	last_row(&row);
	CHECK_INT(row.state, JOURNAL_VOID);
	CHECK_TEXT(row.reason, "cancelled");
	CHECK(!handing_can_attest(w.app.visit));
	world_close(&w);
}

/* ---- stop ------------------------------------------------------------------------------------ */

TEST(stop, drops_the_print_and_wipes)
{
	struct journal_row row;

	printing(SLOW, "nl");
	world_tap(&w, "stop");
	world_see(&w, "stopped");
	CHECK(w.app.visit->press == NULL && w.app.visit->presses == NULL);
	CHECK(!handing_is_on(w.app.visit) && !handing_record(w.app.visit));
	last_row(&row);
	CHECK_INT(row.state, JOURNAL_VOID);
	world_close(&w);
}

TEST_LIMIT(done, on_a_receipt_lets_the_paper_come_out_and_then_forgets_it, 60)
{
	CHECK_OK(dir_make("paper", 0700));
	world_open(&w, SLOW);
	world_go(&w, SCREEN_RECEIPT, "nl");
	hand_run(&w, 100);
	CHECK(w.app.visit->presses != NULL);
	world_tap(&w, "next");
	CHECK(w.app.visit->presses != NULL);
	for (int i = 0; i < 1000 && w.app.visit->presses; i++)
		hand_run(&w, 20);
	CHECK(w.app.visit->presses == NULL);
	CHECK_INT(hand_papers(), 1);
	world_close(&w);
}

/* ---- refused ----------------------------------------------------------------------------------- */

TEST(roll, that_is_too_short_refuses_the_notice_with_a_sentence)
{
	hand_open(&w, HAND_PRINTER, HAND_APPROVED);
	CHECK_INT(roll_new(visit_roll(w.app.visit), 5000), 0);
	CHECK_INT(roll_fed(visit_roll(w.app.visit), 4800 * 1000, true, true), 0);
	hand_show(&w, "victim", "nl");
	world_tap(&w, "print");
	world_see(&w, "notice_handover");
	CHECK(visit_roll_is_short(w.app.visit));
	CHECK(world_says(&w, visit_say(w.app.visit, "staff.paper.short")));
	CHECK_INT(hand_papers(), 0);
	CHECK(!handing_can_attest(w.app.visit));
	world_close(&w);
}

TEST(journal, that_is_sick_refuses_a_notice_with_a_sentence)
{
	hand_open(&w, HAND_PRINTER, HAND_APPROVED);
	CHECK_INT(desk_run(w.app.desk, "no such sentence", ""), DESK_SICK);
	hand_show(&w, "victim", "nl");
	world_tap(&w, "print");
	hand_print_out(&w);
	CHECK_INT(visit_paper(w.app.visit), PAPER_FAILED);
	world_see(&w, "notice_handover");
	CHECK(world_says(&w, visit_say(w.app.visit, "staff.paper.no_journal")));
	if (hand_papers()) { /* the printer was asked, and got not a byte */
		json_t *paper = hand_paper(1);

		CHECK_INT(json_integer_value(json_object_get(paper, "bytes")), 0);
		json_decref(paper);
	}
	world_close(&w);
}

/* ---- the power ------------------------------------------------------------------------------------ */

TEST_LIMIT(power, gone_in_mid_print_leaves_a_job_that_nobody_knows_and_nobody_repeats, 60)
{
	struct journal_row row;
	struct desk_queue q;
	int status, ready[2];
	char byte = 0;
	pid_t pid;

	CHECK(pipe(ready) == 0);
	pid = fork();
	CHECK(pid >= 0);
	if (pid == 0) {
		printing(SLOW, "ar");
		(void)!write(ready[1], &byte, 1);
		hand_run(&w, 60000);
		_exit(1);
	}
	CHECK(read(ready[0], &byte, 1) == 1);
	CHECK(kill(pid, SIGKILL) == 0);
	CHECK(waitpid(pid, &status, 0) == pid && WIFSIGNALED(status));
	hand_reopen(&w, HAND_PRINTER);
	desk_log_in(&w, DESK_TOKEN, DESK_PIN);
	hand_run(&w, 1000);
	CHECK(desk_work_queue(&q, w.app.visit));
	CHECK_INT(q.n, 1);
	row = q.rows[0];
	CHECK_INT(row.state, JOURNAL_UNKNOWN);
	CHECK_TEXT(row.kind, "notice");
	CHECK(desk_work_print_is_open(&row));
	desk_go(&w, "queue");
	CHECK(desk_finds(&w, "N-VIC ar"));
	hand_run(&w, 2000);
	CHECK(!w.app.visit->presses);
	CHECK_INT(hand_papers(), 0);
	world_close(&w);
}

/* ---- doubt ---------------------------------------------------------------------------------------------- */

/* Once nobody can tell whether the first came out, a further sheet is marked: never two that look like the first. */
TEST_LIMIT(doubt, about_the_first_sheet_makes_the_next_a_copy, 60)
{
	struct journal_row rows[2];
	struct job_progress p;

	hand_open(&w, HAND_PRINTER ",speed=150", HAND_APPROVED);
	hand_show(&w, "witness", "nl");
	world_tap(&w, "print");
	for (int i = 0; i < 4000 && (!press_progress(w.app.visit->press, &p) || p.bands_sent < p.n_bands); i++)
		hand_run(&w, 5);
	event("gone");
	visit_paper_stop(w.app.visit);
	hand_run(&w, 100);
	CHECK_INT(visit_paper(w.app.visit), PAPER_UNSURE);
	world_tap(&w, "attest");
	CHECK(world_says(&w, visit_say(w.app.visit, "staff.paper.unsure")));
	CHECK(!handing_record(w.app.visit)->printed);
	event("back");
	world_tap(&w, "copy");
	hand_print_out(&w);
	CHECK_INT(hand_journal(&w, rows, 2), 2);
	CHECK_INT(rows[1].state, JOURNAL_UNKNOWN);
	CHECK_INT(rows[0].copy_of, rows[1].id);
	CHECK_INT(rows[0].copy_no, 1);
	world_close(&w);
}

/* ---- paper that could be found by the wrong person -------------------------------------------- */

TEST_LIMIT(safe, who_reads_alone_about_violence_at_home_gets_the_neutral_sheet, 60)
{
	struct journal_row row;

	hand_open(&w, HAND_PRINTER, HAND_APPROVED);
	visit_read(w.app.visit, "N-DV");
	CHECK_TEXT(visit_reading(w.app.visit)->id, "N-DV");
	visit_print_reading(w.app.visit);
	hand_print_out(&w);
	last_row(&row);
	CHECK(strncmp(row.title, "N-DV-N ", 7) == 0);
	world_close(&w);
}

TEST_LIMIT(safe, nothing_is_printed_before_somebody_said_that_paper_is_safe, 60)
{
	hand_open(&w, HAND_PRINTER, HAND_APPROVED);
	handing_begin(w.app.visit, SITUATION_DOMESTIC);
	CHECK(handing_asks_first(w.app.visit) && handing_settle(w.app.visit));
	handing_print(w.app.visit);
	CHECK(!visit_paper_begun(w.app.visit));
	handing_case(w.app.visit)->safe_paper = SAFE_PAPER_NEUTRAL;
	handing_propose(w.app.visit);
	CHECK(!handing_asks_first(w.app.visit) && handing_settle(w.app.visit));
	handing_print(w.app.visit);
	CHECK(visit_paper_begun(w.app.visit));
	hand_print_out(&w);
	world_close(&w);
}
