#include <stdio.h>

#include "harness.h"
#include "staff_kit.h"

static int try_pin(struct staff_test *t, const char *pin)
{
	struct staff_proof *p = NULL;
	int r = staff_prove(&p, t->staff, kit_boss, strlen(kit_boss), pin);

	CHECK((r == 0) == (p != NULL));
	staff_proof_free(p);
	return r;
}

static void init(struct staff_test *t)
{
	char pin[9];

	staff_test_init(t);
	staff_test_enrol(t, 0, pin);
	staff_test_choose(t, kit_boss, pin, NULL);
}

static int64_t left(struct staff_test *t)
{
	int64_t until = 0;
	int r = staff_wait(&until, t->staff, staff_test_token(t, "B-001"));

	if (r == STAFF_WAIT)
		return until - clock_mono_ms(&t->clock);
	CHECK(r == 0 || r == STAFF_BLOCKED);
	return r == 0 ? 0 : -1;
}

TEST(prove, unknown_badges_and_odd_ones_are_nobody)
{
	const struct staff_person *who;
	struct staff_proof *p = NULL;
	char huge[BADGE_MAX + 2];
	struct staff_test t;

	init(&t);
	memset(huge, 'y', sizeof huge);
	CHECK_INT(staff_find(&who, t.staff, "", 0), STAFF_NOBODY);
	CHECK_INT(staff_find(&who, t.staff, "abc", 3), STAFF_NOBODY);
	CHECK_INT(staff_find(&who, t.staff, "abcd", 4), STAFF_NOBODY);
	CHECK_INT(staff_find(&who, t.staff, huge, BADGE_MAX + 1), STAFF_NOBODY);
	CHECK_INT(staff_find(&who, t.staff, kit_boss, strlen(kit_boss) - 1), STAFF_NOBODY);
	CHECK_INT(staff_prove(&p, t.staff, kit_new, strlen(kit_new), "8206"), STAFF_NOBODY);
	CHECK_INT(staff_find(&who, t.staff, kit_boss, strlen(kit_boss)), 0);
	CHECK_TEXT(who->code, "B-001");
	CHECK_INT(try_pin(&t, "123456789"), STAFF_WRONG_PIN); /* too long for any PIN */
	CHECK_INT(try_pin(&t, ""), STAFF_WRONG_PIN);
	staff_test_fini(&t);
}

TEST(prove, wrong_pins_wait_longer_and_longer_and_then_block)
{
	static const int waits_s[] = {0, 0, 30, 60, 120, 300, 900, 3600};
	struct staff_test t;

	init(&t);
	for (int i = 0; i < 8; i++) {
		CHECK_INT(try_pin(&t, "0001"), STAFF_WRONG_PIN);
		CHECK_INT(left(&t), waits_s[i] * 1000);
		if (!waits_s[i])
			continue;
		CHECK_INT(try_pin(&t, "8206"), STAFF_WAIT); /* the right one too must wait */
		clock_advance(&t.clock, waits_s[i] * 1000 - 1);
		CHECK_INT(try_pin(&t, "8206"), STAFF_WAIT);
		clock_advance(&t.clock, 1);
		CHECK_INT(left(&t), 0);
	}
	CHECK_INT(try_pin(&t, "0001"), STAFF_WRONG_PIN);
	CHECK_INT(left(&t), -1);
	clock_advance(&t.clock, INT64_C(100) * 24 * 3600 * 1000);
	CHECK_INT(try_pin(&t, "8206"), STAFF_BLOCKED);
	staff_test_reboot(&t);
	CHECK_INT(try_pin(&t, "8206"), STAFF_BLOCKED);
	staff_test_fini(&t);
}

TEST(prove, right_pin_ends_the_count)
{
	struct staff_test t;

	init(&t);
	for (int round = 0; round < 4; round++) {
		CHECK_INT(try_pin(&t, "0001"), STAFF_WRONG_PIN);
		CHECK_INT(try_pin(&t, "0002"), STAFF_WRONG_PIN);
		CHECK_INT(try_pin(&t, "8206"), 0);
	}
	CHECK_INT(left(&t), 0);
	staff_test_fini(&t);
}

TEST(prove, a_new_pin_from_the_administrator_ends_the_block)
{
	struct staff_proof *boss, *p = NULL;
	struct staff_given given;
	struct staff_order o;
	struct staff_test t;
	int64_t until;

	init(&t);
	boss = staff_test_prove(&t, kit_boss, "8206");
	staff_test_colleague(&t, boss, kit_new, "B-014", ROLE_DESK);
	for (int i = 0; i < 9; i++) {
		CHECK_INT(staff_prove(&p, t.staff, kit_new, strlen(kit_new), "0001"), STAFF_WRONG_PIN);
		clock_advance(&t.clock, 3600 * 1000);
	}
	CHECK_INT(staff_prove(&p, t.staff, kit_new, strlen(kit_new), "8206"), STAFF_BLOCKED);
	CHECK_INT(left(&t), 0); /* of the other one */
	o = staff_test_order(&t, boss);
	o.staff = staff_test_token(&t, "B-014");
	o.badge = kit_new;
	o.n_badge = strlen(kit_new);
	CHECK_INT(staff_reset_pin(&given, t.staff, &o), 0);
	CHECK_INT(staff_wait(&until, t.staff, o.staff), 0);
	staff_proof_free(staff_test_prove(&t, kit_new, given.pin));
	staff_proof_free(boss);
	staff_test_fini(&t);
}

