#pragma once

/*
 * bench - one run of a technician's tests on the screen: a step, what was found, and a person's verdict
 *
 * Installation, assembly and acceptance are the same screen over another list of steps (visit/bench.h). What a step
 * shows beyond its words stands in bench_parts.c and bench_hands.c.
 */
#include "screens/screens.h"
#include "ui/flow.h"
#include "visit/bench.h"

enum { PAINT_COLUMNS = 12, PAINT_ROWS = 6 };

struct bench_screen {
	struct pager pager;
	enum bench_run run;
	int step; /* BENCH_STEPS: the summary */
	int loudness, lamp; /* per cent; -1: as it is */
	bool printed, signed_now;
	int number; /* of the record */
	struct bench done; /* as it was signed */
	enum desk_answer answer;
	bool painted[PAINT_ROWS][PAINT_COLUMNS];
};

/* What a step adds; where a button of it leads, or SCREEN_STAY. */
typedef enum screen_id bench_part_fn(struct scene *s, struct flow *f, struct bench_screen *me);
bench_part_fn bench_part_place, bench_part_panel, bench_part_calibration, bench_part_sound, bench_part_slip,
        bench_part_bell, bench_part_time, bench_part_paint, bench_part_colours, bench_part_keys, bench_part_lamp,
        bench_part_badge;

/* The screen of this run, to come back to. */
enum screen_id bench_screen_of(enum bench_run run);
