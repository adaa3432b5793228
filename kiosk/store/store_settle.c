#include <errno.h>
#include <string.h>

#include "sys/fault.h"
#include "store/ledger.h"
#include "store/receipt.h"
#include "store/store_inside.h"

#define LOG_MODULE "store"

/* What the station itself knows of the receipt's epoch; hash is room for its own hash there. */
static int look(struct receipt_view *out, uint8_t hash[RECORD_HASH_BYTES], struct store *s, const struct receipt *r)
{
	int64_t committed = 0, accepted = 0;
	sqlite3_stmt *st;
	int e = store_number(&committed, s, 0, "SELECT max(pos) & 0xffffffff FROM record WHERE pos BETWEEN ? AND ?",
	            "ii", store_place(r->epoch, 0), store_place(r->epoch, UINT32_MAX)),
	    rc;

	if (e == 0)
		e = store_number(
		        &accepted, s, 0, "SELECT confirmed FROM epoch WHERE epoch = ?", "i", (int64_t)r->epoch);
	if (e == 0)
		e = store_query(&st, s, "SELECT header FROM record WHERE pos = ?", "i",
		        store_place(r->epoch, r->confirmed_up_to));
	if (e)
		return e;
	*out = (struct receipt_view){
	        .device = s->world.station->device,
	        .newest_epoch = s->head.chain.epoch ? s->head.chain.epoch : s->world.station->epoch,
	        .committed = (uint32_t)committed,
	        .accepted = (uint32_t)accepted,
	};
	rc = sqlite3_step(st);
	if (rc == SQLITE_ROW && sqlite3_column_bytes(st, 0) == RECORD_HEADER_BYTES) {
		record_hash(hash, sqlite3_column_blob(st, 0));
		out->hash = hash;
	}
	(void)sqlite3_finalize(st);
	return rc == SQLITE_ROW || rc == SQLITE_DONE ? 0 : store_trouble(s, rc, "reading a record");
}

static int begin(struct store *s)
{
	return store_run(s, "store.begin", "BEGIN IMMEDIATE", "");
}

/* Commits what went well; takes back what did not. */
static int finish(struct store *s, int r)
{
	if (r == 0)
		r = store_run(s, "store.settle.commit", "COMMIT", "");
	if (r && s->db)
		(void)sqlite3_exec(s->db, "ROLLBACK", NULL, NULL, NULL);
	return r;
}

static int confirm(struct store *s, const struct receipt *r, const uint8_t *bytes, uint32_t accepted)
{
	int e = begin(s);

	if (e)
		return e;
	e = store_run(s, "store.confirm",
	        "UPDATE record SET state = 1, due_ms = ?1 + keep_of(header) WHERE pos > ?2 AND pos <= ?3 AND state = 0",
	        "iii", store_now_ms(s), store_place(r->epoch, accepted), store_place(r->epoch, r->confirmed_up_to));
	if (e == 0)
		e = store_run(s, "store.accept",
		        "INSERT INTO epoch(epoch, sent, confirmed, receipt) VALUES(?1, ?2, ?2, ?3) ON CONFLICT(epoch) DO UPDATE"
		        " SET sent = max(sent, ?2), confirmed = ?2, receipt = ?3",
		        "iib", (int64_t)r->epoch, (int64_t)r->confirmed_up_to, bytes, (size_t)RECEIPT_BYTES);
	e = finish(s, e);
	if (e == 0) {
		floor_raise(&s->floor, r->hub_ms);
		log_info(s->world.log, "the hub signed for everything up to %u-%u", r->epoch, r->confirmed_up_to);
	}
	return e;
}

/* False: no epoch could follow. */
static bool note_ahead(struct store *s, const struct receipt *r)
{
	if (r->epoch >= STORE_EPOCH_MOST) {
		log_error(s->world.log,
		        "the hub signs for epoch %u, after which there is none: it counts for nothing. Tell the office",
		        r->epoch);
		return false;
	}
	if (r->epoch > s->hub_epoch || (r->epoch == s->hub_epoch && r->confirmed_up_to > s->hub_seq)) {
		s->hub_epoch = r->epoch;
		s->hub_seq = r->confirmed_up_to;
	}
	return true;
}

struct settling {
	struct store *s;
	bool ahead;
};

static int take_receipt(void *me, const void *bytes, size_t n)
{
	struct settling *to = me;
	struct store *s = to->s;
	struct receipt_view view;
	uint8_t hash[RECORD_HASH_BYTES];
	struct receipt r;
	int e;

	switch (receipt_take(&r, bytes, n, s->world.station->hub_key.bytes)) {
	case 0:
		break;
	case RECEIPT_BAD_SIGNATURE:
		log_warn(s->world.log, "a receipt is not signed by this station's hub; it counts for nothing");
		return 0;
	default:
		log_warn(s->world.log, "what lies in the ledger as a receipt is none");
		return 0;
	}
	e = look(&view, hash, s, &r);
	if (e)
		return e;
	switch (receipt_judge(&r, &view)) {
	case 0:
		return confirm(s, &r, bytes, view.accepted);
	case RECEIPT_AHEAD:
	case RECEIPT_OTHER_HASH:
		to->ahead = note_ahead(s, &r) || to->ahead;
		return 0;
	case RECEIPT_OTHER_DEVICE:
		log_warn(s->world.log, "a receipt is for another station; it counts for nothing");
		return 0;
	default:
		return 0;
	}
}

/* How far the sender came; for show only, so no proof is asked. */
static int take_sent(struct store *s, struct ledger *l)
{
	uint32_t up_to;
	int64_t known;
	int e;

	if (s->head.chain.epoch == 0)
		return 0;
	if (ledger_sent(l, s->head.chain.epoch, &up_to))
		return 0;
	if (up_to > s->head.chain.seq)
		up_to = s->head.chain.seq;
	e = store_number(&known, s, 0, "SELECT sent FROM epoch WHERE epoch = ?", "i", (int64_t)s->head.chain.epoch);
	if (e || known >= up_to)
		return e;
	return store_run(s, "store.sent",
	        "INSERT INTO epoch(epoch, sent, confirmed) VALUES(?1, ?2, 0) ON CONFLICT(epoch) DO UPDATE SET sent = ?2",
	        "ii", (int64_t)s->head.chain.epoch, (int64_t)up_to);
}

int store_settle(struct store *s)
{
	struct settling to = {.s = s};
	struct ledger *l;
	int r;

	if (s->sick)
		return STORE_SICK;
	if (!s->world.station->has_hub_key)
		return 0; /* without the hub's key no receipt can be believed */
	r = ledger_open(&l, s->world.data);
	if (r < 0)
		log_surprise(s->world.log, LOG_MODULE, r);
	if (r)
		return 0; /* nothing has come back yet: that is no trouble of the store's */
	r = ledger_each_receipt(l, take_receipt, &to);
	if (r == 0)
		r = take_sent(s, l);
	ledger_close(l);
	if (r < 0) {
		log_surprise(s->world.log, LOG_MODULE, r);
		return 0;
	}
	if (r == STORE_SICK)
		return r;
	/* A full disk can not hold the confirmation: it comes again with the next look. */
	return to.ahead ? STORE_AHEAD : 0;
}
