#include "drivers/gpio_names.h"

#include <assert.h>
#include <errno.h>
#include <string.h>

#include "sys/buf.h"
#include "sys/text.h"

static void list(struct buf *out, const char *const *names, int n)
{
	for (int i = 0; i < n; i++)
		buf_printf(out, "%s%s", i ? ", " : "", names[i]);
}

static int unknown(const char *part, const char *const *names, int n)
{
	AUTO_BUF known;

	buf_init(&known, 200);
	list(&known, names, n);
	return err_new(EINVAL, "'%.60s' is none of %s, each once, as NAME=/dev/gpiochip0,LINE", part, buf_str(&known));
}

static int take_part(char (*out)[GPIO_WHERE_MAX], const char *part, const char *const *names, int n, bool alone)
{
	for (int i = 0; i < n; i++) {
		size_t len = strlen(names[i]);
		const char *where = part + len + 1;

		if (alone && part[0] == '/')
			where = part;
		else if (!text_starts(part, names[i]) || part[len] != '=')
			continue;
		if (out[i][0] || !text_copy(out[i], GPIO_WHERE_MAX, where))
			break;
		return err_up(gpio_check(where));
	}
	return unknown(part, names, n);
}

int gpio_names(char (*out)[GPIO_WHERE_MAX], const char *where, const char *const *names, int n)
{
	char found[GPIO_NAMES_MOST][GPIO_WHERE_MAX] = {{0}}, part[GPIO_WHERE_MAX + 40];
	bool alone = strchr(where, ';') == NULL;
	const char *rest = where;

	assert(n > 0 && n <= GPIO_NAMES_MOST);
	do {
		size_t len = strcspn(rest, ";");
		int e;

		if (len >= sizeof part)
			return err_new(EINVAL, "'%.60s' is too long for a gpio line", rest);
		memcpy(part, rest, len);
		part[len] = 0;
		e = take_part(found, part, names, n, alone);
		if (e)
			return err_up(e);
		rest += len;
	} while (*rest++ == ';');
	memcpy(out, found, (size_t)n * GPIO_WHERE_MAX);
	return 0;
}

int gpio_names_of(char (*out)[GPIO_WHERE_MAX], const char *uri, const char *const *names, int n, const char *what)
{
	if (text_is(uri, "none") || text_is(uri, "twin"))
		return 0;
	if (text_starts(uri, "gpio:"))
		return err_up(gpio_names(out, uri + strlen("gpio:"), names, n));
	return err_new(EINVAL,
	        "'%.40s' is no %s; there are: none, twin, gpio:/dev/gpiochip0,LINE, gpio:%s=WHERE;%s=WHERE ...", uri,
	        what, names[0], names[n - 1]);
}
