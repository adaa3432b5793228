#include "drivers/evdev.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "drivers/evdev_ops.h"
#include "sys/text.h"

#define LOG_MODULE "evdev"

enum { AT_ONCE = 64 };

bool evdev_has_bit(const uint8_t *bits, unsigned bit)
{
	return bits[bit / 8] >> (bit % 8) & 1;
}

bool evdev_has(const struct evdev_info *info, unsigned type, unsigned code)
{
	return type < EV_CNT && code < KEY_CNT && evdev_has_bit(info->bits[type], code);
}

bool evdev_has_prop(const struct evdev_info *info, unsigned prop)
{
	return prop < INPUT_PROP_CNT && evdev_has_bit(info->props, prop);
}

static int kind_of(const struct evdev_ops **ops, const char **where, const char *uri)
{
	static const struct evdev_ops *const kinds[] = {&evdev_node, &evdev_replay, &evdev_fifo, &evdev_twin};

	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		size_t n = strlen(kinds[i]->scheme);
		int e;

		if (strncmp(uri, kinds[i]->scheme, n) != 0 || uri[n] != ':')
			continue;
		e = kinds[i]->check(uri + n + 1);
		if (e)
			return err_up(e);
		*ops = kinds[i];
		*where = uri + n + 1;
		return 0;
	}
	return err_new(EINVAL,
	        "'%.60s' is no input device; it is one of: evdev:/dev/input/eventN evdev:auto replay:FILE fifo:PATH",
	        uri);
}

int evdev_check(const char *uri)
{
	const struct evdev_ops *ops;
	const char *where;

	return err_up(kind_of(&ops, &where, uri));
}

/* ---- coming and going ------------------------------------------------------------------- */

static int on_retry(void *me)
{
	struct evdev *d = me;

	d->timer = 0;
	d->soon = false;
	return err_up(evdev_come(d));
}

/* Many nodes come at once: the first one counts, the others are seen with it, or make for a look of their own. */
int evdev_look_soon(struct evdev *d)
{
	if (d->here || d->held_gone || d->soon || d->timer == 0)
		return 0;
	loop_cancel(d->setup.loop, d->timer);
	d->wait_ms = 0;
	d->timer = loop_after(d->setup.loop, EVDEV_NEWS_MS, on_retry, d);
	d->soon = d->timer > 0;
	return d->timer < 0 ? err_up(d->timer) : 0;
}

static int retry_later(struct evdev *d)
{
	if (d->held_gone)
		return 0;
	evdev_news_open(d);
	d->wait_ms = d->wait_ms == 0 ? EVDEV_RETRY_FIRST_MS : d->wait_ms * 2;
	if (d->wait_ms > EVDEV_RETRY_MOST_MS)
		d->wait_ms = EVDEV_RETRY_MOST_MS;
	d->timer = loop_after(d->setup.loop, d->wait_ms, on_retry, d);
	return d->timer < 0 ? err_up(d->timer) : 0;
}

static void let_go(struct evdev *d)
{
	watch_end(d->watch);
	d->watch = NULL;
	loop_cancel(d->setup.loop, d->due_timer);
	d->due_timer = 0;
	if (d->here)
		d->ops->close(d);
	d->here = d->losing = false;
}

/* Told once an absence, however often it is tried again. */
static int is_gone(struct evdev *d)
{
	bool first = !d->told_absent;
	int e = 0;

	let_go(d);
	if (first && !d->held_gone)
		log_warn(d->setup.log, "%s; it is tried again until it is there", err_why());
	else if (first)
		log_info(d->setup.log, "%s was taken away", d->uri);
	d->told_absent = true;
	if (first)
		e = d->setup.ears->gone(d->setup.me, false);
	return e ? err_up(e) : err_up(retry_later(d));
}

/* ---- reading ---------------------------------------------------------------------------- */

static int hand_on(struct evdev *d, const struct evdev_event *events, size_t n, int64_t now_ms)
{
	return n ? err_up(d->setup.ears->events(d->setup.me, events, n, now_ms)) : 0;
}

/* What stands between SYN_DROPPED and the next SYN_REPORT is the rest of something torn. */
static int sift(struct evdev *d, const struct evdev_event *events, size_t n, int64_t now_ms)
{
	size_t from = 0;
	int e = 0;

	for (size_t i = 0; i < n && e == 0; i++) {
		bool syn = events[i].type == EV_SYN;

		if (syn && events[i].code == SYN_DROPPED) {
			if (!d->losing)
				e = hand_on(d, events + from, i - from, now_ms);
			d->losing = true;
		} else if (d->losing && syn && events[i].code == SYN_REPORT) {
			d->losing = false;
			from = i + 1;
			log_info(d->setup.log, "%s lost events; asked how things stand", d->uri);
			e = d->setup.ears->lost(d->setup.me, now_ms);
		}
	}
	if (e == 0 && !d->losing)
		e = hand_on(d, events + from, n - from, now_ms);
	return err_up(e);
}

