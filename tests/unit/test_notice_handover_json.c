/* The record's text: fixed order, nothing empty, times with offset, and random handovers that never break a rule. */
#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "harness.h"
#include "notice_hand.h"
#include "sys/text.h"

static json_t *json_of(const struct handover *h, struct buf *text)
{
	json_t *root;

	buf_init(text, HANDOVER_JSON_MAX);
	CHECK_OK(handover_json(text, h, "t-4711"));
	CHECK(utf8_valid(buf_str(text), text->len));
	root = json_loadb((const char *)text->data, text->len, JSON_REJECT_DUPLICATES, NULL);
	if (!root)
		test_fail(__FILE__, __LINE__, "no JSON: %s", buf_str(text));
	return root;
}

TEST(handover_json, a_plain_victim_is_told_to_the_letter)
{
	struct propose_case c = hand_case(SITUATION_VICTIM, "nl");
	struct handover h;
	AUTO_BUF text;
	json_t *root;

	hand_begin(&h, hand_full(NOTICE_OFFICIAL), &c, hand_zone());
	hand_print(&h);
	CHECK_OK(handover_attest(&h, HAND_NOW_MS + 95000));
	root = json_of(&h, &text);
	CHECK_TEXT(buf_str(&text),
	        "{\"notice\":{\"id\":\"N-VIC\",\"lang\":\"nl\",\"version\":3,\"hash\":"
	        "\"0000000000000000000000000000000000000000000000000000000000000000\",\"status\":\"official\","
	        "\"format\":\"roll\",\"pack\":\"loket-notices\",\"pack_version\":7,\"rule\":\"PV-01\"},"
	        "\"situation\":\"victim\",\"recipient_role\":\"victim\",\"recipient_is\":\"self\","
	        "\"first_contact_at\":\"2025-03-04T12:00:00+01:00\",\"form\":\"paper\",\"understood\":\"not_determined\","
	        "\"signature\":\"not_asked\",\"handed_at\":\"2025-03-04T12:01:30+01:00\","
	        "\"print\":{\"job\":\"J-42\",\"done\":true,\"level\":\"L4\",\"copies\":1},"
	        "\"attested_at\":\"2025-03-04T12:01:35+01:00\",\"attested_by\":\"t-4711\",\"clock\":\"synced\","
	        "\"counts\":true,\"fulfils\":true,\"practice\":false}");
	json_decref(root);
}

TEST(handover_json, an_arrested_juvenile_is_told_whole_and_without_a_waiver)
{
	struct propose_case c = hand_case(SITUATION_ARRESTED, "uk");
	struct handover h;
	AUTO_BUF text;
	json_t *root;

	c.at_offence = c.now = age_exactly(15);
	hand_begin(&h, hand_full(NOTICE_OFFICIAL), &c, hand_zone());
	CHECK_OK(handover_choose(&h, HF_FORM, HANDED_PAPER_ORAL));
	hand_answer_all(&h);
	CHECK_OK(handover_choose(&h, HF_MEDICAL, MEDICAL_URGENT));
	CHECK_OK(handover_sign(&h, "M 1 2 L 3 4"));
	hand_print(&h);
	CHECK_OK(handover_attest(&h, HAND_NOW_MS + 95000));
	root = json_of(&h, &text);
	CHECK_TEXT(json_string_value(json_object_get(json_object_get(root, "notice"), "id")), "N-JUV");
	CHECK_TEXT(json_string_value(json_object_get(json_object_get(root, "notice"), "lang")), "uk");
	CHECK_TEXT(json_string_value(json_object_get(root, "recipient_role")), "minor");
	CHECK_TEXT(json_string_value(json_object_get(root, "medical_request")), "urgent");
	CHECK_TEXT(json_string_value(json_object_get(root, "lawyer_category")), "A");
	CHECK_TEXT(json_string_value(json_object_get(root, "explained_by")), "t-4711");
	CHECK_TEXT(json_string_value(json_object_get(root, "parent_informed_by")), "t-4711");
	CHECK_TEXT(json_string_value(json_object_get(root, "parent_informed_at")), "2025-03-04T11:59:00+01:00");
	CHECK_TEXT(json_string_value(json_object_get(root, "signature_path")), "M 1 2 L 3 4");
	CHECK(!json_object_get(root, "waiver_given"));
	json_decref(root);
}

