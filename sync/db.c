#include "sync/db.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sys/fault.h"

enum { BUSY_MS = 5000 };

static const char *const opening[] = {
        [DB_WRITE] = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA wal_autocheckpoint=1000;"
                     "PRAGMA trusted_schema=OFF; PRAGMA cell_size_check=ON;",
        [DB_READ] = "PRAGMA query_only=ON; PRAGMA trusted_schema=OFF; PRAGMA cell_size_check=ON;",
        [DB_SHARED] = "PRAGMA journal_mode=DELETE; PRAGMA synchronous=EXTRA; PRAGMA trusted_schema=OFF;",
};

int db_trouble(struct db *d)
{
	int code = d->sql ? sqlite3_errcode(d->sql) & 0xff : SQLITE_NOMEM;
	int number = code == SQLITE_FULL ? ENOSPC : code == SQLITE_BUSY ? EBUSY : code == SQLITE_READONLY ? EROFS : EIO;

	/* No statement here is wrong, and none breaks a rule of a table of ours: then the tables are not ours. */
	if (code == SQLITE_CORRUPT || code == SQLITE_NOTADB || code == SQLITE_ERROR || code == SQLITE_CONSTRAINT)
		d->damaged = true;
	return err_new(number, "%s: %s.", d->what, d->sql ? sqlite3_errmsg(d->sql) : "no memory");
}

/* SQLite makes files with the umask's mode; made here first, nobody else can read it for even a moment. */
static int make_file(const char *path, const char *what)
{
	int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0640);

	if (fd < 0)
		return err_new(errno, "%s: %s can not be opened: %s.", what, path, strerror(errno));
	(void)close(fd);
	return 0;
}

int db_open(struct db *out, const char *path, enum db_mode mode, const char *what)
{
	bool damaged;

	return err_up(db_open_look(out, &damaged, path, mode, what));
}

int db_open_look(struct db *out, bool *damaged, const char *path, enum db_mode mode, const char *what)
{
	struct db d = {.what = what};
	int flags = (mode == DB_READ ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE) | SQLITE_OPEN_NOMUTEX;
	int r;

	*damaged = false;
	if (mode == DB_READ && access(path, F_OK) < 0)
		return err_new(ENOENT, "%s: %s does not exist.", what, path);
	if (mode != DB_READ && (r = make_file(path, what)) < 0)
		return err_up(r);
	if (sqlite3_open_v2(path, &d.sql, flags, NULL) != SQLITE_OK ||
	        sqlite3_db_config(d.sql, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, mode == DB_READ, NULL) != SQLITE_OK ||
	        sqlite3_busy_timeout(d.sql, BUSY_MS) != SQLITE_OK ||
	        sqlite3_exec(d.sql, opening[mode], NULL, NULL, NULL) != SQLITE_OK) {
		r = db_trouble(&d);
		sqlite3_close(d.sql);
		*damaged = d.damaged;
		return err_up(r);
	}
	*out = d;
	return 0;
}

void db_close(struct db *d)
{
	if (d && d->sql)
		sqlite3_close(d->sql);
	if (d)
		d->sql = NULL;
}

int db_do(struct db *d, const char *sql)
{
	int e = fault("db.do", EIO);

	if (e)
		return err_new(-e, "%s: %s.", d->what, strerror(-e));
	return sqlite3_exec(d->sql, sql, NULL, NULL, NULL) == SQLITE_OK ? 0 : db_trouble(d);
}

int db_prepare(sqlite3_stmt **out, struct db *d, const char *sql)
{
	return sqlite3_prepare_v2(d->sql, sql, -1, out, NULL) == SQLITE_OK ? 0 : db_trouble(d);
}

int db_step(struct db *d, sqlite3_stmt *s)
{
	int code, e = fault("db.step", ENOSPC);

	if (e)
		return err_new(-e, "%s: %s.", d->what, strerror(-e));
	code = sqlite3_step(s);
	return code == SQLITE_ROW ? DB_ROW : code == SQLITE_DONE ? DB_DONE : db_trouble(d);
}

int db_run(struct db *d, sqlite3_stmt *s)
{
	int r = db_step(d, s);

	(void)sqlite3_reset(s);
	(void)sqlite3_clear_bindings(s);
	return r < 0 ? err_up(r) : 0;
}

int db_blob(void *out, size_t n, struct db *d, sqlite3_stmt *s, int column)
{
	const void *bytes = sqlite3_column_blob(s, column);

	if (!bytes || (size_t)sqlite3_column_bytes(s, column) != n)
		return err_new(EBADMSG, "%s is damaged: a field of %zu bytes has %d.", d->what, n,
		        sqlite3_column_bytes(s, column));
	memcpy(out, bytes, n);
	return 0;
}
