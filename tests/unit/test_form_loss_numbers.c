/* Numbers with check digits in the loss report: the vectors of the domain reference, section 5, and every slip of one digit. */
#include "form_loss.h"

static const struct loss_vector bsn[] = {
        {"bsn", "", SESSION_GOOD, 0},
        {"bsn", "111222333", SESSION_GOOD, 0},
        {"bsn", "123456782", SESSION_GOOD, 0},
        {"bsn", "999990007", SESSION_GOOD, 0},
        {"bsn", "999990019", SESSION_GOOD, 0},
        {"bsn", "999990020", SESSION_GOOD, 0},
        {"bsn", "10000008", SESSION_GOOD, 0},
        {"bsn", "010000008", SESSION_GOOD, 0},
        {"bsn", "1112.22.333", SESSION_GOOD, "111222333"},
        {"bsn", " 1112-22-333 ", SESSION_GOOD, "111222333"},
        {"bsn", "١١١٢٢٢٣٣٣", SESSION_GOOD, "111222333"},
        {"bsn", "123456789", SESSION_BROKEN_RULE, 0},
        {"bsn", "000000000", SESSION_BROKEN_RULE, 0},
        {"bsn", "000000012", SESSION_BROKEN_RULE, 0},
        {"bsn", "12345678a", SESSION_BROKEN_RULE, 0},
        {"bsn", "1234567", SESSION_BROKEN_RULE, 0},
        {"bsn", "1112223330", SESSION_BROKEN_RULE, 0},
};

TEST(loss_rules, bsn_passes_the_eleven_test)
{
	LOSS_RUN(bsn);
}

TEST(loss_rules, no_slip_of_one_digit_makes_another_bsn)
{
	static const char right[] = "123456782";
	struct kit k;

	loss_open(&k);
	loss_open_for(&k, "bsn");
	for (size_t at = 0; at < 9; at++) {
		for (int digit = 0; digit <= 9; digit++) {
			char typed[10], c = (char)('0' + digit);

			memcpy(typed, right, 10);
			typed[at] = (char)c;
			loss_say(&k, "bsn", typed);
			CHECK_INT(loss_verdict(&k, "bsn") == SESSION_GOOD, c == right[at]);
		}
	}
	kit_close(&k);
}

/* Where no officer is, nobody types one: not whoever holds the paper in their hand either. What was asked stays away. */
TEST(loss_rules, bsn_is_asked_at_the_desk_alone)
{
	struct kit k;

	loss_open(&k);
	k.username = "";
	kit_again(&k, -1, 64 << 20);
	loss_fill(&k);
	CHECK(!loss_asks(&k, "bsn"));
	CHECK(strstr(kit_json(&k), "bsn") == NULL);
	k.username = "officer-7";
	kit_again(&k, -1, 64 << 20);
	loss_fill(&k);
	CHECK(loss_asks(&k, "bsn"));
	CHECK_INT(loss_verdict(&k, "bsn"), SESSION_GOOD); /* optional there too */
	CHECK(strstr(kit_json(&k), "officer-7") != NULL);
	kit_close(&k);
}

static const struct loss_vector imei[] = {
        {"imei", "", SESSION_GOOD, 0},
        {"imei", "490154203237518", SESSION_GOOD, 0},
        {"imei", "49-015420-323751-8", SESSION_GOOD, "490154203237518"},
        {"imei", "٤٩٠١٥٤٢٠٣٢٣٧٥١٨", SESSION_GOOD, "490154203237518"},
        {"imei", "49015420323751", SESSION_BROKEN_RULE, 0},
        {"imei", "4901542032375180", SESSION_BROKEN_RULE, 0},
        {"imei", "000000000000000", SESSION_BROKEN_RULE, 0},
        {"imei", "49015420323751a", SESSION_BROKEN_RULE, 0},
};

TEST(loss_rules, imei_has_fifteen_digits)
{
	LOSS_RUN(imei);
}

static const struct loss_vector iban[] = {
        {"payee_iban", "", SESSION_GOOD, 0},
        {"payee_iban", "NL91ABNA0417164300", SESSION_GOOD, 0},
        {"payee_iban", "NL02ABNA0123456789", SESSION_GOOD, 0},
        {"payee_iban", "DE89370400440532013000", SESSION_GOOD, 0},
        {"payee_iban", "nl91 abna 0417 1643 00", SESSION_GOOD, "NL91ABNA0417164300"},
        {"payee_iban", "DE89 3704-0044 0532 0130 00", SESSION_GOOD, "DE89370400440532013000"},
        {"payee_iban", "MT84MALT011000012345MTLCAST001S", SESSION_GOOD, 0},
        {"payee_iban", "NO9386011117947", SESSION_GOOD, 0},
        {"payee_iban", "NL91ABNA0417164301", SESSION_BROKEN_RULE, 0},
        {"payee_iban", "NL91ABNA041716430", SESSION_BROKEN_RULE, 0},
        {"payee_iban", "NL91ABNA04171643000", SESSION_BROKEN_RULE, 0},
        {"payee_iban", "LN91ABNA0417164300", SESSION_BROKEN_RULE, 0},
        {"payee_iban", "NL19ABNA0417164300", SESSION_BROKEN_RULE, 0},
        {"payee_iban", "0417164300", SESSION_BROKEN_RULE, 0},
        {"payee_iban", "NL91ABNA04171643?0", SESSION_BROKEN_RULE, 0},
};

TEST(loss_rules, iban_passes_its_check_digits)
{
	LOSS_RUN(iban);
}

/* Check digits find every slip of one digit and every two neighbours that changed places. */
TEST(loss_rules, no_slip_makes_another_iban)
{
	static const char right[] = "NL91ABNA0417164300";
	struct kit k;

	loss_open(&k);
	loss_open_for(&k, "payee_iban");
	for (size_t at = 2; at < 18; at++) {
		char typed[19];

		for (int c = '0'; c <= '9'; c++) {
			memcpy(typed, right, sizeof typed);
			typed[at] = (char)c;
			loss_say(&k, "payee_iban", typed);
			CHECK_INT(loss_verdict(&k, "payee_iban") == SESSION_GOOD, c == right[at]);
		}
		memcpy(typed, right, sizeof typed);
		typed[at] = right[at - 1];
		typed[at - 1] = right[at];
		loss_say(&k, "payee_iban", typed);
		CHECK_INT(loss_verdict(&k, "payee_iban") == SESSION_GOOD, right[at] == right[at - 1]);
	}
	kit_close(&k);
}
