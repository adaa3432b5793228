#pragma once

/*
 * bench - a technician's tests of this station, one after the other, ending in a signed record
 *
 * Three runs out of one table of steps: assembly (each device by hand), installation (where it stands) and acceptance
 * (everything). A step is judged by a person; what the station itself can tell (bench_find()) may forbid "pass". How far
 * one is outlives a power cut (DATA/installation/RUN.state, nothing personal in it). The record is DATA/installation/
 * NNNN.json (store/signed_json.h). Only a technician may; practice keeps nothing and signs nothing.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "drivers/device_check.h"
#include "visit/desk_work.h"

enum bench_run { BENCH_INSTALLATION, BENCH_ASSEMBLY, BENCH_ACCEPTANCE, BENCH_RUNS };

enum bench_step {
	BENCH_PLACE,
	BENCH_PANEL,
	BENCH_CALIBRATION,
	BENCH_PAINT,
	BENCH_COLOURS,
	BENCH_SOUND,
	BENCH_SLIP,
	BENCH_KEYS,
	BENCH_BADGE,
	BENCH_LAMP,
	BENCH_BELL,
	BENCH_SWITCHES,
	BENCH_NETWORK,
	BENCH_TIME,
	BENCH_ENROLMENT,
	BENCH_CHECKS,
	BENCH_STEPS
};

enum bench_verdict { BENCH_OPEN, BENCH_PASSED, BENCH_FAILED, BENCH_SKIPPED };

/* Millimetres of the place, with what EN 301 549 V4.1.0, 8.3 asks. */
enum bench_place {
	PLACE_LOWEST,
	PLACE_HIGHEST,
	PLACE_KEYS,
	PLACE_DEEP,
	PLACE_KNEE_WIDE,
	PLACE_KNEE_HIGH,
	PLACE_KNEE_DEEP,
	PLACES
};
struct bench_limit {
	const char *name; /* of the record, and of words "staff.place.NAME" */
	int least_mm, most_mm; /* that pass */
};
const struct bench_limit *bench_limit(enum bench_place p);
enum { BENCH_PLACE_MOST_MM = 3000, BENCH_FOUND_ROOM = 120 };

struct bench {
	int64_t began_ms; /* wall; 0: not begun */
	int place_mm[PLACES];
	enum bench_verdict verdicts[BENCH_STEPS];
	char found[BENCH_STEPS][BENCH_FOUND_ROOM]; /* as it was when it was judged */
};

const char *bench_run_name(enum bench_run run); /* "installation" */
const char *bench_step_name(enum bench_step step); /* "place" */
const char *bench_verdict_name(enum bench_verdict v); /* "pass" */
bool bench_has(enum bench_run run, enum bench_step step);
int bench_count(enum bench_run run);
int bench_open_step(const struct bench *b, enum bench_run run); /* the first that nobody judged; BENCH_STEPS: none */
/* Fail before open before pass. What was skipped does not fail, but an acceptance with a gap accepts nothing: BENCH_SKIPPED. */
enum bench_verdict bench_result(const struct bench *b, enum bench_run run);

/* As it stands, taken up from the disk where it was cut off. NULL: this officer may not. Borrowed. */
const struct bench *bench(struct visit *v, enum bench_run run);
enum desk_answer bench_again(struct visit *v, enum bench_run run); /* all open */
enum desk_answer bench_set_place(struct visit *v, enum bench_run run, enum bench_place p, int mm);

/* What the station itself can tell: pass, fail, or unknown where only a person can. out: numbers and names, in English. */
enum check_verdict bench_find(char out[BENCH_FOUND_ROOM], struct visit *v, enum bench_run run, enum bench_step step);
/* DESK_NOT_NOW: "pass" where the station itself says no. */
enum desk_answer bench_judge(struct visit *v, enum bench_run run, enum bench_step step, enum bench_verdict verdict);
/* Signs and writes; the run is over then. *number of the record. DESK_NOT_NOW: a step is open. */
enum desk_answer bench_finish(int *number, struct visit *v, enum bench_run run);

/* ---- what steps need of the world -------------------------------------------------------------- */
enum { BENCH_LOUDNESS_LEAST = 10, BENCH_LOUDNESS_MOST = 100 };
enum bench_ear { BENCH_BOTH_EARS, BENCH_LEFT_EAR, BENCH_RIGHT_EAR };
/* Aloud, at that many per cent; one ear apart is noted as tried. */
void bench_say(struct visit *v, const char *text, int loudness, enum bench_ear ear);
int bench_loudness(const struct visit *v); /* with which a visit begins at this station */
/* Kept by a technician for all visits to come. DESK_BAD_TEXT: out of range. */
enum desk_answer bench_keep_loudness(struct visit *v, int loudness);
/* The step of the badge: the card must go and come again. Told by whoever hears of cards. */
void bench_card_wanted(struct visit *v);
void bench_card(struct visit *v, bool there);
void bench_lamp(struct visit *v, int lamp); /* LIGHT_* of drivers/light.h; -1: as it is */
/* While they are watched, keys only light up: a bit each, in the order of the keypad (next prev select back help ...). */
unsigned bench_keys(struct visit *v, bool watch);
const char *bench_time(struct visit *v); /* "14 maart 2026, 11:20 uur" */
bool bench_time_is_sure(const struct visit *v); /* the network set it since the start */
void bench_free(struct visit *v); /* for visit_free() */
