#include "store/desk.h"

#include <assert.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "store/desk_inside.h"
#include "store/station.h"
#include "sys/fault.h"
#include "sys/text.h"

int desk_open_tuned(struct desk **out, const char *data, const struct log *log, const struct desk_tuning *tuning)
{
	struct desk *d = fault("desk.memory", ENOMEM) ? NULL : calloc(1, sizeof *d);
	int e;

	if (!d)
		return err_new(ENOMEM, "no memory for the desk's book");
	d->log = log;
	if (tuning)
		d->tuning = *tuning;
	e = text_copy(d->data, sizeof d->data, data) ? station_path(d->path, sizeof d->path, data, STATION_DESK_DB)
	                                             : err_new(ENAMETOOLONG, "the data folder's name is too long");
	if (e) {
		free(d);
		return err_up(e);
	}
	e = desk_file_open(d);
	*out = d;
	return e < 0 ? err_up(e) : 0; /* a sick desk is an open one */
}

int desk_open(struct desk **out, const char *data, const struct log *log)
{
	return err_up(desk_open_tuned(out, data, log, NULL));
}

void desk_close(struct desk *d)
{
	if (!d)
		return;
	desk_rollback(d);
	desk_file_close(d);
	free(d);
}

bool desk_is_well(const struct desk *d)
{
	return d->db != NULL;
}

const char *desk_why(const struct desk *d)
{
	return d->db ? "" : d->why;
}

bool desk_was_set_aside(const struct desk *d)
{
	return d->set_aside;
}

int desk_try_again(struct desk *d)
{
	int r;

	assert(!d->in_transaction || !d->db);
	desk_file_close(d);
	r = desk_file_open(d);
	for (int i = 0; r == 0 && i < d->n_tables; i++)
		r = desk_exec(d, "desk.table", d->tables[i]);
	if (r == DESK_FULL)
		r = desk_sick(d, "%s: the disk is full. Make room, then choose 'try again'", d->path);
	return r;
}

int desk_table(struct desk *d, const char *sql)
{
	assert(d->n_tables < DESK_TABLES_MOST && !d->in_transaction);
	for (int i = 0; i < d->n_tables; i++)
		if (d->tables[i] == sql)
			return desk_exec(d, "desk.table", sql);
	d->tables[d->n_tables++] = sql;
	return desk_exec(d, "desk.table", sql);
}

/* ---- many at once ------------------------------------------------------------- */

int desk_begin(struct desk *d)
{
	int r;

	assert(!d->in_transaction);
	r = desk_exec(d, "desk.begin", "BEGIN IMMEDIATE");
	d->in_transaction = r == 0;
	return r;
}

int desk_commit(struct desk *d)
{
	bool is_gone = d->in_transaction && d->db && sqlite3_get_autocommit(d->db); /* a full disk took it back */
	int r = is_gone ? DESK_FULL : desk_exec(d, "desk.commit", "COMMIT");

	if (r)
		desk_rollback(d);
	d->in_transaction = false;
	return r;
}

void desk_rollback(struct desk *d)
{
	if (d->in_transaction && d->db && !sqlite3_get_autocommit(d->db) &&
	        sqlite3_exec(d->db, "ROLLBACK", NULL, NULL, NULL) != SQLITE_OK)
		(void)desk_sick(d, "%s: taking back a change failed. Check the disk, then choose 'try again'", d->path);
	d->in_transaction = false;
}
