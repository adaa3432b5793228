#pragma once

/*
 * program - what loket-sync and loket-hub share at their start
 *
 * --help, --version, --settings, --config FILE, and the rows of the program's
 * own table. Wrong arguments end in one sentence and exit status 2.
 */
#include "sys/options.h"

struct program {
	const char *name, *about, *usage, *example;
	const struct opt *table; /* has rows PROGRAM_ROWS at its end */
};

/* The rows every program has; type's first member is struct program_settings shared. */
struct program_settings {
	char config[256];
	bool settings;
};
#define PROGRAM_ROWS(type)                                                                                             \
	OPT_TXT(type, shared.config, "config", "--config", "", "FILE",                                                 \
	        "settings from a file, before the command line"),                                                      \
	        OPT_BOOL(type, shared.settings, "settings", "--settings",                                              \
	                "print every setting, its value and its source, and stop")

/* PROGRAM_STOP: all was said, exit with 0. A surprise: exit with 2. */
enum { PROGRAM_STOP = 1 };
NODISCARD int program_begin(struct options *o, const struct program *p, void *settings, int argc, char *const *argv);
/* The same with words beside the options, at most `room` of them, in rest. */
NODISCARD int program_begin_with(struct options *o, const struct program *p, void *settings, int argc,
        char *const *argv, const char **rest, size_t room, size_t *n_rest);
/* Prints the latest surprise as "NAME: sentence" on standard error and gives status back. */
int program_fail(const struct program *p, int status);
