#include "drivers/printer_twin.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "drivers/printer_twin_parts.h"
#include "sys/text.h"

#define NS_US 1000LL
#define NS_S 1000000000LL

enum {
	WIRE_PRESET = 4096,
	WIRE_AT_ONCE = 64, /* most bytes that arrive as one */
	PRINT_ROWS_PRESET = 128,
	CUT_US_PRESET = 300000, /* printing.md 4 */
	BUFFER_MOST = 1048576,
};

/* ---- making one ------------------------------------------------------------------------------ */

static int check_setup(const struct twin_setup *s)
{
	if (s->buffer_bytes < 1 || s->buffer_bytes > BUFFER_MOST || s->wire_bytes < 1 || s->wire_bytes > BUFFER_MOST)
		return err_new(EINVAL, "a printer's buffers hold 1 to %d bytes", BUFFER_MOST);
	if (s->bytes_s < 0 || s->bytes_s > NS_S || s->speed_mm_s < 0 || s->speed_mm_s > 10000)
		return err_new(EINVAL, "no printer is as fast as %lld bytes and %lld mm a second",
		        (long long)s->bytes_s, (long long)s->speed_mm_s);
	if (s->print_rows < 1 || s->cut_us < 0 || s->answer_us < 0 || s->hot_us < 0)
		return err_new(EINVAL, "a printer's times and rows are not negative");
	return 0;
}

static void fill_presets(struct twin_setup *s)
{
	if (!s->buffer_bytes)
		s->buffer_bytes = s->profile.buffer_bytes;
	if (!s->wire_bytes)
		s->wire_bytes = WIRE_PRESET;
	if (!s->print_rows)
		s->print_rows = PRINT_ROWS_PRESET;
	if (!s->cut_us)
		s->cut_us = CUT_US_PRESET;
	if (s->paper_end == TWIN_PAPER_PROFILE)
		s->paper_end = s->profile.after_paper == AFTER_PAPER_RESUME ? TWIN_PAPER_KEEP : TWIN_PAPER_LOSE;
}

static void begin_strip(struct printer_twin *t)
{
	uint64_t roll_rows = t->strip.roll_rows;

	t->strip = (struct twin_truth){.level = PROOF_ACCEPTED, .roll_rows = roll_rows};
	t->strip.first_byte_us = t->strip.first_row_us = t->strip.last_row_us = t->strip.last_cut_us = -1;
	t->paper.len = 0;
	t->n_notes = 0;
	t->cut_row = 0;
	t->sheet_rows = 0;
	t->strip_at = UINT64_MAX;
	t->strip_checked = false;
	if (twin_is_offline(t))
		twin_note(t, "offline");
}

int twin_new(struct printer_twin **out, const struct twin_setup *setup)
{
	struct printer_twin *t = calloc(1, sizeof(*t));
	if (!t)
		return err_new(ENOMEM, "no memory for the printer's twin");
	t->setup = *setup;
	fill_presets(&t->setup);
	int r = check_setup(&t->setup);
	if (!r)
		r = twin_parser_new(t);
	if (r) {
		free(t);
		return err_up(r);
	}
	const struct printer_profile *p = &t->setup.profile;
	t->byte_ns = t->setup.bytes_s ? NS_S / t->setup.bytes_s : 0;
	if (t->setup.speed_mm_s) {
		t->row_ns = 25400000000LL / (p->dpi * t->setup.speed_mm_s);
		t->cut_ns = t->setup.cut_us * NS_US;
	}
	fifo_init(&t->wire, (size_t)t->setup.wire_bytes);
	fifo_init(&t->received, (size_t)t->setup.buffer_bytes);
	buf_init(&t->paper, (size_t)ESCPOS_MOST_ROWS * escpos_paper(t->decoder).row_bytes);
	t->random = t->setup.seed ? t->setup.seed : 1;
	t->coming_at = t->cool_at = TWIN_NEVER;
	t->powered = t->linked = true;
	begin_strip(t);
	*out = t;
	return 0;
}

