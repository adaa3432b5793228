/*
 * loket-power - the power key of the board turns it off in an orderly way; no other key means anything here
 *
 * Watches those input devices that have a power key; asks systemd by the signal that means poweroff.target.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/input.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "sys/text.h"

enum { KEYS_MAX = 8, PATH_ROOM = 300 };

/* Only what has a power key and no letters: a keyboard that somebody plugs in turns nothing off. */
static bool is_power_key(int fd)
{
	uint8_t keys[KEY_MAX / 8 + 1] = {0};

	if (ioctl(fd, EVIOCGBIT(EV_KEY, sizeof keys), keys) < 0)
		return false;
	return (keys[KEY_POWER / 8] >> KEY_POWER % 8 & 1) && !(keys[KEY_A / 8] >> KEY_A % 8 & 1);
}

static int find(struct pollfd *at)
{
	struct dirent *d;
	DIR *dir = opendir("/dev/input");
	int n = 0;

	while (dir && n < KEYS_MAX && (d = readdir(dir))) {
		char path[PATH_ROOM];
		int fd;

		if (!text_starts(d->d_name, "event"))
			continue;
		(void)snprintf(path, sizeof path, "/dev/input/%s", d->d_name);
		fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
		if (fd >= 0 && is_power_key(fd))
			at[n++] = (struct pollfd){.fd = fd, .events = POLLIN};
		else if (fd >= 0)
			(void)close(fd);
	}
	if (dir)
		(void)closedir(dir);
	return n;
}

/* True when the key went down. Errors end in the loop, which looks anew. */
static bool pressed(int fd)
{
	struct input_event ev;

	while (read(fd, &ev, sizeof ev) == (ssize_t)sizeof ev)
		if (ev.type == EV_KEY && ev.code == KEY_POWER && ev.value == 1)
			return true;
	return false;
}

/* One round: until a key goes down (true), or something came or went. */
static bool watch(int changes)
{
	struct pollfd at[KEYS_MAX + 1];
	bool down = false, again = false;
	char buf[4096];
	int n = find(at);

	at[n] = (struct pollfd){.fd = changes, .events = POLLIN};
	while (!down && !again && poll(at, (nfds_t)n + 1, -1) >= 0) {
		for (int i = 0; i < n; i++)
			if (at[i].revents) {
				down = down || pressed(at[i].fd);
				again = again || (at[i].revents & (POLLERR | POLLHUP));
			}
		if (at[n].revents)
			again = read(changes, buf, sizeof buf) > 0;
	}
	for (int i = 0; i < n; i++)
		(void)close(at[i].fd);
	return down;
}

int main(void)
{
	int changes = inotify_init1(IN_CLOEXEC);

	if (changes < 0 || inotify_add_watch(changes, "/dev/input", IN_CREATE | IN_DELETE | IN_ATTRIB) < 0) {
		(void)fprintf(stderr, "loket-power: /dev/input can not be watched: %s\n", strerror(errno));
		return 1;
	}
	while (!watch(changes))
		;
	(void)fprintf(stderr, "loket-power: the power key was pressed\n");
	return kill(1, SIGRTMIN + 4) ? 1 : 0;
}
