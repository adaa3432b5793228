/* printer_turn - one job's turn on a printer, from its first byte to the level reached */
#include <assert.h>
#include <errno.h>
#include <string.h>
#include <sys/random.h>

#include "drivers/escpos_encode.h"
#include "drivers/printer_front.h"
#include "drivers/printer_profile.h"

/* Barriers of an aborted job that nobody answered are waited for, unless a printer that could answer kept silent. */
static void settle_old_marks(struct printer *p)
{
	struct printer_front *f = p->front;
	struct printer_status s;
	int64_t latest = f->talk.heard_us > f->talk.moved_us ? f->talk.heard_us : f->talk.moved_us;

	printer_status(p, &s);
	if (front_now_us() - latest >= PRINTER_STALL_MS * 1000LL && s.paper != PAPER_OUT && s.cover != COVER_OPEN &&
	        s.fault <= FAULT_NONE)
		proof_forget_old(&f->proof);
	proof_begin(&f->proof);
}

int printer_begin(struct printer *p, printer_fn *fn, void *me)
{
	struct printer_front *f = p->front;
	int e;

	if (f->absent)
		return PRINTER_NONE;
	if (f->taken)
		return PRINTER_BUSY;
	if (f->link == LINK_COMING)
		return PRINTER_COMING;
	if (f->link == LINK_GONE)
		return PRINTER_GONE;
	e = p->ops->begin ? p->ops->begin(p) : 0;
	if (e) {
		front_lose(p);
		return PRINTER_GONE;
	}
	f->taken = f->want_room = true;
	f->ended = f->lost = f->paused = f->news = f->auto_status = f->talk.xoff = f->talk.for_cut = false;
	f->level = PROOF_NOTHING;
	f->job_bytes = 0;
	f->job_fn = fn;
	f->job_me = me;
	if (p->ops->fresh_each_job)
		f->talk.sense = (struct sense){0};
	settle_old_marks(p);
	f->talk.moved_us = front_now_us();
	printer_ask_status(p);
	e = front_set_watch(p);
	front_tick(p);
	return err_up(e);
}

int printer_wait(struct printer *p, printer_fn *fn, void *me)
{
	for (int i = 0; i < PRINTER_WAITERS; i++) {
		if (p->front->waiters[i].fn)
			continue;
		p->front->waiters[i].fn = fn;
		p->front->waiters[i].me = me;
		return 0;
	}
	return PRINTER_BUSY;
}

void printer_wait_end(struct printer *p, const void *me)
{
	for (int i = 0; i < PRINTER_WAITERS; i++)
		if (p->front->waiters[i].me == me)
			p->front->waiters[i].fn = NULL;
}

/* In the order of waiting; one that begins leaves the others to wait again. */
void front_tell_waiters(struct printer *p)
{
	struct printer_front *f = p->front;

	for (int i = 0; i < PRINTER_WAITERS; i++) {
		printer_fn *fn = f->waiters[i].fn;

		if (!fn)
			continue;
		f->waiters[i].fn = NULL;
		fn(f->waiters[i].me);
	}
}

bool printer_is_unsure(const struct printer *p)
{
	return p->front->unsure;
}

/* What the kind takes of the job's bytes now. */
static int send_job(size_t *taken, struct printer *p, const void *bytes, size_t n)
{
	struct printer_front *f = p->front;
	size_t got = 0;
	int e = p->ops->send(&got, p, bytes, n);

	if (e)
		return err_up(e);
	*taken = got;
	f->job_bytes += (int64_t)got;
	f->talk.stream += (int64_t)got;
	if (got)
		f->talk.moved_us = front_now_us();
	proof_sent(&f->proof, f->job_bytes, f->talk.stream, front_now_us());
	return got < n ? err_up(front_pause(p)) : 0;
}

int printer_send(size_t *taken, struct printer *p, const void *bytes, size_t n)
{
	struct printer_front *f = p->front;
	size_t got = 0;
	int e = 0;

	assert(f->taken && !f->ended);
	if (f->lost)
		return PRINTER_GONE;
	if (front_has_words(p))
		e = front_say(p);
	if (e == 0 && !front_has_words(p) && !f->paused && !f->talk.xoff)
		e = send_job(&got, p, bytes, n);
	front_ask_next(p); /* a band may have ended here */
	if (e == 0 && front_has_words(p))
		e = front_set_watch(p);
	if (e) {
		front_lose(p);
		return PRINTER_GONE;
	}
	front_tick(p);
	*taken = got;
	return 0;
}

void printer_want_room(struct printer *p, bool want)
{
	if (p->front->want_room == want)
		return;
	p->front->want_room = want;
	if (front_set_watch(p))
		front_lose(p);
}

/* ---- marks --------------------------------------------------------------------------------- */

