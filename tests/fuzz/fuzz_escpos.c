/* Any bytes as a print job, on three printers: whole and in pieces, the decoder must say the same and stay in bounds. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "drivers/escpos_decode.h"

static const struct escpos_limits printers[] = {
        {.width_dots = 576,
                .dpi = 203,
                .raster_rows = 2303,
                .graphics_rows = 1662,
                .knows_column = true,
                .knows_process_id = true,
                .cutter_dots = 80,
                .text_as_boxes = true},
        {.width_dots = 420,
                .dpi = 180,
                .raster_rows = 24,
                .graphics_rows = 24,
                .graphics_dots = 300,
                .knows_column = true,
                .unit_y = 360,
                .line_dots = 1},
        {.width_dots = 13,
                .dpi = 203,
                .raster_rows = 4095,
                .knows_column = true,
                .feed_dots_ignored = true,
                .raster_eats_lf = true,
                .cut_66_ignored = true,
                .column_8_tight = true,
                .text_as_boxes = true},
};

static void must(int so)
{
	if (!so)
		abort();
}

/* Pieces of 1 to 7 bytes, chosen by the bytes themselves. */
static int decode_pieces(struct escpos_decoder *d, const uint8_t *bytes, size_t n)
{
	int r = 0;
	for (size_t i = 0; i < n && !r;) {
		size_t part = 1 + bytes[i] % 7;
		part = part > n - i ? n - i : part;
		r = escpos_decode(d, bytes + i, part);
		i += part;
	}
	return r ? r : escpos_decode_end(d);
}

static int count(void *me, const struct escpos_event *e)
{
	size_t *n = me;
	must(e->offset <= n[1] && e->rows <= ESCPOS_MOST_ROWS);
	n[0]++;
	return 0;
}

static void compare(const struct escpos_limits *limits, const uint8_t *bytes, size_t n)
{
	struct escpos_decoder *a, *b;
	char why[300];
	size_t heard_a[2] = {0, n}, heard_b[2] = {0, n};
	must(escpos_decoder_new(&a, limits, &(struct escpos_listener){count, heard_a}) == 0);
	must(escpos_decoder_new(&b, limits, &(struct escpos_listener){count, heard_b}) == 0);
	int r = escpos_decode(a, bytes, n);
	if (!r)
		r = escpos_decode_end(a);
	snprintf(why, sizeof(why), "%s", r ? err_why() : "");
	must(decode_pieces(b, bytes, n) == r);
	must(r == 0 || (strcmp(why, err_why()) == 0 && strncmp(why, "offset ", 7) == 0));
	struct escpos_paper p = escpos_paper(a), q = escpos_paper(b);
	must(p.n_rows == q.n_rows && p.n_cuts == q.n_cuts && p.commands == q.commands && heard_a[0] == heard_b[0]);
	must(p.n_rows <= ESCPOS_MOST_ROWS);
	must(p.n_rows == 0 || memcmp(p.rows, q.rows, p.n_rows * p.row_bytes) == 0);
	for (size_t i = 0; i < p.n_cuts; i++)
		must(p.cuts[i].row <= p.n_rows);
	escpos_decoder_free(a);
	escpos_decoder_free(b);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	for (size_t i = 0; i < sizeof(printers) / sizeof(*printers); i++)
		compare(&printers[i], bytes, n);
	return 0;
}
