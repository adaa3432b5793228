#include <sqlite3.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "harness.h"
#include "store_world.h"
#include "sys/file.h"
#include "store/chain.h"
#include "store/kinds.h"
#include "store/ledger.h"

enum { HOUR_MS = 3600 * 1000 };

static enum store_state state_of(const struct store_test *t, uint32_t epoch, uint32_t seq)
{
	struct store_read *r;
	struct store_row row;
	enum store_state state;

	CHECK_OK(store_read_open(&r, t->data));
	CHECK_OK(store_read_from(&row, r, epoch, seq));
	CHECK_INT(row.seq, seq);
	CHECK_INT(row.record.body == NULL, row.state == STORE_WIPED);
	state = row.state;
	store_read_close(r);
	return state;
}

TEST(settle, walks_from_waiting_to_wiped)
{
	struct store_test t;
	struct store *s = store_test_with(&t, 5);
	struct receipt r;

	CHECK_OK(store_settle(s)); /* no ledger yet: no trouble */
	store_test_counts(s, 5, 0, 0, 0);
	store_test_sent(&t, 1, 4);
	CHECK_OK(store_settle(s));
	store_test_counts(s, 1, 4, 0, 0);
	CHECK_INT(state_of(&t, 1, 4), STORE_SENT);
	CHECK_INT(state_of(&t, 1, 5), STORE_WAITING);
	store_test_receipt(&r, &t, 1, 3);
	store_test_ledger(&t, &r, t.hub);
	CHECK_OK(store_settle(s));
	store_test_counts(s, 1, 1, 3, 0);
	CHECK_INT(state_of(&t, 1, 3), STORE_CONFIRMED);
	CHECK_INT(state_of(&t, 1, 4), STORE_SENT);
	/* R5 stays 72 hours after the receipt was accepted: not a moment less. */
	clock_advance(&t.clock, 72 * HOUR_MS - 1);
	CHECK_OK(store_idle(s));
	store_test_counts(s, 1, 1, 3, 0);
	clock_advance(&t.clock, 1);
	CHECK_OK(store_idle(s));
	store_test_counts(s, 1, 1, 0, 3);
	CHECK_INT(state_of(&t, 1, 1), STORE_WIPED);
	/* The chain is still provable from headers and signatures alone, and goes on. */
	CHECK_OK(store_test_put(NULL, s, 6));
	CHECK_INT(store_test_verify(&t), 6);
	CHECK_OK(store_try_again(s));
	store_test_counts(s, 2, 1, 0, 3);
	store_close(s);
	store_test_fini(&t);
}

TEST(settle, keeps_what_was_settled_over_a_restart)
{
	struct store_test t;
	struct store *s = store_test_with(&t, 3);
	struct receipt r;

	store_test_receipt(&r, &t, 1, 2);
	store_test_ledger(&t, &r, t.hub);
	CHECK_OK(store_settle(s));
	store_close(s);
	s = store_test_open(&t);
	store_test_counts(s, 1, 0, 2, 0);
	CHECK_OK(store_settle(s));
	store_test_counts(s, 1, 0, 2, 0);
	clock_advance(&t.clock, 72 * HOUR_MS);
	CHECK_OK(store_idle(s));
	store_test_counts(s, 1, 0, 0, 2);
	store_close(s);
	store_test_fini(&t);
}

