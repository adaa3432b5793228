#include "store/store_read.h"

#include <errno.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

#include "store/db_begun.h"
#include "store/sql.h"
#include "sys/fault.h"
#include "sys/file.h"
#include "store/station.h"

struct store_read {
	sqlite3 *db;
	sqlite3_stmt *from, *head;
	uint8_t header[RECORD_HEADER_BYTES], signature[KEY_SIGNATURE_BYTES], body[RECORD_BODY_MAX];
};

static int read_err(const struct store_read *r, int rc)
{
	return err_new(EIO, "store.db: can not be read: %s (%d)",
	        r->db && sqlite3_errcode(r->db) != SQLITE_OK ? sqlite3_errmsg(r->db) : sqlite3_errstr(rc), rc);
}

#define ROW                                                                                                            \
	"SELECT r.pos, r.header, r.signature, r.body, r.state, coalesce(e.sent, 0) FROM record r LEFT JOIN epoch e ON e.epoch = r.pos >> 32 "

int store_read_open(struct store_read **out, const char *data)
{
	struct store_read *r;
	char path[4096];
	int e = station_path(path, sizeof path, data, STATION_STORE_DB), rc;
	bool begun = false;

	if (e)
		return err_up(e);
	if (!file_exists(path))
		return STORE_READ_NONE;
	r = fault("store_read.memory", ENOMEM) ? NULL : calloc(1, sizeof *r);
	if (!r)
		return err_new(ENOMEM, "no memory to read the store");
	rc = sqlite3_open_v2(path, &r->db, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, NULL);
	if (rc == SQLITE_OK) {
		(void)sqlite3_busy_timeout(r->db, 1000);
		(void)sqlite3_db_config(r->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
		rc = sqlite3_exec(r->db,
		        "PRAGMA trusted_schema=OFF; PRAGMA cell_size_check=ON; PRAGMA temp_store=MEMORY", NULL, NULL,
		        NULL);
	}
	if (rc == SQLITE_OK)
		rc = db_begun(&begun, r->db, path, "record");
	if (rc == SQLITE_OK && begun)
		rc = sqlite3_exec(r->db, SQL_CACHE, NULL, NULL, NULL); /* it reads the schema */
	if (rc == SQLITE_OK && begun)
		rc = sqlite3_prepare_v2(r->db, ROW "WHERE r.pos >= ? ORDER BY r.pos LIMIT 1", -1, &r->from, NULL);
	if (rc == SQLITE_OK && begun)
		rc = sqlite3_prepare_v2(r->db, ROW "ORDER BY r.pos DESC LIMIT 1", -1, &r->head, NULL);
	if (rc != SQLITE_OK || !begun) {
		/* The kiosk is about to make it. */
		e = rc == SQLITE_OK || (rc & 0xff) == SQLITE_CANTOPEN ? STORE_READ_NONE : read_err(r, rc);
		store_read_close(r);
		return e;
	}
	*out = r;
	return 0;
}

void store_read_close(struct store_read *r)
{
	if (!r)
		return;
	(void)sqlite3_finalize(r->from);
	(void)sqlite3_finalize(r->head);
	(void)sqlite3_close(r->db);
	free(r);
}

static int take_row(struct store_row *out, struct store_read *r, sqlite3_stmt *st)
{
	int64_t place = sqlite3_column_int64(st, 0);
	int n_body = sqlite3_column_bytes(st, 3), state = sqlite3_column_int(st, 4);
	struct store_row row = {
	        .record = {.header = r->header, .signature = r->signature},
	        .epoch = (uint32_t)(place >> 32),
	        .seq = (uint32_t)place,
	};

	if (sqlite3_column_bytes(st, 1) != RECORD_HEADER_BYTES || sqlite3_column_bytes(st, 2) != KEY_SIGNATURE_BYTES ||
	        n_body > RECORD_BODY_MAX)
		return err_new(EBADMSG, "store.db: record %u-%u has a wrong size", row.epoch, row.seq);
	memcpy(r->header, sqlite3_column_blob(st, 1), RECORD_HEADER_BYTES);
	memcpy(r->signature, sqlite3_column_blob(st, 2), KEY_SIGNATURE_BYTES);
	if (n_body > 0) {
		memcpy(r->body, sqlite3_column_blob(st, 3), (size_t)n_body);
		row.record.body = r->body;
		row.record.n_body = (size_t)n_body;
	}
	row.state = state == 2                                         ? STORE_WIPED
	            : state == 1                                       ? STORE_CONFIRMED
	            : row.seq <= (uint32_t)sqlite3_column_int64(st, 5) ? STORE_SENT
	                                                               : STORE_WAITING;
	*out = row;
	return 0;
}

static int one_row(struct store_row *out, struct store_read *r, sqlite3_stmt *st)
{
	int rc = fault("store_read.step", EIO) ? SQLITE_IOERR : sqlite3_step(st), e;

	if (rc == SQLITE_ROW)
		e = take_row(out, r, st);
	else
		e = rc == SQLITE_DONE ? STORE_READ_END : read_err(r, rc);
	(void)sqlite3_reset(st); /* no lock outlives the call */
	return e;
}

int store_read_from(struct store_row *out, struct store_read *r, uint32_t epoch, uint32_t seq)
{
	(void)sqlite3_bind_int64(r->from, 1, (int64_t)((uint64_t)epoch << 32 | seq));
	return one_row(out, r, r->from);
}

int store_read_head(struct store_row *out, struct store_read *r)
{
	return one_row(out, r, r->head);
}
