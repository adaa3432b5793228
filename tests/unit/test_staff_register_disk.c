#include <stdio.h>

#include "harness.h"
#include "staff/book.h"
#include "staff_kit.h"
#include "store/keys_inside.h"
#include "sys/file.h"

TEST(register, nothing_on_disk_holds_badge_pin_or_key)
{
	static const char *const names[] = {"store/desk.db", "store/desk.db-wal", "station.conf", "keys/staff.head"};
	uint8_t secret[KEY_BYTES];
	struct staff_proof *boss;
	struct staff_test t;
	char pin[9], path[4200];

	staff_test_init(&t);
	staff_test_enrol(&t, 0, pin);
	staff_test_choose(&t, kit_boss, pin, &boss);
	staff_test_colleague(&t, boss, kit_new, "B-014", ROLE_DESK);
	memcpy(secret, staff_proof_key(boss)->secret, sizeof secret);
	staff_proof_free(boss);
	for (size_t i = 0; i < 4; i++) {
		AUTO_BUF file;

		buf_init(&file, 1 << 24);
		snprintf(path, sizeof path, "%s/%s", t.data, names[i]);
		CHECK_OK(file_read(&file, path));
		CHECK(file.len > 0);
		CHECK(memmem(file.data, file.len, kit_boss, strlen(kit_boss)) == NULL);
		CHECK(memmem(file.data, file.len, kit_new, strlen(kit_new)) == NULL);
		CHECK(memmem(file.data, file.len, secret, sizeof secret) == NULL);
	}
	staff_test_fini(&t);
}

static int take_text(void *me, const struct book_entry *e)
{
	struct buf *all = me;

	buf_add(all, e->json, e->n);
	buf_char(all, '\n');
	return 0;
}

TEST(register, each_act_is_an_entry_that_says_who_did_it_and_goes_to_the_owner)
{
	static const char *const verbs[] = {"enrol", "pin_chosen", "issue", "pin_chosen", "lost"};
	struct staff_proof *boss;
	struct book_unsent unsent;
	struct staff_order o;
	struct staff_test t;
	AUTO_BUF json;
	char pin[9], want[80];
	int n = 0;

	staff_test_init(&t);
	staff_test_enrol(&t, 0, pin);
	staff_test_choose(&t, kit_boss, pin, &boss);
	staff_test_colleague(&t, boss, kit_new, "B-014", ROLE_DESK);
	o = staff_test_order(&t, boss);
	o.staff = staff_test_token(&t, "B-014");
	CHECK_INT(staff_badge_off(t.staff, &o, STAFF_LOST), 0);
	buf_init(&json, 1 << 16);
	while (book_unsent(&unsent, &json, staff_book(t.staff)) == 0) {
		snprintf(want, sizeof want, "{\"entry\":\"%s\"", verbs[n]);
		CHECK_HAS(buf_str(&json), want);
		CHECK_INT(unsent.kind, 20);
		CHECK_INT(unsent.seq, ++n);
		snprintf(want, sizeof want, "\"by\":\"%s\"", n == 4 ? o.staff : o.by);
		CHECK_HAS(buf_str(&json), want);
		CHECK(strstr(buf_str(&json), kit_new) == NULL && strstr(buf_str(&json), "8206") == NULL);
		CHECK_OK(book_sent(staff_book(t.staff), unsent.seq));
		if (n == 3)
			staff_test_reopen(&t); /* what was sent stays sent */
		o = staff_test_order(&t, boss);
		o.staff = staff_test_token(&t, "B-014");
	}
	CHECK_INT(n, 5);
	buf_clear(&json);
	CHECK_INT(book_read(staff_book(t.staff), 1, take_text, &json), 0);
	CHECK_HAS(buf_str(&json), "\"salt\":");
	CHECK_HAS(buf_str(&json), "\"desk\":");
	staff_proof_free(boss);
	staff_test_fini(&t);
}

TEST(register, station_conf_gets_the_desk_key_at_the_next_start_when_the_plug_was_pulled)
{
	struct station s;
	struct staff_test t;
	char pin[9];

	staff_test_init(&t);
	staff_test_enrol(&t, 0, pin);
	t.station.has_desk = false; /* as it was before */
	CHECK_OK(station_write(&t.station, t.data));
	staff_test_reopen(&t);
	CHECK(t.station.has_desk && staff_has_desk_secret(t.staff));
	CHECK_OK(station_read(&s, t.data));
	CHECK(s.has_desk);
	staff_test_fini(&t);
}
