/* Any bytes as a recording, and as a calibration: read within bounds or refused with a sentence; what was read is
 * printed and read back the same. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "drivers/evemu.h"
#include "drivers/touch_calibration.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

static void must(bool holds)
{
	if (!holds)
		abort();
}

static bool same_axes(const struct evdev_info *a, const struct evdev_info *b)
{
	for (int i = 0; i < ABS_CNT; i++) {
		const struct evdev_axis *x = &a->axis[i], *y = &b->axis[i];

		if (x->there != y->there || x->min != y->min || x->max != y->max || x->fuzz != y->fuzz ||
		        x->flat != y->flat || x->resolution != y->resolution)
			return false;
	}
	return true;
}

static void read_back(const struct evdev_info *info, const struct buf *events)
{
	const struct evdev_event *all = (const void *)events->data;
	struct evdev_info again = {0};
	AUTO_BUF text, back;

	buf_init(&text, 1 << 20);
	buf_init(&back, 1 << 20);
	evemu_print_info(&text, info);
	for (size_t i = 0; i < events->len / sizeof *all; i++)
		evemu_print_event(&text, &all[i], 0);
	if (text.failed)
		return;
	must(evemu_parse(&again, &back, buf_str(&text), text.len, "again") == 0);
	must(back.len == events->len);
	must(same_axes(&again, info) && strcmp(again.name, info->name) == 0);
	for (size_t i = 0; i < events->len / sizeof *all; i++) {
		const struct evdev_event *e = (const struct evdev_event *)(const void *)back.data + i;

		must(e->at_us == all[i].at_us && e->type == all[i].type && e->code == all[i].code &&
		        e->value == all[i].value);
	}
}

static void as_calibration(const uint8_t *bytes, size_t n)
{
	struct touch_calibration c;
	char text[2000];

	n = n < sizeof text - 1 ? n : sizeof text - 1;
	memcpy(text, bytes, n);
	text[n] = 0;
	if (touch_calibration_parse(&c, text, "touch.conf")) {
		must(*err_why() != 0);
		return;
	}
	for (int i = 0; i < 3; i++)
		must(isfinite(c.x[i]) && isfinite(c.y[i]));
	must(memchr(c.device, 0, sizeof c.device) != NULL);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	struct evdev_info info = {0};
	AUTO_BUF events;
	int r;

	buf_init(&events, 1 << 20);
	r = evemu_parse(&info, &events, (const char *)bytes, n, "fuzz");
	must(r <= 0 && (r == 0 || *err_why() != 0));
	must(memchr(info.name, 0, sizeof info.name) != NULL);
	if (r == 0)
		read_back(&info, &events);
	as_calibration(bytes, n);
	return 0;
}
