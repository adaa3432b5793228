#include <string.h>

#include "staff/staff_inside.h"

enum { SECOND = 1000, MINUTE = 60 * SECOND };

struct limit {
	int64_t wrong; /* tries since the last right one */
	int64_t left_ms, wall_ms, mono_ms; /* what was left to wait, and when that was */
	uint8_t boot[16];
};

int64_t limit_wait_ms(int64_t wrong)
{
	static const int64_t waits[] = {30 * SECOND, MINUTE, 2 * MINUTE, 5 * MINUTE, 15 * MINUTE, 60 * MINUTE};

	if (wrong <= STAFF_TRIES_FREE)
		return 0;
	return wrong > STAFF_TRIES_MOST ? -1 : waits[wrong - STAFF_TRIES_FREE - 1];
}

static int limit_read(struct limit *out, struct staff *s, const char *staff)
{
	struct limit l = {0};
	sqlite3_stmt *st;
	int r = desk_query(&st, s->world.desk,
	        "SELECT wrong, left_ms, wall_ms, mono_ms, boot FROM staff_limit WHERE staff = ?", "t", staff);

	if (r)
		return staff_disk(s, r);
	r = desk_step(s->world.desk, st);
	if (r == 0) {
		l.wrong = sqlite3_column_int64(st, 0);
		l.left_ms = sqlite3_column_int64(st, 1);
		l.wall_ms = sqlite3_column_int64(st, 2);
		l.mono_ms = sqlite3_column_int64(st, 3);
		if (sqlite3_column_bytes(st, 4) == sizeof l.boot)
			memcpy(l.boot, sqlite3_column_blob(st, 4), sizeof l.boot);
	}
	(void)sqlite3_finalize(st);
	if (r && r != DESK_END)
		return staff_disk(s, r);
	*out = l;
	return 0;
}

static int limit_write(struct staff *s, const char *staff, int64_t wrong, int64_t left_ms)
{
	struct stamp now;

	floor_stamp(&now, &s->floor, s->world.clock);
	return staff_disk(
	        s, desk_run(s->world.desk,
	                   "INSERT OR REPLACE INTO staff_limit(staff, wrong, left_ms, wall_ms, mono_ms, boot) "
	                   "VALUES(?, ?, ?, ?, ?, ?)",
	                   "tiiiib", staff, wrong, left_ms, clock_wall_ms(s->world.clock), (int64_t)now.mono_ms,
	                   s->floor.boot_id, sizeof s->floor.boot_id));
}

/* After a restart only the wall clock knows how long that took, if it knows anything. */
static int64_t left_after_restart(const struct limit *l, struct staff *s)
{
	struct stamp now;
	int64_t wall = clock_wall_ms(s->world.clock), left;

	floor_stamp(&now, &s->floor, s->world.clock);
	if (now.state == CLOCK_UNSET || wall < l->wall_ms)
		return limit_wait_ms(l->wrong);
	left = l->left_ms - (wall - l->wall_ms);
	return left > 0 ? left : 0;
}

int limit_ask(int64_t *until_ms, struct staff *s, const char *staff)
{
	int64_t mono = clock_mono_ms(s->world.clock), left;
	struct limit l = {0};
	int r = limit_read(&l, s, staff);

	if (r)
		return r;
	if (limit_wait_ms(l.wrong) < 0)
		return STAFF_BLOCKED;
	if (limit_wait_ms(l.wrong) == 0)
		return 0;
	if (memcmp(l.boot, s->floor.boot_id, sizeof l.boot) != 0 || mono < l.mono_ms) {
		left = left_after_restart(&l, s);
		r = limit_write(s, staff, l.wrong, left); /* from here on this start's own clock counts */
		if (r)
			return r;
	} else {
		left = l.left_ms - (mono - l.mono_ms);
	}
	if (left <= 0)
		return 0;
	*until_ms = mono + left;
	return STAFF_WAIT;
}

int limit_count(struct staff *s, const char *staff)
{
	struct limit l = {0};
	int r = limit_read(&l, s, staff);

	if (r)
		return r;
	return limit_write(s, staff, l.wrong + 1, limit_wait_ms(l.wrong + 1));
}

int limit_clear(struct staff *s, const char *staff)
{
	return staff_disk(s, desk_run(s->world.desk, "DELETE FROM staff_limit WHERE staff = ?", "t", staff));
}
