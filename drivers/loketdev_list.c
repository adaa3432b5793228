/* loketdev list and check: what is there, and whether it is well */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "drivers/loketdev.h"
#include "drivers/pcm.h"
#include "drivers/printer_port.h"
#include "sys/text.h"

static void list_input(void)
{
	struct evdev_info info;
	char path[64];
	int at = 0;

	while (evdev_next_node(&info, path, sizeof path, &at)) {
		const char *what =
		        evdev_has(&info, EV_SW, SW_HEADPHONE_INSERT) ? "jack"
		        : evdev_has(&info, EV_ABS, ABS_MT_POSITION_X) ||
		                        (evdev_has(&info, EV_ABS, ABS_X) && evdev_has(&info, EV_KEY, BTN_TOUCH))
		                ? "touch"
		        : evdev_has(&info, EV_KEY, KEY_A)                                         ? "keyboard or reader"
		        : evdev_has(&info, EV_KEY, KEY_ENTER) || evdev_has(&info, EV_KEY, KEY_UP) ? "keypad"
		                                                                                  : "input";

		say("%-8s evdev:%-22s %04x:%04x  %s  (%s)", "input", path, info.vendor, info.product,
		        info.name[0] ? info.name : "may not be asked", what);
	}
}

static void list_usb(const char *list)
{
	struct usb_device *found = calloc(USB_DEVICES_MOST, sizeof *found);
	char rules[USB_LIST_ROOM];
	size_t n = 0;

	if (!found || usb_list_read(rules, list) < 0 || usb_look(found, &n, "/sys", "/dev", rules) < 0) {
		fprintf(stderr, "loketdev: %s\n", err_why());
		free(found);
		return;
	}
	for (size_t i = 0; i < n; i++) {
		char classes[4 * USB_INTERFACES_MOST + 1] = "";

		for (size_t c = 0; c < found[i].n_classes; c++)
			(void)snprintf(classes + 3 * c, sizeof classes - 3 * c, "%02x ", found[i].classes[c]);
		say("%-8s port %-12s %04x:%04x  class %s %s%s%s  %s", "usb", found[i].port, found[i].vendor,
		        found[i].product, classes, found[i].title, found[i].node[0] ? " " : "", found[i].node,
		        usb_verdict_says(found[i].verdict));
	}
	free(found);
}

static void list_nodes(const char *what, const char *scheme, const char *dir, const char *begin)
{
	const struct dirent *e;
	DIR *d = opendir(dir);

	while (d && (e = readdir(d)))
		if (text_starts(e->d_name, begin))
			say("%-8s %s%s/%s", what, scheme, dir, e->d_name);
	if (d)
		(void)closedir(d);
}

int dev_list(int *status, const struct dev_settings *s, const char *const *words)
{
	(void)words;
	list_usb(s->usb_list);
	list_input();
	list_nodes("printer", "usb:", "/dev/usb", "lp");
	list_nodes("serial", "serial:", "/dev", "ttyUSB");
	list_nodes("serial", "serial:", "/dev", "ttyACM");
	list_nodes("display", "drm:", "/dev/dri", "card");
	list_nodes("gpio", "gpio:", "/dev", "gpiochip");
	list_nodes("watchdog", "dev:", "/dev", "watchdog");
	list_nodes("relay", "hid:", "/dev", "hidraw");
	if (pcm_is_there("/dev/snd"))
		say("%-8s espeak", "speech");
	*status = 0;
	return 0;
}

static int finish(int *status, const struct check_list *l)
{
	AUTO_BUF text;

	buf_init(&text, 65536);
	check_print(&text, l);
	(void)fputs(buf_str(&text), stdout);
	say("check: %s", check_verdict_name(check_worst(l)));
	*status = check_worst(l) == CHECK_FAILED;
	return 0;
}

/* The device settles for a moment: printers are asked, readers opened. */
static int check_one(struct check_list *l, const struct dev_settings *s, const char *dev)
{
	struct dev_bench b;
	int r = dev_bench_begin(&b, s);

	if (r < 0)
		return err_up(r);
	b.quiet = true;
	b.log.level = LOG_ERROR;
	if ((r = dev_bench_open(&b, dev)) == 0 && (r = dev_bench_turn(&b, 1200)) == 0)
		dev_bench_check(l, &b);
	dev_bench_end(&b);
	return err_up(r);
}

int dev_check(int *status, const struct dev_settings *s, const char *const *words)
{
	struct check_list l = {.n = 0};

	if (!words[0])
		check_host(&l, "", s->usb_list);
	for (int i = 0; words[i]; i++) {
		int r = check_one(&l, s, words[i]);

		if (r < 0)
			return err_up(r);
	}
	return finish(status, &l);
}

int dev_watch(int *status, const struct dev_settings *s, const char *const *words)
{
	struct dev_bench b;
	int r = dev_bench_begin(&b, s);

	if (r < 0)
		return err_up(r);
	if ((r = dev_bench_open(&b, words[0])) == 0)
		r = dev_bench_run(&b);
	say("watch: %llu events", (unsigned long long)b.events);
	dev_bench_end(&b);
	*status = 0;
	return err_up(r);
}
