#include "sync/hub_store_sqlite.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "sys/file.h"
#include "sys/text.h"

static const char schema[] =
        "CREATE TABLE IF NOT EXISTS device(id BLOB PRIMARY KEY, sign_key BLOB NOT NULL, station TEXT NOT NULL,"
        " print TEXT NOT NULL, serial TEXT NOT NULL, trust INTEGER NOT NULL, added INTEGER NOT NULL,"
        " revoked INTEGER NOT NULL) WITHOUT ROWID;";

static const char columns[] = "SELECT id, sign_key, station, print, serial, trust, added, revoked FROM device";

/* Its own small file with its own journal. Who only reads and finds none knows no stations, which is no trouble. */
int sqlite_devices_open(struct sqlite_store *s, const char *path, enum hub_mode mode)
{
	char name[4096];
	int r;

	if (snprintf(name, sizeof(name), "%s.devices", path) >= (int)sizeof(name))
		return err_new(ENAMETOOLONG, "%s: path too long.", path);
	if (mode == HUB_READ && !file_exists(name))
		return 0;
	r = db_open(&s->devices, name, mode == HUB_READ ? DB_READ : DB_SHARED, "The hub's list of stations");
	if (r == 0 && mode == HUB_DEVICES)
		r = db_do(&s->devices, schema);
	s->has_devices = r == 0;
	return err_up(r);
}

static int device_of_row(struct hub_device *d, struct db *db, sqlite3_stmt *q)
{
	int r;

	*d = (struct hub_device){.trust = sqlite3_column_int(q, 5) == HUB_KNOWN ? HUB_KNOWN : HUB_REVOKED,
	        .added_ms = sqlite3_column_int64(q, 6),
	        .revoked_ms = sqlite3_column_int64(q, 7)};
	if (!text_copy(d->station, sizeof(d->station), (const char *)sqlite3_column_text(q, 2)) ||
	        !text_copy(d->print, sizeof(d->print), (const char *)sqlite3_column_text(q, 3)) ||
	        !text_copy(d->serial, sizeof(d->serial), (const char *)sqlite3_column_text(q, 4)))
		return err_new(EBADMSG, "%s is damaged: a text is too long.", db->what);
	if ((r = db_blob(d->id, sizeof(d->id), db, q, 0)) < 0)
		return err_up(r);
	return err_up(db_blob(d->sign_key, sizeof(d->sign_key), db, q, 1));
}

static int prepare_columns(sqlite3_stmt **out, struct db *db, const char *tail)
{
	char sql[256];

	snprintf(sql, sizeof(sql), "%s%s", columns, tail);
	return err_up(db_prepare(out, db, sql));
}

int sqlite_get_device(void *me, struct hub_device *out, const uint8_t id[16])
{
	struct sqlite_store *s = me;
	struct hub_device d = {.trust = HUB_UNKNOWN};
	sqlite3_stmt *q;
	int r;

	if (!s->has_devices) {
		*out = d;
		return 0;
	}
	if ((r = prepare_columns(&q, &s->devices, " WHERE id = ?1")) < 0)
		return err_up(r);
	sqlite3_bind_blob(q, 1, id, 16, SQLITE_STATIC);
	if ((r = db_step(&s->devices, q)) == DB_ROW)
		r = device_of_row(&d, &s->devices, q);
	sqlite3_finalize(q);
	if (r < 0)
		return err_up(r);
	*out = d;
	return 0;
}

int sqlite_put_device(void *me, const struct hub_device *d)
{
	struct sqlite_store *s = me;
	sqlite3_stmt *q;
	int r = db_prepare(&q, &s->devices,
	        "INSERT OR REPLACE INTO device(id, sign_key, station, print, serial, trust, added, revoked)"
	        " VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)");

	if (r < 0)
		return err_up(r);
	sqlite3_bind_blob(q, 1, d->id, sizeof(d->id), SQLITE_STATIC);
	sqlite3_bind_blob(q, 2, d->sign_key, sizeof(d->sign_key), SQLITE_STATIC);
	sqlite3_bind_text(q, 3, d->station, -1, SQLITE_STATIC);
	sqlite3_bind_text(q, 4, d->print, -1, SQLITE_STATIC);
	sqlite3_bind_text(q, 5, d->serial, -1, SQLITE_STATIC);
	sqlite3_bind_int(q, 6, d->trust);
	sqlite3_bind_int64(q, 7, d->added_ms);
	sqlite3_bind_int64(q, 8, d->revoked_ms);
	r = db_step(&s->devices, q);
	sqlite3_finalize(q);
	return r < 0 ? err_up(r) : 0;
}

int sqlite_each_device(void *me, hub_device_fn *fn, void *ctx)
{
	struct sqlite_store *s = me;
	sqlite3_stmt *q;
	int r, result = 0;

	if (!s->has_devices)
		return 0;
	r = prepare_columns(&q, &s->devices, " ORDER BY station, id");
	while (r >= 0 && result == 0 && (r = db_step(&s->devices, q)) == DB_ROW) {
		struct hub_device d;

		if ((r = device_of_row(&d, &s->devices, q)) == 0)
			result = fn(ctx, &d);
	}
	sqlite3_finalize(q);
	return r < 0 ? err_up(r) : result;
}
