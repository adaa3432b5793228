#include "sys/buf.h"

#include <assert.h>
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void wipe(void *p, size_t n)
{
	if (n)
		explicit_bzero(p, n);
}

void buf_init(struct buf *b, size_t max)
{
	*b = (struct buf){.max = max};
}

void buf_fini(struct buf *b)
{
	if (b->data)
		wipe(b->data, b->cap);
	free(b->data);
	*b = (struct buf){.max = b->max};
}

void buf_cleanup(struct buf *b)
{
	buf_fini(b);
}

/* Room for n more bytes and the NUL. A new block is taken and the old one wiped: realloc would leave a copy behind. */
static bool buf_grow(struct buf *b, size_t n)
{
	size_t cap = b->cap ? b->cap : 256;
	uint8_t *data;

	/* Half of what a number can say is far beyond any memory, and keeps the sums below from passing it. */
	if (b->failed || n > b->max - b->len || n >= SIZE_MAX / 2 - b->len) {
		b->failed = true;
		return false;
	}
	if (b->len + n + 1 <= b->cap)
		return true;
	while (cap < b->len + n + 1)
		cap *= 2;
	data = malloc(cap);
	if (!data) {
		b->failed = true;
		return false;
	}
	if (b->data) {
		memcpy(data, b->data, b->len);
		wipe(b->data, b->cap);
		free(b->data);
	}
	b->data = data;
	b->cap = cap;
	return true;
}

void buf_add(struct buf *b, const void *bytes, size_t n)
{
	if (!buf_grow(b, n))
		return;
	if (n)
		memcpy(b->data + b->len, bytes, n);
	b->len += n;
	b->data[b->len] = 0;
}

void buf_text(struct buf *b, const char *text)
{
	buf_add(b, text, strlen(text));
}

void buf_char(struct buf *b, char c)
{
	buf_add(b, &c, 1);
}

void buf_zero(struct buf *b, size_t n)
{
	if (!buf_grow(b, n))
		return;
	memset(b->data + b->len, 0, n + 1);
	b->len += n;
}

static void buf_little(struct buf *b, uint64_t v, int bytes)
{
	uint8_t out[8];

	for (int i = 0; i < bytes; i++)
		out[i] = (uint8_t)(v >> (8 * i));
	buf_add(b, out, (size_t)bytes);
}

void buf_u16(struct buf *b, uint16_t v)
{
	buf_little(b, v, 2);
}

void buf_u32(struct buf *b, uint32_t v)
{
	buf_little(b, v, 4);
}

void buf_u64(struct buf *b, uint64_t v)
{
	buf_little(b, v, 8);
}

void buf_printf(struct buf *b, const char *fmt, ...)
{
	va_list args;
	int n;

	va_start(args, fmt);
	n = vsnprintf(NULL, 0, fmt, args);
	va_end(args);
	if (n < 0 || !buf_grow(b, (size_t)n)) {
		b->failed = true;
		return;
	}
	va_start(args, fmt);
	(void)vsnprintf((char *)b->data + b->len, (size_t)n + 1, fmt, args);
	va_end(args);
	b->len += (size_t)n;
}

void buf_drop(struct buf *b, size_t n)
{
	assert(n <= b->len);
	if (n == 0)
		return;
	memmove(b->data, b->data + n, b->len - n);
	wipe(b->data + b->len - n, n);
	b->len -= n;
	b->data[b->len] = 0;
}

void buf_clear(struct buf *b)
{
	if (b->data)
		wipe(b->data, b->cap);
	b->len = 0;
	b->failed = false;
}

int buf_done(const struct buf *b)
{
	if (b->failed)
		return err_new(E2BIG, "more than %zu bytes, or no memory left", b->max);
	return 0;
}

const char *buf_str(const struct buf *b)
{
	return b->data ? (const char *)b->data : "";
}
