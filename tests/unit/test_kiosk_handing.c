/* One notice from the menu to the record: what is stored, what is counted, and whose paper it was. */
#include <stdio.h>

#include "kiosk_hand.h"
#include "store/kinds.h"

static struct world w;

/* From notice_show, with the paper out: the officer's side, everything answered, attested. */
static void attest(void)
{
	world_tap(&w, "attest");
	world_see(&w, "notice_handover");
	hand_fill_in(&w);
	world_tap(&w, "next");
	CHECK(handing_is_attested(w.app.visit));
}

static void print(void)
{
	world_tap(&w, "print");
	hand_print_out(&w);
	if (visit_paper(w.app.visit) != PAPER_PRINTED && visit_paper(w.app.visit) != PAPER_SENT)
		test_fail(__FILE__, __LINE__, "the paper stands at %d, %d %%", (int)visit_paper(w.app.visit),
		        visit_paper_percent(w.app.visit));
}

static json_t *only_record(uint16_t kind)
{
	json_t *all = hand_records(&w, kind), *one;

	CHECK_INT(json_array_size(all), 1);
	one = json_incref(json_array_get(all, 0));
	json_decref(all);
	return one;
}

static const char *counted(enum count_table table, const char *row, const char *column)
{
	static struct count_shown shown;
	int year, month, day;

	visit_today(w.app.visit, &year, &month, &day);
	CHECK_INT(
	        counters_show(&shown, w.app.visit->duty->counters, table, &(struct count_period){year, month, day}), 0);
	for (int r = 0; r < shown.rows; r++)
		for (int c = 0; c < shown.columns; c++)
			if (strcmp(shown.row[r], row) == 0 && strcmp(shown.column[c], column) == 0)
				return shown.cell[r][c];
	return "-";
}

/* ---- what is stored --------------------------------------------------------------------- */

static void nothing_is_empty(const json_t *value)
{
	CHECK(!json_is_null(value));
	if (json_is_string(value))
		CHECK(*json_string_value(value));
	for (size_t i = 0; i < json_array_size(value); i++)
		nothing_is_empty(json_array_get(value, i));
	if (json_is_object(value))
		CHECK(json_object_size(value) > 0);
	for (void *it = json_object_iter((json_t *)value); it; it = json_object_iter_next((json_t *)value, it))
		nothing_is_empty(json_object_iter_value(it));
}

TEST(record, of_a_victim_has_every_field_that_was_answered_and_nothing_empty)
{
	static const char *const texts[] = {"situation", "recipient_role", "recipient_is", "first_contact_at", "form",
	        "understood", "handed_at", "attested_at", "attested_by", "clock"};
	json_t *r;

	hand_open(&w, HAND_PRINTER, HAND_APPROVED);
	hand_show(&w, "victim", "ar");
	print();
	attest();
	r = only_record(KIND_NOTICE_HANDOVER);
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		if (!*hand_text(r, texts[i]))
			test_fail(__FILE__, __LINE__, "%s is not in %s", texts[i], json_dumps(r, 0));
	nothing_is_empty(r);
	CHECK_TEXT(hand_text(json_object_get(r, "notice"), "id"), "N-VIC");
	CHECK_TEXT(hand_text(json_object_get(json_object_get(r, "notice"), "beside"), "lang"), "ar");
	CHECK(json_integer_value(json_object_get(json_object_get(r, "print"), "copies")) == 1);
	CHECK(json_is_true(json_object_get(json_object_get(r, "print"), "done")));
	CHECK(json_is_true(json_object_get(r, "counts")));
	CHECK(json_is_false(json_object_get(r, "practice")));
	json_decref(r);
	CHECK_TEXT(counted(TABLE_HANDED, "N-VIC", "ar"), "<5");
	world_close(&w);
}

/* ---- whose paper it was -------------------------------------------------------------------- */

TEST(paper, of_another_language_is_no_paper_of_this_handover)
{
	hand_open(&w, HAND_PRINTER ",speed=500", HAND_APPROVED);
	hand_show(&w, "victim", "ar");
	world_tap(&w, "print"); /* and back before it is out */
	world_tap(&w, "back");
	world_see(&w, "notice_pick");
	world_tap(&w, "lang:uk");
	world_see(&w, "notice_show");
	hand_run(&w, 3000);
	CHECK(!handing_record(w.app.visit)->printed);
	CHECK(!visit_paper_begun(w.app.visit));
	print();
	CHECK(handing_record(w.app.visit)->printed);
	CHECK_INT(handing_record(w.app.visit)->copies, 1);
	CHECK_INT(hand_papers(), 2);
	world_close(&w);
}

