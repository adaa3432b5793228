#include "sync/ledger_write.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/sql.h"
#include "store/station.h"
#include "sys/file.h"
#include "sys/text.h"

static const char own_schema[] =
        "CREATE TABLE IF NOT EXISTS aside(epoch INTEGER NOT NULL, seq INTEGER NOT NULL, code TEXT NOT NULL,"
        " PRIMARY KEY(epoch, seq)) WITHOUT ROWID;";

/*
 * The kiosk reads beside us under a user of its own, and a reader of SQLite's write-ahead log writes its shared index (ledger.db-shm). Whoever comes first
 * makes that with the rights of ledger.db: both users' group, or the second is locked out.
 */
static int share(const char *path)
{
	int fd, e = 0;

	if (chmod(path, 0660) == 0 || errno == EPERM)
		return 0;
	fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0660);
	if (fd < 0 || fchmod(fd, 0660))
		e = err_new(errno, "%s can not be made: %s", path, strerror(errno));
	if (fd >= 0)
		(void)close(fd);
	return e;
}

int ledger_write_open(struct ledger_write *out, const char *data)
{
	struct ledger_write l = {0};
	char path[4096], dir[4096];
	int r;

	if ((r = station_path(dir, sizeof(dir), data, STATION_LEDGER)) < 0 || (r = dir_make(dir, 0770)) < 0 ||
	        (r = station_path(path, sizeof(path), data, STATION_LEDGER_DB)) < 0 || (r = share(path)) < 0 ||
	        (r = db_open(&l.db, path, DB_WRITE, "The ledger")) < 0)
		return err_up(r);
	if ((r = db_do(&l.db, SQL_CACHE)) < 0 || (r = db_do(&l.db, LEDGER_SCHEMA)) < 0 ||
	        (r = db_do(&l.db, own_schema)) < 0) {
		db_close(&l.db);
		return err_up(r);
	}
	*out = l;
	return 0;
}

void ledger_write_close(struct ledger_write *l)
{
	if (l)
		db_close(&l->db);
}

/* One statement with up to three values; few a minute, so none is kept prepared. */
struct values {
	int64_t number[2];
	int n;
	const void *bytes; /* bound last; NULL: none */
	size_t len;
	const char *text; /* bound last; NULL: none */
};

static int prepare(sqlite3_stmt **out, struct ledger_write *l, const char *sql, const struct values *v)
{
	int r = db_prepare(out, &l->db, sql);

	if (r < 0)
		return err_up(r);
	for (int i = 0; i < v->n; i++)
		sqlite3_bind_int64(*out, i + 1, v->number[i]);
	if (v->bytes)
		sqlite3_bind_blob64(*out, v->n + 1, v->bytes, v->len, SQLITE_STATIC);
	if (v->text)
		sqlite3_bind_text(*out, v->n + 1, v->text, -1, SQLITE_STATIC);
	return 0;
}

static int run(struct ledger_write *l, const char *sql, const struct values *v)
{
	sqlite3_stmt *q;
	int r = prepare(&q, l, sql, v);

	if (r < 0)
		return err_up(r);
	r = db_step(&l->db, q);
	sqlite3_finalize(q);
	return r < 0 ? err_up(r) : 0;
}

/* The first row's first number; 0 when there is none. */
static int ask(int64_t *out, struct ledger_write *l, const char *sql, const struct values *v)
{
	sqlite3_stmt *q;
	int r = prepare(&q, l, sql, v);

	if (r < 0)
		return err_up(r);
	r = db_step(&l->db, q);
	if (r >= 0)
		*out = r == DB_ROW ? sqlite3_column_int64(q, 0) : 0;
	sqlite3_finalize(q);
	return r < 0 ? err_up(r) : 0;
}

int ledger_get_receipt(uint8_t out[RECEIPT_BYTES], bool *found, struct ledger_write *l, uint32_t epoch)
{
	const struct values v = {.number = {epoch}, .n = 1};
	sqlite3_stmt *q;
	int r = prepare(&q, l, "SELECT bytes FROM receipt WHERE epoch = ?", &v);

	if (r < 0)
		return err_up(r);
	r = db_step(&l->db, q);
	if (r >= 0)
		*found = r == DB_ROW;
	if (r == DB_ROW)
		r = db_blob(out, RECEIPT_BYTES, &l->db, q, 0);
	sqlite3_finalize(q);
	return r < 0 ? err_up(r) : 0;
}

int ledger_put_receipt(struct ledger_write *l, uint32_t epoch, const uint8_t bytes[RECEIPT_BYTES])
{
	const struct values v = {.number = {epoch}, .n = 1, .bytes = bytes, .len = RECEIPT_BYTES};

	return err_up(run(l, "INSERT OR REPLACE INTO receipt(epoch, bytes) VALUES(?, ?)", &v));
}

int ledger_put_sent(struct ledger_write *l, uint32_t epoch, uint32_t up_to)
{
	const struct values v = {.number = {epoch, up_to}, .n = 2};

	return err_up(run(l,
	        "INSERT INTO sent(epoch, up_to) VALUES(?1, ?2)"
	        " ON CONFLICT(epoch) DO UPDATE SET up_to = ?2 WHERE up_to < ?2",
	        &v));
}

int ledger_put_aside(struct ledger_write *l, const struct ledger_aside *a)
{
	const struct values v = {.number = {a->epoch, a->seq}, .n = 2, .text = a->code};

	return err_up(run(l, "INSERT OR REPLACE INTO aside(epoch, seq, code) VALUES(?, ?, ?)", &v));
}

int ledger_is_aside(bool *out, struct ledger_write *l, uint32_t epoch, uint32_t seq)
{
	const struct values v = {.number = {epoch, seq}, .n = 2};
	int64_t n;
	int r = ask(&n, l, "SELECT count(*) FROM aside WHERE epoch = ? AND seq = ?", &v);

	if (r == 0)
		*out = n > 0;
	return err_up(r);
}

int ledger_first_aside(uint32_t *out, struct ledger_write *l, uint32_t epoch)
{
	const struct values v = {.number = {epoch}, .n = 1};
	int64_t n;
	int r = ask(&n, l, "SELECT min(seq) FROM aside WHERE epoch = ?", &v);

	if (r == 0)
		*out = (uint32_t)n;
	return err_up(r);
}

int ledger_each_aside(struct ledger_write *l, ledger_aside_fn *fn, void *me)
{
	sqlite3_stmt *q;
	int result = 0, r = db_prepare(&q, &l->db, "SELECT epoch, seq, code FROM aside ORDER BY epoch, seq");

	while (r >= 0 && result == 0 && (r = db_step(&l->db, q)) == DB_ROW) {
		struct ledger_aside a = {
		        .epoch = (uint32_t)sqlite3_column_int64(q, 0), .seq = (uint32_t)sqlite3_column_int64(q, 1)};

		(void)text_copy(a.code, sizeof(a.code), (const char *)sqlite3_column_text(q, 2));
		result = fn(me, &a);
	}
	sqlite3_finalize(q);
	return r < 0 ? err_up(r) : result;
}
