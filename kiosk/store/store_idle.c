#include <errno.h>

#include "store/store_inside.h"

#define LOG_MODULE "store"

enum { WIPE_AT_ONCE = 64 };

int64_t store_now_ms(const struct store *s)
{
	int64_t wall = clock_wall_ms(s->world.clock);

	return wall > s->floor.lowest_ms ? wall : s->floor.lowest_ms;
}

int store_checkpoint(struct store *s, int mode)
{
	int rc = sql_fault("store.checkpoint", EIO), frames = 0, done = 0;

	if (rc == SQLITE_OK)
		rc = sqlite3_wal_checkpoint_v2(s->db, "main", mode, &frames, &done);
	if (rc == SQLITE_BUSY || rc == SQLITE_LOCKED)
		return 0; /* somebody is reading; there will be another idle moment */
	if (rc != SQLITE_OK)
		return store_trouble(s, rc, "tidying up");
	if (frames == done)
		s->wal_pages = 0;
	return 0;
}

/* Answers whose time is over: their hub has signed for them, and only the body goes. */
static int wipe_due(struct store *s, int64_t due_ms, bool *any)
{
	for (;;) {
		int r = store_run(s, "store.wipe",
		        "UPDATE record SET body = NULL, state = 2, due_ms = NULL WHERE pos IN"
		        " (SELECT pos FROM record WHERE state = 1 AND due_ms <= ?1 ORDER BY due_ms LIMIT ?2)",
		        "ii", due_ms, (int64_t)WIPE_AT_ONCE);

		if (r || sqlite3_changes(s->db) == 0)
			return r;
		*any = true;
		log_info(s->world.log, "answers of %d records wiped after their receipt", sqlite3_changes(s->db));
	}
}

int store_idle(struct store *s)
{
	bool wiped = false;
	int64_t space;
	int r;

	if (s->sick)
		return STORE_SICK;
	space = store_space(s);
	if (s->sick)
		return STORE_SICK;
	/* When room is short, what the hub has signed for goes before its time: new visits come first. */
	r = wipe_due(s, space >= 0 && space < s->world.reserve_bytes ? INT64_MAX : store_now_ms(s), &wiped);
	/* After wiping the log is emptied too: it still holds the old pages. */
	if (r == 0 && (wiped || s->wal_pages > 0))
		r = store_checkpoint(s, wiped ? SQLITE_CHECKPOINT_TRUNCATE : SQLITE_CHECKPOINT_RESTART);
	if (r == STORE_SICK)
		return r;
	store_ballast_make(s);
	return 0;
}
