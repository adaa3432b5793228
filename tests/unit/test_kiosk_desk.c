/* The desk's day, its counts, its prints and its books, through the screens. */
#include <stdio.h>
#include <string.h>

#include "kiosk_desk.h"
#include "store/kinds.h"
#include "sys/file.h"
#include "visit/desk_work_inside.h"

static struct world w;

static void open_desk(const char *more)
{
	world_open(&w, more);
	desk_enrol(&w);
}

static void let_print(void)
{
	for (int i = 0; i < 400 && strcmp(world_screen(&w), "printing") == 0; i++)
		CHECK_OK(loop_step(w.app.loop, 10));
}

/* ---- the day ------------------------------------------------------------------------ */

TEST(day, that_was_quiet_is_closed_with_a_zero_report_and_becomes_a_record)
{
	open_desk("--printer none");
	desk_go(&w, "day");
	CHECK(world_says(&w, "De dag is nog niet open"));
	world_tap(&w, "next");
	CHECK(world_says(&w, "De dag is open"));
	CHECK(desk_finds(&w, "Bij het sluiten wordt dat zo vastgelegd."));
	world_tap(&w, "seals");
	world_type(&w, "A104 A105");
	world_tap(&w, "next");
	CHECK(desk_finds(&w, "A104 A105"));
	CHECK_INT(desk_records(&w, KIND_DESK_DAY), 0);
	world_tap(&w, "next");
	CHECK(desk_finds(&w, "Er is die dag niets uitgereikt. Dat is nu vastgelegd."));
	CHECK(desk_finds(&w, "A104 A105"));
	CHECK_INT(desk_records(&w, KIND_DESK_DAY), 2); /* opened and closed */
	world_tap(&w, "next");
	world_see(&w, "staff_menu");
	world_close(&w);
}

TEST(day, that_was_forgotten_is_closed_first_and_told_to_be_late)
{
	open_desk("--printer none");
	desk_go(&w, "day");
	world_tap(&w, "next");
	world_tap(&w, "back");
	desk_log_out(&w);
	world_advance(&w, 26 * 3600 * 1000);
	desk_log_in(&w, DESK_TOKEN, DESK_PIN);
	desk_go(&w, "day");
	CHECK(world_says(&w, "Een dag is niet gesloten"));
	world_tap(&w, "next");
	CHECK(desk_finds(&w, "Deze dag is later gesloten."));
	world_tap(&w, "next"); /* today is still to be opened */
	CHECK(world_says(&w, "De dag is nog niet open"));
	world_tap(&w, "next");
	CHECK(world_says(&w, "De dag is open"));
	world_close(&w);
}

TEST(day, in_practice_changes_nothing)
{
	open_desk("--printer none");
	world_tap(&w, "practice");
	desk_go(&w, "day");
	world_tap(&w, "next");
	CHECK(world_says(&w, "U oefent nu."));
	CHECK(world_says(&w, "De dag is nog niet open"));
	CHECK_INT(desk_work_day(w.app.visit), DAY_CLOSED);
	world_close(&w);
}

TEST(day, prints_its_count_and_the_sheet_stands_in_the_journal)
{
	struct desk_queue q;
	char paper[700], printer[800];

	snprintf(paper, sizeof paper, "%s/paper", test_folder());
	CHECK_OK(dir_make(paper, 0700));
	snprintf(printer, sizeof printer, "--printer-profile tm-t88v --printer virtual:%s", paper);
	open_desk(printer);
	desk_go(&w, "day");
	world_tap(&w, "next");
	world_tap(&w, "next");
	world_see(&w, "printing");
	let_print();
	world_see(&w, "day");
	CHECK(desk_finds(&w, "De printer meldt dat alles is geprint"));
	CHECK(desk_work_queue(&q, w.app.visit));
	CHECK_INT(q.n, 1);
	CHECK_TEXT(q.rows[0].kind, "count");
	world_tap(&w, "next");
	desk_go(&w, "counters"); /* a print of before is not this screen's */
	CHECK(!world_says(&w, "De printer meldt"));
	world_close(&w);
}

TEST(day, takes_no_quotation_marks_as_seals)
{
	open_desk("--printer none");
	desk_go(&w, "day");
	world_tap(&w, "seals");
	world_type(&w, "A\"1");
	world_tap(&w, "next");
	world_tap(&w, "next");
	CHECK(world_says(&w, "zonder aanhalingstekens"));
	CHECK(desk_finds(&w, "A\"1")); /* to be mended, not lost */
	world_close(&w);
}

