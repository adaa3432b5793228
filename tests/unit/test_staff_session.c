#include <stdio.h>

#include "harness.h"
#include "staff_kit.h"
#include "store/kinds.h"

enum { S = 1000, MIN = 60 * S };

struct desk_bench {
	struct staff_test t;
	struct staff_proof *boss;
	struct shift *s;
	int64_t now;
};

/* An administrator B-001 and a desk officer B-014 with kit_new; time 1,000,000. */
static void init(struct desk_bench *b)
{
	char pin[9];

	staff_test_init(&b->t);
	staff_test_enrol(&b->t, 0, pin);
	staff_test_choose(&b->t, kit_boss, pin, &b->boss);
	staff_test_colleague(&b->t, b->boss, kit_new, "B-014", ROLE_DESK);
	clock_advance(&b->t.clock, 1000000);
	b->now = clock_mono_ms(&b->t.clock);
	CHECK_OK(shift_new(&b->s, b->t.staff, NULL));
}

static void fini(struct desk_bench *b)
{
	shift_free(b->s);
	staff_proof_free(b->boss);
	staff_test_fini(&b->t);
}

static void pass(struct desk_bench *b, int64_t ms)
{
	clock_advance(&b->t.clock, ms);
	b->now += ms;
}

static void log_in(struct desk_bench *b, const char *badge)
{
	CHECK_INT(shift_badge(b->s, badge, b->now), SHIFT_PIN_WANTED);
	CHECK_INT(shift_pin(b->s, "8206", b->now), SHIFT_OPEN);
}

TEST(session, badge_and_pin_open_it_and_card_away_locks_at_once)
{
	struct desk_bench b;

	init(&b);
	CHECK_INT(shift_state(b.s), SHIFT_AWAY);
	CHECK(shift_who(b.s) == NULL && !shift_may(b.s, ACTION_HAND_OVER, KIND_NOTICE_HANDOVER));
	CHECK_INT(shift_pin(b.s, "8206", b.now), SHIFT_AWAY);
	CHECK_INT(shift_badge(b.s, kit_new, b.now), SHIFT_PIN_WANTED);
	CHECK(shift_who(b.s) == NULL && shift_desk_key(b.s) == NULL);
	CHECK_INT(shift_pin(b.s, "0001", b.now), SHIFT_PIN_WANTED);
	CHECK(shift_was_wrong(b.s));
	CHECK_INT(shift_pin(b.s, "8206", b.now), SHIFT_OPEN);
	CHECK(!shift_was_wrong(b.s) && !shift_is_resumed(b.s));
	CHECK_TEXT(shift_who(b.s)->code, "B-014");
	CHECK(shift_may(b.s, ACTION_HAND_OVER, KIND_NOTICE_HANDOVER) && !shift_may(b.s, ACTION_STAFF, 0));
	CHECK(shift_desk_key(b.s) != NULL);
	CHECK_INT(shift_badge(b.s, "", b.now), SHIFT_LOCKED);
	CHECK(shift_who(b.s) == NULL && shift_desk_key(b.s) == NULL && !shift_is_open(b.s));
	CHECK(!shift_holds_secrets(b.s));
	CHECK(!shift_may(b.s, ACTION_HAND_OVER, KIND_NOTICE_HANDOVER) && !shift_work_is_gone(b.s));
	fini(&b);
}

TEST(session, same_person_resumes_the_work_and_the_pin_is_asked_again)
{
	struct desk_bench b;

	init(&b);
	log_in(&b, kit_new);
	CHECK_INT(shift_badge(b.s, "", b.now), SHIFT_LOCKED);
	pass(&b, 5 * MIN - 1);
	CHECK_INT(shift_tick(b.s, b.now), SHIFT_LOCKED);
	CHECK_INT(shift_badge(b.s, kit_new, b.now), SHIFT_PIN_WANTED);
	CHECK_INT(shift_pin(b.s, "8206", b.now), SHIFT_OPEN);
	CHECK(shift_is_resumed(b.s) && !shift_work_is_gone(b.s));
	/* The next time too late: the work is gone. */
	CHECK_INT(shift_badge(b.s, "", b.now), SHIFT_LOCKED);
	CHECK_INT(shift_next_ms(b.s), b.now + 5 * MIN);
	pass(&b, 5 * MIN);
	CHECK_INT(shift_tick(b.s, b.now), SHIFT_AWAY);
	CHECK(shift_work_is_gone(b.s) && !shift_work_is_gone(b.s));
	log_in(&b, kit_new);
	CHECK(!shift_is_resumed(b.s));
	fini(&b);
}

