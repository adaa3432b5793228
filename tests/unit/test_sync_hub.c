#include "harness.h"

#include <stdio.h>
#include <stdlib.h>

#include "sync/hub_page.h"
#include "sync/hub_reply.h"
#include "sync/hub_writer.h"
#include "sync_loopback.h"
#include "sys/file.h"
#include "sys/text.h"

/* Hands records of the station's store to the hub's core, in any order. */
struct hand {
	struct sync_world w;
	struct loopback hub;
	struct hub_batch batch;
	struct wire_batch wire;
};

static struct hand *hand_open(int records)
{
	struct hand *h = calloc(1, sizeof(*h));

	CHECK(h != NULL);
	sync_world_make(&h->w);
	sync_world_commit(&h->w, records, 40);
	loopback_open(&h->hub, &h->w);
	return h;
}

static void hand_close(struct hand *h)
{
	wire_free(&h->wire);
	loopback_close(&h->hub);
	sync_world_end(&h->w);
	free(h);
}

static void lay_out(struct hand *h, const uint32_t *seqs, size_t n)
{
	struct store_read *store;
	AUTO_BUF json;

	wire_free(&h->wire);
	buf_init(&json, WIRE_BATCH);
	wire_begin(&json);
	CHECK_OK(store_read_open(&store, h->w.data));
	for (size_t i = 0; i < n; i++) {
		struct store_row row;

		CHECK_OK(store_read_from(&row, store, 1, seqs[i]));
		wire_add(&json, &row.record);
	}
	store_read_close(store);
	wire_end(&json);
	CHECK_OK(wire_read(&h->wire, json.data, json.len, key_public_part(h->w.device)->bytes));
	h->batch = (struct hub_batch){.epoch = 1, .items = h->wire.items, .n = h->wire.n, .received_ms = 5};
	memcpy(h->batch.device, h->w.station.device, 16);
	memcpy(h->batch.sign_key, key_public_part(h->w.device)->bytes, KEY_BYTES);
}

static int hand_over(struct hand *h)
{
	struct hub_batch *batches[1] = {&h->batch};

	return hub_take(&h->hub.hub, batches, 1);
}

static int give(struct hand *h, const uint32_t *seqs, size_t n)
{
	lay_out(h, seqs, n);
	return hand_over(h);
}

#define GIVE(h, ...)                                                                                                   \
	give((h), (const uint32_t[]){__VA_ARGS__}, sizeof((const uint32_t[]){__VA_ARGS__}) / sizeof(uint32_t))

TEST(hub, the_ack_is_the_whole_prefix_and_never_the_highest)
{
	struct hand *h = hand_open(9);

	CHECK_OK(GIVE(h, 2, 3));
	CHECK_INT(h->batch.head.acked, 0);
	CHECK_INT(h->batch.head.highest, 3);
	CHECK_INT(h->batch.n_gaps, 1);
	CHECK_INT(h->batch.gaps[0].from, 1);
	CHECK_INT(h->batch.gaps[0].to, 1);
	CHECK_OK(GIVE(h, 6, 9));
	CHECK_INT(h->batch.head.acked, 0);
	CHECK_INT(h->batch.n_gaps, 3);
	CHECK_OK(GIVE(h, 1));
	CHECK_INT(h->batch.head.acked, 3);
	CHECK_INT(h->batch.gaps[0].from, 4);
	CHECK_INT(h->batch.gaps[0].to, 5);
	CHECK_OK(GIVE(h, 8, 5, 4, 7));
	CHECK_INT(h->batch.head.acked, 9);
	CHECK_INT(h->batch.n_gaps, 0);
	hand_close(h);
}

TEST(hub, a_receipt_speaks_of_exactly_what_is_held)
{
	struct hand *h = hand_open(3);
	struct receipt r;

	for (uint32_t seq = 1; seq <= 3; seq++) {
		CHECK_OK(GIVE(h, seq));
		CHECK_OK(receipt_take(&r, h->batch.head.receipt, RECEIPT_BYTES, h->w.station.hub_key.bytes));
		CHECK_INT(r.confirmed_up_to, seq);
		CHECK_BYTES(r.hash, h->wire.items[0].hash, RECORD_HASH_BYTES);
		CHECK_INT(r.tlog_size, seq);
		CHECK_INT(r.hub_ms, 5);
	}
	hand_close(h);
}

