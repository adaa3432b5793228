#pragma once

/*
 * job - one print, from the tap to as far as proved
 *
 * Renders a band, encodes it, hands it to the printer, and does the next when there is
 * room: the first band is on its way before job_start() returns (if the printer is
 * there), and the desk stays alive meanwhile. Memory is bounded by one band and wiped
 * at the end, whatever the end is.
 *
 *   queued   -> the printer is not there or busy; waits at most wait_ms
 *   printing -> bytes are going
 *   done     -> the level reached is at least PROOF_DRAINED
 *   void     -> certain: no whole sheet came out (a torn part may hang in the printer)
 *   unknown  -> every byte was handed over, and then nobody could tell: ask a person,
 *               never print again by itself
 */
#include "drivers/printer.h"

struct job;
struct sheet;

enum job_state { JOB_QUEUED, JOB_PRINTING, JOB_DONE, JOB_VOID, JOB_UNKNOWN };
enum job_reason {
	JOB_FINE,
	JOB_NO_PRINTER, /* this station has none */
	JOB_NOT_THERE, /* wait_ms passed and it never came, or stayed busy */
	JOB_LOST, /* it went in the middle */
	JOB_STUCK, /* took no byte for stall_ms: paper, cover, jam */
	JOB_CANCELLED,
	JOB_BROKEN, /* a surprise of ours: err_why() at that moment was logged */
};

struct job_progress {
	enum job_state state;
	enum job_reason reason; /* of void and unknown */
	enum printer_proof level;
	int bands_sent, n_bands;
	size_t bytes_sent;
	int64_t first_band_us; /* from job_start() to the first band handed over; -1 = not yet. For measuring */
};

typedef void job_fn(void *me, const struct job_progress *progress);

struct job_order {
	const struct sheet *sheet; /* sheet_done() gave 0; borrowed until an end state or job_free() */
	struct printer *printer; /* this and the loop: borrowed likewise */
	struct loop *loop;
	const struct log *log;
	int64_t wait_ms, stall_ms; /* 0 = 20 s and 30 s; by the loop's clock */
	job_fn *fn; /* at each band and change of state, never from inside job_start(): look at once; may be NULL */
	void *me;
};

NODISCARD int job_start(struct job **out, const struct job_order *order);
void job_progress(const struct job *j, struct job_progress *out);
bool job_is_over(const struct job *j);
/* Stops: void, or unknown when all was handed over already. */
void job_cancel(struct job *j);
/* Cancels what still runs, without calling fn. NULL is fine; not from inside fn. */
void job_free(struct job *j);
