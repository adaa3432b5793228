/* Answers at their edges: times, texts and the drawn line; what is not asked is not taken; the fields as data. */
#include <string.h>

#include "harness.h"
#include "notice_hand.h"
#include "sys/text.h"

TEST(handover_answers, a_time_lies_within_a_year_and_not_ahead)
{
	struct handover *h = hand_plain(SITUATION_VICTIM);
	const int64_t now = HAND_NOW_MS, year = (int64_t)366 * 86400000, ahead = 5 * 60000;

	CHECK_OK(handover_time(h, HF_FIRST_CONTACT_AT, now, now));
	CHECK_OK(handover_time(h, HF_FIRST_CONTACT_AT, now + ahead, now));
	CHECK_INT(handover_time(h, HF_FIRST_CONTACT_AT, now + ahead + 1, now), HANDOVER_REFUSED);
	CHECK_INT(handover_why(h), RULE_FUTURE);
	CHECK_OK(handover_time(h, HF_FIRST_CONTACT_AT, now - year, now));
	CHECK_INT(handover_time(h, HF_FIRST_CONTACT_AT, now - year - 1, now), HANDOVER_REFUSED);
	CHECK_INT(handover_at_ms(h, HF_FIRST_CONTACT_AT), now - year);
	CHECK_OK(handover_time(h, HF_FIRST_CONTACT_AT, 0, now));
	CHECK_TEXT(handover_next_open(h)->name, "first_contact_at");
}

TEST(handover_answers, a_text_has_a_ceiling)
{
	struct handover *h = hand_plain(SITUATION_VICTIM);
	char text[HANDOVER_TEXT_MAX + 2];

	CHECK_OK(handover_choose(h, HF_FORM, HANDED_ORAL));
	memset(text, 'a', sizeof text);
	text[HANDOVER_TEXT_MAX + 1] = '\0';
	CHECK_INT(handover_write(h, HF_WHY_ORAL, text), HANDOVER_TOO_LONG);
	CHECK_TEXT(handover_text(h, HF_WHY_ORAL), "");
	text[HANDOVER_TEXT_MAX] = '\0';
	CHECK_OK(handover_write(h, HF_WHY_ORAL, text));
	CHECK_INT(strlen(handover_text(h, HF_WHY_ORAL)), HANDOVER_TEXT_MAX);
	text[HANDOVER_TEXT_MAX - 1] = '\0';
	CHECK_OK(handover_write(h, HF_WHY_ORAL, text));
	CHECK_INT(strlen(handover_text(h, HF_WHY_ORAL)), HANDOVER_TEXT_MAX - 1);
}

TEST(handover_answers, a_name_of_200_characters_fits_in_any_script)
{
	struct handover *h = hand_plain(SITUATION_ARRESTED);
	char name[401] = "";

	for (int i = 0; i < 200; i++)
		memcpy(name + 2 * i, "ж", 2);
	name[400] = '\0';
	CHECK_OK(handover_choose(h, HF_INFORM_PERSON, INFORM_YES));
	CHECK_OK(handover_write(h, HF_INFORM_NAME, name));
	CHECK_INT(utf8_points(handover_text(h, HF_INFORM_NAME)), 200);
	CHECK_OK(handover_write(h, HF_INFORM_NAME, "Ng"));
	CHECK_OK(handover_write(h, HF_INFORM_NAME, "van 't Hof-d'Aulnis"));
	CHECK_OK(handover_write(h, HF_INFORM_NAME, "محمد"));
	CHECK_OK(handover_write(h, HF_INFORM_NAME, "Ş. \"Yılmaz\" \\"));
}

TEST(handover_answers, broken_text_is_not_taken)
{
	static const char *const bad[] = {"a\nb", "\t", "\x7f", "\xc3", "\xff", "a\xc2\x85", "\x1b[2J", "\xed\xa0\x80"};
	struct handover *h = hand_plain(SITUATION_VICTIM);

	CHECK_OK(handover_choose(h, HF_FORM, HANDED_ORAL));
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		CHECK_INT(handover_write(h, HF_WHY_ORAL, bad[i]), HANDOVER_MALFORMED);
	CHECK_TEXT(handover_text(h, HF_WHY_ORAL), "");
}

