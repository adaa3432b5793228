/* Sheets that may not be given along, or not today; and being available, which is never always. */
#include <string.h>

#include "harness.h"
#include "notice_hand.h"
#include "sys/text.h"

TEST(handover_paper, a_notice_that_is_not_valid_today_needs_a_reason_and_a_role)
{
	struct hand_shelf *s = hand_full(NOTICE_OFFICIAL);
	struct notice *n = hand_notice(s, "N-VIC", "nl");
	struct handover_start start = {
	        .notice = n, .complete = true, .today = "2026-12-31", .now_ms = HAND_NOW_MS, .zone = hand_zone()};
	struct handover h;

	handover_begin(&h, &start);
	CHECK(!h.expired);
	start.today = "2027-01-01";
	handover_begin(&h, &start);
	CHECK(hand_finds(&h, HF_OVERRIDE_REASON, RULE_EXPIRED) && hand_finds(&h, HF_OVERRIDE_ROLE, RULE_EXPIRED));
	start.today = "2024-12-31";
	handover_begin(&h, &start);
	CHECK(hand_finds(&h, HF_OVERRIDE_REASON, RULE_EXPIRED));
	start.today = "2025-01-01";
	handover_begin(&h, &start);
	CHECK(!handover_next_open(&h));
	CHECK_INT(handover_write(&h, HF_OVERRIDE_REASON, "zomaar"), HANDOVER_REFUSED);
	CHECK_INT(handover_why(&h), RULE_NOT_ASKED);
}

TEST(handover_paper, paper_that_is_not_safe_is_not_handed_over)
{
	struct propose_case c = hand_case(SITUATION_DOMESTIC, "nl");
	struct handover *h = hand_begun(NOTICE_OFFICIAL, &c);

	CHECK_TEXT(handover_next_open(h)->name, "safe_paper");
	CHECK(hand_finds(h, HF_SAFE_PAPER, RULE_DOMESTIC_ASK));
	CHECK_OK(handover_choose(h, HF_SAFE_PAPER, SAFE_KEEP));
	CHECK(hand_finds(h, HF_FORM, RULE_SAFE_PAPER));
	CHECK_OK(handover_choose(h, HF_SAFE_PAPER, SAFE_NEUTRAL));
	CHECK(hand_finds(h, HF_FORM, RULE_SAFE_PAPER)); /* the statement of rights is not neutral */
	CHECK_OK(handover_choose(h, HF_SAFE_PAPER, SAFE_YES));
	CHECK(!handover_next_open(h));
	c.safe_paper = SAFE_PAPER_KEEP;
	h = hand_begun(NOTICE_OFFICIAL, &c);
	CHECK_INT(handover_choice(h, HF_FORM), HANDED_ORAL);
	CHECK(!handover_next_open(h));
	c.safe_paper = SAFE_PAPER_NOT_ASKED;
	h = hand_begun(NOTICE_OFFICIAL, &c);
	handover_reprint(h, "DEMO-1", 1);
	CHECK_TEXT(handover_next_open(h)->name, "safe_paper"); /* a copy endangers as much */
}

TEST(handover_paper, the_neutral_notice_may_go_along_when_neutral_is_wanted)
{
	struct hand_shelf *s = hand_full(NOTICE_OFFICIAL);
	struct handover_start start = {.notice = hand_notice(s, "N-DV-N", "nl"),
	        .complete = true,
	        .today = "2025-03-04",
	        .situation = SITUATION_DOMESTIC,
	        .safe_paper = SAFE_PAPER_NEUTRAL,
	        .now_ms = HAND_NOW_MS,
	        .zone = hand_zone()};
	struct handover h;

	handover_begin(&h, &start);
	CHECK_INT(handover_choice(&h, HF_FORM), HANDED_PAPER);
	CHECK(!handover_next_open(&h));
	start.notice = hand_notice(s, "N-DV", "nl");
	handover_begin(&h, &start);
	CHECK_INT(handover_choice(&h, HF_FORM), HANDED_ORAL);
}

TEST(handover_paper, nobody_is_available_always)
{
	static const struct {
		const char *from, *to;
		bool holds;
	} rows[] = {{"09:00", "09:01", true}, {"08:00", "20:00", true}, {"08:00", "20:01", false},
	        {"00:00", "24:00", false}, {"12:00", "12:00", false}, {"13:00", "12:00", false}};
	static const char *const never[] = {"altijd", "24 uur", "constant", "9:00", "24:01", "25:00", "09:60", "09.00",
	        "0900", "ab:cd", "09:0", "09:000"};
	struct handover *h = hand_ready(SITUATION_DISCIPLINARY);

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		CHECK_OK(handover_write(h, HF_AVAILABLE_FROM, rows[i].from));
		CHECK_OK(handover_write(h, HF_AVAILABLE_TO, rows[i].to));
		CHECK_INT(!hand_finds(h, HF_AVAILABLE_TO, RULE_AVAILABILITY), rows[i].holds);
	}
	for (size_t i = 0; i < sizeof never / sizeof *never; i++)
		CHECK_INT(handover_write(h, HF_AVAILABLE_FROM, never[i]), HANDOVER_MALFORMED);
	CHECK_INT(handover_write(h, HF_AVAILABLE_DAY, "elke dag"), HANDOVER_MALFORMED);
	CHECK_INT(handover_write(h, HF_AVAILABLE_DAY, "2025-02-29"), HANDOVER_MALFORMED);
	CHECK_OK(handover_write(h, HF_AVAILABLE_DAY, "2024-02-29"));
}
