/*
 * printer_tcp - a printer on the network, raw on port 9100
 *
 * One connection, kept: such printers take a single client, and opening it anew for
 * each job makes some refuse after a while. Where it is: drivers/host_address.h.
 *
 * The send buffer is kept small, so that "accepted" is never far ahead of "sent".
 */
#include <arpa/inet.h>
#include <errno.h>
#include <linux/sockios.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include "drivers/host_address.h"
#include "drivers/printer_ops.h"
#include "sys/fault.h"
#include "sys/text.h"

enum { HOST_ROOM = HOST_ADDRESS_ROOM, SEND_BUFFER = 16 * 1024, DEAD_MS = 300 * 1000 };

struct printer_tcp {
	struct printer base;
	int fd;
	bool connected;
};

static struct printer_tcp *of(struct printer *p)
{
	return (struct printer_tcp *)p;
}

/* "10.0.0.7:9100", "[fe80::1]:9100" into host and port; false when it is neither. */
static bool split(char host[HOST_ROOM], int *port, const char *where)
{
	const char *colon = strrchr(where, ':');
	size_t n = colon ? (size_t)(colon - where) : 0;
	int64_t number;

	if (n == 0 || !text_i64(colon + 1, 1, 65535, &number))
		return false;
	if (where[0] == '[' && where[n - 1] == ']') {
		where++;
		n -= 2;
	}
	if (n == 0 || n >= HOST_ROOM)
		return false;
	memcpy(host, where, n);
	host[n] = 0;
	*port = (int)number;
	return true;
}

static int tcp_check(const char *where)
{
	char host[HOST_ROOM];
	int port;

	if (!split(host, &port, where))
		return err_new(EINVAL, "a printer tcp:HOST:PORT needs an address and a port from 1 to 65535");
	return 0;
}

static int address_of(struct sockaddr_storage *out, socklen_t *n, const char *where)
{
	char host[HOST_ROOM];
	int port;

	if (!split(host, &port, where))
		return err_new(EINVAL, "'%s' is no address and port", where);
	if (host_address(out, n, host, port))
		return 0;
	return err_new(EINVAL, "printer %s: give its address in numbers, or put its name into /etc/hosts", where);
}

static void tune(int fd)
{
	const int on = 1, room = SEND_BUFFER, idle_s = 30, every_s = 10, tries = 3, dead_ms = DEAD_MS;

	/* A printer without paper shuts its window, and the kernel counts that as dead too: the limit of a dead one has
	 * to leave time for a new roll. Each of these only makes a loss known sooner: a kernel that refuses one is no reason not to print. */
	(void)setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
	(void)setsockopt(fd, SOL_SOCKET, SO_SNDBUF, &room, sizeof room);
	(void)setsockopt(fd, SOL_SOCKET, SO_KEEPALIVE, &on, sizeof on);
	(void)setsockopt(fd, IPPROTO_TCP, TCP_KEEPIDLE, &idle_s, sizeof idle_s);
	(void)setsockopt(fd, IPPROTO_TCP, TCP_KEEPINTVL, &every_s, sizeof every_s);
	(void)setsockopt(fd, IPPROTO_TCP, TCP_KEEPCNT, &tries, sizeof tries);
	(void)setsockopt(fd, IPPROTO_TCP, TCP_USER_TIMEOUT, &dead_ms, sizeof dead_ms);
}

static int tcp_open(struct printer *p)
{
	struct printer_tcp *t = of(p);
	struct sockaddr_storage to = {0};
	socklen_t n = 0;
	int e = address_of(&to, &n, p->where), fd, r;

	if (e)
		return err_up(e);
	fd = socket(to.ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	if (fd < 0)
		return err_new(errno, "printer %s: %s", p->where, strerror(errno));
	tune(fd);
	r = connect(fd, (const struct sockaddr *)&to, n);
	if (r < 0 && errno != EINPROGRESS) {
		e = err_new(errno, "printer %s: %s", p->where, strerror(errno));
		(void)close(fd);
		return e;
	}
	t->fd = fd;
	t->connected = r == 0;
	return t->connected ? 0 : PRINTER_COMING;
}

/* With answers unread, close() would send a reset, and a reset throws away what the printer did not read yet. */
static void tcp_close(struct printer *p)
{
	const struct printer_tcp *t = of(p);
	uint8_t unread[256];

	if (t->connected)
		(void)shutdown(t->fd, SHUT_WR);
	while (t->connected && recv(t->fd, unread, sizeof unread, MSG_DONTWAIT) > 0)
		continue;
	(void)close(t->fd);
}

static int tcp_fd(const struct printer *p)
{
	return ((const struct printer_tcp *)p)->fd;
}

static int listen_to_it(struct printer *p)
{
	uint8_t bytes[256];

	for (;;) {
		ssize_t n = recv(of(p)->fd, bytes, sizeof bytes, MSG_DONTWAIT);

		if (n > 0)
			printer_heard(p, bytes, (size_t)n);
		else if (n == 0)
			return err_new(ECONNRESET, "printer %s closed the connection", p->where);
		else if (errno == EAGAIN)
			return 0;
		else if (errno != EINTR)
			return err_new(errno, "printer %s: %s", p->where, strerror(errno));
	}
}

static int tcp_ready(struct printer *p, unsigned events)
{
	struct printer_tcp *t = of(p);
	socklen_t size = sizeof(int);
	int e = 0;

	if (!t->connected) {
		if (!(events & (LOOP_WRITE | LOOP_HANGUP)))
			return PRINTER_COMING;
		if (getsockopt(t->fd, SOL_SOCKET, SO_ERROR, &e, &size) < 0)
			e = errno;
		if (e)
			return err_new(e, "printer %s: %s", p->where, strerror(e));
		t->connected = true;
	}
	return (events & (LOOP_READ | LOOP_HANGUP)) ? err_up(listen_to_it(p)) : 0;
}

static int tcp_send(size_t *taken, struct printer *p, const void *bytes, size_t n)
{
	int e = fault("printer.tcp.send", ECONNRESET);
	ssize_t r;

	if (e)
		return err_new(-e, "printer %s: %s", p->where, strerror(-e));
	r = send(of(p)->fd, bytes, n, MSG_NOSIGNAL | MSG_DONTWAIT);
	if (r < 0 && errno != EAGAIN && errno != EINTR)
		return err_new(errno, "printer %s: %s", p->where, strerror(errno));
	*taken = r < 0 ? 0 : (size_t)r;
	return 0;
}

static int64_t tcp_queued(const struct printer *p)
{
	int n;

	return ioctl(((const struct printer_tcp *)p)->fd, SIOCOUTQ, &n) < 0 ? -1 : n;
}

const struct printer_ops printer_tcp = {
        .scheme = "tcp",
        .shape = "tcp:HOST:PORT",
        .size = sizeof(struct printer_tcp),
        .device = true,
        .counts = true,
        .check = tcp_check,
        .open = tcp_open,
        .close = tcp_close,
        .fd = tcp_fd,
        .ready = tcp_ready,
        .send = tcp_send,
        .queued = tcp_queued,
};
