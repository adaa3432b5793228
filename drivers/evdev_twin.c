/* evdev_twin - see evdev_twin.h. */
#include "drivers/evdev_twin.h"

#include <assert.h>
#include <errno.h>
#include <string.h>

#include "drivers/evdev_ops.h"

struct evdev_twin {
	struct evdev base;
	bool plugged, tells, ends;
	struct evdev_info is;
	struct evdev_state stands;
	const struct evdev_event *events; /* what is being sent */
	size_t n;
};

static struct evdev_twin *of(struct evdev *d)
{
	assert(d->ops == &evdev_twin);
	return (struct evdev_twin *)d;
}

static int twin_check(const char *where)
{
	return *where ? err_new(EINVAL, "twin: takes nothing behind it") : 0;
}

static int twin_open(struct evdev *d)
{
	if (!of(d)->plugged)
		return err_new(ENODEV, "the twin is not plugged in");
	d->info = of(d)->is;
	return 0;
}

static void twin_close(struct evdev *d)
{
	(void)d;
}

static int twin_fd(const struct evdev *d)
{
	(void)d;
	return -1;
}

static int twin_read(size_t *n, struct evdev *d, struct evdev_event *out, size_t room)
{
	struct evdev_twin *t = of(d);

	if (!t->plugged)
		return err_new(ENODEV, "the twin was pulled out");
	*n = t->n < room ? t->n : room;
	if (*n)
		memcpy(out, t->events, *n * sizeof *out);
	t->events += *n;
	t->n -= *n;
	if (!t->ends || t->n)
		return 0;
	t->ends = false;
	return EVDEV_END;
}

static int64_t twin_due_in_ms(const struct evdev *d)
{
	return ((const struct evdev_twin *)d)->n ? 0 : -1;
}

static int twin_state(struct evdev_state *out, struct evdev *d)
{
	if (!of(d)->tells)
		return EVDEV_UNKNOWN;
	*out = of(d)->stands;
	return 0;
}

int evdev_twin_is(struct evdev *d, const struct evdev_info *info, const struct evdev_state *state)
{
	struct evdev_twin *t = of(d);
	int e = d->here ? evdev_twin_pull(d) : 0;

	if (e)
		return err_up(e);
	t->is = *info;
	t->is.described = true;
	t->plugged = true;
	evdev_twin_stands(d, state);
	loop_cancel(d->setup.loop, d->timer);
	d->timer = 0;
	return err_up(evdev_come(d));
}

void evdev_twin_stands(struct evdev *d, const struct evdev_state *state)
{
	of(d)->tells = state != NULL;
	if (state)
		of(d)->stands = *state;
}

int evdev_twin_send(struct evdev *d, const struct evdev_event *events, size_t n)
{
	struct evdev_twin *t = of(d);
	int e = 0;

	t->events = events;
	t->n = n;
	while (t->n && d->here && e == 0)
		e = evdev_ready(d);
	t->n = 0;
	return err_up(e);
}

int evdev_twin_end(struct evdev *d)
{
	of(d)->ends = true;
	return err_up(evdev_ready(d));
}

int evdev_twin_pull(struct evdev *d)
{
	of(d)->plugged = false;
	return d->here ? err_up(evdev_ready(d)) : 0;
}

const struct evdev_ops evdev_twin = {
        .scheme = "twin",
        .shape = "twin:",
        .size = sizeof(struct evdev_twin),
        .check = twin_check,
        .open = twin_open,
        .close = twin_close,
        .fd = twin_fd,
        .read = twin_read,
        .due_in_ms = twin_due_in_ms,
        .state = twin_state,
};
