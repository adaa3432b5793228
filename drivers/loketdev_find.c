#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "drivers/loketdev.h"
#include "sys/text.h"

static const char *const classes[] = {
        "touch", "keypad", "badge", "printer", "jack", "presence", "tamper", "bell", "stick", "input", "speech"};

/* What a node can only be. */
static const struct {
	const char *begin, *class, *scheme;
} nodes[] = {{"/dev/input/", "input", "evdev:"}, {"/dev/usb/lp", "printer", "usb:"}, {"/dev/tty", "printer", "serial:"},
        {"/dev/serial/", "printer", "serial:"}};

int dev_find(char class[16], const char **uri, char path[300], const char *dev)
{
	const char *equals = strchr(dev, '=');
	size_t n = equals ? (size_t)(equals - dev) : 0;

	for (size_t i = 0; equals && i < sizeof classes / sizeof *classes; i++)
		if (strlen(classes[i]) == n && strncmp(classes[i], dev, n) == 0) {
			(void)text_copy(class, 16, classes[i]);
			*uri = equals + 1;
			return 0;
		}
	for (size_t i = 0; i < sizeof nodes / sizeof *nodes; i++)
		if (text_starts(dev, nodes[i].begin)) {
			(void)text_copy(class, 16, nodes[i].class);
			if (snprintf(path, 300, "%s%s", nodes[i].scheme, dev) >= 300)
				return err_new(ENAMETOOLONG, "%.40s...: path too long", dev);
			*uri = path;
			return 0;
		}
	return err_new(EINVAL,
	        "'%.60s' is no device: say touch=, keypad=, badge=, printer=, jack=, presence=, tamper=, bell=, stick=, "
	        "speech= or input= and its URI, or a node below /dev",
	        dev);
}
