/* What a printer says, byte by byte: every kind of answer, whatever else comes in between. */
#include "drivers/printer_answer.h"

#include <stdio.h>

#include "drivers/printer_answer_sense.h"
#include "drivers/printer_profile.h"
#include "harness.h"

enum { SEEN_MOST = 64 };

struct seen {
	struct answer all[SEEN_MOST];
	int n;
};

static void feed(struct seen *s, struct answer_parser *a, const void *bytes, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct answer one = {0};

		if (answer_next(&one, a, ((const uint8_t *)bytes)[i]) && s->n < SEEN_MOST)
			s->all[s->n++] = one;
	}
}

/* "0 2 2" for the kinds that these bytes give. */
static void check_kinds(const void *bytes, size_t n, unsigned expects, const char *want)
{
	struct answer_parser a = {.expects = expects};
	struct seen s = {0};
	char got[4 * SEEN_MOST + 1] = "";

	feed(&s, &a, bytes, n);
	for (int i = 0; i < s.n; i++)
		(void)snprintf(got + strlen(got), sizeof got - strlen(got), "%s%d", i ? " " : "", (int)s.all[i].kind);
	CHECK_TEXT(got, want);
}

#define KINDS(bytes, want) check_kinds(bytes, sizeof(bytes) - 1, 0, want)

TEST(answer, tells_the_kinds_apart_by_their_fixed_bits)
{
	KINDS("\x12\x16\x7e", "0 0 0");
	KINDS("\x00\x0c\x6f", "1 1 1");
	KINDS("\x10\x00\x00\x00", "2");
	KINDS("\x7c\x6f\x0f\x0f", "2");
	KINDS("7\"abcd\0", "4");
	KINDS("_EPSON\0", "5");
	KINDS("\x11\x13", "7 8");
	KINDS("\x92\xff\x15\x1f", "9 9 9 9");
}

TEST(answer, status_that_comes_by_itself_is_four_bytes_and_not_one_and_three)
{
	KINDS("\x10\x00\x00\x00\x00", "2 1");
	KINDS("\x18\x00\x0c\x0f\x12\x10\x00\x03\x00\x0c", "2 0 2 1");
}

TEST(answer, of_a_process_id_gives_the_id)
{
	struct answer_parser a = {0};
	struct seen s = {0};

	feed(&s, &a, "7\"~ 7_\0", 7); /* also when the ID looks like the begin of a block */
	CHECK_INT(s.n, 1);
	CHECK_INT(s.all[0].kind, ANSWER_PROCESS);
	CHECK_INT(s.all[0].n, 4);
	CHECK_BYTES(s.all[0].bytes, "~ 7_", 4);
}

TEST(answer, of_the_full_status_is_one_only_when_it_was_asked_for)
{
	check_kinds("\x10\x0f\x05\x11\x13\xff", 6, ANSWER_EXPECT_FULL, "3");
	check_kinds("\x10\x0f\x05\x00", 4, 0, "2");
	check_kinds("\x10\x00\x05\x00", 4, ANSWER_EXPECT_FULL, "2");
}

TEST(answer, of_metres_is_one_only_when_it_was_asked_for)
{
	struct answer_parser a = {.expects = ANSWER_EXPECT_METRES};
	struct seen s = {0};

	feed(&s, &a, "510cm", 5);
	CHECK_INT(s.n, 1);
	CHECK_INT(s.all[0].kind, ANSWER_METRES);
	CHECK_TEXT((const char *)s.all[0].bytes, "510");
	check_kinds("5\0", 2, 0, "5");
	check_kinds("1234567890cm", 12, ANSWER_EXPECT_METRES, "9"); /* ten digits are no length of paper */
}

