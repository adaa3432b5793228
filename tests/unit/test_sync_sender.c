#include "harness.h"

#include <stdio.h>

#include "sync_loopback.h"

/* ---- the good way ------------------------------------------------------------------------ */

TEST(sender, sends_all_and_keeps_the_receipt)
{
	struct desk *d = desk_open(10);

	CHECK_OK(sender_round(&d->sender, &d->result));
	CHECK_INT(d->result.state, SENDER_IDLE);
	CHECK_INT(d->result.sent, 10);
	CHECK_INT(d->result.unconfirmed, 0);
	CHECK_INT(desk_confirmed(d), 10);
	CHECK_INT(d->hub.batches, 1);
	desk_close(d);
}

TEST(sender, asks_and_sends_nothing_when_nothing_is_new)
{
	struct desk *d = desk_open(3);

	CHECK_OK(sender_round(&d->sender, &d->result));
	int asked = d->hub.positions;

	for (int i = 0; i < 5; i++) {
		CHECK_OK(sender_round(&d->sender, &d->result));
		CHECK_INT(d->result.state, SENDER_IDLE);
	}
	CHECK_INT(d->hub.batches, 1);
	CHECK_INT(d->hub.positions, asked);
	desk_close(d);
}

TEST(sender, a_store_that_is_not_there_yet_is_no_trouble)
{
	struct desk *d = desk_open(0);

	CHECK_OK(sender_round(&d->sender, &d->result));
	CHECK_INT(d->result.state, SENDER_IDLE);
	CHECK_INT(d->hub.positions, 0);
	desk_close(d);
}

TEST(sender, puts_at_most_256_records_in_a_batch)
{
	static const int records[] = {255, 256, 257};

	for (size_t i = 0; i < 3; i++) {
		struct desk *d = desk_open(records[i]);

		d->sender.sizing.bytes = SIZING_MOST;
		sizing_init(&d->sender.sizing, SIZING_MOST);
		while (d->sender.sizing.bytes < SIZING_MOST)
			sizing_worked(&d->sender.sizing, 0);
		d->sender.greeted = true;
		CHECK_OK(sender_round(&d->sender, &d->result));
		CHECK_INT(d->hub.largest, records[i] < 256 ? records[i] : 256);
		CHECK_INT(d->hub.batches, records[i] > 256 ? 2 : 1);
		CHECK_INT(desk_confirmed(d), records[i]);
		desk_clear(d);
	}
}

TEST(sender, skips_what_the_hub_holds_already)
{
	struct desk *d = desk_open(6);

	CHECK_OK(sender_round(&d->sender, &d->result));
	sync_world_commit(&d->w, 2, 60);
	sender_forget(&d->sender);
	CHECK_OK(sender_round(&d->sender, &d->result));
	CHECK_INT(d->hub.last.n, 2);
	CHECK_INT(desk_confirmed(d), 8);
	desk_close(d);
}

/* ---- liars: nothing but a good receipt is an ack ------------------------------------------- */

