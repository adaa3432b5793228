#include <string.h>
#include "drivers/escpos_decode_inside.h"
#include "drivers/escpos_decode_realtime.h"

size_t dots_of_units(const struct escpos_decoder *d, int units)
{
	return (size_t)units * (size_t)d->limits.dpi / (size_t)d->unit_y;
}

static int dots_across(const struct escpos_decoder *d, int units)
{
	return units * d->limits.dpi / d->unit_x;
}

static int need_line_start(struct escpos_decoder *d)
{
	if (d->line.started)
		return decode_error(d, "%s in the middle of a line is ignored by printers", d->known->name);
	return 0;
}

void settings_reset(struct escpos_decoder *d)
{
	d->unit_x = d->limits.unit_x ? d->limits.unit_x : d->limits.dpi;
	d->unit_y = d->limits.unit_y ? d->limits.unit_y : d->limits.dpi;
	d->line_dots = d->limits.line_dots ? d->limits.line_dots : 30;
	d->justify = d->left = 0;
	d->area = d->area_asked = d->limits.width_dots;
	d->raster_end = (size_t)-1;
	d->graphic.len = 0;
	line_clear(d);
	text_reset(d);
}

int init_run(struct escpos_decoder *d, const uint8_t *c, size_t n)
{
	(void)c;
	(void)n;
	settings_reset(d);
	return decode_tell(d, ESCPOS_INIT, 0, 0, NULL);
}

/* ---- paper goes forward ------------------------------------------------------------ */

int line_feed_run(struct escpos_decoder *d, const uint8_t *c, size_t n)
{
	(void)c;
	(void)n;
	if (d->limits.raster_eats_lf && d->raster_end == d->command_at)
		return 0;
	return line_print(d, (size_t)d->line_dots);
}

int line_default_run(struct escpos_decoder *d, const uint8_t *c, size_t n)
{
	(void)c;
	(void)n;
	d->line_dots = d->limits.line_dots ? d->limits.line_dots : 30;
	return 0;
}

int line_set_run(struct escpos_decoder *d, const uint8_t *c, size_t n)
{
	(void)n;
	d->line_dots = (int)dots_of_units(d, c[2]);
	return 0;
}

int feed_dots_run(struct escpos_decoder *d, const uint8_t *c, size_t n)
{
	(void)n;
	if (d->limits.feed_dots_ignored)
		return 0;
	return line_print(d, dots_of_units(d, c[2]));
}

int feed_lines_run(struct escpos_decoder *d, const uint8_t *c, size_t n)
{
	(void)n;
	return line_print(d, (size_t)c[2] * (size_t)d->line_dots);
}

/* ---- cutting -------------------------------------------------------------------------- */

int cut_measure(struct escpos_decoder *d, const uint8_t *c, size_t n, size_t *total)
{
	(void)n;
	switch (c[2]) {
	case 0:
	case 1:
	case 48:
	case 49:
		*total = 3;
		return need_line_start(d);
	case 65:
	case 66:
		*total = 4;
		return need_line_start(d);
	}
	return decode_error(d, "GS V: form %d is none of 0, 1, 48, 49, 65 and 66", c[2]);
}

int cut_run(struct escpos_decoder *d, const uint8_t *c, size_t n)
{
	bool feeds = n == 4, partial = feeds ? c[2] == 66 : c[2] & 1;
	if (feeds && partial && d->limits.cut_66_ignored)
		return 0;
	int r = feeds ? paper_feed(d, (size_t)d->limits.cutter_dots + dots_of_units(d, c[3])) : 0;
	return r ? r : paper_cut(d, partial);
}

/* ---- where things stand ------------------------------------------------------------------ */

int justify_run(struct escpos_decoder *d, const uint8_t *c, size_t n)
{
	(void)n;
	int where = c[2] >= 48 ? c[2] - 48 : c[2];
	if (where > 2)
		return decode_error(d, "ESC a: %d is none of 0 to 2 and 48 to 50", c[2]);
	d->justify = where;
	return need_line_start(d);
}

/* Where margin and area together reach over the paper, the area ends with it. */
static void settle_area(struct escpos_decoder *d)
{
	int room = d->limits.width_dots - d->left;
	d->area = d->area_asked < room ? d->area_asked : room;
}

int left_run(struct escpos_decoder *d, const uint8_t *c, size_t n)
{
	(void)n;
	int left = dots_across(d, c[2] | c[3] << 8);
	if (d->limits.margin_ignored)
		return need_line_start(d);
	if (left >= d->limits.width_dots)
		return decode_error(d, "GS L: a margin of %d dots, and %d are printable", left, d->limits.width_dots);
	d->left = left;
	settle_area(d);
	return need_line_start(d);
}

int area_run(struct escpos_decoder *d, const uint8_t *c, size_t n)
{
	(void)n;
	int area = dots_across(d, c[2] | c[3] << 8);
	if (area < 1)
		return decode_error(d, "GS W: a print area without dots");
	d->area_asked = area;
	settle_area(d);
	return need_line_start(d);
}