/* What lies in the ledger, and whether the kiosk may take it: only the very first is a receipt for us. */
TEST(settle, deletes_nothing_on_a_receipt_that_is_not_ours)
{
	struct store_test t;
	struct store *s = store_test_with(&t, 3);
	struct key_secret *other_hub;
	struct receipt r, wrong;
	uint8_t bytes[RECEIPT_BYTES];

	t.world.has_keep = true;
	store_close(s);
	s = store_test_open(&t);
	CHECK_OK(key_new(&other_hub, KEY_HUB, true));
	store_test_receipt(&r, &t, 1, 2);

	store_test_ledger(&t, &r, other_hub);
	CHECK_OK(store_settle(s));
	wrong = r;
	wrong.device[0] ^= 1;
	store_test_ledger(&t, &wrong, t.hub);
	CHECK_OK(store_settle(s));
	store_test_ledger_raw(&t, 1, "200 OK", 6);
	CHECK_OK(store_settle(s));
	receipt_put(bytes, &r, t.hub);
	bytes[40] ^= 1;
	store_test_ledger_raw(&t, 1, bytes, sizeof bytes);
	CHECK_OK(store_settle(s));
	store_test_ledger_raw(&t, 1, bytes, sizeof bytes - 1);
	CHECK_OK(store_settle(s));
	CHECK_OK(store_idle(s));
	store_test_counts(s, 3, 0, 0, 0);

	store_test_ledger(&t, &r, t.hub);
	CHECK_OK(store_settle(s));
	CHECK_OK(store_idle(s));
	store_test_counts(s, 1, 0, 0, 2);
	key_free(other_hub);
	store_close(s);
	store_test_fini(&t);
}

TEST(settle, never_goes_back_on_an_older_receipt)
{
	struct store_test t;
	struct store *s = store_test_with(&t, 4);
	struct receipt r;

	store_test_receipt(&r, &t, 1, 3);
	store_test_ledger(&t, &r, t.hub);
	CHECK_OK(store_settle(s));
	store_test_receipt(&r, &t, 1, 1);
	store_test_ledger(&t, &r, t.hub);
	CHECK_OK(store_settle(s));
	store_test_counts(s, 1, 0, 3, 0);
	store_close(s);
	store_test_fini(&t);
}

TEST(settle, believes_nothing_without_the_hubs_key)
{
	struct store_test t;
	struct store *s = store_test_with(&t, 2);
	struct receipt r;

	store_test_receipt(&r, &t, 1, 2);
	store_test_ledger(&t, &r, t.hub);
	t.station.has_hub_key = false;
	CHECK_OK(store_settle(s));
	store_test_counts(s, 2, 0, 0, 0);
	store_close(s);
	store_test_fini(&t);
}

TEST(settle, lives_with_a_ledger_that_is_spoilt)
{
	struct store_test t;
	struct store *s = store_test_with(&t, 2);
	char path[4200];

	CHECK_OK(station_path(path, sizeof path, t.data, STATION_LEDGER_DB));
	CHECK_OK(file_replace(path, "not a database, not at all, but long enough to be looked at", 58, 0644));
	CHECK_OK(store_settle(s));
	CHECK_OK(store_ready(s));
	CHECK_OK(file_replace(path, "", 0, 0644));
	CHECK_OK(store_settle(s));
	CHECK_OK(store_test_put(NULL, s, 3));
	store_close(s);
	store_test_fini(&t);
}

/* ---- retention ------------------------------------------------------------------------ */

TEST(settle, keeps_each_type_for_its_own_time)
{
	struct store_order order = {.schema = 1, .json = "{}", .n = 2};
	struct store_kept kept;
	struct store_test t;
	struct receipt r;
	struct store *s = store_test_with(&t, 1); /* R5: 72 hours */

	order.type = kind_of_name("signal_card")->id; /* 24 months */
	store_new_id(order.id);
	CHECK_OK(store_commit(&kept, s, &order));
	order.type = kind_of_name("practice_result")->id; /* until somebody deletes it */
	store_new_id(order.id);
	CHECK_OK(store_commit(&kept, s, &order));
	store_test_receipt(&r, &t, 1, 3);
	store_test_ledger(&t, &r, t.hub);
	CHECK_OK(store_settle(s));
	clock_advance(&t.clock, (int64_t)729 * 24 * HOUR_MS);
	CHECK_OK(store_idle(s));
	store_test_counts(s, 0, 0, 2, 1);
	clock_advance(&t.clock, (int64_t)24 * HOUR_MS);
	CHECK_OK(store_idle(s));
	store_test_counts(s, 0, 0, 1, 2);
	clock_advance(&t.clock, (int64_t)7300 * 24 * HOUR_MS);
	CHECK_OK(store_idle(s));
	CHECK_INT(state_of(&t, 1, 3), STORE_CONFIRMED);
	store_close(s);
	store_test_fini(&t);
}

