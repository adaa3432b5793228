#include "drivers/jack.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/input.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "sys/text.h"

#define LOG_MODULE "jack"

enum { RETRY_FIRST_MS = 500, RETRY_MOST_MS = 8000, PATH_ROOM = 300, NODES_MOST = 64 };

struct jack {
	char *uri, *input;
	struct loop *loop;
	const struct log *log;
	jack_fn *changed;
	void *me;
	int fd; /* -1: gone, or a kind without a device */
	struct watch *watch;
	int timer;
	int64_t retry_ms;
	bool in, known, told_gone;
};

static void tell(struct jack *j, bool in)
{
	if (j->in == in)
		return;
	j->in = in;
	log_info(j->log, "headphones %s", in ? "are plugged in" : "are out");
	if (j->changed)
		j->changed(j->me, in);
}

/* Does this node have the switch, and how does it stand? */
static bool ask(bool *in, int fd)
{
	uint8_t has[SW_CNT / 8 + 1] = {0}, now[SW_CNT / 8 + 1] = {0};

	if (ioctl(fd, EVIOCGBIT(EV_SW, sizeof has), has) < 0 ||
	        !(has[SW_HEADPHONE_INSERT / 8] & 1 << SW_HEADPHONE_INSERT % 8) ||
	        ioctl(fd, EVIOCGSW(sizeof now), now) < 0)
		return false;
	*in = now[SW_HEADPHONE_INSERT / 8] & 1 << SW_HEADPHONE_INSERT % 8;
	return true;
}

static int open_node(const char *path)
{
	int fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);

	return fd < 0 ? err_new(errno, "the switch of the headphones %s: %s", path, strerror(errno)) : fd;
}

/* The first node that has the switch, in the order of its number. */
static int find_node(const struct jack *j)
{
	char path[PATH_ROOM];
	bool in;

	for (int i = 0; i < NODES_MOST; i++) {
		int fd;

		(void)snprintf(path, sizeof path, "%.250s/event%d", j->input, i);
		fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
		if (fd < 0)
			continue;
		if (ask(&in, fd))
			return fd;
		(void)close(fd);
	}
	return err_new(ENODEV, "no device below %s has a switch for headphones", j->input);
}

static void try_open(struct jack *j);

static int on_retry(void *me)
{
	struct jack *j = me;

	j->timer = 0;
	try_open(j);
	return 0;
}

static void lose(struct jack *j)
{
	int id;

	watch_end(j->watch);
	j->watch = NULL;
	if (j->fd >= 0)
		(void)close(j->fd);
	j->fd = -1;
	j->known = false;
	if (!j->told_gone)
		log_warn(j->log, "%s", err_why());
	j->told_gone = true;
	tell(j, false);
	id = loop_after(j->loop, j->retry_ms, on_retry, j);
	j->timer = id > 0 ? id : 0;
	j->retry_ms = j->retry_ms * 2 > RETRY_MOST_MS ? RETRY_MOST_MS : j->retry_ms * 2;
}

/* The state is asked anew each time, so that an event which the kernel dropped does no harm. A stream that can not be
 * asked, a fifo say, tells by its events. */
static int on_events(void *me, unsigned events)
{
	struct jack *j = me;
	struct input_event e[16];
	bool in = j->in;
	ssize_t n;

	(void)events;
	while ((n = read(j->fd, e, sizeof e)) > 0)
		for (size_t i = 0; i < (size_t)n / sizeof *e; i++)
			if (e[i].type == EV_SW && e[i].code == SW_HEADPHONE_INSERT)
				in = e[i].value != 0;
	if (n == 0 || (n < 0 && errno != EAGAIN && errno != EINTR)) {
		(void)err_new(n ? errno : ENODEV, "the switch of the headphones was pulled out");
		lose(j);
		return 0;
	}
	(void)ask(&in, j->fd);
	tell(j, in);
	return 0;
}

static void try_open(struct jack *j)
{
	bool in = false;
	int fd = text_is(j->uri, "auto") ? find_node(j) : open_node(j->uri + strlen("evdev:"));

	if (fd < 0) {
		lose(j);
		return;
	}
	j->fd = fd;
	if (loop_watch(&j->watch, j->loop, fd, LOOP_READ, on_events, j) < 0) {
		lose(j);
		return;
	}
	(void)ask(&in, fd);
	j->known = true;
	j->told_gone = false;
	j->retry_ms = RETRY_FIRST_MS;
	tell(j, in);
}

static bool is_device(const char *uri)
{
	return text_is(uri, "auto") || (text_starts(uri, "evdev:/") && strlen(uri) < PATH_ROOM);
}

int jack_check(const char *uri)
{
	if (is_device(uri) || text_is(uri, "always") || text_is(uri, "twin") || text_is(uri, "none"))
		return 0;
	return err_new(EINVAL, "'%.60s' is no jack; there are auto, evdev:PATH, always, twin and none", uri);
}

int jack_open(struct jack **out, const struct jack_setup *setup)
{
	const char *uri = setup->uri;
	bool device = is_device(uri), always = text_is(uri, "always");
	struct jack *j;
	int e = jack_check(uri);

	if (e)
		return err_up(e);
	j = calloc(1, sizeof *j);
	if (!j)
		return err_new(ENOMEM, "no memory for the jack");
	j->uri = strdup(uri);
	j->input = strdup(setup->input ? setup->input : "/dev/input");
	j->fd = -1;
	j->loop = setup->loop;
	j->log = setup->log;
	j->changed = setup->changed;
	j->me = setup->me;
	j->retry_ms = RETRY_FIRST_MS;
	if (!j->uri || !j->input) {
		jack_close(j);
		return err_new(ENOMEM, "no memory for the jack");
	}
	*out = j;
	j->known = always || text_is(uri, "twin");
	if (device)
		try_open(j);
	else if (always)
		tell(j, true);
	return 0;
}

void jack_close(struct jack *j)
{
	if (!j)
		return;
	watch_end(j->watch);
	if (j->fd >= 0)
		(void)close(j->fd);
	if (j->timer)
		loop_cancel(j->loop, j->timer);
	free(j->uri);
	free(j->input);
	free(j);
}

bool jack_is_in(const struct jack *j)
{
	return j->in;
}

bool jack_is_known(const struct jack *j)
{
	return j->known;
}

void jack_set(struct jack *j, bool in)
{
	if (text_is(j->uri, "twin"))
		tell(j, in);
}
