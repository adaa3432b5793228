#pragma once

/*
 * log - what happened, for the technician; never what a citizen said
 *
 * One line a call on one descriptor: time, level, module, sentence. Lines over
 * 500 bytes are cut. Nothing that a person typed, no name, no answer, no file
 * name made from one: the canary tests scan every byte written here.
 * A log that can not be written is ignored: it never blocks the desk.
 */
#include "sys/clock.h"
#include "sys/err.h"

enum log_level { LOG_ERROR, LOG_WARN, LOG_INFO, LOG_DEBUG };

struct log {
	int fd; /* borrowed; -1 = silent */
	enum log_level level; /* lines above it are dropped */
	const struct clock *clock; /* borrowed */
};

void log_line(const struct log *log, enum log_level level, const char *module, const char *fmt, ...) PRINTF_LIKE(4, 5);
/* The latest surprise: its sentence and its trace. */
void log_surprise(const struct log *log, const char *module, int r);

#define log_error(log, ...) log_line((log), LOG_ERROR, LOG_MODULE, __VA_ARGS__)
#define log_warn(log, ...) log_line((log), LOG_WARN, LOG_MODULE, __VA_ARGS__)
#define log_info(log, ...) log_line((log), LOG_INFO, LOG_MODULE, __VA_ARGS__)
#define log_debug(log, ...) log_line((log), LOG_DEBUG, LOG_MODULE, __VA_ARGS__)
