#pragma once

/*
 * paper_desk - a desk with a printer, a receipt in Dutch, and one job
 *
 * The clock stands still. Everything is freed by desk_close(), or held until the process ends.
 */
#include "paper/job.h"
#include "paper_kit.h"
#include "sys/loop.h"

struct desk {
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

void desk_open(struct desk *d, const char *uri, const char *profile);
/* A pseudo-terminal as the printer: its other end is read as slowly as the test likes. */
void desk_open_pty(struct desk *d, const char *profile);
void desk_close(struct desk *d);
struct job_progress desk_start(struct desk *d);
/* The peer reads at most so many bytes. */
void desk_take(struct desk *d, size_t most);
/* Turns of the loop, the peer taking per_turn bytes at each, until the job is over; then it takes the rest. */
struct job_progress desk_run(struct desk *d, size_t per_turn, int turns);
/* The bytes show the desk's sheet, dot for dot. */
void desk_check_paper(struct desk *d, const void *bytes, size_t n);