static const struct lie {
	const char *what;
	unsigned status;
	const char *body; /* %s: a good receipt for all three records */
} lies[] = {
        {"captive portal", 200, "<html><title>Welcome to FreeWifi</title></html>"},
        {"empty 200", 200, ""},
        {"202 with a good receipt", 202, "{\"highest\":3,\"gaps\":[],\"receipt\":\"%s\"}"},
        {"201 with a good receipt", 201, "{\"highest\":3,\"gaps\":[],\"receipt\":\"%s\"}"},
        {"204", 204, ""},
        {"206", 206, "{\"highest\":3,\"gaps\":[],\"receipt\":\"%s\"}"},
        {"301", 301, ""},
        {"302 with a good receipt", 302, "{\"highest\":3,\"gaps\":[],\"receipt\":\"%s\"}"},
        {"304", 304, ""},
        {"307", 307, ""},
        {"400", 400, "{}"},
        {"404", 404, "{\"highest\":3,\"gaps\":[],\"receipt\":\"%s\"}"},
        {"405", 405, ""},
        {"408", 408, ""},
        {"409", 409, ""},
        {"410", 410, ""},
        {"415", 415, ""},
        {"500", 500, ""},
        {"502", 502, "<html>Bad gateway</html>"},
        {"503", 503, ""},
        {"504", 504, ""},
        {"null", 200, "null"},
        {"true", 200, "true"},
        {"ok", 200, "{\"ok\":true}"},
        {"an array", 200, "[]"},
        {"half a reply", 200, "{\"highest\":3,\"gaps\":[],\"receipt\":\"%s"},
        {"two replies", 200, "{\"highest\":3,\"gaps\":[],\"receipt\":\"%s\"}{}"},
        {"no receipt", 200, "{\"highest\":3,\"gaps\":[]}"},
        {"receipt null", 200, "{\"highest\":3,\"gaps\":[],\"receipt\":null}"},
        {"receipt empty", 200, "{\"highest\":3,\"gaps\":[],\"receipt\":\"\"}"},
        {"receipt short", 200, "{\"highest\":3,\"gaps\":[],\"receipt\":\"a2lvc2stYWNrLXYx\"}"},
        {"receipt twice", 200, "{\"highest\":3,\"gaps\":[],\"receipt\":\"%s\",\"receipt\":\"\"}"},
        {"highest missing", 200, "{\"gaps\":[],\"receipt\":\"%s\"}"},
        {"highest negative", 200, "{\"highest\":-1,\"gaps\":[],\"receipt\":\"%s\"}"},
        {"highest a text", 200, "{\"highest\":\"3\",\"gaps\":[],\"receipt\":\"%s\"}"},
        {"gaps a number", 200, "{\"highest\":3,\"gaps\":1,\"receipt\":\"%s\"}"},
        {"gaps crossed", 200, "{\"highest\":3,\"gaps\":[[2,1]],\"receipt\":\"%s\"}"},
        {"gaps single", 200, "{\"highest\":3,\"gaps\":[[2]],\"receipt\":\"%s\"}"},
        {"exceptions a text", 200, "{\"highest\":3,\"gaps\":[],\"exceptions\":\"no\",\"receipt\":\"%s\"}"},
        {"unknown exception", 200,
                "{\"highest\":3,\"gaps\":[],\"exceptions\":[{\"item\":0,\"status\":\"fine\"}],\"receipt\":\"%s\"}"},
};

static bool lie_to_posts(struct loopback *l, struct transport_answer *out, const struct transport_request *q)
{
	const struct lie *lie = l->me;
	char receipt[512], body[4096];
	struct desk *d = desk_of(l);
	struct hub_head head = desk_head(d, 3);

	if (!q->body)
		return false;
	receipt_text(receipt, l->world, &head, NULL);
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
	snprintf(body, sizeof(body), lie->body, receipt);
#pragma GCC diagnostic pop
	answer_with(out, lie->status, body);
	return true;
}

TEST(liar, whatever_http_says_only_a_receipt_counts)
{
	struct desk *d = desk_open(3);

	d->hub.before = lie_to_posts;
	for (size_t i = 0; i < sizeof(lies) / sizeof(*lies); i++) {
		d->hub.me = (void *)(uintptr_t)&lies[i];
		d->sender.most = WIRE_RECORDS;
		d->sender.failed_times = 0;
		if (lies[i].status == 400)
			d->sender.most = 1; /* then it would be tried alone: also a lie */
		CHECK_OK(sender_round(&d->sender, &d->result));
		if (d->result.state == SENDER_IDLE || desk_confirmed(d) != 0 || d->result.unconfirmed != 3)
			test_fail(__FILE__, __LINE__, "believed: %s", lies[i].what);
	}
	d->hub.before = NULL;
	d->sender.most = WIRE_RECORDS;
	CHECK_OK(sender_round(&d->sender, &d->result));
	CHECK_INT(desk_confirmed(d), 3);
	CHECK_INT(d->result.aside, 0);
	desk_close(d);
}

