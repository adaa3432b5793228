#pragma once

/* usbdisk_inside - between the files of usbdisk.h: the list, the look, and the watching */
#include "drivers/usbdisk.h"

enum { USB_CLASS_HID = 0x03, USB_CLASS_PRINTER = 0x07, USB_CLASS_STORAGE = 0x08 };

/* usbdisk_list.c: by its port, classes and numbers. */
enum usb_verdict usb_judge(const struct usb_device *d, const char *list);
/* usbdisk_look.c: the node of what stands in a "block" folder. */
bool usb_block_of(char out[USB_TEXT_ROOM], const char *block_dir, const char *dev);
