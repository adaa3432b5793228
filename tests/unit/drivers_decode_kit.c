#include "drivers_decode_kit.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>

#include "sys/file.h"

struct escpos_limits kit_limits(void)
{
	return (struct escpos_limits){.width_dots = 576,
	        .dpi = 203,
	        .raster_rows = 120,
	        .graphics_rows = 120,
	        .knows_column = true,
	        .knows_process_id = true,
	        .cutter_dots = 80};
}

struct escpos_limits kit_nt5890k(void)
{
	return (struct escpos_limits){.width_dots = 384,
	        .dpi = 203,
	        .raster_rows = 120,
	        .knows_column = true,
	        .feed_dots_ignored = true,
	        .raster_eats_lf = true,
	        .cut_66_ignored = true,
	        .column_8_tight = true};
}

/* Jobs live as long as the case's own process; what is still pointed at is no leak. */
static void keep(void *bytes)
{
	static struct kept {
		struct kept *before;
		void *bytes;
	} * latest;
	struct kept *one = malloc(sizeof(*one));
	*one = (struct kept){latest, bytes};
	latest = one;
}

struct kit_job kit_hex(const char *text)
{
	struct kit_job job = {malloc(KIT_MOST), 0};
	keep(job.bytes);
	while (*text) {
		if (isspace((unsigned char)*text)) {
			text++;
			continue;
		}
		char digits[3] = {text[0], text[1], '\0'};
		unsigned long times = 1;
		CHECK(isxdigit((unsigned char)digits[0]) && isxdigit((unsigned char)digits[1]));
		uint8_t byte = (uint8_t)strtoul(digits, NULL, 16);
		text += 2;
		if (*text == '*') {
			char *end;
			times = strtoul(text + 1, &end, 10);
			text = end;
		}
		CHECK(job.n + times <= KIT_MOST);
		memset(job.bytes + job.n, byte, times);
		job.n += times;
	}
	return job;
}

struct kit_job kit_file(const char *folder, const char *name)
{
	char path[1024];
	struct buf all;
	buf_init(&all, KIT_MOST);
	CHECK_OK(path_join(path, sizeof(path), folder, name));
	CHECK_OK(file_read(&all, path));
	keep(all.data);
	return (struct kit_job){all.data, all.len};
}

struct escpos_decoder *kit_try(const struct escpos_limits *limits, struct kit_job job, int *r)
{
	struct escpos_decoder *d = NULL;
	CHECK_OK(escpos_decoder_new(&d, limits, NULL));
	*r = escpos_decode(d, job.bytes, job.n);
	if (!*r)
		*r = escpos_decode_end(d);
	return d;
}

struct escpos_decoder *kit_decode(const struct escpos_limits *limits, const char *hex)
{
	int r;
	struct kit_job job = kit_hex(hex);
	struct escpos_decoder *d = kit_try(limits, job, &r);
	CHECK_OK(r);
	free(job.bytes);
	return d;
}

void kit_refused(const struct escpos_limits *limits, const char *hex, const char *why)
{
	int r;
	struct kit_job job = kit_hex(hex);
	struct escpos_decoder *d = kit_try(limits, job, &r);
	if (r >= 0)
		test_fail(__FILE__, __LINE__, "\"%.80s\" was decoded, expected \"%s\"", hex, why);
	if (strncmp(err_why(), why, strlen(why)) != 0)
		test_fail(__FILE__, __LINE__, "\"%.80s\": \"%s\", expected \"%s\"", hex, err_why(), why);
	escpos_decoder_free(d);
	free(job.bytes);
}

bool kit_dot(const struct escpos_paper *p, size_t x, size_t y)
{
	CHECK(y < p->n_rows && x < (size_t)p->width);
	return p->rows[y * p->row_bytes + x / 8] >> (7 - x % 8) & 1;
}

void kit_same(const struct escpos_paper *p, size_t first, const struct picture *want)
{
	CHECK_INT(p->width, want->width);
	CHECK(first + (size_t)want->height <= p->n_rows);
	for (int y = 0; y < want->height; y++)
		for (int x = 0; x < want->width; x++)
			if (kit_dot(p, (size_t)x, first + (size_t)y) != picture_is_dark(want, x, y))
				test_fail(__FILE__, __LINE__, "dot %d of row %d differs", x, y);
}

const char *kit_row(const struct escpos_paper *p, size_t y)
{
	static char text[2000];
	size_t n = 0;
	text[0] = '\0';
	for (size_t x = 0; x < (size_t)p->width; x++) {
		if (!kit_dot(p, x, y))
			continue;
		size_t first = x;
		while (x + 1 < (size_t)p->width && kit_dot(p, x + 1, y))
			x++;
		n += (size_t)snprintf(
		        text + n, sizeof(text) - n, first == x ? "%s%zu" : "%s%zu-%zu", n ? " " : "", first, x);
		CHECK(n < sizeof(text));
	}
	return text;
}
