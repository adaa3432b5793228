#include <errno.h>
#include <string.h>

#include "store/store_promise.h"

/* One row against the chain. NULL, or what is wrong with it. */
static const char *row_fault(struct chain *chain, const struct store *s, sqlite3_stmt *st)
{
	struct record r = {
	        .header = sqlite3_column_blob(st, 1),
	        .signature = sqlite3_column_blob(st, 2),
	        .body = sqlite3_column_blob(st, 3),
	        .n_body = (size_t)sqlite3_column_bytes(st, 3),
	};

	if (sqlite3_column_bytes(st, 1) != RECORD_HEADER_BYTES || sqlite3_column_bytes(st, 2) != KEY_SIGNATURE_BYTES)
		return "has a header or signature of a wrong size";
	if (!r.body && sqlite3_column_int(st, 4) != ROW_WIPED)
		return "has lost its body";
	switch (record_check(NULL, &r, key_public_part(s->world.device)->bytes)) {
	case RECORD_MALFORMED:
		return "is no record";
	case RECORD_BAD_BODY:
		return "has an altered body";
	case RECORD_BAD_SIGNATURE:
		return "is altered or not signed by this station";
	default:
		break;
	}
	switch (chain_take(chain, r.header)) {
	case 0:
		return store_place(chain->epoch, chain->seq) == sqlite3_column_int64(st, 0) ? NULL
		                                                                            : "lies in the wrong place";
	case CHAIN_GAP:
		return "comes after a gap";
	case CHAIN_MALFORMED:
		return "is of another station";
	default:
		return "does not follow the one before it";
	}
}

int store_check_chain(struct store *s)
{
	const char *wrong = NULL;
	struct chain chain;
	sqlite3_stmt *st;
	int64_t place = 0;
	int r = store_query(&st, s, "SELECT pos, header, signature, body, state FROM record ORDER BY pos", ""), rc;

	if (r)
		return r;
	chain_start(&chain, s->world.station->device, key_public_part(s->world.device)->bytes);
	rc = sql_fault("store.check", EIO);
	while (rc == SQLITE_OK && !wrong) {
		rc = sqlite3_step(st);
		if (rc != SQLITE_ROW)
			break;
		rc = SQLITE_OK;
		place = sqlite3_column_int64(st, 0);
		wrong = row_fault(&chain, s, st);
	}
	(void)sqlite3_finalize(st);
	if (wrong)
		return store_sick(s, "%s: record %lld-%lld %s. Set this disk aside for the office and put a new one in",
		        s->path, (long long)(place >> 32), (long long)(place & UINT32_MAX), wrong);
	return rc == SQLITE_DONE ? 0 : store_trouble(s, rc, "checking the records");
}

static int check_integrity(struct store *s)
{
	sqlite3_stmt *st;
	int r = store_query(&st, s, "PRAGMA integrity_check(1)", ""), rc;
	char said[120] = "";

	if (r)
		return r;
	rc = sql_fault("store.integrity", EIO);
	if (rc == SQLITE_OK)
		rc = sqlite3_step(st);
	if (rc == SQLITE_ROW)
		(void)sqlite3_snprintf(sizeof said, said, "%s", sqlite3_column_text(st, 0));
	(void)sqlite3_finalize(st);
	if (rc != SQLITE_ROW)
		return store_trouble(s, rc, "checking the database");
	if (strcmp(said, "ok") != 0)
		return store_sick(s,
		        "%s: the database is damaged (%s). Set this disk aside for the office and put a new one in",
		        s->path, said);
	return 0;
}

int store_check_whole(struct store *s)
{
	int r = check_integrity(s);

	return r ? r : store_check_chain(s);
}

int store_try_again(struct store *s)
{
	int r;

	store_db_close(s);
	s->sick = false;
	s->why[0] = 0;
	r = store_db_open(s);
	/* What a failed sync left behind in the log may be read back, though it never reached the disk: copying it into
	 * the database and syncing that settles it, before anything is built on it. */
	if (r == 0)
		r = store_checkpoint(s, SQLITE_CHECKPOINT_TRUNCATE);
	if (r == 0)
		r = store_check_whole(s);
	if (r == 0)
		r = store_run(s, "store.test", "UPDATE station SET tested = tested + 1", "");
	if (r == 0)
		r = store_keep_word(s);
	if (r == STORE_FULL)
		return store_sick(s, "%s", s->why);
	if (r == 0)
		store_ballast_make(s);
	return r;
}
