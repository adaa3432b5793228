/* The twin's head and cutter: what is parsed comes on paper, row by row. */
#include <string.h>

#include "drivers/printer_twin_parts.h"

static void burn(struct printer_twin *t, size_t n)
{
	struct escpos_paper p = escpos_paper(t->decoder);

	if (t->paper.len + n * p.row_bytes > (size_t)ESCPOS_MOST_ROWS * p.row_bytes) {
		t->strip.lost_rows += n; /* a strip of 20 m: its owner never tore it off */
		t->printed += n;
		return;
	}
	buf_add(&t->paper, p.rows + t->printed * p.row_bytes, n * p.row_bytes);
	if (!t->strip.rows)
		t->strip.first_row_us = t->now / 1000;
	t->strip.last_row_us = t->now / 1000;
	t->strip.rows += n;
	t->strip.roll_rows += n;
	t->sheet_rows += n;
	t->rows_ever += n;
	t->printed += n;
}

/* The last row is cut off as long as nothing else came behind it. */
static void cut_now(struct printer_twin *t, const struct twin_op *op)
{
	if (t->strip.cuts < ESCPOS_MOST_CUTS)
		t->cuts[t->strip.cuts++] = (struct escpos_cut){t->strip.rows, op->partial};
	t->cuts_ever++;
	t->cut_row = t->strip.rows;
	t->sheet_rows = 0;
	t->strip.last_cut_us = t->now / 1000;
	if (op->through)
		twin_note(t, "cut_through_print");
	if (t->setup.profile.presenter != PRESENTER_NONE)
		twin_ticket_is(t, TWIN_TICKET_WAITING);
}

static void reach_id(struct printer_twin *t, const struct twin_op *op)
{
	bool behind_cut = t->strip.cuts > 0 && t->cut_row == t->strip.rows;
	enum printer_proof level = behind_cut ? PROOF_CUT : PROOF_PRINTED;

	memcpy(t->reached[t->ids_ever++ % TWIN_MOST_REACHED], op->id, sizeof(op->id));
	t->strip.ids++;
	if (!t->setup.one_way && level > t->strip.level)
		t->strip.level = level;
	if (!(t->setup.lies & (TWIN_LIE_IDS | TWIN_LIE_EARLY)))
		twin_say_id(t, op->id);
}

static void take_op(struct printer_twin *t)
{
	memmove(t->ops, t->ops + 1, (size_t)--t->n_ops * sizeof(t->ops[0]));
}

static void start(struct printer_twin *t, int64_t ns, bool cutting)
{
	t->head_busy = true;
	t->cutting = cutting;
	t->head_at = t->now + ns;
}

/* False when the cutter jammed before it moved. */
static bool start_cut(struct printer_twin *t)
{
	struct twin_op op = t->ops[0];

	(void)twin_plans_due(t, TWIN_AT_CUT, (uint64_t)t->cuts_ever + 1);
	if (twin_is_offline(t) || t->n_ops == 0)
		return false;
	take_op(t);
	t->doing = op;
	if (t->cut_ns)
		start(t, t->cut_ns, true);
	else
		cut_now(t, &op);
	return true;
}

/* Rows up to the next thing that is to happen at a row. */
static size_t rows_at_once(const struct printer_twin *t, size_t most)
{
	if (t->n_ops && t->ops[0].row - t->printed < most)
		most = t->ops[0].row - t->printed;
	for (int i = 0; i < t->n_plans; i++)
		if (t->plans[i].when == TWIN_AT_ROW && t->plans[i].n - t->rows_ever < most)
			most = (size_t)(t->plans[i].n - t->rows_ever);
	return most;
}

static void count_stall(struct printer_twin *t)
{
	if (t->sheet_rows == 0 || t->now <= t->idle_since)
		return;
	t->strip.stalls++;
	t->strip.stalled_us += (t->now - t->idle_since) / 1000;
}

bool twin_head_start(struct printer_twin *t)
{
	if (t->head_busy || twin_is_offline(t))
		return false;
	if (t->n_ops && t->ops[0].row <= t->printed) {
		struct twin_op op = t->ops[0];

		if (op.kind == OP_CUT)
			return start_cut(t);
		take_op(t);
		reach_id(t, &op);
		return true;
	}
	size_t waiting = escpos_paper(t->decoder).n_rows - t->printed;
	if (!waiting)
		return false;
	if (t->row_ns) {
		count_stall(t);
		start(t, t->row_ns, false);
	} else {
		burn(t, rows_at_once(t, waiting));
		(void)twin_plans_due(t, TWIN_AT_ROW, t->rows_ever);
	}
	return true;
}

void twin_head_done(struct printer_twin *t)
{
	t->head_busy = false;
	t->idle_since = t->now;
	if (t->cutting) {
		t->strip.busy_us += t->cut_ns / 1000;
		cut_now(t, &t->doing);
	} else {
		t->strip.busy_us += t->row_ns / 1000;
		burn(t, 1);
	}
	(void)twin_plans_due(t, TWIN_AT_ROW, t->rows_ever);
}

void twin_head_stop(struct printer_twin *t)
{
	t->head_busy = t->cutting = false;
	t->idle_since = t->now;
}
