#pragma once

/*
 * printer_answer_sense - what the answers say about paper, cover and faults
 *
 * Pure. Remembers the latest answer of each kind (bits: printing.md 2.2) and makes one status of them. An automatic
 * status outranks what was asked, for it comes by itself at each change. A sensor that the profile does not name says
 * nothing, whatever its bits are. Custom's full status (10 04 14, six bytes): VKP80III and KPM manuals; not tried on
 * paper here.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "drivers/printer.h"

struct sense { /* zeroed = nothing was heard */
	bool heard_asb, heard_full, heard_paper;
	bool heard_eot[5]; /* 1..4: DLE EOT n */
	uint8_t asb[4], eot[5], full[4], paper;
	bool metres_known;
	int32_t left_mm;
};

/* Each takes one answer; false = no printer can be in that state, the answer is made up and not taken. */
bool sense_asb(struct sense *s, const uint8_t bytes[4]);
bool sense_eot(struct sense *s, int n, uint8_t byte);
/* The answer to GS r 1. */
bool sense_paper(struct sense *s, uint8_t byte);
void sense_full(struct sense *s, const uint8_t bytes[4]);
/* Digits: centimetres. */
void sense_metres(struct sense *s, const char *digits);

/* Fills what is known; the rest of *out stays. */
void sense_status(struct printer_status *out, const struct sense *s, const struct printer_profile *p);
/* The worse of both, field by field: of a printer's own answers and of its port. */
void sense_worse(struct printer_status *out, const struct printer_status *other);
