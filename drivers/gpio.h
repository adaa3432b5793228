#pragma once

/*
 * gpio - one line of a gpio chip: a switch that is read, or something that is switched
 *
 * The gpio character device, uAPI v2 (linux/gpio.h, Linux 5.10 and later). Where: "/dev/gpiochip0,LINE" and, each after a
 * comma, low (active-low), pull-up, pull-down, no-pull, open-drain, debounce=MS (0..1000). LINE is an offset, or the name
 * that the board gives the line: exactly one line of that chip must have it. A second process gets "busy".
 *
 * An input tells every change that the kernel saw, in order: a door opened and closed again within one turn of
 * the loop is two calls. Events that the kernel had to drop are counted by their sequence numbers and told
 * with the next change; the level is then read anew and is right. A line whose chip goes away is told
 * once as gone and tried again after 1, 2, 4 .. 30 s; when it is back its level is told.
 *
 * An output starts inactive and is inactive again when it is closed.
 */
#include <stdbool.h>
#include <stdint.h>
#include "drivers/kernel.h"
#include "sys/clock.h"
#include "sys/log.h"
#include "sys/loop.h"

enum gpio_direction { GPIO_INPUT, GPIO_OUTPUT };
enum gpio_level { GPIO_GONE, GPIO_INACTIVE, GPIO_ACTIVE };
enum { GPIO_PATH_MAX = 63, GPIO_DEBOUNCE_MOST_MS = 1000, GPIO_LINES_MOST = 1024, GPIO_WHERE_MAX = 160 };

struct gpio_change {
	enum gpio_level level;
	unsigned lost; /* changes before this one that nobody saw */
};
typedef void gpio_changed_fn(void *me, const struct gpio_change *change);

struct gpio_setup {
	const char *where;
	enum gpio_direction direction;
	int debounce_ms; /* unless `where` says otherwise */
	struct loop *loop; /* all borrowed */
	const struct log *log;
	const struct kernel *kernel; /* NULL: the real one */
	gpio_changed_fn *changed; /* inputs; not called within gpio_open() */
	void *me;
};

struct gpio;
/* Is `where` written as it must be? Touches nothing. */
NODISCARD int gpio_check(const char *where);
/* 0 also when the chip is not there (yet): gpio_level() is GPIO_GONE, and it is looked for. A surprise: `where` is not
 * written as it must be, or no memory. */
NODISCARD int gpio_open(struct gpio **out, const struct gpio_setup *setup);
void gpio_close(struct gpio *g); /* NULL is fine */
enum gpio_level gpio_level(const struct gpio *g);
const char *gpio_why(const struct gpio *g); /* why it is gone, with what to do; "" */
/* Outputs: switches, and reads back that it did. A surprise says why not. */
NODISCARD int gpio_set(struct gpio *g, bool active);
