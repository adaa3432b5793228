#include <stdio.h>
#include <stdlib.h>

#include "harness.h"
#include "staff/counters.h"
#include "staff_kit.h"

struct bench {
	struct staff_test t;
	struct zone *zone;
	struct counters *c;
};

static void init(struct bench *b)
{
	staff_test_init(&b->t);
	CHECK_OK(zone_load(&b->zone, NULL, "Europe/Amsterdam"));
	CHECK_OK(counters_open(
	        &b->c, &(struct counters_world){.desk = b->t.desk, .clock = &b->t.clock, .zone = b->zone}));
}

static void fini(struct bench *b)
{
	counters_close(b->c);
	zone_free(b->zone);
	staff_test_fini(&b->t);
}

static const struct count_handover plain = {.notice = "N-VIC", .lang = "nl", .format = "paper", .minutes = 10};
static const struct count_period march = {2026, 3, 0}, the_day = {2026, 3, 14};

static void hand(struct bench *b, const char *notice, const char *lang, int times)
{
	struct count_handover h = plain;

	h.notice = notice;
	h.lang = lang;
	while (times--)
		CHECK_INT(counters_handover(b->c, &h), 0);
}

static const char *cell(const struct count_shown *s, const char *row, const char *column)
{
	for (int r = 0; r <= s->rows; r++)
		for (int c = 0; c <= s->columns; c++)
			if (strcmp(r < s->rows ? s->row[r] : "total", row) == 0 &&
			        strcmp(c < s->columns ? s->column[c] : "total", column) == 0)
				return s->cell[r][c];
	test_fail(__FILE__, __LINE__, "no cell %s/%s", row, column);
}

TEST(counters, handovers_are_counted_in_each_table)
{
	static struct count_shown s;
	struct count_handover h = plain;
	static const int minutes[] = {-1, 0, 15, 16, 60, 61, 240, 241};
	static const char *const names[] = {"unknown", "0-15", "0-15", "16-60", "16-60", "61-240", "61-240", ">240"};
	struct bench b;

	init(&b);
	for (int i = 0; i < 8; i++) {
		h.minutes = minutes[i];
		for (int k = 0; k < 5; k++)
			CHECK_INT(counters_handover(b.c, &h), 0);
	}
	CHECK_INT(counters_show(&s, b.c, TABLE_MINUTES, &the_day), 0);
	for (int i = 0; i < 8; i++)
		CHECK_TEXT(cell(&s, "", names[i]), i == 0 || i == 7 ? "5" : "10");
	CHECK_TEXT(cell(&s, "", "total"), "40");
	CHECK_INT(counters_show(&s, b.c, TABLE_HANDED, &march), 0);
	CHECK_TEXT(cell(&s, "N-VIC", "nl"), "40");
	CHECK_TEXT(cell(&s, "total", "total"), "40");
	CHECK_INT(counters_show(&s, b.c, TABLE_FIRST, &march), 0);
	CHECK_TEXT(cell(&s, "", "yes"), "40");
	CHECK_TEXT(cell(&s, "", "no"), "0");
	CHECK_INT(counters_show(&s, b.c, TABLE_UNDERSTOOD, &march), 0);
	CHECK_TEXT(cell(&s, "", "full"), "40");
	CHECK_INT(counters_show(&s, b.c, TABLE_FORMAT, &march), 0);
	CHECK_TEXT(cell(&s, "", "paper"), "40");
	CHECK_TEXT(cell(&s, "", "refused"), "0");
	CHECK_INT(counters_show(&s, b.c, TABLE_MISSING, &march), 0);
	CHECK_INT(s.rows, 0);
	CHECK_INT(counters_show(&s, b.c, TABLE_HANDED, &(struct count_period){2026, 4, 0}), 0);
	CHECK_INT(s.rows, 0);
	fini(&b);
}

TEST(counters, practice_never_counts)
{
	struct count_handover h = plain;
	static struct count_shown s;
	struct bench b;
	AUTO_BUF json;
	bool zero = false;

	buf_init(&json, 4096);
	init(&b);
	h.practice = true;
	CHECK_INT(counters_handover(b.c, &h), 0);
	CHECK_INT(counters_missing(b.c, "so", true), 0);
	CHECK_INT(counters_print(b.c, "N-VIC", "nl", COUNT_PRINT_OK, true), 0);
	for (int t = 0; t < TABLES; t++) {
		CHECK_INT(counters_show(&s, b.c, (enum count_table)t, &march), 0);
		CHECK_INT(s.rows, 0);
	}
	CHECK_INT(counters_of_day(&json, &zero, b.c, "2026-03-14"), 0);
	CHECK_TEXT(buf_str(&json), "{}");
	CHECK(zero);
	fini(&b);
}

