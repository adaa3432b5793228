#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "drivers/escpos_decode_inside.h"
#include "drivers/escpos_decode_realtime.h"

#define COMMAND_MOST (1024 * 1024) /* more than any limits allow: 2303 rows of 256 bytes */

static bool makes_sense(const struct escpos_limits *l)
{
	return l->width_dots >= 8 && l->width_dots <= ESCPOS_MOST_DOTS && l->dpi >= 50 && l->dpi <= 1200 &&
	       l->raster_rows >= 0 && l->raster_rows <= 4095 && l->graphics_rows >= 0 && l->graphics_rows <= 4095 &&
	       l->graphics_dots >= 0 && l->graphics_dots <= ESCPOS_MOST_DOTS && l->line_dots >= 0 &&
	       l->line_dots <= 1000 && l->unit_x >= 0 && l->unit_y >= 0 && l->cutter_dots >= 0 &&
	       l->cutter_dots <= 2000 && l->column_8_dots >= 0 && l->column_8_dots <= 3;
}

int escpos_decoder_new(
        struct escpos_decoder **out, const struct escpos_limits *limits, const struct escpos_listener *listener)
{
	if (!makes_sense(limits))
		return err_new(EINVAL, "no printer has %d dots in a row at %d dpi with these limits",
		        limits->width_dots, limits->dpi);
	struct escpos_decoder *d = calloc(1, sizeof(*d));
	if (!d)
		return err_new(ENOMEM, "no memory for the printer's decoder");
	d->limits = *limits;
	if (listener)
		d->listener = *listener;
	d->paper = (struct escpos_paper){
	        .width = limits->width_dots, .dpi = limits->dpi, .row_bytes = ((size_t)limits->width_dots + 7) / 8};
	if (!d->limits.graphics_dots)
		d->limits.graphics_dots = limits->width_dots;
	buf_init(&d->rows, ESCPOS_MOST_ROWS * d->paper.row_bytes);
	buf_init(&d->command, COMMAND_MOST);
	buf_init(&d->graphic, COMMAND_MOST);
	settings_reset(d);
	*out = d;
	return 0;
}

void escpos_decoder_free(struct escpos_decoder *d)
{
	if (!d)
		return;
	buf_fini(&d->rows);
	buf_fini(&d->command);
	buf_fini(&d->graphic);
	wipe(d, sizeof(*d));
	free(d);
}

int decode_error_at(struct escpos_decoder *d, size_t at, const char *fmt, ...)
{
	va_list args;
	int n = snprintf(d->why, sizeof(d->why), "offset %zu: ", at > d->job_at ? at - d->job_at : 0);
	va_start(args, fmt);
	(void)vsnprintf(d->why + n, sizeof(d->why) - (size_t)n, fmt, args);
	va_end(args);
	d->failed = EPROTO;
	return err_new(EPROTO, "%s", d->why);
}

int decode_tell(struct escpos_decoder *d, enum escpos_event_kind kind, int a, int b, const uint8_t *id)
{
	if (!d->listener.event)
		return 0;
	struct escpos_event e = {.kind = kind, .rows = d->paper.n_rows, .a = a, .b = b};
	e.offset = d->command_at > d->job_at ? d->command_at - d->job_at : 0;
	if (id)
		memcpy(e.id, id, sizeof(e.id));
	return err_up(d->listener.event(d->listener.me, &e));
}

/* A printer executes these on reception: inside of data they open drawers and clear buffers. */
static int watch_realtime(struct escpos_decoder *d, uint8_t byte)
{
	bool is_one = escpos_is_realtime(d->last[0], d->last[1], byte);
	bool stands_alone = d->command.len == 2 && d->command_at + 2 == d->at;
	if (is_one && !stands_alone)
		return decode_error_at(d, d->at - 2,
		        "%02X %02X %02X inside of data: a real printer executes it as a real-time command", d->last[0],
		        d->last[1], byte);
	d->last[0] = d->last[1];
	d->last[1] = byte;
	d->at++;
	return 0;
}

static int take(struct escpos_decoder *d, const uint8_t *bytes, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		int r = watch_realtime(d, bytes[i]);
		if (r)
			return r;
	}
	buf_add(&d->command, bytes, n);
	d->paper.bytes += n;
	return err_up(buf_done(&d->command));
}

static int name_command(struct escpos_decoder *d)
{
	const uint8_t *c = d->command.data;
	size_t n = d->command.len;
	bool maybe = false;
	d->known = command_find(c, n, &maybe);
	if (d->known || maybe)
		return 0;
	char bytes[4 * 3 + 1] = "";
	for (size_t i = 0; i < n && i < 4; i++)
		snprintf(bytes + i * 3, sizeof(bytes) - i * 3, "%02X ", c[i]);
	bytes[n * 3 - 1] = '\0';
	return decode_error(d, "unknown command %s", bytes);
}

