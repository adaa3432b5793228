#pragma once

/*
 * printer_answer - the bytes that a printer says, cut into answers
 *
 * Pure: one byte in, at most one answer out. The kinds tell themselves apart by their fixed bits
 * (printing.md 2.2): an automatic status (ASB) is four bytes that belong together and is looked for first, otherwise
 * its last three would look like answers to GS r. XON and XOFF may stand anywhere, an ASB or a DLE EOT answer also
 * inside of a block. What fits nothing is ANSWER_GARBAGE; a broken piece is too, unless the byte that breaks it is an
 * answer of its own.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { ANSWER_MOST = 80 };

struct answer {
	enum answer_kind {
		ANSWER_REALTIME, /* one byte 0xx1xx10: DLE EOT */
		ANSWER_QUEUED, /* one byte 0xx0xxxx: GS r, GS I 1..3 */
		ANSWER_ASB, /* four bytes, the first 0xx1xx00 */
		ANSWER_FULL, /* four bytes behind 10 0F: Custom's DLE EOT 20 */
		ANSWER_PROCESS, /* four bytes: the ID of GS ( H */
		ANSWER_BLOCK, /* `header`, and text: GS I 65..69 and GS g 2 say 5F */
		ANSWER_METRES, /* digits: centimetres left of the roll, Custom's 1D E1 */
		ANSWER_XON,
		ANSWER_XOFF,
		ANSWER_GARBAGE,
	} kind;
	uint8_t header;
	uint8_t bytes[ANSWER_MOST + 1]; /* NUL behind them */
	size_t n;
};

/* Answers that look like others unless somebody waits for them. */
enum { ANSWER_EXPECT_FULL = 1, ANSWER_EXPECT_METRES = 2 };

struct answer_parser { /* zeroed = at the beginning */
	unsigned expects; /* ANSWER_EXPECT_*: set and cleared by whoever asked */
	enum { ANSWER_IDLE, ANSWER_IN_BLOCK, ANSWER_IN_DIGITS } state;
	uint8_t header, block[ANSWER_MOST], four[4];
	size_t n_block, n_four;
	bool full; /* the four are of ANSWER_FULL; n_four counts 10 0F too */
};

/* True when *out is an answer that this byte completes. */
bool answer_next(struct answer *out, struct answer_parser *a, uint8_t byte);
/* Silence: a piece that was cut off is dropped. True when there was one. */
bool answer_pause(struct answer_parser *a);
