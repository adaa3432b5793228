#include "drivers/light.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "drivers/gpio_names.h"
#include "sys/fault.h"
#include "sys/text.h"

#define LOG_MODULE "light"

struct light {
	struct light_setup setup;
	struct gpio *lamp[LAMPS]; /* NULL: there is none */
	enum light_state state;
	bool told; /* that a lamp does not take its state */
};

static const char *const lamp_names[LAMPS] = {"call", "green", "yellow", "red"};

static const struct {
	const char *name;
	unsigned lamps;
} states[LIGHT_STATES] = {
        [LIGHT_OFF] = {"off", 0},
        [LIGHT_READY] = {"ready", 1U << LAMP_GREEN},
        [LIGHT_BUSY] = {"busy", 1U << LAMP_GREEN | 1U << LAMP_YELLOW},
        [LIGHT_HELP] = {"help", 1U << LAMP_YELLOW | 1U << LAMP_CALL},
        [LIGHT_TROUBLE] = {"trouble", 1U << LAMP_RED | 1U << LAMP_CALL},
};

const char *light_state_name(enum light_state state)
{
	return states[state].name;
}

unsigned light_lamps(enum light_state state)
{
	return states[state].lamps;
}

int light_check(const char *uri)
{
	char where[LAMPS][GPIO_WHERE_MAX] = {{0}};

	return err_up(gpio_names_of(where, uri, lamp_names, LAMPS, "light"));
}

int light_open(struct light **out, const struct light_setup *setup)
{
	char where[LAMPS][GPIO_WHERE_MAX] = {{0}};
	struct light *l;
	int e = gpio_names_of(where, setup->uri, lamp_names, LAMPS, "light");

	if (e)
		return err_up(e);
	l = fault("light.memory", ENOMEM) ? NULL : calloc(1, sizeof *l);
	if (!l)
		return err_new(ENOMEM, "no memory for the light");
	l->setup = *setup;
	for (int i = 0; i < LAMPS && e == 0; i++) {
		struct gpio_setup line = {.where = where[i],
		        .direction = GPIO_OUTPUT,
		        .loop = setup->loop,
		        .log = setup->log,
		        .kernel = setup->kernel};

		e = *where[i] ? gpio_open(&l->lamp[i], &line) : 0;
	}
	if (e) {
		light_close(l);
		return err_up(e);
	}
	*out = l;
	return 0;
}

void light_close(struct light *l)
{
	if (!l)
		return;
	for (int i = 0; i < LAMPS; i++)
		gpio_close(l->lamp[i]); /* which switches it off */
	free(l);
}

void light_show(struct light *l, enum light_state state)
{
	int bad = 0;

	if (state == l->state)
		return;
	l->state = state;
	for (int i = 0; i < LAMPS; i++) {
		int e = l->lamp[i] ? gpio_set(l->lamp[i], states[state].lamps >> i & 1) : 0;

		bad = e ? e : bad;
	}
	if (bad && !l->told)
		log_surprise(l->setup.log, LOG_MODULE, bad);
	l->told = bad != 0;
}

enum light_state light_shown(const struct light *l)
{
	return l->state;
}
