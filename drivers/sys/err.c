#include "sys/err.h"

#include <assert.h>
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* The one exception to "state has an owner": a surprise is told on the thread it happened on. */
static _Thread_local struct {
	char why[400];
	char trace[200];
} latest;

static const char *file_tail(const char *file)
{
	const char *slash = strrchr(file, '/');

	return slash ? slash + 1 : file;
}

int err_new_at(const char *file, int line, int errnum, const char *fmt, ...)
{
	va_list args;

	assert(errnum >= 0);
	va_start(args, fmt);
	(void)vsnprintf(latest.why, sizeof latest.why, fmt, args);
	va_end(args);
	(void)snprintf(latest.trace, sizeof latest.trace, "%s:%d", file_tail(file), line);
	return errnum ? -errnum : -EIO;
}

int err_up_at(const char *file, int line, int r)
{
	size_t n = strlen(latest.trace);

	assert(r <= 0); /* an answer reached nobody */
	if (r < 0 && n < sizeof latest.trace)
		(void)snprintf(latest.trace + n, sizeof latest.trace - n, " < %s:%d", file_tail(file), line);
	return r;
}

const char *err_why(void)
{
	return latest.why;
}

const char *err_trace(void)
{
	return latest.trace;
}
