#pragma once

/*
 * calibration - a slip that a printer nobody knows is measured by, and the profile it gives
 *
 * The slip is printed with a profile that surely works (generic-58, generic-80); what a
 * technician reads off the paper becomes a profile of its own. It is drawn dot by dot with
 * letters of our own: it needs no fonts, and no row of it depends on what is being asked.
 *
 * On it, from the top: what is known of the printer; 1 a ruler of dots; 2 a bar to be
 * measured, and every dot of the head; density; codes of 3, 4 and 6 dots a module; 3 the
 * left margin (GS L); 4 feeding (ESC J); 5 columns (ESC *); 6 lines counted in millimetres
 * from the head, cut there and then; 7 a stub behind the cut, ended as every sheet is.
 */
#include <stdbool.h>
#include "sys/err.h"

struct buf;
struct printer_profile;

enum {
	SLIP_MIN_DOTS = 384,
	SLIP_BAR_DOTS = 320, /* of the bar to be measured */
	SLIP_CUTTER_MM = 40, /* the farthest cutter that is found */
	SLIP_MOST_LINES = 12,
	SLIP_MOST_BYTES = 512 * 1024, /* of a slip, on any profile */
};

struct slip {
	const struct printer_profile *profile; /* at least SLIP_MIN_DOTS dots */
	bool english; /* else Dutch: staff read it */
	const char *const *lines; /* what it said of itself, its state, the day: at most SLIP_MOST_LINES */
	int n_lines; /* letters that are not ASCII become '?'; what is too wide goes on in the next line */
};

/* The bytes of a whole job, escpos_start() to the cut. */
NODISCARD int calibration_slip(struct buf *out, const struct slip *slip);

/* What was read off it. */
struct slip_reading {
	const char *name, *title; /* of the new profile; the name as printer_profile_load() takes it */
	int last_dot; /* 1: the last line of the ruler that is on paper */
	int bar_tenth_mm; /* 2: how long the bar is */
	bool margin_in_line; /* 3: the blocks stand one below the other */
	bool fed; /* 4: white between the lines */
	bool columns; /* 5: both bars look the same */
	int last_mm; /* 6: the smallest number on the piece that came off, or was torn off: 0..SLIP_CUTTER_MM */
	bool cut; /* 6: it was cut */
	bool cut_66; /* 7: the stub came off too, by a cut (printed with a profile that has cut_66) */
};

/* Answers: what the technician should look at again. err_why() says it in a sentence. */
enum {
	SLIP_BAD_NAME = 1, /* no profile name, or no title */
	SLIP_TAKEN, /* a profile of this name is there, and no slip wrote it */
	SLIP_BAD_DOTS,
	SLIP_BAD_BAR, /* fits neither 180 nor 203 nor 300 dpi */
	SLIP_BAD_CUTTER,
};

/* Writes folder/NAME.conf: what was read, and the rest as in `from`, the profile that the slip was printed with. It
 * is read back by printer_profile_file() before it gets its name; *out is what it says. */
NODISCARD int calibration_profile(struct printer_profile *out, const char *folder, const struct slip_reading *reading,
        const struct printer_profile *from);
