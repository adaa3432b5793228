#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/desk_inside.h"
#include "store/station.h"
#include "store/sql.h"
#include "sys/fault.h"
#include "sys/file.h"

#define LOG_MODULE "desk"

/* What desk_look() finds. */
enum { LOOKS_WELL, LOOKS_DAMAGED, LOOKS_SICK };

void desk_file_close(struct desk *d)
{
	/* A question under way still ends by itself: trouble may be noticed in the middle of one. */
	(void)sqlite3_close_v2(d->db);
	d->db = NULL;
	d->in_transaction = false;
}

/* The file and its name are on the disk before the first row is: SQLite does not see to the folder. */
static int make_file(struct desk *d)
{
	char dir[sizeof d->path];
	int e = station_path(dir, sizeof dir, d->data, STATION_STORE), fd;

	if (e == 0)
		e = dir_make(d->data, 0750);
	if (e == 0)
		e = dir_make(dir, 02750);
	if (e)
		return err_up(e);
	fd = open(d->path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (fd < 0 && errno == EEXIST)
		return 0;
	if (fd < 0)
		return err_new(errno, "%s: can not be made: %s", d->path, strerror(errno));
	e = fault("desk.create", EIO);
	if (e == 0 && fsync(fd) < 0)
		e = -errno;
	(void)close(fd);
	if (e) {
		(void)unlink(d->path);
		return err_new(-e, "%s: can not be made: %s", d->path, strerror(-e));
	}
	return err_up(dir_sync(dir));
}

static int pragmas(struct desk *d)
{
	char sql[500];

	/* Exclusive: no other program sees a half-told story, and no shared memory is needed. */
	(void)snprintf(sql, sizeof sql,
	        "PRAGMA page_size=%d; PRAGMA locking_mode=EXCLUSIVE; PRAGMA journal_mode=WAL; PRAGMA synchronous=%s;"
	        "PRAGMA secure_delete=ON; PRAGMA trusted_schema=OFF; PRAGMA cell_size_check=ON;"
	        "PRAGMA foreign_keys=ON; PRAGMA temp_store=MEMORY; PRAGMA mmap_size=0; PRAGMA wal_autocheckpoint=200;" SQL_CACHE
	        " PRAGMA journal_size_limit=1048576",
	        DESK_PAGE_BYTES, d->tuning.synchronous ? d->tuning.synchronous : "FULL");
	(void)sqlite3_extended_result_codes(d->db, 1);
	(void)sqlite3_busy_timeout(d->db, 200);
	(void)sqlite3_db_config(d->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	return sqlite3_exec(d->db, sql, NULL, NULL, NULL);
}

static int ask(int64_t *number, bool *is_ok, sqlite3 *db, const char *sql)
{
	sqlite3_stmt *st = NULL;
	int rc = sqlite3_prepare_v2(db, sql, -1, &st, NULL);

	if (rc == SQLITE_OK)
		rc = sqlite3_step(st);
	if (rc == SQLITE_ROW) {
		const char *text = (const char *)sqlite3_column_text(st, 0);

		*number = sqlite3_column_int64(st, 0);
		*is_ok = text && strcmp(text, "ok") == 0;
		rc = SQLITE_OK;
	}
	(void)sqlite3_finalize(st);
	return rc;
}

static bool is_damage(int rc)
{
	return (rc & 0xff) == SQLITE_CORRUPT || (rc & 0xff) == SQLITE_NOTADB;
}

static int make_own(struct desk *d)
{
	char sql[120];

	(void)snprintf(
	        sql, sizeof sql, "PRAGMA application_id=%d; PRAGMA user_version=%d", DESK_APPLICATION, DESK_VERSION);
	return sqlite3_exec(d->db, sql, NULL, NULL, NULL);
}

/* Whose it is, which version, and whether its pages hold together. */
static int look(struct desk *d)
{
	int64_t application = 0, version = 0, things = 0, none;
	bool ok = false;
	int rc = ask(&application, &ok, d->db, "PRAGMA application_id");

	if (rc == SQLITE_OK)
		rc = ask(&version, &ok, d->db, "PRAGMA user_version");
	if (rc == SQLITE_OK)
		rc = ask(&things, &ok, d->db, "SELECT count(*) FROM sqlite_schema");
	if (rc == SQLITE_OK)
		rc = ask(&none, &ok, d->db, "PRAGMA quick_check(1)");
	if (is_damage(rc) || (rc == SQLITE_OK && !ok))
		return LOOKS_DAMAGED;
	if (rc == SQLITE_OK && application == 0 && things == 0)
		rc = make_own(d);
	else if (rc == SQLITE_OK && application != DESK_APPLICATION)
		return LOOKS_DAMAGED; /* a database of someone else */
	if (rc == SQLITE_OK && version > DESK_VERSION) {
		(void)desk_sick(d,
		        "%s: was written by a newer Loket (version %lld, this one knows %d); update this station",
		        d->path, (long long)version, DESK_VERSION);
		return LOOKS_SICK;
	}
	if (rc == SQLITE_OK)
		return LOOKS_WELL;
	if (desk_trouble(d, rc, "looking at it") == DESK_FULL)
		(void)desk_sick(d, "%s: the disk is full. Make room, then choose 'try again'", d->path);
	return LOOKS_SICK;
}

static int open_once(struct desk *d)
{
	int rc;

	if (make_file(d)) {
		(void)desk_sick(d, "%s", err_why());
		return LOOKS_SICK;
	}
	rc = sql_fault("desk.open", EIO);
	if (rc == SQLITE_OK)
		rc = sqlite3_open_v2(d->path, &d->db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, d->tuning.vfs);
	if (rc == SQLITE_OK)
		rc = pragmas(d);
	if (is_damage(rc))
		return LOOKS_DAMAGED;
	if (rc == SQLITE_OK && sqlite3_db_readonly(d->db, "main"))
		rc = SQLITE_READONLY;
	if (rc == SQLITE_OK)
		return look(d);
	if (desk_trouble(d, rc, "opening it") == DESK_FULL)
		(void)desk_sick(d, "%s: the disk is full. Make room, then choose 'try again'", d->path);
	return LOOKS_SICK;
}

/* Renames the file and what lies beside it. The file first: a log without its database is dropped by SQLite. */
static int set_aside(struct desk *d)
{
	static const char *const ends[] = {"", "-wal", "-shm", "-journal"};
	char to[sizeof d->path + 40], from[sizeof d->path + 16], dir[sizeof d->path];
	int n = 1;

	do
		(void)snprintf(to, sizeof to, "%s.damaged-%d", d->path, n);
	while (file_exists(to) && ++n <= DESK_DAMAGED_MOST);
	if (n > DESK_DAMAGED_MOST)
		return err_new(EEXIST, "%s: %d damaged files lie beside it already", d->path, DESK_DAMAGED_MOST);
	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
		int e = fault("desk.aside", EIO);

		(void)snprintf(from, sizeof from, "%s%s", d->path, ends[i]);
		(void)snprintf(to, sizeof to, "%s.damaged-%d%s", d->path, n, ends[i]);
		if (e == 0 && rename(from, to) < 0 && errno != ENOENT)
			e = -errno;
		if (e)
			return err_new(-e, "%s: can not be set aside: %s", from, strerror(-e));
	}
	d->set_aside = true;
	log_error(d->log,
	        "%s was damaged; it lies as desk.db.damaged-%d beside a new one: the counts and limits of this "
	        "desk begin anew",
	        d->path, n);
	return err_up(station_path(dir, sizeof dir, d->data, STATION_STORE) ? -EINVAL : dir_sync(dir));
}

int desk_file_open(struct desk *d)
{
	int seen = open_once(d);

	if (seen != LOOKS_DAMAGED)
		return seen == LOOKS_SICK ? DESK_SICK : 0;
	desk_file_close(d);
	if (set_aside(d))
		return desk_sick(d, "%s", err_why());
	seen = open_once(d);
	if (seen == LOOKS_DAMAGED)
		return desk_sick(
		        d, "%s: a new one is damaged at once. Check the disk, then choose 'try again'", d->path);
	return seen == LOOKS_SICK ? DESK_SICK : 0;
}
