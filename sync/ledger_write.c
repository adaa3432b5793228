#include "sync/ledger_write.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
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

#define GET_RECEIPT "SELECT bytes FROM receipt WHERE epoch = ?"
#define PUT_RECEIPT "INSERT OR REPLACE INTO receipt(epoch, bytes) VALUES(?, ?)"
#define PUT_SENT                                                                                                       \
	"INSERT INTO sent(epoch, up_to) VALUES(?1, ?2) ON CONFLICT(epoch) DO UPDATE SET up_to = ?2 WHERE up_to < ?2"
#define PUT_ASIDE "INSERT OR REPLACE INTO aside(epoch, seq, code) VALUES(?, ?, ?)"
#define IS_ASIDE "SELECT count(*) FROM aside WHERE epoch = ? AND seq = ?"
#define FIRST_ASIDE "SELECT min(seq) FROM aside WHERE epoch = ?"
#define EACH_ASIDE "SELECT epoch, seq, code FROM aside ORDER BY epoch, seq"

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

/* Something else where a file should be. */
static bool is_taken(const char *path)
{
	static const char *const ends[] = {"", "-wal", "-shm"};
	char name[4096 + 8];
	struct stat st;

	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
		(void)snprintf(name, sizeof name, "%s%s", path, ends[i]);
		if (lstat(name, &st) == 0 && !S_ISREG(st.st_mode))
			return true;
	}
	return false;
}

static int damaged(struct ledger_write *l, const char *what)
{
	l->db.damaged = true;
	return err_new(EIO, "The ledger is damaged: %s.", what);
}

/* Every page, and every statement of ours: a table of another form would refuse one of them at the worst moment. */
static int look(struct ledger_write *l, const char *path)
{
	static const char *const ours[] = {
	        GET_RECEIPT, PUT_RECEIPT, PUT_SENT, PUT_ASIDE, IS_ASIDE, FIRST_ASIDE, EACH_ASIDE};
	sqlite3_stmt *q;
	int r = db_prepare(&q, &l->db, "PRAGMA integrity_check(1)");

	if (r < 0)
		return err_up(r);
	r = db_step(&l->db, q);
	if (r == DB_ROW && !text_is((const char *)sqlite3_column_text(q, 0), "ok"))
		r = damaged(l, (const char *)sqlite3_column_text(q, 0));
	sqlite3_finalize(q);
	for (size_t i = 0; r >= 0 && i < sizeof ours / sizeof *ours; i++) {
		r = db_prepare(&q, &l->db, ours[i]);
		if (r == 0)
			sqlite3_finalize(q);
	}
	/* A file that may be written and that SQLite will not write says of itself that it is of another making. */
	if (r >= 0 && sqlite3_db_readonly(l->db.sql, "main") && access(path, W_OK) == 0)
		r = damaged(l, "it says of itself that it is read-only");
	return r < 0 ? err_up(r) : 0;
}

int ledger_write_look(struct ledger_write *out, bool *is_damaged, const char *data)
{
	struct ledger_write l = {0};
	char path[4096], dir[4096];
	int r;

	*is_damaged = false;
	if ((r = station_path(dir, sizeof(dir), data, STATION_LEDGER)) < 0 || (r = dir_make(dir, 0770)) < 0 ||
	        (r = station_path(path, sizeof(path), data, STATION_LEDGER_DB)) < 0)
		return err_up(r);
	*is_damaged = is_taken(path);
	if (*is_damaged)
		return err_new(EIO, "%s is damaged: it, or what lies beside it, is no file.", path);
	if ((r = share(path)) < 0 || (r = db_open_look(&l.db, is_damaged, path, DB_WRITE, "The ledger")) < 0)
		return err_up(r);
	if ((r = db_do(&l.db, SQL_CACHE)) < 0 || (r = db_do(&l.db, LEDGER_SCHEMA)) < 0 ||
	        (r = db_do(&l.db, own_schema)) < 0 || (r = look(&l, path)) < 0) {
		*is_damaged = l.db.damaged;
		db_close(&l.db);
		return err_up(r);
	}
	*out = l;
	return 0;
}

int ledger_write_open(struct ledger_write *out, const char *data)
{
	bool is_damaged;

	return err_up(ledger_write_look(out, &is_damaged, data));
}

bool ledger_is_damaged(const struct ledger_write *l)
{
	return l->db.damaged;
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
	int r = prepare(&q, l, GET_RECEIPT, &v);

	if (r < 0)
		return err_up(r);
	r = db_step(&l->db, q);
	/* One of another size is none: the hub gives it again. */
	if (r >= 0)
		*found = r == DB_ROW && sqlite3_column_bytes(q, 0) == RECEIPT_BYTES;
	if (r >= 0 && *found)
		r = db_blob(out, RECEIPT_BYTES, &l->db, q, 0);
	sqlite3_finalize(q);
	return r < 0 ? err_up(r) : 0;
}

int ledger_put_receipt(struct ledger_write *l, uint32_t epoch, const uint8_t bytes[RECEIPT_BYTES])
{
	const struct values v = {.number = {epoch}, .n = 1, .bytes = bytes, .len = RECEIPT_BYTES};

	return err_up(run(l, PUT_RECEIPT, &v));
}

int ledger_put_sent(struct ledger_write *l, uint32_t epoch, uint32_t up_to)
{
	const struct values v = {.number = {epoch, up_to}, .n = 2};

	return err_up(run(l, PUT_SENT, &v));
}

int ledger_put_aside(struct ledger_write *l, const struct ledger_aside *a)
{
	const struct values v = {.number = {a->epoch, a->seq}, .n = 2, .text = a->code};

	return err_up(run(l, PUT_ASIDE, &v));
}

int ledger_is_aside(bool *out, struct ledger_write *l, uint32_t epoch, uint32_t seq)
{
	const struct values v = {.number = {epoch, seq}, .n = 2};
	int64_t n;
	int r = ask(&n, l, IS_ASIDE, &v);

	if (r == 0)
		*out = n > 0;
	return err_up(r);
}

int ledger_first_aside(uint32_t *out, struct ledger_write *l, uint32_t epoch)
{
	const struct values v = {.number = {epoch}, .n = 1};
	int64_t n;
	int r = ask(&n, l, FIRST_ASIDE, &v);

	if (r == 0)
		*out = (uint32_t)n;
	return err_up(r);
}

int ledger_each_aside(struct ledger_write *l, ledger_aside_fn *fn, void *me)
{
	sqlite3_stmt *q;
	int result = 0, r = db_prepare(&q, &l->db, EACH_ASIDE);

	while (r >= 0 && result == 0 && (r = db_step(&l->db, q)) == DB_ROW) {
		struct ledger_aside a = {
		        .epoch = (uint32_t)sqlite3_column_int64(q, 0), .seq = (uint32_t)sqlite3_column_int64(q, 1)};

		(void)text_copy(a.code, sizeof(a.code), (const char *)sqlite3_column_text(q, 2));
		result = fn(me, &a);
	}
	sqlite3_finalize(q);
	return r < 0 ? err_up(r) : result;
}
