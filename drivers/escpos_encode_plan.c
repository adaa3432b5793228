/* The cheapest safe way to send a band: by which commands, how many rows each, and how wide. */
#include "drivers/escpos_encode_inside.h"

#include <assert.h>

#include "sys/buf.h"

/* What a further command is worth in bytes: cheap printers stutter at each, and most at a line of columns. */
enum { COMMAND_COST = 8, LINE_COST = 96 };
#define NEVER (UINT32_MAX / 2)
#define TOUCH_COST (1u << 20) /* adding a dot: only where no other way is left */

/* The smallest box around the ink of some rows. */
struct box {
	int left, right; /* right 0 = no ink */
};

static void look_at_rows(struct plan *pl)
{
	for (int i = 0; i < pl->n; i++) {
		const uint8_t *row = row_at(pl, i);
		int left = 0, right = pl->row_bytes;

		while (right > 0 && row[right - 1] == 0)
			right--;
		while (pl->p->left_margin && left < right && row[left] == 0)
			left++;
		pl->left[i] = right ? left : pl->row_bytes;
		pl->ink[i] = pl->left[i];
		while (pl->p->column_right && pl->ink[i] < right && row[pl->ink[i]] == 0)
			pl->ink[i]++;
		pl->right[i] = right;
		pl->bad[i] = !escpos_is_quiet(row, (size_t)right);
	}
}

/* True when the box grew. */
static bool take_row(struct box *b, const struct plan *pl, int row)
{
	struct box before = *b;

	if (pl->left[row] < b->left)
		b->left = pl->left[row];
	if (pl->right[row] > b->right)
		b->right = pl->right[row];
	return before.left != b->left || before.right != b->right;
}

/* Row i's last byte and the first one of row i + 1 make a sequence, cropped like this. */
static bool meets(const struct plan *pl, int i, struct box b)
{
	return b.right > 0 && row_at(pl, i)[b.right - 1] == DLE && is_realtime(row_at(pl, i + 1)[b.left]);
}

/* What is sent before and behind a step so that its margin is the right one. */
static uint32_t margin_cost(const struct plan *pl, int from, const struct step *s)
{
	const struct step *next = &pl->step[from + s->rows];
	uint32_t cost = s->left ? MARGIN_BYTES : 0;

	if (next->left == s->left)
		return next->left ? 0 : cost; /* the next one's own need was counted there */
	return cost + (next->left == 0 ? MARGIN_BYTES : 0);
}

static void consider(struct plan *pl, int from, struct step s, size_t bytes)
{
	s.cost = (uint32_t)bytes + COMMAND_COST + margin_cost(pl, from, &s) + pl->step[from + s.rows].cost;
	if (s.cost < pl->step[from].cost)
		pl->step[from] = s;
}

/* Whether a command of these sizes may be sent: its own header must be quiet too. */
static bool header_is_fine(const struct plan *pl, int width, int rows)
{
	uint8_t header[HEADER_MOST] = {0};

	if (pl->p->raster == RASTER_GS_PAREN_L && (size_t)width * (size_t)rows + 10 > 0xffff)
		return false;
	return escpos_is_quiet(header, raster_header(header, pl->p, width, rows));
}

static void consider_box(struct plan *pl, int from, int rows, struct box b, uint32_t more)
{
	struct step s = {.rows = rows, .left = b.left, .width = b.right - b.left, .way = WAY_RASTER};

	if (b.right <= pl->row_bytes && header_is_fine(pl, s.width, rows))
		consider(pl, from, s, more + raster_overhead(pl->p) + (size_t)s.width * (size_t)rows);
}

/* White rows stand under any margin: the one of what follows costs nothing. */
static void consider_white(struct plan *pl, int from, int rows)
{
	int left = pl->step[from + rows].left;

	consider_box(pl, from, rows, (struct box){0, 1}, 0);
	if (left)
		consider_box(pl, from, rows, (struct box){left, left + 1}, 0);
}

