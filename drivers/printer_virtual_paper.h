#pragma once

/*
 * printer_virtual_paper - one job of the virtual printer as two files
 *
 * DIR/000001.png is the strip of paper, DIR/000001.json what is known of it:
 * numbers and fixed words, never what stands on it. The JSON is written last:
 * where it stands, the job is over and its picture whole. Both power-safe.
 */
#include "drivers/escpos_decode.h"
#include "drivers/printer.h"

enum { VIRTUAL_MOST_JOBS = 999999, VIRTUAL_MOST_EVENTS = 256 };

struct virtual_event {
	const char *what; /* a fixed word */
	size_t row;
};

struct virtual_paper {
	const char *dir;
	int number; /* 1 .. VIRTUAL_MOST_JOBS */
	struct escpos_paper paper;
	const struct virtual_event *events;
	int n_events;
	enum printer_proof level; /* the highest that this job's bytes could prove */
	const char *ended; /* "whole", "aborted", "refused" */
	const char *error; /* a decoder's sentence, or "" */
	uint64_t roll_rows; /* since the roll was put in */
};

NODISCARD int virtual_paper_write(const struct virtual_paper *v);
/* The number after the highest one there; a surprise when the folder is full. */
NODISCARD int virtual_paper_number(int *out, const char *dir);
