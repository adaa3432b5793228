/* A printer that talks: its greeting, its status, and the questions that it is asked, never in the middle of a command. */
#include <errno.h>
#include <sys/socket.h>
#include <unistd.h>

#include "drivers/escpos_encode.h"
#include "drivers/printer_identify.h"
#include "drivers_answer_kit.h"
#include "sys/buf.h"
#include "sys/file.h"

TEST(greeting, flushes_wakes_and_asks_for_names_one_by_one)
{
	struct talk *t = talk_new();
	struct printer_identity who;
	size_t flush;

	talk_open(t);
	flush = escpos_flush_bytes(&t->profile);
	CHECK(printer_is_unsure(t->printer) || t->n > 0);
	talk_run(t, 50);
	CHECK(t->n > flush);
	for (size_t i = 0; i < flush; i++)
		CHECK_INT(t->got[i], 0);
	CHECK_BYTES(t->got + flush, "\x1b@", 2);
	CHECK_INT(talk_count(t, flush, "\x1d\x61\xff", 3), 1);
	CHECK(!printer_is_unsure(t->printer)); /* the next job needs no flush */
	CHECK_INT(talk_count(t, flush, "\x10\x04\x01", 3), 1);
	CHECK_INT(talk_count(t, flush, "\x10\x04\x02", 3), 0);
	for (int i = 0; i < 4; i++)
		SAY(t, "\x12");
	CHECK_INT(talk_count(t, flush, "\x1dI", 2), 1); /* one at a time */
	SAY(t, "_EPSON\0");
	SAY(t, "_TM-T20III\0");
	SAY(t, "_1.02\0");
	SAY(t, "_4711\0");
	CHECK_INT(talk_count(t, flush, "\x1dI", 2), 4);
	printer_identity(t->printer, &who);
	CHECK_TEXT(who.maker, "EPSON");
	CHECK_TEXT(who.model, "TM-T20III");
	CHECK_TEXT(who.firmware, "1.02");
	CHECK_TEXT(who.serial, "4711");
	talk_close(t);
}

TEST_LIMIT(greeting, goes_on_when_a_question_has_no_answer, 30)
{
	struct talk *t = talk_new();
	struct printer_identity who;

	t->profile.dle_eot = false;
	talk_open(t);
	talk_run(t, 1300); /* the maker stays unknown */
	SAY(t, "_TM-T20III\0");
	printer_identity(t->printer, &who);
	CHECK_TEXT(who.maker, "");
	CHECK_TEXT(who.model, "TM-T20III");
	talk_close(t);
}

TEST(greeting, is_not_for_printers_that_answer_nothing)
{
	struct talk *t = talk_new();

	t->profile = (struct printer_profile){.dots = 384, .dpi = 203, .max_rows = 24};
	talk_open(t);
	talk_run(t, 100);
	printer_ask_status(t->printer);
	talk_run(t, 50);
	CHECK_INT(t->n, 0);
	CHECK(printer_is_unsure(t->printer));
	talk_begin(t);
	CHECK_INT(talk_band(t, 0, 10, 100), PRINTER_NO_MARK);
	CHECK_INT(t->n, 100);
	CHECK_INT(printer_unproved_bytes(t->printer), 0);
	CHECK_INT(printer_reachable(t->printer), PROOF_DRAINED);
	talk_end(t);
	CHECK_INT(printer_level(t->printer), PROOF_DRAINED);
	printer_release(t->printer);
	talk_close(t);
}

TEST(status, is_told_by_itself_and_costs_nothing_when_nothing_happens)
{
	struct talk *t = talk_new();
	uint64_t before;
	int changes;

	talk_open_quietly(t);
	CHECK_INT(talk_status(t).paper, PAPER_OK);
	SAY(t, "\x18\x00\x0f\x00");
	CHECK_INT(talk_status(t).paper, PAPER_OUT);
	changes = t->changes;
	SAY(t, "\x38\x08\x03\x00");
	CHECK(t->changes > changes);
	CHECK_INT(talk_status(t).paper, PAPER_LOW);
	CHECK_INT(talk_status(t).cover, COVER_OPEN);
	CHECK_INT(talk_status(t).fault, FAULT_CUTTER);
	before = loop_wakeups(t->loop);
	for (int i = 0; i < 12; i++)
		CHECK_OK(loop_step(t->loop, 100));
	CHECK(loop_wakeups(t->loop) - before <= 12); /* the steps' own limits, and nothing of the printer */
	CHECK_INT(t->n, 0); /* nobody asks an idle printer */
	talk_close(t);
}

