/*
 * vm_canary - what persons typed stands nowhere on the card: every byte of the disk, all partitions, in the ways a text may be spelled
 *
 * And in the journal as text, because it is packed on the card. That the search finds anything at all is shown by a word that has to be there, and by each spelling
 * of its own. (tests/suites/needles.h is the same for the memory and the files of a kiosk beside the machine; it needs the unit tests' harness.)
 */
#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "board/vm/vm.h"
#include "sys/clock.h"

enum { SPELLINGS = 9, TEXTS = 4, BYTES = 128, PIECE = 4 << 20, LOG_MAX = 64 << 20, HOLE = 4096 };

/* As vm_visit.c types them. */
static const char *const typed[TEXTS] = {"kwexlorbip", "zyntrafomb", "vlotquarzim", "brijkwenzol"};
static const char known[] = "ledger.db-wal"; /* a file's name: stands in a folder of the data partition */

struct needle {
	uint8_t bytes[BYTES];
	size_t n;
};

static void wide(struct needle *out, const char *text, int step, int at)
{
	memset(out->bytes, 0, sizeof out->bytes);
	out->n = strlen(text) * (size_t)step;
	for (size_t i = 0; text[i]; i++)
		out->bytes[i * (size_t)step + (size_t)at] = (uint8_t)text[i];
}

static void hex(struct needle *out, const char *text, const char *digits)
{
	out->n = 0;
	for (; *text; text++) {
		out->bytes[out->n++] = (uint8_t)digits[(uint8_t)*text >> 4];
		out->bytes[out->n++] = (uint8_t)digits[*text & 15];
	}
}

/* The digits that depend on this text alone, when so many bytes of a group of three stand before it. */
static void base64(struct needle *out, const char *text, size_t before)
{
	static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

	out->n = 0;
	for (size_t bit = (before * 8 + 5) / 6 * 6; bit + 6 <= (before + strlen(text)) * 8; bit += 6) {
		unsigned digit = 0;

		for (size_t b = bit; b < bit + 6; b++)
			digit = digit << 1 | ((unsigned)(uint8_t)text[b / 8 - before] >> (7 - b % 8) & 1);
		out->bytes[out->n++] = (uint8_t)alphabet[digit];
	}
}

static void spell(struct needle out[SPELLINGS], const char *text)
{
	wide(&out[0], text, 1, 0);
	wide(&out[1], text, 2, 0);
	wide(&out[2], text, 2, 1);
	wide(&out[3], text, 4, 0);
	hex(&out[4], text, "0123456789abcdef");
	hex(&out[5], text, "0123456789ABCDEF");
	for (size_t before = 0; before < 3; before++)
		base64(&out[6 + before], text, before);
}

static int count(const struct needle *needles, int n, const uint8_t *bytes, size_t len)
{
	int found = 0;

	for (int i = 0; i < n; i++)
		for (const uint8_t *at = bytes;
		        (at = memmem(at, len - (size_t)(at - bytes), needles[i].bytes, needles[i].n)); at++)
			found++;
	return found;
}

/* Holes of the file are zeros, of which no needle is made. *searched: bytes. */
static int in_disk(int *found, int *controls, int64_t *searched, const char *disk, const struct needle *needles, int n)
{
	struct needle control;
	uint8_t *piece = malloc(PIECE + BYTES);
	int fd = open(disk, O_RDONLY | O_CLOEXEC), e = 0;
	off_t at = 0, end = 0;

	if (fd < 0 || !piece)
		e = err_new(errno, "%s can not be read", disk);
	wide(&control, known, 1, 0);
	while (e == 0 && (at = lseek(fd, end, SEEK_DATA)) >= 0) {
		end = lseek(fd, at, SEEK_HOLE);
		for (; at < end && e == 0; at += PIECE) {
			ssize_t got = pread(
			        fd, piece, PIECE + BYTES, at); /* what lies across two pieces is seen in the first */

			if (got <= 0) {
				e = err_new(EIO, "%s can not be read", disk);
				break;
			}
			*found += count(needles, n, piece, (size_t)got);
			*controls += count(&control, 1, piece, (size_t)got);
			*searched += got > PIECE ? PIECE : got;
		}
	}
	if (fd >= 0)
		(void)close(fd);
	free(piece);
	return e;
}

/* A text spelled and laid between other bytes is found in each spelling. */
static bool search_finds(void)
{
	struct needle n[SPELLINGS];
	int found = 0;

	spell(n, typed[0]);
	for (int i = 0; i < SPELLINGS; i++) {
		uint8_t hay[3 * BYTES];

		memset(hay, 'x', sizeof hay);
		memcpy(hay + BYTES, n[i].bytes, n[i].n);
		found += count(n, SPELLINGS, hay, sizeof hay) > 0;
	}
	return found == SPELLINGS;
}

void vm_canary(struct vm *v)
{
	struct needle needles[TEXTS * SPELLINGS];
	int found = 0, controls = 0, told = 0, e;
	int64_t searched = 0, from = clock_measure_us();
	AUTO_BUF journal;

	buf_init(&journal, LOG_MAX);
	for (int i = 0; i < TEXTS; i++)
		spell(needles + (size_t)i * SPELLINGS, typed[i]);
	vm_kill(v); /* one that was switched off has nothing left to lose */
	e = in_disk(&found, &controls, &searched, v->disk, needles, TEXTS * SPELLINGS);
	if (e == 0)
		e = vm_journal(&journal, v);
	if (e == 0)
		told = count(needles, TEXTS * SPELLINGS, journal.data, journal.len);
	(void)vm_check(v, search_finds() && controls > 0,
	        "the search finds what is there: every spelling, and '%s' %d times on the card", known, controls);
	(void)vm_check(v, e == 0 && found == 0 && told == 0,
	        "%d typed texts in %d spellings: %d times on the card (%.0f MiB, %.0f s), %d times in the journal%s%s",
	        TEXTS, SPELLINGS, found, (double)searched / (1 << 20), (double)(clock_measure_us() - from) / 1e6, told,
	        e ? ": " : "", e ? err_why() : "");
}