static int measure(struct escpos_decoder *d, const uint8_t *c)
{
	size_t total = d->known->head;
	int r = d->known->measure ? d->known->measure(d, c, d->command.len, &total) : 0;
	if (r)
		return r;
	d->whole = total;
	d->need = d->piece ? d->known->head + d->piece : total;
	return 0;
}

/* Runs the command, or one piece of it: then its bytes go, and the head stays for the next piece. */
static int run(struct escpos_decoder *d, const uint8_t *c)
{
	if (!d->dropped)
		d->paper.commands++;
	int r = d->known->run(d, c, d->command.len);
	d->command.len = 0;
	if (r || d->pieces <= 1)
		return r;
	d->pieces--;
	d->dropped += d->piece;
	d->command.len = d->known->head;
	return 0;
}

/* Tries to make out what stands in the command buffer, and runs it when it is whole. */
static int step(struct escpos_decoder *d)
{
	const uint8_t *c = d->command.data;
	int r = 0;
	if (c[0] >= 0x20) {
		r = text_char(d, c[0]);
		d->command.len = 0;
		return r;
	}
	if (!d->known && (r = name_command(d)))
		return r;
	if (!d->known || d->command.len < d->known->head)
		return 0;
	if (!d->need && (r = measure(d, c)))
		return r;
	return d->need && d->command.len >= d->need ? run(d, c) : 0;
}

int escpos_decode(struct escpos_decoder *d, const void *bytes, size_t n)
{
	const uint8_t *p = bytes;
	int r = 0;
	if (d->failed)
		return err_new(d->failed, "%s", d->why);
	while (n > 0 && !r) {
		size_t part = d->need > d->command.len ? d->need - d->command.len : 1;
		if (d->command.len == 0) {
			d->known = NULL;
			d->need = d->piece = d->pieces = d->dropped = 0;
			d->command_at = d->at;
			part = 1;
		}
		if (part > n)
			part = n;
		r = take(d, p, part);
		p += part;
		n -= part;
		if (!r && d->command.len == 1 && d->command.data[0] == 0)
			d->command.len = 0; /* a NUL between commands does nothing */
		else if (!r)
			r = step(d);
	}
	if (r && !d->failed) {
		d->failed = -r;
		snprintf(d->why, sizeof(d->why), "%s", err_why());
	}
	return err_up(r);
}

int escpos_decode_end(struct escpos_decoder *d)
{
	if (d->failed)
		return err_new(d->failed, "%s", d->why);
	if (d->command.len && d->need)
		return decode_error(d, "the job ends inside of %s, after %zu of %zu bytes", d->known->name,
		        d->dropped + d->command.len, d->whole);
	if (d->command.len)
		return decode_error(d, "the job ends inside of %s", d->known ? d->known->name : "a command");
	if (d->line.started)
		return decode_error_at(d, d->at, "the job ends, and the last line was never printed by a line feed");
	if (d->graphic.len)
		return decode_error_at(d, d->at, "the job ends, and stored graphics were never printed by GS ( L 50");
	return 0;
}

void escpos_decode_next_job(struct escpos_decoder *d)
{
	d->rows.len = 0;
	d->ink_row = 0;
	d->paper.n_rows = d->paper.n_cuts = 0;
	d->paper.bytes = d->paper.commands = d->paper.boxes = 0;
	d->job_at = d->at;
}

struct escpos_paper escpos_paper(const struct escpos_decoder *d)
{
	struct escpos_paper paper = d->paper;
	paper.rows = d->rows.data;
	paper.cuts = d->cuts;
	return paper;
}

bool escpos_is_between(const struct escpos_decoder *d)
{
	return d->command.len == 0;
}

size_t escpos_wants(const struct escpos_decoder *d)
{
	return d->command.len && d->need > d->command.len ? d->need - d->command.len : 1;
}

void escpos_decode_forgive(struct escpos_decoder *d)
{
	d->failed = 0;
	d->why[0] = '\0';
	d->last[0] = d->last[1] = 0;
	d->command.len = d->graphic.len = 0;
	line_clear(d);
}

void escpos_text_as_boxes(struct escpos_decoder *d, bool on)
{
	d->limits.text_as_boxes = on;
}

double escpos_mm(size_t rows, int dpi)
{
	return (double)rows * 25.4 / dpi;
}
