/* usbdisk_list - the rules of what may be plugged in where: "PORT/CLASS[ VID:PID]", commas between; preset: nothing */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "drivers/usbdisk_inside.h"
#include "sys/file.h"
#include "sys/text.h"

enum { RULE_ROOM = 64 };

struct rule {
	char port[USB_PORT_ROOM]; /* "*": any */
	unsigned class;
	bool has_numbers;
	unsigned vendor, product;
};

static bool take_hex(unsigned *out, const char *text, size_t digits)
{
	unsigned n = 0;

	for (size_t i = 0; i < digits; i++) {
		const char *all = "0123456789abcdef", *at = text[i] ? strchr(all, text[i]) : NULL;

		if (!at)
			return false;
		n = n << 4 | (unsigned)(at - all);
	}
	*out = n;
	return true;
}

static bool take_rule(struct rule *out, const char *text)
{
	const char *slash = strchr(text, '/');
	size_t n = slash ? (size_t)(slash - text) : 0;

	*out = (struct rule){.class = 0};
	if (n == 0 || n >= sizeof out->port)
		return false;
	memcpy(out->port, text, n);
	out->port[n] = 0;
	if (!text_is(out->port, "*") && (strspn(out->port, "0123456789-.") != n || !strchr(out->port, '-')))
		return false;
	if (!take_hex(&out->class, slash + 1, 2))
		return false;
	text = slash + 3;
	if (*text == 0)
		return true;
	out->has_numbers = true;
	return text[0] == ' ' && take_hex(&out->vendor, text + 1, 4) && text[5] == ':' &&
	       take_hex(&out->product, text + 6, 4) && text[10] == 0;
}

/* The next rule of the list into text; false at its end. A rule that is too long is cut, and then no rule. */
static bool next_rule(char text[RULE_ROOM], const char **at)
{
	size_t n;

	*at += strspn(*at, " ,");
	if (**at == 0)
		return false;
	n = strcspn(*at, ",");
	memcpy(text, *at, n < RULE_ROOM ? n : RULE_ROOM - 1);
	text[n < RULE_ROOM ? n : RULE_ROOM - 1] = 0;
	*at += n;
	for (n = strlen(text); n > 0 && text[n - 1] == ' '; n--)
		text[n - 1] = 0;
	return true;
}

bool usb_list_is_valid(const char *list)
{
	char text[RULE_ROOM];
	struct rule rule;

	while (next_rule(text, &list))
		if (!take_rule(&rule, text))
			return false;
	return true;
}

/* Lines become commas; what stands behind a # goes. */
static void join_lines(char *text)
{
	char *to = text;
	bool comment = false;

	for (const char *at = text; *at; at++) {
		comment = *at == '#' || (comment && *at != '\n');
		if (!comment)
			*to++ = *at == '\n' ? ',' : *at;
	}
	*to = 0;
}

int usb_list_read(char out[USB_LIST_ROOM], const char *list)
{
	char text[USB_LIST_ROOM];
	AUTO_BUF file;
	int r;

	buf_init(&file, USB_LIST_ROOM - 1);
	if (list[0] == '/' && file_exists(list)) {
		if ((r = file_read(&file, list)) < 0)
			return err_up(r);
		list = buf_str(&file);
	} else if (list[0] == '/') {
		list = "";
	}
	if (!text_copy(text, sizeof text, list))
		return err_new(EFBIG, "the list of USB ports is longer than %d letters", USB_LIST_ROOM - 1);
	join_lines(text);
	if (!usb_list_is_valid(text))
		return err_new(EINVAL, "'%.60s' is no list of USB ports; it is like 1-1.2/08,1-1.3/07 04b8:0202", text);
	(void)text_copy(out, USB_LIST_ROOM, text);
	return 0;
}

static bool is_listed(const struct usb_device *d, uint8_t class, const char *list)
{
	char text[RULE_ROOM];
	struct rule r;

	while (next_rule(text, &list))
		if (take_rule(&r, text) && (text_is(r.port, "*") || text_is(r.port, d->port)) && r.class == class &&
		        (!r.has_numbers || (r.vendor == d->vendor && r.product == d->product)))
			return true;
	return false;
}

bool usb_is_stick(const struct usb_device *d)
{
	for (size_t i = 0; i < d->n_classes; i++)
		if (d->classes[i] != USB_CLASS_STORAGE)
			return false;
	return d->n_classes > 0;
}

enum usb_verdict usb_judge(const struct usb_device *d, const char *list)
{
	bool storage = false;

	for (size_t i = 0; i < d->n_classes; i++)
		storage = storage || d->classes[i] == USB_CLASS_STORAGE;
	if (storage && !usb_is_stick(d))
		return USB_COMPOSITE; /* a stick that can type is no stick, whatever a list says */
	for (size_t i = 0; i < d->n_classes; i++)
		if (!is_listed(d, d->classes[i], list))
			return USB_NOT_LISTED;
	return d->n_classes > 0 ? USB_TAKEN : USB_NOT_LISTED;
}

const char *usb_verdict_says(enum usb_verdict v)
{
	static const char *const says[] = {[USB_TAKEN] = "allowed",
	        [USB_NOT_LISTED] = "refused: not on the list of this port",
	        [USB_COMPOSITE] = "refused: a stick that is also something else",
	        [USB_TOO_MUCH] = "refused: more parts than a device of this desk has"};

	return (unsigned)v < sizeof says / sizeof *says ? says[v] : "refused";
}
