#include <errno.h>
#include <string.h>

#include "store/bytes.h"
#include "store/store_inside.h"

/* Adds one epoch; *oldest becomes the place of its first record that the hub has not signed for. */
static int count_epoch(struct store_counts *c, int64_t *oldest, struct store *s, int64_t epoch)
{
	int64_t records, sent = 0, confirmed = 0;
	int r = store_number(&records, s, 0, "SELECT max(pos) & 0xffffffff FROM record WHERE pos BETWEEN ? AND ?", "ii",
	        store_place((uint32_t)epoch, 0), store_place((uint32_t)epoch, UINT32_MAX));

	if (r == 0)
		r = store_number(&sent, s, 0, "SELECT sent FROM epoch WHERE epoch = ?", "i", epoch);
	if (r == 0)
		r = store_number(&confirmed, s, 0, "SELECT confirmed FROM epoch WHERE epoch = ?", "i", epoch);
	if (r)
		return r;
	c->records += records;
	c->confirmed += confirmed;
	c->sent += sent - confirmed;
	c->waiting += records - sent;
	if (*oldest == 0 && confirmed < records)
		*oldest = store_place((uint32_t)epoch, (uint32_t)confirmed + 1);
	return 0;
}

static int age_of(int64_t *out_s, struct store *s, int64_t place)
{
	sqlite3_stmt *st;
	struct record_header h;
	int r = store_query(&st, s, "SELECT header FROM record WHERE pos = ?", "i", place), rc;

	if (r)
		return r;
	rc = sqlite3_step(st);
	if (rc == SQLITE_ROW && sqlite3_column_bytes(st, 0) == RECORD_HEADER_BYTES &&
	        record_header_take(&h, sqlite3_column_blob(st, 0)) == 0)
		*out_s = (store_now_ms(s) - h.created_ms) / 1000;
	(void)sqlite3_finalize(st);
	return rc == SQLITE_ROW || rc == SQLITE_DONE ? 0 : store_trouble(s, rc, "reading a record");
}

int store_count(struct store_counts *out, struct store *s)
{
	struct store_counts c = {.wal_bytes = (int64_t)s->wal_pages * STORE_PAGE_BYTES};
	int64_t epoch = 0, oldest = 0, place, unwiped = 0;
	int r = s->sick ? STORE_SICK : 0;

	/* From epoch to epoch, never from row to row: a station may hold years of headers. */
	while (r == 0) {
		r = store_number(&place, s, -1, "SELECT min(pos) FROM record WHERE pos >= ?", "i",
		        store_place((uint32_t)epoch + 1, 0));
		if (r || place < 0)
			break;
		epoch = place >> 32;
		r = count_epoch(&c, &oldest, s, epoch);
	}
	if (r == 0)
		r = store_number(&unwiped, s, 0, "SELECT count(*) FROM record WHERE state = 1", "");
	c.wiped = c.confirmed - unwiped;
	c.confirmed = unwiped;
	if (r == 0 && oldest)
		r = age_of(&c.oldest_unconfirmed_s, s, oldest);
	if (r)
		return STORE_SICK;
	*out = c;
	return 0;
}
