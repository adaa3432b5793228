#include "drivers/tamper.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "drivers/gpio_names.h"
#include "sys/fault.h"
#include "sys/text.h"

#define LOG_MODULE "tamper"

enum { DEBOUNCE_MS = 20, BACK_WITHIN_MS = 1000 };

struct sense {
	struct tamper *tamper;
	struct gpio *line;
	enum tamper_state state;
	int timer; /* it is gone, and may be back in a moment */
};

struct tamper {
	struct tamper_setup setup;
	bool is_twin;
	int first; /* timer: what was open from the beginning is told */
	struct sense sense[TAMPER_SWITCHES];
};

static const char *const names[TAMPER_SWITCHES] = {"cover", "printer", "case"};

const char *tamper_switch_name(enum tamper_switch which)
{
	return names[which];
}

int tamper_check(const char *uri)
{
	char where[TAMPER_SWITCHES][GPIO_WHERE_MAX] = {{0}};

	return err_up(gpio_names_of(where, uri, names, TAMPER_SWITCHES, "tamper switch"));
}

/* ---- what a switch says ----------------------------------------------------------------- */

static void tell(struct sense *s, enum tamper_state state)
{
	struct tamper *t = s->tamper;

	s->state = state;
	if (t->setup.changed)
		t->setup.changed(t->setup.me, (enum tamper_switch)(s - t->sense), state);
}

static int stayed_away(void *me)
{
	struct sense *s = me;

	s->timer = 0;
	log_error(s->tamper->setup.log, "the switch of the %s can not be read: it counts as open",
	        names[s - s->tamper->sense]);
	tell(s, TAMPER_UNREADABLE);
	return 0;
}

static void sensed(struct sense *s, enum gpio_level level, bool lost)
{
	struct loop *loop = s->tamper->setup.loop;

	if (level == GPIO_GONE) {
		s->timer = s->timer ? s->timer : loop_after(loop, BACK_WITHIN_MS, stayed_away, s);
		return;
	}
	loop_cancel(loop, s->timer);
	s->timer = 0;
	if (lost && level == GPIO_INACTIVE) /* nobody saw how often: at least once */
		tell(s, TAMPER_OPEN);
	if (lost || s->state != (level == GPIO_ACTIVE ? TAMPER_OPEN : TAMPER_CLOSED))
		tell(s, level == GPIO_ACTIVE ? TAMPER_OPEN : TAMPER_CLOSED);
}

static void on_line(void *me, const struct gpio_change *change)
{
	sensed(me, change->level, change->lost > 0);
}

static int tell_first(void *me)
{
	struct tamper *t = me;

	t->first = 0;
	for (int i = 0; i < TAMPER_SWITCHES; i++)
		if (t->sense[i].state == TAMPER_OPEN)
			tell(&t->sense[i], TAMPER_OPEN);
	return 0;
}

/* ---- opening ------------------------------------------------------------------------------- */

static int open_line(struct sense *s, const char *where)
{
	const struct tamper_setup *t = &s->tamper->setup;
	struct gpio_setup line = {.where = where,
	        .direction = GPIO_INPUT,
	        .debounce_ms = DEBOUNCE_MS,
	        .loop = t->loop,
	        .log = t->log,
	        .kernel = t->kernel,
	        .changed = on_line,
	        .me = s};
	int e = gpio_open(&s->line, &line);

	if (e)
		return err_up(e);
	s->state = gpio_level(s->line) == GPIO_ACTIVE ? TAMPER_OPEN : TAMPER_CLOSED;
	if (gpio_level(s->line) == GPIO_GONE) {
		s->state = TAMPER_UNREADABLE; /* until it is there */
		sensed(s, GPIO_GONE, false);
	}
	return 0;
}

int tamper_open(struct tamper **out, const struct tamper_setup *setup)
{
	char where[TAMPER_SWITCHES][GPIO_WHERE_MAX] = {{0}};
	int e = gpio_names_of(where, setup->uri, names, TAMPER_SWITCHES, "tamper switch");
	struct tamper *t;

	if (e)
		return err_up(e);
	t = fault("tamper.memory", ENOMEM) ? NULL : calloc(1, sizeof *t);
	if (!t)
		return err_new(ENOMEM, "no memory for the tamper switches");
	t->setup = *setup;
	t->is_twin = text_is(setup->uri, "twin");
	for (int i = 0; i < TAMPER_SWITCHES && e == 0; i++) {
		t->sense[i].tamper = t;
		if (*where[i])
			e = open_line(&t->sense[i], where[i]);
		else
			t->sense[i].state = t->is_twin ? TAMPER_CLOSED : TAMPER_ABSENT;
	}
	t->first = e ? 0 : loop_after(setup->loop, 0, tell_first, t);
	if (e == 0 && t->first < 0)
		e = t->first;
	if (e) {
		tamper_close(t);
		return err_up(e);
	}
	*out = t;
	return 0;
}

void tamper_close(struct tamper *t)
{
	if (!t)
		return;
	loop_cancel(t->setup.loop, t->first);
	for (int i = 0; i < TAMPER_SWITCHES; i++) {
		loop_cancel(t->setup.loop, t->sense[i].timer);
		gpio_close(t->sense[i].line);
	}
	free(t);
}

enum tamper_state tamper_state(const struct tamper *t, enum tamper_switch which)
{
	return t->sense[which].state;
}

bool tamper_is_closed(const struct tamper *t)
{
	for (int i = 0; i < TAMPER_SWITCHES; i++)
		if (t->sense[i].state == TAMPER_OPEN || t->sense[i].state == TAMPER_UNREADABLE)
			return false;
	return true;
}

bool tamper_event(struct tamper *t, const char *which, const char *event)
{
	static const struct {
		const char *name;
		enum gpio_level level;
	} events[] = {{"open", GPIO_ACTIVE}, {"closed", GPIO_INACTIVE}, {"gone", GPIO_GONE}};

	for (int s = 0; t->is_twin && s < TAMPER_SWITCHES; s++) {
		if (!text_is(which ? which : names[0], names[s]))
			continue;
		for (size_t i = 0; i < sizeof events / sizeof *events; i++) {
			if (!text_is(events[i].name, event))
				continue;
			sensed(&t->sense[s], events[i].level, false);
			return true;
		}
	}
	return false;
}
