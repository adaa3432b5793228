#pragma once

/*
 * qr - QR codes, drawn by us (ISO/IEC 18004, model 2)
 *
 * Byte mode, error correction level M, versions 1 to 15, all eight masks tried and
 * the one with the lowest penalty kept. Texts that are digits, capitals and a few signs
 * ($%*+-./: and space) go in the denser alphanumeric mode.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "sys/err.h"

/* 412 bytes is what version 15-M holds in byte mode. */
enum { QR_MOST_VERSION = 15, QR_MOST_SIZE = 17 + 4 * QR_MOST_VERSION, QR_MOST_BYTES = 412, QR_QUIET = 4 };

struct qr {
	int version, size, mask; /* size: modules on a side, without the quiet zone of QR_QUIET */
	uint8_t dark[(QR_MOST_SIZE * QR_MOST_SIZE + 7) / 8];
};

/* Answers. */
enum { QR_TOO_LONG = 1 };

/* The smallest version that holds the text. *out is written only on success. */
NODISCARD int qr_encode(struct qr *out, const char *text);
bool qr_is_dark(const struct qr *q, int x, int y);
