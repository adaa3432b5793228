#include "store/ledger.h"

#include <errno.h>
#include <sqlite3.h>
#include <stdlib.h>

#include "store/db_begun.h"
#include "store/sql.h"
#include "sys/fault.h"
#include "sys/file.h"
#include "store/station.h"

struct ledger {
	sqlite3 *db;
};

static int ledger_err(const struct ledger *l, int rc)
{
	return err_new(EIO, "ledger.db: can not be read: %s (%d)",
	        sqlite3_errstr(l->db && sqlite3_errcode(l->db) != SQLITE_OK ? sqlite3_extended_errcode(l->db) : rc),
	        rc);
}

/* Not there yet, being made, or in the sender's hands: all of it passes. */
static bool passes(int rc)
{
	rc &= 0xff;
	return rc == SQLITE_CANTOPEN || rc == SQLITE_BUSY || rc == SQLITE_LOCKED || rc == SQLITE_READONLY;
}

int ledger_open(struct ledger **out, const char *data)
{
	struct ledger *l;
	char path[4096];
	int e = station_path(path, sizeof path, data, STATION_LEDGER_DB), rc;
	bool begun = false;

	if (e)
		return err_up(e);
	if (!file_exists(path))
		return LEDGER_NONE;
	l = fault("ledger.memory", ENOMEM) ? NULL : calloc(1, sizeof *l);
	if (!l)
		return err_new(ENOMEM, "no memory for the ledger");
	rc = sqlite3_open_v2(path, &l->db, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, NULL);
	if (rc == SQLITE_OK) {
		(void)sqlite3_busy_timeout(l->db, 100);
		(void)sqlite3_db_config(l->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
		rc = sqlite3_exec(l->db,
		        "PRAGMA trusted_schema=OFF; PRAGMA cell_size_check=ON; PRAGMA temp_store=MEMORY", NULL, NULL,
		        NULL);
	}
	if (rc == SQLITE_OK)
		rc = db_begun(&begun, l->db, path, "sent"); /* the last of LEDGER_SCHEMA */
	if (rc == SQLITE_OK && begun)
		rc = sqlite3_exec(l->db, SQL_CACHE, NULL, NULL, NULL); /* it reads the schema */
	if (rc != SQLITE_OK || !begun) {
		e = rc == SQLITE_OK || passes(rc) ? LEDGER_NONE : ledger_err(l, rc);
		ledger_close(l);
		return e;
	}
	*out = l;
	return 0;
}

void ledger_close(struct ledger *l)
{
	if (!l)
		return;
	(void)sqlite3_close(l->db);
	free(l);
}

static int prepared(sqlite3_stmt **out, struct ledger *l, const char *sql)
{
	int rc = fault("ledger.read", EIO) ? SQLITE_IOERR : sqlite3_prepare_v2(l->db, sql, -1, out, NULL);

	return rc == SQLITE_OK ? 0 : ledger_err(l, rc);
}

int ledger_each_receipt(struct ledger *l, ledger_receipt_fn *fn, void *me)
{
	sqlite3_stmt *st;
	int r = prepared(&st, l, "SELECT bytes FROM receipt ORDER BY epoch"), rc = SQLITE_DONE;

	if (r)
		return err_up(r);
	while (r == 0 && (rc = sqlite3_step(st)) == SQLITE_ROW)
		r = fn(me, sqlite3_column_blob(st, 0), (size_t)sqlite3_column_bytes(st, 0));
	if (r == 0 && rc != SQLITE_DONE)
		r = ledger_err(l, rc);
	(void)sqlite3_finalize(st);
	return r;
}

int ledger_sent(struct ledger *l, uint32_t epoch, uint32_t *up_to)
{
	sqlite3_stmt *st;
	int r = prepared(&st, l, "SELECT up_to FROM sent WHERE epoch = ?"), rc;

	if (r)
		return err_up(r);
	(void)sqlite3_bind_int64(st, 1, epoch);
	rc = sqlite3_step(st);
	if (rc == SQLITE_ROW || rc == SQLITE_DONE)
		*up_to = rc == SQLITE_ROW ? (uint32_t)sqlite3_column_int64(st, 0) : 0;
	else
		r = ledger_err(l, rc);
	(void)sqlite3_finalize(st);
	return r;
}
