#pragma once

/*
 * paper_wire - a job on a serial line, with the twin of a printer at its other end
 *
 * The product's own serial kind talks to a pseudo-terminal; the test carries the bytes to
 * the twin and its answers back, and can cut line, power, paper at any byte. What the job
 * says is then held against what is really on paper.
 *
 * wire_open() makes the sheets once; wire_plug() .. wire_unplug() is one printer's life.
 */
#include "drivers/printer_twin.h"
#include "paper_stand.h"

struct wire {
	struct stand s;
	struct twin_setup setup;
	struct printer_twin *twin;
	struct job_order order;
	struct sheet *stub, *head;
	char tty[300]; /* a link to the pseudo-terminal of the moment */
	uint8_t line[4096]; /* read from the line, and not taken by the twin yet */
	size_t line_at, line_n;
	uint64_t fed, link_cut_at; /* bytes carried; the line goes after so many, 0 = never */
	int64_t now_us, step_us; /* the twin's time, and what a turn adds to it */
	bool is_cut;
	struct kit_bitmap body; /* the sheet, without white rows at its end */
};

/* A small sheet of a notice's shape, a stub and a head for it. */
void wire_open(struct wire *w, const char *profile);
void wire_plug(struct wire *w, const struct twin_setup *setup);
void wire_unplug(struct wire *w);
void wire_start(struct wire *w);
/* One turn of everything; false when nothing moved. */
bool wire_turn(struct wire *w);
/* Until the job is over, or so many turns in which nothing moved. */
struct job_progress wire_run(struct wire *w, int still_turns);
struct job_progress wire_until_trouble(struct wire *w, enum job_trouble t);
/* The line goes, and comes again, with power. The driver tries again after a while: its clock is moved. */
void wire_pull(struct wire *w);
void wire_back(struct wire *w);
void wire_event(struct wire *w, const char *what);

/* How often this sheet stands on paper, dot for dot. */
int wire_count(const struct wire *w, struct kit_bitmap b);
int wire_bodies(const struct wire *w);
int wire_stubs(const struct wire *w);
int wire_heads(const struct wire *w);
