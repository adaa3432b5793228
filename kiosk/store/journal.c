#include "store/journal.h"

#include <assert.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "sys/fault.h"
#include "sys/text.h"

#define LOG_MODULE "journal"

struct journal {
	struct desk *desk;
	const struct clock *clock;
	const struct log *log;
};

/* AUTOINCREMENT: a number that was given is never given again, also when its row is gone. */
static const char table[] =
        "CREATE TABLE IF NOT EXISTS journal(id INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, title TEXT NOT NULL,"
        " class INTEGER NOT NULL, copy_of INTEGER, copy_no INTEGER NOT NULL, created INTEGER NOT NULL,"
        " state INTEGER NOT NULL, level INTEGER NOT NULL, bands INTEGER NOT NULL, proved INTEGER NOT NULL,"
        " attempts INTEGER NOT NULL, ended INTEGER, reason TEXT NOT NULL, hash BLOB, judgement INTEGER NOT NULL,"
        " judged INTEGER) STRICT;"
        "CREATE UNIQUE INDEX IF NOT EXISTS journal_copy ON journal(copy_of, copy_no) WHERE copy_of IS NOT NULL;"
        "CREATE INDEX IF NOT EXISTS journal_open ON journal(state) WHERE state IN (0, 1, 4);";

#define COLUMNS                                                                                                        \
	"SELECT id, kind, title, class, copy_of, copy_no, created, state, level, bands, proved, attempts, ended,"      \
	" reason, hash, judgement, judged FROM journal "

/* ---- open --------------------------------------------------------------------------- */

/* What was under way when everything ended: told in one go, so that half of it is never told. */
static int tell_ended(struct journal *j)
{
	int64_t now = clock_wall_ms(j->clock), never = 0, unknown = 0;
	int r = desk_begin(j->desk);

	if (r)
		return r;
	r = desk_run(
	        j->desk, "UPDATE journal SET state = 3, reason = 'never_begun', ended = ? WHERE state = 0", "i", now);
	never = desk_changed(j->desk);
	if (r == 0)
		r = desk_run(
		        j->desk, "UPDATE journal SET state = 4, reason = 'power', ended = ? WHERE state = 1", "i", now);
	unknown = desk_changed(j->desk);
	if (r)
		desk_rollback(j->desk);
	else
		r = desk_commit(j->desk);
	if (r == 0 && never + unknown > 0)
		log_warn(j->log, "prints that the last end of this program broke off: %lld never begun, %lld unknown",
		        (long long)never, (long long)unknown);
	return r;
}

int journal_mend(struct journal *j)
{
	int r = tell_ended(j);

	return r ? r : journal_forget_old(j);
}

int journal_open(struct journal **out, struct desk *desk, const struct clock *clock, const struct log *log)
{
	struct journal *j = fault("journal.memory", ENOMEM) ? NULL : calloc(1, sizeof *j);
	int r;

	if (!j)
		return err_new(ENOMEM, "no memory for the print journal");
	*j = (struct journal){.desk = desk, .clock = clock, .log = log};
	r = desk_table(desk, table);
	if (r == 0)
		r = journal_mend(j);
	if (r)
		log_warn(log, "the print journal waits for the desk's book: %s",
		        r == DESK_FULL ? "the disk is full" : desk_why(desk));
	*out = j;
	return 0;
}

void journal_close(struct journal *j)
{
	free(j);
}

int journal_forget_old(struct journal *j)
{
	return desk_run(
	        j->desk, "DELETE FROM journal WHERE created < ?", "i", clock_wall_ms(j->clock) - JOURNAL_KEEP_MS);
}

/* ---- a job's life ---------------------------------------------------------------------- */

static bool is_word(const char *s, size_t most)
{
	size_t n = strlen(s);

	return n > 0 && n <= most && strspn(s, "abcdefghijklmnopqrstuvwxyz-") == n;
}

int journal_begin(int64_t *id, struct journal *j, const struct journal_entry *e, bool printing)
{
	const char *const sql =
	        e->copy_of ? "INSERT INTO journal(kind, title, class, copy_no, created, state, level, bands,"
	                     " proved, attempts, reason, judgement, copy_of)"
	                     " VALUES(?, ?, ?, ?, ?, ?, -1, ?, 0, ?, '', 0, ?)"
	                   : "INSERT INTO journal(kind, title, class, copy_no, created, state, level, bands,"
	                     " proved, attempts, reason, judgement)"
	                     " VALUES(?, ?, ?, ?, ?, ?, -1, ?, 0, ?, '', 0)";
	int r;

	assert((e->copy_of > 0) == (e->copy_no > 0));
	if (!is_word(e->kind, JOURNAL_KIND_MAX) || strlen(e->title) > JOURNAL_TITLE_MAX)
		return DESK_REFUSED;
	r = desk_run(j->desk, sql, e->copy_of ? "ttiiiiiii" : "ttiiiiii", e->kind, e->title, (int64_t)e->paper_class,
	        (int64_t)e->copy_no, clock_wall_ms(j->clock), (int64_t)(printing ? JOURNAL_PRINTING : JOURNAL_QUEUED),
	        (int64_t)e->bands, (int64_t)printing, e->copy_of);
	if (r == 0)
		*id = desk_row_id(j->desk);
	return r;
}