TEST(session, somebody_else_never_sees_the_work)
{
	struct desk_bench b;

	init(&b);
	log_in(&b, kit_new);
	CHECK_INT(shift_badge(b.s, "", b.now), SHIFT_LOCKED);
	CHECK_INT(shift_badge(b.s, kit_boss, b.now), SHIFT_PIN_WANTED);
	CHECK(shift_work_is_gone(b.s));
	CHECK_INT(shift_pin(b.s, "8206", b.now), SHIFT_OPEN);
	CHECK(!shift_is_resumed(b.s));
	CHECK_TEXT(shift_who(b.s)->code, "B-001");
	/* One card right after the other, without "away" between. */
	CHECK_INT(shift_badge(b.s, kit_new, b.now), SHIFT_PIN_WANTED);
	CHECK(shift_who(b.s) == NULL && shift_work_is_gone(b.s));
	fini(&b);
}

TEST(session, unknown_badge_while_work_waits_changes_nothing)
{
	struct desk_bench b;

	init(&b);
	log_in(&b, kit_new);
	CHECK_INT(shift_badge(b.s, "", b.now), SHIFT_LOCKED);
	CHECK_INT(shift_badge(b.s, kit_third, b.now), SHIFT_UNKNOWN);
	CHECK_INT(shift_badge(b.s, "", b.now), SHIFT_LOCKED);
	CHECK_INT(shift_badge(b.s, kit_new, b.now), SHIFT_PIN_WANTED);
	CHECK_INT(shift_pin(b.s, "8206", b.now), SHIFT_OPEN);
	CHECK(shift_is_resumed(b.s));
	fini(&b);
}

TEST(session, quiet_warns_thirty_seconds_before_it_locks)
{
	struct desk_bench b;

	init(&b);
	log_in(&b, kit_new);
	CHECK_INT(shift_next_ms(b.s), b.now + 270 * S);
	pass(&b, 270 * S - 1);
	CHECK_INT(shift_tick(b.s, b.now), SHIFT_OPEN);
	pass(&b, 1);
	CHECK_INT(shift_tick(b.s, b.now), SHIFT_WARN);
	CHECK(shift_is_open(b.s) && shift_until_ms(b.s) == b.now + 30 * S);
	CHECK_INT(shift_touch(b.s, b.now), SHIFT_OPEN);
	pass(&b, 300 * S - 1);
	CHECK_INT(shift_tick(b.s, b.now), SHIFT_WARN);
	pass(&b, 1);
	CHECK_INT(shift_tick(b.s, b.now), SHIFT_LOCKED);
	CHECK(shift_desk_key(b.s) == NULL && !shift_holds_secrets(b.s));
	/* The card is still there: a touch asks the PIN, and the work goes on. */
	CHECK_INT(shift_touch(b.s, b.now), SHIFT_PIN_WANTED);
	CHECK_INT(shift_pin(b.s, "8206", b.now), SHIFT_OPEN);
	CHECK(shift_is_resumed(b.s));
	/* A loop that slept through the warning still locks. */
	pass(&b, 3600 * S);
	CHECK_INT(shift_touch(b.s, b.now), SHIFT_PIN_WANTED);
	fini(&b);
}

