#pragma once

/*
 * job_desk - prints whose visit is over
 *
 * A person may tap away while it prints: the visit hands its job over, and the job lives
 * here until its end. What the job borrowed (sheet, fonts) must live as long: put it in an
 * arena of its own and release that in job_order.over, which is called at the end state.
 * Nobody is told of progress any more; what became of it stands in the journal.
 *
 * The desk also remembers that an incomplete sheet hangs in the printer, so that the next
 * job begins with a line that says so and a cut: give job_desk_torn() to each order.
 */
#include "paper/job.h"

struct job_desk;
enum { JOB_DESK_MOST = 8 };
enum { JOB_DESK_FULL = 1 }; /* answer */

/* loop: borrowed. */
NODISCARD int job_desk_new(struct job_desk **out, struct loop *loop);
/* Cancels what still prints. NULL is fine. */
void job_desk_free(struct job_desk *d);
/* The job is the desk's from now on, whatever state it is in; with JOB_DESK_FULL it stays the caller's. */
NODISCARD int job_keep(struct job_desk *d, struct job *j);
int job_desk_count(const struct job_desk *d); /* that still print */
bool *job_desk_torn(struct job_desk *d);