/* A change of one row that must have been there. */
static int changed_one(struct journal *j, int r)
{
	return r == 0 && desk_changed(j->desk) != 1 ? DESK_REFUSED : r;
}

int journal_attempt(struct journal *j, int64_t id, int attempt)
{
	return changed_one(j,
	        desk_run(j->desk, "UPDATE journal SET state = 1, attempts = ?, proved = 0 WHERE id = ? AND state < 2",
	                "ii", (int64_t)attempt, id));
}

int journal_band(struct journal *j, int64_t id, int bands_proved)
{
	return changed_one(j, desk_run(j->desk, "UPDATE journal SET proved = ? WHERE id = ? AND state = 1", "ii",
	                              (int64_t)bands_proved, id));
}

int journal_end(struct journal *j, int64_t id, const struct journal_end *e)
{
	assert(e->state >= JOURNAL_DONE && strlen(e->reason) <= JOURNAL_REASON_MAX);
	return changed_one(
	        j, desk_run(j->desk,
	                   "UPDATE journal SET state = ?, level = ?, proved = ?, reason = ?, hash = ?, ended = ?"
	                   " WHERE id = ? AND state < 2",
	                   "iiitbii", (int64_t)e->state, (int64_t)e->level, (int64_t)e->bands_proved, e->reason,
	                   e->hash, e->hash ? (size_t)JOURNAL_HASH_BYTES : (size_t)0, clock_wall_ms(j->clock), id));
}

int journal_judge(struct journal *j, int64_t id, enum journal_judgement saw)
{
	assert(saw != JOURNAL_UNJUDGED);
	return changed_one(
	        j, desk_run(j->desk,
	                   "UPDATE journal SET judgement = ?, judged = ? WHERE id = ? AND state = 4 AND judgement = 0",
	                   "iii", (int64_t)saw, clock_wall_ms(j->clock), id));
}

/* ---- reading ------------------------------------------------------------------------------ */

static void take_text(char *out, size_t room, sqlite3_stmt *q, int column)
{
	const char *text = (const char *)sqlite3_column_text(q, column);

	(void)text_copy(out, room, text ? text : "");
}

static void take(struct journal_row *r, sqlite3_stmt *q)
{
	*r = (struct journal_row){.id = sqlite3_column_int64(q, 0),
	        .paper_class = (enum journal_class)sqlite3_column_int(q, 3),
	        .copy_of = sqlite3_column_int64(q, 4),
	        .copy_no = sqlite3_column_int(q, 5),
	        .created_ms = sqlite3_column_int64(q, 6),
	        .state = (enum journal_state)sqlite3_column_int(q, 7),
	        .level = sqlite3_column_int(q, 8),
	        .bands = sqlite3_column_int(q, 9),
	        .bands_proved = sqlite3_column_int(q, 10),
	        .attempts = sqlite3_column_int(q, 11),
	        .ended_ms = sqlite3_column_int64(q, 12),
	        .has_hash = sqlite3_column_bytes(q, 14) == JOURNAL_HASH_BYTES,
	        .judgement = (enum journal_judgement)sqlite3_column_int(q, 15),
	        .judged_ms = sqlite3_column_int64(q, 16)};
	take_text(r->kind, sizeof r->kind, q, 1);
	take_text(r->title, sizeof r->title, q, 2);
	take_text(r->reason, sizeof r->reason, q, 13);
	if (r->has_hash)
		memcpy(r->hash, sqlite3_column_blob(q, 14), JOURNAL_HASH_BYTES);
}

static int take_all(struct journal_row *out, int *n, int most, struct journal *j, sqlite3_stmt *q)
{
	int r = 0;

	*n = 0;
	while (*n < most && (r = desk_step(j->desk, q)) == 0)
		take(&out[(*n)++], q);
	(void)sqlite3_finalize(q);
	return r == DESK_END ? 0 : r;
}

int journal_get(struct journal_row *out, struct journal *j, int64_t id)
{
	sqlite3_stmt *q;
	int n = 0, r = desk_query(&q, j->desk, COLUMNS "WHERE id = ?", "i", id);

	if (r == 0)
		r = take_all(out, &n, 1, j, q);
	return r == 0 && n == 0 ? DESK_END : r;
}

int journal_copies(int *out, struct journal *j, int64_t of)
{
	int64_t n = 0;
	int r = desk_number(&n, j->desk, 0, "SELECT max(copy_no) FROM journal WHERE copy_of = ?", "i", of);

	if (r == 0)
		*out = (int)n;
	return r;
}

int journal_unknown(struct journal_row *out, int *n, int most, struct journal *j)
{
	sqlite3_stmt *q;
	int r = desk_query(
	        &q, j->desk, COLUMNS "WHERE state = 4 AND judgement = 0 ORDER BY id LIMIT ?", "i", (int64_t)most);

	return r ? r : take_all(out, n, most, j, q);
}

int journal_latest(struct journal_row *out, int *n, int most, struct journal *j, int64_t before)
{
	sqlite3_stmt *q;
	int r = desk_query(&q, j->desk, COLUMNS "WHERE id < ? ORDER BY id DESC LIMIT ?", "ii",
	        before > 0 ? before : INT64_MAX, (int64_t)most);

	return r ? r : take_all(out, n, most, j, q);
}
