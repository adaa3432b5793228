#include "paper/roll.h"

#include <assert.h>
#include <errno.h>
#include <stdlib.h>

#include "drivers/escpos_encode.h"
#include "drivers/printer_profile.h"

enum { UM = 1000, MEAN_OF_MOST = 32 };

struct roll {
	struct roll_ops ops;
	struct roll_state s; /* before it could be loaded: only what happened since */
	bool loaded;
	int64_t near_end_um;
};

int roll_open(struct roll **out, const struct roll_ops *ops, int near_end_mm)
{
	struct roll *r = calloc(1, sizeof *r);
	int e;

	assert(near_end_mm >= 0);
	if (!r)
		return err_new(ENOMEM, "no memory for the roll meter");
	r->ops = *ops;
	r->near_end_um = (int64_t)near_end_mm * UM;
	e = ops->load(&r->s, ops->me);
	if (e)
		r->s = (struct roll_state){0};
	r->loaded = e >= 0;
	*out = r;
	return e < 0 ? ROLL_NOT_KEPT : 0;
}

void roll_close(struct roll *r)
{
	free(r);
}

const struct roll_state *roll_state(const struct roll *r)
{
	return &r->s;
}

static void take_off(struct roll_state *s, int64_t um)
{
	s->left_um -= um;
	/* It printed on past its end: then this is not the roll that was declared. */
	if (!s->known || s->left_um < 0) {
		s->known = false;
		s->left_um = 0;
	}
}

/* The disk came back: what happened meanwhile goes on top of what was kept there. */
static bool load_late(struct roll *r)
{
	struct roll_state kept = {0};
	int e = r->ops.load(&kept, r->ops.me);

	if (e < 0)
		return false;
	if (r->s.known || r->s.near_end) {
		kept.known = r->s.known;
		kept.near_end = r->s.near_end;
		kept.left_um = r->s.left_um;
		kept.length_um = r->s.length_um;
	} else {
		take_off(&kept, r->s.fed_um);
	}
	kept.fed_um += r->s.fed_um;
	kept.cuts += r->s.cuts;
	if (kept.sheets == 0) {
		kept.mean_um = r->s.mean_um;
		kept.sheets = r->s.sheets;
	}
	r->s = kept;
	r->loaded = true;
	return true;
}

static int keep(struct roll *r)
{
	if (!r->loaded && !load_late(r))
		return ROLL_NOT_KEPT;
	return r->ops.save(&r->s, r->ops.me) ? ROLL_NOT_KEPT : 0;
}

/* ---- what happened ------------------------------------------------------------------- */

int roll_new(struct roll *r, int length_mm)
{
	if (length_mm < ROLL_MIN_MM || length_mm > ROLL_MAX_MM)
		return ROLL_REFUSED;
	r->s.known = true;
	r->s.near_end = false;
	r->s.left_um = r->s.length_um = (int64_t)length_mm * UM;
	return keep(r);
}

/* A mean that forgets: the last few dozen sheets, for a desk's notices change with its days. */
static void take_mean(struct roll_state *s, int64_t um)
{
	int64_t of = s->sheets < MEAN_OF_MOST ? s->sheets : MEAN_OF_MOST - 1;

	s->mean_um = (s->mean_um * of + um) / (of + 1);
	s->sheets++;
}

int roll_fed(struct roll *r, int64_t um, bool cut, bool whole)
{
	assert(um >= 0);
	r->s.fed_um += um;
	r->s.cuts += cut;
	if (whole)
		take_mean(&r->s, um);
	take_off(&r->s, um);
	return keep(r);
}

int roll_near_end(struct roll *r)
{
	if (r->s.near_end)
		return 0;
	r->s.near_end = true;
	if (r->near_end_um > 0) {
		r->s.known = true;
		r->s.left_um = r->near_end_um;
	}
	return keep(r);
}

int roll_ended(struct roll *r)
{
	r->s.known = r->s.near_end = false;
	r->s.left_um = r->s.length_um = 0;
	return keep(r);
}

int roll_told(struct roll *r, int64_t left_mm)
{
	if (left_mm < 0 || left_mm > ROLL_MAX_MM)
		return ROLL_REFUSED;
	r->s.known = true;
	r->s.left_um = left_mm * UM;
	return keep(r);
}

/* ---- what is left ---------------------------------------------------------------------- */

int roll_left_mm(int *out, const struct roll *r)
{
	if (!r->s.known)
		return ROLL_UNKNOWN;
	*out = (int)(r->s.left_um / UM);
	return 0;
}

/* What may be promised: without the last turn. */
static int64_t usable_um(const struct roll *r)
{
	int64_t um = r->s.left_um - (int64_t)ROLL_SLACK_MM * UM;

	return um > 0 ? um : 0;
}

int roll_notices_left(int *out, const struct roll *r)
{
	int64_t mean = r->s.mean_um > 0 ? r->s.mean_um : (int64_t)ROLL_SHEET_MM * UM;

	if (!r->s.known)
		return ROLL_UNKNOWN;
	*out = (int)(usable_um(r) / mean);
	return 0;
}

int roll_fits(const struct roll *r, int mm)
{
	assert(mm >= 0);
	if (!r->s.known)
		return ROLL_UNKNOWN;
	return (int64_t)mm * UM <= usable_um(r) ? 0 : ROLL_TOO_SHORT;
}

int roll_choose(int *out, const struct roll *r, const int *mm, int n)
{
	assert(n > 0);
	for (int i = 0; i < n; i++) {
		int a = roll_fits(r, mm[i]);

		if (a != ROLL_TOO_SHORT) {
			*out = i;
			return a;
		}
	}
	return ROLL_TOO_SHORT;
}

/* ---- pure -------------------------------------------------------------------------------- */

int64_t roll_sheet_um(const struct printer_profile *p, int rows)
{
	bool feeds_itself = p->cut == CUT_FEED_FULL || p->cut == CUT_FEED_PARTIAL;
	int64_t all = (int64_t)rows + escpos_tail_rows(p);

	return (all * 25400 + p->dpi - 1) / p->dpi + (feeds_itself ? p->cutter_um : 0);
}

int roll_sheet_mm(const struct printer_profile *p, int rows)
{
	return (int)((roll_sheet_um(p, rows) + UM - 1) / UM);
}
