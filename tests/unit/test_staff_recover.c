/* A register that nobody can use any more, begun anew: only by an order of the owner, for this station, once. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "harness.h"
#include "staff/book.h"
#include "staff_kit.h"
#include "staff/staff_recover.h"
#include "sys/file.h"
#include "sys/text.h"

static struct staff_test t;
static struct key_secret *office;

static void open_all(void)
{
	staff_test_init(&t);
	CHECK_OK(key_new(&office, KEY_RECOVERY, false));
	t.station.recovery_key = *key_public_part(office);
	t.station.has_recovery_key = true;
	CHECK_OK(station_write(&t.station, t.data));
}

static void close_all(void)
{
	key_free(office);
	staff_test_fini(&t);
}

/* One that holds: for this station, its code, another hour. */
static struct recovery_order order(void)
{
	struct recovery_order o = {.until_ms = clock_wall_ms(&t.clock) + 3600 * 1000, .by = "Politie Oost"};

	memcpy(o.device, t.station.device, sizeof o.device);
	CHECK_INT(staff_recovery_code(o.code, t.staff), 0);
	recovery_sign(&o, office);
	return o;
}

static struct staff_given enrol(const char *badge, const char *code)
{
	struct staff_order o = {.code = code, .badge = badge, .n_badge = strlen(badge), .roles = ROLE_DESK};
	struct staff_given given;

	CHECK_INT(staff_enrol(&given, t.staff, &o), 0);
	return given;
}

static void spoil(const char *sql)
{
	staff_test_sql(&t, sql);
	staff_test_open(&t);
}

/* After a good order: nobody is there, the old badge opens nothing, the next one becomes the first. */
static void begins_anew(void)
{
	const struct staff_person *p;

	CHECK(!staff_is_sound(t.staff)); /* until it is opened again */
	staff_test_reopen(&t);
	CHECK(staff_is_sound(t.staff));
	CHECK(staff_is_empty(t.staff));
	CHECK_INT(staff_find(&p, t.staff, kit_boss, strlen(kit_boss)), STAFF_NOBODY);
	(void)enrol(kit_new, "B-100");
	staff_test_reopen(&t);
	CHECK(staff_is_sound(t.staff));
	CHECK_INT(staff_count(t.staff), 1);
	CHECK_INT(staff_find(&p, t.staff, kit_new, strlen(kit_new)), 0);
	CHECK_INT(p->roles, ROLE_ADMINISTRATOR | ROLE_DESK);
}

TEST(recover, an_administrator_who_is_alone_and_blocked)
{
	char pin[PIN_DIGITS_MAX + 1];
	struct recovery_order o;

	open_all();
	staff_test_enrol(&t, ROLE_DESK, pin);
	o = order();
	CHECK_INT(staff_recover(t.staff, &o), 0);
	begins_anew();
	close_all();
}

TEST(recover, a_register_that_was_altered_and_keeps_it_aside)
{
	char pin[PIN_DIGITS_MAX + 1];
	struct recovery_order o;
	int64_t rows = 0;

	open_all();
	staff_test_enrol(&t, ROLE_DESK, pin);
	spoil("UPDATE book SET json = replace(json, 'B-001', 'B-002') WHERE book = 0");
	CHECK(!staff_is_sound(t.staff));
	o = order();
	CHECK_INT(staff_recover(t.staff, &o), 0);
	CHECK_INT(desk_number(
	                  &rows, t.desk, 0, "SELECT count(*) FROM book WHERE book = 1000 AND json LIKE '%B-002%'", ""),
	        0);
	CHECK_INT(rows, 1);
	begins_anew();
	/* And once more: the second one that broke lies beside the first. */
	spoil("UPDATE book SET signature = zeroblob(64) WHERE book = 0");
	o = order();
	CHECK_INT(staff_recover(t.staff, &o), 0);
	CHECK_INT(desk_number(&rows, t.desk, 0, "SELECT count(*) FROM book WHERE book = 1001", ""), 0);
	CHECK(rows > 1);
	close_all();
}

TEST(recover, a_register_that_was_lost)
{
	char pin[PIN_DIGITS_MAX + 1];
	struct recovery_order o;

	open_all();
	staff_test_enrol(&t, ROLE_DESK, pin);
	spoil("DELETE FROM book WHERE book = 0; DELETE FROM staff_secret");
	CHECK(!staff_is_sound(t.staff));
	o = order();
	CHECK_INT(staff_recover(t.staff, &o), 0);
	begins_anew();
	close_all();
}