TEST(counters, only_known_words_are_counted)
{
	static const char *const bad[] = {"", "n", "nl ", "NL", "nl/x", "nl-", "jan jansen", "abcdefghijkl", "x'--"};
	struct count_handover h = plain;
	struct bench b;

	init(&b);
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		CHECK_INT(counters_missing(b.c, bad[i], false), COUNTERS_BAD);
		CHECK_INT(counters_print(b.c, "N-VIC", bad[i], COUNT_PRINT_OK, false), COUNTERS_BAD);
		h.lang = bad[i];
		CHECK_INT(counters_handover(b.c, &h), COUNTERS_BAD);
		h = plain;
		h.format = bad[i];
		CHECK_INT(counters_handover(b.c, &h), COUNTERS_BAD);
		h = plain;
		h.notice = bad[i];
		CHECK_INT(counters_handover(b.c, &h), COUNTERS_BAD);
		h = plain;
	}
	CHECK_INT(counters_missing(b.c, NULL, false), COUNTERS_BAD);
	CHECK_INT(counters_missing(b.c, "zgh-Tfng-MA", false), 0);
	CHECK_INT(counters_missing(b.c, "so", false), 0);
	fini(&b);
}

TEST(counters, small_cells_are_hidden_with_what_would_give_them_away)
{
	static struct count_shown s;
	struct bench b;

	init(&b);
	hand(&b, "N-VIC", "nl", 12);
	hand(&b, "N-VIC", "uk", 3);
	hand(&b, "N-SUS", "nl", 9);
	hand(&b, "N-SUS", "uk", 7);
	CHECK_INT(counters_show(&s, b.c, TABLE_HANDED, &march), 0);
	CHECK_TEXT(cell(&s, "N-VIC", "uk"), "<5");
	CHECK_TEXT(cell(&s, "N-VIC", "nl"), "*");
	CHECK_TEXT(cell(&s, "N-SUS", "uk"), "*");
	CHECK_TEXT(cell(&s, "N-SUS", "nl"), "*");
	CHECK_TEXT(cell(&s, "total", "total"), "31");
	fini(&b);
}

TEST(counters, days_are_those_of_the_place)
{
	static struct count_shown s;
	struct bench b;
	char today[11];

	init(&b);
	b.t.clock.wall_held_ms = INT64_C(1773529200000) - 1000; /* 2026-03-14T23:59:59+01:00 less a second */
	counters_today(today, b.c);
	CHECK_TEXT(today, "2026-03-14");
	hand(&b, "N-VIC", "nl", 5);
	clock_advance(&b.t.clock, 1000);
	counters_today(today, b.c);
	CHECK_TEXT(today, "2026-03-15");
	hand(&b, "N-VIC", "nl", 6);
	CHECK_INT(counters_show(&s, b.c, TABLE_HANDED, &the_day), 0);
	CHECK_TEXT(cell(&s, "total", "total"), "5");
	CHECK_INT(counters_show(&s, b.c, TABLE_HANDED, &march), 0);
	CHECK_TEXT(cell(&s, "total", "total"), "11");
	b.t.clock.wall_held_ms = 0; /* never set */
	counters_today(today, b.c);
	CHECK_TEXT(today, "2025-01-01");
	fini(&b);
}

TEST(counters, survive_reopening_and_end_after_two_years)
{
	static struct count_shown s;
	struct bench b;

	init(&b);
	hand(&b, "N-VIC", "nl", 5);
	counters_close(b.c);
	staff_test_reopen(&b.t);
	CHECK_OK(counters_open(&b.c, &(struct counters_world){.desk = b.t.desk, .clock = &b.t.clock, .zone = b.zone}));
	clock_advance(&b.t.clock, INT64_C(729) * 86400000);
	CHECK_INT(counters_idle(b.c), 0);
	CHECK_INT(counters_show(&s, b.c, TABLE_HANDED, &march), 0);
	CHECK_TEXT(cell(&s, "total", "total"), "5");
	clock_advance(&b.t.clock, INT64_C(3) * 86400000);
	CHECK_INT(counters_idle(b.c), 0);
	CHECK_INT(counters_show(&s, b.c, TABLE_HANDED, &march), 0);
	CHECK_INT(s.rows, 0);
	fini(&b);
}

TEST(counters, one_handover_counts_wholly_or_not_at_all)
{
	struct count_handover h = plain;
	struct bench b;
	AUTO_BUF json;
	bool zero;
	int kept = 0;

	h.copies = 2;
	buf_init(&json, 4096);
	init(&b);
	FAULT_SWEEP(n)
	{
		int64_t keys = 0;
		int r = counters_handover(b.c, &h);

		if (r == 0)
			kept++;
		if (!desk_is_well(b.t.desk)) {
			fault_arm(0);
			CHECK_INT(desk_try_again(b.t.desk), 0);
		}
		fault_arm(0);
		CHECK_INT(desk_number(&keys, b.t.desk, 0,
		                  "SELECT count(DISTINCT n) FROM counter WHERE key NOT LIKE 'copies%'", ""),
		        0);
		CHECK(keys <= 1); /* all the same number */
		CHECK_INT(desk_number(&keys, b.t.desk, 0, "SELECT n FROM counter WHERE key = 'first/yes'", ""), 0);
		CHECK_INT(keys, kept);
		if (r == 0)
			break;
	}
	fault_arm(0);
	CHECK_INT(counters_of_day(&json, &zero, b.c, "2026-03-14"), 0);
	CHECK(!zero);
	CHECK_TEXT(buf_str(&json), "{\"copies/N-VIC/nl\":2,\"first/yes\":1,\"handed/N-VIC/nl/paper\":1,"
	                           "\"minutes/0-15\":1,\"understood/full\":1}");
	fini(&b);
}