TEST(handover_answers, numbers_and_references_have_their_own_form)
{
	struct handover *h = hand_plain(SITUATION_ARRESTED);

	CHECK_OK(handover_choose(h, HF_INFORM_PERSON, INFORM_YES));
	CHECK_OK(handover_write(h, HF_INFORM_PHONE, "+31 (0)6-12345678"));
	CHECK_INT(handover_write(h, HF_INFORM_PHONE, "bel maar"), HANDOVER_MALFORMED);
	CHECK_INT(handover_write(h, HF_INFORM_PHONE, "12"), HANDOVER_MALFORMED);
	CHECK_OK(handover_write(h, HF_PERSON_REF, "DEMO-01-1-42-1a2b3c4d"));
	CHECK_INT(handover_write(h, HF_PERSON_REF, "Jan Jansen"), HANDOVER_MALFORMED); /* a reference, no name */
	CHECK_OK(handover_write(h, HF_REPEAT_OF, "DEMO-01-1-41-1a2b3c4d"));
	CHECK_INT(handover_write(h, HF_REPEAT_OF, "zie boven!"), HANDOVER_MALFORMED);
}

TEST(handover_answers, a_drawn_signature_has_a_ceiling_and_a_form)
{
	struct handover *h = hand_plain(SITUATION_VICTIM);
	char path[HANDOVER_SIGNATURE_MAX + 2];

	memset(path, '1', sizeof path);
	path[0] = 'M';
	path[HANDOVER_SIGNATURE_MAX + 1] = '\0';
	CHECK_INT(handover_sign(h, path), HANDOVER_TOO_LONG);
	CHECK_INT(handover_choice(h, HF_SIGNATURE), SIGNATURE_NOT_ASKED);
	path[HANDOVER_SIGNATURE_MAX] = '\0';
	CHECK_OK(handover_sign(h, path));
	CHECK_INT(handover_choice(h, HF_SIGNATURE), SIGNATURE_GIVEN);
	CHECK_INT(handover_sign(h, "hello"), HANDOVER_MALFORMED);
	CHECK_INT(handover_sign(h, ""), HANDOVER_MALFORMED);
	CHECK_INT(handover_sign(h, "M 1 1 \"/><script>"), HANDOVER_MALFORMED);
	CHECK_OK(handover_sign(h, "M 10 20 L 30 40.5"));
}

TEST(handover_answers, refusing_to_sign_never_blocks_and_wipes_the_line)
{
	struct handover *h = hand_plain(SITUATION_VICTIM);

	CHECK_INT(handover_choose(h, HF_SIGNATURE, SIGNATURE_GIVEN), HANDOVER_MALFORMED);
	CHECK_OK(handover_sign(h, "M 1 1 L 2 2"));
	CHECK_OK(handover_choose(h, HF_SIGNATURE, SIGNATURE_REFUSED));
	CHECK_TEXT(h->signature, "");
	hand_print(h);
	CHECK_OK(handover_attest(h, HAND_NOW_MS + 95000));
	h = hand_plain(SITUATION_VICTIM);
	CHECK_OK(handover_choose(h, HF_SIGNATURE, 0));
	hand_print(h);
	CHECK_OK(handover_attest(h, HAND_NOW_MS + 95000));
}

TEST(handover_answers, what_is_not_asked_is_not_taken)
{
	struct handover *h = hand_plain(SITUATION_VICTIM);

	for (int i = 0; i < HANDOVER_FIELDS; i++) {
		enum handover_field_no no = (enum handover_field_no)i;
		int r = 0;

		if (handover_need(h, no) != HANDOVER_NOT_ASKED)
			continue;
		switch (handover_field(no)->type) {
		case HANDOVER_CHOICE:
			r = handover_choose(h, no, 1);
			break;
		case HANDOVER_TIME:
			r = handover_time(h, no, HAND_NOW_MS, HAND_NOW_MS);
			break;
		case HANDOVER_TEXT:
			r = handover_write(h, no, "x");
			break;
		}
		CHECK_INT(r, HANDOVER_REFUSED);
		CHECK_INT(handover_why(h), RULE_NOT_ASKED);
	}
	CHECK_INT(handover_need(hand_plain(SITUATION_FAMILY), HF_PERSON_REF), HANDOVER_NOT_ASKED);
}

