/* The slip: what is printed, from the top. */
#include "paper/calibration.h"

#include <assert.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "drivers/escpos_encode.h"
#include "drivers/printer_profile.h"
#include "paper/calibration_inside.h"
#include "paper/qr.h"
#include "sys/buf.h"

enum { LINE = 24, SCALE = 2, TEXT_STEP = (LETTER_W + 1) * SCALE, TICK = 8 };

enum word { HEAD, RULER, BAR, DOTS, DENSITY, CODES, MARGIN, FEED, COLUMNS, CUTTER, STUB, N_WORDS };
static const char *const words[N_WORDS][2] = {
        [HEAD] = {"LOKET - MEETSTROOK", "LOKET - CALIBRATION SLIP"},
        [RULER] = {"1 LAATSTE STREEP (DOTS)?", "1 LAST LINE (DOTS)?"},
        [BAR] = {"2 BALK: HOEVEEL MM?", "2 BAR: HOW MANY MM?"},
        [DOTS] = {"ALLE DOTS HEEL?", "EVERY DOT THERE?"},
        [DENSITY] = {"25% 50% 75% 100%", "25% 50% 75% 100%"},
        [CODES] = {"CODES: 3, 4, 6 DOTS", "CODES: 3, 4, 6 DOTS"},
        [MARGIN] = {"3 RECHT ONDER ELKAAR?", "3 IN ONE LINE?"},
        [FEED] = {"4 WIT TUSSEN DE LIJNEN?", "4 WHITE BETWEEN?"},
        [COLUMNS] = {"5 BEIDE GELIJK?", "5 BOTH THE SAME?"},
        [CUTTER] = {"6 KLEINSTE GETAL (MM)?", "6 SMALLEST NUMBER (MM)?"},
        [STUB] = {"7 DIT STUK OOK LOS?", "7 THIS CUT OFF TOO?"},
};

/* A text, over as many lines as it needs. */
static int put_text(struct canvas *c, const char *text)
{
	int most = c->dots / TEXT_STEP, left = (int)strlen(text);

	do {
		int n = left < most ? left : most, e;

		canvas_open(c, LINE);
		canvas_text(c, 0, 4, SCALE, text, n);
		e = canvas_send(c, NULL);
		if (e)
			return err_up(e);
		text += n;
		left -= n;
	} while (left > 0);
	return 0;
}

static int put_white(struct canvas *c)
{
	canvas_open(c, LINE);
	return err_up(canvas_send(c, NULL));
}

/* 1: a line at every eighth dot, so that its right edge is the dot it counts; longer and numbered at every fifth. */
static int put_ruler(struct canvas *c)
{
	canvas_open(c, 2 * LINE);
	for (int end = TICK; end <= c->dots; end += TICK) {
		bool numbered = end % (5 * TICK) == 0;

		canvas_box(c, end - 2, 0, 2, numbered ? 20 : end % (10 * TICK) == 0 ? 16 : 10);
		if (numbered)
			canvas_number(c, end - (end < 100 ? 2 : 3) * TEXT_STEP + 2, 26, SCALE, end);
	}
	canvas_box(c, c->dots - 1, 0, 1, 2 * LINE);
	return err_up(canvas_send(c, NULL));
}

/* 2: the bar between two posts, then the whole width black, and every other dot. */
static int put_bar(struct canvas *c)
{
	canvas_open(c, LINE);
	canvas_box(c, 0, 0, 2, 20);
	canvas_box(c, 0, 6, SLIP_BAR_DOTS, 8);
	canvas_box(c, SLIP_BAR_DOTS - 2, 0, 2, 20);
	return err_up(canvas_send(c, NULL));
}

static int put_dots(struct canvas *c)
{
	canvas_open(c, 3 * LINE);
	canvas_box(c, 0, 0, c->dots, LINE);
	for (int x = 0; x < c->dots; x += 2)
		canvas_box(c, x, LINE + 4, 1, LINE - 8);
	for (int x = 0; x < c->dots; x += 16) /* a staircase: which dot is dead shows where it breaks */
		canvas_box(c, x, 2 * LINE + x / 16 % LINE, 16, 1);
	return err_up(canvas_send(c, NULL));
}

static int put_density(struct canvas *c)
{
	int wide = c->dots / 4;

	canvas_open(c, 4 * LINE);
	for (int y = 0; y < c->rows; y++)
		for (int x = 0; x < c->dots; x++) {
			int grey = x / wide, phase = (x & 1) + 2 * (y & 1);

			if ((grey == 0 && phase == 0) || (grey == 1 && (phase == 0 || phase == 3)) ||
			        (grey == 2 && phase != 3) || grey >= 3)
				canvas_box(c, x, y, 1, 1);
		}
	return err_up(canvas_send(c, NULL));
}

static void draw_code(struct canvas *c, const struct qr *q, int left, int top, int module)
{
	for (int y = 0; y < q->size; y++)
		for (int x = 0; x < q->size; x++)
			if (qr_is_dark(q, x, y))
				canvas_box(c, left + x * module, top + y * module, module, module);
}

static int put_codes(struct canvas *c)
{
	static const int modules[] = {3, 4, 6};
	int left = QR_QUIET * 3;
	struct qr q;
	int e = qr_encode(&q, "LOKET SLIP");

	assert(e <= 0);
	if (e)
		return err_up(e);
	canvas_open(c, 7 * LINE);
	for (int i = 0; i < 3; i++) {
		draw_code(c, &q, left, LINE, modules[i]);
		left += (q.size + QR_QUIET) * modules[i] + 8;
	}
	return err_up(canvas_send(c, NULL));
}

