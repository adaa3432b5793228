#include <stdio.h>

#include "harness.h"
#include "staff/book.h"
#include "staff_kit.h"
#include "sys/file.h"
#include "sys/text.h"

TEST(register, first_administrator_is_enrolled_once_and_makes_the_desk_key)
{
	struct staff_order o = {.code = "B-002", .roles = 0, .badge = kit_new, .n_badge = strlen(kit_new)};
	struct staff_given given;
	struct station read;
	struct staff_test t;
	char pin[9];

	staff_test_init(&t);
	CHECK(!t.station.has_desk && !staff_has_desk_secret(t.staff));
	staff_test_enrol(&t, ROLE_DESK, pin);
	CHECK(strlen(pin) == 4 && pin_judge(pin, 4) == PIN_FINE);
	CHECK(!staff_is_empty(t.staff) && staff_count(t.staff) == 1);
	CHECK_INT(staff_at(t.staff, 0)->roles, ROLE_DESK | ROLE_ADMINISTRATOR);
	CHECK(staff_at(t.staff, 0)->must_change_pin && staff_at(t.staff, 0)->has_desk_key);
	CHECK(t.station.has_desk && staff_has_desk_secret(t.staff));
	CHECK_OK(station_read(&read, t.data));
	CHECK(read.has_desk);
	CHECK_BYTES(read.desk.bytes, t.station.desk.bytes, KEY_BYTES);
	CHECK_INT(staff_enrol(&given, t.staff, &o), STAFF_NOT_EMPTY);
	staff_test_fini(&t);
}

TEST(register, enrolment_wants_a_code_a_badge_and_sound_roles)
{
	struct staff_order o = {.code = "B-001", .badge = kit_boss, .n_badge = strlen(kit_boss)};
	static const char *const bad_codes[] = {"", "1234567890123", "a b", "a\"b", "é", NULL};
	char badge[BADGE_MAX + 2];
	struct staff_given given;
	struct staff_test t;

	staff_test_init(&t);
	memset(badge, 'x', sizeof badge);
	for (size_t i = 0; i < sizeof bad_codes / sizeof *bad_codes; i++) {
		o.code = bad_codes[i];
		CHECK_INT(staff_enrol(&given, t.staff, &o), STAFF_CODE_BAD);
	}
	o.code = "123456789012";
	o.roles = ROLE_AUDITOR;
	CHECK_INT(staff_enrol(&given, t.staff, &o), STAFF_ROLES_BAD);
	o.roles = 0;
	o.badge = badge;
	o.n_badge = BADGE_MIN - 1;
	CHECK_INT(staff_enrol(&given, t.staff, &o), STAFF_BADGE_BAD);
	o.n_badge = BADGE_MAX + 1;
	CHECK_INT(staff_enrol(&given, t.staff, &o), STAFF_BADGE_BAD);
	CHECK(staff_is_empty(t.staff) && !t.station.has_desk);
	o.n_badge = BADGE_MAX;
	CHECK_INT(staff_enrol(&given, t.staff, &o), 0);
	CHECK(given.badge_is_weak); /* 128 bytes, all alike */
	staff_test_fini(&t);
}

TEST(register, station_with_a_desk_key_from_elsewhere_has_no_secret_and_says_so)
{
	struct key_secret *elsewhere;
	struct staff_proof *p;
	struct staff_test t;
	char pin[9];

	staff_test_init(&t);
	CHECK_OK(key_new(&elsewhere, KEY_DESK, false));
	t.station.desk = *key_public_part(elsewhere);
	t.station.has_desk = true;
	staff_test_enrol(&t, ROLE_DESK, pin);
	CHECK(!staff_has_desk_secret(t.staff) && !staff_at(t.staff, 0)->has_desk_key);
	staff_test_choose(&t, kit_boss, pin, &p);
	CHECK(staff_proof_key(p) == NULL);
	CHECK_BYTES(t.station.desk.bytes, key_public_part(elsewhere)->bytes, KEY_BYTES);
	staff_proof_free(p);
	key_free(elsewhere);
	staff_test_fini(&t);
}