TEST(paper, of_the_person_before_is_not_shown_with_the_next)
{
	hand_open(&w, HAND_PRINTER, HAND_APPROVED);
	hand_show(&w, "victim", "nl");
	print();
	attest();
	world_tap(&w, "next");
	hand_show(&w, "witness", "nl");
	CHECK(!handing_record(w.app.visit)->printed);
	world_tap(&w, "attest");
	world_see(&w, "notice_handover");
	CHECK(world_says(&w, "Er is nog niets geprint."));
	CHECK(!visit_paper_begun(w.app.visit));
	world_close(&w);
}

TEST(paper, is_not_lost_by_a_look_back_at_the_languages)
{
	hand_open(&w, HAND_PRINTER, HAND_APPROVED);
	hand_show(&w, "victim", "ar");
	print();
	world_tap(&w, "back");
	world_see(&w, "notice_pick");
	world_tap(&w, "lang:ar");
	world_see(&w, "notice_show");
	CHECK(handing_record(w.app.visit)->printed);
	attest();
	CHECK_INT(hand_papers(), 1);
	world_close(&w);
}

TEST(paper, has_the_form_that_was_chosen_and_keeps_it_through_a_look_back)
{
	hand_open(&w, HAND_PRINTER, HAND_APPROVED);
	hand_show(&w, "victim", "nl");
	handing_set_format(w.app.visit, NOTICE_FORMAT_LARGE, false);
	print();
	world_tap(&w, "back");
	world_tap(&w, "lang:nl");
	world_see(&w, "notice_show");
	CHECK(handing_record(w.app.visit)->printed);
	handing_set_format(w.app.visit, NOTICE_FORMAT_CARD, false); /* too late */
	CHECK_INT(handing_format(w.app.visit), NOTICE_FORMAT_LARGE);
	world_close(&w);
}

/* ---- copies ------------------------------------------------------------------------------------ */

TEST(copy, much_later_has_the_same_body_and_a_row_of_its_own)
{
	struct journal_row rows[4];
	json_t *all, *copy;

	hand_open(&w, HAND_PRINTER " --staff.lock_s 3600", HAND_APPROVED);
	hand_show(&w, "victim", "ar");
	print();
	attest();
	world_advance(&w, 58 * 60 * 1000);
	world_see(&w, "notice_handover");
	world_tap(&w, "copy");
	hand_print_out(&w);
	CHECK_INT(hand_journal(&w, rows, 4), 2);
	CHECK_TEXT(rows[0].reason, "");
	CHECK_INT(rows[0].state, JOURNAL_DONE);
	CHECK_INT(rows[0].copy_of, rows[1].id);
	CHECK_INT(rows[0].copy_no, 1);
	CHECK_BYTES(rows[0].hash, rows[1].hash, JOURNAL_HASH_BYTES);
	all = hand_records(&w, KIND_NOTICE_HANDOVER);
	CHECK_INT(json_array_size(all), 2);
	copy = json_array_get(all, 1);
	CHECK_INT(json_integer_value(json_object_get(copy, "reprint_no")), 1);
	CHECK(*hand_text(copy, "reprint_of"));
	CHECK(json_is_false(json_object_get(copy, "counts")));
	CHECK(json_is_true(json_object_get(json_array_get(all, 0), "counts")));
	nothing_is_empty(copy);
	json_decref(all);
	CHECK_TEXT(counted(TABLE_HANDED, "N-VIC", "ar"), "<5");
	world_close(&w);
}

TEST(copy, that_comes_out_when_the_card_is_away_is_still_written_down)
{
	json_t *all;

	hand_open(&w, HAND_PRINTER ",speed=500", HAND_APPROVED);
	hand_show(&w, "victim", "nl");
	print();
	attest();
	world_tap(&w, "copy");
	world_see(&w, "printing");
	desk_badge(&w, "");
	world_see(&w, "staff_login");
	hand_print_out(&w);
	all = hand_records(&w, KIND_NOTICE_HANDOVER);
	CHECK_INT(json_array_size(all), 2);
	CHECK_TEXT(hand_text(json_array_get(all, 1), "attested_by"), hand_text(json_array_get(all, 0), "attested_by"));
	json_decref(all);
	world_close(&w);
}