TEST(session, a_whole_session_ends_after_twelve_hours_however_busy)
{
	struct desk_bench b;

	init(&b);
	log_in(&b, kit_new);
	for (int i = 0; i < 12 * 60 - 1; i++) {
		pass(&b, MIN);
		CHECK_INT(shift_touch(b.s, b.now), SHIFT_OPEN);
	}
	pass(&b, 30 * S);
	CHECK_INT(shift_touch(b.s, b.now), SHIFT_WARN); /* a touch does not help here */
	CHECK_INT(shift_next_ms(b.s), b.now + 30 * S);
	pass(&b, 30 * S);
	CHECK_INT(shift_tick(b.s, b.now), SHIFT_LOCKED);
	fini(&b);
}

TEST(session, settings_change_the_times)
{
	struct shift_times times = {.lock_ms = 60 * S, .warn_ms = 10 * S, .most_ms = 3600 * S, .swap_ms = 5 * S};
	struct desk_bench b;

	init(&b);
	shift_free(b.s);
	CHECK_OK(shift_new(&b.s, b.t.staff, &times));
	log_in(&b, kit_new);
	CHECK_INT(shift_next_ms(b.s), b.now + 50 * S);
	pass(&b, 60 * S);
	CHECK_INT(shift_tick(b.s, b.now), SHIFT_LOCKED);
	fini(&b);
}

TEST(session, wrong_pins_wait_and_block)
{
	struct desk_bench b;

	init(&b);
	CHECK_INT(shift_badge(b.s, kit_new, b.now), SHIFT_PIN_WANTED);
	for (int i = 0; i < 2; i++)
		CHECK_INT(shift_pin(b.s, "0001", b.now), SHIFT_PIN_WANTED);
	CHECK_INT(shift_pin(b.s, "0001", b.now), SHIFT_WAIT);
	CHECK_INT(shift_until_ms(b.s), b.now + 30 * S);
	CHECK_INT(shift_next_ms(b.s), b.now + 30 * S);
	CHECK_INT(shift_pin(b.s, "8206", b.now), SHIFT_WAIT);
	CHECK_INT(shift_badge(b.s, "", b.now), SHIFT_AWAY); /* taking the card out saves nothing */
	CHECK_INT(shift_badge(b.s, kit_new, b.now), SHIFT_WAIT);
	pass(&b, 30 * S);
	CHECK_INT(shift_tick(b.s, b.now), SHIFT_PIN_WANTED);
	for (int i = 0; i < 6; i++) {
		(void)shift_pin(b.s, "0001", b.now);
		pass(&b, 3600 * S);
		(void)shift_tick(b.s, b.now);
	}
	CHECK_INT(shift_state(b.s), SHIFT_BLOCKED);
	CHECK_INT(shift_pin(b.s, "8206", b.now), SHIFT_BLOCKED);
	fini(&b);
}

TEST(session, unknown_odd_and_overlong_badges_open_nothing)
{
	char huge[BADGE_MAX + 2];
	struct desk_bench b;

	init(&b);
	memset(huge, 'z', sizeof huge);
	huge[BADGE_MAX + 1] = 0;
	CHECK_INT(shift_badge(b.s, huge, b.now), SHIFT_UNKNOWN);
	huge[BADGE_MAX] = 0;
	CHECK_INT(shift_badge(b.s, huge, b.now), SHIFT_UNKNOWN);
	huge[BADGE_MAX - 1] = 0;
	CHECK_INT(shift_badge(b.s, huge, b.now), SHIFT_UNKNOWN);
	CHECK_INT(shift_badge(b.s, "abc", b.now), SHIFT_UNKNOWN);
	CHECK_INT(shift_touch(b.s, b.now), SHIFT_UNKNOWN);
	CHECK_INT(shift_badge(b.s, "", b.now), SHIFT_AWAY);
	CHECK_INT(shift_swap(b.s, b.now), SHIFT_AWAY);
	CHECK_INT(shift_swap_end(b.s, b.now), SHIFT_AWAY);
	CHECK_INT(shift_choose_pin(b.s, "8206", b.now), STAFF_REFUSED);
	CHECK_INT(shift_next_ms(b.s), -1);
	fini(&b);
}

