#pragma once

/*
 * boot_reason - why this program starts: as it should, after a crash, after a pulled plug, after the watchdog
 *
 * A file DATA/last-start holds the kernel's boot id and whether the program stopped in order. Compared with this
 * boot's id, and with what the watchdog knows, that tells the reason; then the file says "running".
 * LOKET_BOOT_ID in the environment goes before the kernel's file, for units that hide it.
 */
#include <stdbool.h>
#include "drivers/watchdog.h"

enum boot_reason {
	BOOT_FIRST, /* never ran here, or the file is gone */
	BOOT_ORDERLY, /* the machine was shut down and started */
	BOOT_RESTARTED, /* the same boot: the program was stopped in order and started again */
	BOOT_CRASHED, /* the same boot, and it had not stopped in order */
	BOOT_POWER, /* another boot without an orderly stop: plug, reset, battery */
	BOOT_WATCHDOG, /* another boot, and the watchdog did it */
	BOOT_HEAT,
	BOOT_REASONS
};

/* boot_id_path NULL: the kernel's. A file that can not be read or written is no reason not to start: BOOT_FIRST, logged. */
enum boot_reason boot_reason_take(
        const char *data, const struct watchdog_facts *facts, const struct log *log, const char *boot_id_path);
/* The program stops in order. */
void boot_reason_leave(const char *data, const struct log *log, const char *boot_id_path);
const char *boot_reason_name(enum boot_reason r); /* "watchdog" */
const char *boot_reason_words(enum boot_reason r); /* one English sentence for the log */
bool boot_reason_is_trouble(enum boot_reason r); /* staff should see it */