/* The stream is over. A fifo is opened anew for its next writer; a recording stays where it ended. */
static int ended(struct evdev *d)
{
	int e = d->setup.ears->gone(d->setup.me, true);

	if (e)
		return err_up(e);
	if (d->ops->fd(d) < 0)
		return 0;
	let_go(d);
	return err_up(evdev_come(d));
}

static int on_due(void *me)
{
	struct evdev *d = me;

	d->due_timer = 0;
	return err_up(evdev_ready(d));
}

static int due_again(struct evdev *d)
{
	int64_t in_ms = d->here && d->ops->due_in_ms ? d->ops->due_in_ms(d) : -1;

	loop_cancel(d->setup.loop, d->due_timer);
	d->due_timer = 0;
	if (in_ms < 0)
		return 0;
	d->due_timer = loop_after(d->setup.loop, in_ms, on_due, d);
	return d->due_timer < 0 ? err_up(d->due_timer) : 0;
}

int evdev_ready(struct evdev *d)
{
	struct evdev_event events[AT_ONCE];

	for (size_t turn = 0, n = 1; n > 0 && turn < EVDEV_TURN_MOST && d->here; turn += n) {
		int r, e;

		n = 0;
		r = d->ops->read(&n, d, events, AT_ONCE);
		if (r < 0)
			return err_up(is_gone(d));
		if (n)
			d->wait_ms = 0; /* it is really there */
		e = sift(d, events, n, d->ops->at_ms ? d->ops->at_ms(d) : clock_mono_ms(d->setup.clock));
		if (e)
			return err_up(e);
		if (r == EVDEV_END)
			return err_up(ended(d));
	}
	return err_up(due_again(d));
}

static int on_readable(void *me, unsigned events)
{
	(void)events; /* hung up: read() says how */
	return err_up(evdev_ready(me));
}

int evdev_come(struct evdev *d)
{
	int e;

	memset(&d->info, 0, sizeof d->info);
	e = d->ops->open(d);
	if (e)
		return err_up(is_gone(d));
	d->here = true;
	evdev_news_close(d);
	if (d->ops->fd(d) >= 0)
		e = loop_watch(&d->watch, d->setup.loop, d->ops->fd(d), LOOP_READ, on_readable, d);
	if (e)
		return err_up(is_gone(d));
	if (d->told_absent)
		log_info(d->setup.log, "%s is there again", d->uri);
	d->told_absent = false;
	e = d->setup.ears->here(d->setup.me, &d->info);
	return e ? err_up(e) : err_up(due_again(d));
}

/* ---- the door --------------------------------------------------------------------------- */

int evdev_open(struct evdev **out, const struct evdev_setup *setup)
{
	const struct evdev_ops *ops;
	const char *where;
	struct evdev *d;
	int e = kind_of(&ops, &where, setup->uri);

	if (e)
		return err_up(e);
	d = calloc(1, ops->size);
	if (!d)
		return err_new(ENOMEM, "no memory for an input device");
	d->ops = ops;
	d->setup = *setup;
	d->uri = strdup(setup->uri);
	if (!d->uri) {
		evdev_close(d);
		return err_new(ENOMEM, "no memory for an input device");
	}
	d->where = d->uri + (where - setup->uri);
	d->timer = loop_after(setup->loop, 0, on_retry, d);
	if (d->timer < 0) {
		e = d->timer;
		evdev_close(d);
		return err_up(e);
	}
	*out = d;
	return 0;
}

void evdev_close(struct evdev *d)
{
	if (!d)
		return;
	loop_cancel(d->setup.loop, d->timer);
	evdev_news_close(d);
	let_go(d);
	if (d->ops->fini)
		d->ops->fini(d);
	free(d->uri);
	free(d);
}

bool evdev_is_here(const struct evdev *d)
{
	return d->here;
}

const struct evdev_info *evdev_info(const struct evdev *d)
{
	return &d->info;
}

int evdev_state(struct evdev_state *out, struct evdev *d)
{
	int r = d->here && d->ops->state ? d->ops->state(out, d) : EVDEV_UNKNOWN;

	if (r < 0)
		log_surprise(d->setup.log, LOG_MODULE, r);
	return r < 0 ? EVDEV_UNKNOWN : r;
}

int evdev_event(struct evdev *d, const char *what)
{
	bool gone = text_is(what, "gone");

	if (d->ops->real || (!gone && !text_is(what, "back")))
		return EVDEV_NO_SUCH;
	if (gone == d->held_gone)
		return 0;
	d->held_gone = gone;
	loop_cancel(d->setup.loop, d->timer);
	d->timer = d->wait_ms = 0;
	d->soon = false;
	return err_up(gone ? is_gone(d) : evdev_come(d));
}