/* Four printable bytes that nobody can guess, and none that is in use. */
static int new_id(uint8_t id[4], const struct proof *pr)
{
	do {
		for (int i = 0; i < 4; i++) {
			do {
				if (getrandom(&id[i], 1, 0) != 1)
					return err_new(errno, "no random number for the printer: %s", strerror(errno));
				id[i] &= 0x7f;
			} while (id[i] < 0x20 || id[i] > 0x7e);
		}
	} while (proof_knows(pr, id));
	return 0;
}

int printer_mark(struct printer *p, struct buf *out, int band, int rows)
{
	struct printer_front *f = p->front;
	enum escpos_mark_kind kind = escpos_mark_kind(p->profile);
	int64_t travel_um = p->profile->dpi ? (int64_t)rows * 25400 / p->profile->dpi : 0;
	uint8_t id[4];
	int e;

	assert(f->taken && !f->ended);
	if (p->ops->one_way || f->talk.mute || f->proof.lie || kind == ESCPOS_MARK_NONE || !proof_has_room(&f->proof)) {
		proof_missed(&f->proof, band, travel_um);
		return PRINTER_NO_MARK;
	}
	e = new_id(id, &f->proof);
	if (e)
		return err_up(e);
	if (!f->auto_status) /* ESC @ may have ended it */
		escpos_ask_status(out, p->profile);
	f->auto_status = true;
	escpos_mark(out, p->profile, id);
	proof_add(&f->proof, kind == ESCPOS_MARK_ID ? id : NULL, band, f->job_bytes + (int64_t)out->len, travel_um);
	return 0;
}

int printer_marks_proved(const struct printer *p, enum printer_proof *how)
{
	const struct proof_mark *m = proof_last(&p->front->proof);

	if (how)
		*how = !m ? PROOF_NOTHING : m->is_id ? PROOF_PRINTED : PROOF_BARRIER;
	return m ? m->band : -1;
}

size_t printer_unproved_bytes(const struct printer *p)
{
	const struct printer_front *f = p->front;
	const struct proof_mark *m = proof_last(&f->proof);

	if (f->talk.mute || f->proof.lie || f->proof.n == f->proof.job_from)
		return 0;
	return (size_t)(f->job_bytes - (m ? m->place : 0));
}

/* ---- the end ---------------------------------------------------------------------------------- */

bool front_look_drained(struct printer *p)
{
	struct printer_front *f = p->front;

	if (!f->ended || f->lost || f->level >= PROOF_DRAINED || p->ops->queued(p) != 0)
		return false;
	f->level = PROOF_DRAINED;
	f->unsure = false;
	f->retry_ms = PRINTER_RETRY_FIRST_MS;
	return true;
}

int printer_end(struct printer *p)
{
	struct printer_front *f = p->front;
	int e;

	assert(f->taken && !f->ended);
	if (f->lost)
		return PRINTER_GONE;
	e = p->ops->end ? p->ops->end(p) : 0;
	if (e) {
		front_lose(p);
		return PRINTER_GONE;
	}
	f->ended = true;
	f->level = PROOF_ACCEPTED;
	e = front_set_watch(p);
	(void)front_look_drained(p);
	front_judge(p);
	front_tick(p);
	return err_up(e);
}

/* What is answered counts once nothing of the job waits on this side. */
enum printer_proof printer_level(const struct printer *p)
{
	const struct printer_front *f = p->front;
	enum printer_proof proved = proof_level(&f->proof);

	return f->level >= PROOF_DRAINED && proved > f->level ? proved : f->level;
}

enum printer_proof printer_reachable(const struct printer *p)
{
	const struct printer_front *f = p->front;

	return f->talk.mute ? PROOF_DRAINED : proof_reachable(&f->proof, front_status_known(p));
}

bool printer_is_lost(const struct printer *p)
{
	return p->front->lost;
}

static void let_go(struct printer *p)
{
	struct printer_front *f = p->front;

	proof_begin(&f->proof);
	if (f->lost)
		proof_forget_old(&f->proof);
	f->taken = f->want_room = f->ended = f->lost = f->paused = f->talk.xoff = false;
	if (front_set_watch(p))
		front_lose(p);
	if (f->link == LINK_OPEN)
		front_tell_waiters(p);
	front_ask_next(p);
	front_tick(p);
}

void printer_release(struct printer *p)
{
	assert(p->front->ended);
	if (p->front->level < PROOF_DRAINED)
		p->front->unsure = !p->ops->fresh_each_job;
	let_go(p);
}

void printer_abort(struct printer *p)
{
	assert(p->front->taken);
	if (p->front->link == LINK_OPEN && p->ops->abort)
		p->ops->abort(p);
	p->front->unsure = !p->ops->fresh_each_job;
	/* A command may hang in its parser: NULs end it before anything is asked. */
	if (p->front->job_bytes > 0 && p->front->link == LINK_OPEN)
		front_greet(p);
	let_go(p);
}
