#include "drivers/printer_answer.h"

#include <string.h>

enum { XON = 0x11, XOFF = 0x13 };

static bool is_realtime(uint8_t b)
{
	return (b & 0x93) == 0x12;
}

static bool is_asb_first(uint8_t b)
{
	return (b & 0x93) == 0x10;
}

static bool is_queued(uint8_t b)
{
	return (b & 0x90) == 0;
}

static bool starts_block(uint8_t b)
{
	return b == 0x35 || b == 0x37 || b == 0x3b || b == 0x3d || b == 0x5f;
}

static bool is_printable(uint8_t b)
{
	return b >= 0x20 && b <= 0x7e;
}

static bool give(struct answer *out, enum answer_kind kind, const void *bytes, size_t n)
{
	out->kind = kind;
	out->header = 0;
	out->n = n;
	if (n)
		memcpy(out->bytes, bytes, n);
	out->bytes[n] = 0;
	return true;
}

static bool garbage(struct answer *out)
{
	return give(out, ANSWER_GARBAGE, NULL, 0);
}

/* The piece so far is broken; the byte may begin, or be, something else. */
static bool broken(struct answer *out, struct answer_parser *a, uint8_t byte)
{
	return answer_next(out, a, byte) || garbage(out);
}

/* ---- four bytes that belong together ---------------------------------------------------- */

static bool next_of_four(struct answer *out, struct answer_parser *a, uint8_t byte)
{
	if (a->n_four == 1 && a->four[0] == 0x10 && byte == 0x0f && (a->expects & ANSWER_EXPECT_FULL)) {
		a->full = true;
		a->n_four = 0;
		return false;
	}
	if (!a->full && (byte & 0x90)) {
		a->n_four = 0;
		return broken(out, a, byte);
	}
	a->four[a->n_four++] = byte;
	if (a->n_four < sizeof a->four)
		return false;
	a->n_four = 0;
	if (!a->full)
		return give(out, ANSWER_ASB, a->four, sizeof a->four);
	a->full = false;
	return give(out, ANSWER_FULL, a->four, sizeof a->four);
}

static bool first_of_four(struct answer_parser *a, uint8_t byte)
{
	a->four[0] = byte;
	a->n_four = 1;
	return false;
}

/* ---- blocks --------------------------------------------------------------------------------- */

/* A block that was cut off may hold the beginning of the next one, for its first bytes are text too. */
static bool block_broken(struct answer *out, struct answer_parser *a, uint8_t byte)
{
	size_t at = 0;

	while (at + 1 < a->n_block && !(a->block[at] == 0x37 && a->block[at + 1] == 0x22))
		at++;
	if (at + 1 < a->n_block) {
		a->header = 0x37;
		a->n_block -= at + 1;
		memmove(a->block, a->block + at + 1, a->n_block);
	} else {
		a->state = ANSWER_IDLE;
	}
	return broken(out, a, byte);
}

static bool is_process(const struct answer_parser *a)
{
	return a->header == 0x37 && a->n_block > 0 && a->block[0] == 0x22;
}

static bool block_end(struct answer *out, struct answer_parser *a)
{
	a->state = ANSWER_IDLE;
	if (is_process(a))
		return a->n_block == 5 ? give(out, ANSWER_PROCESS, a->block + 1, 4) : garbage(out);
	(void)give(out, ANSWER_BLOCK, a->block, a->n_block);
	out->header = a->header;
	return true;
}

static bool next_of_block(struct answer *out, struct answer_parser *a, uint8_t byte)
{
	size_t most = is_process(a) ? 5 : ANSWER_MOST;

	if (byte == 0)
		return block_end(out, a);
	if (byte < 0x20 && is_asb_first(byte))
		return first_of_four(a, byte);
	if (byte < 0x20 && is_realtime(byte))
		return give(out, ANSWER_REALTIME, &byte, 1);
	if (!is_printable(byte) || a->n_block >= most)
		return block_broken(out, a, byte);
	a->block[a->n_block++] = byte;
	return false;
}

static bool next_of_digits(struct answer *out, struct answer_parser *a, uint8_t byte)
{
	if (byte == 'c')
		return false;
	if (byte >= '0' && byte <= '9' && a->n_block < 9) {
		a->block[a->n_block++] = byte;
		return false;
	}
	a->state = ANSWER_IDLE;
	if (byte == 'm')
		return give(out, ANSWER_METRES, a->block, a->n_block);
	a->expects &= ~(unsigned)ANSWER_EXPECT_METRES; /* else it would begin again, for ever */
	return broken(out, a, byte);
}

/* ---- all of them ----------------------------------------------------------------------------- */

static bool first_byte(struct answer *out, struct answer_parser *a, uint8_t byte)
{
	if ((a->expects & ANSWER_EXPECT_METRES) && byte >= '0' && byte <= '9') {
		a->state = ANSWER_IN_DIGITS;
		a->block[0] = byte;
		a->n_block = 1;
		return false;
	}
	if (is_asb_first(byte))
		return first_of_four(a, byte);
	if (is_realtime(byte))
		return give(out, ANSWER_REALTIME, &byte, 1);
	if (starts_block(byte)) {
		a->state = ANSWER_IN_BLOCK;
		a->header = byte;
		a->n_block = 0;
		return false;
	}
	return is_queued(byte) ? give(out, ANSWER_QUEUED, &byte, 1) : garbage(out);
}

bool answer_next(struct answer *out, struct answer_parser *a, uint8_t byte)
{
	if (!a->full && (byte == XON || byte == XOFF))
		return give(out, byte == XON ? ANSWER_XON : ANSWER_XOFF, NULL, 0);
	if (a->n_four || a->full)
		return next_of_four(out, a, byte);
	if (a->state == ANSWER_IN_BLOCK)
		return next_of_block(out, a, byte);
	if (a->state == ANSWER_IN_DIGITS)
		return next_of_digits(out, a, byte);
	return first_byte(out, a, byte);
}

bool answer_pause(struct answer_parser *a)
{
	bool piece = a->n_four || a->full || a->state != ANSWER_IDLE;

	a->n_four = 0;
	a->full = false;
	a->state = ANSWER_IDLE;
	return piece;
}
