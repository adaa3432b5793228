/* A printer that lies, and what is true meanwhile. */
#include <stdio.h>

#include "drivers_twin_kit.h"

#define ID_ABCD "1d 28 48 06 00 30 30 41 42 43 44 "
#define SAID_ABCD "37 22 41 42 43 44 00"

static struct printer_twin *liar(unsigned lies)
{
	struct twin_setup s = kit_setup();
	s.lies = lies;
	return kit_twin(&s);
}

TEST(liar, of_constants_is_always_well)
{
	struct printer_twin *t = liar(TWIN_LIE_CONSTANTS);
	(void)kit_feed(t, "1d 61 ff");
	CHECK_OK(twin_happens(t, "paper_out"));
	CHECK_OK(twin_happens(t, "jam"));
	(void)kit_feed(t, "10 04 01 10 04 02 10 04 03 10 04 04 10 14 07 01");
	CHECK_TEXT(kit_said(t), "10 00 00 00 10 00 00 00 10 00 00 00 12 12 12 12 10 00 00 00");
	CHECK(twin_truth(t).paper_out && twin_truth(t).jam && twin_truth(t).lies);
	twin_free(t);
}

TEST(liar, of_zeros_says_four_of_them)
{
	struct printer_twin *t = liar(TWIN_LIE_ZEROS);
	(void)kit_feed(t, "1d 61 ff 10 04 01 1d 72 01");
	CHECK_TEXT(kit_said(t), "00 00 00 00 00 00");
	CHECK_OK(twin_happens(t, "cover_open"));
	CHECK_TEXT(kit_said(t), "00 00 00 00");
	twin_free(t);
}

TEST(liar, of_ids_says_them_before_anything_is_printed)
{
	struct twin_setup s = kit_setup();
	char job[128];
	s.lies = TWIN_LIE_IDS;
	s.speed_mm_s = 250;
	struct printer_twin *t = kit_twin(&s);
	snprintf(job, sizeof(job), "%s" ID_ABCD, kit_band(100));
	(void)kit_feed(t, job);
	CHECK_TEXT(kit_said(t), SAID_ABCD);
	CHECK_INT(twin_truth(t).rows, 0);
	CHECK_INT(twin_truth(t).level, PROOF_ACCEPTED);
	CHECK(!twin_has_reached(t, (const uint8_t *)"ABCD"));
	(void)kit_rest(t, 0);
	CHECK_TEXT(kit_said(t), ""); /* and not again */
	CHECK(twin_has_reached(t, (const uint8_t *)"ABCD"));
	twin_free(t);
}

TEST(liar, who_is_early_says_them_without_paper)
{
	struct printer_twin *t = liar(TWIN_LIE_EARLY);
	CHECK_OK(twin_happens(t, "paper_out"));
	(void)kit_feed(t, "0a " ID_ABCD);
	CHECK_TEXT(kit_said(t), SAID_ABCD);
	CHECK_INT(twin_truth(t).ids, 0);
	CHECK_OK(twin_happens(t, "paper_in"));
	CHECK_TEXT(kit_said(t), "");
	CHECK_INT(twin_truth(t).ids, 1);
	twin_free(t);
}

TEST(liar, of_wrong_ids_says_another)
{
	struct printer_twin *t = liar(TWIN_LIE_WRONG_IDS);
	(void)kit_feed(t, ID_ABCD "1d 28 48 06 00 30 30 41 42 43 7e");
	CHECK_TEXT(kit_said(t), "37 22 41 42 43 45 00 37 22 41 42 43 20 00");
	CHECK(twin_has_reached(t, (const uint8_t *)"ABCD"));
	twin_free(t);
}

TEST(liar, says_it_twice)
{
	struct printer_twin *t = liar(TWIN_LIE_TWICE);
	(void)kit_feed(t, ID_ABCD);
	CHECK_TEXT(kit_said(t), SAID_ABCD " " SAID_ABCD);
	CHECK_INT(twin_truth(t).ids, 1);
	twin_free(t);
}

TEST(liar, answers_what_nobody_asked)
{
	struct printer_twin *t = liar(TWIN_LIE_UNASKED), *same = liar(TWIN_LIE_UNASKED);
	char first[600];
	(void)kit_feed(t, "0a*63");
	CHECK_TEXT(kit_said(t), "");
	(void)kit_feed(t, "0a*577");
	snprintf(first, sizeof(first), "%s", kit_said(t));
	CHECK(strlen(first) >= 10 * 3 - 1);
	CHECK_INT(twin_truth(t).ids, 0);
	(void)kit_feed(same, "0a*640");
	CHECK_TEXT(kit_said(same), first); /* the same seed, the same lies */
	twin_free(t);
	twin_free(same);
}

TEST(liar, makes_noise)
{
	struct printer_twin *t = liar(TWIN_LIE_NOISE);
	(void)kit_feed(t, "0a*640");
	CHECK(strlen(kit_said(t)) >= 10 * 3 - 1);
	twin_free(t);
}

TEST(liar, by_an_event_begins_to_lie_and_ends)
{
	struct printer_twin *t = liar(0);
	CHECK_OK(twin_happens(t, "liar"));
	CHECK_OK(twin_happens(t, "paper_out"));
	(void)kit_feed(t, "10 04 04");
	CHECK_TEXT(kit_said(t), "12");
	CHECK_OK(twin_happens(t, "honest"));
	(void)kit_feed(t, "10 04 04");
	CHECK_TEXT(kit_said(t), "7e");
	twin_free(t);
}

TEST(mute, says_nothing_and_proves_nothing)
{
	struct twin_setup s = kit_setup();
	s.one_way = true;
	struct printer_twin *t = kit_twin(&s);
	(void)kit_feed(t, "1d 61 ff 0a 1d 56 42 00 " ID_ABCD "1d 72 01 1d 49 01 10 04 01");
	CHECK_OK(twin_happens(t, "paper_out"));
	CHECK_TEXT(kit_said(t), "");
	CHECK_INT(twin_truth(t).level, PROOF_ACCEPTED);
	CHECK_INT(twin_truth(t).cuts, 1);
	CHECK(twin_truth(t).one_way);
	twin_free(t);
}
