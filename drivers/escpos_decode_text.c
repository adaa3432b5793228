#include <string.h>
#include "drivers/escpos_decode_inside.h"

/* Text is laid out as a printer would, in cells of its font's size. What stands in a cell only the printer's maker
 * knows, so a cell is drawn as an empty box, and only where that was asked for. */
enum { FONT_A_WIDTH = 12, FONT_A_HEIGHT = 24, FONT_B_WIDTH = 9, FONT_B_HEIGHT = 17 };

static void choose_font(struct escpos_decoder *d, bool small)
{
	d->text.font_width = small ? FONT_B_WIDTH : FONT_A_WIDTH;
	d->text.font_height = small ? FONT_B_HEIGHT : FONT_A_HEIGHT;
}

void text_reset(struct escpos_decoder *d)
{
	memset(&d->text, 0, sizeof(d->text));
	choose_font(d, false);
	d->text.wide = d->text.high = 1;
	for (int i = 0; i < TABS_MOST; i++)
		d->text.tabs[i] = 8 * (i + 1);
	d->text.n_tabs = TABS_MOST;
}

static void draw_box(struct escpos_decoder *d, int width, int height)
{
	for (int x = 1; x < width - 1; x++) {
		line_dot(d, x, 1);
		line_dot(d, x, height - 2);
	}
	for (int y = 1; y < height - 1; y++) {
		line_dot(d, 1, y);
		line_dot(d, width - 2, y);
	}
}

int text_char(struct escpos_decoder *d, uint8_t c)
{
	if (!d->limits.text_as_boxes)
		return decode_error(d, "text: it needs the printer's own font, which is not known here");
	int width = d->text.font_width * d->text.wide, height = d->text.font_height * d->text.high, r;
	int step = width + d->text.gap * d->text.wide;
	if (step > d->area)
		return decode_error(d, "a character of %d dots, and %d are printable", step, d->area);
	if (step > d->area - d->line.used && (r = line_print(d, (size_t)d->line_dots)))
		return r;
	if ((r = line_room(d, step, height)))
		return r;
	if (c != 0x20)
		draw_box(d, width, height);
	d->line.used += step;
	d->paper.boxes++;
	return 0;
}

/* Settings that change how a character looks, and not how large it is. */
int style_run(struct escpos_decoder *d, const uint8_t *c, size_t n)
{
	(void)d;
	(void)c;
	(void)n;
	return 0;
}

int ignored_run(struct escpos_decoder *d, const uint8_t *c, size_t n)
{
	(void)d;
	(void)c;
	(void)n;
	return 0;
}

int text_mode_run(struct escpos_decoder *d, const uint8_t *c, size_t n)
{
	(void)n;
	choose_font(d, c[2] & 1);
	d->text.high = c[2] & 0x10 ? 2 : 1;
	d->text.wide = c[2] & 0x20 ? 2 : 1;
	return 0;
}

int text_size_run(struct escpos_decoder *d, const uint8_t *c, size_t n)
{
	(void)n;
	if (c[2] & 0x88)
		return decode_error(d, "GS !: %02X is no size of 1 to 8 by 1 to 8", c[2]);
	d->text.wide = (c[2] >> 4) + 1;
	d->text.high = (c[2] & 7) + 1;
	return 0;
}

int text_font_run(struct escpos_decoder *d, const uint8_t *c, size_t n)
{
	int font = c[2] >= 48 ? c[2] - 48 : c[2];
	(void)n;
	if (font > 1)
		return decode_error(d, "ESC M: font %d is none of 0, 1, 48 and 49", c[2]);
	choose_font(d, font == 1);
	return 0;
}

int text_gap_run(struct escpos_decoder *d, const uint8_t *c, size_t n)
{
	(void)n;
	d->text.gap = c[2] * d->limits.dpi / d->unit_x;
	return 0;
}

static int move_to(struct escpos_decoder *d, int x)
{
	if (x < 0 || x > d->area)
		return decode_error(d, "%s: place %d is outside of the line's %d dots", d->known->name, x, d->area);
	d->line.used = x;
	return 0;
}

int text_place_run(struct escpos_decoder *d, const uint8_t *c, size_t n)
{
	(void)n;
	return move_to(d, (c[2] | c[3] << 8) * d->limits.dpi / d->unit_x);
}

int text_move_run(struct escpos_decoder *d, const uint8_t *c, size_t n)
{
	(void)n;
	int units = (int16_t)(c[2] | c[3] << 8);
	return move_to(d, d->line.used + units * d->limits.dpi / d->unit_x);
}

int tab_run(struct escpos_decoder *d, const uint8_t *c, size_t n)
{
	int cell = d->text.font_width * d->text.wide;
	(void)c;
	(void)n;
	for (int i = 0; i < d->text.n_tabs; i++) {
		int x = d->text.tabs[i] * cell;
		if (x > d->line.used && x <= d->area)
			return move_to(d, x);
	}
	return 0; /* no tab stop ahead: printers ignore it */
}

/* ESC D n1 .. nk NUL: at most 32 columns, each further right than the one before. */
int tabs_measure(struct escpos_decoder *d, const uint8_t *c, size_t n, size_t *total)
{
	*total = c[n - 1] == 0 ? n : 0;
	if (!*total && n - 2 > TABS_MOST)
		return decode_error(d, "ESC D: more than %d tab stops", TABS_MOST);
	return 0;
}

int tabs_run(struct escpos_decoder *d, const uint8_t *c, size_t n)
{
	d->text.n_tabs = 0;
	for (size_t i = 2; i + 1 < n; i++) {
		if (i > 2 && c[i] <= c[i - 1])
			return decode_error(d, "ESC D: tab stop %d stands behind %d", c[i], c[i - 1]);
		d->text.tabs[d->text.n_tabs++] = c[i];
	}
	return 0;
}
