/* How far a job is proved, on a real connection: by an honest printer, and by a silent one. */
#include <unistd.h>

#include "drivers_answer_kit.h"
#include "sys/buf.h"
#include "sys/file.h"

static void check_log(struct talk *t, const char *sentence)
{
	AUTO_BUF text;

	buf_init(&text, 1 << 20);
	CHECK_OK(file_read(&text, "log.txt"));
	CHECK_HAS(buf_str(&text), sentence);
	(void)t;
}

TEST(ladder, is_climbed_to_the_cut_by_a_printer_that_tells_all)
{
	struct talk *t = talk_new();
	enum printer_proof how;
	uint8_t cut[4];

	talk_open_quietly(t);
	talk_begin(t);
	SAY(t, "\x10\x00\x00\x00");
	for (int band = 0; band < 3; band++) {
		CHECK_OK(talk_band(t, band, 10, 200));
		CHECK(printer_unproved_bytes(t->printer) >= 200);
		t->calls = 0;
		talk_say_id(t, t->id);
		CHECK_INT(t->calls, 1);
		CHECK_INT(printer_marks_proved(t->printer, &how), band);
		CHECK_INT(how, PROOF_PRINTED);
		CHECK_INT(printer_unproved_bytes(t->printer), 0);
		CHECK_INT(printer_level(t->printer), PROOF_NOTHING); /* not all is sent */
	}
	CHECK_INT(talk_count(t, 0, "\x1d\x61\xff", 3), 1); /* once in a job */
	CHECK_OK(talk_band(t, PRINTER_MARK_CUT, 10, 5));
	memcpy(cut, t->id, 4);
	CHECK_INT(printer_reachable(t->printer), PROOF_CUT);
	talk_end(t);
	CHECK_INT(printer_level(t->printer), PROOF_PRINTED);
	talk_say_id(t, cut);
	CHECK_INT(printer_marks_proved(t->printer, NULL), PRINTER_MARK_CUT);
	CHECK_INT(printer_level(t->printer), PROOF_CUT);
	CHECK(!talk_status(t).liar);
	printer_release(t->printer);
	talk_close(t);
}

TEST(ladder, ends_at_the_print_when_the_cutter_jams)
{
	struct talk *t = talk_new();

	talk_open_quietly(t);
	talk_begin(t);
	SAY(t, "\x10\x00\x00\x00");
	CHECK_OK(talk_band(t, 0, 10, 200));
	talk_say_id(t, t->id);
	CHECK_OK(talk_band(t, PRINTER_MARK_CUT, 10, 5));
	SAY(t, "\x18\x08\x00\x00");
	SAY(t, "\x10\x00\x00\x00"); /* somebody pulled it free */
	talk_say_id(t, t->id);
	talk_end(t);
	CHECK_INT(printer_level(t->printer), PROOF_PRINTED);
	CHECK_INT(printer_reachable(t->printer), PROOF_PRINTED);
	printer_release(t->printer);
	talk_close(t);
}

/* Without ASB the cut counts only when paper and cutter are asked for behind it, and found well. */
TEST_LIMIT(ladder, asks_for_the_status_behind_the_cut, 30)
{
	static const char *const answers[] = {"\x12\x12\x12\x12", "\x1a\x52\x1a\x12", ""};
	static const enum printer_proof levels[] = {PROOF_CUT, PROOF_PRINTED, PROOF_PRINTED};

	for (int i = 0; i < 3; i++) {
		struct talk *t = talk_new();

		t->profile.asb = false;
		talk_open_quietly(t);
		talk_begin(t);
		talk_run(t, 10);
		for (int n = 0; n < 4; n++)
			SAY(t, "\x12");
		CHECK_OK(talk_band(t, 0, 10, 200));
		talk_say_id(t, t->id);
		CHECK_OK(talk_band(t, PRINTER_MARK_CUT, 10, 5));
		talk_end(t);
		t->n = 0;
		talk_say_id(t, t->id);
		talk_run(t, 10);
		CHECK_INT(talk_count(t, 0, "\x10\x04\x01", 3), 1);
		CHECK_INT(printer_level(t->printer), PROOF_PRINTED);
		CHECK_INT(printer_reachable(t->printer), PROOF_CUT);
		for (const char *a = answers[i]; *a; a++)
			talk_say(t, a, 1);
		t->calls = 0;
		if (!*answers[i]) {
			talk_run(t, 1500);
			CHECK(t->calls > 0);
		}
		CHECK_INT(printer_level(t->printer), levels[i]);
		CHECK_INT(printer_reachable(t->printer), levels[i]);
		printer_release(t->printer);
		talk_close(t);
	}
}

