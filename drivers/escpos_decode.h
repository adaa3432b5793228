#pragma once

/*
 * escpos_decode - printer bytes in, what the paper shows out
 *
 * The proof of everything that is printed: written from the manuals' command
 * tables (ESC/POS, Epson and clones), and sharing no line with what encodes.
 * Bytes may come in pieces of any size. Pure: no clock, no disk, no device.
 * A row of GS v 0 is on paper as soon as its last byte is there, as printers do it.
 *
 * Strict: an unknown command, a length that does not fit, more rows or dots
 * than the limits allow, a command that this printer would ignore or that would
 * lose dots, a real-time sequence inside of data (a real printer executes it),
 * and an end inside a command are surprises that begin "offset N: ", N counted
 * from the first byte. After one, the decoder stays failed with that sentence.
 *
 * Text needs the printer's own font, which nobody but its maker has: it is
 * refused, or drawn as empty boxes of the right size (text_as_boxes).
 */
#include <stdbool.h>
#include <stdint.h>
#include "sys/err.h"

enum {
	ESCPOS_MOST_DOTS = 2048, /* width of a row */
	ESCPOS_MOST_ROWS = 160000, /* of one job: 20 m at 203 dots an inch */
	ESCPOS_MOST_CUTS = 1000, /* of one job */
};

/* What one printer can do. */
struct escpos_limits {
	int width_dots, dpi;
	int raster_rows; /* most rows of one GS v 0; 0 = does not know it */
	int graphics_rows; /* most rows of one GS ( L or GS 8 L function 112; 0 = does not know it */
	int graphics_dots; /* most dots of a row there; 0 = width_dots */
	bool knows_column; /* ESC * */
	bool knows_process_id; /* GS ( H */
	int line_dots; /* ESC 2; 0 = 30 */
	int unit_x, unit_y; /* motion units an inch before GS P; 0 = dpi */
	int cutter_dots; /* from the head to the cutter: fed by GS V 65 and 66 */
	bool feed_dots_ignored; /* quirks of cheap printers, as measured by others: ESC J does nothing */
	bool raster_eats_lf; /* one LF right behind GS v 0 does nothing */
	bool cut_66_ignored; /* GS V 66 n does nothing */
	bool margin_ignored; /* GS L does nothing */
	bool column_8_tight; /* 8-dot ESC * rows lie side by side instead of three apart, */
	int column_8_dots; /* or this far: 1 to 3 */
	bool knows_counters, knows_metres, knows_presenter; /* GS g; GS E0 and E1; GS e */
	bool text_as_boxes;
};

/* Things in the stream that are no dots; rows and offset say where. */
enum escpos_event_kind {
	ESCPOS_CUT = 1, /* a: 0 full, 1 partial; b: 1 = printed dots lay between head and cutter */
	ESCPOS_INIT, /* ESC @ */
	ESCPOS_PRINTER_ASKED, /* GS r: a = n */
	ESCPOS_IDENTITY_ASKED, /* GS I: a = n */
	ESCPOS_AUTO_STATUS, /* GS a: a = the bits */
	ESCPOS_PROCESS_ID, /* GS ( H: id; everything before it has been printed */
	ESCPOS_OFFLINE_ANSWERS, /* GS ( H 49: a = d */
	ESCPOS_REALTIME_SET, /* GS ( D: a = which, b = on */
	ESCPOS_DRAWER, /* ESC p */
	ESCPOS_REALTIME, /* DLE EOT, ENQ, DC4 met in order: a = second byte, b = third */
	ESCPOS_COUNTER_ASKED, /* GS g 2: a = which */
	ESCPOS_METRES_ASKED, /* GS E1 */
	ESCPOS_KIOSK, /* of Custom: a = 0 GS E0 (automatic full status), b = bits; a = 1 GS e (presenter), b = function */
};

struct escpos_event {
	enum escpos_event_kind kind;
	size_t offset, rows; /* where in the job, and after how many rows of paper */
	int a, b;
	uint8_t id[4];
};

struct escpos_listener { /* a negative result ends the decoding with it */
	int (*event)(void *me, const struct escpos_event *e);
	void *me;
};

struct escpos_cut {
	size_t row; /* the paper before this row is off */
	bool partial;
};

/* What stands on paper so far. Borrowed from the decoder until its next call. */
struct escpos_paper {
	int width, dpi;
	size_t row_bytes, n_rows;
	const uint8_t *rows; /* one bit a dot, leftmost in the highest bit, 1 = ink */
	size_t n_cuts;
	const struct escpos_cut *cuts;
	uint64_t bytes, commands, boxes; /* boxes: characters drawn as one */
};

struct escpos_decoder;
struct printer_profile;
void escpos_limits_of(struct escpos_limits *out, const struct printer_profile *profile);

/* limits are copied, listener (may be NULL) is copied. -EINVAL for limits that make no sense. */
NODISCARD int escpos_decoder_new(
        struct escpos_decoder **out, const struct escpos_limits *limits, const struct escpos_listener *listener);
void escpos_decoder_free(struct escpos_decoder *d);

NODISCARD int escpos_decode(struct escpos_decoder *d, const void *bytes, size_t n);
/* The job is over: a surprise inside a command, or when dots in the line buffer were never printed. */
NODISCARD int escpos_decode_end(struct escpos_decoder *d);
/* Another job follows: its paper, counts and offsets begin anew. A half-read command is still waited for, as the
 * parser of a real printer does, and settings stay. Not after a surprise. */
void escpos_decode_next_job(struct escpos_decoder *d);
struct escpos_paper escpos_paper(const struct escpos_decoder *d);
/* True between two commands: nothing half-read. */
bool escpos_is_between(const struct escpos_decoder *d);
/* How many bytes it takes at most before anything can come of them, 1 or more. */
size_t escpos_wants(const struct escpos_decoder *d);
/* After a surprise, as a printer goes on: the refused command is dropped, and the next byte begins another. */
void escpos_decode_forgive(struct escpos_decoder *d);
void escpos_text_as_boxes(struct escpos_decoder *d, bool on);

/* Rows as millimetres of paper. */
double escpos_mm(size_t rows, int dpi);
