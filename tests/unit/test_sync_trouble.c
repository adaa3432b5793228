#include "harness.h"

#include <stdio.h>
#include <sys/stat.h>
#include <stdlib.h>

#include "sync/inbox.h"
#include "sync_loopback.h"
#include "sys/file.h"
#include "sys/text.h"

/* ---- poison: one record that its batch can not carry ------------------------------------------ */

struct poison {
	uint32_t seqs[4]; /* which */
	int n;
	enum transport_end end; /* what happens to a batch with one of them in it */
	unsigned status;
	bool alone_too; /* /v1/quarantine-items fails as well */
	int refused;
};

static bool is_poisoned(const struct poison *p, const struct transport_request *q, const struct sender *s)
{
	(void)q;
	for (size_t i = 0; i < s->n_seqs; i++)
		for (int k = 0; k < p->n; k++)
			if (s->seqs[i] == p->seqs[k])
				return true;
	return false;
}

static bool choke(struct loopback *l, struct transport_answer *out, const struct transport_request *q)
{
	struct poison *p = l->me;
	bool alone = q->body && text_is(q->path, "/v1/quarantine-items");

	if (!q->body || (alone && !p->alone_too) || !is_poisoned(p, q, &desk_of(l)->sender))
		return false;
	answer_with(out, p->status, "");
	out->end = p->end;
	p->refused++;
	return true;
}

static int rounds_until_idle(struct desk *d, int most)
{
	int n = 0;

	do {
		CHECK_OK(sender_round(&d->sender, &d->result));
		n++;
	} while (d->result.state != SENDER_IDLE && n < most);
	return n;
}

TEST(poison, refused_records_are_found_by_halving_and_the_rest_moves_on)
{
	struct poison p = {{7, 20, 21}, 3, TRANSPORT_REPLY, 400, false, 0};
	struct desk *d = desk_open(32);

	d->hub.before = choke;
	d->hub.me = &p;
	CHECK_INT(rounds_until_idle(d, 50), 1);
	CHECK_INT(d->hub.alone, 3);
	CHECK(p.refused <= 3 * 6);
	CHECK_INT(d->result.aside, 3);
	CHECK_INT(sync_world_counts(&d->w).records, 29);
	CHECK_INT(sync_world_counts(&d->w).aside, 3);
	CHECK_INT(desk_confirmed(d), 6); /* the ack is the whole prefix, never more */
	CHECK_INT(d->result.unconfirmed, 26);
	desk_close(d);
}

TEST(poison, a_batch_that_cuts_the_line_is_halved_after_three_times)
{
	struct poison p = {{5}, 1, TRANSPORT_CUT, 0, false, 0};
	struct desk *d = desk_open(16);

	d->hub.before = choke;
	d->hub.me = &p;
	CHECK(rounds_until_idle(d, 60) > 3);
	CHECK_INT(d->hub.alone, 1);
	CHECK_INT(sync_world_counts(&d->w).records, 15);
	CHECK_INT(d->result.aside, 1);
	desk_close(d);
}

TEST(poison, every_place_in_a_batch_is_found)
{
	for (uint32_t at = 1; at <= 9; at++) {
		struct poison p = {{at}, 1, TRANSPORT_REPLY, 413, false, 0};
		struct desk *d = desk_open(9);

		d->hub.before = choke;
		d->hub.me = &p;
		(void)rounds_until_idle(d, 60);
		CHECK_INT(d->hub.alone, 1);
		CHECK_INT(sync_world_counts(&d->w).records, 8);
		CHECK_INT(desk_confirmed(d), at - 1);
		desk_clear(d);
	}
}

TEST(poison, nothing_is_set_aside_while_the_hub_itself_is_sick)
{
	struct poison p = {{1, 2, 3}, 3, TRANSPORT_REPLY, 500, true, 0};
	struct desk *d = desk_open(3);

	d->hub.before = choke;
	d->hub.me = &p;
	CHECK_INT(rounds_until_idle(d, 40), 40);
	CHECK_INT(d->result.aside, 0);
	p.n = 0;
	(void)rounds_until_idle(d, 5);
	CHECK_INT(desk_confirmed(d), 3);
	desk_close(d);
}

TEST(poison, a_damaged_record_is_kept_apart_by_the_hub_and_not_sent_again)
{
	struct desk *d = desk_open(6);
	struct db db;
	int batches;

	/* a bit rots on the station's card, in the body of record 3 */
	sync_world_close_store(&d->w);
	CHECK_OK(db_open(&db, "data/store/store.db", DB_WRITE, "the test"));
	CHECK_OK(db_do(&db, "UPDATE record SET body = zeroblob(length(body)) WHERE pos & 0xffffffff = 3"));
	db_close(&db);
	CHECK_INT(rounds_until_idle(d, 5), 1);
	CHECK_INT(sync_world_counts(&d->w).records, 5);
	CHECK_INT(sync_world_counts(&d->w).aside, 1);
	CHECK_INT(desk_confirmed(d), 2);
	batches = d->hub.batches;
	sender_forget(&d->sender);
	CHECK_INT(rounds_until_idle(d, 5), 1);
	CHECK_INT(d->hub.batches, batches);
	CHECK_INT(d->result.unconfirmed, 4);
	desk_close(d);
}

