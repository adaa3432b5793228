#pragma once

/*
 * job - one print, from the tap to as far as proved
 *
 * Renders a band, encodes it, hands it to the printer, and does the next when there is
 * room and when enough of the earlier ones is proved: the first band is on its way before
 * job_start() returns (if the printer is there), and the desk stays alive meanwhile.
 * Memory is bounded by one band and wiped at the end, whatever the end is.
 *
 *   queued   -> the printer is not there or busy; waits at most wait_ms
 *   printing -> bytes are going; `trouble` says what a person must mend, while one does
 *   done     -> proved up to `level`; a printer that can answer has answered everything
 *   void     -> certain: no whole unmarked sheet came out (a torn part may hang in the printer)
 *   unknown  -> the whole of it may have come out, and nobody can tell: ask a person,
 *               never print again by itself
 *
 * Trouble in mid-job: it waits for a person, at most hold_ms. Then it goes on where answers
 * prove that nothing was lost (JOB_RESUMES), else the torn part gets a line that says it
 * is void (`stub`), is cut off, and the whole is printed anew: a further attempt of the same
 * job. Once every row was sent there is no further attempt: it could be a second sheet.
 *
 * A copy: the same sheet below a head that says which copy it is; with a journal its dots
 * are compared with those of the original first, and it is refused when they differ.
 */
#include "drivers/printer.h"

struct job;
struct job_journal; /* paper/job_journal.h */
struct sheet;

enum job_state { JOB_QUEUED, JOB_PRINTING, JOB_DONE, JOB_VOID, JOB_UNKNOWN };
enum job_reason {
	JOB_FINE,
	JOB_NO_PRINTER, /* this station has none */
	JOB_NOT_THERE, /* wait_ms passed and it never came, or stayed busy */
	JOB_LOST, /* it went in the middle */
	JOB_STUCK, /* no byte, no answer for stall_ms, and no sensor says why */
	JOB_CANCELLED,
	JOB_BROKEN, /* a surprise of ours: err_why() at that moment was logged */
	JOB_HELD, /* `trouble` was not mended within hold_ms, or more often than attempts are made */
	JOB_UNPROVED, /* the printer can answer, and did not, or lied, or had trouble when nothing could be proved */
	JOB_NO_JOURNAL, /* must be provable, and the journal is out of order */
	JOB_NOT_SAME, /* a copy whose dots are not the original's: nothing was printed */
};
const char *job_reason_word(enum job_reason reason); /* for journal and log: "stuck"; "" for fine */

/* What a person must mend, the most pressing first. A sensor that is not fitted shows none of it. */
enum job_trouble {
	TROUBLE_NONE,
	TROUBLE_GONE, /* cable, power */
	TROUBLE_PAPER,
	TROUBLE_COVER,
	TROUBLE_CUTTER, /* a jam; job_mended() when it is cleared */
	TROUBLE_HOT, /* cools down by itself */
	TROUBLE_OTHER, /* job_mended() */
	TROUBLE_NOT_TAKEN, /* all went well, and the sheet waits in the mouth of the presenter */
};

struct job_progress {
	enum job_state state;
	enum job_reason reason; /* of void and unknown */
	enum printer_proof level;
	int bands_sent, n_bands;
	size_t bytes_sent;
	int64_t first_band_us; /* from job_start() to the first band handed over; -1 = not yet. For measuring */
	int bands_proved; /* 0 also where the printer answers nothing */
	bool answers; /* proved bands come: progress is theirs; else it is that of bands sent */
	enum job_trouble trouble;
	bool trouble_lasts; /* for JOB_BLIP_MS by now: worth a screen of its own */
	int attempt; /* from 1 */
	int64_t journal_id; /* 0 = stands in no journal */
};
enum { JOB_BLIP_MS = 3000, JOB_ATTEMPTS_MOST = 3 };

typedef void job_fn(void *me, const struct job_progress *progress);

enum job_class { JOB_VOIDS, JOB_RESUMES };

struct job_order {
	const struct sheet *sheet; /* sheet_done() gave 0; borrowed until an end state or job_free() */
	struct printer *printer; /* this and the loop: borrowed likewise */
	struct loop *loop;
	const struct log *log;
	int64_t wait_ms, stall_ms, hold_ms; /* 0 = 20 s, 30 s and 120 s; by the loop's clock */
	int32_t end_ms; /* 0 = 10 s without an answer at the end; real time, as a printer keeps it */
	int32_t taken_ms; /* a presenter: how long L5 is waited for; 0 = 15 s, real time */
	job_fn *fn; /* at each band and change of state, never from inside job_start(): look at once; may be NULL */
	void *me;
	enum job_class paper_class;
	const struct sheet *stub; /* "void - incomplete" in the language of the sheet; NULL: never a second attempt */
	const struct sheet *head; /* of a copy: KOPIE n; else NULL. Both borrowed as `sheet` is */
	bool *torn; /* the desk's memory: an incomplete sheet hangs in the printer. Set and cleared here; NULL: nobody's */
	const struct job_journal *journal; /* NULL: none. Borrowed likewise */
	const char *kind, *title; /* for the journal; see store/journal.h. Copied by it */
	bool must_prove; /* without a journal it is not printed */
	int64_t copy_of; /* journal id of the original, with `head`; else 0 */
	int copy_no;
	void (*over)(
	        void *me); /* once, when sheet, stub and head are not needed any more; from inside of anything here */
	void *over_me;
};

NODISCARD int job_start(struct job **out, const struct job_order *order);
void job_progress(const struct job *j, struct job_progress *out);
int job_percent(const struct job_progress *p);
bool job_is_over(const struct job *j);
/* A person says that a jam was cleared: the printer is told to go on. */
void job_mended(struct job *j);
/* Stops: void, or unknown when every row was sent already. */
void job_cancel(struct job *j);
/* Nobody looks any more: fn is not called from now on. */
void job_leave(struct job *j);
/* Cancels what still runs, without calling fn. NULL is fine; not from inside fn. */
void job_free(struct job *j);
