#include "drivers/touch_steps.h"

static struct touch_held *held_as(struct touch_debounce *me, uint32_t now)
{
	for (int i = 0; i < me->n; i++)
		if (!me->all[i].left && me->all[i].now == now)
			return &me->all[i];
	return NULL;
}

/* One that left a moment ago, near here. */
static struct touch_held *comes_back(struct touch_debounce *me, const struct touch_contact *c)
{
	for (int i = 0; i < me->n; i++)
		if (me->all[i].left && touch_apart_mm(&me->all[i].last, c) <= me->near_mm)
			return &me->all[i];
	return NULL;
}

/* Over when it left long enough ago. */
static void forget(struct touch_debounce *me, int64_t now_ms)
{
	int n = 0;

	for (int i = 0; i < me->n; i++)
		if (!me->all[i].left || now_ms - me->all[i].left_ms < me->hold_ms)
			me->all[n++] = me->all[i];
	me->n = n;
}

static void add_held(const struct touch_debounce *me, struct touch_frame *f)
{
	for (int i = 0; i < me->n && f->n < TOUCH_CONTACTS_MAX; i++) {
		int at = f->n;

		if (!me->all[i].left)
			continue;
		for (; at > 0 && f->all[at - 1].number > me->all[i].last.number; at--)
			f->all[at] = f->all[at - 1];
		f->all[at] = me->all[i].last;
		f->n++;
	}
}

static void see(struct touch_debounce *me, struct touch_contact *c)
{
	struct touch_held *h = held_as(me, c->number);

	if (!h)
		h = comes_back(me, c);
	if (!h && me->n < TOUCH_CONTACTS_MAX) {
		h = &me->all[me->n++];
		h->last.number = c->number;
	}
	if (!h)
		return;
	h->now = c->number;
	h->left = false;
	c->number = h->last.number;
	h->last = *c;
}

/* Renames what came back, so that steps behind this one see no gap; and keeps what may still come back. */
void touch_debounce_step(struct touch_debounce *me, struct touch_frame *f)
{
	if (me->hold_ms == 0)
		return;
	forget(me, f->at_ms);
	for (int i = 0; i < me->n; i++)
		if (!me->all[i].left && touch_frame_find(f, me->all[i].now) < 0) {
			me->all[i].left = true;
			me->all[i].left_ms = f->at_ms;
		}
	for (int i = 0; i < f->n; i++)
		see(me, &f->all[i]);
	add_held(me, f);
}

int64_t touch_debounce_due_in_ms(const struct touch_debounce *me, int64_t now_ms)
{
	int64_t due = -1;

	for (int i = 0; i < me->n; i++) {
		int64_t in = me->all[i].left_ms + me->hold_ms - now_ms;

		if (me->all[i].left && (due < 0 || in < due))
			due = in < 0 ? 0 : in;
	}
	return due;
}