/* ---- patience ----------------------------------------------------------------------------------- */

static bool ask_patience(struct loopback *l, struct transport_answer *out, const struct transport_request *q)
{
	const int64_t *after = l->me;

	(void)q;
	answer_with(out, 503, "");
	out->retry_after_s = *after;
	return true;
}

TEST(patience, the_hub_is_believed_when_it_names_a_time)
{
	static const int64_t asked[] = {1, 30, 3600, 100000};
	struct desk *d = desk_open(1);
	int64_t after;

	d->hub.before = ask_patience;
	d->hub.me = &after;
	for (size_t i = 0; i < 4; i++) {
		after = asked[i];
		CHECK_OK(sender_round(&d->sender, &d->result));
		CHECK_INT(d->result.state, SENDER_LATER);
		CHECK_INT(d->result.wait_ms, (after > 3600 ? 3600 : after) * 1000);
	}
	desk_close(d);
}

static bool turn_away(struct loopback *l, struct transport_answer *out, const struct transport_request *q)
{
	(void)q;
	answer_with(out, *(unsigned *)l->me, "");
	return true;
}

TEST(patience, a_station_that_was_turned_away_does_not_hammer)
{
	static const unsigned statuses[] = {401, 403};
	unsigned status;
	struct desk *d = desk_open(1);

	d->hub.before = turn_away;
	d->hub.me = &status;
	for (size_t i = 0; i < 2; i++) {
		status = statuses[i];
		CHECK_OK(sender_round(&d->sender, &d->result));
		CHECK_INT(d->result.state, SENDER_REFUSED);
		CHECK(d->result.wait_ms >= 600000);
		CHECK_INT(d->result.unconfirmed, 1);
	}
	desk_close(d);
}

static bool fail_in_ways(struct loopback *l, struct transport_answer *out, const struct transport_request *q)
{
	(void)q;
	answer_with(out, 0, "");
	out->end = *(enum transport_end *)l->me;
	return true;
}

TEST(patience, a_dead_line_is_waited_out_however_long)
{
	static const enum transport_end ends[] = {TRANSPORT_UNREACHABLE, TRANSPORT_UNTRUSTED, TRANSPORT_CUT};
	enum transport_end end;
	struct desk *d = desk_open(2);

	d->hub.before = fail_in_ways;
	d->hub.me = &end;
	for (int i = 0; i < 300; i++) {
		end = ends[i % 3];
		CHECK_OK(sender_round(&d->sender, &d->result));
		CHECK_INT(d->result.state, SENDER_LATER);
		CHECK(d->result.wait_ms <= BACKOFF_CAP_MS);
	}
	d->hub.before = NULL;
	CHECK_OK(sender_round(&d->sender, &d->result));
	CHECK_INT(desk_confirmed(d), 2);
	CHECK_INT(d->sender.backoff.failures, 0);
	desk_close(d);
}

/* ---- histories that went apart -------------------------------------------------------------------- */

static void copy_file(const char *from, const char *to)
{
	AUTO_BUF bytes;

	buf_init(&bytes, 64 << 20);
	CHECK_OK(file_read(&bytes, from));
	CHECK_OK(file_replace(to, bytes.data, bytes.len, 0600));
}

/* Store and ledger, each with its log: closing does not fold the log in. */
static const char *const card[][2] = {{"data/store/store.db", "old/store.db"},
        {"data/store/store.db-wal", "old/store.db-wal"}, {"data/ledger/ledger.db", "old/ledger.db"},
        {"data/ledger/ledger.db-wal", "old/ledger.db-wal"}, {"data/store/store.pledge", "old/store.pledge"}};

static void save_card(struct desk *d)
{
	sync_world_close_store(&d->w);
	ledger_write_close(&d->ledger);
	CHECK_OK(dir_make("old", 0700));
	for (size_t i = 0; i < sizeof card / sizeof *card; i++)
		if (file_exists(card[i][0]))
			copy_file(card[i][0], card[i][1]);
	CHECK_OK(ledger_write_open(&d->ledger, d->w.data));
}

static void put_card_back(struct desk *d)
{
	sync_world_close_store(&d->w);
	ledger_write_close(&d->ledger);
	(void)remove("data/store/store.db-shm");
	(void)remove("data/ledger/ledger.db-shm");
	for (size_t i = 0; i < sizeof card / sizeof *card; i++) {
		(void)remove(card[i][0]);
		if (file_exists(card[i][1]))
			copy_file(card[i][1], card[i][0]);
	}
	CHECK_OK(ledger_write_open(&d->ledger, d->w.data));
	sender_forget(&d->sender);
}

