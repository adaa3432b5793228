/* What the loss report takes as an answer: the vectors of the domain reference, section 5, and the edges of every rule. */
#include "form_loss.h"

#include <stdio.h>
#include <stdlib.h>

static const struct loss_vector postcode[] = {
        {"postcode", "", SESSION_GOOD, 0},
        {"postcode", "1012 AB", SESSION_GOOD, 0},
        {"postcode", "1012ab", SESSION_GOOD, "1012 AB"},
        {"postcode", "1012-Ab ", SESSION_GOOD, "1012 AB"},
        {"postcode", "9999ZZ", SESSION_GOOD, "9999 ZZ"},
        {"postcode", "0123 AB", SESSION_BROKEN_RULE, 0},
        {"postcode", "1012 SA", SESSION_BROKEN_RULE, 0},
        {"postcode", "1012 SD", SESSION_BROKEN_RULE, 0},
        {"postcode", "1012 ss", SESSION_BROKEN_RULE, "1012 SS"},
        {"postcode", "1012 SB", SESSION_GOOD, 0},
        {"postcode", "101 AB", SESSION_BROKEN_RULE, 0},
        {"postcode", "1012 A1", SESSION_BROKEN_RULE, 0},
        {"postcode", "1012 ABC", SESSION_BROKEN_RULE, 0},
};

TEST(loss_rules, postcode_is_four_digits_and_two_letters_that_are_in_use)
{
	LOSS_RUN(postcode);
}

static const struct loss_vector dates[] = {
        {"from", "2026-03-14", SESSION_GOOD, 0},
        {"from", "2026-03-15", SESSION_BROKEN_RULE, 0},
        {"from", "1900-01-01", SESSION_GOOD, 0},
        {"from", "1899-12-31", SESSION_BROKEN_RULE, 0},
        {"from", "2024-02-29", SESSION_GOOD, 0},
        {"from", "2023-02-29", SESSION_BAD_TYPE, 0},
        {"from", "2025-04-31", SESSION_BAD_TYPE, 0},
        {"from", "", SESSION_MISSING, 0},
        {"paid_on", "2026-03-14", SESSION_GOOD, 0},
        {"paid_on", "2026-03-15", SESSION_BROKEN_RULE, 0},
        {"paid_on", "1899-12-31", SESSION_BROKEN_RULE, 0},
        {"born", "2024-02-29", SESSION_GOOD, 0},
        {"born", "2023-02-29", SESSION_BAD_TYPE, 0},
        {"born", "2025-04-31", SESSION_BAD_TYPE, 0},
        {"born", "2026-03-15", SESSION_BROKEN_RULE, 0},
        {"born", "1899-12-31", SESSION_BROKEN_RULE, 0},
        {"born", "1900-01-01", SESSION_GOOD, 0},
        {"born", "", SESSION_GOOD, 0},
        {"birth_year", "1944", SESSION_GOOD, 0},
        {"birth_year", "1900", SESSION_GOOD, 0},
        {"birth_year", "1899", SESSION_BROKEN_RULE, 0},
        {"birth_year", "2026", SESSION_GOOD, 0},
        {"birth_year", "2027", SESSION_BROKEN_RULE, 0},
        {"birth_year", "44", SESSION_BROKEN_RULE, 0},
        {"birth_year", "194x", SESSION_BAD_TYPE, 0},
        {"birth_year", "", SESSION_MISSING, 0},
};

TEST(loss_rules, days_exist_and_lie_between_1900_and_today)
{
	LOSS_RUN(dates);
}

TEST(loss_rules, it_was_gone_on_the_same_day_or_later)
{
	struct kit k;

	loss_open(&k);
	loss_open_for(&k, "to");
	loss_say(&k, "from", "2026-03-10");
	loss_say(&k, "to", "2026-03-09");
	CHECK_INT(loss_verdict(&k, "to"), SESSION_BROKEN_RULE);
	CHECK_HAS(kit_question(&k, "/data/to")->constraint_message, "10-3-2026");
	loss_say(&k, "to", "2026-03-10");
	CHECK_INT(loss_verdict(&k, "to"), SESSION_GOOD);
	loss_say(&k, "to", "2026-03-15");
	CHECK_INT(loss_verdict(&k, "to"), SESSION_BROKEN_RULE);
	loss_say(&k, "to", "2026-03-12");
	loss_say(&k, "from", "2026-03-13"); /* the first day changes later on: the second is looked at anew */
	CHECK_INT(loss_verdict(&k, "to"), SESSION_BROKEN_RULE);
	kit_close(&k);
}

