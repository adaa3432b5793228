#pragma once

/*
 * printer_usb - what the port status of a USB printer says (USB printer class 1.1, 4.2.2)
 *
 * One byte over the control pipe, so it works while paper-out blocks the data. Cheap
 * printers answer a constant: a good answer counts only where the profile vouches for it.
 */
#include <stddef.h>
#include "drivers/printer.h"
#include "drivers/printer_profile.h"

enum { USB_PORT_FINE = 0x08, USB_PORT_SELECTED = 0x10, USB_PORT_NO_PAPER = 0x20 };

void usb_port_status(struct printer_status *out, const struct printer_profile *p, int bits);

/* The text of an answer to LPIOC_GET_DEVICE_ID, behind its two bytes of length (IEEE 1284: high byte first, and they
 * count themselves). Its length; 0 when it is longer than what came. */
size_t usb_device_id(const char **text, const void *bytes, size_t n);
