#pragma once

/*
 * printer_port - which device file stands at a port of the machine
 *
 * Numbers of ttyUSB and lp follow the order of plugging, and change. A port
 * path does not: "1-1.2" is bus 1, hub port 1, port 2. WHERE is
 *
 *   /dev/...      that file
 *   1-1.2         what stands at that port now
 *   auto          the only printer (usb), the only USB serial adapter (serial);
 *                 two of them: a surprise that names both ports
 *
 * sys and dev are "/sys" and "/dev"; folders in tests. Looked up at each
 * opening, so a printer that comes back under another number is found.
 */
#include <stdbool.h>
#include <stddef.h>
#include "sys/err.h"

enum printer_port_kind { PORT_USBLP, PORT_SERIAL };
enum { PORT_PATH_ROOM = 256 };

bool printer_port_is_where(const char *where); /* one of the three */
/* The device file of WHERE. -ENODEV: nothing there now. */
NODISCARD int printer_port_find(
        char out[PORT_PATH_ROOM], enum printer_port_kind kind, const char *where, const char *sys, const char *dev);
/* The same below root: root/sys, root/dev; root "": the machine's own. */
NODISCARD int printer_port_at(
        char out[PORT_PATH_ROOM], enum printer_port_kind kind, const char *where, const char *root);