void twin_free(struct printer_twin *t)
{
	if (!t)
		return;
	escpos_decoder_free(t->decoder);
	buf_fini(&t->wire.b);
	buf_fini(&t->received.b);
	buf_fini(&t->paper);
	wipe(t, sizeof(*t));
	free(t);
}

/* ---- time ------------------------------------------------------------------------------------- */

/* How many bytes of the wire arrive next: as many as leave nothing to happen in between. */
static size_t next_bytes(const struct printer_twin *t)
{
	size_t n = fifo_len(&t->wire), room = t->received.room - fifo_len(&t->received);
	uint64_t planned = twin_next_planned_byte(t) - t->arrived;
	size_t wants = fifo_len(&t->received) ? WIRE_AT_ONCE : escpos_wants(t->decoder);

	if (!room && !t->setup.no_flow)
		return twin_realtime_at(fifo_bytes(&t->wire), n);
	if (room && n > room)
		n = room;
	if (n > planned)
		n = (size_t)planned;
	n = n < wants ? n : wants;
	return n < WIRE_AT_ONCE ? n : WIRE_AT_ONCE;
}

/* What was chosen to arrive is on its way, until it arrived. */
static void schedule_wire(struct printer_twin *t)
{
	if (t->coming || !fifo_len(&t->wire) || !t->powered || !t->linked)
		return;
	t->coming = next_bytes(t);
	if (t->coming)
		t->coming_at = t->now + (int64_t)t->coming * t->byte_ns;
}

static void wire_arrives(struct printer_twin *t)
{
	size_t n = t->coming;
	uint8_t bytes[WIRE_AT_ONCE];

	t->coming = 0;
	t->coming_at = TWIN_NEVER;
	memcpy(bytes, fifo_bytes(&t->wire), n);
	fifo_take(&t->wire, n);
	(void)twin_receive(t, bytes, n);
}

/* All that can be done at this moment. */
static int settle(struct printer_twin *t)
{
	for (bool moved = true; moved;) {
		moved = false;
		int r = t->powered ? twin_parse(t, &moved) : 0;
		if (r)
			return err_up(r);
		if (t->powered && twin_head_start(t))
			moved = true;
		if (!moved) /* what these bytes led to came first */
			moved = twin_plans_due(t, TWIN_AT_BYTE, t->arrived);
	}
	schedule_wire(t);
	return 0;
}

static int64_t next_ns(const struct printer_twin *t)
{
	int64_t next = t->coming ? t->coming_at : TWIN_NEVER;

	if (t->head_busy && t->head_at < next)
		next = t->head_at;
	if (t->cool_at < next)
		next = t->cool_at;
	return next;
}

static int happen(struct printer_twin *t)
{
	if (t->coming && t->coming_at <= t->now)
		wire_arrives(t);
	if (t->head_busy && t->head_at <= t->now)
		twin_head_done(t);
	if (t->cool_at <= t->now) {
		t->cool_at = TWIN_NEVER;
		return twin_happens(t, "cool");
	}
	return 0;
}

int twin_run(struct printer_twin *t, int64_t now_us)
{
	int64_t until = now_us * NS_US;
	int r = settle(t);

	while (!r && next_ns(t) <= until) {
		t->now = next_ns(t);
		r = happen(t);
		if (!r)
			r = settle(t);
	}
	if (until > t->now)
		t->now = until;
	return err_up(r);
}

int64_t twin_next_us(const struct printer_twin *t)
{
	int64_t next = next_ns(t);

	for (int i = 0; i < t->n_said; i++)
		if (t->said[i].due > t->now && t->said[i].due < next)
			next = t->said[i].due;
	return next == TWIN_NEVER ? TWIN_NEVER : (next + NS_US - 1) / NS_US;
}

/* ---- the host's side ---------------------------------------------------------------------------- */

