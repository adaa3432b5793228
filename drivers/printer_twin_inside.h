#pragma once

/*
 * printer_twin_inside - how the twin's own files share its state
 *
 * Only printer_twin*.c include this, by printer_twin_parts.h.
 */
#include "drivers/escpos_decode_realtime.h"
#include "drivers/printer_twin.h"
#include "drivers/printer_virtual_answer.h"
#include "sys/buf.h"

enum {
	TWIN_MOST_OPS = 64, /* parsed, and waiting for the head */
	TWIN_MOST_SAID = 64, /* answers that nobody fetched */
	TWIN_MOST_REACHED = 64,
	TWIN_LIE_BYTES = 64,
};
#define TWIN_NEVER INT64_MAX

struct fifo { /* bytes that leave in front; memory stays within twice its room */
	struct buf b;
	size_t at, room;
};
void fifo_init(struct fifo *f, size_t room);
static inline size_t fifo_len(const struct fifo *f)
{
	return f->b.len - f->at;
}
static inline const uint8_t *fifo_bytes(const struct fifo *f)
{
	return f->b.data + f->at;
}
size_t fifo_add(struct fifo *f, const void *bytes, size_t n); /* as many as there is room for */
void fifo_take(struct fifo *f, size_t n);

struct twin_op {
	enum { OP_CUT, OP_ID } kind;
	size_t row; /* of the decoder: when this many are on paper */
	bool partial, through;
	uint8_t id[4];
};

struct printer_twin {
	struct twin_setup setup;
	int64_t now, byte_ns, row_ns, cut_ns; /* all times inside are nanoseconds */
	uint64_t random;

	/* wire and receive buffer */
	struct fifo wire, received;
	size_t coming; /* bytes of the wire that arrive at coming_at */
	int64_t coming_at;
	uint64_t fed; /* bytes taken from the host, ever */
	struct escpos_realtime watch;
	uint8_t last[11]; /* bytes, for the liar who answers early */

	/* parser */
	struct escpos_decoder *decoder;
	bool confused; /* bytes were lost, or a command was cut off: what looks wrong is read as printers do */
	int refused; /* errno of the decoder, or 0 */
	char why[240];
	int auto_status; /* GS a */
	bool auto_full; /* GS E0 */
	uint64_t strip_at; /* of fed: where the strip ends; UINT64_MAX = not known yet */
	bool strip_checked;

	/* head */
	size_t printed; /* rows of the decoder that are on paper */
	struct twin_op ops[TWIN_MOST_OPS];
	int n_ops;
	bool head_busy;
	struct twin_op doing; /* a cut, when cutting */
	bool cutting;
	int64_t head_at, idle_since, cool_at;
	size_t sheet_rows; /* since the last cut */
	uint64_t rows_ever;
	int cuts_ever;

	/* paper */
	struct buf paper;
	struct escpos_cut cuts[ESCPOS_MOST_CUTS];
	size_t cut_row;
	uint64_t bytes_before, commands_before, boxes_before; /* of the decoder, when the strip began */
	struct twin_truth strip;
	struct twin_note notes[TWIN_MOST_NOTES];
	int n_notes;
	uint8_t reached[TWIN_MOST_REACHED][4];
	uint64_t arrived, ids_ever;

	struct virtual_state state;
	bool powered, linked;
	enum twin_ticket ticket; /* now in the presenter */
	struct twin_happening {
		const char *what;
		enum twin_trigger when;
		uint64_t n;
	} plans[TWIN_MOST_PLANS];
	int n_plans;

	struct twin_said {
		int64_t due;
		uint8_t n, bytes[VIRTUAL_ANSWER_MOST];
	} said[TWIN_MOST_SAID];
	int n_said;
	size_t said_at; /* bytes of the first that were fetched */
};

static inline bool twin_is_offline(const struct printer_twin *t)
{
	return !t->powered || virtual_is_offline(&t->state);
}
