#pragma once

/*
 * page_printer - a printer that takes whole pages as PWG raster
 *
 *   ipp:HOST[:PORT]/PATH  any IPP Everywhere printer (PWG 5100.14), found by its address alone: no driver, no name
 *                         server, no service discovery. The address stands in numbers or in /etc/hosts
 *   file:DIR              each job one file, DIR/000001.pwg
 *   none                  this station has none
 *
 * Nothing here blocks: requests go out as there is room, and answers are read as they come, all in the kiosk's loop.
 * A missing printer is an answer, tried again with a back-off. One job at a time owns it, from page_printer_begin() to
 * page_printer_release(). Everything a printer says has a ceiling in bytes and in time, and proves no more than it says:
 * a job is called completed only where the printer names our job in so many words, after it was sent whole.
 *
 * Nothing sent is ever logged.
 */
#include "drivers/printer.h"

struct page_printer;

/* Answers. */
enum {
	PAGE_PRINTER_COMING = 1, /* it was asked what it can, and has not answered yet */
	PAGE_PRINTER_GONE, /* not there now; see page_printer_why() */
	PAGE_PRINTER_BUSY, /* another job owns it */
	PAGE_PRINTER_NONE, /* this station has none */
	PAGE_PRINTER_OTHER_DPI, /* it takes other dots an inch: page_printer_dpi() */
};

struct page_printer_setup {
	const char *uri; /* copied */
	struct loop *loop; /* borrowed until page_printer_close(), like the log */
	const struct log *log;
};

/* A surprise only for a URI that is none. An absent printer is opened as gone. */
NODISCARD int page_printer_open(struct page_printer **out, const struct page_printer_setup *setup);
void page_printer_close(struct page_printer *p);
/* Is it the address of one? For settings; a surprise says what is wrong. */
NODISCARD int page_printer_check(const char *uri);

/* printer-state-reasons in the words of paper rolls: empty, needed and trays missing are PAPER_OUT, low is PAPER_LOW,
 * doors and interlocks COVER_OPEN, heat FAULT_HOT, jams and the rest FAULT_OTHER. What no reason names stays unknown.
 * What a printer only warns of counts when its job does not move on. */
void page_printer_status(const struct page_printer *p, struct printer_status *out);
/* Asks anew; never waits. */
void page_printer_ask_status(struct page_printer *p);
/* fn(me) from the loop whenever the status changed. NULL ends it. */
void page_printer_on_status(struct page_printer *p, printer_fn *fn, void *me);
/* Why it is gone, for a technician; "" while it is there. Borrowed until the next call on this printer. */
const char *page_printer_why(const struct page_printer *p);
/* Dots an inch that it takes, both ways: open the fonts of a sheet for these. 0 = not known yet. */
int page_printer_dpi(const struct page_printer *p);

struct page_printer_order {
	const char *name; /* shown at the printer: ids only, nothing of a person */
	int pages, dpi;
};

/* Takes the printer for one job. fn(me) is called from the loop while there is room and when the job moved on. */
NODISCARD int page_printer_begin(
        struct page_printer *p, const struct page_printer_order *order, printer_fn *fn, void *me);
/* fn(me) from the loop, once, when page_printer_begin() is worth trying again. PAGE_PRINTER_BUSY when
 * PAGE_PRINTER_WAITERS wait already. */
enum { PAGE_PRINTER_WAITERS = 4 };
NODISCARD int page_printer_wait(struct page_printer *p, printer_fn *fn, void *me);
void page_printer_wait_end(struct page_printer *p, const void *me);
/* Takes what there is room for: *taken is 0..n. PAGE_PRINTER_GONE: the job is lost. */
NODISCARD int page_printer_send(size_t *taken, struct page_printer *p, const void *bytes, size_t n);
/* All bytes are sent. */
NODISCARD int page_printer_end(struct page_printer *p);

enum page_printer_fate {
	PAGE_FATE_OPEN, /* still under way */
	PAGE_FATE_COMPLETED, /* file: durable; ipp: the printer says so, of this job */
	PAGE_FATE_REFUSED, /* it took no document: certain that nothing comes out */
	PAGE_FATE_LOST, /* the wire broke, it stopped the job, or said what can not be */
};
struct page_printer_job {
	enum page_printer_fate fate;
	enum printer_proof level; /* at most PROOF_PRINTED */
	int impressions; /* sheets it says it made; -1 = it does not tell */
	bool stopped; /* the printer says that this job waits for a person */
	uint64_t moves; /* grows whenever bytes left or the printer told something new of the job */
	char why[160]; /* of refused and lost, for the log */
};
void page_printer_job(const struct page_printer *p, struct page_printer_job *out);
/* Tells the printer to drop the job, as far as it can be told; the fate is lost. */
void page_printer_cancel(struct page_printer *p);
/* The job lets go; one still under way is cancelled. */
void page_printer_release(struct page_printer *p);
