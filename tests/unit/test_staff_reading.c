#include <sqlite3.h>
#include <stdio.h>

#include "harness.h"
#include "staff/desk_reading.h"
#include "staff_kit.h"
#include "store/envelope.h"
#include "store/kinds.h"
#include "sys/file.h"
#include "sys/text.h"

struct bench {
	struct staff_test t;
	struct staff_proof *boss;
	struct store *store;
	struct store_world world;
	struct access_log *log;
	struct desk_reading d;
	struct shift *s;
};

static void open_store(struct bench *b)
{
	b->world = (struct store_world){.data = b->t.data,
	        .station = &b->t.station,
	        .device = b->t.device,
	        .clock = &b->t.clock,
	        .log = &b->t.log,
	        .reserve_bytes = 4096,
	        .ballast_bytes = 65536};
	CHECK_OK(store_open(&b->store, &b->world));
	CHECK_INT(store_ready(b->store), 0);
}

static void init(struct bench *b, unsigned roles)
{
	char pin[9];

	staff_test_init(&b->t);
	staff_test_enrol(&b->t, 0, pin);
	staff_test_choose(&b->t, kit_boss, pin, &b->boss);
	staff_test_colleague(&b->t, b->boss, kit_new, "B-014", roles);
	open_store(b);
	CHECK_OK(access_log_open(&b->log, &b->t.book, &b->t.clock));
	CHECK_TEXT(access_log_why(b->log), "");
	b->d = (struct desk_reading){.data = b->t.data,
	        .station = &b->t.station,
	        .device = key_public_part(b->t.device),
	        .clock = &b->t.clock,
	        .log = b->log};
	b->s = staff_test_shift(&b->t, kit_new);
}

static void fini(struct bench *b)
{
	shift_free(b->s);
	access_log_close(b->log);
	store_close(b->store);
	staff_proof_free(b->boss);
	staff_test_fini(&b->t);
}

static void put(struct bench *b, uint16_t type, const char *json, struct store_kept *kept)
{
	struct store_order o = {.type = type, .schema = 1, .json = json, .n = strlen(json)};
	struct store_kept k;

	store_new_id(o.id);
	CHECK_INT(store_commit(kept ? kept : &k, b->store, &o), 0);
}

static size_t list(struct bench *b, struct reading_row *rows)
{
	size_t n = 99;

	CHECK_INT(desk_reading_list(rows, DESK_READING_MOST, &n, &b->d, b->s), 0);
	return n;
}

static int read_one(struct bench *b, const struct reading_row *row, const char *want)
{
	AUTO_BUF json;
	int r;

	buf_init(&json, ENVELOPE_PLAIN_MAX);
	r = desk_reading_open(&json, &b->d, b->s, row, REASON_COMPLETE);
	CHECK_TEXT(buf_str(&json), r == 0 ? want : "");
	return r;
}

TEST(reading, todays_concepts_are_listed_newest_first_and_opened)
{
	static struct reading_row rows[DESK_READING_MOST];
	struct store_kept first, second;
	struct access_entry e;
	struct bench b;

	init(&b, ROLE_DESK);
	put(&b, KIND_SELF_REPORT, "{\"n\":1}", &first);
	clock_advance(&b.t.clock, 60000);
	put(&b, 3, "{\"n\":2}", &second);
	CHECK_INT(list(&b, rows), 2);
	CHECK_TEXT(rows[0].number, second.number);
	CHECK_TEXT(rows[1].number, first.number);
	CHECK_INT(rows[0].type, 3);
	CHECK_INT(rows[1].created_ms, first.created_ms);
	CHECK_INT(access_log_length(b.log), 0); /* the list holds no answers */
	CHECK_INT(read_one(&b, &rows[1], "{\"n\":1}"), 0);
	CHECK_INT(access_log_length(b.log), 1);
	CHECK_INT(access_log_read(&e, b.log, 1), 0);
	CHECK_TEXT(e.record, first.number);
	CHECK_TEXT(e.role, "desk");
	CHECK_TEXT(e.staff, staff_test_token(&b.t, "B-014"));
	CHECK_TEXT(e.recipient, "desk");
	CHECK_TEXT(e.clock, "held");
	CHECK_INT(e.at_ms, clock_wall_ms(&b.t.clock));
	CHECK(e.action == ACCESS_CONSULT && e.reason == REASON_COMPLETE && e.result == ACCESS_ALLOWED);
	fini(&b);
}

