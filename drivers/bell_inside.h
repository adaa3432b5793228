#pragma once

/* bell_inside - the struct behind bell.h and the table of its kinds */
#include "drivers/bell.h"
#include "drivers/gpio.h"

enum { BELL_BYTES_MAX = 16, BELL_PATH_MAX = 63 };

/* How a relay on a serial port is switched. */
struct bell_relay {
	char path[BELL_PATH_MAX + 1];
	unsigned baud;
	unsigned modem_line; /* TIOCM_DTR or TIOCM_RTS; 0: by bytes */
	uint8_t bytes[2][BELL_BYTES_MAX]; /* off, on */
	size_t n[2];
	int number; /* of a hid board, 1..8 */
};

struct bell_ops {
	const char *name; /* as in the URI */
	bool has_where;
	NODISCARD int (*check)(struct bell_relay *relay, const char *where); /* NULL: nothing to check */
	NODISCARD int (*open)(struct bell *b); /* NULL: nothing to open */
	/* Makes or ends the sound, and proves it as far as it can. Does not block. Opens a device that was gone. */
	NODISCARD int (*sound)(struct bell *b, bool on);
	void (*close)(struct bell *b); /* may be NULL */
};

struct bell {
	const struct bell_ops *ops;
	struct bell_setup setup;
	char where[BELL_URI_MAX + 1];
	struct bell_relay relay;
	struct gpio *gpio;
	int fd; /* -1: none */
	bool called, alarm, sounding, works, heard, gone;
	int64_t since_ms;
	int timer;
};

/* Opens relay.path; gives a surprise with a sentence. */
NODISCARD int bell_device(struct bell *b, int flags);
void bell_device_close(struct bell *b);

extern const struct bell_ops bell_twin, bell_none, bell_gpio, bell_serial, bell_hid;
