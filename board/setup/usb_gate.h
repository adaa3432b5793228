#pragma once

/*
 * usb_gate - which USB devices this board talks to: those of a list, and no other
 *
 * The kernel starts with every device shut (usbcore.authorized_default=0): nothing binds, not even to ask for more than its
 * descriptors. loket-usb judges each by these and opens the listed ones. A device is let in when every interface of it, in every
 * configuration, is listed: a printer that is also a keyboard stays out.
 *
 * List: lines "PORT/CLASS [VID:PID]", # comments. PORT as the kernel names it ("1-1.2"), or * for any; CLASS two hexadecimal digits.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "sys/err.h"

enum { USB_GATE_LINES_MAX = 64, USB_GATE_PORT = 24, USB_GATE_DESCRIPTORS_MAX = 65536, USB_GATE_LIST_MAX = 8192 };

struct usb_gate_line {
	char port[USB_GATE_PORT];
	uint8_t class;
	bool any_maker; /* no VID:PID behind it */
	uint16_t vendor, product;
};
struct usb_gate {
	struct usb_gate_line line[USB_GATE_LINES_MAX];
	size_t n;
};

/* A line that can not be meant is a surprise that names it. */
NODISCARD int usb_gate_read(struct usb_gate *out, const char *text);
/* descriptors: as in sysfs, the device's and then each configuration whole. false for what is cut off or has no interface. *class: the first
 * that is not listed, for the log. */
bool usb_gate_lets_in(
        const struct usb_gate *g, const char *port, const uint8_t *descriptors, size_t n, uint8_t *refused_class);
