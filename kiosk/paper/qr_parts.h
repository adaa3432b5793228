#pragma once

/* qr_parts - what the QR files share: bits into codewords (qr_words.c), modules on a square (qr_matrix.c) */
#include "paper/qr.h"

enum { QR_MOST_CODEWORDS = 655 }; /* version 15: data and error correction together */

/* Version and all codewords, interleaved as they are laid into the square. QR_TOO_LONG. */
NODISCARD int qr_words(uint8_t out[QR_MOST_CODEWORDS], int *n, int *version, const char *text);
/* The whole square with that mask. */
void qr_draw(struct qr *out, int version, const uint8_t *words, int n, int mask);
/* Codewords of both kinds that a version holds. */
int qr_codewords(int version);
/* The centres of the alignment patterns, as ISO/IEC 18004 annex E lists them; gives their number. */
int qr_alignment(int out[7], int version);
/* Reed-Solomon remainder over GF(256), polynomial 0x11d. */
void qr_remainder(uint8_t *out, int n_out, const uint8_t *data, int n_data);
/* 15 bits of format (level M) and 18 bits of version, with their BCH codes. */
unsigned qr_format_bits(int mask);
unsigned qr_version_bits(int version);
/* The sum of the four penalty rules. */
int qr_penalty(const struct qr *q);
