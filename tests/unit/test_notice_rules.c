/* The public sheet: every rule is told once, in plain Dutch and in English, and everything in code points to one. */
#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "harness.h"
#include "notice/rules_card.h"
#include "notice_hand.h"
#include "sys/text.h"

static const struct rule *told(int i)
{
	const struct rule *r = rule_of((enum rule_no)i);

	if (!r || !r->id || !r->nl || !r->en || !r->law)
		test_fail(__FILE__, __LINE__, "rule number %d is not on the sheet", i);
	return r;
}

TEST(rules, every_rule_has_an_id_of_its_own_and_words_in_both_languages)
{
	for (int i = RULE_NONE + 1; i < RULES; i++) {
		const struct rule *r = told(i);

		CHECK_INT(strlen(r->id), 5);
		CHECK(isupper((unsigned char)r->id[0]) && isupper((unsigned char)r->id[1]) && r->id[2] == '-');
		CHECK(*r->nl && *r->en && r->topic < TOPICS);
		CHECK_INT(rule_find(r->id), i);
	}
	CHECK(!rule_of(RULE_NONE));
	CHECK_TEXT(rule_id(RULE_NONE), "");
	CHECK_INT(rule_find("XX-99"), RULE_NONE);
	CHECK_INT(rule_find(""), RULE_NONE);
}

/* Ids are for ever: records carry them. A new rule gets a new one; these never mean something else. */
TEST(rules, ids_stay_what_they_were)
{
	CHECK_TEXT(rule_id(RULE_VICTIM), "PV-01");
	CHECK_TEXT(rule_id(RULE_JUVENILE), "PA-02");
	CHECK_TEXT(rule_id(RULE_NO_WAIVER_MINOR), "PA-08");
	CHECK_TEXT(rule_id(RULE_LANG_ASSIST), "PT-03");
	CHECK_TEXT(rule_id(RULE_H1), "UH-01");
	CHECK_TEXT(rule_id(RULE_H6), "UH-06");
	CHECK_TEXT(rule_id(RULE_PRACTICE), "UH-29");
	CHECK_TEXT(rule_id(RULE_TEACH_SUSPECT), "UB-06");
	CHECK_TEXT(rule_id(RULE_CLOCK_JUDGE), "UK-03");
	CHECK_TEXT(rule_id(RULE_COUNTERS), "UR-09");
	CHECK_TEXT(rule_id(RULE_ROUTE_CONCEPT), "RA-06");
}

TEST(rules, the_sheet_tells_every_rule_once_with_what_it_does_not_do_and_who_decides)
{
	for (int english = 0; english <= 1; english++) {
		int told[RULES] = {0}, kinds[5] = {0}, n = 0;
		struct rule_row row;

		for (; rules_row(&row, n, english); n++) {
			CHECK(*row.text);
			kinds[row.kind]++;
			if (row.kind == RULE_ROW_TEXT)
				told[rule_find(row.id)]++;
			else
				CHECK(!*row.id && !*row.law);
		}
		CHECK_INT(told[RULE_NONE], 0);
		for (int i = RULE_NONE + 1; i < RULES; i++)
			CHECK_INT(told[i], 1);
		CHECK_INT(kinds[RULE_ROW_TITLE], 1);
		CHECK_INT(kinds[RULE_ROW_TOPIC], TOPICS);
		CHECK_INT(kinds[RULE_ROW_NOT], TOPICS);
		CHECK_INT(kinds[RULE_ROW_WHO], TOPICS);
		CHECK_INT(n, 1 + 3 * TOPICS + RULES - 1);
		CHECK(!rules_row(&row, n, english) && !rules_row(&row, -1, english) &&
		        !rules_row(&row, n + 1000, english));
	}
}

TEST(rules, each_topic_begins_with_its_title_and_ends_with_who_decides)
{
	struct rule_row row, before = {.kind = RULE_ROW_TITLE};

	for (int i = 1; rules_row(&row, i, false); i++) {
		switch (row.kind) {
		case RULE_ROW_TOPIC:
			CHECK(before.kind == RULE_ROW_TITLE || before.kind == RULE_ROW_WHO);
			break;
		case RULE_ROW_TEXT:
			CHECK(before.kind == RULE_ROW_TOPIC || before.kind == RULE_ROW_TEXT);
			break;
		case RULE_ROW_NOT:
			CHECK_INT(before.kind, RULE_ROW_TEXT);
			break;
		case RULE_ROW_WHO:
			CHECK_INT(before.kind, RULE_ROW_NOT);
			break;
		default:
			test_fail(__FILE__, __LINE__, "a second title");
		}
		before = row;
	}
	CHECK_INT(before.kind, RULE_ROW_WHO);
}

