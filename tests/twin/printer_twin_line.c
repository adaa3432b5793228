#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <termios.h>
#include <unistd.h>

#include "printer_twin_server.h"

static int listen_at(struct line *l)
{
	struct sockaddr_in at = {.sin_family = AF_INET, .sin_port = htons((uint16_t)l->port)};
	socklen_t n = sizeof(at);
	int yes = 1;

	at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	l->listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (l->listener < 0 || setsockopt(l->listener, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof(yes)) < 0 ||
	        bind(l->listener, (struct sockaddr *)&at, sizeof(at)) < 0 || listen(l->listener, 1) < 0 ||
	        getsockname(l->listener, (struct sockaddr *)&at, &n) < 0)
		return err_new(errno, "port %d can not be had: %s", l->port, strerror(errno));
	l->port = ntohs(at.sin_port);
	return 0;
}

static int open_terminal(struct line *l)
{
	struct termios raw;
	char path[48];

	l->fd = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC | O_NONBLOCK);
	if (l->fd < 0 || grantpt(l->fd) < 0 || unlockpt(l->fd) < 0 || ptsname_r(l->fd, path, sizeof(path)) != 0)
		return err_new(errno, "no terminal can be had: %s", strerror(errno));
	l->far = open(path, O_RDWR | O_NOCTTY | O_CLOEXEC);
	if (l->far < 0 || tcgetattr(l->far, &raw) < 0)
		return err_new(errno, "%s: %s", path, strerror(errno));
	cfmakeraw(&raw);
	if (tcsetattr(l->far, TCSANOW, &raw) < 0)
		return err_new(errno, "%s: %s", path, strerror(errno));
	(void)snprintf(l->uri, sizeof(l->uri), "serial:%s,115200", path);
	return 0;
}

int line_open(struct line *l, bool tcp, int port)
{
	*l = (struct line){.tcp = tcp, .port = port, .listener = -1, .fd = -1, .far = -1};
	if (!tcp)
		return err_up(open_terminal(l));
	int r = listen_at(l);
	(void)snprintf(l->uri, sizeof(l->uri), "tcp:127.0.0.1:%d", l->port);
	return err_up(r);
}

static void shut(int *fd)
{
	if (*fd >= 0)
		(void)close(*fd);
	*fd = -1;
}

void line_close(struct line *l)
{
	shut(&l->fd);
	shut(&l->far);
	shut(&l->listener);
}

/* A printer without power sends no farewell: what its host sends next is reset. */
void line_drop(struct line *l)
{
	const struct linger at_once = {1, 0};

	if (!l->tcp)
		return;
	if (l->fd >= 0)
		(void)setsockopt(l->fd, SOL_SOCKET, SO_LINGER, &at_once, sizeof(at_once));
	shut(&l->fd);
	shut(&l->listener);
}

int line_restore(struct line *l)
{
	return l->tcp && l->listener < 0 ? err_up(listen_at(l)) : 0;
}

int line_accept(struct line *l)
{
	int yes = 1;

	l->fd = accept4(l->listener, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK);
	if (l->fd < 0 && errno != EAGAIN && errno != ECONNABORTED)
		return err_new(errno, "nobody can be let in: %s", strerror(errno));
	if (l->fd >= 0)
		(void)setsockopt(l->fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof(yes));
	return 0;
}

int line_read(struct line *l, uint8_t *out, size_t room)
{
	ssize_t n = read(l->fd, out, room);

	if (n > 0)
		return (int)n;
	if (n < 0 && (errno == EAGAIN || errno == EINTR || (errno == EIO && !l->tcp)))
		return 0;
	shut(&l->fd);
	return -1;
}

/* What the host does not take is lost, as it is at a real printer. */
void line_write(struct line *l, const uint8_t *bytes, size_t n)
{
	if (l->fd < 0)
		return;
	if (l->tcp)
		(void)!send(l->fd, bytes, n, MSG_NOSIGNAL | MSG_DONTWAIT);
	else
		(void)!write(l->fd, bytes, n);
}