TEST(recover, a_register_whose_head_or_secrets_are_gone)
{
	char pin[PIN_DIGITS_MAX + 1], path[4200];
	struct recovery_order o;

	open_all();
	staff_test_enrol(&t, ROLE_DESK, pin);
	spoil("UPDATE staff_secret SET bytes = zeroblob(length(bytes))");
	CHECK(!staff_is_sound(t.staff));
	o = order();
	CHECK_INT(staff_recover(t.staff, &o), 0);
	begins_anew();
	(void)snprintf(path, sizeof path, "%s/keys/staff.head", t.data);
	CHECK_INT(unlink(path), 0);
	staff_test_reopen(&t);
	CHECK(!staff_is_sound(t.staff));
	o = order();
	CHECK_INT(staff_recover(t.staff, &o), 0);
	staff_test_reopen(&t);
	CHECK(staff_is_empty(t.staff));
	close_all();
}

/* ---- what is refused: nothing changes ---------------------------------------------------- */

static void refused(const struct recovery_order *o, int want)
{
	const struct staff_person *p;
	uint32_t length = book_length(staff_book(t.staff));

	CHECK_INT(staff_recover(t.staff, o), want);
	CHECK_INT(book_length(staff_book(t.staff)), length);
	CHECK(staff_is_sound(t.staff));
	CHECK_INT(staff_find(&p, t.staff, kit_boss, strlen(kit_boss)), 0);
}

TEST(recover, refuses_another_station_another_key_and_an_altered_order)
{
	char pin[PIN_DIGITS_MAX + 1];
	struct key_secret *other;
	struct recovery_order o;

	open_all();
	staff_test_enrol(&t, ROLE_DESK, pin);
	o = order();
	o.device[0] ^= 1;
	refused(&o, RECOVERY_NOT_SIGNED);
	recovery_sign(&o, office);
	refused(&o, RECOVERY_OTHER_STATION);
	o = order();
	CHECK_OK(key_new(&other, KEY_RECOVERY, false));
	recovery_sign(&o, other);
	key_free(other);
	refused(&o, RECOVERY_NOT_SIGNED);
	for (int i = 0; i < 5; i++) {
		o = order();
		if (i == 0)
			o.code[7] ^= 0x80;
		else if (i == 1)
			o.until_ms++;
		else if (i == 2)
			o.by[0] = 'Q';
		else if (i == 3)
			(void)text_copy(o.by, sizeof o.by, "Politie Oost.");
		else
			o.signature[63] ^= 1;
		refused(&o, RECOVERY_NOT_SIGNED);
	}
	close_all();
}

TEST(recover, refuses_without_a_key_and_without_a_clock)
{
	char pin[PIN_DIGITS_MAX + 1];
	uint8_t code[RECOVERY_CODE_BYTES];
	struct recovery_order o;

	open_all();
	staff_test_enrol(&t, ROLE_DESK, pin);
	o = order();
	t.station.has_recovery_key = false;
	refused(&o, RECOVERY_NO_KEY);
	CHECK_INT(staff_recovery_code(code, t.staff), RECOVERY_NO_KEY);
	t.station.has_recovery_key = true;
	clock_manual(&t.clock, 1000);
	refused(&o, RECOVERY_NO_CLOCK);
	close_all();
}

TEST(recover, refuses_what_is_too_old_by_a_millisecond)
{
	char pin[PIN_DIGITS_MAX + 1];
	struct recovery_order o;

	open_all();
	staff_test_enrol(&t, ROLE_DESK, pin);
	o = order();
	o.until_ms = clock_wall_ms(&t.clock) - 1;
	recovery_sign(&o, office);
	refused(&o, RECOVERY_EXPIRED);
	o.until_ms = clock_wall_ms(&t.clock);
	recovery_sign(&o, office);
	CHECK_INT(staff_recover(t.staff, &o), 0);
	close_all();
}

