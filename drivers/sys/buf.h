#pragma once

/*
 * buf - bytes that grow up to a ceiling
 *
 * Every buffer has a ceiling, given when it is made: whatever a person, a file
 * or a peer sends, memory stays bounded. A buffer that would pass its ceiling,
 * or finds no memory, keeps what it has, remembers that it failed and ignores
 * what is added afterwards; ask buf_done() once at the end.
 * Memory is wiped before it is given back: a buffer may hold answers.
 *
 * Owns its bytes. `data` always ends with a NUL that `len` does not count.
 */
#include <stdbool.h>
#include <stdint.h>
#include "sys/err.h"

struct buf {
	uint8_t *data;
	size_t len, cap, max;
	bool failed;
};

void buf_init(struct buf *b, size_t max);
void buf_fini(struct buf *b);
void buf_cleanup(struct buf *b); /* the same, for AUTO_BUF */
#define AUTO_BUF __attribute__((cleanup(buf_cleanup))) struct buf

void buf_add(struct buf *b, const void *bytes, size_t n);
void buf_text(struct buf *b, const char *text);
void buf_char(struct buf *b, char c);
void buf_zero(struct buf *b, size_t n);
void buf_u16(struct buf *b, uint16_t v); /* little-endian, as all of ours */
void buf_u32(struct buf *b, uint32_t v);
void buf_u64(struct buf *b, uint64_t v);
void buf_printf(struct buf *b, const char *fmt, ...) PRINTF_LIKE(2, 3);
void buf_drop(struct buf *b, size_t n); /* the first n bytes leave; the rest moves up */
void buf_clear(struct buf *b); /* empty and wiped, memory kept, failure forgotten */

/* 0, or a surprise when anything did not fit. */
NODISCARD int buf_done(const struct buf *b);
/* The bytes as text; "" when empty. Borrowed until the next change. */
const char *buf_str(const struct buf *b);

/* Overwrites memory in a way that the compiler keeps. */
void wipe(void *p, size_t n);
