#include "drivers/presence.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "sys/fault.h"
#include "sys/text.h"

#define LOG_MODULE "presence"

enum { DEBOUNCE_MS = 50 };

struct presence {
	struct presence_setup setup;
	bool is_twin;
	struct gpio *line;
	enum presence_seen seen;
	int64_t left_ms; /* mono: when the sensor saw the last one go */
	int timer; /* somebody went, and it is not believed yet */
};

static void believe(struct presence *p, enum presence_seen seen)
{
	if (seen == p->seen)
		return;
	p->seen = seen;
	if (p->setup.changed)
		p->setup.changed(p->setup.me, seen);
}

static int settled(void *me)
{
	struct presence *p = me;

	p->timer = 0;
	believe(p, PRESENCE_NOBODY);
	return 0;
}

static void sensed(struct presence *p, enum gpio_level level)
{
	loop_cancel(p->setup.loop, p->timer);
	p->timer = 0;
	if (level == GPIO_INACTIVE) {
		p->left_ms = clock_mono_ms(p->setup.clock);
		p->timer = loop_after(p->setup.loop, PRESENCE_SETTLE_MS, settled, p);
	} else
		believe(p, level == GPIO_ACTIVE ? PRESENCE_SOMEBODY : PRESENCE_UNKNOWN);
}

static void on_line(void *me, const struct gpio_change *change)
{
	struct presence *p = me;

	if (change->lost && change->level == GPIO_INACTIVE)
		sensed(p, GPIO_ACTIVE); /* somebody was there in between */
	sensed(p, change->level);
}

static const char *where_of(const char *uri)
{
	return text_starts(uri, "gpio:") ? uri + strlen("gpio:") : NULL;
}

int presence_check(const char *uri)
{
	const char *where = where_of(uri);

	if (where)
		return err_up(gpio_check(where));
	if (text_is(uri, "none") || text_is(uri, "twin"))
		return 0;
	return err_new(EINVAL, "'%.40s' is no presence sensor; there are: none, twin, gpio:/dev/gpiochip0,LINE", uri);
}

static int open_line(struct presence *p)
{
	struct gpio_setup line = {.where = where_of(p->setup.uri),
	        .direction = GPIO_INPUT,
	        .debounce_ms = DEBOUNCE_MS,
	        .loop = p->setup.loop,
	        .log = p->setup.log,
	        .kernel = p->setup.kernel,
	        .changed = on_line,
	        .me = p};
	int e = line.where ? gpio_open(&p->line, &line) : 0;

	if (e == 0 && p->line)
		sensed(p, gpio_level(p->line));
	return err_up(e);
}

int presence_open(struct presence **out, const struct presence_setup *setup)
{
	int e = presence_check(setup->uri);
	struct presence *p;

	if (e)
		return err_up(e);
	p = fault("presence.memory", ENOMEM) ? NULL : calloc(1, sizeof *p);
	if (!p)
		return err_new(ENOMEM, "no memory for the presence sensor");
	p->setup = *setup;
	p->is_twin = text_is(setup->uri, "twin");
	p->setup.changed = NULL; /* not within open */
	e = open_line(p);
	if (e) {
		presence_close(p);
		return err_up(e);
	}
	p->setup.changed = setup->changed;
	*out = p;
	return 0;
}

void presence_close(struct presence *p)
{
	if (!p)
		return;
	loop_cancel(p->setup.loop, p->timer);
	gpio_close(p->line);
	free(p);
}

enum presence_seen presence_seen(const struct presence *p)
{
	return p->seen;
}

int64_t presence_nobody_for_ms(const struct presence *p)
{
	return p->seen == PRESENCE_NOBODY ? clock_mono_ms(p->setup.clock) - p->left_ms : 0;
}

bool presence_event(struct presence *p, const char *event)
{
	static const struct {
		const char *name;
		enum gpio_level level;
	} events[] = {{"somebody", GPIO_ACTIVE}, {"nobody", GPIO_INACTIVE}, {"gone", GPIO_GONE}};

	for (size_t i = 0; p->is_twin && i < sizeof events / sizeof *events; i++) {
		if (!text_is(events[i].name, event))
			continue;
		sensed(p, events[i].level);
		return true;
	}
	return false;
}
