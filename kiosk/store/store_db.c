#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sys/fault.h"
#include "sys/file.h"
#include "store/kinds.h"
#include "store/sql.h"
#include "store/store_promise.h"

#define LOG_MODULE "store"

int store_sick(struct store *s, const char *fmt, ...)
{
	char why[sizeof s->why]; /* an argument may be s->why itself */
	va_list args;

	va_start(args, fmt);
	(void)vsnprintf(why, sizeof why, fmt, args);
	va_end(args);
	memcpy(s->why, why, sizeof why);
	s->sick = true;
	store_db_close(s);
	log_error(s->world.log, "out of service: %s", s->why);
	return STORE_SICK;
}

int store_trouble(struct store *s, int rc, const char *doing)
{
	if ((rc & 0xff) == SQLITE_FULL) {
		(void)snprintf(s->why, sizeof s->why,
		        "the disk of this station is full: %s did not fit. Make room on it", doing);
		log_warn(s->world.log, "%s", s->why);
		return STORE_FULL;
	}
	return store_sick(s, "%s: %s failed: %s (%d). Check the disk, then choose 'try again'", s->path, doing,
	        sqlite3_errstr(rc), rc);
}

static int query(sqlite3_stmt **out, struct store *s, const char *sql, const char *kinds, va_list args)
{
	int rc = sql_fault("store.prepare", ENOMEM);

	if (rc == SQLITE_OK)
		rc = sql_query(out, s->db, sql, kinds, args);
	return rc == SQLITE_OK ? 0 : store_trouble(s, rc, "a question to the store");
}

int store_query(sqlite3_stmt **out, struct store *s, const char *sql, const char *kinds, ...)
{
	va_list args;
	int r;

	va_start(args, kinds);
	r = query(out, s, sql, kinds, args);
	va_end(args);
	return r;
}

int store_run(struct store *s, const char *place, const char *sql, const char *kinds, ...)
{
	sqlite3_stmt *st = NULL;
	va_list args;
	int r, rc;

	va_start(args, kinds);
	r = query(&st, s, sql, kinds, args);
	va_end(args);
	if (r)
		return r;
	rc = sql_fault(place, EIO);
	if (rc == SQLITE_OK)
		rc = sql_finish(st);
	else
		(void)sqlite3_finalize(st);
	return rc == SQLITE_DONE ? 0 : store_trouble(s, rc, place);
}

int store_number(int64_t *out, struct store *s, int64_t otherwise, const char *sql, const char *kinds, ...)
{
	sqlite3_stmt *st = NULL;
	va_list args;
	int r, rc;

	va_start(args, kinds);
	r = query(&st, s, sql, kinds, args);
	va_end(args);
	if (r)
		return r;
	rc = sql_fault("store.read", EIO);
	if (rc == SQLITE_OK)
		rc = sqlite3_step(st);
	if (rc == SQLITE_ROW && sqlite3_column_type(st, 0) == SQLITE_INTEGER)
		*out = sqlite3_column_int64(st, 0);
	else if (rc == SQLITE_ROW || rc == SQLITE_DONE)
		*out = otherwise;
	else
		r = store_trouble(s, rc, "reading");
	(void)sqlite3_finalize(st);
	return r;
}

/* keep_of(header): how long a row of this type stays after its receipt; NULL: until a person deletes it. */
static void sql_keep_of(sqlite3_context *context, int n, sqlite3_value **values)
{
	const struct store *s = sqlite3_user_data(context);
	struct record_header h;
	int64_t keep;

	(void)n;
	if (sqlite3_value_bytes(values[0]) != RECORD_HEADER_BYTES ||
	        record_header_take(&h, sqlite3_value_blob(values[0])))
		return;
	keep = retention_of_kind(h.type)->keep_ms;
	if (keep >= 0)
		sqlite3_result_int64(context, s->world.has_keep ? s->world.keep_ms : keep);
}

static int wal_grew(void *me, sqlite3 *db, const char *name, int pages)
{
	(void)db, (void)name;
	((struct store *)me)->wal_pages = pages;
	return SQLITE_OK;
}

