#pragma once

/*
 * printer_profile - what one model of printer is and can, as data
 *
 * assets/printers/NAME.conf, lines of `key = value`, # comments. An unknown key and
 * a value out of range warn with file and line (the preset stays); a file that does not
 * give dots and dpi is refused. Facts and their sources: reference/printing.md and each
 * file's own comments; what was not confirmed on hardware says so there.
 *
 * Encoder and decoder both read it and share nothing else.
 */
#include <stdbool.h>
#include <stdint.h>
#include "sys/buf.h"

enum profile_raster {
	RASTER_GS_V_0, /* 1D 76 30: widest support */
	RASTER_GS_PAREN_L, /* 1D 28 4C fn 112 + fn 50: stored, then printed at once */
	RASTER_ESC_STAR, /* 1B 2A 33: columns of 24 dots */
};

enum profile_cut {
	CUT_NONE, /* torn by hand */
	CUT_FULL, /* 1D 56 00, after feeding to the cutter ourselves */
	CUT_PARTIAL, /* 1D 56 01, likewise */
	CUT_FEED_FULL, /* 1D 56 41 n: the printer feeds to its cutter, and n more */
	CUT_FEED_PARTIAL, /* 1D 56 42 n */
};

enum profile_presenter {
	PRESENTER_NONE,
	PRESENTER_CUSTOM, /* Custom KPM and VKP: FULL status 10 04 14, ticket out and back by 1D 65 n */
};

/* What becomes of a job when the paper ends in it and a new roll is laid in. */
enum profile_after_paper {
	AFTER_PAPER_LOST, /* lost or garbled, or nobody knows: the preset */
	AFTER_PAPER_RESUME, /* stops at a row, keeps its buffers and goes on (Epson and its likes) */
};

/* How a printer on a serial line says that it is busy, where the address does not say it. */
enum profile_flow { PROFILE_FLOW_XON, PROFILE_FLOW_RTS, PROFILE_FLOW_DSR, PROFILE_FLOW_NONE };

struct printer_profile {
	char name[33]; /* the file's name without .conf */
	char title[65]; /* for people: "Epson TM-T88 (80 mm, 180 dpi)" */
	int64_t paper_mm; /* width of the roll: 57..112 */
	int64_t dots; /* printable dots in a row: 64..832, a multiple of 8 */
	int64_t dpi; /* dots per inch, both ways: 100..300 */
	int64_t unit_dpi; /* vertical motion units per inch after ESC @ (ESC 3, ESC J, GS V n); 0 in the file: as dpi */
	int64_t max_rows; /* rows in one raster command: 24..2303 */
	int64_t graphics_rows; /* rows in one GS ( L 112: 0..1662; 0 = does not know it. See profile_graphics_rows() */
	int64_t buffer_bytes; /* receive buffer: 45..1048576 */
	int64_t window_bytes; /* most bytes in flight unproved: 0..1048576; 0 in the file: what window_bands may hold */
	int64_t window_bands; /* most bands in flight unproved: 1..16; with 1 the head stands still at every band */
	int64_t speed_mm_s; /* paper speed; 20..500 */
	int64_t cutter_um; /* from the print head to the cutter or tear bar: 0..60000 */
	int64_t tail_mm; /* white paper kept below the last line, besides the way to the cutter: 0..40 */
	enum profile_raster raster; /* raster = gs_v_0 | gs_paren_l | esc_star */
	enum profile_cut cut; /* cut = none | full | partial | feed_full | feed_partial */
	bool cut_66; /* GS V 66 is understood (NT-5890K swallows it); feed_partial says so too */
	bool left_margin; /* GS L moves raster and columns: rows are cropped on both sides. At most 255 dpi */
	bool column; /* ESC * 33 works: the way out for rows that would look like a real-time command */
	bool column_right; /* ESC a 2 puts columns at the right edge, as it does text: the way past white at the left */
	int64_t column_8_dots; /* pitch of the dots of an 8-dot ESC * 0/1, down the paper: 1..3 dots; Epson 3 */
	bool esc_j; /* ESC J feeds (NT-5890K ignores it) */
	bool eats_lf; /* swallows one LF right behind GS v 0 */
	/* What it answers. A clone that answers constants says no here. */
	bool bidirectional; /* says anything at all (so does any yes below); no: never wait for an answer */
	bool dle_eot, asb, gs_r, process_id, usb_status;
	bool counters; /* GS g 2: rows fed, cuts made */
	bool metres_left; /* Custom 1D E1: what is left of the roll */
	enum profile_presenter presenter; /* presenter = none | custom */
	int64_t serial_speed; /* bits a second, as it leaves the factory: 1200..921600; 0 = 9600 */
	enum profile_flow serial_flow; /* serial_flow = xon | rts | dsr | none */
	enum profile_after_paper after_paper; /* after_paper = lost | resume */
	/* Sensors really fitted; without one its state stays unknown. */
	bool paper_sensor, near_end_sensor, cover_sensor;
};

/* Letters, digits, '-' and '_', 1 to 32. */
bool printer_profile_is_name(const char *name);
/* Warnings (one line each) go to `warnings`, which may be NULL.
 * Missing, unreadable or useless files are surprises. */
NODISCARD int printer_profile_load(
        struct printer_profile *out, const char *folder, const char *name, struct buf *warnings);
/* The same from one file's path; name is taken from it. */
NODISCARD int printer_profile_file(struct printer_profile *out, const char *path, struct buf *warnings);

/* The file that reads back as this profile, without its comments. */
void printer_profile_text(struct buf *out, const struct printer_profile *p);

/* Rows of one GS ( L: the encoder's and everybody's limit. */
static inline int64_t profile_graphics_rows(const struct printer_profile *p)
{
	return p->graphics_rows || p->raster != RASTER_GS_PAREN_L ? p->graphics_rows : p->max_rows;
}

static inline float profile_width_mm(const struct printer_profile *p)
{
	return (float)p->dots * 25.4f / (float)p->dpi;
}
