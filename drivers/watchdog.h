#pragma once

/*
 * watchdog - starts the machine anew when this program stops getting on
 *
 * Kinds: none; twin (only remembers); dev:/dev/watchdog0 (Linux watchdog API, linux/watchdog.h). It is armed from
 * the moment it is open. Who feeds it decides when: kiosk/app_watch.c, after real progress only. A program
 * that dies leaves it armed: only watchdog_close(w, true), an orderly stop, disarms it ('V', where the driver knows it and
 * nowayout is off). The timeout asked for is read back: what the driver made of it counts.
 */
#include <stdbool.h>
#include "drivers/kernel.h"
#include "sys/log.h"

enum { WATCHDOG_WANTED_S = 30 };

struct watchdog_setup {
	const char *uri;
	int timeout_s; /* wanted; 0: WATCHDOG_WANTED_S */
	const struct log *log; /* borrowed, as all here */
	const struct kernel *kernel; /* NULL: the real one */
	const char *sys; /* NULL: "/sys/class/watchdog" */
};

enum watchdog_known { WATCHDOG_NO, WATCHDOG_YES, WATCHDOG_NOT_KNOWN };
struct watchdog_facts {
	char identity[33]; /* the driver's own; "" */
	int timeout_s; /* as read back; 0: none */
	int pretimeout_s; /* 0: none */
	bool can_stop; /* knows the 'V' */
	enum watchdog_known nowayout; /* YES: it runs on after an orderly stop too */
	bool was_reset; /* this start of the machine came from the watchdog */
	bool was_hot, was_power; /* or from heat; or from a power fault */
};

struct watchdog;
NODISCARD int watchdog_check(const char *uri);
NODISCARD int watchdog_open(struct watchdog **out, const struct watchdog_setup *setup);
/* NULL is fine. false: it stays armed, and the machine starts anew unless somebody opens it in time. */
void watchdog_close(struct watchdog *w, bool orderly);
NODISCARD int watchdog_feed(struct watchdog *w);
bool watchdog_is_armed(const struct watchdog *w); /* not of kind none */
void watchdog_facts(struct watchdog_facts *out, const struct watchdog *w);
unsigned watchdog_fed(const struct watchdog *w); /* how often */
