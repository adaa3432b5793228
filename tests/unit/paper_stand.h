#pragma once

/*
 * paper_stand - a stand with a printer, a receipt in Dutch, and one job
 *
 * The clock stands still. Everything is freed by stand_close(), or held until the process ends.
 */
#include "paper/job.h"
#include "paper_kit.h"
#include "sys/loop.h"

struct stand {
	struct kit kit;
	struct clock clock;
	struct log log;
	struct loop *loop;
	struct printer *printer;
	struct sheet *sheet;
	struct job *job;
	int calls, last_bands;
	enum job_state last_state;
	/* the printer's end of a pseudo-terminal */
	int peer;
	struct buf got;
};

void stand_open(struct stand *d, const char *uri, const char *profile);
/* A printer whose paper is believed to move at any speed: for twins that print in no time. */
void stand_open_instant(struct stand *d, const char *uri, const char *profile);
/* A pseudo-terminal as the printer: its other end is read as slowly as the test likes. */
void stand_open_pty(struct stand *d, const char *profile);
void stand_close(struct stand *d);
struct job_progress stand_start(struct stand *d);
/* The peer reads at most so many bytes. */
void stand_take(struct stand *d, size_t most);
/* Turns of the loop, the peer taking per_turn bytes at each, until the job is over; then it takes the rest. */
struct job_progress stand_run(struct stand *d, size_t per_turn, int turns);
/* The bytes show the stand's sheet, dot for dot. */
void stand_check_paper(struct stand *d, const void *bytes, size_t n);
