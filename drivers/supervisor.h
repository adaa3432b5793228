#pragma once

/*
 * supervisor - tells the service manager how this program is (the sd_notify protocol, sd_notify(3))
 *
 * Datagrams to the AF_UNIX socket in NOTIFY_SOCKET: READY=1, WATCHDOG=1, STOPPING=1, STATUS=. Without that variable nothing
 * is sent. Never blocks; what the manager does not take is lost, like every other sign of life would be.
 */
#include <stdbool.h>
#include <stdint.h>
#include "sys/err.h"

struct supervisor {
	char socket[108]; /* "" = nobody listens; '@' first = abstract */
	int64_t watchdog_ms; /* it wants a sign of life within this; 0 = it does not */
};

/* From the environment of this process; a WATCHDOG_PID of another one means no watchdog. */
void supervisor_init(struct supervisor *s);
/* Lines parted by newlines, e.g. "READY=1\nSTATUS=..." False: nobody heard it. */
bool supervisor_tell(const struct supervisor *s, const char *lines);
