/* printer_hear - every answer is read: status, identity, marks; and what can not be true unmasks a liar */
#include <string.h>

#include "drivers/printer_front.h"
#include "drivers/printer_profile.h"

#define LOG_MODULE "printer"

/* ---- status --------------------------------------------------------------------------------- */

void printer_status(struct printer *p, struct printer_status *out)
{
	struct printer_front *f = p->front;
	struct printer_status said = {0};

	*out = (struct printer_status){.link = f->link, .liar = f->proof.lie};
	if (f->link != LINK_OPEN || out->liar)
		return;
	if (p->ops->status)
		p->ops->status(p, out);
	sense_status(&said, &f->talk.sense, p->profile);
	/* A twin knows how it is. A port knows less than the printer, but knows it while data is stuck. */
	if (p->ops->device || !p->ops->status)
		sense_worse(out, &said);
}

bool front_status_known(const struct printer *p)
{
	const struct printer_profile *c = p->profile;
	const struct front_talk *t = &p->front->talk;
	bool asked_in_vain = t->silent || !c->dle_eot;

	if (!c->paper_sensor || !(c->asb || c->dle_eot))
		return false;
	return !p->ops->device || t->sense.heard_asb || !asked_in_vain ||
	       (c->asb && !proof_wants_status(&p->front->proof));
}

void printer_identity(const struct printer *p, struct printer_identity *out)
{
	*out = p->front->talk.identity;
}

/* ---- judging -------------------------------------------------------------------------------------- */

static void judge(struct printer *p, bool fresh)
{
	struct printer_front *f = p->front;
	struct printer_status s;

	if (!f->taken || f->lost)
		return;
	printer_status(p, &s);
	fresh = fresh || !p->ops->device || f->talk.sense.heard_asb;
	if (proof_status(&f->proof, &s, fresh, front_now_us()))
		f->news = true;
	if (proof_wants_status(&f->proof) && !f->talk.silent && !f->talk.for_cut)
		front_ask(p, front_status_questions(p) & ~(1u << ASK_METRES));
}

void front_judge(struct printer *p)
{
	judge(p, false);
}

static int64_t may_have_left(const struct printer *p)
{
	int64_t queued = p->ops->counts ? p->ops->queued(p) : -1;

	return queued < 0 ? INT64_MAX : p->front->talk.stream - queued;
}

static void proved(struct printer *p)
{
	p->front->talk.moved_us = front_now_us();
	p->front->talk.mute = false;
	p->front->news = true;
}

/* ---- one answer --------------------------------------------------------------------------------------- */

static void done_with_question(struct printer *p)
{
	p->front->talk.asked = ASK_NOTHING;
	p->front->talk.parser.expects = 0;
	p->front->talk.silent = false;
	front_ask_next(p);
}

static void hear_realtime(struct printer *p, uint8_t byte)
{
	struct front_talk *t = &p->front->talk;
	enum question q = t->asked;
	bool fresh = q == ASK_EOT_4 && t->for_cut;

	if (q > ASK_EOT_4)
		return; /* late, or nobody asked: it says nothing */
	if (!sense_eot(&t->sense, (int)(q - ASK_EOT_1) + 1, byte))
		proof_caught(&p->front->proof, "its status bytes can not be true");
	done_with_question(p);
	if (q == ASK_EOT_4)
		judge(p, fresh);
	printer_status_changed(p);
}

static void hear_asb(struct printer *p, const uint8_t bytes[4])
{
	if (!sense_asb(&p->front->talk.sense, bytes))
		proof_caught(&p->front->proof, "its status bytes can not be true");
	printer_status_changed(p);
}

/* Where it promised to tell its status by itself, it does so before anything that was asked later. */
static void hear_queued(struct printer *p, uint8_t byte)
{
	struct printer_front *f = p->front;

	if (p->profile->asb && !f->talk.sense.heard_asb) {
		proof_unasked(&f->proof);
		return;
	}
	if (!proof_barrier(&f->proof, may_have_left(p)))
		return;
	if (!sense_paper(&f->talk.sense, byte))
		proof_caught(&f->proof, "its status bytes can not be true");
	proved(p);
}

static void hear_block(struct printer *p, const struct answer *a)
{
	static const int names[] = {66, 67, 65, 68};
	struct front_talk *t = &p->front->talk;

	if (a->header != 0x5f || t->asked < ASK_MAKER || t->asked > ASK_SERIAL)
		return;
	(void)identity_answer(&t->identity, names[t->asked - ASK_MAKER], a->bytes, a->n);
	done_with_question(p);
}

static void hear_x(struct printer *p, bool off)
{
	struct printer_front *f = p->front;

	f->talk.xoff = off && f->taken && p->ops->device;
	f->news = f->news || (!off && f->want_room && !f->ended);
	if (front_set_watch(p))
		log_warn(p->log, "%s", err_why());
}

static void hear(struct printer *p, const struct answer *a)
{
	struct printer_front *f = p->front;

	switch (a->kind) {
	case ANSWER_REALTIME:
		hear_realtime(p, a->bytes[0]);
		break;
	case ANSWER_QUEUED:
		hear_queued(p, a->bytes[0]);
		break;
	case ANSWER_ASB:
		hear_asb(p, a->bytes);
		break;
	case ANSWER_FULL:
		sense_full(&f->talk.sense, a->bytes);
		done_with_question(p);
		printer_status_changed(p);
		break;
	case ANSWER_PROCESS:
		if (proof_id(&f->proof, a->bytes, may_have_left(p), front_now_us()))
			proved(p);
		break;
	case ANSWER_BLOCK:
		hear_block(p, a);
		break;
	case ANSWER_METRES:
		sense_metres(&f->talk.sense, (const char *)a->bytes);
		done_with_question(p);
		printer_status_changed(p);
		break;
	case ANSWER_XON:
	case ANSWER_XOFF:
		hear_x(p, a->kind == ANSWER_XOFF);
		break;
	case ANSWER_GARBAGE:
		proof_garbage(&f->proof);
		break;
	}
}

void printer_heard(struct printer *p, const void *bytes, size_t n)
{
	struct printer_front *f = p->front;
	const char *lie = f->proof.lie;
	int64_t now = front_now_us();
	struct answer a;

	log_debug(p->log, "the printer said %zu bytes", n);
	if (f->link != LINK_OPEN)
		return;
	if (now - f->talk.heard_us > PRINTER_PAUSE_MS * 1000LL && answer_pause(&f->talk.parser))
		proof_garbage(&f->proof);
	f->talk.heard_us = now;
	for (size_t i = 0; i < n && f->link == LINK_OPEN; i++)
		if (answer_next(&a, &f->talk.parser, ((const uint8_t *)bytes)[i]))
			hear(p, &a);
	if (f->proof.lie && !lie) {
		log_warn(p->log, "this printer is not believed any more: %s", f->proof.lie);
		f->news = true;
		printer_status_changed(p);
	}
	front_judge(p);
	front_tick(p);
}

void printer_heard_nothing(struct printer *p)
{
	p->front->talk.deaf = p->front->talk.mute = true;
	p->front->news = true;
	front_tick(p);
}
