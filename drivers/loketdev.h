#pragma once

/*
 * loketdev - between the files of the technician's device tool
 *
 * A device is named CLASS=URI (touch=evdev:auto, printer=usb:1-1.2), or by its node: /dev/input/event3, /dev/usb/lp0,
 * /dev/ttyUSB0. What a card holds is never shown: only that a card was read.
 */
#include "drivers/device_check.h"
#include "drivers/evdev.h"
#include "drivers/printer_profile.h"
#include "drivers/usbdisk.h"
#include "sys/options.h"
#include "sys/say.h"

struct dev_settings {
	char usb_list[512], profile[40], printers[256], panel[40], out[256];
	int64_t seconds, points;
};

struct dev_bench {
	const struct dev_settings *settings;
	struct clock clock;
	struct log log;
	struct loop *loop;
	int64_t ends_ms; /* of the clock; 0: until it is told to stop */
	bool quiet; /* events are counted, not shown */
	uint64_t events;
	struct printer_profile profile;
	char class[16]; /* of the one device that is open; "" */
	union {
		struct touch *touch;
		struct keypad *keypad;
		struct badge *badge;
		struct printer *printer;
		struct jack *jack;
		struct presence *presence;
		struct tamper *tamper;
		struct bell *bell;
		struct usbdisk *stick;
		struct evdev *input;
		struct speech *speech;
	} is;
};

/* loketdev_bench.c */
NODISCARD int dev_bench_begin(struct dev_bench *b, const struct dev_settings *s);
void dev_bench_end(struct dev_bench *b);
void dev_bench_check(struct check_list *l, const struct dev_bench *b);
/* Runs until the time is over, SIGINT or SIGTERM. */
NODISCARD int dev_bench_run(struct dev_bench *b);
NODISCARD int dev_bench_turn(struct dev_bench *b, int64_t ms); /* the same for so long, at most */
bool dev_bench_is_over(const struct dev_bench *b);

/* loketdev_open.c */
NODISCARD int dev_bench_open(struct dev_bench *b, const char *dev);
void dev_close(struct dev_bench *b);

/* loketdev_find.c: class and URI of what was named. */
NODISCARD int dev_find(char class[16], const char **uri, char path[300], const char *dev);

/* The commands: words[0] is the first behind the command. Exit status in *status when 0. */
typedef int dev_command(int *status, const struct dev_settings *s, const char *const *words);
dev_command dev_list, dev_watch, dev_print, dev_record, dev_calibrate, dev_soak, dev_check;
