#pragma once

/*
 * printer_virtual_paper - one job of the virtual printer as two files
 *
 * DIR/000001.png is the strip of paper, DIR/000001.json what is known of it:
 * numbers and fixed words, never what stands on it. The JSON is written last:
 * where it stands, the job is over and its picture whole. Both power-safe.
 */
#include "drivers/printer_twin.h"

enum { VIRTUAL_MOST_JOBS = 999999 };

struct virtual_paper {
	const char *dir;
	int number; /* 1 .. VIRTUAL_MOST_JOBS */
	struct escpos_paper paper;
	struct twin_truth truth; /* its level: the highest that this job's bytes could prove */
	const struct twin_note *events;
	int n_events;
	const char *ended; /* "whole", "aborted", "refused" */
	const char *error; /* a decoder's sentence, or "" */
};

NODISCARD int virtual_paper_write(const struct virtual_paper *v);
/* The number after the highest one there; a surprise when the folder is full. */
NODISCARD int virtual_paper_number(int *out, const char *dir);
