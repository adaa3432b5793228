/* Liars on a real connection: each is unmasked, and none gets a level that it did not prove. */
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

static void check_liar(struct talk *t, const char *why)
{
	enum printer_proof how;

	CHECK(talk_status(t).liar);
	CHECK_INT(talk_status(t).paper, PAPER_UNKNOWN);
	CHECK_INT(talk_status(t).fault, FAULT_UNKNOWN);
	CHECK_INT(printer_marks_proved(t->printer, &how), -1);
	CHECK_INT(how, PROOF_NOTHING);
	CHECK_INT(printer_reachable(t->printer), PROOF_DRAINED);
	CHECK_INT(printer_unproved_bytes(t->printer), 0); /* nothing to wait for */
	CHECK(t->calls > 0); /* the job knows */
	check_log(t, "not believed any more");
	check_log(t, why);
	talk_end(t);
	CHECK_INT(printer_level(t->printer), PROOF_DRAINED);
	printer_release(t->printer);
	talk_begin(t);
	CHECK_INT(talk_band(t, 0, 1, 50), PRINTER_NO_MARK); /* for ever */
	printer_abort(t->printer);
	talk_close(t);
}

static struct talk *in_mid_job(void)
{
	struct talk *t = talk_new();

	talk_open_quietly(t);
	talk_begin(t);
	SAY(t, "\x10\x00\x00\x00");
	CHECK_OK(talk_band(t, 0, 10, 200));
	talk_say_id(t, t->id);
	CHECK_INT(printer_marks_proved(t->printer, NULL), 0);
	CHECK_INT(talk_status(t).paper, PAPER_OK);
	t->calls = 0;
	return t;
}

TEST(liar, that_makes_up_ids_is_unmasked)
{
	struct talk *t = in_mid_job();

	talk_say_id(t, (const uint8_t *)"\x20 ~\x7e");
	check_liar(t, "never sent");
}

TEST(liar, that_answers_twice_is_unmasked)
{
	struct talk *t = in_mid_job();

	talk_say_id(t, t->id);
	check_liar(t, "twice");
}

TEST(liar, with_impossible_status_is_unmasked)
{
	struct talk *t = in_mid_job();

	SAY(t, "\x10\x00\x04\x00");
	check_liar(t, "can not be true");
}

TEST(liar, that_says_zeros_for_its_status_is_unmasked)
{
	struct talk *t = in_mid_job();

	SAY(t, "\x00\x00\x00\x00");
	check_liar(t, "nobody asked");
}

TEST(liar, that_says_noise_is_unmasked)
{
	struct talk *t = in_mid_job();

	SAY(t, "\x80\x81\x82\x83\x84\x85\x86\x87\x88");
	check_liar(t, "no answer of any printer");
}

TEST(liar, that_is_faster_than_paper_is_unmasked)
{
	struct talk *t = in_mid_job();

	CHECK_OK(talk_band(t, 1, 24000, 200)); /* three metres */
	talk_say_id(t, t->id);
	check_liar(t, "faster than its paper");
}

TEST(liar, that_answers_before_it_was_asked_is_unmasked)
{
	struct talk *t = in_mid_job();

	t->deaf = true; /* nothing is read there: the rest waits in our kernel */
	CHECK_OK(talk_band(t, 1, 10, 16000));
	t->calls = 0;
	talk_say_id(t, t->id);
	CHECK(t->calls > 0);
	t->deaf = false;
	talk_run(t, 100);
	check_liar(t, "before that mark had left");
}

/* With barriers and no status of its own, four zeros in the place of an automatic status must not pass as answers. */
TEST(liar, can_not_pay_barriers_with_a_false_status)
{
	struct talk *t = talk_new();

	t->profile.process_id = false;
	talk_open_quietly(t);
	talk_begin(t);
	CHECK_OK(talk_band(t, 0, 10, 200));
	CHECK_OK(talk_band(t, PRINTER_MARK_CUT, 10, 200));
	SAY(t, "\x00\x00\x00\x00");
	talk_end(t);
	CHECK_INT(printer_level(t->printer), PROOF_DRAINED);
	printer_abort(t->printer);
	talk_close(t);
}

/* One burst of a hostile peer: noise, old IDs, IDs of now torn apart by other answers, half blocks. */
static void burst(struct talk *t, uint64_t *seed, const uint8_t old[4])
{
	static const char pieces[][8] = {
	        "\x10\x00\x00", "\x13\x11", "7\"", "_x", "\x12", "\x00\x00\x00", "\x38\x08", "="};
	uint8_t bytes[64];
	size_t n = 0;

	while (n < 40) {
		const char *piece = pieces[test_random(seed) % 8];

		switch (test_random(seed) % 4) {
		case 0:
			bytes[n++] = (uint8_t)test_random(seed);
			break;
		case 1:
			memcpy(bytes + n, "7\"", 2);
			memcpy(bytes + n + 2, test_random(seed) % 2 ? old : t->id, 4);
			bytes[n + 2 + test_random(seed) % 4] ^= (uint8_t)(1 + test_random(seed) % 15);
			bytes[n + 6] = 0;
			n += 7;
			break;
		default:
			memcpy(bytes + n, piece, strlen(piece));
			n += strlen(piece);
		}
	}
	CHECK_INT(write(t->fd, bytes, n), n);
}

TEST_LIMIT(liar, never_gets_a_level_by_saying_anything, 60)
{
	uint64_t seed = 11;
	int liars = 0;

	for (int round = 0; round < 60; round++) {
		struct talk *t = talk_new();
		uint8_t old[4];

		t->profile.process_id = round % 4 != 0;
		t->profile.asb = round % 3 == 0;
		talk_open(t);
		talk_begin(t);
		(void)talk_band(t, 0, 10, 100);
		memcpy(old, t->id, 4);
		printer_abort(t->printer);
		talk_begin(t);
		for (int band = 0; band < 4; band++) {
			(void)talk_band(t, band, 10, 100);
			if (round % 4)
				burst(t, &seed, old);
			SAY(t, "\x11");
			if (round % 4)
				CHECK_INT(printer_marks_proved(t->printer, NULL), -1);
		}
		printer_want_room(t->printer, true);
		SAY(t, "\x11");
		if (!printer_is_lost(t->printer)) {
			talk_end(t);
			CHECK(printer_level(t->printer) <= PROOF_DRAINED);
		}
		liars += talk_status(t).liar;
		printer_abort(t->printer);
		talk_close(t);
	}
	CHECK(liars > 10);
}