TEST(handover_json, what_no_longer_applies_is_not_in_the_record)
{
	struct propose_case c = hand_case(SITUATION_INVITED, "nl");
	struct handover h;
	AUTO_BUF text;
	json_t *root;

	c.at_offence = c.now = age_exactly(40);
	hand_begin(&h, hand_full(NOTICE_OFFICIAL), &c, hand_zone());
	hand_answer_all(&h);
	CHECK_OK(handover_choose(&h, HF_LAWYER_WISH, LAWYER_NO));
	CHECK_OK(handover_choose(&h, HF_WAIVER, ANSWER_YES));
	CHECK_OK(handover_choose(&h, HF_REVOCABLE_TOLD, ANSWER_YES));
	CHECK_OK(handover_choose(&h, HF_LAWYER_WISH, LAWYER_YES));
	hand_print(&h);
	CHECK_OK(handover_attest(&h, HAND_NOW_MS + 95000));
	root = json_of(&h, &text);
	CHECK(!json_object_get(root, "waiver_given") && !json_object_get(root, "revocable_told"));
	json_decref(root);
}

TEST(handover_json, a_waiver_that_was_forced_into_memory_stays_out_of_the_record)
{
	struct propose_case c = hand_case(SITUATION_ARRESTED, "nl");
	struct handover h;
	AUTO_BUF text;
	json_t *root;

	c.at_offence = c.now = age_exactly(16);
	hand_begin(&h, hand_full(NOTICE_OFFICIAL), &c, hand_zone());
	h.choice[HF_LAWYER_WISH] = LAWYER_NO;
	h.choice[HF_WAIVER] = ANSWER_YES;
	h.at_ms[HF_HANDED_AT] = h.attested_ms = HAND_NOW_MS;
	root = json_of(&h, &text);
	CHECK_TEXT(json_string_value(json_object_get(root, "lawyer_wish")), "no");
	CHECK(!json_object_get(root, "waiver_given"));
	json_decref(root);
}

TEST(handover_json, words_of_people_are_quoted)
{
	struct propose_case c = hand_case(SITUATION_VICTIM, "nl");
	struct handover h;
	AUTO_BUF text;
	json_t *root;

	hand_begin(&h, hand_full(NOTICE_OFFICIAL), &c, hand_zone());
	CHECK_OK(handover_choose(&h, HF_FORM, HANDED_ORAL));
	CHECK_OK(handover_write(&h, HF_WHY_ORAL, "zei \"nee\" \\ محمد 😀\",\"practice\":true"));
	CHECK_OK(handover_attest(&h, HAND_NOW_MS));
	root = json_of(&h, &text);
	CHECK_TEXT(json_string_value(json_object_get(root, "why_oral")), "zei \"nee\" \\ محمد 😀\",\"practice\":true");
	CHECK(json_is_false(json_object_get(root, "practice")));
	CHECK(!json_object_get(root, "print"));
	json_decref(root);
}

TEST(handover_json, two_languages_a_copy_practice_and_explained_items_are_told)
{
	struct hand_shelf *s = hand_full(NOTICE_OFFICIAL);
	struct handover_start start = {.notice = hand_notice(s, "N-VIC", "nl"),
	        .beside = hand_notice(s, "N-VIC", "ar"),
	        .complete = true,
	        .today = "2025-03-04",
	        .format = FORMAT_A4,
	        .now_ms = HAND_NOW_MS,
	        .zone = hand_zone(),
	        .clock = CLOCK_HELD,
	        .practice = true};
	struct handover h;
	struct teach_back t;
	AUTO_BUF text;
	AUTO_BUF copy;
	json_t *root, *beside;

	handover_begin(&h, &start);
	teach_begin(&t, start.notice, NULL);
	teach_answer(&t, 0);
	handover_taught(&h, &t);
	hand_print(&h);
	CHECK_OK(handover_attest(&h, HAND_NOW_MS + 95000));
	root = json_of(&h, &text);
	beside = json_object_get(json_object_get(root, "notice"), "beside");
	CHECK_TEXT(json_string_value(json_object_get(beside, "lang")), "ar");
	CHECK_TEXT(json_string_value(json_object_get(json_object_get(root, "notice"), "format")), "a4");
	CHECK_TEXT(json_string_value(json_array_get(json_object_get(root, "reexplained_items"), 0)), "V-a");
	CHECK_TEXT(json_string_value(json_object_get(root, "clock")), "held");
	CHECK(json_is_true(json_object_get(root, "practice")) && json_is_false(json_object_get(root, "counts")));
	CHECK(!json_object_get(json_object_get(root, "notice"), "rule"));
	json_decref(root);
	start.practice = false;
	handover_begin(&h, &start);
	handover_reprint(&h, "DEMO-01-1-42-1a2b3c4d", 2);
	hand_print(&h);
	CHECK_OK(handover_attest(&h, HAND_NOW_MS + 95000));
	root = json_of(&h, &copy);
	CHECK_INT(json_integer_value(json_object_get(root, "reprint_no")), 2);
	CHECK_TEXT(json_string_value(json_object_get(root, "reprint_of")), "DEMO-01-1-42-1a2b3c4d");
	CHECK(!json_object_get(root, "first_contact_at") && !json_object_get(root, "recipient_role"));
	CHECK(json_is_false(json_object_get(root, "counts")));
	json_decref(root);
}

