#pragma once

/*
 * job_inside - what the job*.c files share
 */
#include "paper/job.h"
#include "paper/job_journal.h"
#include "paper/raster.h"
#include "sys/buf.h"

enum { JOB_WAIT_MS = 20 * 1000, JOB_STALL_MS = 30 * 1000, JOB_HOLD_MS = 120 * 1000, JOB_END_MS = 10 * 1000 };
enum { JOB_TAKEN_MS = 15 * 1000, JOB_BAND_ROWS = 120, JOB_PULSE_MS = 20, JOB_ASK_MS = 1000, JOB_WRITE_MS = 300 };

/* Pieces follow each other; each band and the tail is one. */
enum job_part { PART_STUB, PART_HEAD, PART_BODY, PART_TAIL, PART_NONE };

struct job {
	struct job_order order;
	struct job_progress at;
	struct raster *rasters[PART_TAIL]; /* of stub, head, body; NULL: there is none */
	int band_rows;

	/* the piece in hand */
	struct buf bytes;
	size_t bytes_sent; /* of those */
	int64_t attempt_bytes; /* sent in this attempt */
	enum job_part part; /* of the next piece */
	int part_band; /* its band within the part */
	int band; /* bands of head and body drawn so far */
	int rows_unmarked; /* paper fed since the latest mark */
	int last_ink; /* band that holds the sheet's last ink: once a byte of it went, the sheet may be whole */
	bool began_bytes; /* the start of the attempt was drawn */
	bool tail_in_hand, tail_sent;
	bool stub_in_hand; /* the piece in hand ends the stub */
	bool ends_piece; /* this attempt is given up behind the piece in hand, so that no command is cut in two */
	uint8_t hash[JOURNAL_HASH_BYTES]; /* of the body's rows drawn so far */

	bool owned, handed_over, starting, printing_written, held, had_trouble, is_not_taken;
	enum printer_proof expected; /* the most this job's printer could still prove at any moment */
	int resume_until; /* bands that must be proved before a mended printer is trusted again; 0 = it is */
	int written_proved; /* what the journal knows */

	int timer; /* waiting, stalled or held: the loop's clock */
	int blip_timer;
	int pulse_fd; /* a timerfd while the printer is ours, else -1: printers keep real time */
	struct watch *pulse;
	int quiet_ms, unasked_ms, unwritten_ms; /* since something was proved, asked, written */
	int64_t started_us;
	void (*kept_over)(void *me); /* the keeper's, see job_desk.c */
	void *kept_me;
};

/* ---- job.c: ends, timers, beginning ---------------------------------------------------------- */

void job_finish(struct job *j, enum job_state state, enum job_reason reason);
void job_finish_broken(struct job *j, int e);
/* Void, or unknown when the sheet may be whole. */
void job_give_up(struct job *j, enum job_reason reason);
void job_tell(struct job *j);
void job_timer_stop(struct job *j);
/* Begins the limit of this phase anew; a surprise of the loop ends the job: false then. */
NODISCARD bool job_timer_start(struct job *j, int64_t ms);
/* Takes the printer, or waits for it. */
void job_begin(struct job *j);
void job_on_printer(void *me);
/* The same, a piece at most; without one between two turns of the printer. */
void job_look_around(struct job *j, bool may_send);

/* ---- job_send.c: pieces ---------------------------------------------------------------------- */

int job_part_bands(const struct job *j, enum job_part part);
/* To the first piece of an attempt; with_stub: an incomplete sheet hangs in the printer. */
NODISCARD int job_rewind(struct job *j, bool with_stub);
/* One piece, or what is left of it, as far as window and printer allow. */
void job_step(struct job *j);
bool job_wants_room(const struct job *j);
bool job_may_be_whole(const struct job *j);
/* Draws the body once and hashes it. */
NODISCARD int job_hash_body(uint8_t out[JOURNAL_HASH_BYTES], struct job *j);
/* Draws from the end until there is ink. */
NODISCARD int job_find_last_ink(struct job *j);

/* ---- job_proof.c: what was proved, and the end -------------------------------------------------- */

/* Takes in marks and levels. */
void job_take_proofs(struct job *j);
bool job_answers(const struct job *j);
/* Everything was handed over: is it over? */
void job_check_end(struct job *j);
NODISCARD int job_pulse_start(struct job *j);
void job_pulse_stop(struct job *j);

/* ---- job_trouble.c: what a person must mend ------------------------------------------------------- */

/* Looks at the printer's sensors; true while the job is held. */
bool job_look(struct job *j);
void job_lost(struct job *j);
/* It was mended: goes on, tries again, or ends. */
void job_go_on(struct job *j);
void job_again(struct job *j);
void job_trouble_end(struct job *j);

/* ---- job_write.c: the journal ------------------------------------------------------------------ */

/* 0 = written, or it may be printed without. */
NODISCARD int job_write_begin(struct job *j, bool printing);
NODISCARD int job_write_attempt(struct job *j);
void job_write_proved(struct job *j);
void job_write_end(struct job *j);