TEST(reading, complaints_and_vik_are_neither_listed_nor_opened)
{
	static struct reading_row rows[DESK_READING_MOST];
	static const uint16_t never[] = {KIND_COMPLAINT, KIND_NOTICE_HANDOVER_AVG, KIND_NOTICE_HANDOVER_VIK};
	struct bench b;

	init(&b, ROLES_ALL & ~ROLE_AUDITOR);
	for (size_t i = 0; i < 3; i++) {
		struct reading_row row = {.epoch = 1, .type = never[i]};
		struct access_entry e;
		struct store_kept kept;

		put(&b, never[i], "{\"secret\":1}", &kept);
		row.seq = kept.seq;
		memcpy(row.number, kept.number, sizeof row.number);
		CHECK_INT(read_one(&b, &row, ""), READING_DENIED);
		CHECK_INT(access_log_read(&e, b.log, access_log_length(b.log)), 0);
		CHECK_INT(e.result, ACCESS_REFUSED);
		row.type = KIND_SELF_REPORT; /* asked under a false flag */
		CHECK_INT(read_one(&b, &row, ""), READING_GONE);
	}
	CHECK_INT(list(&b, rows), 0);
	fini(&b);
}

TEST(reading, each_role_sees_its_own_types_only)
{
	static const uint16_t types[] = {1, 2, 3, 4, 5, 7, 8, 9, 10, 12, 13, 14, 19, 20, 21};
	static struct reading_row rows[DESK_READING_MOST];
	struct bench b;
	size_t n;

	init(&b, ROLE_ASSISTANT_PROSECUTOR);
	for (size_t i = 0; i < sizeof types / sizeof *types; i++)
		put(&b, types[i], "{}", NULL);
	n = list(&b, rows);
	CHECK_INT(n, 3);
	for (size_t i = 0; i < n; i++)
		CHECK(rows[i].type == 2 || rows[i].type == 4 || rows[i].type == 5);
	shift_free(b.s);
	b.s = staff_test_shift(&b.t, kit_boss);
	CHECK_INT(desk_reading_list(rows, DESK_READING_MOST, &n, &b.d, b.s), READING_DENIED);
	CHECK_INT(read_one(&b, &rows[0], ""), READING_DENIED);
	fini(&b);
}

TEST(reading, after_a_day_it_is_over_whatever_the_clock_says)
{
	static struct reading_row rows[DESK_READING_MOST];
	struct reading_row old;
	struct bench b;

	init(&b, ROLE_DESK);
	for (int i = 0; i < 40; i++)
		put(&b, KIND_SELF_REPORT, "{}", NULL);
	CHECK_INT(list(&b, rows), 40);
	old = rows[39];
	clock_advance(&b.t.clock, DESK_READING_MS - 1);
	shift_free(b.s);
	b.s = staff_test_shift(&b.t, kit_new);
	CHECK_INT(list(&b, rows), 40);
	clock_advance(&b.t.clock, 1);
	CHECK_INT(list(&b, rows), 0);
	CHECK_INT(read_one(&b, &old, ""), READING_GONE);
	put(&b, KIND_SELF_REPORT, "{\"new\":1}", NULL);
	CHECK_INT(list(&b, rows), 1);
	CHECK_INT(read_one(&b, &rows[0], "{\"new\":1}"), 0);
	b.t.clock.wall_held_ms -= INT64_C(100) * 86400000; /* a clock that went back makes nothing readable again */
	CHECK_INT(list(&b, rows), 1);
	CHECK_INT(read_one(&b, &old, ""), READING_GONE);
	fini(&b);
}

