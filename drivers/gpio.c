#include "drivers/gpio.h"

#include <errno.h>
#include <linux/gpio.h>
#include <stdlib.h>
#include <string.h>

#include "drivers/gpio_inside.h"
#include "sys/fault.h"
#include "sys/text.h"

#define LOG_MODULE "gpio"

enum { AGAIN_FIRST_MS = 1000, AGAIN_MOST_MS = 30 * 1000, EVENTS_AT_ONCE = 16 };

struct gpio {
	struct gpio_setup setup;
	struct gpio_where where;
	int fd; /* -1: gone */
	uint32_t offset, seqno; /* of the latest event of this line */
	enum gpio_level level;
	bool wanted; /* of an output */
	struct watch *watch;
	int timer, again_ms;
	char why[200];
};

static int look_again(void *me);
static int on_event(void *me, unsigned events);

static void tell(struct gpio *g, enum gpio_level level, unsigned lost)
{
	struct gpio_change change = {level, lost};

	if (level == g->level && !lost)
		return;
	g->level = level;
	if (g->setup.changed)
		g->setup.changed(g->setup.me, &change);
}

static void let_go(struct gpio *g)
{
	const struct kernel *k = g->setup.kernel;

	watch_end(g->watch);
	g->watch = NULL;
	if (g->fd >= 0)
		(void)k->close(k->me, g->fd);
	g->fd = -1;
}

static void set_timer(struct gpio *g)
{
	loop_cancel(g->setup.loop, g->timer);
	g->timer = loop_after(g->setup.loop, g->again_ms, look_again, g);
	g->again_ms = g->again_ms * 2 > AGAIN_MOST_MS ? AGAIN_MOST_MS : g->again_ms * 2;
}

/* The sentence of the surprise that made it go is kept; it is logged once, however often it is tried again. */
static void gone(struct gpio *g, int e)
{
	if (!text_is(g->why, err_why()))
		log_surprise(g->setup.log, LOG_MODULE, e);
	(void)text_copy(g->why, sizeof g->why, err_why());
	let_go(g);
	set_timer(g);
}

/* The line is asked for; its level is not told to anybody yet. */
static int get(struct gpio *g, enum gpio_level *level)
{
	const struct kernel *k = g->setup.kernel;
	bool active = false;
	int e = gpio_request(&g->fd, &g->offset, &g->where, &g->setup);

	if (e)
		return err_up(e);
	g->seqno = 0;
	if (g->setup.direction == GPIO_OUTPUT)
		e = g->wanted ? gpio_write_level(g->fd, true, k) : 0;
	else
		e = loop_watch(&g->watch, g->setup.loop, g->fd, LOOP_READ, on_event, g);
	if (e == 0)
		e = gpio_read_level(&active, g->fd, k);
	if (e) {
		let_go(g);
		return err_up(e);
	}
	loop_cancel(g->setup.loop, g->timer);
	g->timer = 0;
	g->again_ms = AGAIN_FIRST_MS;
	g->why[0] = 0;
	*level = active ? GPIO_ACTIVE : GPIO_INACTIVE;
	return 0;
}

static int look_again(void *me)
{
	struct gpio *g = me;
	enum gpio_level level;
	int e;

	g->timer = 0;
	e = get(g, &level);
	if (e) {
		gone(g, e);
		return 0;
	}
	log_info(g->setup.log, "line %u of %s is back", g->offset, g->where.path);
	tell(g, level, 0);
	return 0;
}

/* Sequence numbers count up by one for each event of the line; what is skipped was dropped by the kernel. */
static unsigned take_event(struct gpio *g, const struct gpio_v2_line_event *ev)
{
	unsigned lost = ev->line_seqno - g->seqno - 1;

	if (lost > UINT32_MAX / 2) /* it went back: nothing that can be counted */
		lost = 1;
	g->seqno = ev->line_seqno;
	tell(g, ev->id == GPIO_V2_LINE_EVENT_RISING_EDGE ? GPIO_ACTIVE : GPIO_INACTIVE, lost);
	return lost;
}