TEST(register, badge_is_issued_by_a_session_with_the_desk_key_and_everything_survives_reopening)
{
	struct staff_proof *boss, *p;
	struct staff_given given;
	struct staff_order o;
	struct staff_test t;
	char pin[9];

	staff_test_init(&t);
	staff_test_enrol(&t, 0, pin);
	staff_test_choose(&t, kit_boss, pin, &boss);
	o = staff_test_order(&t, NULL);
	o.code = "B-014";
	o.roles = ROLE_DESK;
	o.badge = kit_new;
	o.n_badge = strlen(kit_new);
	CHECK_INT(staff_issue(&given, t.staff, &o), STAFF_KEY_NEEDED);
	o.roles = ROLE_TECHNICIAN | ROLE_VIK; /* reads nothing: needs no key */
	CHECK_INT(staff_issue(&given, t.staff, &o), 0);
	CHECK(!given.has_desk_key && !given.badge_is_weak);
	o = staff_test_order(&t, boss);
	o.code = "B-015";
	o.roles = ROLE_DESK;
	o.badge = kit_new;
	o.n_badge = strlen(kit_new);
	CHECK_INT(staff_issue(&given, t.staff, &o), STAFF_BADGE_TAKEN);
	o.badge = kit_third;
	o.n_badge = strlen(kit_third);
	o.code = "B-014";
	CHECK_INT(staff_issue(&given, t.staff, &o), STAFF_CODE_TAKEN);
	o.code = "B-015";
	CHECK_INT(staff_issue(&given, t.staff, &o), 0);
	CHECK(given.has_desk_key);
	staff_proof_free(boss);
	staff_test_reopen(&t);
	CHECK(staff_is_sound(t.staff));
	CHECK_INT(staff_count(t.staff), 3);
	CHECK(staff_of(t.staff, given.staff)->must_change_pin);
	p = staff_test_prove(&t, kit_third, given.pin);
	CHECK(staff_proof_key(p) != NULL);
	CHECK_BYTES(key_public_part(staff_proof_key(p))->bytes, t.station.desk.bytes, KEY_BYTES);
	CHECK_INT(staff_choose_pin(t.staff, p, "1234"), STAFF_PIN_BAD);
	CHECK_INT(staff_choose_pin(t.staff, p, "123"), STAFF_PIN_BAD);
	CHECK_INT(staff_choose_pin(t.staff, p, given.pin), STAFF_PIN_SAME);
	CHECK_INT(staff_choose_pin(t.staff, p, "73915"), 0); /* longer than the preset is allowed */
	staff_proof_free(p);
	p = NULL;
	CHECK_INT(staff_prove(&p, t.staff, kit_third, strlen(kit_third), given.pin), STAFF_WRONG_PIN);
	CHECK(p == NULL);
	p = staff_test_prove(&t, kit_third, "73915");
	CHECK(staff_proof_key(p) && !staff_of(t.staff, given.staff)->must_change_pin);
	staff_proof_free(p);
	staff_test_fini(&t);
}

TEST(register, only_an_administrator_at_work_changes_anything)
{
	struct staff_proof *boss;
	struct staff_given given;
	struct staff_order o;
	struct staff_test t;
	char pin[9];

	staff_test_init(&t);
	staff_test_enrol(&t, 0, pin);
	staff_test_choose(&t, kit_boss, pin, &boss);
	staff_test_colleague(&t, boss, kit_new, "B-014", ROLES_ALL & ~ROLE_ADMINISTRATOR & ~ROLE_AUDITOR);
	o = staff_test_order(&t, boss);
	o.code = "B-015";
	o.roles = ROLE_DESK;
	o.badge = kit_third;
	o.n_badge = strlen(kit_third);
	for (int who = 0; who < 3; who++) {
		o.by = who == 0 ? staff_test_token(&t, "B-014") : who == 1 ? "0123456789abcdef" : NULL;
		o.staff = staff_test_token(&t, "B-014");
		CHECK_INT(staff_issue(&given, t.staff, &o), STAFF_DENIED);
		CHECK_INT(staff_replace(&given, t.staff, &o), STAFF_DENIED);
		CHECK_INT(staff_reset_pin(&given, t.staff, &o), STAFF_DENIED);
		CHECK_INT(staff_badge_off(t.staff, &o, STAFF_LOST), STAFF_DENIED);
		CHECK_INT(staff_set_roles(t.staff, &o), STAFF_DENIED);
		CHECK_INT(staff_leave(t.staff, &o), STAFF_DENIED);
	}
	staff_proof_free(boss);
	staff_test_fini(&t);
}

