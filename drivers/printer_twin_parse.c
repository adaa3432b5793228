/* The twin's parser: bytes out of the receive buffer, rows into the print buffer. */
#include <string.h>

#include "drivers/printer_twin_parts.h"
#include "sys/text.h"

static void raise_level(struct printer_twin *t, enum printer_proof level)
{
	if (level > t->strip.level && !t->setup.one_way)
		t->strip.level = level;
}

static void add_op(struct printer_twin *t, const struct twin_op *op)
{
	t->ops[t->n_ops++] = *op; /* the parser stops while there is no room */
}

static void on_kiosk(struct printer_twin *t, int what, int n)
{
	if (what == 0) {
		t->auto_full = n != 0;
		if (n)
			twin_say_full(t);
		return;
	}
	if (n == 6)
		twin_say_presenter(t);
	else if (n == 2 && t->ticket == TWIN_TICKET_WAITING)
		twin_ticket_is(t, TWIN_TICKET_RETRACTED);
}

static void on_question(struct printer_twin *t, const struct escpos_event *e)
{
	switch (e->kind) {
	case ESCPOS_PRINTER_ASKED:
		twin_say_sensor(t, e->a);
		if (t->setup.profile.gs_r)
			raise_level(t, PROOF_BARRIER);
		break;
	case ESCPOS_IDENTITY_ASKED:
		twin_say_identity(t, e->a);
		break;
	case ESCPOS_AUTO_STATUS:
		t->auto_status = e->a;
		if (e->a)
			twin_say_auto(t);
		break;
	case ESCPOS_COUNTER_ASKED:
		twin_say_counter(t, e->a);
		break;
	case ESCPOS_METRES_ASKED:
		twin_say_metres(t);
		break;
	default: /* real-time commands were executed when they came in */
		break;
	}
}

static int on_event(void *me, const struct escpos_event *e)
{
	struct printer_twin *t = me;
	struct twin_op op = {.row = e->rows, .partial = e->a != 0, .through = e->b != 0};

	switch (e->kind) {
	case ESCPOS_CUT:
		add_op(t, &op);
		break;
	case ESCPOS_PROCESS_ID:
		op.kind = OP_ID;
		memcpy(op.id, e->id, sizeof(op.id));
		add_op(t, &op);
		if (t->setup.lies & TWIN_LIE_IDS)
			twin_say_id(t, e->id);
		break;
	case ESCPOS_INIT:
		t->confused = false;
		escpos_text_as_boxes(t->decoder, false);
		break;
	case ESCPOS_DRAWER:
		twin_note(t, "drawer");
		break;
	case ESCPOS_KIOSK:
		on_kiosk(t, e->a, e->b);
		break;
	default:
		on_question(t, e);
		break;
	}
	return 0;
}

int twin_parser_new(struct printer_twin *t)
{
	struct escpos_limits limits;
	const struct escpos_listener listener = {.event = on_event, .me = t};
	struct escpos_decoder *d;

	escpos_limits_of(&limits, &t->setup.profile);
	int r = escpos_decoder_new(&d, &limits, &listener);
	if (r)
		return err_up(r);
	escpos_decoder_free(t->decoder);
	t->decoder = d;
	t->printed = 0;
	t->n_ops = 0;
	t->refused = 0;
	t->bytes_before = t->commands_before = t->boxes_before = 0;
	return 0;
}

static int refuse(struct printer_twin *t, int r)
{
	t->refused = -r;
	(void)text_copy(t->why, sizeof(t->why), err_why());
	return r;
}

void twin_lose_buffers(struct printer_twin *t, bool received_too)
{
	struct escpos_paper had = escpos_paper(t->decoder);
	uint64_t bytes = had.bytes - t->bytes_before, commands = had.commands - t->commands_before;

	t->strip.lost_rows += had.n_rows - t->printed;
	if (received_too) {
		t->strip.lost_bytes += fifo_len(&t->received);
		fifo_take(&t->received, fifo_len(&t->received));
	}
	t->confused = true;
	twin_head_stop(t);
	int r = twin_parser_new(t);
	if (r)
		(void)refuse(t, r);
	t->bytes_before = 0 - bytes; /* what the strip was told before stays counted */
	t->commands_before = 0 - commands;
}

/* What the decoder refuses, a confused printer reads as something else. */
static size_t muddle_on(struct printer_twin *t, size_t taken)
{
	t->strip.garbled++;
	escpos_decode_forgive(t->decoder);
	escpos_text_as_boxes(t->decoder, true);
	return taken;
}

static int parse_some(struct printer_twin *t, size_t most)
{
	size_t n = escpos_wants(t->decoder);
	uint64_t before = escpos_paper(t->decoder).bytes, boxes = escpos_paper(t->decoder).boxes;

	n = n < most ? n : most;
	int r = escpos_decode(t->decoder, fifo_bytes(&t->received), n);
	if (r && !t->confused)
		return refuse(t, r);
	if (r)
		n = muddle_on(t, (size_t)(escpos_paper(t->decoder).bytes - before));
	t->strip.garbled += escpos_paper(t->decoder).boxes - boxes;
	fifo_take(&t->received, n);
	return 0;
}

/* Bytes before the strip's end that may be parsed; at the end itself nothing may hang unfinished. */
static int before_end(size_t *out, struct printer_twin *t)
{
	uint64_t gone = t->fed - fifo_len(&t->wire) - fifo_len(&t->received);
	size_t n = fifo_len(&t->received);

	*out = n;
	if (t->strip_at == UINT64_MAX)
		return 0;
	*out = gone >= t->strip_at ? 0 : t->strip_at - gone < n ? (size_t)(t->strip_at - gone) : n;
	if (gone < t->strip_at || t->strip_checked)
		return 0;
	t->strip_checked = true;
	int r = t->confused ? 0 : escpos_decode_end(t->decoder);
	return r ? refuse(t, r) : 0;
}

/* The rest of a job comes to a printer of this kind while its paper is out. */
static bool swallows(const struct printer_twin *t)
{
	return t->powered && t->state.paper_out && t->setup.paper_end == TWIN_PAPER_LOSE;
}

static bool is_blocked(const struct printer_twin *t)
{
	size_t ahead = escpos_paper(t->decoder).n_rows - t->printed;

	if (twin_is_offline(t))
		return true;
	if (!t->row_ns)
		return ahead || t->n_ops;
	return t->n_ops == TWIN_MOST_OPS || ahead >= (size_t)t->setup.print_rows;
}

int twin_parse(struct printer_twin *t, bool *moved)
{
	size_t n;

	if (t->refused)
		return err_new(t->refused, "%s", t->why);
	if (swallows(t) && fifo_len(&t->received)) {
		*moved = true;
		t->strip.lost_bytes += fifo_len(&t->received);
		fifo_take(&t->received, fifo_len(&t->received));
	}
	while (!is_blocked(t)) {
		int r = before_end(&n, t);

		if (!r && n)
			r = parse_some(t, n);
		if (r)
			return err_up(r);
		if (!n)
			return 0;
		*moved = true;
	}
	return 0;
}