/* Two users, one group: whoever opens it first makes SQLite's shared index with these rights, and the other must be able to write it. */
TEST(ledger, the_kiosks_group_may_write_what_sqlite_shares)
{
	struct desk *d = desk_open(1);
	struct stat st;

	CHECK(stat("data/ledger/ledger.db", &st) == 0);
	CHECK_INT(st.st_mode & 07777, 0660);
	ledger_write_close(&d->ledger);
	CHECK(chmod("data/ledger/ledger.db", 0640) == 0); /* as versions before made it */
	CHECK_OK(ledger_write_open(&d->ledger, d->w.data));
	CHECK(stat("data/ledger/ledger.db", &st) == 0);
	CHECK_INT(st.st_mode & 07777, 0660);
	CHECK(stat("data/ledger/ledger.db-shm", &st) == 0);
	CHECK_INT(st.st_mode & 07777, 0660);
	desk_close(d);
}

TEST(fork, a_card_put_back_opens_a_new_epoch_and_loses_nobody)
{
	struct desk *d = desk_open(4);

	CHECK_OK(sender_round(&d->sender, &d->result));
	save_card(d);
	sync_world_commit(&d->w, 3, 60); /* 5 6 7, which only the hub will remember */
	CHECK_OK(sender_round(&d->sender, &d->result));
	put_card_back(d);
	sync_world_commit(&d->w, 1, 60); /* another 5: a citizen who must not be lost */
	CHECK_OK(sender_round(&d->sender, &d->result));
	CHECK(d->sender.alarmed);
	CHECK_INT(sync_world_counts(&d->w).conflicts, 1);
	CHECK_INT(store_settle(d->w.store), STORE_AHEAD);
	CHECK_OK(store_new_epoch(d->w.store));
	sync_world_commit(&d->w, 2, 60);
	CHECK_OK(sender_round(&d->sender, &d->result));
	CHECK_INT(d->result.state, SENDER_IDLE);
	CHECK_OK(store_settle(d->w.store));
	/* epoch 1: 7 and the conflict; epoch 2: the link and 2 */
	CHECK_INT(sync_world_counts(&d->w).records, 10);
	CHECK_INT(sync_world_counts(&d->w).conflicts, 1);
	CHECK_INT(d->result.unconfirmed, 1);
	desk_close(d);
}

TEST(fork, a_card_put_back_and_not_used_since_is_noticed_too)
{
	struct desk *d = desk_open(2);

	CHECK_OK(sender_round(&d->sender, &d->result));
	save_card(d);
	sync_world_commit(&d->w, 1, 60);
	CHECK_OK(sender_round(&d->sender, &d->result));
	put_card_back(d);
	CHECK_OK(sender_round(&d->sender, &d->result));
	CHECK(d->sender.alarmed);
	desk_close(d);
}

TEST(fork, a_hub_that_forgot_is_told_again)
{
	struct desk *d = desk_open(4);
	struct db db;

	CHECK_OK(sender_round(&d->sender, &d->result));
	CHECK_INT(desk_confirmed(d), 4);
	/* the hub's store comes back from an older copy */
	CHECK_OK(db_open(&db, "hub/hub.db", DB_WRITE, "the test"));
	CHECK_OK(db_do(&db, "DELETE FROM record; DELETE FROM head; DELETE FROM fact WHERE key = 'log'"));
	db_close(&db);
	tlog_init(&d->hub.hub.log);
	sync_world_commit(&d->w, 1, 60);
	sender_forget(&d->sender);
	CHECK_OK(sender_round(&d->sender, &d->result));
	CHECK_INT(sync_world_counts(&d->w).records, 5);
	CHECK_INT(desk_confirmed(d), 5);
	desk_close(d);
}

/* ---- receipts that come by stick -------------------------------------------------------------------- */

TEST(inbox, a_receipt_from_a_stick_counts_like_one_from_the_network)
{
	struct desk *d = desk_open(3);
	struct hub_head head = desk_head(d, 3);
	uint8_t bytes[RECEIPT_BYTES];
	struct tlog log;
	size_t kept;

	tlog_init(&log);
	hub_sign(bytes, &head, RECEIPT_ONE_DISK, &log, 1, d->w.hub_key);
	CHECK_OK(dir_make("data/ledger/inbox", 0700));
	CHECK_OK(file_replace("data/ledger/inbox/a.receipt", bytes, sizeof(bytes), 0600));
	bytes[40] ^= 1;
	CHECK_OK(file_replace("data/ledger/inbox/b.receipt", bytes, sizeof(bytes), 0600));
	CHECK_OK(file_replace("data/ledger/inbox/c.receipt", bytes, sizeof(bytes) - 1, 0600));
	CHECK_OK(file_replace("data/ledger/inbox/note.txt", "x", 1, 0600));
	CHECK_OK(inbox_take(&kept, &d->sender));
	CHECK_INT(kept, 1);
	CHECK_INT(desk_confirmed(d), 3);
	CHECK(!file_exists("data/ledger/inbox/a.receipt") && !file_exists("data/ledger/inbox/b.receipt"));
	CHECK(file_exists("data/ledger/inbox/note.txt"));
	desk_close(d);
}

TEST(inbox, none_is_fine)
{
	struct desk *d = desk_open(1);
	size_t kept = 9;

	CHECK_OK(inbox_take(&kept, &d->sender));
	CHECK_INT(kept, 0);
	desk_close(d);
}
