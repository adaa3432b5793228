/* gpio_request - a line asked of its chip, and its level, by the uAPI v2 of linux/gpio.h. */
#include <errno.h>
#include <fcntl.h>
#include <linux/gpio.h>
#include <string.h>

#include "drivers/gpio_inside.h"
#include "sys/text.h"

enum { EVENTS_KEPT = 64 };

/* The one line of that name. */
static int find_name(uint32_t *offset, int chip, uint32_t lines, const struct gpio_where *w, const struct kernel *k)
{
	int found = 0;

	for (uint32_t i = 0; i < lines && i < GPIO_LINES_MOST; i++) {
		struct gpio_v2_line_info info = {.offset = i};

		if (k->ioctl(k->me, chip, GPIO_V2_GET_LINEINFO_IOCTL, &info) < 0)
			return err_new(errno, "%s does not tell its lines (Linux 5.10 or later is needed): %s", w->path,
			        strerror(errno));
		info.name[sizeof info.name - 1] = 0;
		if (!text_is(info.name, w->name))
			continue;
		*offset = i;
		found++;
	}
	if (found == 1)
		return 0;
	return found ? err_new(ENOTUNIQ, "%s has %d lines called '%s': give the offset (gpioinfo lists them)", w->path,
	                       found, w->name)
	             : err_new(ENOENT, "%s has no line called '%s' (gpioinfo lists them)", w->path, w->name);
}

static uint64_t flags_of(const struct gpio_where *w, enum gpio_direction direction)
{
	uint64_t flags = w->low ? GPIO_V2_LINE_FLAG_ACTIVE_LOW : 0;

	if (direction == GPIO_INPUT)
		flags |= GPIO_V2_LINE_FLAG_INPUT | GPIO_V2_LINE_FLAG_EDGE_RISING | GPIO_V2_LINE_FLAG_EDGE_FALLING;
	else
		flags |= GPIO_V2_LINE_FLAG_OUTPUT | (w->open_drain ? GPIO_V2_LINE_FLAG_OPEN_DRAIN : 0);
	if (w->pull == GPIO_PULL_UP)
		flags |= GPIO_V2_LINE_FLAG_BIAS_PULL_UP;
	if (w->pull == GPIO_PULL_DOWN)
		flags |= GPIO_V2_LINE_FLAG_BIAS_PULL_DOWN;
	if (w->pull == GPIO_PULL_NONE)
		flags |= GPIO_V2_LINE_FLAG_BIAS_DISABLED;
	return flags;
}

static int request(int *fd, int chip, uint32_t offset, const struct gpio_where *w, const struct gpio_setup *s)
{
	int ms = s->direction == GPIO_OUTPUT ? 0 : w->debounce_ms >= 0 ? w->debounce_ms : s->debounce_ms;
	struct gpio_v2_line_request r = {.offsets = {offset},
	        .consumer = "loket",
	        .num_lines = 1,
	        .event_buffer_size = EVENTS_KEPT,
	        .config = {.flags = flags_of(w, s->direction)}};

	if (ms > 0) {
		r.config.num_attrs = 1;
		r.config.attrs[0].attr.id = GPIO_V2_LINE_ATTR_ID_DEBOUNCE;
		r.config.attrs[0].attr.debounce_period_us = (uint32_t)ms * 1000;
		r.config.attrs[0].mask = 1;
	}
	if (s->kernel->ioctl(s->kernel->me, chip, GPIO_V2_GET_LINE_IOCTL, &r) < 0) {
		if (errno == EBUSY)
			return err_new(
			        EBUSY, "line %u of %s is in use already (gpioinfo shows by what)", offset, w->path);
		return err_new(errno, "line %u of %s can not be had like this: %s", offset, w->path, strerror(errno));
	}
	*fd = r.fd;
	return 0;
}

int gpio_request(int *fd, uint32_t *offset, const struct gpio_where *w, const struct gpio_setup *setup)
{
	const struct kernel *k = setup->kernel;
	struct gpiochip_info info = {.lines = 0};
	int chip = k->open(k->me, w->path, O_RDWR), e = 0;
	uint32_t at = w->offset;

	if (chip < 0)
		return err_new(errno, "gpio chip %s: %s", w->path, strerror(errno));
	if (k->ioctl(k->me, chip, GPIO_GET_CHIPINFO_IOCTL, &info) < 0)
		e = err_new(errno, "%s is no gpio chip: %s", w->path, strerror(errno));
	else if (*w->name)
		e = find_name(&at, chip, info.lines, w, k);
	else if (at >= info.lines)
		e = err_new(ENOENT, "%s has lines 0..%d, and no %u", w->path, (int)info.lines - 1, at);
	if (e == 0)
		e = request(fd, chip, at, w, setup);
	(void)k->close(k->me, chip); /* the line lives on without it */
	if (e == 0)
		*offset = at;
	return err_up(e);
}

int gpio_read_level(bool *active, int fd, const struct kernel *k)
{
	struct gpio_v2_line_values v = {.mask = 1};

	if (k->ioctl(k->me, fd, GPIO_V2_LINE_GET_VALUES_IOCTL, &v) < 0)
		return err_new(errno, "the gpio line can not be read: %s", strerror(errno));
	*active = v.bits & 1;
	return 0;
}

int gpio_write_level(int fd, bool active, const struct kernel *k)
{
	struct gpio_v2_line_values v = {.bits = active, .mask = 1};

	if (k->ioctl(k->me, fd, GPIO_V2_LINE_SET_VALUES_IOCTL, &v) < 0)
		return err_new(errno, "the gpio line can not be switched: %s", strerror(errno));
	return 0;
}