/* After lost events the latest one says nothing of now. */
static int read_anew(struct gpio *g)
{
	bool active;
	int e = gpio_read_level(&active, g->fd, g->setup.kernel);

	if (e)
		return err_up(e);
	tell(g, active ? GPIO_ACTIVE : GPIO_INACTIVE, 0);
	return 0;
}

static int take_events(struct gpio *g)
{
	const struct kernel *k = g->setup.kernel;
	struct gpio_v2_line_event ev[EVENTS_AT_ONCE];
	ssize_t n = k->read(k->me, g->fd, ev, sizeof ev);
	unsigned lost = 0;

	if (n < 0 && (errno == EAGAIN || errno == EINTR))
		return 0;
	if (n <= 0)
		return err_new(n ? errno : ENODEV, "gpio chip %s is gone", g->where.path);
	if ((size_t)n % sizeof *ev)
		return err_new(EBADMSG, "%s sends pieces of events: it is no gpio chip of this kernel", g->where.path);
	for (size_t i = 0; i < (size_t)n / sizeof *ev; i++)
		if (ev[i].offset == g->offset)
			lost += take_event(g, &ev[i]);
	if (!lost)
		return 0;
	log_warn(g->setup.log, "line %u of %s: %u changes came too fast and were lost", g->offset, g->where.path, lost);
	return err_up(read_anew(g));
}

static int on_event(void *me, unsigned events)
{
	struct gpio *g = me;
	int e = events & LOOP_READ ? take_events(g) : err_new(ENODEV, "gpio chip %s is gone", g->where.path);

	if (e) {
		gone(g, e);
		tell(g, GPIO_GONE, 0);
	}
	return 0;
}

int gpio_open(struct gpio **out, const struct gpio_setup *setup)
{
	struct gpio *g = fault("gpio.memory", ENOMEM) ? NULL : calloc(1, sizeof *g);
	int e;

	if (!g)
		return err_new(ENOMEM, "no memory for a gpio line");
	g->setup = *setup;
	g->setup.kernel = setup->kernel ? setup->kernel : &kernel_real;
	g->setup.where = NULL; /* taken apart; the caller's may go */
	g->fd = -1;
	g->again_ms = AGAIN_FIRST_MS;
	e = gpio_where_take(&g->where, setup->where);
	if (e) {
		free(g);
		return err_up(e);
	}
	e = get(g, &g->level);
	if (e)
		gone(g, e);
	*out = g;
	return 0;
}

void gpio_close(struct gpio *g)
{
	if (!g)
		return;
	if (g->fd >= 0 && g->setup.direction == GPIO_OUTPUT && g->wanted)
		(void)!gpio_write_level(g->fd, false, g->setup.kernel);
	loop_cancel(g->setup.loop, g->timer);
	let_go(g);
	free(g);
}

enum gpio_level gpio_level(const struct gpio *g)
{
	return g->level;
}

const char *gpio_why(const struct gpio *g)
{
	return g->why;
}

/* An open-drain line may be held by somebody else: only a driven one must read as it was set. */
static int drive(struct gpio *g, bool active)
{
	bool now = active;
	int e = gpio_write_level(g->fd, active, g->setup.kernel);

	if (e == 0 && !g->where.open_drain)
		e = gpio_read_level(&now, g->fd, g->setup.kernel);
	if (e)
		return err_up(e);
	if (now != active)
		return err_new(EIO, "line %u of %s does not switch: is it wired to ground or to power?", g->offset,
		        g->where.path);
	g->level = active ? GPIO_ACTIVE : GPIO_INACTIVE;
	return 0;
}

int gpio_set(struct gpio *g, bool active)
{
	int e = 0;

	g->wanted = active;
	if (g->fd < 0)
		e = get(g, &g->level);
	if (e == 0)
		e = drive(g, active);
	if (e == 0)
		return 0;
	gone(g, e);
	tell(g, GPIO_GONE, 0);
	return err_new(-e, "%s", g->why);
}
