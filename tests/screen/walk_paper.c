/* walk_paper - OEFENING, KOPIE 1: what stands white on black on a sheet, and the code at its foot. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "drivers/picture.h"
#include "sys/proc.h"
#include "sys/text.h"
#include "walk_paper.h"

enum {
	EDGE = 6,
	LEAST_ROWS = 24,
	AROUND = 24,
	TIMES = 2,
	READ_MS = 60000,
	TEXT_MOST = 64 * 1024,
	BANDS_MOST = 6,
	FOOT_MM = 90
};

/* Black at both edges: a band, for nothing else is as wide as the paper. */
static bool is_band(const struct picture *p, int y)
{
	for (int x = 2; x < EDGE; x++)
		if (!picture_is_dark(p, x, y) || !picture_is_dark(p, p->width - 1 - x, y))
			return false;
	return true;
}

/* Rows [from, to) with black and white exchanged, larger, and with white around. */
static int write_band(const char *path, const struct picture *p, int from, int to)
{
	int w = (p->width + 2 * AROUND) * TIMES, h = (to - from + 2 * AROUND) * TIMES, e;
	uint8_t *grey = malloc((size_t)w * (size_t)h);
	struct picture out = {
	        .kind = PICTURE_GREY, .width = w, .height = h, .stride = (size_t)w, .dpi = 203 * TIMES, .rows = grey};

	if (!grey)
		return err_new(ENOMEM, "no memory for a band of %d rows", to - from);
	for (int i = 0; i < w * h; i++) {
		int x = i % w / TIMES - AROUND, y = i / w / TIMES - AROUND + from;
		bool inside = x >= EDGE && x < p->width - EDGE && y >= from + 2 && y < to - 2;

		grey[i] = inside && !picture_is_dark(p, x, y) ? 0 : 255;
	}
	e = picture_write(path, &out);
	free(grey);
	return err_up(e);
}

static int read_band(struct buf *out, const struct walk *w, const char *data, const struct picture *p, int from, int to)
{
	char path[PATH_MAX + 300];
	const char *const argv[] = {"tesseract", path, "stdout", "-l", data, "--psm", "6", NULL};
	int e;
	AUTO_BUF text;

	buf_init(&text, TEXT_MOST);
	(void)snprintf(path, sizeof path, "%s/band.png", w->shots);
	e = write_band(path, p, from, to);
	if (e)
		return err_up(e);
	e = proc_run(argv, &text, READ_MS);
	buf_text(out, buf_str(&text));
	return err_up(e);
}

static int read_bands(struct buf *out, const struct walk *w, const char *data, const struct picture *p)
{
	int from = -1, n = 0, e;

	for (int y = 0; y <= p->height; y++) {
		bool band = y < p->height && is_band(p, y);

		if (band && from < 0)
			from = y;
		if (band || from < 0)
			continue;
		if (y - from >= LEAST_ROWS && n++ < BANDS_MOST) {
			e = read_band(out, w, data, p, from, y);
			if (e)
				return err_up(e);
		}
		from = -1;
	}
	return 0;
}

static int open_paper(struct picture **out, const struct walk *w, const char *number)
{
	char path[STATION_PATH + 60];

	(void)snprintf(path, sizeof path, "%s/%06d.png", w->station.paper, atoi(number));
	return err_up(picture_read(out, path));
}

/* The outcome of a reading, as this instruction's own. */
static bool says(struct walk *w, int e, const struct buf *read, const char *text)
{
	if (e < 0)
		(void)snprintf(w->why, sizeof w->why, "%s", err_why());
	else if (!strstr(buf_str(read), text))
		(void)snprintf(
		        w->why, sizeof w->why, "\"%s\" is not on the paper, which says: %.500s", text, buf_str(read));
	else
		return true;
	return false;
}

bool walk_band(struct walk *w, const struct instruction *in)
{
	struct picture *p = NULL;
	int e = open_paper(&p, w, in->word[1]);
	AUTO_BUF text;

	buf_init(&text, TEXT_MOST);
	if (e == 0)
		e = read_bands(&text, w, in->n > 3 ? in->word[3] : "nld", p);
	picture_free(p);
	return says(w, e, &text, in->word[2]);
}

/* zbar is shown the foot alone: of two metres it sees nothing. */
static int read_code(struct buf *out, const struct walk *w, const char *number)
{
	char path[PATH_MAX + 300];
	const char *const argv[] = {"zbarimg", "--quiet", "--raw", "--nodbus", path, NULL};
	struct picture *p = NULL, foot;
	int e = open_paper(&p, w, number);

	(void)snprintf(path, sizeof path, "%s/foot.png", w->shots);
	if (e == 0) {
		int rows = p->dpi * FOOT_MM * 10 / 254;

		foot = *p;
		foot.height = rows > 0 && rows < p->height ? rows : p->height;
		foot.rows = p->rows + (size_t)(p->height - foot.height) * p->stride;
		e = picture_write(path, &foot);
	}
	picture_free(p);
	if (e == 0)
		e = proc_run(argv, out, READ_MS);
	return err_up(e);
}

bool walk_code(struct walk *w, const struct instruction *in)
{
	AUTO_BUF text;
	int e;

	buf_init(&text, TEXT_MOST);
	e = read_code(&text, w, in->word[1]);
	return says(w, e, &text, in->word[2]);
}

bool walk_take_code(struct walk *w, const struct instruction *in)
{
	AUTO_BUF text;
	int e;

	buf_init(&text, TEXT_MOST);
	e = read_code(&text, w, in->word[1]);
	if (e < 0)
		return walk_no(w, "%s", err_why());
	(void)snprintf(w->code, sizeof w->code, "%.*s", (int)strcspn(buf_str(&text), "\n"), buf_str(&text));
	return *w->code != 0;
}

bool walk_type_code(struct walk *w, const struct instruction *in)
{
	(void)in;
	return walk_told(w, door_do(w->station.door, NULL, "{s:s,s:s}", "do", "type", "text", w->code));
}
