#include "drivers/page_printer_call.h"

#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "sys/fault.h"
#include "sys/text.h"

enum { CHUNK_FRAME = 16, HEAD_MOST = 1024, SEND_BUFFER = 32 * 1024 };

struct page_call {
	struct watch *watch;
	printer_fn *fn;
	void *me;
	int fd;
	enum page_call_state state;
	bool connected, has_document, ended, deaf; /* deaf: it takes no more bytes; it may still have said why */
	struct buf out;
	struct page_reply reply;
	int64_t started_us, moved_us;
	uint64_t bytes;
	char why[160];
};

static void fail(struct page_call *c, const char *why)
{
	c->state = CALL_FAILED;
	(void)text_copy(c->why, sizeof c->why, why);
}

static void moved(struct page_call *c)
{
	c->moved_us = clock_measure_us();
}

static void finish_connect(struct page_call *c)
{
	socklen_t size = sizeof(int);
	int e = 0;

	if (getsockopt(c->fd, SOL_SOCKET, SO_ERROR, &e, &size) < 0)
		e = errno;
	if (e)
		fail(c, strerror(e));
	c->connected = e == 0;
	moved(c);
}

static void say(struct page_call *c)
{
	while (c->out.len && !c->deaf) {
		int e = fault("page.call.send", ECONNRESET);
		ssize_t n = e ? -1 : send(c->fd, c->out.data, c->out.len, MSG_NOSIGNAL | MSG_DONTWAIT);

		if (n < 0 && e == 0 && (errno == EAGAIN || errno == EINTR))
			return;
		if (n < 0) {
			c->deaf = true;
			return;
		}
		buf_drop(&c->out, (size_t)n);
		c->bytes += (size_t)n;
		moved(c);
	}
}

static void hear(struct page_call *c)
{
	uint8_t bytes[16 * 1024];
	ssize_t n = recv(c->fd, bytes, sizeof bytes, MSG_DONTWAIT); /* once a turn: a flood leaves the desk alive */

	if (n < 0 && (errno == EAGAIN || errno == EINTR))
		return;
	if (n < 0) {
		fail(c, strerror(errno));
		return;
	}
	moved(c);
	if (n > 0)
		page_reply_take(&c->reply, bytes, (size_t)n);
	else
		page_reply_close(&c->reply);
	if (c->reply.state == REPLY_WHOLE)
		c->state = CALL_ANSWERED;
	else if (c->reply.state == REPLY_BAD)
		fail(c, n == 0 ? "it closed the connection" : "what it answers is not HTTP, or too long");
}

static int set_watch(struct page_call *c)
{
	bool wants_out = !c->connected || (c->out.len && !c->deaf);

	return watch_set(c->watch, LOOP_READ | (wants_out ? LOOP_WRITE : 0));
}

static int on_socket(void *me, unsigned events)
{
	struct page_call *c = me;

	if (!c->connected && (events & (LOOP_WRITE | LOOP_HANGUP)))
		finish_connect(c);
	if (c->state == CALL_GOING && c->connected) {
		say(c);
		if (events & (LOOP_READ | LOOP_HANGUP) || c->deaf)
			hear(c);
	}
	if (c->state == CALL_GOING && (buf_done(&c->out) || set_watch(c)))
		fail(c, err_why());
	if (c->state != CALL_GOING) {
		watch_end(c->watch);
		c->watch = NULL;
	}
	c->fn(c->me); /* may free c */
	return 0;
}