TEST(ladder, of_a_printer_that_knows_barriers_ends_there)
{
	struct talk *t = talk_new();
	enum printer_proof how;

	t->profile.process_id = t->profile.asb = t->profile.dle_eot = false;
	talk_open_quietly(t);
	talk_begin(t);
	CHECK_OK(talk_band(t, 0, 10, 200));
	CHECK_BYTES(t->got + t->n - 3, "\x1dr\x01", 3);
	CHECK_INT(printer_reachable(t->printer), PROOF_BARRIER);
	SAY(t, "\x00");
	CHECK_INT(printer_marks_proved(t->printer, &how), 0);
	CHECK_INT(how, PROOF_BARRIER);
	CHECK_INT(talk_status(t).paper, PAPER_OK);
	CHECK_OK(talk_band(t, PRINTER_MARK_CUT, 10, 5));
	talk_end(t);
	SAY(t, "\x03");
	CHECK_INT(talk_status(t).paper, PAPER_LOW);
	CHECK_INT(printer_level(t->printer), PROOF_BARRIER);
	printer_release(t->printer);
	talk_close(t);
}

/* A presenter is asked every two seconds whether the ticket is still there. */
TEST_LIMIT(ladder, ends_when_the_sheet_is_taken, 30)
{
	struct talk *t = talk_new();

	t->profile.process_id = t->profile.asb = t->profile.dle_eot = false;
	t->profile.presenter = PRESENTER_CUSTOM;
	talk_open(t);
	talk_run(t, 50);
	SAY(t, "\x10\x0f\x00\x00\x00\x00");
	for (int i = 0; i < 4; i++)
		SAY(t, "_\0");
	talk_begin(t);
	talk_run(t, 20);
	SAY(t, "\x10\x0f\x00\x00\x00\x00");
	CHECK_OK(talk_band(t, 0, 10, 200));
	CHECK_OK(talk_band(t, PRINTER_MARK_CUT, 10, 5));
	talk_end(t);
	SAY(t, "\x00\x00");
	CHECK_INT(printer_level(t->printer), PROOF_BARRIER);
	for (int i = 0; i < 2; i++) {
		t->n = 0;
		for (int ms = 0; ms < 3500 && t->n == 0; ms += 10)
			talk_run(t, 10);
		CHECK_INT(talk_count(t, 0, "\x10\x04\x14", 3), 1);
		if (i == 0)
			SAY(t, "\x10\x0f\x20\x00\x00\x00");
		else
			SAY(t, "\x10\x0f\x00\x00\x00\x00");
		CHECK_INT(talk_status(t).ticket, i == 0 ? TICKET_THERE : TICKET_NONE);
	}
	CHECK_INT(printer_level(t->printer), PROOF_TAKEN);
	CHECK(!talk_status(t).liar);
	printer_release(t->printer);
	talk_close(t);
}

TEST(marks, are_never_the_same_and_printable)
{
	struct talk *t = talk_new();
	uint8_t seen[300][4];

	t->profile.asb = false;
	talk_open_quietly(t);
	for (int i = 0; i < 300; i++) {
		if (i % 100 == 0)
			talk_begin(t);
		AUTO_BUF out;
		buf_init(&out, 100);
		CHECK_OK(printer_mark(t->printer, &out, i % 100, 1));
		memcpy(seen[i], out.data + out.len - 4, 4);
		for (int k = 0; k < 4; k++)
			CHECK(seen[i][k] >= 0x20 && seen[i][k] <= 0x7e);
		for (int k = 0; k < i; k++)
			CHECK(memcmp(seen[i], seen[k], 4) != 0);
		if (i % 100 == 99)
			printer_abort(t->printer);
	}
	talk_close(t);
}