TEST(register, lost_badge_opens_nothing_and_a_new_one_takes_its_place)
{
	const struct staff_person *who;
	struct staff_proof *boss, *p = NULL;
	struct staff_given given;
	struct staff_order o;
	struct staff_test t;
	char pin[9];

	staff_test_init(&t);
	staff_test_enrol(&t, 0, pin);
	staff_test_choose(&t, kit_boss, pin, &boss);
	staff_test_colleague(&t, boss, kit_new, "B-014", ROLE_DESK);
	o = staff_test_order(&t, boss);
	o.staff = staff_test_token(&t, "B-014");
	CHECK_INT(staff_badge_off(t.staff, &o, STAFF_LOST), 0);
	CHECK_INT(staff_badge_off(t.staff, &o, STAFF_REVOKED), STAFF_WITHDRAWN);
	staff_test_reopen(&t);
	CHECK(staff_is_sound(t.staff));
	o.staff = staff_test_token(&t, "B-014");
	o.by = staff_test_token(&t, "B-001");
	CHECK_INT(staff_find(&who, t.staff, kit_new, strlen(kit_new)), STAFF_WITHDRAWN);
	CHECK_INT(staff_prove(&p, t.staff, kit_new, strlen(kit_new), "8206"), STAFF_WITHDRAWN);
	CHECK_INT(staff_reset_pin(&given, t.staff, &o), STAFF_WITHDRAWN);
	o.badge = kit_third;
	o.n_badge = strlen(kit_third);
	CHECK_INT(staff_replace(&given, t.staff, &o), 0);
	CHECK(given.has_desk_key);
	CHECK_INT(staff_find(&who, t.staff, kit_new, strlen(kit_new)), STAFF_NOBODY);
	CHECK_INT(staff_find(&who, t.staff, kit_third, strlen(kit_third)), 0);
	CHECK_TEXT(who->code, "B-014");
	CHECK(who->must_change_pin);
	CHECK_INT(staff_prove(&p, t.staff, kit_third, strlen(kit_third), "8206"), STAFF_WRONG_PIN);
	p = staff_test_prove(&t, kit_third, given.pin);
	CHECK(staff_proof_key(p) != NULL);
	staff_proof_free(p);
	staff_proof_free(boss);
	staff_test_fini(&t);
}

TEST(register, pin_reset_wants_the_badge_and_passes_the_desk_key_on)
{
	struct staff_proof *boss, *p;
	struct staff_given given;
	struct staff_order o;
	struct staff_test t;
	char pin[9];

	staff_test_init(&t);
	staff_test_enrol(&t, 0, pin);
	staff_test_choose(&t, kit_boss, pin, &boss);
	staff_test_colleague(&t, boss, kit_new, "B-014", ROLE_DESK);
	o = staff_test_order(&t, NULL);
	o.staff = staff_test_token(&t, "B-014");
	CHECK_INT(staff_reset_pin(&given, t.staff, &o), STAFF_BADGE_BAD);
	o.badge = kit_third;
	o.n_badge = strlen(kit_third);
	CHECK_INT(staff_reset_pin(&given, t.staff, &o), STAFF_OTHER_BADGE);
	o.badge = kit_new;
	o.n_badge = strlen(kit_new);
	CHECK_INT(staff_reset_pin(&given, t.staff, &o), 0);
	CHECK(!given.has_desk_key && !staff_of(t.staff, given.staff)->has_desk_key);
	p = staff_test_prove(&t, kit_new, given.pin);
	CHECK(staff_proof_key(p) == NULL);
	staff_proof_free(p);
	o.desk_key = staff_proof_key(boss);
	CHECK_INT(staff_reset_pin(&given, t.staff, &o), 0);
	CHECK(given.has_desk_key && staff_of(t.staff, given.staff)->must_change_pin);
	p = staff_test_prove(&t, kit_new, given.pin);
	CHECK(staff_proof_key(p) != NULL);
	staff_proof_free(p);
	staff_proof_free(boss);
	staff_test_fini(&t);
}

