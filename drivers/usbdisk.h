#pragma once

/*
 * usbdisk - the stick of a technician or an officer, and nothing else
 *
 * Walks the USB devices of the machine (sysfs) and judges each against a list:
 * a stick counts only at a listed port, when mass storage is all it is. A
 * device that is also a keyboard, a network card or anything else is refused
 * whole. Each coming and going is kept for the status screen and the log.
 *
 * Seeing is not using: a stick may be opened only while staff allows it
 * (usbdisk_allow), and then by the privileged step of a unit, usbdisk_mount(),
 * with nosuid, nodev, noexec and, but for exports, read-only. Nothing on a
 * stick is ever started.
 */
#include <stdbool.h>
#include <stdint.h>
#include "sys/clock.h"
#include "sys/log.h"
#include "sys/loop.h"

struct usbdisk;

enum {
	USB_PORT_ROOM = 24, /* "1-1.2.3": bus, then ports: it stays when the device changes */
	USB_TEXT_ROOM = 48,
	USB_INTERFACES_MOST = 16,
	USB_DEVICES_MOST = 64,
	USB_EVENTS_KEPT = 64,
};

enum usb_verdict {
	USB_TAKEN, /* listed: a stick, or what another driver uses */
	USB_NOT_LISTED, /* nothing is allowed at that port, or not this class */
	USB_COMPOSITE, /* storage and something else in one */
	USB_TOO_MUCH, /* more devices or interfaces than we look at */
};

struct usb_device {
	char port[USB_PORT_ROOM];
	uint16_t vendor, product;
	char title[USB_TEXT_ROOM]; /* what it says of itself, printable ASCII only: never believed */
	uint8_t classes[USB_INTERFACES_MOST]; /* of its interfaces */
	size_t n_classes;
	bool authorized;
	enum usb_verdict verdict;
	char node[USB_TEXT_ROOM]; /* "/dev/sda1": of a stick that was taken; "" = none */
};

struct usb_event {
	int64_t wall_ms;
	bool came;
	struct usb_device device;
};

/* "PORT/CLASS[ VID:PID]" separated by commas: "1-1.2/08,1-1.3/07 04b8:0202". "*" as port: any. */
bool usb_list_is_valid(const char *list);
/* The list itself, or, of "/path", what the file holds: one rule a line or commas between, # comments. A missing file is an
 * empty list, which allows nothing. A surprise: it can not be read, is too long, or is no list. */
enum { USB_LIST_ROOM = 2048 };
NODISCARD int usb_list_read(char out[USB_LIST_ROOM], const char *list);
/* One look at all devices below sys ("/sys"), in order of port; *n of at most USB_DEVICES_MOST. */
NODISCARD int usb_look(
        struct usb_device out[USB_DEVICES_MOST], size_t *n, const char *sys, const char *dev, const char *list);
bool usb_is_stick(const struct usb_device *d); /* storage, and nothing else */
const char *usb_verdict_says(enum usb_verdict v); /* "refused: a stick that is also something else" */

struct usbdisk_setup {
	const char *uri; /* "usb" or "dir:PATH", the twin: a folder that is a stick; "none" */
	const char *list;
	const char *sys, *dev; /* NULL: /sys, /dev */
	struct loop *loop; /* this and the rest: borrowed until usbdisk_close() */
	const struct clock *clock;
	const struct log *log;
	void (*changed)(void *me); /* something came or went; may be NULL */
	void *me;
};

/* A surprise only for a URI or list that is none. */
NODISCARD int usbdisk_open(struct usbdisk **out, const struct usbdisk_setup *setup);
void usbdisk_close(struct usbdisk *u); /* NULL is fine */

/* The stick that is there and listed; NULL: none. Borrowed until the next turn of the loop. */
const struct usb_device *usbdisk_stick(const struct usbdisk *u);
/* By a card of staff; false when it is taken away. A stick that comes or goes ends it. */
void usbdisk_allow(struct usbdisk *u, bool allowed);
bool usbdisk_is_allowed(const struct usbdisk *u); /* and there */
/* The ith event, the newest first; false past the end. */
bool usbdisk_event(struct usb_event *out, const struct usbdisk *u, size_t i);
/* All devices as they were at the last look. */
const struct usb_device *usbdisk_devices(const struct usbdisk *u, size_t *n);
/* Twins: "gone", "back". Answer USBDISK_NO_SUCH. */
enum { USBDISK_NO_SUCH = 1 };
NODISCARD int usbdisk_do(struct usbdisk *u, const char *what);
