#pragma once

/* gpio_inside - what the gpio*.c files share */
#include "drivers/gpio.h"

enum { GPIO_NAME_MAX = 31 };

struct gpio_where {
	char path[GPIO_PATH_MAX + 1], name[GPIO_NAME_MAX + 1]; /* name "": an offset was given */
	uint32_t offset;
	bool low, open_drain;
	enum { GPIO_PULL_AS_IS, GPIO_PULL_UP, GPIO_PULL_DOWN, GPIO_PULL_NONE } pull;
	int debounce_ms; /* -1: not said */
};

NODISCARD int gpio_where_take(struct gpio_where *out, const char *where);
/* Asks the chip for the line: its descriptor, and its offset where a name was given. */
NODISCARD int gpio_request(int *fd, uint32_t *offset, const struct gpio_where *w, const struct gpio_setup *setup);
NODISCARD int gpio_read_level(bool *active, int fd, const struct kernel *k);
NODISCARD int gpio_write_level(int fd, bool active, const struct kernel *k);