TEST(register, roles_change_and_who_reads_no_more_loses_the_key)
{
	struct staff_proof *boss, *p;
	struct staff_order o;
	struct staff_test t;
	char pin[9];

	staff_test_init(&t);
	staff_test_enrol(&t, 0, pin);
	staff_test_choose(&t, kit_boss, pin, &boss);
	staff_test_colleague(&t, boss, kit_new, "B-014", ROLE_DESK);
	o = staff_test_order(&t, boss);
	o.staff = staff_test_token(&t, "B-014");
	CHECK_INT(staff_set_roles(t.staff, &o), STAFF_ROLES_BAD);
	o.roles = ROLE_ASSISTANT_PROSECUTOR;
	CHECK_INT(staff_set_roles(t.staff, &o), 0);
	p = staff_test_prove(&t, kit_new, "8206");
	CHECK(staff_proof_key(p) != NULL);
	staff_proof_free(p);
	o.roles = ROLE_VIK;
	CHECK_INT(staff_set_roles(t.staff, &o), 0);
	staff_test_reopen(&t);
	CHECK(staff_is_sound(t.staff));
	CHECK_INT(staff_of(t.staff, staff_test_token(&t, "B-014"))->roles, ROLE_VIK);
	CHECK(!staff_of(t.staff, staff_test_token(&t, "B-014"))->has_desk_key);
	p = staff_test_prove(&t, kit_new, "8206");
	CHECK(staff_proof_key(p) == NULL);
	staff_proof_free(p);
	staff_proof_free(boss);
	staff_test_fini(&t);
}

TEST(register, somebody_leaves_but_never_the_last_administrator)
{
	struct staff_proof *boss, *p = NULL;
	struct staff_given given;
	struct staff_order o;
	struct staff_test t;
	char pin[9], token[STAFF_TOKEN_MAX + 1];

	staff_test_init(&t);
	staff_test_enrol(&t, 0, pin);
	staff_test_choose(&t, kit_boss, pin, &boss);
	staff_test_colleague(&t, boss, kit_new, "B-014", ROLE_DESK);
	memcpy(token, staff_test_token(&t, "B-014"), sizeof token);
	o = staff_test_order(&t, boss);
	o.staff = o.by;
	o.roles = ROLE_DESK;
	CHECK_INT(staff_leave(t.staff, &o), STAFF_LAST_ADMINISTRATOR);
	CHECK_INT(staff_badge_off(t.staff, &o, STAFF_REVOKED), STAFF_LAST_ADMINISTRATOR);
	CHECK_INT(staff_set_roles(t.staff, &o), STAFF_LAST_ADMINISTRATOR);
	o.staff = token;
	CHECK_INT(staff_leave(t.staff, &o), 0);
	CHECK_INT(staff_leave(t.staff, &o), STAFF_WITHDRAWN);
	CHECK(staff_of(t.staff, token)->is_gone && staff_of(t.staff, token)->roles == 0);
	CHECK_INT(staff_prove(&p, t.staff, kit_new, strlen(kit_new), "8206"), STAFF_WITHDRAWN);
	/* The card goes to somebody new; the code stays that of who had it. */
	o = staff_test_order(&t, boss);
	o.roles = ROLE_DESK;
	o.badge = kit_new;
	o.n_badge = strlen(kit_new);
	o.code = "B-014";
	CHECK_INT(staff_issue(&given, t.staff, &o), STAFF_CODE_TAKEN);
	o.code = "B-016";
	CHECK_INT(staff_issue(&given, t.staff, &o), 0);
	CHECK(strcmp(given.staff, token) != 0);
	staff_test_reopen(&t);
	CHECK(staff_is_sound(t.staff));
	staff_proof_free(staff_test_prove(&t, kit_new, given.pin));
	staff_proof_free(boss);
	staff_test_fini(&t);
}

TEST(register, weak_badges_are_told)
{
	static const char *const weak[] = {"04A1B2C3", "04a1b2c3d4e5f6", "04A1B2C3D4E5F60718AB", "123456789012345"};

	for (size_t i = 0; i < sizeof weak / sizeof *weak; i++)
		CHECK(staff_badge_is_weak(weak[i], strlen(weak[i])));
	CHECK(!staff_badge_is_weak(kit_boss, strlen(kit_boss)));
	CHECK(!staff_badge_is_weak("9f86d081884c7d659a2feaa0c55ad015", 32));
	CHECK(staff_badge_is_weak("9f86d081884c7d659a2feaa0c55ad01", 31)); /* hexadecimal, not 16 bytes */
	CHECK(staff_badge_is_weak("aabbaabbaabbaabbaabbaabbaabbaabbaabb", 36));
}
