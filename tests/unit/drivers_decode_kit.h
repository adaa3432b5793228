#pragma once

/*
 * drivers_decode_kit - what the tests of the ESC/POS decoder share
 *
 * Jobs are written as hexadecimal with spaces, as the manuals print them. "xx*n" repeats a byte n times.
 */
#include "drivers/escpos_decode.h"
#include "drivers/picture.h"
#include "harness.h"

enum { KIT_MOST = 1024 * 1024 };

struct kit_job {
	uint8_t *bytes; /* on the heap, freed with the process */
	size_t n;
};

/* 576 dots at 203 dpi, 120 rows a command, every command known, 80 dots to the cutter. */
struct escpos_limits kit_limits(void);
/* The 58 mm printer whose quirks others measured (NT-5890K). */
struct escpos_limits kit_nt5890k(void);

struct kit_job kit_hex(const char *text);
struct kit_job kit_file(const char *folder, const char *name);
/* Decodes the whole job; the caller frees. The surprise, if there was one, stands in *r. */
struct escpos_decoder *kit_try(const struct escpos_limits *limits, struct kit_job job, int *r);
/* The same, and it must succeed. */
struct escpos_decoder *kit_decode(const struct escpos_limits *limits, const char *hex);
/* The job must be refused with a sentence that begins with this. */
void kit_refused(const struct escpos_limits *limits, const char *hex, const char *why);
bool kit_dot(const struct escpos_paper *p, size_t x, size_t y);
/* Rows first .. first + picture's height are exactly that picture. */
void kit_same(const struct escpos_paper *p, size_t first, const struct picture *want);
/* "0-3 8" : the ink of one row as runs. */
const char *kit_row(const struct escpos_paper *p, size_t y);
