#include <errno.h>
#include <string.h>

#include "store/envelope.h"
#include "store/store_inside.h"

static int seal(struct buf *body, struct record_header *h, const struct store *s, const struct store_new *new)
{
	const struct station *station = s->world.station;
	const struct key_public *keys[ENVELOPE_RECIPIENTS_MAX];
	struct envelope_to to = {.keys = keys, .station = station->code};

	for (size_t i = 0; i < station->n_authorities; i++)
		keys[to.n++] = &station->authorities[i];
	if (station->has_desk)
		keys[to.n++] = &station->desk;
	*h = (struct record_header){
	        .epoch = new->epoch,
	        .seq = new->seq,
	        .type = new->type,
	        .schema = new->schema,
	        .created_ms = new->stamp->created_ms,
	        .clock_state = (uint8_t) new->stamp->state,
	        .mono_ms = new->stamp->mono_ms,
	        .keyset = station->keyset,
	};
	memcpy(h->device, station->device, sizeof h->device);
	memcpy(h->id, new->id, sizeof h->id);
	memcpy(h->boot_id, s->floor.boot_id, sizeof h->boot_id);
	memcpy(h->prev_hash, s->head.chain.hash, sizeof h->prev_hash);
	return envelope_seal(body, h, &to, new->json, new->n);
}

/* One insert, one transaction, one sync: when it is done the record is on the disk, and the newest row is the head. */
static int insert(struct store *s, int64_t place, const struct record *r)
{
	static const char sql[] =
	        "INSERT INTO record(pos, state, due_ms, header, signature, body) VALUES(?, 0, NULL, ?, ?, ?)";
	int rc = sql_fault("store.insert.full", ENOSPC);

	if (rc == SQLITE_OK)
		rc = sql_fault("store.insert", EIO);
	if (rc == SQLITE_OK && !s->insert)
		rc = sqlite3_prepare_v3(s->db, sql, -1, SQLITE_PREPARE_PERSISTENT, &s->insert, NULL);
	if (rc != SQLITE_OK)
		return rc;
	(void)sqlite3_bind_int64(s->insert, 1, place);
	(void)sqlite3_bind_blob(s->insert, 2, r->header, RECORD_HEADER_BYTES, SQLITE_STATIC);
	(void)sqlite3_bind_blob(s->insert, 3, r->signature, KEY_SIGNATURE_BYTES, SQLITE_STATIC);
	(void)sqlite3_bind_blob64(s->insert, 4, r->body, r->n_body, SQLITE_STATIC);
	rc = sqlite3_step(s->insert);
	(void)sqlite3_reset(s->insert);
	(void)sqlite3_clear_bindings(s->insert);
	if (rc == SQLITE_DONE)
		rc = sql_fault("store.insert.synced", EIO);
	return rc == SQLITE_DONE ? SQLITE_OK : rc;
}

int store_insert(struct store *s, const struct record_header *h, const struct record *r)
{
	int rc = insert(s, store_place(h->epoch, h->seq), r);

	/* The visit in hand must not be lost to a full disk: that is what the ballast is for. Of several together SQLite
	 * may have taken back the first: they are tried again as one. */
	if ((rc & 0xff) == SQLITE_FULL && !s->together && store_ballast_spend(s))
		rc = insert(s, store_place(h->epoch, h->seq), r);
	if (rc != SQLITE_OK)
		return store_trouble(s, rc, "storing a record");
	/* Long without an idle moment: the log must neither fill the disk nor grow for ever, since overwriting it is twice
	 * as fast as growing it. Failing here is the next idle moment's trouble. */
	if (!s->together && (int64_t)s->wal_pages * STORE_PAGE_BYTES > STORE_WAL_MOST_BYTES)
		(void)sqlite3_wal_checkpoint_v2(s->db, "main", SQLITE_CHECKPOINT_PASSIVE, NULL, NULL);
	return 0;
}

int store_add(struct store *s, const struct store_new *new)
{
	uint8_t header[RECORD_HEADER_BYTES], signature[KEY_SIGNATURE_BYTES], hash[RECORD_HASH_BYTES];
	struct record record = {.header = header, .signature = signature};
	struct record_header h;
	AUTO_BUF body;
	int r;

	buf_init(&body, RECORD_BODY_MAX);
	r = seal(&body, &h, s, new);
	if (r < 0)
		return store_sick(s, "a record could not be sealed: %s", err_why());
	if (r)
		return STORE_TOO_BIG;
	record_header_put(header, &h);
	record_hash(hash, header);
	record_sign(signature, s->world.device, hash);
	record.body = body.data;
	record.n_body = body.len;
	r = store_insert(s, &h, &record);
	if (r)
		return r;
	store_set_head(&s->head, &record, &h);
	floor_raise(&s->floor, h.created_ms);
	return 0;
}
