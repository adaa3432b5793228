#include "sync_proxy.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "harness.h"

static int new_socket(void)
{
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	CHECK(fd >= 0);
	return fd;
}

static struct sockaddr_in loopback_at(uint16_t port)
{
	struct sockaddr_in a = {.sin_family = AF_INET, .sin_port = htons(port)};

	a.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	return a;
}

/* A reset, not a goodbye. */
static void drop(int fd)
{
	struct linger now = {1, 0};

	setsockopt(fd, SOL_SOCKET, SO_LINGER, &now, sizeof(now));
	close(fd);
}

/* How many of n bytes may still go that way; the proxy dies with the last one. */
static size_t allowed(struct sync_proxy *p, bool up, size_t n)
{
	uint64_t left;

	pthread_mutex_lock(&p->lock);
	left = up ? p->most_up - p->up : p->most_down - p->down;
	if (n >= left) {
		n = (size_t)left;
		p->dead = true;
	}
	*(up ? &p->up : &p->down) += n;
	pthread_mutex_unlock(&p->lock);
	return n;
}

static bool carry(struct sync_proxy *p, int from, int to, bool up)
{
	char bytes[16384];
	ssize_t n = recv(from, bytes, sizeof(bytes), 0);
	size_t may;

	if (n <= 0)
		return false;
	may = allowed(p, up, (size_t)n);
	return send(to, bytes, may, MSG_NOSIGNAL) == (ssize_t)may && !p->dead;
}

static bool must_stop(struct sync_proxy *p)
{
	bool stop;

	pthread_mutex_lock(&p->lock);
	stop = p->stop;
	pthread_mutex_unlock(&p->lock);
	return stop;
}

static void hurry(int fd)
{
	setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &(int){1}, sizeof(int));
}

static void relay(struct sync_proxy *p, int station)
{
	struct sockaddr_in hub = loopback_at(p->hub_port);
	int fd = new_socket();
	bool good = connect(fd, (struct sockaddr *)&hub, sizeof(hub)) == 0;

	hurry(fd);
	hurry(station);
	while (good && !must_stop(p)) {
		struct pollfd both[3] = {{station, POLLIN, 0}, {fd, POLLIN, 0}, {p->wake[0], POLLIN, 0}};

		if (poll(both, 3, -1) < 0)
			break;
		if (both[0].revents)
			good = carry(p, station, fd, true);
		if (good && both[1].revents)
			good = carry(p, fd, station, false);
		if (both[2].revents)
			break;
	}
	drop(fd);
	drop(station);
}

static void *run(void *me)
{
	struct sync_proxy *p = me;

	while (!must_stop(p)) {
		struct pollfd both[2] = {{p->listener, POLLIN, 0}, {p->wake[0], POLLIN, 0}};
		int fd;
		bool dead;

		if (poll(both, 2, -1) < 0 || !both[0].revents)
			continue;
		fd = accept4(p->listener, NULL, NULL, SOCK_CLOEXEC);
		pthread_mutex_lock(&p->lock);
		dead = p->dead;
		pthread_mutex_unlock(&p->lock);
		if (fd >= 0 && dead)
			drop(fd);
		else if (fd >= 0)
			relay(p, fd);
	}
	return NULL;
}

void sync_proxy_start(struct sync_proxy *p, uint16_t hub_port)
{
	struct sockaddr_in at = loopback_at(0);
	socklen_t len = sizeof(at);

	*p = (struct sync_proxy){.hub_port = hub_port, .most_up = UINT64_MAX, .most_down = UINT64_MAX};
	pthread_mutex_init(&p->lock, NULL);
	p->listener = new_socket();
	CHECK(bind(p->listener, (struct sockaddr *)&at, sizeof(at)) == 0);
	CHECK(listen(p->listener, 8) == 0);
	CHECK(getsockname(p->listener, (struct sockaddr *)&at, &len) == 0);
	p->port = ntohs(at.sin_port);
	CHECK(pipe2(p->wake, O_CLOEXEC) == 0);
	CHECK(pthread_create(&p->thread, NULL, run, p) == 0);
}

void sync_proxy_stop(struct sync_proxy *p)
{
	pthread_mutex_lock(&p->lock);
	p->stop = true;
	pthread_mutex_unlock(&p->lock);
	CHECK(write(p->wake[1], "x", 1) == 1);
	pthread_join(p->thread, NULL);
	close(p->listener);
	close(p->wake[0]);
	close(p->wake[1]);
	pthread_mutex_destroy(&p->lock);
}

void sync_proxy_allow(struct sync_proxy *p, uint64_t more_up, uint64_t more_down)
{
	pthread_mutex_lock(&p->lock);
	p->most_up = more_up == UINT64_MAX ? UINT64_MAX : p->up + more_up;
	p->most_down = more_down == UINT64_MAX ? UINT64_MAX : p->down + more_down;
	pthread_mutex_unlock(&p->lock);
}

void sync_proxy_mend(struct sync_proxy *p)
{
	pthread_mutex_lock(&p->lock);
	p->dead = false;
	p->most_up = p->most_down = UINT64_MAX;
	pthread_mutex_unlock(&p->lock);
}

void sync_proxy_counts(struct sync_proxy *p, uint64_t *up, uint64_t *down)
{
	pthread_mutex_lock(&p->lock);
	*up = p->up;
	*down = p->down;
	pthread_mutex_unlock(&p->lock);
}