static int open_socket(struct page_call *c, const struct page_address *to)
{
	const int on = 1, room = SEND_BUFFER;
	struct sockaddr_storage addr;
	socklen_t n;
	int e = page_address_find(&addr, &n, to);

	if (e)
		return err_up(e);
	c->fd = socket(addr.ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	if (c->fd < 0)
		return err_new(errno, "printer %s: %s", to->uri, strerror(errno));
	/* These make "sent" mean more and come sooner; a kernel that refuses one is no reason not to print. */
	(void)setsockopt(c->fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
	(void)setsockopt(c->fd, SOL_SOCKET, SO_SNDBUF, &room, sizeof room);
	if (connect(c->fd, (const struct sockaddr *)&addr, n) < 0 && errno != EINPROGRESS)
		return err_new(errno, "printer %s: %s", to->uri, strerror(errno));
	return 0;
}

static void put_chunk(struct buf *out, const void *bytes, size_t n)
{
	buf_printf(out, "%zx\r\n", n);
	buf_add(out, bytes, n);
	buf_text(out, "\r\n");
}

static void put_head(struct page_call *c, const struct page_address *to, const struct buf *message)
{
	buf_printf(&c->out, "POST %s HTTP/1.1\r\nHost: %s:%d\r\nContent-Type: application/ipp\r\nConnection: close\r\n",
	        to->path, to->host, to->port);
	if (c->has_document) {
		buf_text(&c->out, "Transfer-Encoding: chunked\r\n\r\n");
		put_chunk(&c->out, message->data, message->len);
	} else {
		buf_printf(&c->out, "Content-Length: %zu\r\n\r\n", message->len);
		buf_add(&c->out, message->data, message->len);
	}
}

int page_call_start(struct page_call **out, struct loop *loop, const struct page_address *to, const struct buf *message,
        bool has_document, printer_fn *fn, void *me)
{
	struct page_call *c = calloc(1, sizeof *c);
	int e = buf_done(message);

	if (e || !c) {
		free(c);
		return e ? err_up(e) : err_new(ENOMEM, "no memory to ask the printer");
	}
	*c = (struct page_call){.fn = fn, .me = me, .fd = -1, .has_document = has_document, .ended = !has_document};
	buf_init(&c->out, PAGE_CALL_ROOM + HEAD_MOST);
	page_reply_init(&c->reply);
	c->started_us = c->moved_us = clock_measure_us();
	put_head(c, to, message);
	e = buf_done(&c->out);
	if (e == 0)
		e = open_socket(c, to);
	if (e == 0)
		e = loop_watch(&c->watch, loop, c->fd, LOOP_READ | LOOP_WRITE, on_socket, c);
	if (e) {
		page_call_free(c);
		return err_up(e);
	}
	*out = c;
	return 0;
}

void page_call_free(struct page_call *c)
{
	if (!c)
		return;
	watch_end(c->watch);
	if (c->fd >= 0)
		(void)close(c->fd);
	buf_fini(&c->out);
	page_reply_fini(&c->reply);
	free(c);
}

enum page_call_state page_call_state(const struct page_call *c)
{
	return c->state;
}

const struct page_reply *page_call_reply(const struct page_call *c)
{
	return &c->reply;
}

const char *page_call_why(const struct page_call *c)
{
	return c->why;
}

size_t page_call_room(const struct page_call *c)
{
	size_t most = PAGE_CALL_ROOM - CHUNK_FRAME;

	if (c->ended || c->deaf || c->state != CALL_GOING || c->out.len >= most)
		return 0;
	return most - c->out.len;
}

/* A watch that can not be set is told by the next thing that happens to the socket. */
static void wake(struct page_call *c)
{
	if (c->watch && set_watch(c))
		fail(c, err_why());
}

void page_call_write(struct page_call *c, const void *bytes, size_t n)
{
	if (n)
		put_chunk(&c->out, bytes, n);
	wake(c);
}

void page_call_end(struct page_call *c)
{
	if (!c->ended)
		buf_text(&c->out, "0\r\n\r\n");
	c->ended = true;
	wake(c);
}

bool page_call_is_sent(const struct page_call *c)
{
	return c->ended && c->out.len == 0;
}

int64_t page_call_still_us(const struct page_call *c)
{
	return clock_measure_us() - c->moved_us;
}

int64_t page_call_age_us(const struct page_call *c)
{
	return clock_measure_us() - c->started_us;
}

uint64_t page_call_bytes(const struct page_call *c)
{
	return c->bytes;
}
