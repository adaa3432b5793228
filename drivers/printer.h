#pragma once

/*
 * printer - where bytes for paper go, and how far they provably got
 *
 * A printer is opened once and kept: a missing one is an answer, tried again with
 * a back-off of 0.5 to 8 s, never a crash. One job at a time owns it, from
 * printer_begin() to printer_end() or printer_abort(). Nothing here blocks.
 *
 * Bytes are ESC/POS (printing.md 2.1). NULs between commands are legal: they flush
 * a command that was cut off earlier. Nothing sent is ever logged.
 */
#include <stdbool.h>
#include <stdint.h>
#include "sys/log.h"
#include "sys/loop.h"
struct buf;
struct printer;
struct printer_identity; /* printer_identify.h */
struct printer_profile;

/* Answers. */
enum {
	PRINTER_COMING = 1, /* opening is under way */
	PRINTER_GONE, /* not there now; it is tried again, see printer_why() */
	PRINTER_BUSY, /* another job owns it */
	PRINTER_NONE, /* this station has no printer at all */
	PRINTER_NO_SUCH, /* this kind knows no such event, or hears nothing */
	PRINTER_NO_MARK, /* printer_mark(): it answers nothing, so nothing was added */
};

/* How far a job got (printing.md 2.3). What is reported was reached; never more. */
enum printer_proof {
	PROOF_NOTHING = -1,
	PROOF_ACCEPTED, /* L0: our kernel took every byte */
	PROOF_DRAINED, /* L1: the transport is empty; file: the file is durable */
	PROOF_BARRIER, /* L2: GS r was answered behind the data */
	PROOF_PRINTED, /* L3: the process ID behind the last band came back */
	PROOF_CUT, /* L4: the process ID behind the cut, no paper or cutter error */
	PROOF_TAKEN, /* L5: the presenter saw the sheet taken */
};

/* Every field begins as unknown. A sensor that is not fitted stays unknown: it never says that all is well. */
struct printer_status {
	enum printer_link { LINK_GONE, LINK_COMING, LINK_OPEN } link;
	enum printer_paper { PAPER_UNKNOWN, PAPER_OK, PAPER_LOW, PAPER_OUT } paper;
	enum printer_cover { COVER_UNKNOWN, COVER_CLOSED, COVER_OPEN } cover;
	enum printer_fault { FAULT_UNKNOWN, FAULT_NONE, FAULT_CUTTER, FAULT_HOT, FAULT_OTHER } fault;
	enum printer_ticket { TICKET_UNKNOWN, TICKET_NONE, TICKET_THERE } ticket; /* in the mouth of a presenter */
	bool liar; /* caught at answers that can not be true: it proves nothing any more, and all above is unknown */
	bool paper_left_known;
	int32_t paper_left_mm;
};

struct printer_setup {
	const char *uri; /* file:DIR tcp:HOST:PORT serial:PORT,BAUD usb:PORT virtual:DIR none; copied */
	const char *root; /* before /sys and /dev, in tests; NULL. From here on borrowed until printer_close() */
	const struct printer_profile *profile;
	struct loop *loop;
	const struct log *log;
};
typedef void printer_fn(void *me);

/* A surprise only for a URI that is none. A printer that is absent is opened as gone. */
NODISCARD int printer_open(struct printer **out, const struct printer_setup *setup);
void printer_close(struct printer *p);

void printer_status(struct printer *p, struct printer_status *out);
/* Asks anew, where it does not tell by itself: for screens that show it. Never waits. */
void printer_ask_status(struct printer *p);
/* What it said of itself; empty fields where it said nothing. */
void printer_identity(const struct printer *p, struct printer_identity *out);
/* Why it is gone, for a technician; "" while it is open. Borrowed until the next call on this printer. */
const char *printer_why(const struct printer *p);
const struct printer_profile *printer_profile(const struct printer *p);
/* fn(me) whenever the status may have changed, from inside of any call here: it only notes that. NULL ends it. */
void printer_on_status(struct printer *p, printer_fn *fn, void *me);
/* What a test or the control socket does to a twin: "paper_out", "cover_open", "gone", "back", ... */
NODISCARD int printer_event(struct printer *p, const char *what);

/* Takes the printer for one job. fn(me) is called, each loop turn, while there is room for more bytes or when the
 * job moved on: drained, or the printer went. PRINTER_COMING, _GONE, _BUSY, _NONE: not taken. */
NODISCARD int printer_begin(struct printer *p, printer_fn *fn, void *me);
/* fn(me) once, when printer_begin() is worth trying again; PRINTER_BUSY when PRINTER_WAITERS wait already. */
enum { PRINTER_WAITERS = 4 };
NODISCARD int printer_wait(struct printer *p, printer_fn *fn, void *me);
void printer_wait_end(struct printer *p, const void *me);
/* True when an earlier command may hang unfinished in the printer's parser: send a flush before anything else. */
bool printer_is_unsure(const struct printer *p);
/* Takes what there is room for: *taken is 0..n. PRINTER_GONE: it was lost in mid-job; call printer_abort(). */
NODISCARD int printer_send(size_t *taken, struct printer *p, const void *bytes, size_t n);
/* Stop or resume the calls that offer room (they resume by themselves with printer_begin()). */
void printer_want_room(struct printer *p, bool want);
/* Adds to `out` what makes the printer answer once it got so far. band: 0, 1, 2 ... behind that band, PRINTER_MARK_CUT
 * behind the cut. rows: dots of paper fed since the mark before. Call it when printer_send() took all that came before
 * `out`: the mark stands at the end of `out`. fn(me) is called when something was proved. PRINTER_NO_MARK: nothing was
 * added, also when PRINTER_MARKS are still unproved. */
enum { PRINTER_MARK_CUT = 1 << 20, PRINTER_MARKS = 256 };
NODISCARD int printer_mark(struct printer *p, struct buf *out, int band, int rows);
/* The last band that an answer proves in this job, PRINTER_MARK_CUT behind the cut, -1 = none. *how (may be NULL) is
 * PROOF_BARRIER or PROOF_PRINTED, PROOF_NOTHING with -1. Falls back to -1 when the printer is caught lying. */
int printer_marks_proved(const struct printer *p, enum printer_proof *how);
/* Bytes of this job that were taken and not proved: the job keeps to its window. 0 when nobody will answer. */
size_t printer_unproved_bytes(const struct printer *p);

/* All bytes are sent. fn(me) is called as the level rises; the job lets go with printer_release(). */
NODISCARD int printer_end(struct printer *p);
enum printer_proof printer_level(const struct printer *p);
/* The level worth waiting for: what this job's marks and this printer can still reach, at most PROOF_CUT. It sinks when
 * the printer lies or stays silent (fn(me) is called then). PROOF_TAKEN may follow when a person takes the sheet. */
enum printer_proof printer_reachable(const struct printer *p);
bool printer_is_lost(const struct printer *p); /* it went since printer_begin() */
void printer_release(struct printer *p);
/* Gives the job up; the printer is unsure from now on. */
void printer_abort(struct printer *p);
/* After an error, once a person mended it. CONTINUE: from the row of the error (10 05 01), sent where no command of the
 * job is cut in two. CLEAR: it drops all that it holds (10 05 02), at once; the job can only be aborted then.
 * PRINTER_GONE, or PRINTER_NO_SUCH when this kind hears nothing. */
enum printer_recovery { PRINTER_CONTINUE, PRINTER_CLEAR };
NODISCARD int printer_recover(struct printer *p, enum printer_recovery how);
