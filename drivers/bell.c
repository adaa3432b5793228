#include "drivers/bell.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "drivers/bell_inside.h"
#include "sys/fault.h"
#include "sys/text.h"

#define LOG_MODULE "bell"

static int beat(void *me);

/* ---- which kind ------------------------------------------------------------------------ */

static int kind_of(const struct bell_ops **ops, struct bell_relay *relay, const char **where, const char *uri)
{
	static const struct bell_ops *const kinds[] = {&bell_twin, &bell_none, &bell_gpio, &bell_serial, &bell_hid};

	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		size_t n = strlen(kinds[i]->name);

		if (!text_starts(uri, kinds[i]->name) || uri[n] != (kinds[i]->has_where ? ':' : 0))
			continue;
		if (strlen(uri) > BELL_URI_MAX)
			return err_new(EINVAL, "a bell is written in at most %d characters", BELL_URI_MAX);
		*ops = kinds[i];
		*where = uri + n + kinds[i]->has_where;
		return err_up(kinds[i]->check ? kinds[i]->check(relay, *where) : 0);
	}
	return err_new(EINVAL,
	        "'%.40s' is no bell; there are: twin, none, gpio:/dev/gpiochip0,LINE, serial:/dev/ttyUSB0,lcus, "
	        "hid:/dev/hidraw0",
	        uri);
}

int bell_check(const char *uri)
{
	const struct bell_ops *ops;
	struct bell_relay relay;
	const char *where;

	return err_up(kind_of(&ops, &relay, &where, uri));
}

/* ---- what all kinds share ------------------------------------------------------------------ */

int bell_device(struct bell *b, int flags)
{
	const struct kernel *k = b->setup.kernel;
	int fd = k->open(k->me, b->relay.path, flags);

	if (fd < 0)
		return err_new(errno, "the bell at %s: %s", b->relay.path, strerror(errno));
	b->fd = fd;
	return 0;
}

void bell_device_close(struct bell *b)
{
	const struct kernel *k = b->setup.kernel;

	if (b->fd >= 0)
		(void)k->close(k->me, b->fd);
	b->fd = -1;
}

/* One proof more, or one less: told when it changes. */
static void judge(struct bell *b, int e)
{
	bool worked = b->works;

	b->works = e == 0;
	if (b->works == worked)
		return;
	if (e)
		log_surprise(b->setup.log, LOG_MODULE, e);
	else
		log_info(b->setup.log, "the bell works");
	if (b->setup.changed)
		b->setup.changed(b->setup.me);
}

static int sound(struct bell *b, bool on)
{
	int e = b->ops->sound(b, on);

	b->sounding = on && e == 0;
	b->heard = b->heard || b->sounding;
	judge(b, e);
	return err_up(e);
}

/* ---- ringing ---------------------------------------------------------------------------------- */

static void next_beat(struct bell *b, int64_t in_ms)
{
	if (!b->setup.loop)
		return;
	loop_cancel(b->setup.loop, b->timer);
	b->timer = loop_after(b->setup.loop, in_ms, beat, b);
}

static int strike(struct bell *b)
{
	int e = sound(b, true);

	next_beat(b, BELL_SOUND_MS);
	return err_up(e);
}

static int beat(void *me)
{
	struct bell *b = me;

	b->timer = 0;
	if (!b->sounding)
		(void)!strike(b);
	else {
		(void)!sound(b, false);
		b->sounding = false;
		next_beat(b, b->alarm ? BELL_ALARM_QUIET_MS : BELL_QUIET_MS);
	}
	return 0;
}

static void hush(struct bell *b)
{
	if (b->called || b->alarm)
		return;
	if (b->setup.loop)
		loop_cancel(b->setup.loop, b->timer);
	b->timer = 0;
	b->heard = false;
	(void)!sound(b, false);
}

int bell_open(struct bell **out, const struct bell_setup *setup)
{
	const struct bell_ops *ops;
	struct bell_relay relay = {.number = 0};
	const char *where;
	int e = kind_of(&ops, &relay, &where, setup->uri);
	struct bell *b;

	if (e)
		return err_up(e);
	b = fault("bell.memory", ENOMEM) ? NULL : calloc(1, sizeof *b);
	if (!b)
		return err_new(ENOMEM, "no memory for the bell");
	*b = (struct bell){.ops = ops, .setup = *setup, .relay = relay, .fd = -1, .works = ops != &bell_none};
	b->setup.kernel = setup->kernel ? setup->kernel : &kernel_real;
	(void)text_copy(b->where, sizeof b->where, where);
	e = ops->open ? ops->open(b) : 0;
	if (e) {
		log_surprise(setup->log, LOG_MODULE, e);
		b->works = false;
	}
	*out = b;
	return 0;
}

void bell_close(struct bell *b)
{
	if (!b)
		return;
	b->setup.changed = NULL;
	b->alarm = false;
	bell_answer(b);
	hush(b);
	if (b->ops->close)
		b->ops->close(b);
	free(b);
}

int bell_ring(struct bell *b)
{
	int e = 0;

	if (b->called && b->works)
		return 0;
	if (!b->called) {
		b->since_ms = clock_mono_ms(b->setup.clock);
		log_info(b->setup.log, "a person at the kiosk asks for a human");
	}
	b->called = b->ops != &bell_none;
	if (!b->sounding)
		e = strike(b);
	return err_up(e);
}

void bell_answer(struct bell *b)
{
	int64_t ms = bell_rings_for_ms(b);
	bool heard = b->heard;

	if (!b->called)
		return;
	b->called = false;
	log_info(b->setup.log, "the call for a human ended after %lld s", (long long)(ms / 1000));
	if (heard && b->setup.waited)
		b->setup.waited(b->setup.me, ms);
	hush(b);
}

void bell_alarm(struct bell *b, bool on)
{
	if (b->alarm == on)
		return;
	b->alarm = on;
	if (!on)
		hush(b);
	else if (!b->sounding)
		(void)!strike(b);
}

void bell_look(struct bell *b)
{
	if (!b->called && !b->alarm && b->ops != &bell_none)
		(void)!sound(b, false);
}

bool bell_is_none(const struct bell *b)
{
	return b->ops == &bell_none;
}

bool bell_is_called(const struct bell *b)
{
	return b->called;
}

bool bell_is_ringing(const struct bell *b)
{
	return b->called && b->works;
}

bool bell_works(const struct bell *b)
{
	return b->works;
}

int64_t bell_rings_for_ms(const struct bell *b)
{
	return b->called ? clock_mono_ms(b->setup.clock) - b->since_ms : 0;
}

bool bell_event(struct bell *b, const char *event)
{
	if (text_is(event, "answered")) {
		bell_answer(b);
		return true;
	}
	if (b->ops != &bell_twin || (!text_is(event, "gone") && !text_is(event, "back")))
		return false;
	b->gone = text_is(event, "gone");
	if (b->called || b->alarm)
		(void)!strike(b);
	else
		bell_look(b);
	return true;
}