/* ---- books ------------------------------------------------------------------------------- */

TEST(books, become_records_once_each)
{
	open_desk("--printer none");
	CHECK_INT(desk_records(&w, KIND_STAFF_ENTRY), 0);
	CHECK_INT(desk_work_send_books(w.app.visit), 2); /* enrolled, and a PIN of one's own */
	CHECK_INT(desk_records(&w, KIND_STAFF_ENTRY), 2);
	CHECK_INT(desk_work_send_books(w.app.visit), 0);
	CHECK_INT(desk_records(&w, KIND_STAFF_ENTRY), 2);
	world_close(&w);
}

TEST(books, that_a_power_cut_left_unsent_go_out_before_any_badge_comes)
{
	open_desk("--printer none");
	world_close(&w);
	world_open(&w, "--printer none");
	CHECK_INT(desk_work_send_books(w.app.visit), 2);
	CHECK_INT(desk_records(&w, KIND_STAFF_ENTRY), 2);
	world_close(&w);
}

TEST(books, are_sent_thirty_two_at_a_time)
{
	const struct staff_person *who;

	open_desk("--printer none");
	who = desk_work_person(w.app.visit, 0);
	for (int i = 0; i < 40; i++)
		CHECK_INT(desk_work_roles(
		                  w.app.visit, who->staff, ROLE_ADMINISTRATOR | (i % 2 ? ROLE_DESK : ROLE_TECHNICIAN)),
		        0);
	CHECK_INT(desk_work_send_books(w.app.visit), 32);
	CHECK_INT(desk_work_send_books(w.app.visit), 10);
	world_close(&w);
}

/* ---- counts ---------------------------------------------------------------------------------- */

static void count(const char *notice, const char *lang, int times)
{
	struct count_handover c = {.notice = notice, .lang = lang, .format = "paper", .minutes = 5};

	while (times-- > 0)
		CHECK_INT(counters_handover(w.app.visit->duty->counters, &c), 0);
}

TEST(counters, hide_small_numbers_and_say_so)
{
	open_desk("--printer none");
	desk_go(&w, "counters");
	CHECK(world_says(&w, "Er is niets geteld."));
	world_tap(&w, "back");
	count("N-VIC", "nl", 12);
	count("N-VIC", "uk", 3);
	desk_go(&w, "counters");
	CHECK(desk_finds(&w, "uk <5"));
	CHECK(!desk_finds(&w, "uk 3"));
	CHECK(!desk_finds(&w, "nl 12")); /* together with the total it would give the three away */
	CHECK(desk_finds(&w, "0-15 min"));
	CHECK(desk_finds(&w, "<5 is 1 tot en met 4."));
	world_tap(&w, "period");
	CHECK(world_says(&w, "Tellingen van deze maand"));
	CHECK(desk_finds(&w, "uk <5"));
	world_close(&w);
}

/* ---- prints, roll -------------------------------------------------------------------------------- */

static int64_t unknown_print(void)
{
	struct journal *j = visit_journal(w.app.visit);
	struct journal_entry entry = {.kind = "notice", .title = "N-VIC nl 1 full", .bands = 3};
	struct journal_end end = {.state = JOURNAL_UNKNOWN, .level = -1, .reason = "lost"};
	int64_t id;

	CHECK_INT(journal_begin(&id, j, &entry, true), 0);
	CHECK_INT(journal_end(j, id, &end), 0);
	return id;
}

TEST(queue, shows_a_print_that_nobody_knows_the_end_of_until_a_person_has_looked)
{
	struct journal_row row;
	char id[40];
	int64_t job;

	open_desk("--printer none");
	job = unknown_print();
	desk_go(&w, "queue");
	snprintf(id, sizeof id, "judge:%lld", (long long)job);
	world_tap(&w, id);
	CHECK(world_says(&w, "Wat is er met dit papier gebeurd?"));
	world_tap(&w, "saw:torn");
	CHECK(!world_node(&w, id));
	CHECK(desk_finds(&w, "Een medewerker zag een stuk papier."));
	CHECK_INT(journal_get(&row, visit_journal(w.app.visit), job), 0);
	CHECK_INT(row.judgement, JOURNAL_TORN);
	CHECK_INT(row.state, JOURNAL_UNKNOWN); /* what a person says proves nothing of the printer */
	CHECK_INT(desk_work_judge(w.app.visit, job, JOURNAL_CAME_OUT), DESK_NOT_NOW);
	world_close(&w);
}

