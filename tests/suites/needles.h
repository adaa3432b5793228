#pragma once

/*
 * needles - looks for texts in every byte of files and of live processes, in all the ways they may be spelled
 *
 * A text of 16 characters or more is looked for by its first eight and by its
 * last eight: what a half overwritten piece of memory leaves counts as found.
 * Spellings: UTF-8, UTF-16 and UTF-32 both ways, base64 at each of three
 * places, hexadecimal in both cases, percent signs, \u escapes of JSON; of
 * numbers with eight digits or more also the double and the 64-bit integer.
 * What was found is told on standard error, unless it was to be found.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

enum { NEEDLE_SPELLINGS = 1600, NEEDLE_BYTES = 100 };

struct needle {
	const char *name, *spelling; /* borrowed: of which text, and how written */
	uint8_t bytes[NEEDLE_BYTES];
	size_t n;
	int next; /* with the same hash of its first four bytes; -1: the last */
};

struct needles {
	struct needle needle[NEEDLE_SPELLINGS];
	int n;
	int first[65536]; /* by a hash of four bytes; -1: none */
	uint8_t may_begin[65536 / 8]; /* a bit for each of these: small enough to stay at hand */
	uint64_t searched; /* bytes, in all */
	bool quiet; /* what is found now is meant to be found */
};

void needles_init(struct needles *n);
/* name is borrowed; text is not. At least six bytes. */
void needles_add(struct needles *n, const char *name, const char *text);

/* How often any of them stands there. where is for the message. */
int needles_in_bytes(struct needles *n, const void *bytes, size_t len, const char *where);
int needles_in_file(struct needles *n, const char *path); /* a file that is gone has nothing in it */
/* Names and contents of all below, changed at or after since_s; files over 256 MiB fail the case. */
int needles_in_folder(struct needles *n, const char *folder, int64_t since_s);
/* The writable memory of a process. */
int needles_in_process(struct needles *n, pid_t pid, const char *who);