TEST(status, is_asked_for_when_a_screen_wants_it)
{
	struct talk *t = talk_new();

	t->profile.asb = false;
	talk_open_quietly(t);
	printer_ask_status(t->printer);
	talk_run(t, 10);
	CHECK_INT(talk_count(t, 0, "\x10\x04\x01", 3), 1);
	SAY(t, "\x1a");
	CHECK_INT(talk_count(t, 0, "\x10\x04\x02", 3), 1);
	SAY(t, "\x32");
	SAY(t, "\x12");
	SAY(t, "\x7e");
	CHECK_INT(talk_status(t).paper, PAPER_OUT);
	CHECK_INT(talk_status(t).fault, FAULT_NONE);
	CHECK_INT(talk_count(t, 0, "\x10\x04", 2), 4);
	talk_run(t, 300);
	CHECK_INT(talk_count(t, 0, "\x10\x04", 2), 4); /* once */
	talk_close(t);
}

TEST(status, of_a_printer_that_is_gone_is_unknown)
{
	struct talk *t = talk_new();

	talk_open_quietly(t);
	SAY(t, "\x10\x00\x00\x00");
	CHECK_INT(talk_status(t).paper, PAPER_OK);
	close(t->fd);
	t->fd = -1;
	for (int i = 0; i < 100 && talk_status(t).link != LINK_GONE; i++)
		CHECK_OK(loop_step(t->loop, 5));
	CHECK_INT(talk_status(t).paper, PAPER_UNKNOWN);
	talk_close(t);
}

TEST_LIMIT(questions, are_put_to_a_job_that_stands_still_but_never_into_a_command, 30)
{
	struct talk *t = talk_new();
	size_t taken = 0;

	t->profile.asb = false;
	talk_open_quietly(t);
	talk_begin(t);
	talk_run(t, 10);
	CHECK_INT(talk_count(t, 0, "\x10\x04", 2), 1); /* before the first byte */
	for (int i = 0; i < 4; i++)
		SAY(t, "\x12");
	CHECK_OK(talk_band(t, 0, 10, 100));
	t->n = 0;
	talk_run(t, 2800);
	CHECK_INT(talk_count(t, 0, "\x10\x04\x01", 3), 1); /* it stands behind a whole band */
	for (int i = 0; i < 4; i++)
		SAY(t, "\x12");
	CHECK_OK(printer_send(&taken, t->printer, "half", 4)); /* of a band whose mark did not come yet */
	talk_run(t, 10);
	t->n = 0;
	talk_run(t, 2800);
	CHECK_INT(t->n, 0);
	printer_ask_status(t->printer);
	talk_run(t, 10);
	CHECK_INT(t->n, 0);
	printer_abort(t->printer);
	talk_run(t, 50);
	CHECK_INT(talk_count(t, 0, "\x10\x04\x01", 3), 1); /* now it may */
	talk_close(t);
}