/* XON and XOFF everywhere, an automatic status and a DLE EOT answer anywhere inside of blocks. */
TEST(answer, is_whole_whatever_comes_in_between)
{
	static const uint8_t id[] = {'7', '"', 'W', 'x', 'Y', 'z', 0}, name[] = {'_', 'T', 'M', 0},
	                     asb[] = {0x18, 0x08, 0x0f, 0};
	static const struct {
		const char *bytes;
		size_t n;
		enum answer_kind kind;
	} between[] = {{"\x11", 1, ANSWER_XON}, {"\x13", 1, ANSWER_XOFF}, {"\x14\x08\x0c\x00", 4, ANSWER_ASB},
	        {"\x1a", 1, ANSWER_REALTIME}, {"\x10\x00\x13\x00\x00", 5, ANSWER_ASB}};
	const struct {
		const uint8_t *bytes;
		size_t n;
		enum answer_kind kind;
		int most; /* of `between` that may stand inside */
	} wholes[] = {{id, 7, ANSWER_PROCESS, 5}, {name, 4, ANSWER_BLOCK, 5}, {asb, 4, ANSWER_ASB, 2}};

	for (size_t w = 0; w < 3; w++) {
		for (size_t at = 1; at < wholes[w].n; at++) {
			for (int b = 0; b < wholes[w].most; b++) {
				struct answer_parser a = {0};
				struct seen s = {0};
				int both = 0;

				feed(&s, &a, wholes[w].bytes, at);
				feed(&s, &a, between[b].bytes, between[b].n);
				feed(&s, &a, wholes[w].bytes + at, wholes[w].n - at);
				for (int i = 0; i < s.n; i++) {
					CHECK(s.all[i].kind != ANSWER_GARBAGE);
					both |= s.all[i].kind == wholes[w].kind ? 1 : 0;
					both |= s.all[i].kind == between[b].kind ? 2 : 0;
				}
				if (wholes[w].kind == between[b].kind)
					both |= 2;
				CHECK_INT(both, 3);
			}
		}
	}
}

TEST(answer, that_is_cut_off_does_not_swallow_the_next_one)
{
	KINDS("7\"ab7\"WxYz\0", "9 4");
	KINDS("7\"7\"WxYz\0", "9 4");
	KINDS("\x10\x00"
	      "7\"WxYz\0",
	        "9 4");
	KINDS("\x10\x10\x00\x00\x00", "9 2");
	KINDS("7\"abcdefgh\0", "1 1 1 1 1"); /* an ID of more than four is none, and its rest is taken for what it is */
}

TEST(answer, that_stops_in_the_middle_is_dropped_in_silence)
{
	static const char *const pieces[] = {"\x10", "\x10\x01", "7\"a", "_x", "="};

	for (size_t i = 0; i < sizeof pieces / sizeof pieces[0]; i++) {
		struct answer_parser a = {0};
		struct seen s = {0};

		feed(&s, &a, pieces[i], strlen(pieces[i]));
		CHECK_INT(s.n, 0);
		CHECK(answer_pause(&a));
		CHECK(!answer_pause(&a));
		feed(&s, &a, "7\"WxYz\0", 7);
		CHECK_INT(s.n, 1);
		CHECK_BYTES(s.all[0].bytes, "WxYz", 4);
	}
}

TEST(answer, of_text_has_a_ceiling)
{
	for (int n = ANSWER_MOST - 1; n <= ANSWER_MOST + 1; n++) {
		struct answer_parser a = {0};
		struct seen s = {0};

		feed(&s, &a, "_", 1);
		for (int i = 0; i < n; i++)
			feed(&s, &a, "A", 1);
		feed(&s, &a, "", 1);
		CHECK_INT(s.n > 0 && s.all[0].kind == ANSWER_BLOCK, n <= ANSWER_MOST);
		if (n <= ANSWER_MOST) {
			CHECK_INT(s.all[0].n, n);
			CHECK_INT(strlen((const char *)s.all[0].bytes), n);
		}
	}
}

TEST(answer, that_is_cut_off_and_long_stays_in_its_bounds)
{
	struct answer_parser a = {0};
	struct seen s = {0};

	feed(&s, &a, "_7\"", 3);
	for (int i = 0; i < 3 * ANSWER_MOST; i++) {
		feed(&s, &a, "M", 1);
		CHECK(a.n_block <= ANSWER_MOST);
	}
	CHECK(s.n > 0);
}

