#include <jansson.h>
#include <stdio.h>

#include "harness.h"
#include "staff/day.h"
#include "staff_kit.h"

struct bench {
	struct staff_test t;
	struct staff_proof *boss;
	struct zone *zone;
	struct counters *c;
	struct day *d;
	struct shift *s;
	struct buf json;
};

static const struct day_count plain = {.seals = "A-0012, A-0013", .roll_mm = 42000};

static void open_day(struct bench *b)
{
	b->t.book.desk = b->t.desk;
	CHECK_OK(counters_open(
	        &b->c, &(struct counters_world){.desk = b->t.desk, .clock = &b->t.clock, .zone = b->zone}));
	CHECK_OK(day_open_book(&b->d, &(struct day_world){.book = b->t.book, .clock = &b->t.clock, .counters = b->c}));
	b->s = staff_test_shift(&b->t, kit_new);
}

static void close_day(struct bench *b)
{
	shift_free(b->s);
	day_free(b->d);
	counters_close(b->c);
}

static void init(struct bench *b, unsigned roles)
{
	char pin[9];

	staff_test_init(&b->t);
	staff_test_enrol(&b->t, 0, pin);
	staff_test_choose(&b->t, kit_boss, pin, &b->boss);
	staff_test_colleague(&b->t, b->boss, kit_new, "B-014", roles);
	CHECK_OK(zone_load(&b->zone, NULL, "Europe/Amsterdam"));
	buf_init(&b->json, BOOK_ENTRY_MAX);
	open_day(b);
}

static void fini(struct bench *b)
{
	close_day(b);
	buf_fini(&b->json);
	zone_free(b->zone);
	staff_proof_free(b->boss);
	staff_test_fini(&b->t);
}

static void reopen(struct bench *b)
{
	close_day(b);
	staff_test_reopen(&b->t);
	open_day(b);
}

static void hand(struct bench *b, bool practice)
{
	struct count_handover h = {
	        .practice = practice, .notice = "N-VIC", .lang = "uk", .format = "paper", .minutes = 5};

	CHECK_INT(counters_handover(b->c, &h), 0);
}

TEST(day, opens_and_closes_with_its_counts)
{
	struct book_unsent u;
	struct bench b;
	json_t *json;

	init(&b, ROLE_DESK);
	CHECK_INT(day_state(b.d), DAY_CLOSED);
	CHECK_TEXT(day_date(b.d), "");
	CHECK_INT(day_close(&b.json, b.d, b.s, &plain), DAY_IS_CLOSED);
	CHECK_INT(day_open(b.d, b.s, &plain), 0);
	CHECK_INT(day_state(b.d), DAY_OPEN);
	CHECK_TEXT(day_date(b.d), "2026-03-14");
	CHECK_INT(day_open(b.d, b.s, &plain), DAY_IS_OPEN);
	hand(&b, false);
	hand(&b, true);
	hand(&b, false);
	reopen(&b);
	CHECK_INT(day_state(b.d), DAY_OPEN);
	CHECK_INT(day_close(&b.json, b.d, b.s, &plain), 0);
	json = json_loads(buf_str(&b.json), JSON_REJECT_DUPLICATES, NULL);
	CHECK(json != NULL);
	CHECK_TEXT(json_string_value(json_object_get(json, "date")), "2026-03-14");
	CHECK_TEXT(json_string_value(json_object_get(json, "seals")), plain.seals);
	CHECK_TEXT(json_string_value(json_object_get(json, "by")), staff_test_token(&b.t, "B-014"));
	CHECK_TEXT(json_string_value(json_object_get(json, "opened_by")), staff_test_token(&b.t, "B-014"));
	CHECK_INT(json_integer_value(json_object_get(json, "roll_mm")), 42000);
	CHECK(json_is_false(json_object_get(json, "zero")) && json_is_false(json_object_get(json, "late")));
	CHECK_INT(json_integer_value(json_object_get(json_object_get(json, "counts"), "handed/N-VIC/uk/paper")), 2);
	json_decref(json);
	CHECK_INT(day_state(b.d), DAY_CLOSED);
	reopen(&b);
	CHECK_INT(day_state(b.d), DAY_CLOSED);
	CHECK_INT(book_length(day_book(b.d)), 2);
	CHECK_INT(book_unsent(&u, &b.json, day_book(b.d)), 0);
	CHECK_INT(u.kind, 19);
	CHECK_HAS(buf_str(&b.json), "\"day\":\"opened\"");
	fini(&b);
}

TEST(day, nothing_happened_is_a_report_too)
{
	struct day_count count = {.seals = "", .roll_mm = -1};
	struct bench b;

	init(&b, ROLE_DESK);
	hand(&b, true);
	CHECK_INT(day_open(b.d, b.s, &count), 0);
	CHECK_INT(day_close(&b.json, b.d, b.s, &count), 0);
	CHECK_HAS(buf_str(&b.json), "\"counts\":{},\"zero\":true");
	CHECK_HAS(buf_str(&b.json), "\"seals\":\"\",\"roll_mm\":null");
	fini(&b);
}