TEST(recover, takes_an_order_only_once_even_when_the_plug_was_pulled)
{
	char pin[PIN_DIGITS_MAX + 1], path[4200];
	uint8_t kept[200];
	struct recovery_order o;
	AUTO_BUF code;

	buf_init(&code, sizeof kept);
	open_all();
	staff_test_enrol(&t, ROLE_DESK, pin);
	o = order();
	(void)snprintf(path, sizeof path, "%s/keys/staff-recovery.code", t.data);
	CHECK_OK(file_read(&code, path));
	CHECK_INT(staff_recover(t.staff, &o), 0);
	CHECK(!file_exists(path));
	begins_anew();
	CHECK_INT(staff_recover(t.staff, &o), RECOVERY_OTHER_CODE);
	/* The file of the code is there again, as if it had never gone: the chain knows better. */
	CHECK_OK(file_replace(path, code.data, code.len, 0600));
	CHECK_INT(staff_recover(t.staff, &o), RECOVERY_OTHER_CODE);
	CHECK(staff_is_sound(t.staff));
	staff_test_reopen(&t);
	CHECK_INT(staff_count(t.staff), 1);
	close_all();
}

TEST(recover, its_code_stays_until_it_is_used)
{
	uint8_t first[RECOVERY_CODE_BYTES], second[RECOVERY_CODE_BYTES];

	open_all();
	CHECK_INT(staff_recovery_code(first, t.staff), 0);
	staff_test_reboot(&t);
	CHECK_INT(staff_recovery_code(second, t.staff), 0);
	CHECK(memcmp(first, second, sizeof first) == 0);
	close_all();
}

/* ---- what is left in the chain, and of the desk's key --------------------------------------- */

static int keep_entry(void *me, const struct book_entry *e)
{
	buf_clear(me);
	buf_add(me, e->json, e->n);
	return 0;
}

TEST(recover, leaves_an_entry_that_anybody_can_check)
{
	char pin[PIN_DIGITS_MAX + 1], hex[2 * KEY_SIGNATURE_BYTES + 1];
	struct recovery_order o;
	AUTO_BUF json;

	buf_init(&json, BOOK_ENTRY_MAX);
	open_all();
	staff_test_enrol(&t, ROLE_DESK, pin);
	o = order();
	CHECK_INT(staff_recover(t.staff, &o), 0);
	staff_test_reopen(&t);
	CHECK_INT(book_read(staff_book(t.staff), book_length(staff_book(t.staff)), keep_entry, &json), 0);
	hex_put(hex, o.signature, sizeof o.signature);
	CHECK(strstr(buf_str(&json), hex) != NULL);
	CHECK(strstr(buf_str(&json), "\"entry\":\"recover\"") != NULL);
	CHECK(strstr(buf_str(&json), "\"by\":\"Politie Oost\"") != NULL);
	CHECK(strstr(buf_str(&json), "\"was\":\"sound\"") != NULL);
	CHECK_INT(recovery_judge(&o, &t.station, o.code, o.until_ms), 0);
	close_all();
}

TEST(recover, the_desk_key_goes_with_its_holders_and_a_new_one_comes)
{
	char pin[PIN_DIGITS_MAX + 1];
	uint8_t before[KEY_BYTES];
	struct recovery_order o;
	struct station read;

	open_all();
	staff_test_enrol(&t, ROLE_DESK, pin);
	CHECK(t.station.has_desk);
	memcpy(before, t.station.desk.bytes, KEY_BYTES);
	o = order();
	CHECK_INT(staff_recover(t.staff, &o), 0);
	staff_test_reopen(&t);
	CHECK(!t.station.has_desk);
	CHECK_OK(station_read(&read, t.data));
	CHECK(!read.has_desk && read.has_recovery_key);
	(void)enrol(kit_new, "B-100");
	CHECK(t.station.has_desk && memcmp(before, t.station.desk.bytes, KEY_BYTES) != 0);
	CHECK(staff_has_desk_secret(t.staff));
	staff_test_reopen(&t);
	CHECK(staff_has_desk_secret(t.staff));
	close_all();
}

TEST(recover, a_desk_key_that_was_given_stays)
{
	char pin[PIN_DIGITS_MAX + 1];
	struct key_secret *desk;
	struct recovery_order o;

	open_all();
	CHECK_OK(key_new(&desk, KEY_DESK, false));
	t.station.desk = *key_public_part(desk);
	t.station.has_desk = true;
	key_free(desk);
	staff_test_enrol(&t, ROLE_DESK, pin);
	o = order();
	CHECK_INT(staff_recover(t.staff, &o), 0);
	staff_test_reopen(&t);
	CHECK(t.station.has_desk);
	close_all();
}
