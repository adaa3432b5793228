#pragma once

/*
 * page_printer_reply - one HTTP/1.1 response, taken in as its bytes come
 *
 * Pure. Whatever a peer sends, memory stays below PAGE_REPLY_MOST and a little: a longer body, a longer head or line,
 * or what is no HTTP is REPLY_BAD. Interim responses (1xx) are passed over.
 */
#include <stdbool.h>
#include "sys/buf.h"

enum { PAGE_REPLY_MOST = 256 * 1024, PAGE_REPLY_HEAD_MOST = 32 * 1024, PAGE_REPLY_LINE_MOST = 2048 };

enum page_reply_state {
	REPLY_STATUS, /* waits for the status line */
	REPLY_HEADERS,
	REPLY_BODY, /* of a known length */
	REPLY_TO_CLOSE, /* until the peer closes */
	REPLY_CHUNK_SIZE,
	REPLY_CHUNK,
	REPLY_CHUNK_END,
	REPLY_TRAILER,
	REPLY_WHOLE,
	REPLY_BAD,
};

struct page_reply {
	enum page_reply_state state;
	int status; /* 200, 404 ... */
	struct buf body;
	/* its own */
	char line[PAGE_REPLY_LINE_MOST];
	size_t line_n, head_n;
	size_t left; /* bytes of the body, or of a chunk */
	bool chunked, has_length;
};

void page_reply_init(struct page_reply *r);
void page_reply_fini(struct page_reply *r);
/* Bytes behind the end are ignored. */
void page_reply_take(struct page_reply *r, const void *bytes, size_t n);
/* The peer closed. */
void page_reply_close(struct page_reply *r);