/* ---- time that can not be trusted ---------------------------------------------------------- */

static void three_wrong(struct staff_test *t)
{
	init(t);
	for (int i = 0; i < 3; i++)
		CHECK_INT(try_pin(t, "0001"), STAFF_WRONG_PIN);
	CHECK_INT(left(t), 30000);
}

TEST(prove, wait_goes_on_after_reopening)
{
	struct staff_test t;

	three_wrong(&t);
	clock_advance(&t.clock, 10000);
	staff_test_reopen(&t);
	CHECK_INT(left(&t), 20000);
	staff_test_fini(&t);
}

TEST(prove, wall_clock_neither_shortens_nor_lengthens_a_wait_of_this_start)
{
	struct staff_test t;

	three_wrong(&t);
	t.clock.wall_held_ms += INT64_C(3600) * 1000;
	CHECK_INT(left(&t), 30000);
	t.clock.wall_held_ms -= INT64_C(7200) * 1000;
	CHECK_INT(left(&t), 30000);
	staff_test_reopen(&t);
	CHECK_INT(left(&t), 30000);
	staff_test_fini(&t);
}

TEST(prove, after_a_restart_the_wall_clock_says_what_has_passed)
{
	struct staff_test t;

	three_wrong(&t);
	t.clock.wall_held_ms += 12000;
	staff_test_reboot(&t);
	CHECK_INT(left(&t), 18000);
	t.clock.wall_held_ms += 3600 * 1000; /* asked once; from now on this start's own clock counts */
	CHECK_INT(left(&t), 18000);
	clock_advance(&t.clock, 18000);
	CHECK_INT(try_pin(&t, "8206"), 0);
	staff_test_fini(&t);
}

TEST(prove, after_a_restart_with_an_earlier_clock_the_whole_wait_begins_again)
{
	struct staff_test t;

	three_wrong(&t);
	clock_advance(&t.clock, 25000);
	t.clock.wall_held_ms -= 60 * 1000;
	staff_test_reboot(&t);
	CHECK_INT(left(&t), 30000);
	clock_advance(&t.clock, 29999);
	CHECK_INT(left(&t), 1);
	t.clock.wall_held_ms = 0; /* 1970: it knows nothing */
	staff_test_reboot(&t);
	CHECK_INT(left(&t), 30000);
	clock_advance(&t.clock, 30000);
	CHECK_INT(try_pin(&t, "8206"), 0);
	staff_test_fini(&t);
}

TEST(prove, restarting_again_and_again_saves_no_time)
{
	struct staff_test t;

	three_wrong(&t);
	for (int i = 0; i < 10; i++) {
		t.clock.wall_held_ms += 1000;
		staff_test_reboot(&t);
		CHECK_INT(left(&t), 30000 - (i + 1) * 1000);
	}
	for (int i = 0; i < 3; i++) {
		t.clock.wall_held_ms -= 5000;
		staff_test_reboot(&t);
		CHECK_INT(left(&t), 30000);
	}
	staff_test_fini(&t);
}

TEST(prove, a_try_is_counted_before_it_is_judged)
{
	struct staff_test t;
	int judged = 0;

	init(&t);
	/* Memory runs out at the very moment of judging, as if the plug was pulled there. */
	for (int i = 0; i < 3; i++) {
		FAULT_SWEEP(n)
		{
			struct staff_proof *p = NULL;
			int r = staff_prove(&p, t.staff, kit_boss, strlen(kit_boss), "8206");

			staff_proof_free(p);
			if (fault_fired() && strcmp(fault_place(), "pin.memory") == 0) {
				CHECK(r < 0);
				judged++;
				fault_arm(0);
				break;
			}
			if (!desk_is_well(t.desk)) {
				fault_arm(0);
				staff_test_reopen(&t);
			}
			if (i > 0)
				continue;
		}
		staff_test_reopen(&t);
	}
	CHECK_INT(judged, 3);
	CHECK(left(&t) >= 30000);
	staff_test_fini(&t);
}

TEST(prove, product_takes_its_own_cost_and_keeps_it_with_the_pin)
{
	struct staff_test t;
	char pin[9];
	int64_t began, took;

	staff_test_init(&t);
	staff_test_close(&t);
	t.world.cost = (struct pin_cost){0};
	staff_test_open(&t);
	began = clock_measure_us();
	staff_test_enrol(&t, 0, pin);
	took = clock_measure_us() - began;
	printf("# one Argon2id with the product's cost: %lld ms\n", (long long)took / 1000);
	CHECK(took > 5000);
	staff_test_close(&t);
	t.world.cost = (struct pin_cost){.passes = 1, .bytes = 8192};
	staff_test_open(&t);
	staff_proof_free(staff_test_prove(&t, kit_boss, pin)); /* the cost stands with what was stored */
	staff_test_fini(&t);
}
