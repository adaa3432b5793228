/* gpio_where - "/dev/gpiochip0,LINE,low,pull-up" taken apart. */
#include <errno.h>
#include <string.h>

#include "drivers/gpio_inside.h"
#include "sys/text.h"

/* The part up to the next comma; false when there is none left, or it does not fit. */
static bool next_part(char *out, size_t room, const char **rest)
{
	size_t n = *rest ? strcspn(*rest, ",") : 0;

	if (n == 0 || n >= room)
		return false;
	memcpy(out, *rest, n);
	out[n] = 0;
	*rest = (*rest)[n] ? *rest + n + 1 : NULL;
	return true;
}

static bool take_debounce(struct gpio_where *w, const char *text)
{
	int64_t ms;

	if (!text_starts(text, "debounce=") || !text_i64(text + strlen("debounce="), 0, GPIO_DEBOUNCE_MOST_MS, &ms))
		return false;
	w->debounce_ms = (int)ms;
	return true;
}

static bool take_option(struct gpio_where *w, const char *text)
{
	if (text_is(text, "low"))
		w->low = true;
	else if (text_is(text, "open-drain"))
		w->open_drain = true;
	else if (text_is(text, "pull-up"))
		w->pull = GPIO_PULL_UP;
	else if (text_is(text, "pull-down"))
		w->pull = GPIO_PULL_DOWN;
	else if (text_is(text, "no-pull"))
		w->pull = GPIO_PULL_NONE;
	else
		return take_debounce(w, text);
	return true;
}

static bool take_line(struct gpio_where *w, const char *text)
{
	bool digits = text[strspn(text, "0123456789")] == 0;
	int64_t offset;

	if (!digits)
		return text_copy(w->name, sizeof w->name, text);
	if (!text_i64(text, 0, GPIO_LINES_MOST - 1, &offset))
		return false;
	w->offset = (uint32_t)offset;
	return true;
}

int gpio_where_take(struct gpio_where *out, const char *where)
{
	struct gpio_where w = {.debounce_ms = -1};
	char part[GPIO_PATH_MAX + 1];
	const char *rest = where;

	if (!next_part(w.path, sizeof w.path, &rest) || w.path[0] != '/')
		return err_new(EINVAL, "a gpio line is /dev/gpiochip0,LINE: '%.60s' has no path of a chip", where);
	if (!next_part(part, sizeof part, &rest) || !take_line(&w, part))
		return err_new(EINVAL, "a gpio line is /dev/gpiochip0,LINE: '%.60s' has no line 0..%d or name", where,
		        GPIO_LINES_MOST - 1);
	while (rest)
		if (!next_part(part, sizeof part, &rest) || !take_option(&w, part))
			return err_new(EINVAL,
			        "'%.60s': after the line come low, pull-up, pull-down, no-pull, open-drain, "
			        "debounce=0..%d",
			        where, GPIO_DEBOUNCE_MOST_MS);
	*out = w;
	return 0;
}

int gpio_check(const char *where)
{
	struct gpio_where w;

	return err_up(gpio_where_take(&w, where));
}