TEST(queue, judges_nothing_in_practice)
{
	int64_t job;

	open_desk("--printer none");
	job = unknown_print();
	world_tap(&w, "practice");
	CHECK_INT(desk_work_judge(w.app.visit, job, JOURNAL_CAME_OUT), DESK_PRACTICE);
	CHECK_INT(desk_work_new_roll(w.app.visit, 80), DESK_PRACTICE);
	world_close(&w);
}

TEST(queue, takes_a_new_roll_of_the_length_that_is_told)
{
	open_desk("--printer none");
	desk_go(&w, "queue");
	CHECK(world_says(&w, "Niet bekend"));
	world_tap(&w, "roll");
	CHECK(world_says(&w, "80 m"));
	world_tap(&w, "step:-50");
	world_tap(&w, "step:-50"); /* never below what a roll can have */
	CHECK(world_says(&w, "1 m"));
	world_tap(&w, "step:50");
	world_tap(&w, "next");
	CHECK(desk_finds(&w, "51000 mm"));
	world_tap(&w, "roll");
	CHECK(world_says(&w, "51 m")); /* the next one is likely as long */
	world_close(&w);
}

TEST(queue, is_not_for_an_auditor)
{
	struct desk_queue q;
	const struct staff_person *who;

	open_desk("--printer none");
	who = desk_work_person(w.app.visit, 0);
	CHECK(desk_work_queue(&q, w.app.visit));
	CHECK_INT(desk_work_roles(w.app.visit, who->staff, ROLE_ADMINISTRATOR | ROLE_VIK), 0);
	CHECK(desk_work_queue(&q, w.app.visit)); /* an administrator's too */
	desk_badge(&w, "");
	CHECK(!desk_work_queue(&q, w.app.visit));
	CHECK_INT(desk_work_judge(w.app.visit, 1, JOURNAL_CAME_OUT), DESK_DENIED);
	CHECK_INT(desk_work_new_roll(w.app.visit, 50), DESK_DENIED);
	CHECK_INT(desk_work_day_open(w.app.visit, ""), DESK_DENIED);
	CHECK(!desk_work_counts(w.app.visit, TABLE_HANDED, ""));
	world_close(&w);
}

/* ---- rules, card, clock ------------------------------------------------------------------------------ */

TEST(rules, name_every_rule_on_the_screen)
{
	open_desk("--printer none");
	desk_go(&w, "rules");
	world_tap(&w, "topic:5");
	for (int i = 0; i < 60 && !world_says(&w, "Passen, pincodes en rollen beheren"); i++)
		world_tap(&w, "next");
	CHECK(world_says(&w, "Passen, pincodes en rollen beheren"));
	world_tap(&w, "back");
	world_close(&w);
}

TEST(signal_card, has_five_lines)
{
	open_desk("--printer none");
	desk_go(&w, "signal");
	world_tap(&w, "situation:arrested");
	CHECK(world_says(&w, "Geef de brief meteen, vóór het eerste verhoor."));
	CHECK(world_says(&w, "Bel ouders, of wie ingelicht mag worden."));
	CHECK(world_says(&w, "PA-01"));
	world_close(&w);
}

TEST(signal_card, is_english_for_who_chose_that)
{
	open_desk("--printer none");
	world_tap(&w, "english");
	desk_go(&w, "signal");
	world_tap(&w, "situation:arrested");
	CHECK(world_says(&w, "Give the letter at once, before the first questioning."));
	CHECK(!world_says(&w, "Geef de brief meteen"));
	CHECK(world_says(&w, "PA-01"));
	world_close(&w);
}

TEST(custody, is_always_indicative_and_forgets_what_was_entered)
{
	open_desk("--printer none");
	desk_go(&w, "clock");
	CHECK(world_says(&w, "Indicatief"));
	world_tap(&w, "arrested");
	world_tap(&w, "step:-60");
	world_tap(&w, "next");
	CHECK(desk_finds(&w, "Uiterlijk voor de rechter-commissaris"));
	world_tap(&w, "ordered");
	world_tap(&w, "next");
	CHECK(desk_finds(&w, "Einde van 6 uur ophouden"));
	world_tap(&w, "serious");
	CHECK(desk_finds(&w, "Einde van 9 uur ophouden"));
	CHECK(desk_finds(&w, "Indicatief"));
	world_tap(&w, "back");
	desk_go(&w, "clock");
	CHECK(!desk_finds(&w, "Uiterlijk voor de rechter-commissaris"));
	world_close(&w);
}