TEST(counters, go_along_in_the_transaction_of_the_handover)
{
	struct count_handover practice = plain;
	struct bench b;
	AUTO_BUF json;
	bool zero;

	buf_init(&json, 4096);
	init(&b);
	CHECK_INT(desk_begin(b.t.desk), 0);
	CHECK_INT(counters_handover_within(b.c, &plain), 0);
	desk_rollback(b.t.desk);
	practice.practice = true;
	CHECK_INT(counters_handover_within(b.c, &practice), 0);
	CHECK_INT(counters_of_day(&json, &zero, b.c, "2026-03-14"), 0);
	CHECK(zero);
	CHECK_INT(desk_begin(b.t.desk), 0);
	CHECK_INT(counters_handover_within(b.c, &plain), 0);
	CHECK_INT(desk_commit(b.t.desk), 0);
	buf_clear(&json);
	CHECK_INT(counters_of_day(&json, &zero, b.c, "2026-03-14"), 0);
	CHECK(!zero);
	fini(&b);
}

TEST(counters, more_languages_than_fit_go_together)
{
	static struct count_shown s;
	char lang[4] = "aa";
	struct bench b;

	init(&b);
	for (int i = 0; i < TABLE_COLUMNS_MAX + 5; i++) {
		lang[0] = (char)('a' + i / 26);
		lang[1] = (char)('a' + i % 26);
		for (int k = 0; k < 5; k++)
			CHECK_INT(counters_missing(b.c, lang, false), 0);
	}
	CHECK_INT(counters_show(&s, b.c, TABLE_MISSING, &march), 0);
	CHECK_INT(s.columns, TABLE_COLUMNS_MAX);
	CHECK_TEXT(cell(&s, "", "other"), "30");
	CHECK_TEXT(cell(&s, "", "total"), "225");
	fini(&b);
}

TEST(counters, export_is_csv_without_small_numbers)
{
	struct bench b;
	AUTO_BUF csv;

	buf_init(&csv, 1 << 18);
	init(&b);
	hand(&b, "N-VIC", "nl", 12);
	hand(&b, "N-VIC", "uk", 2);
	hand(&b, "N-SUS", "nl", 6);
	CHECK_INT(counters_missing(b.c, "so", false), 0);
	CHECK_INT(counters_print(b.c, "N-VIC", "nl", COUNT_PRINT_OK, false), 0);
	CHECK_INT(counters_csv(&csv, b.c, &march, true), 0);
	CHECK(strncmp(buf_str(&csv), "tabel,rij,kolom,aantal\r\n", 24) == 0);
	CHECK_HAS(buf_str(&csv), "\"handed\",\"N-VIC\",\"uk\",\"<5\"\r\n");
	CHECK_HAS(buf_str(&csv), "\"handed\",\"totaal\",\"totaal\",\"20\"\r\n");
	CHECK_HAS(buf_str(&csv), "\"missing\",\"\",\"so\",\"<5\"\r\n");
	CHECK_HAS(buf_str(&csv), "\"print\",\"\",\"ok\",\"<5\"\r\n");
	CHECK_HAS(buf_str(&csv), "\"handed\",\"\",\"\",\"Uitgereikte folders, per folder en taal\"\r\n");
	for (char n[] = "\"1\""; n[1] < '5'; n[1]++)
		CHECK(strstr(buf_str(&csv), n) == NULL);
	buf_clear(&csv);
	CHECK_INT(counters_csv(&csv, b.c, &march, false), 0);
	CHECK_HAS(buf_str(&csv), "\"handed\",\"total\",\"total\",\"20\"\r\n");
	fini(&b);
}

TEST(waited, is_counted_in_four_classes_and_by_day)
{
	static const int64_t minutes[] = {0, 1, 2, 3, 4, 10, 11, 600};
	struct count_shown *shown = calloc(1, sizeof *shown);
	struct bench b;

	init(&b);
	for (size_t i = 0; i < sizeof minutes / sizeof *minutes; i++)
		for (int n = 0; n < 5; n++)
			CHECK_INT(counters_waited(b.c, minutes[i] * 60000 + 59999), 0);
	CHECK_INT(counters_show(shown, b.c, TABLE_WAITED, &(struct count_period){2026, 3, 14}), 0);
	CHECK_INT(shown->columns, 4);
	CHECK_TEXT(shown->column[0], "0-1");
	CHECK_TEXT(shown->column[3], ">10");
	for (int c = 0; c < 4; c++)
		CHECK_TEXT(shown->cell[0][c], "10");
	free(shown);
	fini(&b);
}