TEST(answer, never_reads_an_id_out_of_random_bytes_that_hold_none)
{
	uint64_t seed = 7;
	struct answer_parser a = {0};

	for (int i = 0; i < 300000; i++) {
		struct answer out = {0};
		uint8_t byte = (uint8_t)test_random(&seed);

		byte = byte == '"' ? '!' : byte; /* no ID without it */
		a.expects = test_random(&seed) % 4;
		if (answer_next(&out, &a, byte)) {
			CHECK(out.kind != ANSWER_PROCESS);
			CHECK(out.n <= ANSWER_MOST);
			CHECK_INT(out.bytes[out.n], 0);
		}
	}
}

/* ---- what they say about the printer ---------------------------------------------------------- */

static struct printer_profile all_sensors(void)
{
	return (struct printer_profile){.paper_sensor = true, .near_end_sensor = true, .cover_sensor = true};
}

static struct printer_status status_of(const struct sense *s, const struct printer_profile *p)
{
	struct printer_status out = {0};

	sense_status(&out, s, p);
	return out;
}

TEST(sense, reads_the_automatic_status)
{
	static const struct {
		uint8_t bytes[4];
		enum printer_paper paper;
		enum printer_cover cover;
		enum printer_fault fault;
	} rows[] = {
	        {{0x10, 0, 0, 0}, PAPER_OK, COVER_CLOSED, FAULT_NONE},
	        {{0x14, 0, 0, 0x0f}, PAPER_OK, COVER_CLOSED, FAULT_NONE},
	        {{0x10, 0, 0x03, 0}, PAPER_LOW, COVER_CLOSED, FAULT_NONE},
	        {{0x18, 0, 0x0f, 0}, PAPER_OUT, COVER_CLOSED, FAULT_NONE},
	        {{0x38, 0, 0, 0}, PAPER_OK, COVER_OPEN, FAULT_NONE},
	        {{0x18, 0x08, 0, 0}, PAPER_OK, COVER_CLOSED, FAULT_CUTTER},
	        {{0x18, 0x40, 0, 0}, PAPER_OK, COVER_CLOSED, FAULT_HOT},
	        {{0x18, 0x20, 0, 0}, PAPER_OK, COVER_CLOSED, FAULT_OTHER},
	        {{0x18, 0x04, 0, 0}, PAPER_OK, COVER_CLOSED, FAULT_OTHER},
	        {{0x18, 0, 0, 0}, PAPER_OK, COVER_CLOSED, FAULT_OTHER}, /* offline, and does not say why */
	};
	struct printer_profile p = all_sensors(), blind = {0};

	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct sense s = {0};
		struct printer_status st;

		CHECK(sense_asb(&s, rows[i].bytes));
		st = status_of(&s, &p);
		CHECK_INT(st.paper, rows[i].paper);
		CHECK_INT(st.cover, rows[i].cover);
		CHECK_INT(st.fault, rows[i].fault);
		st = status_of(&s, &blind);
		CHECK_INT(st.paper, PAPER_UNKNOWN); /* no sensor is no news, good or bad */
		CHECK_INT(st.cover, COVER_UNKNOWN);
	}
}

TEST(sense, reads_the_four_answers_to_dle_eot)
{
	static const struct {
		uint8_t eot[4];
		enum printer_paper paper;
		enum printer_cover cover;
		enum printer_fault fault;
	} rows[] = {
	        {{0x12, 0x12, 0x12, 0x12}, PAPER_OK, COVER_CLOSED, FAULT_NONE},
	        {{0x16, 0x12, 0x12, 0x12}, PAPER_OK, COVER_CLOSED, FAULT_NONE},
	        {{0x12, 0x12, 0x12, 0x1e}, PAPER_LOW, COVER_CLOSED, FAULT_NONE},
	        {{0x1a, 0x32, 0x12, 0x7e}, PAPER_OUT, COVER_CLOSED, FAULT_NONE},
	        {{0x1a, 0x16, 0x12, 0x12}, PAPER_OK, COVER_OPEN, FAULT_NONE},
	        {{0x1a, 0x52, 0x1a, 0x12}, PAPER_OK, COVER_CLOSED, FAULT_CUTTER},
	        {{0x1a, 0x52, 0x52, 0x12}, PAPER_OK, COVER_CLOSED, FAULT_HOT},
	        {{0x1a, 0x52, 0x12, 0x12}, PAPER_OK, COVER_CLOSED, FAULT_OTHER},
	        {{0x12, 0x12, 0x12, 0x52}, PAPER_OK, COVER_CLOSED, FAULT_NONE}, /* a presenter's own sensor */
	};
	struct printer_profile p = all_sensors();

	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct sense s = {0};
		struct printer_status st = status_of(&s, &p);

		CHECK_INT(st.paper, PAPER_UNKNOWN);
		for (int n = 1; n <= 4; n++) {
			CHECK(sense_eot(&s, n, rows[i].eot[n - 1]));
			if (n == 2)
				CHECK(status_of(&s, &p).fault != FAULT_NONE); /* half of the answers is no all-clear */
		}
		st = status_of(&s, &p);
		CHECK_INT(st.paper, rows[i].paper);
		CHECK_INT(st.cover, rows[i].cover);
		CHECK_INT(st.fault, rows[i].fault);
	}
}

