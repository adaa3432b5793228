#pragma once

/*
 * hub_lock - who writes a hub's store
 *
 * SQLite 3.40 must not have two that write and checkpoint one WAL. A hub that
 * runs, and a tool that takes a stick, each hold STORE.writer while they do; it
 * goes with the process.
 */
#include "sys/err.h"

enum { HUB_LOCK_HELD = 1 };
/* uri as for hub_store_open(). 0, HUB_LOCK_HELD or a surprise. *out: for hub_lock_end(). */
NODISCARD int hub_lock_take(int *out, const char *uri);
void hub_lock_end(int lock);
