#include "board/setup/usb_gate.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "sys/text.h"

enum {
	DEVICE_BYTES = 18,
	INTERFACE_BYTES = 9,
	TYPE_DEVICE = 1,
	TYPE_INTERFACE = 4,
	AT_VENDOR = 8,
	AT_PRODUCT = 10,
	AT_CLASS = 5
};

static bool take_line(struct usb_gate_line *out, const char *text)
{
	char port[USB_GATE_PORT], maker[16] = "", more[2];
	struct usb_gate_line l = {.any_maker = true};
	uint8_t id[4];
	unsigned class;
	int n = sscanf(text, "%23[0-9.*-]/%2x %15s %1s", port, &class, maker, more);

	if (n < 2 || n > 3)
		return false;
	(void)text_copy(l.port, sizeof l.port, port);
	l.class = (uint8_t) class;
	if (n == 2) {
		*out = l;
		return true;
	}
	if (strlen(maker) != 9 || maker[4] != ':')
		return false;
	memmove(maker + 4, maker + 5, 5);
	if (!hex_take(id, sizeof id, maker))
		return false;
	l.any_maker = false;
	l.vendor = (uint16_t)(id[0] << 8 | id[1]);
	l.product = (uint16_t)(id[2] << 8 | id[3]);
	*out = l;
	return true;
}

int usb_gate_read(struct usb_gate *out, const char *text)
{
	struct usb_gate g = {.n = 0};
	char line[128];

	for (const char *at = text; *at;) {
		size_t n = strcspn(at, "\n"), used = strcspn(at, "#\n");

		if (used >= sizeof line)
			return err_new(EINVAL, "the list of USB ports has a line that is too long");
		memcpy(line, at, used);
		line[used] = 0;
		if (line[strspn(line, " \t")]) {
			if (g.n == USB_GATE_LINES_MAX)
				return err_new(
				        E2BIG, "the list of USB ports has more than %d lines", USB_GATE_LINES_MAX);
			if (!take_line(&g.line[g.n++], line))
				return err_new(EINVAL,
				        "'%.60s' is no line of USB ports: PORT/CLASS, and VID:PID or nothing", line);
		}
		at += n + (at[n] == '\n');
	}
	*out = g;
	return 0;
}

static bool is_listed(const struct usb_gate *g, const char *port, uint8_t class, uint16_t vendor, uint16_t product)
{
	for (size_t i = 0; i < g->n; i++) {
		const struct usb_gate_line *l = &g->line[i];

		if (l->class == class && (text_is(l->port, "*") || text_is(l->port, port)) &&
		        (l->any_maker || (l->vendor == vendor && l->product == product)))
			return true;
	}
	return false;
}

bool usb_gate_lets_in(
        const struct usb_gate *g, const char *port, const uint8_t *descriptors, size_t n, uint8_t *refused_class)
{
	uint16_t vendor, product;
	size_t interfaces = 0;

	*refused_class = 0;
	if (n < DEVICE_BYTES || descriptors[0] != DEVICE_BYTES || descriptors[1] != TYPE_DEVICE)
		return false;
	vendor = (uint16_t)(descriptors[AT_VENDOR] | descriptors[AT_VENDOR + 1] << 8);
	product = (uint16_t)(descriptors[AT_PRODUCT] | descriptors[AT_PRODUCT + 1] << 8);
	for (size_t at = DEVICE_BYTES; at < n; at += descriptors[at]) {
		size_t len = descriptors[at];

		if (len < 2 || at + len > n)
			return false;
		if (descriptors[at + 1] != TYPE_INTERFACE)
			continue;
		if (len < INTERFACE_BYTES)
			return false;
		if (!is_listed(g, port, descriptors[at + AT_CLASS], vendor, product)) {
			*refused_class = descriptors[at + AT_CLASS];
			return false;
		}
		interfaces++;
	}
	return interfaces > 0;
}