TEST(session, ending_it_leaves_no_work)
{
	struct desk_bench b;

	init(&b);
	log_in(&b, kit_new);
	shift_end(b.s, b.now);
	CHECK_INT(shift_state(b.s), SHIFT_LOCKED); /* the card is still there */
	CHECK(shift_work_is_gone(b.s));
	CHECK_INT(shift_touch(b.s, b.now), SHIFT_PIN_WANTED);
	CHECK_INT(shift_pin(b.s, "8206", b.now), SHIFT_OPEN);
	CHECK(!shift_is_resumed(b.s));
	shift_end(b.s, b.now);
	CHECK_INT(shift_badge(b.s, "", b.now), SHIFT_AWAY);
	fini(&b);
}

/* ---- giving badges with one reader ------------------------------------------------------------ */

TEST(session, whole_way_from_an_empty_register_to_a_working_colleague)
{
	struct staff_given given;
	struct staff_order o;
	struct staff_test t;
	struct shift *s;
	char pin[9];
	int64_t now = 1000;

	staff_test_init(&t);
	CHECK_OK(shift_new(&s, t.staff, NULL));
	CHECK_INT(shift_badge(s, kit_boss, now), SHIFT_ENROL);
	CHECK_TEXT(shift_new_badge(s), kit_boss);
	shift_order(&o, s);
	o.code = "B-001";
	CHECK_INT(staff_enrol(&given, t.staff, &o), 0);
	memcpy(pin, given.pin, sizeof pin);
	CHECK_INT(shift_swap_end(s, now), SHIFT_PIN_WANTED);
	CHECK_INT(shift_pin(s, pin, now), SHIFT_MUST_CHANGE);
	CHECK(!shift_may(s, ACTION_STAFF, 0) && shift_desk_key(s) == NULL);
	CHECK_INT(shift_choose_pin(s, pin, now), STAFF_PIN_SAME);
	CHECK_INT(shift_choose_pin(s, "1111", now), STAFF_PIN_BAD);
	CHECK_INT(shift_choose_pin(s, "8206", now), 0);
	CHECK_INT(shift_state(s), SHIFT_OPEN);
	CHECK(shift_desk_key(s) != NULL);
	/* Own card out, the new one in. */
	CHECK_INT(shift_swap(s, now), SHIFT_SWAP);
	CHECK_TEXT(shift_new_badge(s), "");
	CHECK_INT(shift_badge(s, "", now + 1), SHIFT_SWAP);
	CHECK_INT(shift_badge(s, kit_new, now + 2), SHIFT_SWAPPED);
	CHECK_TEXT(shift_new_badge(s), kit_new);
	shift_order(&o, s);
	CHECK(o.desk_key != NULL && o.by != NULL);
	o.code = "B-014";
	o.roles = ROLE_DESK;
	CHECK_INT(staff_issue(&given, t.staff, &o), 0);
	CHECK(given.has_desk_key);
	CHECK_INT(shift_swap_end(s, now + 3), SHIFT_LOCKED);
	CHECK_TEXT(shift_new_badge(s), "");
	CHECK(shift_desk_key(s) == NULL && shift_who(s) == NULL);
	/* The administrator's own card and PIN: on with the work. */
	CHECK_INT(shift_badge(s, kit_boss, now + 4), SHIFT_PIN_WANTED);
	CHECK_INT(shift_pin(s, "8206", now + 5), SHIFT_OPEN);
	CHECK(shift_is_resumed(s));
	CHECK_INT(shift_badge(s, kit_new, now + 6), SHIFT_PIN_WANTED);
	CHECK_INT(shift_pin(s, given.pin, now + 7), SHIFT_MUST_CHANGE);
	CHECK_INT(shift_badge(s, "", now + 8), SHIFT_AWAY); /* no work yet that could wait */
	shift_free(s);
	staff_test_fini(&t);
}

