/* desk_work_queue - what waits and what was printed, how the printer stands, and the meter of its roll. */
#include <string.h>

#include "drivers/printer.h"
#include "drivers/printer_profile.h"
#include "sys/log.h"
#include "visit/desk_work_inside.h"

enum { ROLL_USUAL_M = 80, UM_PER_M = 1000 * 1000 };

/* ---- the roll ------------------------------------------------------------------------ */

enum desk_answer desk_work_new_roll(struct visit *v, int metres)
{
	struct roll *r;
	int e;

	if (!duty_may(v, ACTION_QUEUE, 0))
		return DESK_DENIED;
	if (duty_is_practice(v))
		return DESK_PRACTICE;
	r = visit_roll(v);
	if (!r)
		return desk_work_trouble(v, "the roll meter can not be had: the desk's database is missing");
	e = roll_new(r, metres * 1000);
	if (e == ROLL_NOT_KEPT)
		return desk_work_trouble(v, "the new roll counts from now on, but it could not be written to the disk");
	return e == 0 ? DESK_DONE : e < 0 ? desk_work_surprise(v, e) : DESK_BAD_TEXT;
}

int desk_work_roll_length_m(struct visit *v)
{
	const struct roll *r = visit_roll(v);
	int64_t um = r ? roll_state(r)->length_um : 0;

	return um >= UM_PER_M ? (int)(um / UM_PER_M) : ROLL_USUAL_M;
}

/* ---- how it stands --------------------------------------------------------------------- */

static void look_at_roll(struct desk_queue *q, struct visit *v)
{
	const struct roll *r = visit_roll(v);

	q->roll_mm = q->notices = -1;
	if (!r || roll_left_mm(&q->roll_mm, r) || roll_notices_left(&q->notices, r))
		q->roll_mm = q->notices = -1;
}

static void look_at_printer(struct desk_queue *q, struct visit *v)
{
	static const enum desk_sense papers[] = {[PAPER_UNKNOWN] = DESK_NOT_SENSED,
	        [PAPER_OK] = DESK_SENSED_WELL,
	        [PAPER_LOW] = DESK_SENSED_LOW,
	        [PAPER_OUT] = DESK_SENSED_OUT};
	static const enum desk_sense covers[] = {
	        [COVER_UNKNOWN] = DESK_NOT_SENSED, [COVER_CLOSED] = DESK_SENSED_WELL, [COVER_OPEN] = DESK_SENSED_OUT};
	struct printer_status status;

	if (!visit_has_printer(v))
		return;
	printer_status(v->world.printer, &status);
	q->printer = status.link == LINK_OPEN ? DESK_PRINTER_THERE : DESK_PRINTER_GONE;
	if (status.link != LINK_OPEN)
		return;
	q->paper = papers[status.paper];
	q->cover = covers[status.cover];
}

static void look_at_store(struct desk_queue *q, struct visit *v)
{
	struct store_counts c;

	if (!v->world.store || store_count(&c, v->world.store))
		return;
	q->store_known = true;
	q->waiting = c.waiting;
	q->sent = c.sent;
	q->confirmed = c.confirmed + c.wiped;
	q->oldest_s = c.oldest_unconfirmed_s;
}

/* ---- prints ------------------------------------------------------------------------------- */

bool desk_work_print_is_open(const struct journal_row *row)
{
	return row->state == JOURNAL_UNKNOWN && row->judgement == JOURNAL_UNJUDGED;
}

static bool is_today(const struct visit *v, int64_t at_ms)
{
	struct civil a = zone_civil(v->world.zone, at_ms), b = zone_civil(v->world.zone, clock_wall_ms(v->world.clock));

	return a.year == b.year && a.month == b.month && a.day == b.day;
}

static void look_at_prints(struct desk_queue *q, struct visit *v)
{
	struct journal *j = visit_journal(v);
	int64_t before = 0;

	if (!j || journal_unknown(q->rows, &q->n, DESK_PRINTS_MOST / 2, j))
		return;
	while (q->n < DESK_PRINTS_MOST) {
		struct journal_row row;
		int n = 0;

		if (journal_latest(&row, &n, 1, j, before) || n == 0 || !is_today(v, row.created_ms))
			return;
		before = row.id;
		if (!desk_work_print_is_open(&row))
			q->rows[q->n++] = row;
	}
}

bool desk_work_queue(struct desk_queue *out, struct visit *v)
{
	if (!duty_may(v, ACTION_QUEUE, 0))
		return false;
	memset(out, 0, sizeof *out);
	look_at_store(out, v);
	look_at_printer(out, v);
	look_at_roll(out, v);
	look_at_prints(out, v);
	return true;
}

enum desk_answer desk_work_judge(struct visit *v, int64_t id, enum journal_judgement saw)
{
	struct journal *j = visit_journal(v);
	int r;

	if (!duty_may(v, ACTION_QUEUE, 0))
		return DESK_DENIED;
	if (duty_is_practice(v))
		return DESK_PRACTICE;
	if (!j)
		return desk_work_trouble(v, "the journal of prints can not be had");
	r = journal_judge(j, id, saw);
	return r == 0 ? DESK_DONE : r == DESK_REFUSED ? DESK_NOT_NOW : desk_work_surprise(v, r);
}
