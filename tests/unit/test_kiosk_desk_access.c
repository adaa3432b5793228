/* The auditor's screen: default deny, the audit of the audit, and what is said of a chain that breaks. */
#include <stdio.h>
#include <string.h>

#include "kiosk_desk.h"
#include "store/kinds.h"
#include "sys/arena.h"
#include "sys/text.h"
#include "visit/desk_work_inside.h"

static struct world w;

static struct access_log *the_log(void)
{
	return w.app.visit->duty->log;
}

static void read_something(int times)
{
	for (int i = 0; i < times; i++) {
		struct access_entry e = {.action = ACCESS_CONSULT, .reason = REASON_COMPLETE, .recipient = "desk"};

		(void)text_copy(e.record, sizeof e.record, "DEMO-1-7-1a2b3c4d");
		CHECK(desk_work_note(w.app.visit, &e, KIND_SELF_REPORT));
	}
}

/* The station with an administrator, so many readings, and an auditor at work. */
static void open_with(int readings, const char *more)
{
	struct staff_given given;
	struct staff_order o;

	world_open(&w, more);
	desk_enrol(&w);
	read_something(readings);
	shift_order(&o, w.app.visit->duty->shift);
	o.code = "B-900";
	o.roles = ROLE_AUDITOR;
	o.badge = DESK_OTHER;
	o.n_badge = strlen(DESK_OTHER);
	CHECK_INT(staff_issue(&given, w.app.visit->duty->staff, &o), 0);
	desk_log_out(&w);
	desk_log_in(&w, DESK_OTHER, given.pin);
	desk_pin(&w, "8206");
	desk_pin(&w, "8206");
	wipe(&given, sizeof given);
	world_see(&w, "staff_menu");
}

TEST(access, shows_who_what_when_and_why)
{
	open_with(2, "--printer none");
	desk_go(&w, "access");
	CHECK(desk_finds(&w, "De keten klopt: elke regel is nagekeken."));
	CHECK(desk_finds(&w, "B-001 (Baliemedewerker). Gelezen DEMO-1-7-1a2b3c4d. Om met de burger aan te vullen."));
	world_close(&w);
}

TEST(access, looking_at_it_is_an_entry_and_stands_on_top)
{
	struct access_entry e = {0};
	const struct desk_access *a;

	open_with(2, "--printer none");
	desk_go(&w, "access");
	CHECK_INT(access_log_length(the_log()), 3);
	CHECK_INT(access_log_read(&e, the_log(), 3), 0);
	CHECK_INT(e.action, ACCESS_CONSULT);
	CHECK_INT(e.reason, REASON_LAWFULNESS);
	CHECK_TEXT(e.recipient, "auditor");
	CHECK_TEXT(e.record, "");
	CHECK_TEXT(e.role, "auditor");
	a = desk_work_access(w.app.visit);
	CHECK(a && a->rows[0].seq == 3);
	CHECK_TEXT(a->rows[0].code, "B-900");
	CHECK(world_says(&w, "Logboek bekeken"));
	world_tap(&w, "back");
	desk_go(&w, "access");
	CHECK_INT(access_log_length(the_log()), 4);
	world_close(&w);
}

TEST(access, is_for_the_auditor_alone)
{
	world_open(&w, "--printer none");
	desk_enrol(&w);
	read_something(1);
	CHECK(!world_node(&w, "work:access"));
	CHECK_INT(desk_work_access_open(w.app.visit), DESK_DENIED);
	CHECK(desk_work_access(w.app.visit) == NULL);
	CHECK_INT(desk_work_access_print(w.app.visit), DESK_DENIED);
	CHECK_INT(access_log_length(the_log()), 1);
	for (unsigned role = 1; role < ROLE_AUDITOR; role <<= 1)
		CHECK(!role_may(role, ACTION_ACCESS_LOG, 0));
	world_close(&w);
}

TEST(access, an_auditor_reads_no_concept)
{
	open_with(1, "--printer none");
	desk_go(&w, "reading");
	CHECK(world_says(&w, "Uw rol mag dit niet lezen."));
	CHECK_INT(desk_work_read(w.app.visit, 0, REASON_LAWFULNESS), READING_DENIED);
	CHECK_INT(desk_work_complete(w.app.visit), READING_DENIED);
	world_close(&w);
}

TEST(access, turns_pages_and_stays_within_them)
{
	const struct desk_access *a;

	open_with(2 * ACCESS_PAGE, "--printer none");
	desk_go(&w, "access");
	a = desk_work_access(w.app.visit);
	CHECK_INT(a->first, 2 * ACCESS_PAGE + 1);
	CHECK_INT(a->n, ACCESS_PAGE);
	desk_work_access_turn(w.app.visit, false);
	CHECK_INT(a->first, 2 * ACCESS_PAGE + 1);
	world_tap(&w, "older");
	CHECK_INT(a->first, ACCESS_PAGE + 1);
	CHECK_INT(a->rows[0].seq, ACCESS_PAGE + 1);
	world_tap(&w, "older");
	CHECK_INT(a->first, 1);
	CHECK_INT(a->n, 1);
	desk_work_access_turn(w.app.visit, true);
	CHECK_INT(a->first, 1);
	world_tap(&w, "newer");
	CHECK_INT(a->first, ACCESS_PAGE + 1);
	world_close(&w);
}

TEST(access, says_where_the_chain_breaks_and_shows_no_line)
{
	char chain[200];

	open_with(5, "--printer none");
	CHECK_INT(
	        desk_run(w.app.desk,
	                "UPDATE book SET json = replace(json, 'complete', 'complate') WHERE book = 1 AND seq = 3", ""),
	        0);
	desk_go(&w, "access");
	desk_work_access_chain(chain, w.app.visit);
	CHECK_TEXT(chain, "De keten breekt bij regel 3. Die is veranderd of weg.");
	CHECK(world_says(&w, chain));
	CHECK(world_says(&w, "Zonder logboek gaat niets open."));
	CHECK_INT(desk_work_access(w.app.visit)->n, 0);
	CHECK_INT(access_log_length(the_log()), 5);
	world_close(&w);
}

TEST(access, says_when_lines_are_missing)
{
	char chain[200];

	open_with(5, "--printer none");
	CHECK_INT(desk_run(w.app.desk, "DELETE FROM book WHERE book = 1 AND seq > 3", ""), 0);
	desk_go(&w, "access");
	desk_work_access_chain(chain, w.app.visit);
	CHECK_TEXT(chain, "Er ontbreken regels vanaf regel 4.");
	world_close(&w);
}

TEST(access, a_print_is_an_entry_that_the_paper_names)
{
	struct access_entry e = {0};

	open_with(3, "--printer virtual:paper");
	desk_go(&w, "access");
	CHECK_INT(desk_work_access_print(w.app.visit), DESK_DONE);
	CHECK_INT(access_log_length(the_log()), 5);
	CHECK_INT(access_log_read(&e, the_log(), 5), 0);
	CHECK_INT(e.action, ACCESS_DISCLOSE);
	CHECK_TEXT(e.recipient, "paper");
	world_close(&w);
}

TEST(access, goes_away_with_the_card_and_is_logged_anew)
{
	open_with(1, "--printer none");
	desk_go(&w, "access");
	desk_badge(&w, "");
	CHECK(desk_work_access(w.app.visit) == NULL);
	CHECK_INT(w.app.visit->duty->work->access.n, 0);
	desk_badge(&w, DESK_OTHER);
	desk_pin(&w, "8206");
	world_see(&w, "access_log");
	CHECK_INT(access_log_length(the_log()), 3);
	world_close(&w);
}