TEST(sense, knows_states_that_no_printer_can_be_in)
{
	static const uint8_t asb[][4] = {{0, 0, 0, 0}, {0x10, 0, 0x01, 0}, {0x10, 0, 0x04, 0}, {0x10, 0x10, 0, 0},
	        {0x10, 0, 0x80, 0}, {0x10, 0, 0, 0x90}, {0x12, 0, 0, 0}};
	struct sense s = {0};

	for (size_t i = 0; i < sizeof asb / sizeof asb[0]; i++)
		CHECK(!sense_asb(&s, asb[i]));
	CHECK(!sense_eot(&s, 4, 0x16)); /* near end by one of its two bits */
	CHECK(!sense_eot(&s, 4, 0x32));
	CHECK(!sense_eot(&s, 1, 0x00));
	CHECK(!sense_eot(&s, 1, 0x10));
	CHECK(!sense_eot(&s, 0, 0x12));
	CHECK(!sense_eot(&s, 5, 0x12));
	CHECK(!sense_paper(&s, 0x01));
	CHECK(!sense_paper(&s, 0x08));
	CHECK(!s.heard_asb && !s.heard_paper);
	for (int n = 1; n <= 3; n++)
		CHECK(sense_eot(&s, n, 0x1e));
	CHECK(!sense_eot(&s, 4, 0x1e)); /* one byte for four questions, and not the one of a printer at rest */
}

TEST(sense, believes_the_automatic_status_first)
{
	struct printer_profile p = all_sensors();
	struct sense s = {0};

	CHECK(sense_paper(&s, 0x0f));
	CHECK_INT(status_of(&s, &p).paper, PAPER_OUT);
	CHECK_INT(status_of(&s, &p).fault, FAULT_UNKNOWN);
	CHECK(sense_eot(&s, 4, 0x1e));
	CHECK_INT(status_of(&s, &p).paper, PAPER_LOW);
	CHECK(sense_asb(&s, (const uint8_t[]){0x10, 0, 0, 0}));
	CHECK_INT(status_of(&s, &p).paper, PAPER_OK);
}

TEST(sense, reads_the_full_status_of_a_presenter)
{
	struct printer_profile p = all_sensors();
	struct sense s = {0};

	p.presenter = PRESENTER_CUSTOM;
	CHECK_INT(status_of(&s, &p).ticket, TICKET_UNKNOWN);
	sense_full(&s, (const uint8_t[]){0x20, 0, 0, 0});
	CHECK_INT(status_of(&s, &p).ticket, TICKET_THERE);
	CHECK_INT(status_of(&s, &p).paper, PAPER_OK);
	sense_full(&s, (const uint8_t[]){0x05, 0x02, 0x40, 0x01});
	CHECK_INT(status_of(&s, &p).ticket, TICKET_NONE);
	CHECK_INT(status_of(&s, &p).paper, PAPER_OUT);
	CHECK_INT(status_of(&s, &p).cover, COVER_OPEN);
	CHECK_INT(status_of(&s, &p).fault, FAULT_CUTTER);
	sense_metres(&s, "510");
	CHECK(status_of(&s, &p).paper_left_known);
	CHECK_INT(status_of(&s, &p).paper_left_mm, 5100);
	sense_metres(&s, "20001");
	CHECK(!status_of(&s, &p).paper_left_known);
}