int units_run(struct escpos_decoder *d, const uint8_t *c, size_t n)
{
	(void)n;
	d->unit_x = c[2] ? c[2] : d->limits.unit_x ? d->limits.unit_x : d->limits.dpi;
	d->unit_y = c[3] ? c[3] : d->limits.unit_y ? d->limits.unit_y : d->limits.dpi;
	return 0;
}

/* ---- questions and settings that leave no dots ----------------------------------------------- */

int block_measure(struct escpos_decoder *d, const uint8_t *c, size_t n, size_t *total)
{
	size_t p = c[3] | (size_t)c[4] << 8;
	(void)n;
	if (p < 3 || p > 64)
		return decode_error(d, "%s: %zu parameters, and 3 to 64 are allowed", d->known->name, p);
	*total = 5 + p;
	return 0;
}

int process_id_run(struct escpos_decoder *d, const uint8_t *c, size_t n)
{
	if (!d->limits.knows_process_id)
		return decode_error(d, "GS ( H: this printer does not know it");
	if (c[5] == 48 && c[6] == 48) {
		if (n != 11)
			return decode_error(d, "GS ( H 48: %zu parameters, not 6", n - 5);
		for (int i = 7; i < 11; i++)
			if (c[i] < 0x20 || c[i] > 0x7e)
				return decode_error(d, "GS ( H 48: an ID byte of %02X is outside 20 to 7E", c[i]);
		return decode_tell(d, ESCPOS_PROCESS_ID, 0, 0, c + 7);
	}
	if (c[5] == 49 && c[6] == 48) {
		if (n != 8)
			return decode_error(d, "GS ( H 49: %zu parameters, not 3", n - 5);
		if ((c[7] > 2 && c[7] < 48) || c[7] > 50)
			return decode_error(d, "GS ( H 49: %d is none of 0 to 2 and 48 to 50", c[7]);
		return decode_tell(d, ESCPOS_OFFLINE_ANSWERS, c[7] & 3, 0, NULL);
	}
	return decode_error(d, "GS ( H: function %d with %d is unknown", c[5], c[6]);
}

int realtime_set_run(struct escpos_decoder *d, const uint8_t *c, size_t n)
{
	if (c[5] != 20 || (n - 6) % 2)
		return decode_error(d, "GS ( D: 20 and then pairs are expected");
	for (size_t i = 6; i < n; i += 2) {
		bool on = c[i + 1] == 1 || c[i + 1] == 49, off = c[i + 1] == 0 || c[i + 1] == 48;
		if (c[i] < 1 || c[i] > 2 || !(on || off))
			return decode_error(d, "GS ( D: the pair %d %d is unknown", c[i], c[i + 1]);
		int r = decode_tell(d, ESCPOS_REALTIME_SET, c[i], on, NULL);
		if (r)
			return r;
	}
	return 0;
}

int ask_run(struct escpos_decoder *d, const uint8_t *c, size_t n)
{
	int what = c[2] >= 48 ? c[2] - 48 : c[2];
	(void)n;
	if (what != 1 && what != 2)
		return decode_error(d, "GS r: %d is none of 1, 2, 49 and 50", c[2]);
	return decode_tell(d, ESCPOS_PRINTER_ASKED, what, 0, NULL);
}

int identify_run(struct escpos_decoder *d, const uint8_t *c, size_t n)
{
	int what = c[2] >= 49 && c[2] <= 51 ? c[2] - 48 : c[2];
	(void)n;
	if (!(what >= 1 && what <= 3) && !(what >= 65 && what <= 69))
		return decode_error(d, "GS I: %d is none of 1 to 3, 49 to 51 and 65 to 69", c[2]);
	return decode_tell(d, ESCPOS_IDENTITY_ASKED, what, 0, NULL);
}

int auto_status_run(struct escpos_decoder *d, const uint8_t *c, size_t n)
{
	(void)n;
	return decode_tell(d, ESCPOS_AUTO_STATUS, c[2], 0, NULL);
}

int drawer_run(struct escpos_decoder *d, const uint8_t *c, size_t n)
{
	int pin = c[2] >= 48 ? c[2] - 48 : c[2];
	(void)n;
	if (pin > 1)
		return decode_error(d, "ESC p: pin %d is none of 0, 1, 48 and 49", c[2]);
	return decode_tell(d, ESCPOS_DRAWER, pin, 0, NULL);
}

int realtime_measure(struct escpos_decoder *d, const uint8_t *c, size_t n, size_t *total)
{
	(void)n;
	if (!escpos_is_realtime(c[0], c[1], c[2]))
		return decode_error(d, "unknown real-time command %02X %02X %02X", c[0], c[1], c[2]);
	*total = (size_t)escpos_realtime_length(c[1], c[2]);
	return 0;
}

int realtime_run(struct escpos_decoder *d, const uint8_t *c, size_t n)
{
	(void)n;
	return decode_tell(d, ESCPOS_REALTIME, c[1], c[2], NULL);
}