TEST(loss_rules, more_than_a_year_is_asked_about_once_more)
{
	struct kit k;

	loss_open(&k);
	loss_open_for(&k, "to");
	loss_say(&k, "to", "2026-03-10");
	loss_say(&k, "from", "2025-03-10");
	CHECK(!loss_asks(&k, "span_ok"));
	loss_say(&k, "from", "2025-03-09");
	CHECK(loss_asks(&k, "span_ok"));
	CHECK_INT(loss_verdict(&k, "span_ok"), SESSION_MISSING);
	loss_say(&k, "span_ok", "OK");
	CHECK_INT(loss_verdict(&k, "span_ok"), SESSION_GOOD);
	kit_close(&k);
}

static const struct loss_vector money[] = {
        {"value", "", SESSION_GOOD, 0},
        {"value", "0", SESSION_GOOD, 0},
        {"value", "450.50", SESSION_GOOD, 0},
        {"value", "1000000", SESSION_GOOD, 0},
        {"value", "1000000.01", SESSION_BROKEN_RULE, 0},
        {"value", "-1", SESSION_BROKEN_RULE, 0},
        {"value", "veel", SESSION_BAD_TYPE, 0},
        {"amount", "", SESSION_MISSING, 0},
        {"amount", "0", SESSION_BROKEN_RULE, 0},
        {"amount", "0.01", SESSION_GOOD, 0},
        {"amount", "1000000", SESSION_GOOD, 0},
        {"amount", "1000000.01", SESSION_BROKEN_RULE, 0},
};

TEST(loss_rules, a_value_is_from_nothing_to_a_million)
{
	LOSS_RUN(money);
}

static const struct loss_vector reach[] = {
        {"email", "naam@voorbeeld.nl", SESSION_GOOD, 0},
        {"email", "naam @voorbeeld.nl", SESSION_GOOD, "naam@voorbeeld.nl"},
        {"email", "o'neill+x@mail.example.org", SESSION_GOOD, 0},
        {"email", "naam", SESSION_BROKEN_RULE, 0},
        {"email", "naam@voorbeeld", SESSION_BROKEN_RULE, 0},
        {"email", "naam@@voorbeeld.nl", SESSION_BROKEN_RULE, 0},
        {"email", "@voorbeeld.nl", SESSION_BROKEN_RULE, 0},
        {"email", "naam@.nl", SESSION_BROKEN_RULE, 0},
        {"email", "naam@voorbeeld.", SESSION_BROKEN_RULE, 0},
        {"email", "", SESSION_MISSING, 0},
        {"phone", "0612345678", SESSION_GOOD, 0},
        {"phone", "06-12 34 56 78", SESSION_GOOD, "0612345678"},
        {"phone", "(030) 123.45.67", SESSION_GOOD, "0301234567"},
        {"phone", "+32470123456", SESSION_GOOD, 0},
        {"phone", "0032 470 123456", SESSION_GOOD, "0032470123456"},
        {"phone", "٠٦١٢٣٤٥٦٧٨", SESSION_GOOD, "0612345678"},
        {"phone", "061234567", SESSION_BROKEN_RULE, 0},
        {"phone", "06123456789", SESSION_BROKEN_RULE, 0},
        {"phone", "+3247012", SESSION_BROKEN_RULE, 0},
        {"phone", "+1234567890123456", SESSION_BROKEN_RULE, 0},
        {"phone", "geen", SESSION_BROKEN_RULE, 0},
        {"phone", "", SESSION_MISSING, 0},
        {"address", "Damrak 1, 1012 AB Amsterdam", SESSION_GOOD, 0},
        {"address", "", SESSION_MISSING, 0},
};

TEST(loss_rules, ways_to_reach_somebody_can_be_used)
{
	LOSS_RUN(reach);
}

static const struct loss_vector names[] = {
        {"name", "Ng", SESSION_GOOD, 0},
        {"name", "Ş. Yılmaz", SESSION_GOOD, 0},
        {"name", "van 't Hof-d'Aulnis", SESSION_GOOD, 0},
        {"name", "Ольга", SESSION_GOOD, 0},
        {"name", "محمد", SESSION_GOOD, 0},
        {"name", "", SESSION_MISSING, 0},
        {"name", "  ", SESSION_BROKEN_RULE, 0},
};

TEST(loss_rules, every_name_is_a_name)
{
	struct kit k;

	LOSS_RUN(names);
	loss_open(&k);
	CHECK_INT(session_set_ref(k.s, "/data/name", "a\x01z"), SESSION_TOO_LONG);
	kit_close(&k);
}

