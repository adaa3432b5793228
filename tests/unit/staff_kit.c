#include "staff_kit.h"

#include <sqlite3.h>
#include <stdio.h>
#include <unistd.h>

#include "harness.h"
#include "sys/file.h"
#include "sys/text.h"

const char kit_boss[] = "badge-boss-3f9a1c77e2b04d5586aa";
const char kit_new[] = "badge-new--91c0de44a7f25b3e8870";
const char kit_third[] = "badge-third-c4419fd2603be75a8812";

#define KIT_PIN "8206"

void staff_test_open(struct staff_test *t)
{
	t->world.boot_id = t->boot;
	CHECK_OK(desk_open_tuned(&t->desk, t->data, &t->log, &t->tuning));
	t->world.desk = t->book.desk = t->desk;
	CHECK_OK(staff_open(&t->staff, &t->world));
}

void staff_test_close(struct staff_test *t)
{
	staff_close(t->staff);
	desk_close(t->desk);
	t->staff = NULL;
	t->desk = NULL;
}

void staff_test_reopen(struct staff_test *t)
{
	staff_test_close(t);
	staff_test_open(t);
}

void staff_test_reboot(struct staff_test *t)
{
	staff_test_close(t);
	t->boot[0]++;
	t->clock.mono_held_ms = 5000;
	staff_test_open(t);
}

void staff_test_init_at(struct staff_test *t, const char *data)
{
	char path[4200];

	*t = (struct staff_test){.station = {.keyset = 1, .epoch = 1}};
	snprintf(t->data, sizeof t->data, "%s", data);
	clock_manual(&t->clock, INT64_C(1773483630000));
	t->log = (struct log){.fd = -1, .level = LOG_DEBUG, .clock = &t->clock};
	CHECK_OK(dir_make(t->data, 0700));
	snprintf(path, sizeof path, "%s/keys", t->data);
	CHECK_OK(dir_make(path, 0700));
	CHECK_OK(key_new(&t->device, KEY_DEVICE, false));
	CHECK_OK(key_new(&t->authority, KEY_AUTHORITY, false));
	CHECK(text_copy(t->station.code, sizeof t->station.code, "KIT-01"));
	CHECK(text_copy(t->station.hub, sizeof t->station.hub, "https://localhost:1"));
	station_device_of(t->station.device, key_public_part(t->device)->bytes);
	t->station.authorities[0] = *key_public_part(t->authority);
	t->station.n_authorities = 1;
	CHECK_OK(station_write(&t->station, t->data));
	memset(t->boot, 7, sizeof t->boot);
	t->world = (struct staff_world){.data = t->data,
	        .station = &t->station,
	        .device = t->device,
	        .clock = &t->clock,
	        .log = &t->log,
	        .cost = {.passes = 1, .bytes = 8192}};
	t->book = (struct book_world){.data = t->data, .station = &t->station, .device = t->device};
}

void staff_test_init(struct staff_test *t)
{
	char data[4096];

	snprintf(data, sizeof data, "%s/data", test_folder());
	staff_test_init_at(t, data);
	staff_test_open(t);
	CHECK(staff_is_empty(t->staff));
}

void staff_test_fini(struct staff_test *t)
{
	staff_test_close(t);
	key_free(t->device);
	key_free(t->authority);
}

void staff_test_enrol(struct staff_test *t, unsigned roles, char pin[PIN_DIGITS_MAX + 1])
{
	struct staff_order o = {.code = "B-001", .roles = roles, .badge = kit_boss, .n_badge = strlen(kit_boss)};
	struct staff_given given;

	CHECK_INT(staff_enrol(&given, t->staff, &o), 0);
	memcpy(pin, given.pin, sizeof given.pin);
}

const char *staff_test_token(const struct staff_test *t, const char *code)
{
	for (size_t i = 0; i < staff_count(t->staff); i++)
		if (text_is(staff_at(t->staff, i)->code, code))
			return staff_at(t->staff, i)->staff;
	test_fail(__FILE__, __LINE__, "nobody has code %s", code);
}

struct staff_proof *staff_test_prove(struct staff_test *t, const char *badge, const char *pin)
{
	struct staff_proof *p = NULL;

	CHECK_INT(staff_prove(&p, t->staff, badge, strlen(badge), pin), 0);
	return p;
}

void staff_test_choose(struct staff_test *t, const char *badge, const char *given, struct staff_proof **proof)
{
	struct staff_proof *p = staff_test_prove(t, badge, given);

	CHECK_INT(staff_choose_pin(t->staff, p, text_is(given, KIT_PIN) ? "8207" : KIT_PIN), 0);
	if (text_is(given, KIT_PIN)) /* one chance in ten thousand */
		CHECK_INT(staff_choose_pin(t->staff, p, KIT_PIN), 0);
	if (proof)
		*proof = p;
	else
		staff_proof_free(p);
}

struct staff_order staff_test_order(const struct staff_test *t, const struct staff_proof *proof)
{
	return (struct staff_order){
	        .by = staff_test_token(t, "B-001"), .desk_key = proof ? staff_proof_key(proof) : NULL};
}

void staff_test_colleague(
        struct staff_test *t, const struct staff_proof *boss, const char *badge, const char *code, unsigned roles)
{
	struct staff_order o = staff_test_order(t, boss);
	struct staff_given given;

	o.code = code;
	o.roles = roles;
	o.badge = badge;
	o.n_badge = strlen(badge);
	CHECK_INT(staff_issue(&given, t->staff, &o), 0);
	staff_test_choose(t, badge, given.pin, NULL);
}

struct shift *staff_test_shift(struct staff_test *t, const char *badge)
{
	struct shift *s;

	CHECK_OK(shift_new(&s, t->staff, NULL));
	CHECK_INT(shift_badge(s, badge, clock_mono_ms(&t->clock)), SHIFT_PIN_WANTED);
	CHECK_INT(shift_pin(s, KIT_PIN, clock_mono_ms(&t->clock)), SHIFT_OPEN);
	return s;
}

void staff_test_sql(struct staff_test *t, const char *sql)
{
	char path[4200], *why = NULL;
	sqlite3 *db;

	staff_test_close(t);
	snprintf(path, sizeof path, "%s/store/desk.db", t->data);
	CHECK(sqlite3_open(path, &db) == SQLITE_OK);
	if (sqlite3_exec(db, sql, NULL, NULL, &why) != SQLITE_OK)
		test_fail(__FILE__, __LINE__, "%s: %s", sql, why);
	CHECK(sqlite3_close(db) == SQLITE_OK);
}
