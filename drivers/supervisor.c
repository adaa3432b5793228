#include "drivers/supervisor.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "sys/text.h"

void supervisor_init(struct supervisor *s)
{
	const char *path = getenv("NOTIFY_SOCKET"), *usec = getenv("WATCHDOG_USEC"), *pid = getenv("WATCHDOG_PID");
	int64_t us = 0, whose = getpid();

	*s = (struct supervisor){.watchdog_ms = 0};
	if (!path || (path[0] != '/' && path[0] != '@') || !path[1])
		return;
	if (!text_copy(s->socket, sizeof s->socket, path)) { /* longer than any socket's name */
		s->socket[0] = 0;
		return;
	}
	if (usec && text_i64(usec, 1, INT64_MAX, &us) && (!pid || text_i64(pid, 1, INT32_MAX, &whose)) &&
	        whose == getpid())
		s->watchdog_ms = us / 1000;
}

bool supervisor_tell(const struct supervisor *s, const char *lines)
{
	struct sockaddr_un to = {.sun_family = AF_UNIX};
	size_t n = strlen(s->socket), len = strlen(lines);
	ssize_t sent;
	int fd;

	if (n == 0)
		return false;
	memcpy(to.sun_path, s->socket, n);
	if (to.sun_path[0] == '@')
		to.sun_path[0] = 0;
	fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (fd < 0)
		return false;
	sent = sendto(fd, lines, len, MSG_NOSIGNAL, (const struct sockaddr *)&to,
	        (socklen_t)(offsetof(struct sockaddr_un, sun_path) + n + (s->socket[0] == '/')));
	(void)close(fd);
	return sent == (ssize_t)len;
}