static const struct loss_vector things[] = {
        {"frame", "", SESSION_GOOD, 0},
        {"frame", "gz 123-4567", SESSION_GOOD, "GZ1234567"},
        {"frame", "AB", SESSION_BROKEN_RULE, 0},
        {"frame", "GZ?123", SESSION_BROKEN_RULE, 0},
        {"doc_number", "spec i2014", SESSION_GOOD, "SPECI2014"},
        {"doc_number", "", SESSION_GOOD, 0},
        {"doc_number", "12", SESSION_BROKEN_RULE, 0},
        {"plate", "ab-12-cd", SESSION_GOOD, "AB12CD"},
        {"plate", "12-ABC-3", SESSION_GOOD, "12ABC3"},
        {"plate", "12-ABC", SESSION_BROKEN_RULE, "12ABC"},
        {"plate", "12-ABC-34", SESSION_BROKEN_RULE, "12ABC34"},
        {"plate", "", SESSION_MISSING, 0},
        {"documents", "none", SESSION_GOOD, 0},
        {"documents", "none bankcard", SESSION_BROKEN_RULE, 0},
        {"documents", "passport bankcard", SESSION_GOOD, 0},
        {"documents", "", SESSION_MISSING, 0},
};

TEST(loss_rules, numbers_of_things_are_tidied_and_looked_at)
{
	LOSS_RUN(things);
}

TEST(loss_rules, a_plate_of_another_country_is_as_it_is)
{
	struct kit k;

	loss_open(&k);
	loss_open_for(&k, "plate");
	CHECK(!loss_asks(&k, "plate_land"));
	loss_say(&k, "plate_dutch", "no");
	CHECK(loss_asks(&k, "plate_land"));
	loss_say(&k, "plate", "B-AB 1234");
	CHECK_INT(loss_verdict(&k, "plate"), SESSION_GOOD);
	loss_say(&k, "plate_land", "d");
	CHECK_VALUE(&k, "/data/plate_land", "D");
	CHECK_INT(loss_verdict(&k, "plate_land"), SESSION_GOOD);
	loss_say(&k, "plate_land", "DEUT");
	CHECK_INT(loss_verdict(&k, "plate_land"), SESSION_BROKEN_RULE);
	kit_close(&k);
}

/* One letter less than the ceiling, the ceiling, one more; letters of two bytes count as one. */
static void ceiling(const char *name, size_t most, const char *letter)
{
	size_t width = strlen(letter);
	char *text = malloc((most + 1) * width + 1);

	CHECK(text != NULL);
	for (size_t n = most - 1; n <= most + 1; n++) {
		struct kit k;

		for (size_t i = 0; i < n; i++)
			memcpy(text + i * width, letter, width);
		text[n * width] = 0;
		loss_open(&k);
		loss_open_for(&k, name);
		loss_say(&k, name, text);
		CHECK_INT(loss_verdict(&k, name), n <= most ? SESSION_GOOD : SESSION_BROKEN_RULE);
		kit_close(&k);
	}
	free(text);
}

TEST(loss_rules, every_text_has_its_ceiling)
{
	ceiling("name", 200, "é");
	ceiling("story", 4000, "ن");
	ceiling("place", 200, "a");
	ceiling("address", 300, "a");
	ceiling("brand", 80, "ё");
	ceiling("colour", 100, "a");
	ceiling("what", 100, "a");
	ceiling("frame", 30, "A");
}

TEST(loss_rules, a_story_has_thirty_letters)
{
	static const struct loss_vector story[] = {
	        {"story", "", SESSION_MISSING, 0},
	        {"story", "abcdefghijklmnopqrstuvwxyz123", SESSION_BROKEN_RULE, 0},
	        {"story", "abcdefghijklmnopqrstuvwxyz1234", SESSION_GOOD, 0},
	        {"story", "fiets                                     weg", SESSION_BROKEN_RULE, 0},
	};

	LOSS_RUN(story);
}

/* On one day, the part of it that somebody remembers; of more days it would say little. Nobody has to know. */
TEST(loss_rules, of_one_day_the_part_of_it_is_asked)
{
	struct kit k;

	loss_open(&k);
	loss_fill(&k);
	CHECK(!loss_asks(&k, "day_part"));
	loss_say(&k, "to", "2026-03-10");
	CHECK(loss_asks(&k, "day_part"));
	CHECK_INT(loss_verdict(&k, "day_part"), SESSION_GOOD);
	loss_say(&k, "day_part", "evening");
	CHECK_INT(loss_verdict(&k, "day_part"), SESSION_GOOD);
	CHECK(strstr(kit_json(&k), "evening") != NULL);
	loss_say(&k, "to", "2026-03-11");
	CHECK(strstr(kit_json(&k), "evening") == NULL);
	kit_close(&k);
}

TEST(loss_rules, who_does_not_know_whose_plate_it_is_writes_what_they_saw)
{
	struct kit k;

	loss_open(&k);
	loss_open_for(&k, "plate");
	loss_say(&k, "plate_dutch", "unknown");
	loss_say(&k, "plate", "AB 123");
	CHECK_INT(loss_verdict(&k, "plate"), SESSION_GOOD);
	CHECK(!loss_asks(&k, "plate_land"));
	loss_say(&k, "plate_dutch", "yes");
	CHECK_INT(loss_verdict(&k, "plate"), SESSION_BROKEN_RULE);
	kit_close(&k);
}
