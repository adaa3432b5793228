#include "drivers/printer_answer_sense.h"

#include <string.h>

#include "drivers/printer_profile.h"
#include "sys/text.h"

enum { EOT_FINE = 0x12, MOST_MM = 200 * 1000 };

/* Both bits of a sensor always say the same. */
static bool agree(uint8_t byte, uint8_t two)
{
	return (byte & two) == 0 || (byte & two) == two;
}

bool sense_asb(struct sense *s, const uint8_t bytes[4])
{
	if ((bytes[0] & 0x93) != 0x10 || ((bytes[1] | bytes[2] | bytes[3]) & 0x90))
		return false;
	if (!agree(bytes[2], 0x03) || !agree(bytes[2], 0x0c))
		return false;
	memcpy(s->asb, bytes, sizeof s->asb);
	s->heard_asb = true;
	return true;
}

/* All four questions have one answer, and it is not "all is well": it was not looked at. */
static bool is_constant(const struct sense *s)
{
	for (int n = 1; n <= 4; n++)
		if (!s->heard_eot[n] || s->eot[n] != s->eot[1])
			return false;
	return s->eot[1] != EOT_FINE;
}

bool sense_eot(struct sense *s, int n, uint8_t byte)
{
	if (n < 1 || n > 4 || (byte & 0x93) != EOT_FINE)
		return false;
	/* Near end is told by two bits; so is the end, but for a presenter's sensor in one of them (Citizen PPU). */
	if (n == 4 && (!agree(byte, 0x0c) || (byte & 0x60) == 0x20))
		return false;
	s->eot[n] = byte;
	s->heard_eot[n] = true;
	return !is_constant(s);
}

bool sense_paper(struct sense *s, uint8_t byte)
{
	if (!agree(byte, 0x03) || !agree(byte, 0x0c))
		return false;
	s->paper = byte;
	s->heard_paper = true;
	return true;
}

void sense_full(struct sense *s, const uint8_t bytes[4])
{
	memcpy(s->full, bytes, sizeof s->full);
	s->heard_full = true;
}

void sense_metres(struct sense *s, const char *digits)
{
	int64_t cm;

	s->metres_known = text_i64(digits, 0, MOST_MM / 10, &cm);
	s->left_mm = s->metres_known ? (int32_t)cm * 10 : 0;
}

/* ---- one status --------------------------------------------------------------------------- */

struct bits { /* what one way of asking shows */
	bool near_end, end, open, cutter, hot, other, offline;
	bool paper_known, cover_known, fault_known;
};

static struct bits of_asb(const uint8_t b[4])
{
	return (struct bits){.near_end = b[2] & 0x03,
	        .end = b[2] & 0x0c,
	        .open = b[0] & 0x20,
	        .cutter = b[1] & 0x08,
	        .hot = b[1] & 0x40,
	        .other = b[1] & 0x24,
	        .offline = b[0] & 0x08,
	        .paper_known = true,
	        .cover_known = true,
	        .fault_known = true};
}

static struct bits of_eot(const struct sense *s)
{
	const uint8_t *b = s->eot;

	return (struct bits){.near_end = s->heard_eot[4] && (b[4] & 0x0c),
	        .end = (s->heard_eot[4] && (b[4] & 0x20)) || (s->heard_eot[2] && (b[2] & 0x20)),
	        .open = s->heard_eot[2] && (b[2] & 0x04),
	        .cutter = s->heard_eot[3] && (b[3] & 0x08),
	        .hot = s->heard_eot[3] && (b[3] & 0x40),
	        .other = (s->heard_eot[3] && (b[3] & 0x24)) || (s->heard_eot[2] && (b[2] & 0x40)),
	        .offline = s->heard_eot[1] && (b[1] & 0x08),
	        .paper_known = s->heard_eot[4],
	        .cover_known = s->heard_eot[2],
	        .fault_known = s->heard_eot[1] && s->heard_eot[2] && s->heard_eot[3]};
}

static struct bits of_full(const uint8_t b[4])
{
	return (struct bits){.near_end = b[0] & 0x04,
	        .end = b[0] & 0x01,
	        .open = b[1] & 0x03,
	        .cutter = b[3] & 0x01,
	        .hot = b[2] & 0x01,
	        .other = (b[2] & 0x48) || (b[3] & 0x4c),
	        .paper_known = true,
	        .cover_known = true,
	        .fault_known = true};
}

static struct bits of_paper(uint8_t b)
{
	return (struct bits){.near_end = b & 0x03, .end = b & 0x0c, .paper_known = true};
}

static void put_paper(struct printer_status *out, const struct bits *b, const struct printer_profile *p)
{
	if (b->end && p->paper_sensor)
		out->paper = PAPER_OUT;
	else if (b->near_end && p->near_end_sensor)
		out->paper = PAPER_LOW;
	else if (b->paper_known && (p->paper_sensor || p->near_end_sensor))
		out->paper = PAPER_OK;
}

static void put_fault(struct printer_status *out, const struct bits *b)
{
	bool told = b->end || b->open; /* why it is offline */

	if (b->cutter)
		out->fault = FAULT_CUTTER;
	else if (b->hot)
		out->fault = FAULT_HOT;
	else if (b->other || (b->offline && !told))
		out->fault = FAULT_OTHER;
	else if (b->fault_known)
		out->fault = FAULT_NONE;
}

void sense_status(struct printer_status *out, const struct sense *s, const struct printer_profile *p)
{
	struct bits b = s->heard_asb                                                               ? of_asb(s->asb)
	                : s->heard_full                                                            ? of_full(s->full)
	                : s->heard_eot[1] || s->heard_eot[2] || s->heard_eot[3] || s->heard_eot[4] ? of_eot(s)
	                : s->heard_paper                                                           ? of_paper(s->paper)
	                                                                                           : (struct bits){0};

	put_paper(out, &b, p);
	if ((b.open || b.cover_known) && p->cover_sensor)
		out->cover = b.open ? COVER_OPEN : COVER_CLOSED;
	put_fault(out, &b);
	if (s->heard_full && p->presenter != PRESENTER_NONE)
		out->ticket = s->full[0] & 0x20 ? TICKET_THERE : TICKET_NONE;
	if (s->metres_known) {
		out->paper_left_known = true;
		out->paper_left_mm = s->left_mm;
	}
}

void sense_worse(struct printer_status *out, const struct printer_status *other)
{
	if (other->paper > out->paper)
		out->paper = other->paper;
	if (other->cover > out->cover)
		out->cover = other->cover;
	if (out->fault <= FAULT_NONE && other->fault > out->fault)
		out->fault = other->fault;
	if (out->ticket == TICKET_UNKNOWN)
		out->ticket = other->ticket;
	if (!out->paper_left_known) {
		out->paper_left_known = other->paper_left_known;
		out->paper_left_mm = other->paper_left_mm;
	}
}
