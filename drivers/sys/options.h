#pragma once

/*
 * options - one table per program: presets, files, command line, help
 *
 * Layers, the later wins: built-in preset, image file, site file (--config),
 * command line. An unknown key warns with file and line; a bad value names the
 * key and keeps the preset. --settings prints every key, its value, where it
 * came from, and its help. The same table feeds --help.
 */
#include <stdbool.h>
#include <stdint.h>
#include "sys/buf.h"

enum opt_kind { OPT_TEXT, OPT_NUMBER, OPT_FLAG };

struct opt {
	const char *key; /* "visit.warn_s"; on the command line --visit.warn_s, or its alias */
	const char *alias; /* "--panel" without dashes, or NULL */
	enum opt_kind kind;
	size_t offset; /* into the settings struct: char[] , int64_t or bool */
	size_t room; /* OPT_TEXT: size of the char array */
	int64_t min, max; /* OPT_NUMBER */
	const char *preset;
	const char *shape; /* "DIR", "1280x800@217x136": what --help shows */
	const char *help; /* one sentence */
	bool (*valid)(const char *value); /* may be NULL */
};

#define OPT_TXT(type, field, key, alias, preset, shape, help)                                                          \
	{                                                                                                              \
		key, alias, OPT_TEXT, offsetof(type, field), sizeof(((type *)0)->field), 0, 0, preset, shape, help,    \
		        NULL                                                                                           \
	}
#define OPT_NUM(type, field, key, alias, min, max, preset, help)                                                       \
	{                                                                                                              \
		key, alias, OPT_NUMBER, offsetof(type, field), 0, min, max, preset, "N", help, NULL                    \
	}
#define OPT_BOOL(type, field, key, alias, help)                                                                        \
	{                                                                                                              \
		key, alias, OPT_FLAG, offsetof(type, field), 0, 0, 0, "no", NULL, help, NULL                           \
	}

struct options {
	const struct opt *table; /* ends with key NULL */
	void *settings; /* what the offsets point into; lives as long as this */
	const char **source; /* one per row: "preset", "FILE:12", "command line"; made by options_new */
	size_t n;
	struct buf warnings; /* one line each, for standard error and the log */
	char (*places)[96]; /* texts behind source */
};

/* Presets laid into settings. */
NODISCARD int options_init(struct options *o, const struct opt *table, void *settings);
void options_fini(struct options *o);

/* A file of `key = value` lines, # comments. A missing file is a surprise; bad lines only warn. */
NODISCARD int options_file(struct options *o, const char *path);
/* A surprise (with the sentence) for an unknown or malformed argument. What is left over stands in rest (may be NULL: none allowed). */
NODISCARD int options_args(
        struct options *o, int argc, char *const *argv, const char **rest, size_t rest_room, size_t *n_rest);
/* One key, as if in a file. OPTIONS_UNKNOWN, OPTIONS_BAD. */
enum { OPTIONS_UNKNOWN = 1, OPTIONS_BAD };
NODISCARD int options_set(struct options *o, const char *key, const char *value, const char *source);

void options_print(const struct options *o, struct buf *out); /* --settings */
void options_help(const struct options *o, struct buf *out); /* the rows of --help */