/* The file itself and its name are on the disk before the first record is: SQLite does not see to the folder. */
static int make_file(const char *path, const char *dir)
{
	int fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0640), e = 0;

	if (fd < 0 && errno == EEXIST)
		return 0;
	if (fd < 0)
		return err_new(errno, "%s: can not be made: %s", path, strerror(errno));
	if ((e = fault("store.create", EIO)) == 0 && (fchmod(fd, 0640) < 0 || fsync(fd) < 0))
		e = -errno;
	(void)close(fd);
	if (e) {
		(void)unlink(path);
		return err_new(-e, "%s: can not be made: %s", path, strerror(-e));
	}
	return err_up(dir_sync(dir));
}

static int make_places(struct store *s)
{
	char store[4096], ledger[4096];
	int e = station_path(store, sizeof store, s->world.data, STATION_STORE);

	if (e == 0)
		e = station_path(ledger, sizeof ledger, s->world.data, STATION_LEDGER);
	if (e == 0)
		e = station_path(s->path, sizeof s->path, s->world.data, STATION_STORE_DB);
	if (e == 0)
		e = dir_make(s->world.data, 0750);
	if (e == 0)
		e = dir_make(store, 02750);
	if (e == 0)
		e = dir_make(ledger, 02770);
	return err_up(e ? e : make_file(s->path, store));
}

static int pragmas(struct store *s)
{
	char sql[400];
	int on = 1, rc;

	/* autocheckpoint off: SQLite 3.40 may spoil a WAL when two connections write or checkpoint at once; here only we do, when idle. */
	(void)snprintf(sql, sizeof sql,
	        "PRAGMA page_size=%d; PRAGMA journal_mode=WAL; PRAGMA synchronous=%s; PRAGMA secure_delete=ON;"
	        "PRAGMA trusted_schema=OFF; PRAGMA cell_size_check=ON; PRAGMA wal_autocheckpoint=0;"
	        "PRAGMA temp_store=MEMORY; PRAGMA mmap_size=0; " SQL_CACHE " PRAGMA journal_size_limit=%d",
	        STORE_PAGE_BYTES, s->tuning.synchronous ? s->tuning.synchronous : "FULL", STORE_WAL_MOST_BYTES);
	(void)sqlite3_extended_result_codes(s->db, 1);
	(void)sqlite3_busy_timeout(s->db, 200);
	(void)sqlite3_db_config(s->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	(void)sqlite3_db_config(s->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
	/* The reader beside us opens read-only and needs both files to be there. */
	(void)sqlite3_file_control(s->db, "main", SQLITE_FCNTL_PERSIST_WAL, &on);
	rc = sqlite3_exec(s->db, sql, NULL, NULL, NULL);
	(void)sqlite3_wal_hook(
	        s->db, wal_grew, s); /* after the pragma: autocheckpoint is a hook of its own and would replace it */
	return rc;
}

int store_db_open(struct store *s)
{
	enum { FLAGS = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX };
	int rc, r;

	if (s->world.station->n_authorities == 0)
		return store_sick(s,
		        "station.conf names no authority key: nobody could open a record. Add a line 'authority = ...'");
	if (make_places(s))
		return store_sick(s, "%s", err_why());
	rc = sql_fault("store.open", EIO);
	if (rc == SQLITE_OK)
		rc = sqlite3_open_v2(s->path, &s->db, FLAGS, s->tuning.vfs);
	if (rc == SQLITE_OK)
		rc = pragmas(s);
	if (rc == SQLITE_OK && sqlite3_db_readonly(s->db, "main"))
		rc = SQLITE_READONLY;
	if (rc == SQLITE_OK)
		rc = sqlite3_create_function(
		        s->db, "keep_of", 1, SQLITE_UTF8 | SQLITE_DIRECTONLY, s, sql_keep_of, NULL, NULL);
	if (rc != SQLITE_OK)
		return store_sick(s,
		        "%s: can not be opened for writing: %s (%d). Check the disk and its rights, then choose 'try again'",
		        s->path, sqlite3_errstr(rc), rc);
	r = store_make_tables(s);
	if (r == 0)
		r = store_load_head(s);
	if (r == 0)
		r = store_take_pledge(s);
	if (r == STORE_FULL)
		return store_sick(s, "%s", s->why);
	return r;
}

void store_db_close(struct store *s)
{
	(void)sqlite3_finalize(s->insert);
	(void)sqlite3_close_v2(
	        s->db); /* a question under way still ends by itself: trouble may be noticed in the middle of one */
	s->insert = NULL;
	s->db = NULL;
	pledge_close(&s->pledge);
}
