#pragma once

/*
 * printer_twin - the insides of a receipt printer: bytes in, paper and answers out
 *
 * Receive buffer, parser, print buffer, head, cutter, presenter, sensors and the mouth
 * of one printer of a profile. Knows no transport, no encoder, no clock: time is what
 * twin_run() is told, randomness comes from a seed. What is true is kept apart from what
 * it says: twin_truth() and twin_paper() against twin_answers(). No memory grows past
 * the buffers of its setup and one strip of paper.
 *
 * The wire brings bytes at its own speed; the parser runs ahead of the head until the
 * print buffer is full; rows come on paper one by one. Process IDs are answered when the
 * rows before them are on paper and the cuts made, GS r when it is parsed, DLE EOT the
 * moment it arrives, also while the buffer is full. Offline (paper, cover, jam, heat)
 * it parses and prints nothing. (reference/printing.md 2.2 to 2.7)
 */
#include "drivers/escpos_decode.h"
#include "drivers/printer.h"
#include "drivers/printer_profile.h"

struct printer_twin;
enum { TWIN_NO_SUCH = 1, TWIN_FULL }; /* answers */
enum { TWIN_MOST_PLANS = 16, TWIN_MOST_NOTES = 256 };

/* How it lies, one bit each. */
enum twin_lie {
	TWIN_LIE_CONSTANTS = 1, /* "all is well", whatever is true */
	TWIN_LIE_ZEROS = 2, /* 00 for every status, and 00 00 00 00 as automatic status at each change */
	TWIN_LIE_IDS = 4, /* process IDs come when they are parsed, before anything is printed */
	TWIN_LIE_EARLY = 8, /* process IDs come when they arrive, even while offline with a full buffer */
	TWIN_LIE_WRONG_IDS = 16, /* another ID than was asked */
	TWIN_LIE_TWICE = 32, /* every ID twice */
	TWIN_LIE_UNASKED = 64, /* answers to questions that nobody asked, each 64 bytes */
	TWIN_LIE_NOISE = 128, /* random bytes, each 64 bytes */
	TWIN_LIE_ALL = 255,
};

struct twin_setup {
	struct printer_profile profile;
	int64_t buffer_bytes; /* receive buffer; 0 = the profile's */
	int64_t bytes_s; /* speed of the wire; 0 = as fast as there is room. 9600 baud = 960 */
	int64_t wire_bytes; /* what the host's side of the wire holds; 0 = 4096. Not used when bytes_s is 0 */
	int64_t speed_mm_s; /* 0 = rows are on paper, and cuts made, the moment they are parsed */
	int64_t print_rows; /* print buffer: the parser is ahead by this at most; 0 = 128 */
	int64_t cut_us; /* 0 = 300 ms (not used when speed_mm_s is 0) */
	int64_t answer_us; /* answers are late by this */
	int64_t hot_us; /* a hot head has cooled after this; 0 = never by itself */
	unsigned lies; /* enum twin_lie */
	bool one_way; /* says nothing, ever */
	bool no_flow; /* bytes that find the receive buffer full are lost; else the wire waits */
	enum twin_paper_end { TWIN_PAPER_PROFILE, TWIN_PAPER_KEEP, TWIN_PAPER_LOSE, TWIN_PAPER_GARBLE } paper_end;
	uint64_t seed;
};

enum twin_ticket { TWIN_TICKET_NONE, TWIN_TICKET_WAITING, TWIN_TICKET_TAKEN, TWIN_TICKET_RETRACTED };

/* Physical facts since the strip began, unless another time is named. Rows are rows of dots, times as told to
 * twin_run(); -1 = never. */
struct twin_truth {
	size_t rows; /* on paper */
	int cuts; /* made */
	bool cut; /* the last row on paper is cut off */
	uint64_t bytes; /* arrived */
	uint64_t lost_bytes; /* arrived or on the wire, and never parsed */
	size_t lost_rows; /* parsed, and never printed */
	uint64_t garbled; /* bytes or commands read as what they were not */
	int stalls; /* the head stood in mid-sheet because no row was there */
	int64_t stalled_us, busy_us; /* of the head and cutter */
	int64_t first_byte_us, first_row_us, last_row_us, last_cut_us;
	int power_cuts, link_cuts;
	enum twin_ticket ticket; /* the latest */
	enum printer_proof level; /* the highest that honest answers showed */
	uint64_t ids; /* process IDs that were honestly reached */
	bool powered, linked, offline, paper_out, paper_low, cover_open, jam, hot, one_way, lies; /* now; of status */
	uint64_t roll_rows; /* since the roll was put in */
};

struct twin_note {
	const char *what; /* a fixed word for what happened to it */
	size_t row;
};

NODISCARD int twin_new(struct printer_twin **out, const struct twin_setup *setup);
void twin_free(struct printer_twin *t);

/* *taken bytes went on the wire (0 = no room now, no link, or no power). Surprise: the decoder refuses what stands
 * in the stream ("offset N: ..."), and nothing that the printer lived through explains it; twin_power_cut() mends. */
NODISCARD int twin_feed(size_t *taken, struct printer_twin *t, const void *bytes, size_t n);
/* It is now_us (never going back): everything until then happens. Surprise as in twin_feed(). */
NODISCARD int twin_run(struct printer_twin *t, int64_t now_us);
/* When something will happen by itself; INT64_MAX = nothing will. */
int64_t twin_next_us(const struct printer_twin *t);
/* What it says, taken away. */
size_t twin_answers(struct printer_twin *t, uint8_t *out, size_t room);
bool twin_has_room(const struct printer_twin *t);
/* Bytes that are on the wire still; and those that arrived and were not parsed. */
size_t twin_on_wire(const struct printer_twin *t);
size_t twin_waiting(const struct printer_twin *t);

/* What happens to it: paper_out paper_low paper_in cover_open cover_closed jam hot cool power_cut link_cut one_way
 * liar honest ticket_taken ticket_back. Now, or when N bytes arrived / N rows are on paper / at the Nth cut (from 1),
 * counted from twin_new(). TWIN_NO_SUCH, TWIN_FULL; else what twin_run() gives. */
enum twin_trigger { TWIN_AT_BYTE, TWIN_AT_ROW, TWIN_AT_CUT };
NODISCARD int twin_happens(struct printer_twin *t, const char *what);
NODISCARD int twin_plan(struct printer_twin *t, const char *what, enum twin_trigger when, uint64_t n);
/* After power_cut or link_cut the owner's side is gone; this is the next plugging in. Without a power cut before,
 * all that was in its buffers is still there. */
void twin_connect(struct printer_twin *t);
/* Was this process ID honestly reached (of the latest 64)? */
bool twin_has_reached(const struct printer_twin *t, const uint8_t id[4]);

/* Strips: what a person holds in the hand after a job. The end of one is a place in the stream of bytes. */
void twin_strip_ends(struct printer_twin *t); /* behind the bytes fed so far */
bool twin_strip_is_over(const struct printer_twin *t); /* that place is reached, and all before it is on paper */
void twin_strip_next(struct printer_twin *t); /* torn off here, whether it is over or not; settings stay */
/* Borrowed until the next call. rows are what is really on paper. */
struct escpos_paper twin_paper(const struct printer_twin *t);
struct twin_truth twin_truth(const struct printer_twin *t);
int twin_notes(const struct printer_twin *t, const struct twin_note **out);
