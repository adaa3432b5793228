#include "drivers/page_printer_reply.h"

#include <string.h>
#include <strings.h>

#include "sys/text.h"

void page_reply_init(struct page_reply *r)
{
	memset(r, 0, sizeof *r);
	buf_init(&r->body, PAGE_REPLY_MOST);
}

void page_reply_fini(struct page_reply *r)
{
	buf_fini(&r->body);
}

static void bad(struct page_reply *r)
{
	r->state = REPLY_BAD;
}

/* "HTTP/1.1 200 OK" */
static void status_line(struct page_reply *r)
{
	char digits[4] = "";
	int64_t status;

	if (strncmp(r->line, "HTTP/1.", 7) != 0 || r->line_n < 12 || r->line[8] != ' ') {
		bad(r);
		return;
	}
	memcpy(digits, r->line + 9, 3);
	if (!text_i64(digits, 100, 599, &status) || (r->line[12] != 0 && r->line[12] != ' ')) {
		bad(r);
		return;
	}
	r->status = (int)status;
	r->chunked = r->has_length = false;
	r->state = REPLY_HEADERS;
}

static void after_head(struct page_reply *r)
{
	if (r->status < 200)
		r->state = r->status == 101 ? REPLY_BAD : REPLY_STATUS;
	else if (r->status == 204 || r->status == 304)
		r->state = REPLY_WHOLE;
	else if (r->chunked)
		r->state = REPLY_CHUNK_SIZE;
	else if (r->has_length)
		r->state = r->left ? REPLY_BODY : REPLY_WHOLE;
	else
		r->state = REPLY_TO_CLOSE;
}

static const char *value_of(const struct page_reply *r, const char *name)
{
	size_t n = strlen(name);
	const char *at = r->line + n;

	if (strncasecmp(r->line, name, n) != 0 || *at != ':')
		return NULL;
	at++;
	return at + strspn(at, " \t");
}

static void header(struct page_reply *r)
{
	const char *value;
	int64_t n;

	if (r->line_n == 0) {
		after_head(r);
		return;
	}
	value = value_of(r, "Transfer-Encoding");
	if (value) {
		if (strcasecmp(value, "chunked") != 0)
			bad(r);
		r->chunked = true;
	}
	value = value_of(r, "Content-Length");
	if (value) {
		if (r->has_length || !text_i64(value, 0, PAGE_REPLY_MOST, &n)) {
			bad(r);
			return;
		}
		r->has_length = true;
		r->left = (size_t)n;
	}
}

/* "1a0;extension" */
static void chunk_size(struct page_reply *r)
{
	size_t n = 0, digits = strspn(r->line, "0123456789abcdefABCDEF");

	if (digits == 0 || digits > 6) {
		bad(r);
		return;
	}
	for (size_t i = 0; i < digits; i++) {
		char c = r->line[i];

		n = n * 16 + (size_t)(c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10);
	}
	r->left = n;
	r->state = n ? REPLY_CHUNK : REPLY_TRAILER;
}

static void line(struct page_reply *r)
{
	if (r->state == REPLY_STATUS)
		status_line(r);
	else if (r->state == REPLY_HEADERS)
		header(r);
	else if (r->state == REPLY_CHUNK_SIZE)
		chunk_size(r);
	else if (r->state == REPLY_CHUNK_END)
		r->state = r->line_n ? REPLY_BAD : REPLY_CHUNK_SIZE;
	else if (r->line_n == 0)
		r->state = REPLY_WHOLE; /* the trailer's end */
}

/* A byte of a line. Heads, chunk sizes and trailers count together: an endless one of them ends somewhere. */
static void take_byte(struct page_reply *r, char c)
{
	if (++r->head_n > PAGE_REPLY_HEAD_MOST || c == 0) {
		bad(r);
		return;
	}
	if (c != '\n') {
		if (r->line_n + 1 == sizeof r->line)
			bad(r);
		else
			r->line[r->line_n++] = c;
		return;
	}
	if (r->line_n && r->line[r->line_n - 1] == '\r')
		r->line_n--;
	r->line[r->line_n] = 0;
	line(r);
	r->line_n = 0;
}

static size_t take_body(struct page_reply *r, const uint8_t *bytes, size_t n)
{
	if (r->state != REPLY_TO_CLOSE && n > r->left)
		n = r->left;
	buf_add(&r->body, bytes, n);
	if (r->body.failed) {
		bad(r);
		return n;
	}
	if (r->state == REPLY_TO_CLOSE)
		return n;
	r->left -= n;
	if (r->left == 0)
		r->state = r->state == REPLY_CHUNK ? REPLY_CHUNK_END : REPLY_WHOLE;
	return n;
}

void page_reply_take(struct page_reply *r, const void *bytes, size_t n)
{
	const uint8_t *b = bytes;

	for (size_t i = 0; i < n && r->state < REPLY_WHOLE;) {
		if (r->state == REPLY_BODY || r->state == REPLY_TO_CLOSE || r->state == REPLY_CHUNK)
			i += take_body(r, b + i, n - i);
		else
			take_byte(r, (char)b[i++]);
	}
}

void page_reply_close(struct page_reply *r)
{
	if (r->state == REPLY_TO_CLOSE)
		r->state = REPLY_WHOLE;
	else if (r->state != REPLY_WHOLE)
		bad(r);
}
