#pragma once

/*
 * args - the arguments of one part of loketctl, where an option may come more than once
 *
 * `--name value` or `--name=value`; a flag has no value. Options that no row
 * names are refused with a sentence.
 */
#include <stdbool.h>
#include <stddef.h>
#include "sys/err.h"

enum { ARGS_VALUES_MOST = 16 };

struct arg {
	const char *name; /* "--data"; the table ends with NULL */
	bool is_flag;
	size_t most; /* how often, at most ARGS_VALUES_MOST; 0 means 1 */
	const char *values[ARGS_VALUES_MOST]; /* borrowed from argv; for a flag "" */
	size_t n;
};

/* argv[0] is skipped. A surprise (-EINVAL) for what is not understood. */
NODISCARD int args_read(struct arg *table, int argc, char *const *argv);
const struct arg *arg_of(const struct arg *table, const char *name); /* asserts that it is there */
/* The only value, or otherwise. */
const char *args_value(const struct arg *table, const char *name, const char *otherwise);
/* True when `--help` is the first argument. */
bool args_ask_help(int argc, char *const *argv);