TEST(handover_answers, every_field_is_described_well_enough_for_a_screen)
{
	for (int i = 0; i < HANDOVER_FIELDS; i++) {
		const struct handover_field *f = handover_field((enum handover_field_no)i);

		CHECK(*f->name && *f->nl && *f->en && f->need && rule_of(f->rule));
		CHECK_INT(handover_field_find(f->name), i);
		CHECK(f->sensitivity[0] == 'K' && f->sensitivity[1] >= '1' && f->sensitivity[1] <= '4' &&
		        !f->sensitivity[2]);
		CHECK((f->type == HANDOVER_CHOICE) == (f->n_options > 1));
		CHECK(!f->ready || f->type == HANDOVER_TEXT);
		for (int k = 0; k < f->n_options; k++)
			CHECK(*f->options[k].name && *f->options[k].nl && *f->options[k].en);
		for (int k = 0; f->ready && f->ready[k]; k++)
			CHECK(*f->ready[k] && handover_field((enum handover_field_no)i)->type == HANDOVER_TEXT);
	}
	CHECK_INT(handover_field_find("nationality"), -1);
	CHECK_INT(handover_field_find(""), -1);
}

/* No field asks what may not be asked: not the offence, not where somebody comes from (domain reference, L2, R2). */
TEST(handover_answers, no_field_asks_about_the_case_or_about_descent)
{
	static const char *const never[] = {"national", "birth", "geboort", "herkomst", "afkomst", "religi",
	        "offence_text", "bekent", "admits", "story", "bsn", "photo"};

	for (int i = 0; i < HANDOVER_FIELDS; i++) {
		const struct handover_field *f = handover_field((enum handover_field_no)i);

		for (size_t k = 0; k < sizeof never / sizeof *never; k++)
			CHECK(!strstr(f->name, never[k]) && !strstr(f->nl, never[k]) && !strstr(f->en, never[k]));
	}
}

TEST(handover_answers, the_choices_follow_their_names)
{
	static const struct {
		enum handover_field_no no;
		int choice;
		const char *name;
	} rows[] = {{HF_RECIPIENT_ROLE, RECIPIENT_PARENT, "parent"}, {HF_RECIPIENT_ROLE, RECIPIENT_MINOR, "minor"},
	        {HF_RECIPIENT_IS, RECIPIENT_IS_PROXY, "proxy"}, {HF_RECIPIENT_IS, RECIPIENT_IS_CURATOR, "curator"},
	        {HF_FORM, HANDED_REFUSED, "refused"}, {HF_FORM, HANDED_PAPER_ORAL, "paper_oral"},
	        {HF_INTERPRETER_MODE, INTERPRETER_TYPED, "typed"}, {HF_LAWYER_WISH, LAWYER_LATER, "later"},
	        {HF_LAWYER_CATEGORY, CATEGORY_C, "C"}, {HF_INFORM_PERSON, INFORM_POSTPONED, "postponed"},
	        {HF_CONSULATE, CONSULATE_NOT_APPLICABLE, "not_applicable"}, {HF_MEDICAL, MEDICAL_URGENT, "urgent"},
	        {HF_COMPANION, COMPANION_LAWYER, "lawyer"}, {HF_SAFE_PAPER, SAFE_KEEP, "keep"},
	        {HF_SIGNATURE, SIGNATURE_NOT_ASKED, "not_asked"}, {HF_WAIVER, ANSWER_NO, "no"},
	        {HF_ROUTE, DISCIPLINE_TALK, "talk"}, {HF_ROUTE, DISCIPLINE_CRIMINAL, "criminal"}};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		CHECK_TEXT(handover_field(rows[i].no)->options[rows[i].choice - 1].name, rows[i].name);
	for (int u = UNDERSTOOD_FULL; u <= UNDERSTOOD_NOT_DETERMINED; u++)
		CHECK_TEXT(handover_field(HF_UNDERSTOOD)->options[u - 1].name, understood_name((enum understood)u));
}