TEST(hub, the_same_again_changes_nothing)
{
	struct hand *h = hand_open(3);
	struct hub_counts counts;

	CHECK_OK(GIVE(h, 1, 2, 3));
	for (int i = 0; i < 3; i++) {
		CHECK_OK(GIVE(h, 3, 2, 1, 1));
		for (size_t k = 0; k < 4; k++)
			CHECK_INT(h->batch.results[k].outcome, HUB_DUPLICATE);
		CHECK_INT(h->batch.head.acked, 3);
	}
	CHECK_OK(h->hub.store.ops->counts(h->hub.store.me, &counts, NULL));
	CHECK_INT(counts.records, 3);
	CHECK_INT(h->hub.hub.log.size, 3);
	hand_close(h);
}

/* A record that its station really signed, but that follows another one than is here. */
static void forge_link(struct hand *h, size_t at)
{
	struct wire_item *item = &h->wire.items[at];
	uint8_t *header = item->bytes, *signature = item->bytes + RECORD_HEADER_BYTES;

	item->header.prev_hash[0] ^= 1;
	record_header_put(header, &item->header);
	record_hash(item->hash, header);
	record_sign(signature, h->w.device, item->hash);
	CHECK_OK(record_check(NULL, &item->record, key_public_part(h->w.device)->bytes));
}

TEST(hub, a_signed_record_that_does_not_follow_stops_the_ack_and_is_named)
{
	for (uint32_t at = 1; at <= 3; at++) {
		struct hand *h = hand_open(3);

		lay_out(h, (const uint32_t[]){1, 2, 3}, 3);
		forge_link(h, at - 1);
		CHECK_OK(hand_over(h));
		CHECK_INT(h->batch.head.acked, at - 1);
		CHECK_INT(h->batch.results[at - 1].outcome, HUB_CONFLICT);
		CHECK_TEXT(h->batch.results[at - 1].code, "chain");
		hand_close(h);
		CHECK_OK(dir_remove("data"));
		CHECK_OK(dir_remove("hub"));
		CHECK_OK(dir_remove("ca"));
		CHECK_OK(dir_remove("authority"));
	}
}

/* The store's files as the fault leaves them must be usable at once. */
TEST(hub, every_failing_step_leaves_all_or_nothing)
{
	struct hand *h = hand_open(4);

	CHECK_OK(GIVE(h, 1));
	lay_out(h, (const uint32_t[]){2, 3, 4}, 3);
	FAULT_SWEEP(n)
	{
		uint64_t size = h->hub.hub.log.size;
		int r = hand_over(h);
		struct hub_counts counts;

		fault_arm(0);
		CHECK_OK(h->hub.store.ops->counts(h->hub.store.me, &counts, NULL));
		CHECK_INT(counts.records, r == 0 ? 4 : 1);
		CHECK_INT(h->hub.hub.log.size, r == 0 ? 4 : size);
	}
	CHECK_OK(GIVE(h, 2, 3, 4));
	CHECK_INT(h->batch.head.acked, 4);
	hand_close(h);
}

TEST(hub, goes_on_after_a_restart_with_the_same_log)
{
	struct hand *h = hand_open(4);
	uint8_t before[TLOG_HASH], after[TLOG_HASH];

	CHECK_OK(GIVE(h, 1, 2, 3));
	tlog_root(before, &h->hub.hub.log);
	loopback_close(&h->hub);
	loopback_open(&h->hub, &h->w);
	tlog_root(after, &h->hub.hub.log);
	CHECK_INT(h->hub.hub.log.size, 3);
	CHECK_BYTES(after, before, TLOG_HASH);
	CHECK_OK(GIVE(h, 4));
	CHECK_INT(h->batch.head.acked, 4);
	hand_close(h);
}

TEST(hub, what_is_set_aside_has_a_ceiling)
{
	struct hand *h = hand_open(1);
	struct hub_aside a = {.why = "test", .bytes = &a.seq, .len = sizeof(a.seq)};
	struct hub_store *s = &h->hub.store;

	CHECK_OK(s->ops->begin(s->me));
	for (a.seq = 1; a.seq <= HUB_ASIDE_MOST; a.seq++)
		CHECK_INT(s->ops->put_aside(s->me, &a), 0);
	CHECK_INT(s->ops->put_aside(s->me, &a), HUB_ASIDE_FULL);
	a.seq = HUB_ASIDE_MOST;
	CHECK_INT(s->ops->put_aside(s->me, &a), 0); /* the same again needs no room */
	s->ops->rollback(s->me);
	hand_close(h);
}

