#pragma once

/*
 * lines - a small text file of `key = value` lines, read strictly
 *
 * # begins a comment line. Unlike sys/options nothing is skipped with a
 * warning: what can not be understood is a surprise (-EINVAL) that names file and
 * line. Pairs are borrowed from the text until it is freed.
 */
#include "sys/buf.h"

struct lines {
	const char *path; /* borrowed */
	char *at;
	int number; /* of the pair that was given last */
};

enum { LINES_END = 1 };

/* Reads the file into text (its ceiling is the file's) and goes to its start. */
NODISCARD int lines_open(struct lines *out, struct buf *text, const char *path);
/* 0 with a pair, or LINES_END. */
NODISCARD int lines_next(struct lines *l, const char **key, const char **value);
/* A surprise about the line given last: "FILE:3: ...". */
NODISCARD int lines_bad(const struct lines *l, const char *fmt, ...) PRINTF_LIKE(2, 3);
