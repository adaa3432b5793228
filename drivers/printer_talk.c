/* printer_talk - what we say to a printer of our own: the greeting, questions one by one, and the way out of an error */
#include <string.h>

#include "drivers/escpos_encode.h"
#include "drivers/printer_front.h"
#include "drivers/printer_profile.h"

#define LOG_MODULE "printer"

enum { WORDS_ROOM = 512 };

bool front_answers(const struct printer *p)
{
	const struct printer_profile *c = p->profile;

	return !p->ops->one_way && !p->front->talk.deaf &&
	       (c->bidirectional || c->dle_eot || c->asb || c->gs_r || c->process_id);
}

/* ---- sending -------------------------------------------------------------------------------- */

/* No command of the job is cut in two here: bytes of ours would become part of its data. */
static bool at_boundary(const struct printer *p)
{
	const struct printer_front *f = p->front;
	const struct proof *pr = &f->proof;

	if (!f->taken || f->ended || f->job_bytes == 0)
		return true;
	return pr->n > pr->job_from && !pr->unmarked && pr->marks[(pr->n - 1) % PRINTER_MARKS].place == f->job_bytes;
}

bool front_has_words(const struct printer *p)
{
	const struct front_talk *t = &p->front->talk;

	return t->out_sent < t->out.len && (t->out_now || t->out_sent > 0 || at_boundary(p));
}

int front_pause(struct printer *p)
{
	if (!p->ops->again_ms || p->ops->again_ms(p) <= 0)
		return 0;
	p->front->paused = true;
	return err_up(front_set_watch(p));
}

int front_say(struct printer *p)
{
	struct front_talk *t = &p->front->talk;
	size_t n = t->out.len - t->out_sent, taken = 0;
	int e = p->ops->send(&taken, p, t->out.data + t->out_sent, n);

	if (e)
		return err_up(e);
	t->out_sent += taken;
	t->stream += (int64_t)taken;
	if (t->out_sent < t->out.len)
		return err_up(front_pause(p));
	buf_clear(&t->out);
	t->out_sent = 0;
	t->out_now = false;
	if (t->greeting && !p->front->taken)
		p->front->unsure = false;
	t->greeting = false;
	t->asked_us = front_now_us();
	front_ask_next(p);
	return 0;
}

/* Now, if there is room: else when there is. Not from inside of what a kind calls. */
static void say_now(struct printer *p)
{
	int e = front_has_words(p) && !p->front->paused ? front_say(p) : 0;

	if (e == 0)
		e = front_set_watch(p);
	if (e) {
		front_lose(p);
		p->front->news = true;
	}
	front_tick(p);
}

static struct buf *words(struct printer *p)
{
	struct buf *out = &p->front->talk.out;

	if (out->max == 0)
		buf_init(out, escpos_flush_bytes(p->profile) + WORDS_ROOM);
	return out;
}

void front_talk_end(struct printer_front *f)
{
	if (f->talk.out.max)
		buf_fini(&f->talk.out);
	f->talk = (struct front_talk){.asked = ASK_NOTHING};
}

/* ---- questions ---------------------------------------------------------------------------------- */

unsigned front_status_questions(const struct printer *p)
{
	unsigned all = 0;

	if (p->profile->dle_eot && !p->front->talk.sense.heard_asb)
		all |= ASK_STATUS & ~(1u << ASK_FULL);
	if (p->profile->presenter == PRESENTER_CUSTOM)
		all |= 1u << ASK_FULL;
	if (p->profile->metres_left)
		all |= 1u << ASK_METRES;
	return all;
}

static void put(struct printer *p, enum question q)
{
	static const uint8_t names[] = {66, 67, 65, 68};
	struct front_talk *t = &p->front->talk;
	struct buf *out = words(p);
	const uint8_t eot[] = {0x10, 0x04, q == ASK_FULL ? 20 : (uint8_t)(q - ASK_EOT_1 + 1)};

	if (q <= ASK_FULL)
		buf_add(out, eot, sizeof eot);
	else if (q <= ASK_SERIAL)
		escpos_identify(out, names[q - ASK_MAKER]);
	else
		escpos_ask_metres(out, p->profile);
	t->parser.expects = q == ASK_FULL ? ANSWER_EXPECT_FULL : q == ASK_METRES ? ANSWER_EXPECT_METRES : 0;
	t->wanted &= ~(1u << q);
	t->asked = q;
	t->asked_us = front_now_us();
	if (q == ASK_EOT_1)
		t->for_cut = proof_wants_status(&p->front->proof);
}

void front_ask_next(struct printer *p)
{
	struct printer_front *f = p->front;
	struct front_talk *t = &f->talk;
	unsigned now = t->wanted & (f->taken ? ASK_AT_ONCE : ~0u);

	if (f->link != LINK_OPEN || t->asked != ASK_NOTHING || t->out.len || now == 0 || !at_boundary(p))
		return;
	put(p, (enum question)__builtin_ctz(now));
	if (front_set_watch(p)) /* on_device() sets it again */
		log_warn(p->log, "%s", err_why());
	front_tick(p);
}

void front_ask(struct printer *p, unsigned questions)
{
	if (!p->ops->device || !front_answers(p) || p->front->proof.lie)
		return;
	p->front->talk.wanted |= questions;
	front_ask_next(p);
}

void printer_ask_status(struct printer *p)
{
	front_ask(p, front_status_questions(p));
}

/* A status that does not come will not come on the next question of this round either. */
void front_ask_timeout(struct printer *p)
{
	struct front_talk *t = &p->front->talk;
	enum question q = t->asked;

	if (q == ASK_NOTHING || front_now_us() - t->asked_us < PRINTER_ASK_MS * 1000LL)
		return;
	if (q <= ASK_FULL) {
		t->wanted &= ~(unsigned)ASK_STATUS;
		p->front->news = p->front->news || (!t->silent && proof_wants_status(&p->front->proof));
		t->silent = true; /* so what is reachable sinks */
	}
	if (t->out.len > 0)
		return; /* it could not even be sent */
	t->asked = ASK_NOTHING;
	t->parser.expects = 0;
	front_ask_next(p);
}

/* ---- greeting and recovery -------------------------------------------------------------------------- */

/* Ends whatever an earlier program left in its parser, and has it tell who and how it is. */
void front_greet(struct printer *p)
{
	struct front_talk *t = &p->front->talk;

	if (p->ops->identity)
		p->ops->identity(p, &t->identity);
	if (!p->ops->device || !front_answers(p))
		return;
	escpos_start(words(p), p->profile, true);
	escpos_ask_status(words(p), p->profile);
	t->greeting = true;
	t->wanted = front_status_questions(p) | ASK_IDENTITY;
	t->moved_us = front_now_us();
}

int printer_recover(struct printer *p, enum printer_recovery how)
{
	struct printer_front *f = p->front;
	const uint8_t bytes[] = {0x10, 0x05, how == PRINTER_CONTINUE ? 1 : 2};

	if (f->link != LINK_OPEN || f->lost)
		return PRINTER_GONE;
	if (p->ops->one_way || (!p->ops->device && !f->taken))
		return PRINTER_NO_SUCH;
	buf_add(words(p), bytes, sizeof bytes);
	if (how == PRINTER_CLEAR) {
		f->talk.out_now = f->unsure = true;
		proof_forget_old(&f->proof);
	}
	say_now(p);
	return f->link == LINK_OPEN ? 0 : PRINTER_GONE;
}
