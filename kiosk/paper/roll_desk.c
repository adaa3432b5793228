/* The roll meter's row in the desk's database. */
#include "paper/roll.h"

#include <errno.h>

#include "store/desk.h"

static int refused(const struct desk *d, int answer)
{
	if (answer <= 0)
		return err_up(answer);
	return err_new(EIO, "the roll meter is not kept: %s", answer == DESK_FULL ? "the disk is full" : desk_why(d));
}

static int load(struct roll_state *out, void *me)
{
	struct desk *d = me;
	sqlite3_stmt *st;
	int r = desk_query(&st, d,
	        "SELECT known, near_end, left_um, length_um, fed_um, cuts, mean_um, sheets FROM roll WHERE id = 1", "");

	if (r)
		return refused(d, r);
	r = desk_step(d, st);
	if (r == 0)
		*out = (struct roll_state){.known = sqlite3_column_int(st, 0) != 0,
		        .near_end = sqlite3_column_int(st, 1) != 0,
		        .left_um = sqlite3_column_int64(st, 2),
		        .length_um = sqlite3_column_int64(st, 3),
		        .fed_um = sqlite3_column_int64(st, 4),
		        .cuts = sqlite3_column_int64(st, 5),
		        .mean_um = sqlite3_column_int64(st, 6),
		        .sheets = sqlite3_column_int64(st, 7)};
	(void)sqlite3_finalize(st);
	return r == DESK_END ? ROLL_UNKNOWN : refused(d, r);
}

static int save(const struct roll_state *s, void *me)
{
	struct desk *d = me;
	int r = desk_run(d, "INSERT OR REPLACE INTO roll VALUES (1, ?, ?, ?, ?, ?, ?, ?, ?)", "iiiiiiii",
	        (int64_t)s->known, (int64_t)s->near_end, s->left_um, s->length_um, s->fed_um, s->cuts, s->mean_um,
	        s->sheets);

	return refused(d, r);
}

int roll_desk_ops(struct roll_ops *out, struct desk *d)
{
	int r = desk_table(d,
	        "CREATE TABLE IF NOT EXISTS roll (id INTEGER PRIMARY KEY CHECK (id = 1), known INTEGER NOT NULL, "
	        "near_end INTEGER NOT NULL, left_um INTEGER NOT NULL, length_um INTEGER NOT NULL, "
	        "fed_um INTEGER NOT NULL, cuts INTEGER NOT NULL, mean_um INTEGER NOT NULL, sheets INTEGER NOT NULL)");

	if (r < 0)
		return err_up(r);
	*out = (struct roll_ops){load, save, d}; /* a desk out of order may come back: then it is kept again */
	return 0;
}
