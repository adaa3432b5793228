/* What a printer does with a byte the moment it arrives. */
#include <string.h>

#include "drivers/printer_twin_parts.h"

void fifo_init(struct fifo *f, size_t room)
{
	buf_init(&f->b, 2 * room + 1);
	f->at = 0;
	f->room = room;
}

size_t fifo_add(struct fifo *f, const void *bytes, size_t n)
{
	size_t free_room = f->room - fifo_len(f);

	n = n < free_room ? n : free_room;
	if (f->at > f->room) {
		buf_drop(&f->b, f->at);
		f->at = 0;
	}
	buf_add(&f->b, bytes, n);
	return f->b.failed ? 0 : n;
}

void fifo_take(struct fifo *f, size_t n)
{
	f->at += n;
	if (f->at == f->b.len)
		f->at = f->b.len = 0;
}

/* DLE ENQ 1 goes on at the line of the error, 2 clears the buffers first; what jammed is taken to be gone. */
static void recover(struct printer_twin *t, int how)
{
	bool trouble = virtual_is_offline(&t->state);

	t->state.jam = false;
	if (how == 2 && trouble)
		twin_lose_buffers(t, true);
	if (trouble && !virtual_is_offline(&t->state))
		t->idle_since = t->now;
	if (trouble)
		twin_say_change(t);
}

static void clear_buffers(struct printer_twin *t)
{
	static const uint8_t done[] = {0x37, 0x25, 0x00};

	twin_lose_buffers(t, true);
	twin_say(t, done, sizeof(done));
}

static void execute(struct printer_twin *t, const uint8_t *c)
{
	static const uint8_t clear[] = {0x10, 0x14, 0x08, 0x01, 0x03, 0x14, 0x01, 0x06, 0x02, 0x08};

	if (c[1] == 0x04)
		twin_say_status(t, c[2]);
	else if (c[1] == 0x05)
		recover(t, c[2]);
	else if (c[2] == 7)
		twin_say_auto(t);
	else if (c[2] == 1)
		twin_note(t, "drawer");
	else if (c[2] == 8 && memcmp(c, clear, sizeof(clear)) == 0)
		clear_buffers(t);
}

/* A liar sees an ID come in, and does not wait for paper. */
static void look_for_id(struct printer_twin *t, uint8_t byte)
{
	static const uint8_t asks[] = {0x1d, '(', 'H', 6, 0, 48, 48};

	memmove(t->last, t->last + 1, sizeof(t->last) - 1);
	t->last[sizeof(t->last) - 1] = byte;
	if (memcmp(t->last, asks, sizeof(asks)) == 0)
		twin_say_id(t, t->last + sizeof(asks));
}

static void lie_about(struct printer_twin *t, uint8_t byte)
{
	if (t->setup.lies & TWIN_LIE_EARLY)
		look_for_id(t, byte);
	if (t->setup.lies & (TWIN_LIE_UNASKED | TWIN_LIE_NOISE) && t->arrived % TWIN_LIE_BYTES == 0)
		twin_say_unasked(t);
}

/* True when a real-time command ends with this byte. */
static bool arrives(struct printer_twin *t, uint8_t byte)
{
	if (t->arrived++ == 0 || t->strip.bytes == 0)
		t->strip.first_byte_us = t->now / 1000;
	t->strip.bytes++;
	if (t->setup.lies)
		lie_about(t, byte);
	return escpos_realtime_next(&t->watch, byte);
}

size_t twin_realtime_at(const uint8_t *bytes, size_t n)
{
	if (n < 3 || !escpos_is_realtime(bytes[0], bytes[1], bytes[2]))
		return 0;
	size_t whole = (size_t)escpos_realtime_length(bytes[1], bytes[2]);
	return whole <= n ? whole : 0;
}

uint64_t twin_next_planned_byte(const struct printer_twin *t)
{
	uint64_t next = UINT64_MAX;

	for (int i = 0; i < t->n_plans; i++)
		if (t->plans[i].when == TWIN_AT_BYTE && t->plans[i].n < next)
			next = t->plans[i].n;
	return next;
}

/* With a full buffer: a real-time command is executed and forgotten, and without flow control the rest is lost. */
static size_t receive_full(struct printer_twin *t, const uint8_t *bytes, size_t n)
{
	size_t k = twin_realtime_at(bytes, n);

	if (!k && !t->setup.no_flow)
		return 0;
	if (!k) {
		t->strip.lost_bytes++;
		t->confused = true;
		k = 1;
	}
	for (size_t i = 0; i < k; i++)
		if (arrives(t, bytes[i]))
			execute(t, t->watch.seen);
	return k;
}

/* Up to the end of a real-time command, which may clear all that came before it. */
static size_t receive_some(struct printer_twin *t, const uint8_t *bytes, size_t n)
{
	size_t i = 0;
	bool now = false;

	while (i < n && !now)
		now = arrives(t, bytes[i++]);
	(void)fifo_add(&t->received, bytes, i);
	if (now)
		execute(t, t->watch.seen);
	return i;
}

size_t twin_receive(struct printer_twin *t, const uint8_t *bytes, size_t n)
{
	size_t done = 0;

	while (done < n && t->powered && t->linked) {
		uint64_t plan = twin_next_planned_byte(t);
		size_t room = t->received.room - fifo_len(&t->received), some = n - done, k;

		if (plan <= t->arrived)
			break;
		some = plan - t->arrived < some ? (size_t)(plan - t->arrived) : some;
		k = room ? receive_some(t, bytes + done, some < room ? some : room)
		         : receive_full(t, bytes + done, some);
		if (!k)
			break;
		done += k;
	}
	return done;
}