TEST(marks, of_a_job_that_was_given_up_prove_nothing_in_the_next)
{
	struct talk *t = talk_new();
	uint8_t old[4];

	talk_open_quietly(t);
	talk_begin(t);
	SAY(t, "\x18\x00\x0f\x00"); /* no paper: it keeps what it has */
	CHECK_OK(talk_band(t, 0, 10, 200));
	memcpy(old, t->id, 4);
	printer_abort(t->printer);
	SAY(t, "\x10\x00\x00\x00");
	talk_begin(t);
	CHECK_OK(talk_band(t, 0, 10, 200));
	talk_say_id(t, old);
	CHECK_INT(printer_marks_proved(t->printer, NULL), -1);
	talk_say_id(t, t->id);
	CHECK_INT(printer_marks_proved(t->printer, NULL), 0);
	CHECK(!talk_status(t).liar);
	printer_abort(t->printer);
	talk_close(t);
}

TEST(marks, stay_proved_when_the_printer_goes)
{
	struct talk *t = talk_new();

	talk_open_quietly(t);
	talk_begin(t);
	CHECK_OK(talk_band(t, 0, 10, 200));
	talk_say_id(t, t->id);
	CHECK_OK(talk_band(t, 1, 10, 200));
	t->calls = 0;
	close(t->fd);
	t->fd = -1;
	for (int i = 0; i < 100 && !printer_is_lost(t->printer); i++)
		CHECK_OK(loop_step(t->loop, 5));
	CHECK(printer_is_lost(t->printer) && t->calls > 0);
	CHECK_INT(printer_marks_proved(t->printer, NULL), 0);
	CHECK_INT(printer_level(t->printer), PROOF_NOTHING);
	printer_abort(t->printer);
	talk_close(t);
}

TEST_LIMIT(silence, opens_the_window_after_a_while_and_proves_nothing, 30)
{
	struct talk *t = talk_new();

	t->profile.asb = t->profile.dle_eot = false;
	talk_open_quietly(t);
	talk_begin(t);
	CHECK_OK(talk_band(t, 0, 10, 200));
	CHECK(printer_unproved_bytes(t->printer) > 0);
	t->calls = 0;
	talk_run(t, 4000);
	CHECK_INT(t->calls, 0);
	CHECK_INT(printer_reachable(t->printer), PROOF_PRINTED);
	talk_run(t, 2000);
	CHECK(t->calls > 0);
	CHECK_INT(printer_unproved_bytes(t->printer), 0);
	CHECK_INT(printer_reachable(t->printer), PROOF_DRAINED);
	CHECK_INT(talk_band(t, 1, 10, 200), PRINTER_NO_MARK);
	talk_end(t);
	CHECK_INT(printer_level(t->printer), PROOF_DRAINED);
	CHECK(!talk_status(t).liar);
	check_log(t, "answers nothing");
	printer_release(t->printer);
	talk_close(t);
}

TEST_LIMIT(silence, for_want_of_paper_is_waited_out, 30)
{
	struct talk *t = talk_new();

	talk_open_quietly(t);
	talk_begin(t);
	SAY(t, "\x18\x00\x0f\x00");
	CHECK_OK(talk_band(t, 0, 10, 200));
	talk_run(t, 6500);
	CHECK(printer_unproved_bytes(t->printer) > 0);
	SAY(t, "\x10\x00\x00\x00");
	talk_say_id(t, t->id);
	CHECK_INT(printer_marks_proved(t->printer, NULL), 0);
	CHECK(!talk_status(t).liar);
	printer_abort(t->printer);
	talk_close(t);
}