TEST(handover_json, times_carry_the_offset_of_their_own_moment)
{
	struct propose_case c = hand_case(SITUATION_VICTIM, "nl");
	struct handover h;
	AUTO_BUF text;
	json_t *root;

	hand_begin(&h, hand_full(NOTICE_OFFICIAL), &c, hand_zone());
	h.at_ms[HF_FIRST_CONTACT_AT] = (int64_t)1743296399 * 1000; /* one second before summer time */
	hand_print(&h);
	h.at_ms[HF_HANDED_AT] = (int64_t)1743296400 * 1000;
	CHECK_OK(handover_attest(&h, (int64_t)1743296400 * 1000));
	root = json_of(&h, &text);
	CHECK_TEXT(json_string_value(json_object_get(root, "first_contact_at")), "2025-03-30T01:59:59+01:00");
	CHECK_TEXT(json_string_value(json_object_get(root, "handed_at")), "2025-03-30T03:00:00+02:00");
	json_decref(root);
}

TEST(handover_json, the_fullest_record_fits_its_ceiling)
{
	struct hand_shelf *s = hand_full(NOTICE_OFFICIAL);
	const struct zone *z = hand_zone();
	char longest[HANDOVER_TEXT_MAX + 1], line[HANDOVER_SIGNATURE_MAX + 1];

	memset(longest, '"', HANDOVER_TEXT_MAX); /* each takes two bytes */
	longest[HANDOVER_TEXT_MAX] = '\0';
	memset(line, '1', HANDOVER_SIGNATURE_MAX);
	line[0] = 'M';
	line[HANDOVER_SIGNATURE_MAX] = '\0';
	for (int i = 0; i < HAND_NOTICES; i++) {
		struct handover_start start = {.notice = &s->notices[i][2],
		        .beside = &s->notices[i][0],
		        .complete = true,
		        .today = "2027-03-04",
		        .now_ms = HAND_NOW_MS,
		        .zone = z,
		        .situation = SITUATION_DOMESTIC,
		        .safe_paper = SAFE_PAPER_YES};
		struct handover h;
		AUTO_BUF text;

		handover_begin(&h, &start);
		h.choice[HF_FORM] = HANDED_ORAL;
		h.choice[HF_UNDERSTOOD] = UNDERSTOOD_NO;
		h.choice[HF_BEFORE_QUESTIONING] = ANSWER_NO;
		h.choice[HF_INTERPRETER_USED] = ANSWER_YES;
		h.choice[HF_INFORM_PERSON] = INFORM_POSTPONED;
		CHECK_OK(handover_sign(&h, line));
		for (int k = 0; k < HANDOVER_FIELDS; k++)
			if (handover_field((enum handover_field_no)k)->type == HANDOVER_TEXT)
				memcpy(h.text[k], longest, sizeof longest);
		h.attested_ms = HAND_NOW_MS; /* what no officer could attest, and still not too long */
		buf_init(&text, HANDOVER_JSON_MAX);
		CHECK_OK(handover_json(&text, &h, "t-4711"));
		CHECK(text.len < HANDOVER_JSON_MAX);
	}
}

TEST(handover_json, a_buffer_that_is_too_small_is_told)
{
	struct propose_case c = hand_case(SITUATION_VICTIM, "nl");
	struct handover h;
	AUTO_BUF text;

	hand_begin(&h, hand_full(NOTICE_OFFICIAL), &c, hand_zone());
	hand_print(&h);
	CHECK_OK(handover_attest(&h, HAND_NOW_MS + 95000));
	buf_init(&text, 64);
	CHECK(handover_json(&text, &h, "t-4711") < 0);
}
