#include "sys/log.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { LINE_MAX_BYTES = 500 };

void log_line(const struct log *log, enum log_level level, const char *module, const char *fmt, ...)
{
	static const char *const names[] = {"error", "warn ", "info ", "debug"};
	char line[LINE_MAX_BYTES + 1];
	time_t now;
	struct tm utc = {.tm_year = 70, .tm_mday = 1}; /* stays where the clock shows a year that has no number */
	va_list args;
	size_t n;

	if (!log || log->fd < 0 || level > log->level)
		return;
	now = (time_t)(clock_wall_ms(log->clock) / 1000);
	(void)gmtime_r(&now, &utc);
	n = strftime(line, sizeof line, "%Y-%m-%dT%H:%M:%SZ ", &utc);
	(void)snprintf(line + n, sizeof line - n, "%s %s: ", names[level], module);
	n = strlen(line);
	va_start(args, fmt);
	(void)vsnprintf(line + n, sizeof line - n, fmt, args);
	va_end(args);
	n = strlen(line);
	/* One line is one fact: what came from elsewhere can not start a second one. */
	for (size_t i = 0; i < n; i++)
		if ((unsigned char)line[i] < ' ' || line[i] == 0x7f)
			line[i] = ' ';
	if (n >= LINE_MAX_BYTES)
		for (n = LINE_MAX_BYTES - 1; n > 0 && ((unsigned char)line[n] & 0xc0) == 0x80;)
			n--; /* not within a letter */
	line[n++] = '\n';
	if (write(log->fd, line, n) < 0)
		return; /* a log that can not be written never stops the desk */
}

void log_surprise(const struct log *log, const char *module, int r)
{
	log_line(log, LOG_ERROR, module, "%s (%d, %s)", err_why(), r, err_trace());
}