TEST(settle, wipes_early_when_the_disk_is_short_but_only_what_has_a_receipt)
{
	struct store_test t;
	struct store *s = store_test_with(&t, 3);
	struct receipt r;

	store_test_receipt(&r, &t, 1, 2);
	store_test_ledger(&t, &r, t.hub);
	CHECK_OK(store_settle(s));
	store_close(s);
	t.world.reserve_bytes = INT64_MAX / 2; /* no disk is that large */
	s = store_test_open(&t);
	CHECK_INT(store_ready(s), STORE_FULL);
	CHECK_HAS(store_why(s), "nearly full");
	CHECK_OK(store_idle(s));
	store_test_counts(s, 1, 0, 0, 2);
	CHECK_OK(store_test_put(NULL, s, 4)); /* the visit in hand still fits */
	store_close(s);
	store_test_fini(&t);
}

/* The old pages go too: from the database, its log, and what lies free in it. */
TEST(settle, leaves_nothing_of_a_wiped_body_on_the_disk)
{
	struct store_test t;
	struct store *s = store_test_with(&t, 3);
	struct store_read *read;
	struct store_row row;
	uint8_t part[64];
	struct receipt r;
	char path[4200];
	AUTO_BUF all;

	t.world.has_keep = true;
	store_close(s);
	s = store_test_open(&t);
	CHECK_OK(store_read_open(&read, t.data));
	CHECK_OK(store_read_from(&row, read, 1, 1));
	memcpy(part, row.record.body + row.record.n_body / 2, sizeof part);
	store_read_close(read);
	store_test_receipt(&r, &t, 1, 3);
	store_test_ledger(&t, &r, t.hub);
	CHECK_OK(store_settle(s));
	for (int wiped = 0; wiped < 2; wiped++) {
		bool found;

		buf_init(&all, 16 << 20);
		CHECK_OK(station_path(path, sizeof path, t.data, STATION_STORE_DB));
		CHECK_OK(file_read(&all, path));
		memcpy(path + strlen(path), "-wal", 5);
		CHECK_OK(file_read(&all, path));
		found = memmem(all.data, all.len, part, sizeof part) != NULL;
		CHECK_INT(found, !wiped);
		buf_fini(&all);
		CHECK_OK(store_idle(s));
	}
	store_close(s);
	store_test_fini(&t);
}

/* ---- ages ------------------------------------------------------------------------------- */

TEST(count, tells_the_age_of_the_oldest_that_has_no_receipt)
{
	struct store_test t;
	struct store *s = store_test_with(&t, 1);
	struct store_counts c;
	struct receipt r;

	clock_advance(&t.clock, 60000);
	CHECK_OK(store_test_put(NULL, s, 2));
	clock_advance(&t.clock, 5000);
	CHECK_OK(store_count(&c, s));
	CHECK_INT(c.oldest_unconfirmed_s, 65);
	store_test_receipt(&r, &t, 1, 1);
	store_test_ledger(&t, &r, t.hub);
	CHECK_OK(store_settle(s));
	CHECK_OK(store_count(&c, s));
	CHECK_INT(c.oldest_unconfirmed_s, 5);
	store_test_receipt(&r, &t, 1, 2);
	store_test_ledger(&t, &r, t.hub);
	CHECK_OK(store_settle(s));
	CHECK_OK(store_count(&c, s));
	CHECK_INT(c.oldest_unconfirmed_s, 0);
	store_close(s);
	store_test_fini(&t);
}

TEST(count, of_an_empty_store_is_nothing)
{
	struct store_test t;
	struct store *s = store_test_with(&t, 0);

	store_test_counts(s, 0, 0, 0, 0);
	store_close(s);
	store_test_fini(&t);
}