TEST(session, swap_ends_by_itself_and_with_the_own_card)
{
	struct staff_order o;
	struct desk_bench b;

	init(&b);
	log_in(&b, kit_new);
	CHECK_INT(shift_swap(b.s, b.now), SHIFT_OPEN); /* a desk officer gives no badges */
	log_in(&b, kit_boss);
	CHECK_INT(shift_swap(b.s, b.now), SHIFT_SWAP);
	CHECK_INT(shift_swap_end(b.s, b.now), SHIFT_OPEN); /* changed his mind, card still in */
	CHECK_INT(shift_swap(b.s, b.now), SHIFT_SWAP);
	CHECK_INT(shift_badge(b.s, "", b.now), SHIFT_SWAP);
	CHECK_INT(shift_badge(b.s, kit_boss, b.now), SHIFT_OPEN);
	CHECK_INT(shift_swap(b.s, b.now), SHIFT_SWAP);
	CHECK_INT(shift_badge(b.s, "", b.now), SHIFT_SWAP);
	CHECK_INT(shift_next_ms(b.s), b.now + 60 * S);
	pass(&b, 60 * S);
	CHECK_INT(shift_tick(b.s, b.now), SHIFT_LOCKED);
	CHECK(shift_desk_key(b.s) == NULL);
	/* Swapped and left lying there: the same. */
	log_in(&b, kit_boss);
	CHECK_INT(shift_swap(b.s, b.now), SHIFT_SWAP);
	CHECK_INT(shift_badge(b.s, kit_third, b.now), SHIFT_SWAPPED);
	CHECK(!shift_may(b.s, ACTION_STAFF, 0));
	pass(&b, 60 * S);
	CHECK_INT(shift_tick(b.s, b.now), SHIFT_LOCKED);
	shift_order(&o, b.s);
	CHECK(o.by == NULL && o.desk_key == NULL && o.badge == NULL);
	CHECK_INT(shift_touch(b.s, b.now), SHIFT_UNKNOWN); /* the new card, which nobody was given */
	fini(&b);
}

TEST(session, register_that_is_not_sound_lets_nobody_in)
{
	struct desk_bench b;

	init(&b);
	shift_free(b.s);
	staff_test_sql(&b.t, "UPDATE staff_secret SET bytes = zeroblob(length(bytes))");
	staff_test_open(&b.t);
	CHECK(!staff_is_sound(b.t.staff) && !staff_is_empty(b.t.staff));
	CHECK_HAS(staff_why(b.t.staff), "was altered");
	CHECK_OK(shift_new(&b.s, b.t.staff, NULL));
	CHECK_INT(shift_badge(b.s, kit_boss, b.now), SHIFT_REFUSED);
	CHECK_INT(shift_pin(b.s, "8206", b.now), SHIFT_REFUSED);
	fini(&b);
}

TEST(session, altered_row_of_one_person_is_found_at_each_byte)
{
	struct desk_bench b;
	char sql[400];

	init(&b);
	shift_free(b.s);
	b.s = NULL;
	for (int i = 1; i <= 169; i += 7) {
		snprintf(sql, sizeof sql,
		        "UPDATE staff_secret SET bytes = CAST(substr(bytes, 1, %d) || CASE substr(bytes, %d, 1) WHEN x'00' "
		        "THEN x'01' ELSE x'00' END || substr(bytes, %d) AS BLOB) WHERE staff = '%s'",
		        i - 1, i, i + 1, staff_at(b.t.staff, 1)->staff);
		staff_test_sql(&b.t, "CREATE TABLE IF NOT EXISTS kept AS SELECT * FROM staff_secret");
		staff_test_sql(&b.t, sql);
		staff_test_open(&b.t);
		CHECK(!staff_is_sound(b.t.staff));
		staff_test_sql(&b.t, "INSERT OR REPLACE INTO staff_secret SELECT * FROM kept");
		staff_test_open(&b.t);
		CHECK(staff_is_sound(b.t.staff));
	}
	fini(&b);
}
