#pragma once

/*
 * pack - content codings of a batch (RFC 9110 8.4, zstd as in RFC 8878)
 *
 * What a peer sends is unpacked only within limits: one zstd frame, its
 * content size stated and within the caller's ceiling, nothing behind it. It
 * is unpacked in one piece, so its window takes no memory of its own. A few
 * bytes that claim to be a gigabyte cost nothing.
 */
#include <stddef.h>
#include "sys/buf.h"

enum pack_coding { PACK_IDENTITY, PACK_ZSTD };

/* Answers of pack_open(). */
enum { PACK_BROKEN = 1, PACK_TOO_LARGE };

/* The name in a Content-Encoding header; NULL counts as identity. False when we do not speak it. */
bool pack_coding_named(enum pack_coding *out, const char *name);
const char *pack_coding_name(enum pack_coding coding);

/* Appends the packed form of the bytes to out. */
NODISCARD int pack_close(struct buf *out, enum pack_coding coding, const void *bytes, size_t n);
/* Appends what was packed to out, at most most bytes of it. PACK_BROKEN, PACK_TOO_LARGE. */
NODISCARD int pack_open(struct buf *out, enum pack_coding coding, const void *bytes, size_t n, size_t most);