TEST(reading, no_session_or_no_key_reads_nothing)
{
	static struct reading_row rows[DESK_READING_MOST];
	struct key_secret *other;
	struct bench b;
	size_t n;

	init(&b, ROLE_DESK);
	put(&b, KIND_SELF_REPORT, "{}", NULL);
	CHECK_INT(list(&b, rows), 1);
	CHECK_INT(shift_badge(b.s, "", clock_mono_ms(&b.t.clock)), SHIFT_LOCKED);
	CHECK_INT(desk_reading_list(rows, DESK_READING_MOST, &n, &b.d, b.s), READING_DENIED);
	CHECK_INT(read_one(&b, &rows[0], ""), READING_DENIED);
	shift_free(b.s);
	b.s = staff_test_shift(&b.t, kit_new);
	CHECK_OK(key_new(&other, KEY_DESK, false));
	b.t.station.desk = *key_public_part(other); /* another desk's key in station.conf */
	CHECK_INT(desk_reading_list(rows, DESK_READING_MOST, &n, &b.d, b.s), READING_NO_KEY);
	CHECK_INT(read_one(&b, &rows[0], ""), READING_NO_KEY);
	CHECK_INT(access_log_length(b.log), 0);
	key_free(other);
	fini(&b);
}

TEST(reading, records_for_the_authority_alone_are_not_listed)
{
	static struct reading_row rows[DESK_READING_MOST];
	struct bench b;

	init(&b, ROLE_DESK);
	b.t.station.has_desk = false;
	put(&b, KIND_SELF_REPORT, "{}", NULL);
	b.t.station.has_desk = true;
	put(&b, KIND_SELF_REPORT, "{\"mine\":1}", NULL);
	CHECK_INT(list(&b, rows), 1);
	CHECK_INT(read_one(&b, &rows[0], "{\"mine\":1}"), 0);
	fini(&b);
}

TEST(reading, what_can_not_be_logged_is_not_read)
{
	static struct reading_row rows[DESK_READING_MOST];
	struct bench b;

	init(&b, ROLE_DESK);
	put(&b, KIND_SELF_REPORT, "{\"n\":1}", NULL);
	CHECK_INT(list(&b, rows), 1);
	FAULT_SWEEP(n)
	{
		AUTO_BUF json;
		uint32_t before = access_log_length(b.log);
		int r;

		buf_init(&json, ENVELOPE_PLAIN_MAX);
		r = desk_reading_open(&json, &b.d, b.s, &rows[0], REASON_PRINT_AGAIN);
		CHECK(r == 0 || json.len == 0);
		CHECK(r != 0 || access_log_length(b.log) == before + 1);
		if (fault_fired() && strncmp(fault_place(), "desk.", 5) == 0)
			CHECK_INT(r, READING_NOT_LOGGED);
		if (!desk_is_well(b.t.desk)) {
			fault_arm(0);
			CHECK_INT(desk_try_again(b.t.desk), 0);
			access_log_close(b.log);
			CHECK_OK(access_log_open(&b.log, &b.t.book, &b.t.clock));
			b.d.log = b.log;
			fault_arm(0);
			CHECK(fault_fired());
		}
	}
	fini(&b);
}

TEST(reading, altered_record_is_told_and_not_shown)
{
	static struct reading_row rows[DESK_READING_MOST];
	struct access_entry e;
	char path[4200];
	struct bench b;
	sqlite3 *db;

	init(&b, ROLE_DESK);
	put(&b, KIND_SELF_REPORT, "{\"n\":1}", NULL);
	CHECK_INT(list(&b, rows), 1);
	store_close(b.store);
	snprintf(path, sizeof path, "%s/store/store.db", b.t.data);
	CHECK(sqlite3_open(path, &db) == SQLITE_OK);
	CHECK(sqlite3_exec(db,
	              "UPDATE record SET body = CAST(substr(body, 1, 200) || x'00' || substr(body, 202) AS BLOB)", NULL,
	              NULL, NULL) == SQLITE_OK);
	CHECK(sqlite3_close(db) == SQLITE_OK);
	CHECK_INT(read_one(&b, &rows[0], ""), READING_BROKEN);
	CHECK_INT(access_log_length(b.log), 2);
	CHECK_INT(access_log_read(&e, b.log, 2), 0);
	CHECK_INT(e.result, ACCESS_BROKEN);
	CHECK_OK(store_open(&b.store, &b.world));
	fini(&b);
}

