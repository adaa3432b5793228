#pragma once

/*
 * notices_ocr - a sheet read by a stranger: Tesseract, with Debian's data for its language
 *
 * The picture is what the decoder saw, cut into pages where the sheet allows it, seen from a distance (how many dots
 * an inch of paper has in the eye) and smoothed as burnt dots are. Bars, bullets, rules and the QR code are left out:
 * they are no letters. Arabic and Ukrainian sheets name Dutch offices in Latin letters, so their reader knows both.
 * Who can not make it out holds the paper nearer or farther: below READ_ENOUGH a further distance is tried, and the
 * best one counts.
 *
 * The figure is 1 - edit distance / length, in code points, of both texts after reading_plain():
 *   - whitespace, also line ends, is one space; none at the ends;
 *   - signs that are neither letter nor digit are left out (punctuation, bullets, marks of direction, tatweel);
 *   - Arabic-Indic and Persian digits count as 0 to 9;
 *   - Arabic vowel marks are left out, hamza and madda on a letter count;
 *   - case counts, and so do accents.
 */
#include "notices_kit.h"
#include "sys/buf.h"
#include <sys/types.h>

extern const double READ_ENOUGH; /* 0.95 */

struct reading {
	struct printed p; /* by the caller, before reading_start(); gone after reading_end() */
	const char *lang; /* likewise */
	int number; /* of all in this test: names its files */
	int tries;
	pid_t pid;
	struct buf wanted;
	double share; /* read right: 0..1 */
};

/* Language data of Tesseract for one of ours: "nld". */
const char *reading_data(const char *lang);
void reading_plain(struct buf *out, const char *text);
double reading_share(const char *wanted, const char *got);

/* Writes pictures into the working folder and starts Tesseract on them. */
void reading_start(struct reading *r);
/* Waits for it, and fills in `share` and `tries`. */
void reading_end(struct reading *r);
