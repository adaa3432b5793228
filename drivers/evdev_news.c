/* evdev_news - something came where input devices lie, or got its rights: who waits for one looks soon, not at the end of its back-off. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/inotify.h>
#include <unistd.h>

#include "drivers/evdev_ops.h"
#include "sys/text.h"

enum { FOLDER_MAX = 256, NEWS_BYTES = 4096 };

static const char input_folder[] = "/dev/input";

static bool folder_of(char out[FOLDER_MAX], const struct evdev *d)
{
	const char *end = strrchr(d->where, '/');

	if (!end)
		return text_copy(out, FOLDER_MAX, input_folder);
	if (end == d->where)
		return text_copy(out, FOLDER_MAX, "/");
	return snprintf(out, FOLDER_MAX, "%.*s", (int)(end - d->where), d->where) < FOLDER_MAX;
}

static int on_news(void *me, unsigned events)
{
	struct evdev *d = me;
	char bytes[NEWS_BYTES];

	(void)events;
	while (read(d->news, bytes, sizeof bytes) > 0)
		;
	return err_up(evdev_look_soon(d));
}

void evdev_news_open(struct evdev *d)
{
	char folder[FOLDER_MAX];

	if (!d->ops->real || !folder_of(folder, d))
		return;
	if (!d->hears_news) {
		d->news = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
		if (d->news < 0)
			return;
		d->hears_news = true;
		if (loop_watch(&d->news_watch, d->setup.loop, d->news, LOOP_READ, on_news, d)) {
			evdev_news_close(d);
			return;
		}
	}
	/* A folder that is not there yet is asked for again at the next try. */
	if (inotify_add_watch(d->news, folder, IN_CREATE | IN_MOVED_TO | IN_ATTRIB) < 0)
		errno = 0;
}

void evdev_news_close(struct evdev *d)
{
	watch_end(d->news_watch);
	d->news_watch = NULL;
	if (d->hears_news)
		(void)close(d->news);
	d->hears_news = false;
}