TEST(recovery, goes_on_only_where_no_command_is_cut_and_clears_at_once)
{
	struct talk *t = talk_new();
	size_t taken = 0;

	talk_open_quietly(t);
	CHECK_OK(printer_recover(t->printer, PRINTER_CONTINUE));
	talk_run(t, 10);
	CHECK_INT(t->n, 3);
	CHECK_BYTES(t->got, "\x10\x05\x01", 3);
	t->n = 0;
	talk_begin(t);
	CHECK_OK(talk_band(t, 0, 10, 50));
	CHECK_OK(printer_send(&taken, t->printer, "half", 4));
	talk_run(t, 10);
	t->n = 0;
	CHECK_OK(printer_recover(t->printer, PRINTER_CONTINUE));
	talk_run(t, 20);
	CHECK_INT(t->n, 0);
	CHECK_OK(talk_band(t, 1, 10, 50));
	talk_run(t, 20);
	CHECK_INT(talk_count(t, 0, "\x10\x05\x01", 3), 1);
	CHECK_BYTES(t->got + t->n - 3, "\x10\x05\x01", 3);
	CHECK_OK(printer_send(&taken, t->printer, "half", 4));
	CHECK_OK(printer_recover(t->printer, PRINTER_CLEAR));
	talk_run(t, 10);
	CHECK_INT(talk_count(t, 0, "\x10\x05\x02", 3), 1);
	CHECK(printer_is_unsure(t->printer));
	printer_abort(t->printer);
	close(t->fd);
	t->fd = -1;
	for (int i = 0; i < 100 && talk_status(t).link != LINK_GONE; i++)
		CHECK_OK(loop_step(t->loop, 5));
	CHECK_INT(printer_recover(t->printer, PRINTER_CLEAR), PRINTER_GONE);
	talk_close(t);
}

TEST(recovery, is_not_for_files)
{
	struct talk *t = talk_new();
	const struct printer_setup setup = {.uri = "file:out", .profile = &t->profile, .log = &t->log};
	struct printer_setup mine = setup;
	AUTO_BUF out;

	buf_init(&out, 100);
	CHECK_OK(loop_new(&t->loop, &t->clock));
	mine.loop = t->loop;
	CHECK_OK(printer_open(&t->printer, &mine));
	CHECK_INT(printer_recover(t->printer, PRINTER_CLEAR), PRINTER_NO_SUCH);
	talk_begin(t);
	CHECK_INT(printer_mark(t->printer, &out, 0, 100), PRINTER_NO_MARK); /* nobody there to answer */
	CHECK_INT(out.len, 0);
	printer_abort(t->printer);
	talk_close(t);
}

TEST(flow, stops_at_xoff_and_goes_on_at_xon_also_where_no_kernel_does_it)
{
	struct talk *t = talk_new();
	size_t taken = 9;

	talk_open_quietly(t);
	talk_begin(t);
	SAY(t, "\x13");
	CHECK_OK(printer_send(&taken, t->printer, "abc", 3));
	CHECK_INT(taken, 0);
	printer_want_room(t->printer, true);
	t->calls = 0;
	talk_run(t, 30);
	CHECK_INT(t->calls, 0); /* no room is offered, and nobody spins */
	SAY(t, "\x11");
	CHECK(t->calls > 0);
	CHECK_OK(printer_send(&taken, t->printer, "abc", 3));
	CHECK_INT(taken, 3);
	printer_abort(t->printer);
	talk_close(t);
}

TEST(connection, is_not_reset_by_answers_that_nobody_read)
{
	struct talk *t = talk_new();
	static const uint8_t job[14000] = {'A'};
	size_t taken = 0, part = 0;
	ssize_t n = 1;

	t->profile.dle_eot = false;
	talk_open_quietly(t);
	talk_begin(t);
	t->deaf = true; /* more than it has room for: the rest waits in our kernel when we close */
	for (int i = 0; i < 20 && taken < sizeof job; i++, taken += part)
		CHECK_OK(printer_send(&part, t->printer, job + taken, sizeof job - taken));
	CHECK(taken > 8000);
	printer_abort(t->printer);
	CHECK_INT(write(t->fd, "\x10\x00\x00\x00", 4), 4);
	usleep(20000);
	printer_close(t->printer);
	for (int i = 0; i < 500 && n != 0; i++) {
		n = read(t->fd, t->got + t->n, TALK_MOST - t->n);
		t->n += n > 0 ? (size_t)n : 0;
		if (n < 0) {
			CHECK_INT(errno, EAGAIN);
			usleep(5000);
		}
	}
	CHECK_INT(n, 0); /* an end, and no reset */
	CHECK_INT(t->n, taken);
	loop_free(t->loop);
}