TEST(day, forgotten_one_is_closed_first_under_its_own_date)
{
	struct bench b;

	init(&b, ROLE_DESK);
	CHECK_INT(day_open(b.d, b.s, &plain), 0);
	hand(&b, false);
	clock_advance(&b.t.clock, INT64_C(86400000));
	reopen(&b);
	CHECK_INT(day_state(b.d), DAY_FORGOTTEN);
	CHECK_TEXT(day_date(b.d), "2026-03-14");
	hand(&b, false);
	hand(&b, false);
	CHECK_INT(day_open(b.d, b.s, &plain), DAY_IS_FORGOTTEN);
	CHECK_INT(day_close(&b.json, b.d, b.s, &plain), 0);
	CHECK_HAS(buf_str(&b.json), "\"date\":\"2026-03-14\"");
	CHECK_HAS(buf_str(&b.json), "\"late\":true");
	CHECK_HAS(buf_str(&b.json), "\"handed/N-VIC/uk/paper\":1");
	CHECK_INT(day_open(b.d, b.s, &plain), 0);
	CHECK_TEXT(day_date(b.d), "2026-03-15");
	CHECK_INT(day_close(&b.json, b.d, b.s, &plain), 0);
	CHECK_HAS(buf_str(&b.json), "\"handed/N-VIC/uk/paper\":2");
	fini(&b);
}

TEST(day, clock_that_went_back_makes_no_day_forgotten)
{
	struct bench b;

	init(&b, ROLE_DESK);
	CHECK_INT(day_open(b.d, b.s, &plain), 0);
	b.t.clock.wall_held_ms -= INT64_C(3) * 86400000;
	CHECK_INT(day_state(b.d), DAY_OPEN);
	CHECK_INT(day_close(&b.json, b.d, b.s, &plain), 0);
	CHECK_HAS(buf_str(&b.json), "\"date\":\"2026-03-14\"");
	fini(&b);
}

TEST(day, opened_again_it_is_the_second_of_that_date)
{
	struct bench b;

	init(&b, ROLE_DESK);
	for (int nth = 1; nth <= 3; nth++) {
		char want[20];

		CHECK_INT(day_open(b.d, b.s, &plain), 0);
		if (nth == 2)
			reopen(&b);
		CHECK_INT(day_close(&b.json, b.d, b.s, &plain), 0);
		snprintf(want, sizeof want, "\"nth\":%d,", nth);
		CHECK_HAS(buf_str(&b.json), want);
	}
	fini(&b);
}

TEST(day, only_who_may_and_only_with_an_open_session)
{
	struct bench b;

	init(&b, ROLE_TECHNICIAN);
	CHECK_INT(day_open(b.d, b.s, &plain), DAY_DENIED);
	shift_free(b.s);
	b.s = staff_test_shift(&b.t, kit_boss);
	CHECK_INT(day_open(b.d, b.s, &plain), 0);
	CHECK_INT(shift_badge(b.s, "", clock_mono_ms(&b.t.clock)), SHIFT_LOCKED);
	CHECK_INT(day_close(&b.json, b.d, b.s, &plain), DAY_DENIED);
	CHECK_INT(day_state(b.d), DAY_OPEN);
	fini(&b);
}

TEST(day, seals_are_one_plain_line)
{
	static const char *const bad[] = {"a\nb", "a\"b", "a\\b", "\x01", "\x7f", "\xff\xfe"};
	char seals[DAY_SEALS_MAX + 2];
	struct day_count count = {.seals = seals};
	struct bench b;

	init(&b, ROLE_DESK);
	memset(seals, 's', sizeof seals);
	seals[DAY_SEALS_MAX + 1] = 0;
	CHECK_INT(day_open(b.d, b.s, &count), DAY_TEXT_BAD);
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		count.seals = bad[i];
		CHECK_INT(day_open(b.d, b.s, &count), DAY_TEXT_BAD);
	}
	seals[DAY_SEALS_MAX] = 0;
	count.seals = seals;
	CHECK_INT(day_open(b.d, b.s, &count), 0);
	count.seals = "zegel é 12";
	CHECK_INT(day_close(&b.json, b.d, b.s, &count), 0);
	fini(&b);
}

TEST(day, each_failure_leaves_it_open_or_closed)
{
	struct bench b;

	init(&b, ROLE_DESK);
	CHECK_INT(day_open(b.d, b.s, &plain), 0);
	FAULT_SWEEP(n)
	{
		int r = day_close(&b.json, b.d, b.s, &plain);

		CHECK(r <= 0 || r == DAY_SICK);
		if (r == DAY_SICK)
			CHECK(*day_why(b.d) != 0);
		if (fault_fired() && !desk_is_well(b.t.desk)) {
			fault_arm(0);
			reopen(&b);
		}
		CHECK_INT(day_state(b.d), r == 0 ? DAY_CLOSED : DAY_OPEN);
		fault_arm(0);
		if (r == 0)
			break;
	}
	fini(&b);
}
