#include "visit/desk_work.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sys/fault.h"
#include "sys/log.h"
#include "sys/text.h"
#include "visit/desk_work_inside.h"

enum { SEND_AT_ONCE = 32, SCHEMA_OF_BOOKS = 1 };

/* ---- what belongs to it ------------------------------------------------------------------ */

struct desk_work *desk_work_of(struct visit *v)
{
	if (v->duty && !v->duty->work && !fault("desk_work.memory", ENOMEM))
		v->duty->work = calloc(1, sizeof *v->duty->work);
	return v->duty ? v->duty->work : NULL;
}

struct desk_work *desk_work_there(const struct visit *v)
{
	return v->duty ? v->duty->work : NULL;
}

void desk_work_free(struct desk_work *w)
{
	if (!w)
		return;
	arena_free(w->reading);
	wipe(w, sizeof *w);
	free(w);
}

void desk_work_forget(struct visit *v)
{
	desk_work_read_end(v);
	desk_work_access_close(v);
	if (desk_work_waits_for_badge(v))
		desk_work_give_end(v);
}

enum desk_answer desk_work_trouble(struct visit *v, const char *why)
{
	struct desk_work *w = desk_work_of(v);

	if (w)
		(void)text_copy(w->why, sizeof w->why, why);
	log_error(v->world.log, "%s", why);
	return DESK_TROUBLE;
}

enum desk_answer desk_work_surprise(struct visit *v, int r)
{
	return desk_work_trouble(v, r < 0 ? err_why() : "the disk of this station is in trouble: nothing was changed");
}

const char *desk_work_why(struct visit *v)
{
	const struct desk_work *w = desk_work_there(v);

	return w ? w->why : "";
}

void desk_work_today(const struct visit *v, char out[11])
{
	visit_today_text(v, out);
}

/* ---- the books ------------------------------------------------------------------------------ */

enum desk_sent desk_work_send_entry(struct store_kept *kept, struct visit *v, struct book *b)
{
	struct store_order order = {.schema = SCHEMA_OF_BOOKS};
	struct book_unsent entry;
	AUTO_BUF json;
	int r;

	buf_init(&json, BOOK_ENTRY_MAX + 1);
	if (!v->world.store)
		return DESK_UNSENT;
	r = book_unsent(&entry, &json, b);
	if (r < 0)
		log_surprise(v->world.log, LOG_MODULE, r);
	if (r)
		return r == BOOK_END ? DESK_ALL_SENT : DESK_UNSENT;
	memcpy(order.id, entry.id, sizeof order.id);
	order.type = entry.kind;
	order.json = json.data;
	order.n = json.len;
	r = store_commit(kept, v->world.store, &order);
	if (r > 0)
		log_warn(v->world.log, "an entry of the desk's books waits: %s", store_why(v->world.store));
	else if (r == 0)
		r = book_sent(b, entry.seq);
	if (r < 0)
		log_surprise(v->world.log, LOG_MODULE, r);
	return r ? DESK_UNSENT : DESK_SENT;
}

int desk_work_send_books(struct visit *v)
{
	struct store_kept kept;
	int n = 0;

	(void)duty_wake(v); /* also entries that a power cut left behind, before any badge came */
	if (!v->duty)
		return 0;
	struct book *books[] = {v->guard.log ? event_log_book(v->guard.log) : NULL, staff_book(v->duty->staff),
	        day_book(v->duty->day), access_log_book(v->duty->log)};

	for (size_t i = 0; i < sizeof books / sizeof *books; i++)
		while (n < SEND_AT_ONCE && books[i] && desk_work_send_entry(&kept, v, books[i]) == DESK_SENT)
			n++;
	return n;
}

/* ---- counts ----------------------------------------------------------------------------------- */

const struct count_shown *desk_work_counts(struct visit *v, enum count_table table, const char *day)
{
	struct desk_work *w = desk_work_of(v);
	struct count_period period = {0};
	int r;

	if (!w || !duty_may(v, ACTION_COUNTERS, 0))
		return NULL;
	visit_today(v, &period.year, &period.month, &period.day);
	if (*day)
		(void)sscanf(day, "%4d-%2d-%2d", &period.year, &period.month, &period.day);
	else
		period.day = 0;
	r = counters_show(&w->shown, v->duty->counters, table, &period);
	if (r) {
		(void)desk_work_surprise(v, r);
		return NULL;
	}
	return &w->shown;
}

/* ---- custody clock ------------------------------------------------------------------------------ */

int desk_work_custody(struct custody_row out[CUSTODY_ROWS_MAX], const struct visit *v, const struct custody *c)
{
	return custody_rows(out, v->world.zone, c);
}

void desk_work_when(char out[CUSTODY_WHEN_MAX + 1], const struct visit *v, int64_t at_s)
{
	custody_when(out, v->world.zone, at_s, duty_in_english(v));
}
