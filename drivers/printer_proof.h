#pragma once

/*
 * printer_proof - which marks are outstanding, how far a job is proved, and who lies
 *
 * Pure: bytes and moments in, a level out. A mark is a process ID (GS ( H) or a barrier (GS r); its answer proves
 * all before it. Answers come in the order of the marks; what can not be true unmasks the printer, and from then on,
 * until the printer is closed, its answers prove nothing. It is caught at
 *   - an ID that was never sent, or was answered already, or is out of order;
 *   - an answer to a mark that did not leave us yet;
 *   - an ID answered before the paper can have come so far, at one and a half times the profile's speed, or when
 *     its own status has told of no paper or an open cover for a while;
 *   - too many answers that nobody asked for, or that are no answers at all.
 * A late answer to a mark of a job that was given up is no lie. It proves nothing.
 *
 * printing.md 2.3 has the levels. Units: bytes of the job and of the whole stream, microseconds, micrometres.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "drivers/printer.h"

enum { PROOF_UNASKED_MOST = 3, PROOF_GARBAGE_MOST = 8, PROOF_STOPPED_US = 1000 * 1000 };

struct proof_mark {
	uint8_t id[4];
	bool is_id; /* else a barrier */
	bool answered;
	int band;
	int64_t place; /* the job's bytes up to and with it */
	int64_t left_at; /* the stream's bytes when its last one was taken; -1 = not yet */
	int64_t travel_um; /* paper fed up to it, in this job */
};

struct proof {
	struct proof_mark marks[PRINTER_MARKS]; /* the latest ones, mark i at i % PRINTER_MARKS */
	int64_t n, job_from, answered_to; /* marks ever; this job's first; the first without an answer in this job */
	int old_barriers; /* of earlier jobs, still to be answered, before those of this one */
	int64_t speed_mm_s; /* 0 = no paper moves here */
	int64_t job_bytes, begun_us, travel_um;
	int64_t stopped_us; /* since when its status says that it can not print; -1 = it does not */
	bool settled; /* it answered a mark of ours since it was opened: what came before may be another program's */
	bool unmarked; /* a band without a mark behind it */
	bool cut_trouble, cut_clean, ticket_seen, ticket_taken;
	int unasked, n_garbage;
	const char *lie; /* NULL, or the sentence why nothing is believed any more */
};

void proof_init(struct proof *pr, int64_t speed_mm_s);
/* The device was opened: answers to an earlier program may still come. */
void proof_opened(struct proof *pr);
/* A job begins: the marks of earlier ones prove nothing any more. */
void proof_begin(struct proof *pr);
/* The printer was told to drop what it holds, or stayed silent while nothing hindered it: old barriers are gone. */
void proof_forget_old(struct proof *pr);

bool proof_has_room(const struct proof *pr);
/* Was this ID in use lately? */
bool proof_knows(const struct proof *pr, const uint8_t id[4]);
/* id: NULL for a barrier. place: the job's bytes up to and with it; travel_um: paper since the mark before. */
void proof_add(struct proof *pr, const uint8_t *id, int band, int64_t place, int64_t travel_um);
/* What was fed since has no mark: the marks before it do not prove the job. Behind the cut that matters nothing. */
void proof_missed(struct proof *pr, int band, int64_t travel_um);
/* The transport took the job's bytes up to job_bytes, and stream_bytes of all. */
void proof_sent(struct proof *pr, int64_t job_bytes, int64_t stream_bytes, int64_t now_us);

/* An answer; left: bytes of the stream that may have left us. True when it proved something. */
bool proof_id(struct proof *pr, const uint8_t id[4], int64_t left, int64_t now_us);
bool proof_barrier(struct proof *pr, int64_t left);
/* An answer that nobody asked for, and bytes that are none. */
void proof_unasked(struct proof *pr);
void proof_garbage(struct proof *pr);
/* It can not be believed any more; the first reason stays. */
void proof_caught(struct proof *pr, const char *why);
/* The status now. fresh: heard behind the answer to the mark behind the cut. True when a level rose. */
bool proof_status(struct proof *pr, const struct printer_status *s, bool fresh, int64_t now_us);

/* PROOF_NOTHING, or what the answers of this job prove, from PROOF_BARRIER on. */
enum printer_proof proof_level(const struct proof *pr);
/* The best that its marks can still prove; status_known: the printer can tell of paper and cutter. */
enum printer_proof proof_reachable(const struct proof *pr, bool status_known);
/* The last mark of this job that is proved; NULL = none. */
const struct proof_mark *proof_last(const struct proof *pr);
/* Marks of this job were sent and not all are answered. */
bool proof_is_open(const struct proof *pr);
/* The mark behind the cut is answered, and the status did not settle yet what that is worth. */
bool proof_wants_status(const struct proof *pr);
