#include "paper/calibration_inside.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "drivers/escpos_encode.h"
#include "drivers/printer_profile.h"

void canvas_open(struct canvas *c, int rows)
{
	assert(rows > 0 && rows <= CANVAS_MOST_ROWS && rows % ESCPOS_COLUMN_ROWS == 0);
	c->rows = rows;
	memset(c->bits, 0, sizeof c->bits);
}

static void dot(struct canvas *c, int x, int y)
{
	if (x >= 0 && x < c->dots && y >= 0 && y < c->rows)
		c->bits[y * (c->dots / 8) + x / 8] |= (uint8_t)(0x80 >> x % 8);
}

void canvas_box(struct canvas *c, int x, int y, int w, int h)
{
	for (int j = y; j < y + h; j++)
		for (int i = x; i < x + w; i++)
			dot(c, i, j);
}

void canvas_text(struct canvas *c, int x, int y, int scale, const char *text, int n)
{
	for (int i = 0; i < n; i++, x += (LETTER_W + 1) * scale) {
		const uint8_t *rows = slip_letter(text[i]);

		for (int v = 0; v < LETTER_H; v++)
			for (int u = 0; u < LETTER_W; u++)
				if (rows[v] >> (LETTER_W - 1 - u) & 1)
					canvas_box(c, x + u * scale, y + v * scale, scale, scale);
	}
}

void canvas_number(struct canvas *c, int x, int y, int scale, int number)
{
	char text[12];
	int n = snprintf(text, sizeof text, "%d", number);

	canvas_text(c, x, y, scale, text, n);
}

int canvas_send(struct canvas *c, const struct printer_profile *as)
{
	int e = escpos_rows(c->out, as ? as : c->profile, c->bits, c->rows);

	return e < 0 ? err_up(e) : 0; /* a dot more does not matter here */
}
