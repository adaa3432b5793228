#pragma once

/* watchdog_inside - the struct behind watchdog.h and the table of its kinds */
#include "drivers/watchdog.h"

struct watchdog_ops {
	const char *name;
	bool has_where;
	NODISCARD int (*open)(struct watchdog *w); /* fills in facts */
	NODISCARD int (*feed)(struct watchdog *w);
	void (*close)(struct watchdog *w, bool orderly);
};

struct watchdog {
	const struct watchdog_ops *ops;
	struct watchdog_setup setup;
	char path[64], sys[200];
	int fd;
	struct watchdog_facts facts;
	unsigned fed;
};

extern const struct watchdog_ops watchdog_none, watchdog_twin, watchdog_dev;
