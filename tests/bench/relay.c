#include "relay.h"

#include <arpa/inet.h>
#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>
#include "sys/file.h"

enum { PAIRS_MOST = 8, PIECE = 65536 };

struct relay {
	int listener, stop[2];
	uint16_t port, to_port;
	pthread_t thread;
	atomic_uint_fast64_t bytes, connections;
	int pair[PAIRS_MOST][2]; /* station, hub; -1 = free */
};

static int loopback(uint16_t port, bool listening)
{
	struct sockaddr_in at = {.sin_family = AF_INET, .sin_port = htons(port), .sin_addr = {htonl(INADDR_LOOPBACK)}};
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), r;

	if (fd < 0)
		return -errno;
	r = listening ? bind(fd, (struct sockaddr *)&at, sizeof at) : connect(fd, (struct sockaddr *)&at, sizeof at);
	if (r == 0 && (!listening || listen(fd, PAIRS_MOST) == 0))
		return fd;
	r = -errno;
	close(fd);
	return r;
}

static uint16_t port_of(int fd)
{
	struct sockaddr_in at = {0};
	socklen_t n = sizeof at;

	return getsockname(fd, (struct sockaddr *)&at, &n) == 0 ? ntohs(at.sin_port) : 0;
}

int relay_free_port(uint16_t *out)
{
	int fd = loopback(0, true);

	if (fd < 0)
		return err_new(-fd, "no free port: %s", strerror(-fd));
	*out = port_of(fd);
	close(fd);
	return 0;
}

static void take_in(struct relay *r)
{
	int station = accept4(r->listener, NULL, NULL, SOCK_CLOEXEC), hub;

	if (station < 0)
		return;
	hub = loopback(r->to_port, false);
	for (int i = 0; hub >= 0 && i < PAIRS_MOST; i++) {
		if (r->pair[i][0] >= 0)
			continue;
		r->pair[i][0] = station;
		r->pair[i][1] = hub;
		atomic_fetch_add(&r->connections, 1);
		return;
	}
	close(station);
	if (hub >= 0)
		close(hub);
}

static void carry(struct relay *r, int i, int from)
{
	char piece[PIECE];
	ssize_t n = read(r->pair[i][from], piece, sizeof piece);

	if (n > 0 && write_all(r->pair[i][!from], piece, (size_t)n) == 0) {
		atomic_fetch_add(&r->bytes, (uint64_t)n);
		return;
	}
	close(r->pair[i][0]);
	close(r->pair[i][1]);
	r->pair[i][0] = r->pair[i][1] = -1;
}

static void *run(void *me)
{
	struct relay *r = me;

	for (;;) {
		struct pollfd p[2 + 2 * PAIRS_MOST] = {
		        {.fd = r->stop[0], .events = POLLIN}, {.fd = r->listener, .events = POLLIN}};

		for (int i = 0; i < PAIRS_MOST; i++)
			for (int side = 0; side < 2; side++)
				p[2 + 2 * i + side] = (struct pollfd){.fd = r->pair[i][side], .events = POLLIN};
		if (poll(p, 2 + 2 * PAIRS_MOST, -1) < 0)
			continue;
		if (p[0].revents)
			return NULL;
		if (p[1].revents)
			take_in(r);
		for (int i = 0; i < PAIRS_MOST; i++)
			for (int side = 0; side < 2; side++)
				if (r->pair[i][0] >= 0 && p[2 + 2 * i + side].revents)
					carry(r, i, side);
	}
}

int relay_open(struct relay **out, uint16_t to_port)
{
	struct relay *r = calloc(1, sizeof *r);

	if (!r)
		return err_new(ENOMEM, "relay: no memory");
	memset(r->pair, -1, sizeof r->pair);
	r->to_port = to_port;
	r->listener = loopback(0, true);
	r->port = port_of(r->listener);
	if (r->listener < 0 || pipe(r->stop) != 0 || pthread_create(&r->thread, NULL, run, r) != 0) {
		free(r);
		return err_new(EIO, "the relay does not start");
	}
	*out = r;
	return 0;
}

void relay_close(struct relay *r)
{
	if (!r)
		return;
	close(r->stop[1]); /* the thread sees the hangup */
	pthread_join(r->thread, NULL);
	for (int i = 0; i < PAIRS_MOST; i++)
		for (int side = 0; side < 2; side++)
			if (r->pair[i][side] >= 0)
				close(r->pair[i][side]);
	close(r->listener);
	close(r->stop[0]);
	free(r);
}

uint16_t relay_port(const struct relay *r)
{
	return r->port;
}

uint64_t relay_bytes(const struct relay *r)
{
	return atomic_load(&r->bytes);
}

uint64_t relay_connections(const struct relay *r)
{
	return atomic_load(&r->connections);
}
