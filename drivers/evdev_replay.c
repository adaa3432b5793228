/*
 * evdev_replay - a recording as a device: replay:FILE or replay:FILE,fast
 *
 * FILE holds evemu's E: lines, and the description (N: to A:) too, or it lies beside it: the .desc whose name is the
 * longest beginning of FILE's ("Maker Panel.2-fingers.events" goes with "Maker Panel.desc"). Times follow the
 * kiosk's clock; `fast` hands everything over at once, the filters still count the recording's own time. A recording
 * that nobody described tells the largest places that occur in it. At its end nothing is held any more; "gone" and
 * "back" play it again.
 */
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "drivers/evdev_ops.h"
#include "drivers/evemu.h"
#include "sys/file.h"
#include "sys/text.h"

enum { PATH_MOST = 1024, EPOCH_S = 86400 /* later moments are dates, not parts of a recording */ };

struct evdev_replay {
	struct evdev base;
	struct buf events; /* an array of struct evdev_event */
	size_t at;
	int64_t start_ms, zero_us, at_ms;
	bool fast, ended;
};

static struct evdev_replay *of(struct evdev *d)
{
	return (struct evdev_replay *)d;
}

static int replay_check(const char *where)
{
	if (!*where || strlen(where) > PATH_MOST)
		return err_new(EINVAL, "replay: wants the path of a recording, of at most %d letters", PATH_MOST);
	return 0;
}

/* The .desc beside `path` whose name, without its ending, is the longest beginning of path's name. */
static bool find_description(char *out, size_t room, const char *path)
{
	const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
	char dir[PATH_MOST + 1] = ".";
	size_t longest = 0;
	const struct dirent *one;
	DIR *all;

	if (slash)
		(void)snprintf(dir, sizeof dir, "%.*s", slash == path ? 1 : (int)(slash - path), path);
	all = opendir(dir);
	while (all && (one = readdir(all))) {
		size_t n = strlen(one->d_name);

		if (!text_ends(one->d_name, ".desc") || n - 5 <= longest || strncmp(one->d_name, name, n - 5) != 0)
			continue;
		if (path_join(out, room, dir, one->d_name) == 0)
			longest = n - 5;
	}
	if (all)
		(void)closedir(all);
	return longest > 0;
}

/* Of a device that nobody described at least its places tell how far they go. */
static void guess_ranges(struct evdev_info *info, const struct evdev_event *all, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (all[i].type == EV_ABS && all[i].code < ABS_CNT && all[i].value > info->axis[all[i].code].max)
			info->axis[all[i].code].max = all[i].value;
}

static int load(struct evdev *d, const char *path)
{
	struct evdev_replay *r = of(d);
	char beside[PATH_MOST + 300];
	struct evdev_info own = {0};
	int e;

	buf_init(&r->events, (EVEMU_EVENTS_MAX + 2) * sizeof(struct evdev_event));
	e = evemu_read(&own, &r->events, path);
	if (e == 0 && r->events.len == 0)
		e = err_new(EINVAL, "%.200s holds no E: line: it is no recording", path);
	if (e == 0 && !own.described && find_description(beside, sizeof beside, path))
		e = evemu_read(&own, NULL, beside);
	if (e)
		return err_up(e);
	if (!own.described)
		guess_ranges(&own, (const void *)r->events.data, r->events.len / sizeof(struct evdev_event));
	d->info = own;
	return 0;
}

static int replay_open(struct evdev *d)
{
	struct evdev_replay *r = of(d);
	char path[PATH_MOST + 1];
	int64_t first;
	int e;

	(void)text_copy(path, sizeof path, d->where);
	r->fast = text_ends(path, ",fast");
	if (r->fast)
		path[strlen(path) - 5] = 0;
	buf_fini(&r->events);
	e = load(d, path);
	if (e) {
		buf_fini(&r->events);
		return err_up(e);
	}
	first = ((const struct evdev_event *)(const void *)r->events.data)->at_us;
	r->zero_us = first < (int64_t)EPOCH_S * 1000000 ? 0 : first;
	r->start_ms = r->at_ms = clock_mono_ms(d->setup.clock);
	r->at = 0;
	r->ended = false;
	return 0;
}

static void replay_close(struct evdev *d)
{
	buf_fini(&of(d)->events);
}

static int replay_fd(const struct evdev *d)
{
	(void)d;
	return -1;
}

static const struct evdev_event *next_event(const struct evdev_replay *r)
{
	const struct evdev_event *all = (const void *)r->events.data;

	return r->at < r->events.len / sizeof *all ? all + r->at : NULL;
}

static int64_t moment_of(const struct evdev_replay *r, const struct evdev_event *e)
{
	return r->start_ms + (e->at_us - r->zero_us) / 1000;
}

/* What belongs to one millisecond, so that each report counts at its own moment however late we wake. */
static int replay_read(size_t *n, struct evdev *d, struct evdev_event *out, size_t room)
{
	struct evdev_replay *r = of(d);
	const struct evdev_event *e = next_event(r);
	int64_t now = clock_mono_ms(d->setup.clock);

	if (!e) {
		bool first = !r->ended;

		r->ended = true;
		return first ? EVDEV_END : 0;
	}
	if (!r->fast && moment_of(r, e) > now)
		return 0;
	r->at_ms = moment_of(r, e);
	for (; e && *n < room && moment_of(r, e) == r->at_ms; e = next_event(r)) {
		out[(*n)++] = *e;
		r->at++;
	}
	return 0;
}

static int64_t replay_at_ms(const struct evdev *d)
{
	return ((const struct evdev_replay *)d)->at_ms;
}

static int64_t replay_due_in_ms(const struct evdev *d)
{
	const struct evdev_replay *r = (const struct evdev_replay *)d;
	const struct evdev_event *e = next_event(r);
	int64_t in_ms = e ? moment_of(r, e) - clock_mono_ms(d->setup.clock) : 0;

	if (r->ended)
		return -1;
	return r->fast || in_ms < 0 ? 0 : in_ms;
}

const struct evdev_ops evdev_replay = {
        .scheme = "replay",
        .shape = "replay:FILE",
        .size = sizeof(struct evdev_replay),
        .check = replay_check,
        .open = replay_open,
        .close = replay_close,
        .fd = replay_fd,
        .read = replay_read,
        .at_ms = replay_at_ms,
        .due_in_ms = replay_due_in_ms,
};