int twin_feed(size_t *taken, struct printer_twin *t, const void *bytes, size_t n)
{
	const uint8_t *from = bytes;
	size_t done = 0, k;
	int r = 0;

	if (t->refused)
		return err_new(t->refused, "%s", t->why);
	if (!t->powered || !t->linked) {
		*taken = 0;
		return 0;
	}
	do {
		k = t->byte_ns ? fifo_add(&t->wire, from + done, n - done) : 0;
		t->fed += t->byte_ns ? k : n - done; /* the parser asks how far it came while they arrive */
		if (!t->byte_ns) {
			k = twin_receive(t, from + done, n - done);
			t->fed -= n - done - k;
		}
		done += k;
		r = settle(t);
	} while (!r && k && done < n);
	if (r)
		return err_up(r);
	*taken = done;
	return 0;
}

bool twin_has_room(const struct printer_twin *t)
{
	const struct fifo *f = t->byte_ns ? &t->wire : &t->received;

	return t->powered && t->linked && (fifo_len(f) < f->room || (!t->byte_ns && t->setup.no_flow));
}

size_t twin_on_wire(const struct printer_twin *t)
{
	return fifo_len(&t->wire);
}

size_t twin_waiting(const struct printer_twin *t)
{
	return fifo_len(&t->received);
}

void twin_connect(struct printer_twin *t)
{
	if (t->refused && twin_happens(t, "power_cut") < 0)
		return;
	bool was_off = !t->powered;
	t->powered = t->linked = true;
	if (was_off)
		twin_say_power_on(t);
}

/* ---- strips --------------------------------------------------------------------------------------- */

void twin_strip_ends(struct printer_twin *t)
{
	t->strip_at = t->fed;
	t->strip_checked = false;
}

static bool head_is_through(const struct printer_twin *t)
{
	return !t->head_busy && !t->n_ops && escpos_paper(t->decoder).n_rows == t->printed;
}

bool twin_strip_is_over(const struct printer_twin *t)
{
	return t->strip_checked && !t->refused && head_is_through(t);
}

void twin_strip_next(struct printer_twin *t)
{
	struct escpos_paper p = escpos_paper(t->decoder);
	bool nothing_waits = head_is_through(t) && !fifo_len(&t->received) && !fifo_len(&t->wire);

	if (!nothing_waits || !escpos_is_between(t->decoder))
		t->confused = true; /* the next job may find half a command, and be its data */
	begin_strip(t);
	t->bytes_before = p.bytes;
	t->commands_before = p.commands;
	t->boxes_before = p.boxes;
	if (nothing_waits && !t->refused) {
		escpos_decode_next_job(t->decoder);
		t->printed = 0;
		t->bytes_before = t->commands_before = t->boxes_before = 0;
	}
}

struct escpos_paper twin_paper(const struct printer_twin *t)
{
	struct escpos_paper p = escpos_paper(t->decoder);

	p.n_rows = t->strip.rows;
	p.rows = t->paper.data;
	p.n_cuts = (size_t)t->strip.cuts;
	p.cuts = t->cuts;
	p.bytes -= t->bytes_before;
	p.commands -= t->commands_before;
	p.boxes -= t->boxes_before;
	return p;
}

struct twin_truth twin_truth(const struct printer_twin *t)
{
	struct twin_truth out = t->strip;

	out.cut = out.cuts > 0 && t->cut_row == out.rows;
	out.powered = t->powered;
	out.linked = t->linked;
	out.offline = twin_is_offline(t);
	out.paper_out = t->state.paper_out;
	out.paper_low = t->state.paper_low;
	out.cover_open = t->state.cover_open;
	out.jam = t->state.jam;
	out.hot = t->state.hot;
	out.one_way = t->setup.one_way;
	out.lies = t->setup.lies & (TWIN_LIE_CONSTANTS | TWIN_LIE_ZEROS);
	return out;
}
