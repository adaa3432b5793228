#include "drivers/printer_proof.h"

#include <string.h>

static struct proof_mark *mark(struct proof *pr, int64_t i)
{
	return &pr->marks[i % PRINTER_MARKS];
}

static const struct proof_mark *mark_of(const struct proof *pr, int64_t i)
{
	return &pr->marks[i % PRINTER_MARKS];
}

/* The oldest mark that is still remembered. */
static int64_t oldest(const struct proof *pr)
{
	return pr->n > PRINTER_MARKS ? pr->n - PRINTER_MARKS : 0;
}

void proof_init(struct proof *pr, int64_t speed_mm_s)
{
	*pr = (struct proof){.speed_mm_s = speed_mm_s, .begun_us = -1, .stopped_us = -1};
}

void proof_opened(struct proof *pr)
{
	pr->settled = false;
	pr->old_barriers = 0;
}

void proof_begin(struct proof *pr)
{
	for (int64_t i = pr->answered_to; i < pr->n; i++)
		if (!mark(pr, i)->is_id && mark(pr, i)->left_at >= 0)
			pr->old_barriers++;
	pr->job_from = pr->answered_to = pr->n;
	pr->job_bytes = pr->travel_um = 0;
	pr->begun_us = pr->stopped_us = -1;
	pr->unmarked = pr->cut_trouble = pr->cut_clean = pr->ticket_seen = pr->ticket_taken = false;
}

void proof_forget_old(struct proof *pr)
{
	pr->old_barriers = 0;
}

/* ---- marks ------------------------------------------------------------------------------- */

bool proof_has_room(const struct proof *pr)
{
	return pr->n - pr->answered_to < PRINTER_MARKS;
}

static int64_t find(const struct proof *pr, const uint8_t id[4])
{
	for (int64_t i = pr->n - 1; i >= oldest(pr); i--)
		if (mark_of(pr, i)->is_id && memcmp(mark_of(pr, i)->id, id, 4) == 0)
			return i;
	return -1;
}

bool proof_knows(const struct proof *pr, const uint8_t id[4])
{
	return find(pr, id) >= 0;
}

void proof_add(struct proof *pr, const uint8_t *id, int band, int64_t place, int64_t travel_um)
{
	struct proof_mark *m = mark(pr, pr->n++);

	pr->travel_um += travel_um;
	pr->unmarked = false;
	*m = (struct proof_mark){.is_id = id, .band = band, .place = place, .left_at = -1, .travel_um = pr->travel_um};
	if (id)
		memcpy(m->id, id, sizeof m->id);
}

void proof_missed(struct proof *pr, int band, int64_t travel_um)
{
	pr->travel_um += travel_um;
	pr->unmarked = pr->unmarked || band != PRINTER_MARK_CUT;
}

void proof_sent(struct proof *pr, int64_t job_bytes, int64_t stream_bytes, int64_t now_us)
{
	if (pr->begun_us < 0 && job_bytes > 0)
		pr->begun_us = now_us;
	pr->job_bytes = job_bytes;
	for (int64_t i = pr->answered_to; i < pr->n; i++)
		if (mark(pr, i)->left_at < 0 && mark(pr, i)->place <= job_bytes)
			mark(pr, i)->left_at = stream_bytes - (job_bytes - mark(pr, i)->place);
}

/* ---- answers ------------------------------------------------------------------------------- */

void proof_caught(struct proof *pr, const char *why)
{
	if (!pr->lie)
		pr->lie = why;
}

static bool too_fast(const struct proof *pr, const struct proof_mark *m, int64_t now_us)
{
	/* travel_um / (1.5 * speed_mm_s * 1000) seconds, in microseconds */
	return pr->speed_mm_s > 0 && (now_us - pr->begun_us) * pr->speed_mm_s * 3 < m->travel_um * 2000;
}

static bool prove(struct proof *pr, struct proof_mark *m)
{
	m->answered = true;
	pr->answered_to++;
	pr->settled = true;
	pr->unasked = 0;
	return true;
}

static bool unknown_id(struct proof *pr)
{
	if (pr->settled)
		proof_caught(pr, "it answered a mark that was never sent to it");
	return false;
}

/* Of an earlier job: late, and worth nothing. */
static bool old_id(struct proof *pr, struct proof_mark *m)
{
	if (m->answered)
		proof_caught(pr, "it answered the same mark twice");
	else if (pr->answered_to > pr->job_from)
		proof_caught(pr, "it answered a mark of an earlier job behind those of this one");
	else if (m->left_at < 0)
		proof_caught(pr, "it answered a mark that was never sent to it");
	m->answered = true;
	return false;
}