TEST(reading, list_keeps_the_newest_when_there_are_more_than_fit)
{
	static struct reading_row rows[3];
	struct store_kept last;
	struct bench b;
	size_t n;

	init(&b, ROLE_DESK);
	for (int i = 0; i < 5; i++)
		put(&b, KIND_SELF_REPORT, "{}", &last);
	for (size_t room = 2; room <= 3; room++) {
		CHECK_INT(desk_reading_list(rows, room, &n, &b.d, b.s), 0);
		CHECK_INT(n, room);
		CHECK_TEXT(rows[0].number, last.number);
		CHECK_INT(rows[n - 1].seq, last.seq + 1 - room);
	}
	fini(&b);
}

TEST(reading, a_station_without_a_store_says_so)
{
	static struct reading_row rows[DESK_READING_MOST];
	struct bench b;
	size_t n;

	init(&b, ROLE_DESK);
	store_close(b.store);
	CHECK_OK(dir_make("data/elsewhere", 0700));
	b.d.data = "data/elsewhere";
	CHECK_INT(desk_reading_list(rows, DESK_READING_MOST, &n, &b.d, b.s), READING_NO_STORE);
	open_store(&b);
	b.d.data = b.t.data;
	CHECK_INT(list(&b, rows), 0);
	fini(&b);
}

/* ---- the log --------------------------------------------------------------------------- */

TEST(reading, log_takes_only_names_of_its_own)
{
	struct access_entry e = {
	        .role = "desk", .staff = "0123456789abcdef", .record = "KIT-01-1-1-00000000", .recipient = "desk"};
	struct bench b;

	init(&b, ROLE_DESK);
	CHECK_INT(access_log_add(b.log, &e), 0);
	CHECK(text_copy(e.recipient, sizeof e.recipient, "Jan Jansen"));
	CHECK(access_log_add(b.log, &e) < 0);
	CHECK(text_copy(e.recipient, sizeof e.recipient, "a\"b"));
	CHECK(access_log_add(b.log, &e) < 0);
	CHECK_INT(access_log_length(b.log), 1);
	CHECK_INT(access_log_read(&e, b.log, 2), BOOK_END);
	CHECK_INT(access_log_read(&e, b.log, 0), BOOK_END);
	fini(&b);
}

TEST(reading, lost_log_is_told_in_the_new_one_and_reading_goes_on)
{
	static struct reading_row rows[DESK_READING_MOST];
	struct access_entry e;
	struct bench b;

	init(&b, ROLE_DESK);
	put(&b, KIND_SELF_REPORT, "{}", NULL);
	CHECK_INT(list(&b, rows), 1);
	CHECK_INT(read_one(&b, &rows[0], "{}"), 0);
	CHECK_INT(read_one(&b, &rows[0], "{}"), 0);
	access_log_close(b.log);
	CHECK_INT(desk_run(b.t.desk, "DELETE FROM book WHERE book = 1", ""), 0);
	CHECK_OK(access_log_open(&b.log, &b.t.book, &b.t.clock));
	CHECK_TEXT(access_log_why(b.log), "");
	b.d.log = b.log;
	CHECK_INT(access_log_length(b.log), 1);
	CHECK_INT(access_log_read(&e, b.log, 1), 0);
	CHECK_TEXT(e.staff, "");
	CHECK(e.at_ms > 0);
	CHECK_INT(read_one(&b, &rows[0], "{}"), 0);
	CHECK_INT(access_log_length(b.log), 2);
	fini(&b);
}

TEST(reading, altered_log_stops_all_reading)
{
	static struct reading_row rows[DESK_READING_MOST];
	struct bench b;

	init(&b, ROLE_DESK);
	put(&b, KIND_SELF_REPORT, "{}", NULL);
	CHECK_INT(list(&b, rows), 1);
	CHECK_INT(read_one(&b, &rows[0], "{}"), 0);
	access_log_close(b.log);
	CHECK_INT(desk_run(b.t.desk,
	                  "UPDATE book SET json = replace(json, 'complete_with_citizen', 'lawfulness') WHERE book = 1",
	                  ""),
	        0);
	CHECK_OK(access_log_open(&b.log, &b.t.book, &b.t.clock));
	CHECK_HAS(access_log_why(b.log), "entry 1 was altered");
	b.d.log = b.log;
	CHECK_INT(read_one(&b, &rows[0], ""), READING_NOT_LOGGED);
	fini(&b);
}
