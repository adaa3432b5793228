#pragma once

/*
 * drivers_usb_kit - /sys and /dev of a machine with USB ports, as folders of the test's own
 *
 * ROOT/sys/bus/usb/devices/PORT and PORT:1.N with their classes, as the kernel lays them out.
 */
#include "harness.h"

struct usb_plug {
	const char *port; /* "1-1.2" */
	unsigned vendor, product;
	const char *title;
	unsigned classes[20];
	int n_classes;
};

void usb_kit_make(const char *root);
void usb_kit_plug(const char *root, const struct usb_plug *p);
void usb_kit_unplug(const char *root, const char *port);
/* A stick's disk below interface 0: ROOT/dev/NAME as well. parts: sda1, sda2. */
void usb_kit_disk(const char *root, const char *port, const char *name, int parts);
/* A node of a class ("tty", "usbmisc") at a port's interface 0, and ROOT/dev/BELOW/NAME as a link to target. */
void usb_kit_node(
        const char *root, const char *port, const char *class, const char *name, const char *below, const char *target);
void usb_kit_no_node(const char *root, const char *class, const char *name, const char *below);
/* A small file below root. */
void usb_kit_file(const char *root, const char *path, const char *text);
