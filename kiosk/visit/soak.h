#pragma once

/*
 * soak - the station works for hours, and what goes wrong is counted
 *
 * A round writes SOAK_BYTES of a pattern that no round had before into DATA/soak.scratch, reads them back from the disk
 * and compares, and looks at every device. It touches no record: store and books are not asked. The screen repaints
 * itself and prints; it tells here what came of that. Only a technician may; practice does nothing.
 */
#include <stdbool.h>
#include <stdint.h>
#include "visit/desk_work.h"

#define SOAK_FILE "soak.scratch"
enum { SOAK_BYTES = 64 * 1024, SOAK_EVERY_MS = 1000 };

struct soak {
	int64_t began_ms, round_ms, printed_ms; /* mono; 0: never */
	uint64_t rounds, disk_errors, device_errors, prints, print_errors;
	char worst[220]; /* the latest that failed: "P02 the paper is out" */
};

/* DESK_DENIED, DESK_PRACTICE; all counts are 0 then. */
enum desk_answer soak_begin(struct soak *k, struct visit *v);
/* A round, when one is due; true when it was. Keeps the session awake while its badge is there. */
bool soak_turn(struct soak *k, struct visit *v);
/* A sheet is due, every_min minutes after the one before (0: never). Counts it as begun. */
bool soak_print_due(struct soak *k, const struct visit *v, int every_min);
void soak_printed(struct soak *k, bool well);
void soak_end(struct soak *k, struct visit *v); /* the scratch file goes */