/* 3: the same block without, with and without a left margin. */
static int put_margin(struct canvas *c)
{
	struct printer_profile with = *c->profile, without = *c->profile;
	static const uint8_t dots_are_units[] = {0x1d, 'P'};

	with.left_margin = true;
	without.left_margin = false;
	buf_add(c->out, dots_are_units, sizeof dots_are_units);
	buf_char(c->out, (char)(c->profile->dpi < 256 ? c->profile->dpi : 0));
	buf_char(c->out, 0);
	for (int i = 0; i < 3; i++) {
		int e;

		canvas_open(c, LINE);
		canvas_box(c, c->dots - 160, 0, 144, LINE);
		e = canvas_send(c, i == 1 ? &with : &without);
		if (e)
			return err_up(e);
	}
	return 0;
}

/* 4: two lines with three millimetres between them, if ESC J feeds. */
static int put_feed(struct canvas *c)
{
	for (int i = 0; i < 2; i++) {
		int e;

		canvas_open(c, LINE);
		canvas_box(c, 0, i ? 0 : LINE - 2, 200, 2);
		e = canvas_send(c, NULL);
		if (e)
			return err_up(e);
		if (i == 0) {
			const uint8_t feed[] = {0x1b, 'J', (uint8_t)(LINE * c->profile->unit_dpi / c->profile->dpi)};

			buf_add(c->out, feed, sizeof feed);
		}
	}
	return 0;
}

/* 5: a slanted bar by columns, and again by rows. Not tried where it is known not to work. */
static int put_columns(struct canvas *c)
{
	struct printer_profile columns = *c->profile;

	if (!c->profile->column)
		return 0;
	columns.raster = RASTER_ESC_STAR;
	for (int i = 0; i < 2; i++) {
		int e;

		canvas_open(c, LINE);
		for (int y = 0; y < LINE; y++)
			canvas_box(c, 8 * (LINE - y), y, 100, 1);
		e = canvas_send(c, i == 0 ? &columns : NULL);
		if (e)
			return err_up(e);
	}
	return 0;
}

/* 6: one line a millimetre, counted from the head's place at the end: there it is cut, and what is nearer to the head
 * than the cutter stays in the printer. Numbers stand in five columns, each beside its line. */
static int put_cutter(struct canvas *c)
{
	int dpi = (int)c->profile->dpi, rows = ((SLIP_CUTTER_MM + 1) * dpi * 10 / 254 / LINE + 1) * LINE;

	for (int top = 0; top < rows; top += 4 * LINE) {
		int e;

		canvas_open(c, rows - top < 4 * LINE ? rows - top : 4 * LINE);
		for (int mm = 0; mm <= SLIP_CUTTER_MM; mm++) {
			int y = rows - 1 - (mm * dpi * 10 + 127) / 254 - top;
			int x = 24 + mm % 5 * 64;

			canvas_box(c, 0, y, x, mm % 5 ? 1 : 2);
			canvas_number(c, x + 6, y - LETTER_H * SCALE / 2, SCALE, mm);
		}
		e = canvas_send(c, NULL);
		if (e)
			return err_up(e);
	}
	return 0;
}

static int put_end(struct canvas *c, const char *text)
{
	const uint8_t here[] = {0x1d, 'V', c->profile->cut == CUT_FULL || c->profile->cut == CUT_FEED_FULL ? 0 : 1};
	int e;

	if (c->profile->cut == CUT_NONE) /* torn where it stands: feeding would move the numbers */
		return 0;
	buf_add(c->out, here, sizeof here);
	e = put_text(c, text);
	return e ? err_up(e) : err_up(escpos_finish(c->out, c->profile));
}

/* A heading, what belongs to it, and a white line. */
static int put_part(struct canvas *c, const char *text, int (*draw)(struct canvas *))
{
	int e = put_text(c, text);

	if (e == 0)
		e = draw(c);
	return e ? err_up(e) : err_up(put_white(c));
}

static int put_all(struct canvas *c, const struct slip *slip)
{
	static const struct {
		enum word word;
		int (*draw)(struct canvas *c);
	} parts[] = {{RULER, put_ruler}, {BAR, put_bar}, {DOTS, put_dots}, {DENSITY, put_density}, {CODES, put_codes},
	        {MARGIN, put_margin}, {FEED, put_feed}, {COLUMNS, put_columns}};
	int language = slip->english, e = put_text(c, words[HEAD][language]);

	for (int i = 0; e == 0 && i < slip->n_lines; i++)
		e = put_text(c, slip->lines[i]);
	for (size_t i = 0; e == 0 && i < sizeof parts / sizeof parts[0]; i++)
		e = put_part(c, words[parts[i].word][language], parts[i].draw);
	if (e == 0)
		e = put_text(c, words[CUTTER][language]);
	if (e == 0)
		e = put_cutter(c);
	return e ? err_up(e) : err_up(put_end(c, words[STUB][language]));
}

int calibration_slip(struct buf *out, const struct slip *slip)
{
	const struct printer_profile *p = slip->profile;
	struct canvas *c;
	int e;

	assert(slip->n_lines >= 0 && slip->n_lines <= SLIP_MOST_LINES);
	if (p->dots < SLIP_MIN_DOTS)
		return err_new(ERANGE, "the slip needs a printer of at least %d dots, and this one has %lld",
		        SLIP_MIN_DOTS, (long long)p->dots);
	c = calloc(1, sizeof *c);
	if (!c)
		return err_new(ENOMEM, "no memory for the slip");
	c->out = out;
	c->profile = p;
	c->dots = (int)p->dots;
	escpos_start(out, p, false);
	e = put_all(c, slip);
	free(c);
	return e ? err_up(e) : err_up(buf_done(out));
}