/* B1 as the build measures it: at most 15 words a sentence, 10 on average (assets/notices/FORMAT.md). */
static void measure(const char *text, int *words, int *sentences)
{
	int in = 0, here = 0;

	for (const char *p = text;; p++) {
		bool ends = !*p || ((*p == '.' || *p == '?' || *p == '!' || *p == ':') && (p[1] == ' ' || !p[1]));

		if (*p && *p != ' ' && !ends) {
			in = 1;
			continue;
		}
		here += in;
		in = 0;
		if (ends && here) {
			if (here > 15)
				test_fail(__FILE__, __LINE__, "%d words in a sentence of: %s", here, text);
			*words += here;
			++*sentences;
			here = 0;
		}
		if (!*p)
			return;
	}
}

TEST(rules, the_dutch_is_plain)
{
	static const char *const never[] = {"desbetreffende", "conform", "dienen te", "middels", "inzake", "tot ziens",
	        "fijne dag", "U heeft aangifte gedaan"};
	struct rule_row row;
	int words = 0, sentences = 0;

	for (int i = 0; rules_row(&row, i, false); i++) {
		for (size_t k = 0; k < sizeof never / sizeof *never; k++)
			CHECK(!strstr(row.text, never[k]));
		measure(row.text, &words, &sentences);
	}
	CHECK(words <= 10 * sentences);
}

/* ---- the signal card ----------------------------------------------------------------- */

TEST(rules, every_situation_has_a_card_of_five_short_lines)
{
	for (int s = 0; s < SITUATIONS; s++) {
		const struct signal_card *card = signal_card((enum situation)s);
		int words = 0, sentences = 0;

		CHECK_INT(card->situation, s);
		CHECK_TEXT(card->title, situation_nl((enum situation)s));
		for (int i = 0; i < SIGNAL_CARD_LINES; i++) {
			CHECK(card->lines[i] && *card->lines[i]);
			CHECK(utf8_points(card->lines[i]) <= 80);
			measure(card->lines[i], &words, &sentences);
			CHECK(card->rules[i] == RULE_NONE || *rule_id(card->rules[i]));
		}
		CHECK(words <= 10 * sentences);
	}
}

TEST(rules, the_english_card_has_the_same_rules_line_by_line)
{
	for (int s = 0; s < SITUATIONS; s++) {
		const struct signal_card *nl = signal_card((enum situation)s);
		struct signal_card en = signal_card_en((enum situation)s);

		CHECK_INT(en.situation, s);
		CHECK_TEXT(en.title, situation_en((enum situation)s));
		for (int i = 0; i < SIGNAL_CARD_LINES; i++) {
			CHECK(en.lines[i] && *en.lines[i]);
			CHECK(utf8_points(en.lines[i]) <= 80);
			CHECK(strcmp(en.lines[i], nl->lines[i]) != 0);
			CHECK_INT(en.rules[i], nl->rules[i]);
			/* Numbers and the names of bodies are no matter of language. */
			CHECK_INT(strstr(en.lines[i], "12") != NULL, strstr(nl->lines[i], "12") != NULL);
			CHECK_INT(strstr(en.lines[i], "VIK") != NULL, strstr(nl->lines[i], "VIK") != NULL);
			CHECK_INT(strchr(en.lines[i], '?') != NULL, strchr(nl->lines[i], '?') != NULL);
		}
	}
}

TEST(rules, a_card_never_asks_a_suspect_about_the_offence)
{
	static const enum situation suspects[] = {SITUATION_ARRESTED, SITUATION_INVITED, SITUATION_HALT};

	for (size_t i = 0; i < sizeof suspects / sizeof *suspects; i++) {
		const struct signal_card *card = signal_card(suspects[i]);
		bool told = false;

		for (int k = 0; k < SIGNAL_CARD_LINES; k++)
			told = told || card->rules[k] == RULE_NO_OFFENCE_QUESTION;
		CHECK(told);
	}
}

/* What the card says to do is what the machine proposes. */
TEST(rules, the_card_tells_the_rule_that_is_proposed)
{
	static struct hand_shelf s;
	struct propose_shelf shelf;

	hand_shelf_fill(&s, NOTICE_OFFICIAL);
	shelf = hand_shelf(&s);
	for (int i = 0; i < SITUATIONS; i++) {
		struct propose_case c = hand_case((enum situation)i, "nl");
		const struct signal_card *card = signal_card((enum situation)i);
		struct proposal p;
		bool told = false;

		propose(&p, &c, &shelf);
		for (int n = 0; n < p.n; n++)
			for (int k = 0; k < SIGNAL_CARD_LINES; k++)
				told = told || card->rules[k] == p.notices[n].why;
		for (int w = 0; w < p.n_warnings; w++)
			for (int k = 0; k < SIGNAL_CARD_LINES; k++)
				told = told || card->rules[k] == p.warnings[w];
		if (!told)
			test_fail(__FILE__, __LINE__, "the card \"%s\" tells no rule of what is proposed", card->title);
	}
}