/* A white byte at either side of the ink keeps the two halves of a sequence apart. */
static struct box kept_apart(const struct plan *pl, struct box b)
{
	if (b.right == pl->row_bytes && b.left > 0 && pl->p->left_margin)
		return (struct box){b.left - 1, b.right};
	return (struct box){b.left, b.right + 1};
}

static int most_rows(const struct printer_profile *p)
{
	return (int)(p->raster == RASTER_GS_PAREN_L ? profile_graphics_rows(p) : p->max_rows);
}

/* All stretches of raster that begin at this row. */
static void consider_raster(struct plan *pl, int from)
{
	struct box b = {pl->row_bytes, 0};
	bool meeting = false;

	for (int end = from; end < pl->n && end - from < most_rows(pl->p) && !pl->bad[end]; end++) {
		/* A box that grows leaves white where earlier rows met: only the newest pair can meet in it. */
		bool grew = take_row(&b, pl, end);

		meeting = (meeting && !grew) || (end > from && meets(pl, end - 1, b));
		if (b.right == 0)
			consider_white(pl, from, end - from + 1);
		else
			consider_box(pl, from, end - from + 1, meeting ? kept_apart(pl, b) : b, 0);
	}
	if (pl->bad[from])
		consider_box(pl, from, 1, (struct box){pl->left[from], pl->right[from]}, TOUCH_COST);
}

static bool any_bad(const struct plan *pl, int from, int rows)
{
	for (int i = from; i < from + rows; i++)
		if (pl->bad[i])
			return true;
	return false;
}

static bool columns_are_quiet(const struct plan *pl, int from, const struct step *s)
{
	uint8_t columns[COLUMNS_MOST] = {0};
	size_t n = columns_take(columns, pl, from, s);
	bool quiet = escpos_is_quiet(columns, n);

	wipe(columns, sizeof columns);
	return quiet;
}

/* The columns of these rows: as wide as the ink; or up to the right edge, where the printer aligns them there. */
static struct step columns_of(const struct plan *pl, int from)
{
	struct step s = {.rows = ESCPOS_COLUMN_ROWS, .way = WAY_COLUMNS, .width = 1};
	struct box b = {pl->row_bytes, 0};
	int ink = pl->row_bytes;

	for (int i = from; i < from + ESCPOS_COLUMN_ROWS; i++) {
		(void)take_row(&b, pl, i);
		ink = pl->ink[i] < ink ? pl->ink[i] : ink;
	}
	if (!b.right)
		return s;
	s.left = b.left;
	s.width = b.right - b.left;
	if (pl->row_bytes - ink < s.width) {
		s.skip = ink - s.left;
		s.width = pl->row_bytes - ink;
	}
	return s;
}

static void consider_columns(struct plan *pl, int from)
{
	bool only_way = pl->p->raster == RASTER_ESC_STAR;
	struct step s;
	size_t bytes;

	if (from + ESCPOS_COLUMN_ROWS > pl->n || (!only_way && !pl->p->column))
		return;
	s = columns_of(pl, from);
	if (!only_way && !s.skip && !any_bad(pl, from, ESCPOS_COLUMN_ROWS))
		return;
	bytes = LINE_COST + 9 + 24 * (size_t)s.width + (s.skip ? ALIGN_BYTES : 0);
	if (bytes + pl->step[from + s.rows].cost < pl->step[from].cost) /* the look at every dot comes last */
		consider(pl, from, s, bytes + (columns_are_quiet(pl, from, &s) ? 0 : TOUCH_COST));
}

void plan_make(struct plan *pl)
{
	look_at_rows(pl);
	pl->step[pl->n] = (struct step){0};
	for (int i = pl->n - 1; i >= 0; i--) {
		pl->step[i].cost = NEVER;
		if (pl->p->raster != RASTER_ESC_STAR)
			consider_raster(pl, i);
		consider_columns(pl, i);
	}
	assert(pl->step[0].cost < NEVER); /* a single row can always be sent; columns come in their multiples */
}
