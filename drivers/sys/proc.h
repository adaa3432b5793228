#pragma once

/*
 * proc - other programs, started by their argument list; there is no shell
 *
 * Children start with default signal handling, no inherited descriptors but 0,
 * 1, 2, and die with us (PR_SET_PDEATHSIG).
 */
#include <sys/types.h>
#include "sys/buf.h"

struct proc_spec {
	const char *const *argv; /* argv[0] is looked up in PATH; ends with NULL */
	const char *folder; /* where it runs; NULL: here */
	int in, out, err; /* descriptors to give it, borrowed; -1: /dev/null for in, ours for out and err */
};

NODISCARD int proc_start(pid_t *out, const struct proc_spec *spec);
/* Waits at most limit_ms (-1 = for ever). 0 and *status: exit status, or 128 + signal. -ETIMEDOUT when still running. */
NODISCARD int proc_wait(pid_t pid, int limit_ms, int *status);
/* Runs to the end and collects standard output (out may be NULL). A status other than 0 is a surprise. */
NODISCARD int proc_run(const char *const *argv, struct buf *out, int limit_ms);