bool proof_id(struct proof *pr, const uint8_t id[4], int64_t left, int64_t now_us)
{
	int64_t i = find(pr, id);
	struct proof_mark *m;

	if (pr->lie)
		return false;
	if (i < 0)
		return unknown_id(pr);
	m = mark(pr, i);
	if (i < pr->job_from)
		return old_id(pr, m);
	if (m->answered)
		proof_caught(pr, "it answered the same mark twice");
	else if (m->left_at < 0 || m->left_at > left)
		proof_caught(pr, "it answered a mark before that mark had left this machine");
	else if (i != pr->answered_to)
		proof_caught(pr, "it answered its marks in another order than they were sent in");
	else if (too_fast(pr, m, now_us))
		proof_caught(pr, "it says that it printed faster than its paper can move");
	else if (pr->stopped_us >= 0 && now_us - pr->stopped_us > PROOF_STOPPED_US)
		proof_caught(pr, "it says that it printed, and that it has no paper or stands open");
	return pr->lie ? false : prove(pr, m);
}

bool proof_barrier(struct proof *pr, int64_t left)
{
	struct proof_mark *m = mark(pr, pr->answered_to);

	if (pr->lie)
		return false;
	if (pr->old_barriers > 0) {
		pr->old_barriers--;
		return false;
	}
	if (pr->answered_to == pr->n || m->is_id || m->left_at < 0) {
		proof_unasked(pr);
		return false;
	}
	if (m->left_at > left) {
		proof_caught(pr, "it answered a mark before that mark had left this machine");
		return false;
	}
	return prove(pr, m);
}

void proof_unasked(struct proof *pr)
{
	if (pr->settled && ++pr->unasked > PROOF_UNASKED_MOST)
		proof_caught(pr, "it answers what nobody asked");
}

void proof_garbage(struct proof *pr)
{
	if (++pr->n_garbage > PROOF_GARBAGE_MOST)
		proof_caught(pr, "what it says is no answer of any printer");
}

/* ---- what it comes to ----------------------------------------------------------------------- */

static const struct proof_mark *cut_mark(const struct proof *pr)
{
	const struct proof_mark *m = pr->n > pr->job_from ? mark_of(pr, pr->n - 1) : NULL;

	return m && m->band == PRINTER_MARK_CUT ? m : NULL;
}

bool proof_status(struct proof *pr, const struct printer_status *s, bool fresh, int64_t now_us)
{
	enum printer_proof before = proof_level(pr);
	const struct proof_mark *cut = cut_mark(pr);
	bool trouble = s->paper == PAPER_OUT || s->fault > FAULT_NONE;
	bool known = (s->paper == PAPER_OK || s->paper == PAPER_LOW) && s->fault == FAULT_NONE;

	if (s->paper != PAPER_OUT && s->cover != COVER_OPEN)
		pr->stopped_us = -1;
	else if (pr->stopped_us < 0)
		pr->stopped_us = now_us;
	if (!cut || cut->left_at < 0 || pr->lie)
		return false;
	if (!pr->cut_clean && trouble)
		pr->cut_trouble = true;
	else if (cut->answered && cut->is_id && known && fresh && !pr->cut_trouble)
		pr->cut_clean = true;
	if (cut->answered && s->ticket == TICKET_THERE)
		pr->ticket_seen = true;
	else if (pr->ticket_seen && s->ticket == TICKET_NONE)
		pr->ticket_taken = true;
	return proof_level(pr) > before;
}

/* The first mark that has all of the data before it. */
static int64_t behind_data(const struct proof *pr)
{
	return cut_mark(pr) && pr->n - 1 > pr->job_from ? pr->n - 2 : pr->n - 1;
}

enum printer_proof proof_level(const struct proof *pr)
{
	const struct proof_mark *last = proof_last(pr);

	if (!last || pr->unmarked || pr->answered_to - 1 < behind_data(pr))
		return PROOF_NOTHING;
	if (pr->ticket_taken)
		return PROOF_TAKEN;
	if (!last->is_id)
		return PROOF_BARRIER;
	return pr->cut_clean ? PROOF_CUT : PROOF_PRINTED;
}

enum printer_proof proof_reachable(const struct proof *pr, bool status_known)
{
	if (pr->lie || pr->unmarked || pr->n == pr->job_from)
		return PROOF_DRAINED;
	if (!mark_of(pr, pr->n - 1)->is_id)
		return PROOF_BARRIER;
	return cut_mark(pr) && (pr->cut_clean || (status_known && !pr->cut_trouble)) ? PROOF_CUT : PROOF_PRINTED;
}

const struct proof_mark *proof_last(const struct proof *pr)
{
	return pr->lie || pr->answered_to == pr->job_from ? NULL : mark_of(pr, pr->answered_to - 1);
}

bool proof_is_open(const struct proof *pr)
{
	return pr->answered_to < pr->n;
}

bool proof_wants_status(const struct proof *pr)
{
	const struct proof_mark *cut = cut_mark(pr);

	return !pr->lie && cut && cut->answered && cut->is_id && !pr->cut_clean && !pr->cut_trouble;
}
