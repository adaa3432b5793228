#include "wiretap.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#include "harness.h"
#include "sys/file.h"

enum { PIECE = 65536 };

struct wiretap {
	int listener, stop[2], file;
	uint16_t port;
	atomic_uint to_port;
	atomic_uint_fast64_t bytes;
	pthread_t thread;
};

static struct sockaddr_in loopback_at(uint16_t port)
{
	return (struct sockaddr_in){
	        .sin_family = AF_INET, .sin_port = htons(port), .sin_addr = {htonl(INADDR_LOOPBACK)}};
}

static int call(uint16_t port)
{
	struct sockaddr_in at = loopback_at(port);
	int fd = port ? socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0) : -1;

	if (fd >= 0 && connect(fd, (const struct sockaddr *)&at, sizeof at) == 0)
		return fd;
	if (fd >= 0)
		close(fd);
	return -1;
}

static int carry(struct wiretap *w, int from, int to)
{
	char piece[PIECE];
	ssize_t n = recv(from, piece, sizeof piece, 0);

	if (n <= 0 || write_all(w->file, piece, (size_t)n) != 0 || write_all(to, piece, (size_t)n) != 0)
		return -1;
	atomic_fetch_add(&w->bytes, (uint64_t)n);
	return 0;
}

/* One connection after the other: a station has no more. -1: it is time to stop. */
static int relay(struct wiretap *w, int station)
{
	int hub = call((uint16_t)atomic_load(&w->to_port)), stopped = 0;

	while (hub >= 0) {
		struct pollfd p[3] = {{station, POLLIN, 0}, {hub, POLLIN, 0}, {w->stop[0], POLLIN, 0}};

		if (poll(p, 3, -1) < 0)
			continue;
		stopped = p[2].revents ? -1 : 0;
		if (stopped || (p[0].revents && carry(w, station, hub)) || (p[1].revents && carry(w, hub, station)))
			break;
	}
	if (hub >= 0)
		close(hub);
	close(station);
	return stopped;
}

static void *run(void *me)
{
	struct wiretap *w = me;

	for (;;) {
		struct pollfd p[2] = {{w->listener, POLLIN, 0}, {w->stop[0], POLLIN, 0}};
		int fd;

		if (poll(p, 2, -1) < 0)
			continue;
		if (p[1].revents)
			return NULL;
		fd = accept4(w->listener, NULL, NULL, SOCK_CLOEXEC);
		if (fd >= 0 && relay(w, fd))
			return NULL;
	}
}

struct wiretap *wiretap_open(const char *file)
{
	struct wiretap *w = calloc(1, sizeof *w);
	struct sockaddr_in at = loopback_at(0);
	socklen_t len = sizeof at;

	CHECK(w != NULL);
	w->file = open(file, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
	w->listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	CHECK(w->file >= 0 && w->listener >= 0);
	CHECK(bind(w->listener, (const struct sockaddr *)&at, sizeof at) == 0 && listen(w->listener, 8) == 0);
	CHECK(getsockname(w->listener, (struct sockaddr *)&at, &len) == 0);
	w->port = ntohs(at.sin_port);
	CHECK(pipe2(w->stop, O_CLOEXEC) == 0);
	CHECK(pthread_create(&w->thread, NULL, run, w) == 0);
	return w;
}

void wiretap_close(struct wiretap *w)
{
	if (!w)
		return;
	close(w->stop[1]);
	pthread_join(w->thread, NULL);
	close(w->stop[0]);
	close(w->listener);
	close(w->file);
	free(w);
}

uint16_t wiretap_port(const struct wiretap *w)
{
	return w->port;
}

void wiretap_lead_to(struct wiretap *w, uint16_t port)
{
	atomic_store(&w->to_port, port);
}

uint64_t wiretap_bytes(const struct wiretap *w)
{
	return atomic_load(&w->bytes);
}