/* A receipt with one thing wrong, in an otherwise good reply. */
enum wrong { WRONG_KEY, WRONG_DEVICE, WRONG_EPOCH, WRONG_HASH, AHEAD_OF_US, OLDER, WRONGS };

static bool wrong_receipt(struct loopback *l, struct transport_answer *out, const struct transport_request *q)
{
	struct desk *d = desk_of(l);
	enum wrong wrong = *(enum wrong *)l->me;
	struct hub_head head = desk_head(d, wrong == OLDER ? 1 : 3);
	char receipt[512], body[2048];
	struct key_secret *other;

	if (!q->body)
		return false;
	CHECK_OK(key_new(&other, KEY_HUB, true));
	head.device[0] ^= wrong == WRONG_DEVICE;
	head.epoch = wrong == WRONG_EPOCH ? 2 : 1;
	head.hash[31] ^= wrong == WRONG_HASH;
	head.acked = head.highest = wrong == AHEAD_OF_US ? 4 : head.acked;
	receipt_text(receipt, l->world, &head, wrong == WRONG_KEY ? other : NULL);
	reply_text(body, &head, receipt);
	answer_with(out, 200, body);
	key_free(other);
	return true;
}

TEST(liar, a_receipt_with_anything_wrong_in_it_confirms_nothing)
{
	struct store_counts counts;

	for (enum wrong wrong = 0; wrong < WRONGS; wrong++) {
		struct desk *d = desk_open(3);

		d->hub.before = wrong_receipt;
		d->hub.me = &wrong;
		CHECK_OK(sender_round(&d->sender, &d->result));
		CHECK_INT(d->result.unconfirmed, wrong == OLDER ? 2 : 3);
		CHECK(store_settle(d->w.store) >= 0);
		CHECK_OK(store_count(&counts, d->w.store));
		if (counts.confirmed != (wrong == OLDER ? 1 : 0))
			test_fail(__FILE__, __LINE__, "case %d confirmed %lld", wrong, (long long)counts.confirmed);
		desk_clear(d);
	}
}

TEST(liar, an_old_receipt_played_again_takes_nothing_back)
{
	enum wrong wrong = OLDER;
	struct desk *d = desk_open(3);

	CHECK_OK(sender_round(&d->sender, &d->result));
	CHECK_INT(desk_confirmed(d), 3);
	sync_world_commit(&d->w, 1, 60);
	d->hub.before = wrong_receipt;
	d->hub.me = &wrong;
	CHECK_OK(sender_round(&d->sender, &d->result));
	CHECK_INT(d->result.state, SENDER_LATER);
	CHECK_INT(desk_confirmed(d), 3);
	desk_close(d);
}

/* Every byte of a good reply, one bit changed: either still the same receipt, or none. */
static void flip_byte(struct loopback *l, struct transport_answer *out, const struct transport_request *q)
{
	size_t at = *(size_t *)l->me;

	if (q->body && at < out->body.len)
		out->body.data[at] ^= 1;
}

TEST_LIMIT(liar, no_changed_byte_of_a_reply_confirms_too_much, 120)
{
	struct desk *d = desk_open(3);
	size_t at = 0;

	CHECK_OK(sender_round(&d->sender, &d->result));
	size_t len = d->sender.answer.body.len;

	CHECK(len > 300);
	d->hub.after = flip_byte;
	d->hub.me = &at;
	for (at = 0; at < len; at++) {
		uint32_t was = desk_confirmed(d);

		sync_world_commit(&d->w, 1, 10);
		CHECK_OK(sender_round(&d->sender, &d->result));
		CHECK(desk_confirmed(d) >= was && desk_confirmed(d) <= was + 1 + d->result.unconfirmed);
		d->hub.after = NULL;
		sender_forget(&d->sender);
		CHECK_OK(sender_round(&d->sender, &d->result));
		CHECK_INT(d->result.unconfirmed, 0);
		d->hub.after = flip_byte;
	}
	desk_close(d);
}
