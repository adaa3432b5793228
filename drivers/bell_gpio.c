/* bell_gpio - a buzzer, a gong or a lamp on a line of a gpio chip: gpio:/dev/gpiochip0,LINE */
#include <errno.h>

#include "drivers/bell_inside.h"

static int line_check(struct bell_relay *relay, const char *where)
{
	(void)relay;
	return err_up(gpio_check(where));
}

static int line_open(struct bell *b)
{
	struct gpio_setup setup = {.where = b->where,
	        .direction = GPIO_OUTPUT,
	        .loop = b->setup.loop,
	        .log = b->setup.log,
	        .kernel = b->setup.kernel};
	int e = gpio_open(&b->gpio, &setup);

	if (e == 0 && gpio_level(b->gpio) == GPIO_GONE)
		e = err_new(ENODEV, "the bell: %s", gpio_why(b->gpio));
	return err_up(e);
}

static int line_sound(struct bell *b, bool on)
{
	return err_up(gpio_set(b->gpio, on));
}

static void line_close(struct bell *b)
{
	gpio_close(b->gpio);
}

const struct bell_ops bell_gpio = {.name = "gpio",
        .has_where = true,
        .check = line_check,
        .open = line_open,
        .sound = line_sound,
        .close = line_close};