TEST(hub, names_at_most_64_gaps_and_says_where_its_list_ends)
{
	struct hand *h = hand_open(140);
	uint32_t odd[70];

	for (uint32_t i = 0; i < 70; i++)
		odd[i] = 2 * i + 2; /* 2 4 6 ... 140: seventy gaps */
	CHECK_OK(give(h, odd, 63));
	CHECK_INT(h->batch.n_gaps, 63);
	CHECK_INT(h->batch.head.highest, 126);
	CHECK_OK(give(h, odd, 64));
	CHECK_INT(h->batch.n_gaps, 64);
	CHECK_INT(h->batch.head.highest, 128);
	CHECK_OK(give(h, odd, 65));
	CHECK_INT(h->batch.n_gaps, 64);
	CHECK_INT(h->batch.head.highest, 128);
	hand_close(h);
}

TEST(hub, position_can_be_asked_for_less)
{
	struct hand *h = hand_open(5);
	struct hub_head head;

	CHECK_OK(GIVE(h, 1, 2, 3, 4, 5));
	CHECK_OK(hub_position(&head, &h->hub.store, h->w.station.device, 0, 0));
	CHECK_INT(head.acked, 5);
	CHECK_OK(hub_position(&head, &h->hub.store, h->w.station.device, 1, 3));
	CHECK_INT(head.acked, 3);
	CHECK_OK(hub_position(&head, &h->hub.store, h->w.station.device, 1, 9));
	CHECK_INT(head.acked, 5);
	CHECK_OK(hub_position(&head, &h->hub.store, h->w.station.device, 2, 0));
	CHECK_INT(head.acked, 0);
	hand_close(h);
}

TEST(hub, postgresql_is_refused_by_name)
{
	struct hub_store s;

	CHECK(hub_store_open(&s, "postgresql://localhost/hub", HUB_READ) < 0);
	CHECK_HAS(err_why(), "PostgreSQL");
	CHECK(hub_store_open(&s, "mysql://x", HUB_READ) < 0);
	CHECK_HAS(err_why(), "sqlite:PATH");
	CHECK(hub_store_open(&s, "sqlite:nowhere/hub.db", HUB_READ) < 0);
	CHECK_HAS(err_why(), "nowhere/hub.db");
}

/* ---- the writer's queue -------------------------------------------------------------------- */

struct ticket {
	struct hub_job job;
	struct hub_batch batch;
	int done;
};

static void note_done(struct hub_job *job)
{
	struct ticket *t = job->me;

	t->done++;
}

static void fill(struct ticket *t, uint8_t device)
{
	memset(t, 0, sizeof(*t));
	memset(t->batch.device, device, sizeof(t->batch.device));
	t->batch.epoch = 1;
	t->job = (struct hub_job){.batch = &t->batch, .done = note_done, .me = t};
}

TEST(writer, every_station_has_one_batch_in_the_queue_and_all_are_answered)
{
	enum { STATIONS = 40 };
	struct hand *h = hand_open(1);
	struct ticket *tickets = calloc(STATIONS + 1, sizeof(*tickets));
	struct hub_writer *writer;
	int taken = 0;

	CHECK_OK(hub_writer_start(&writer, &h->hub.hub, &h->w.log));
	for (int i = 0; i < STATIONS; i++) {
		int r;

		fill(&tickets[i], (uint8_t)(i + 1));
		r = hub_writer_put(writer, &tickets[i].job);
		CHECK(r == 0 || r == HUB_QUEUE_FULL);
		taken += r == 0;
	}
	hub_writer_stop(writer);
	for (int i = 0; i < STATIONS; i++) {
		CHECK_INT(tickets[i].job.result, 0);
		taken -= tickets[i].done;
	}
	CHECK_INT(taken, 0);
	free(tickets);
	hand_close(h);
}

/* ---- the fleet page ----------------------------------------------------------------------------- */

TEST(page, shows_each_station_and_what_needs_a_person)
{
	struct hand *h = hand_open(5);
	struct hub_store reader;
	AUTO_BUF html;

	CHECK_OK(GIVE(h, 1, 2, 5));
	buf_init(&html, 1 << 16);
	CHECK_OK(hub_store_open(&reader, h->w.uri, HUB_READ));
	CHECK_OK(hub_page_write(&html, &reader, 5 + 60000));
	hub_store_close(&reader);
	CHECK_HAS(buf_str(&html), "<td>DEMO-01<td>known<td>60 s ago");
	CHECK_HAS(buf_str(&html), "<td class=n>2<td class=n>3<td class=\"n bad\">3");
	hand_close(h);
}
