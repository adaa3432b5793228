/* evdev_node - a real device: /dev/input/eventN, asked by the calls of linux/input.h. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "drivers/evdev_ops.h"
#include "sys/buf.h"
#include "sys/text.h"

enum { NODES_MAX = 64, MT_CODES = ABS_MT_TOOL_Y - ABS_MT_SLOT + 1 };

struct evdev_node {
	struct evdev base;
	int fd;
	char path[64]; /* what evdev:auto chose */
};

static struct evdev_node *of(struct evdev *d)
{
	return (struct evdev_node *)d;
}

static int node_check(const char *where)
{
	if (where[0] != '/' && !text_is(where, "auto"))
		return err_new(EINVAL, "evdev: wants the path of a node (evdev:/dev/input/event0) or evdev:auto");
	return 0;
}

/* Names of hardware are bytes that anybody may have written: only plain ones are kept. */
static void plain(char *text)
{
	for (char *p = text; *p; p++)
		if (*p < ' ' || *p > '~')
			*p = '?';
}

static void ask_axes(struct evdev_info *info, int fd)
{
	for (unsigned code = 0; code < ABS_CNT; code++) {
		struct input_absinfo a;

		if (!evdev_has(info, EV_ABS, code) || ioctl(fd, EVIOCGABS(code), &a) < 0)
			continue;
		info->axis[code] = (struct evdev_axis){true, a.minimum, a.maximum, a.fuzz, a.flat, a.resolution};
	}
}

static int ask(struct evdev_info *info, int fd, const char *path)
{
	struct input_id id;

	*info = (struct evdev_info){0};
	if (ioctl(fd, EVIOCGID, &id) < 0)
		return err_new(errno, "%.80s is no input device: %s", path, strerror(errno));
	info->bus = id.bustype;
	info->vendor = id.vendor;
	info->product = id.product;
	info->version = id.version;
	if (ioctl(fd, EVIOCGNAME(sizeof info->name - 1), info->name) < 0)
		info->name[0] = 0;
	if (ioctl(fd, EVIOCGPHYS(sizeof info->phys - 1), info->phys) < 0)
		info->phys[0] = 0;
	plain(info->name);
	plain(info->phys);
	if (ioctl(fd, EVIOCGPROP(sizeof info->props), info->props) < 0)
		memset(info->props, 0, sizeof info->props);
	for (unsigned type = 0; type < EV_CNT; type++) /* type 0: the types themselves */
		if (type == 0 || evdev_has(info, 0, type))
			if (ioctl(fd, EVIOCGBIT(type, sizeof info->bits[type]), info->bits[type]) < 0)
				memset(info->bits[type], 0, sizeof info->bits[type]);
	ask_axes(info, fd);
	info->described = true;
	return 0;
}

static int open_path(int *fd, const char *path)
{
	*fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
	return *fd < 0 ? err_new(errno, "input device %.80s: %s", path, strerror(errno)) : 0;
}

bool evdev_next_node(struct evdev_info *info, char *path, size_t room, int *at)
{
	while (*at < NODES_MAX) {
		int fd, e;

		(void)snprintf(path, room, "/dev/input/event%d", (*at)++);
		if (access(path, F_OK) < 0)
			continue;
		*info = (struct evdev_info){0};
		e = open_path(&fd, path);
		if (e == 0) {
			e = ask(info, fd, path);
			(void)close(fd);
		}
		if (e)
			*info = (struct evdev_info){0};
		return true;
	}
	return false;
}

static int choose(char *path, size_t room, const struct evdev *d)
{
	struct evdev_info info;
	int at = 0;

	while (evdev_next_node(&info, path, room, &at))
		if (info.described && (!d->setup.ears->fits || d->setup.ears->fits(&info)))
			return 0;
	return err_new(ENODEV, "no input device below /dev/input is of this kind");
}

static int node_open(struct evdev *d)
{
	struct evdev_node *n = of(d);
	const char *path = d->where;
	int e = 0;

	if (text_is(path, "auto")) {
		path = n->path;
		e = choose(n->path, sizeof n->path, d);
	}
	if (e == 0)
		e = open_path(&n->fd, path);
	if (e)
		return err_up(e);
	e = ask(&d->info, n->fd, path);
	if (e == 0 && d->setup.grab && ioctl(n->fd, EVIOCGRAB, 1) < 0)
		e = err_new(errno, "input device %.80s is held by another program: %s", path, strerror(errno));
	if (e)
		(void)close(n->fd);
	return err_up(e);
}

static void node_close(struct evdev *d)
{
	(void)close(of(d)->fd); /* ends the grab, too */
}

static int node_fd(const struct evdev *d)
{
	return ((const struct evdev_node *)d)->fd;
}

static int node_read(size_t *n, struct evdev *d, struct evdev_event *out, size_t room)
{
	struct input_event in[64];
	size_t most = room < 64 ? room : 64;
	ssize_t got = read(of(d)->fd, in, most * sizeof *in);

	if (got < 0 && (errno == EAGAIN || errno == EINTR))
		return 0;
	if (got <= 0)
		return err_new(got < 0 ? errno : ENODEV, "input device %.80s was pulled out", d->info.name);
	for (size_t i = 0; i < (size_t)got / sizeof *in; i++)
		out[(*n)++] = (struct evdev_event){(int64_t)in[i].input_event_sec * 1000000 + in[i].input_event_usec,
		        in[i].type, in[i].code, in[i].value};
	return 0;
}

/* EVIOCGMTSLOTS wants the code in front and gives a value a slot behind it. */
static int ask_slots(struct evdev_state *out, const struct evdev *d, int fd)
{
	int32_t request[1 + EVDEV_SLOTS_MAX];
	int32_t slots = d->info.axis[ABS_MT_SLOT].there ? d->info.axis[ABS_MT_SLOT].max + 1 : 0;

	out->n_slots = slots < 0 ? 0 : slots > EVDEV_SLOTS_MAX ? EVDEV_SLOTS_MAX : slots;
	for (int i = 1; i < MT_CODES && out->n_slots; i++) {
		if (!d->info.axis[ABS_MT_SLOT + i].there)
			continue;
		memset(request, 0, sizeof request);
		request[0] = ABS_MT_SLOT + i;
		if (ioctl(fd, EVIOCGMTSLOTS(sizeof request), request) < 0)
			return err_new(errno, "input device %.80s does not say how things stand", d->info.name);
		memcpy(out->mt[i], request + 1, sizeof out->mt[i]);
	}
	return 0;
}

static int node_state(struct evdev_state *out, struct evdev *d)
{
	struct evdev_state s = {0};
	int fd = of(d)->fd, e;

	if (ioctl(fd, EVIOCGKEY(sizeof s.keys), s.keys) < 0)
		return err_new(errno, "input device %.80s does not say how things stand", d->info.name);
	for (unsigned code = 0; code < ABS_CNT; code++) {
		struct input_absinfo a;

		if (d->info.axis[code].there && ioctl(fd, EVIOCGABS(code), &a) == 0)
			s.abs[code] = a.value;
	}
	e = ask_slots(&s, d, fd);
	if (e)
		return err_up(e);
	*out = s;
	return 0;
}

const struct evdev_ops evdev_node = {
        .scheme = "evdev",
        .shape = "evdev:/dev/input/eventN",
        .size = sizeof(struct evdev_node),
        .real = true,
        .check = node_check,
        .open = node_open,
        .close = node_close,
        .fd = node_fd,
        .read = node_read,
        .state = node_state,
};
