#pragma once

/*
 * escpos_decode_inside - how the decoder's own files share its state
 *
 * Only escpos_decode*.c include this. The way of a byte: escpos_decode.c
 * gathers whole commands by escpos_decode_table.c, whose rows run functions in
 * _image.c, _control.c and _text.c, which draw with _paper.c.
 */
#include "drivers/escpos_decode.h"
#include "sys/buf.h"

enum {
	LINE_MOST_ROWS = 192, /* a 24-dot character, eight times as high */
	TABS_MOST = 32,
};

struct line { /* the print buffer: what LF prints */
	uint8_t dots[LINE_MOST_ROWS][ESCPOS_MOST_DOTS / 8];
	int used, extent, height; /* where the next dot goes, from the left of the print area; the most right; rows */
	bool started; /* something stands in it, be it white */
};

struct text_state {
	int font_width, font_height, wide, high, gap;
	int tabs[TABS_MOST], n_tabs;
};

struct escpos_decoder {
	struct escpos_limits limits;
	struct escpos_listener listener;
	struct escpos_paper paper;
	struct buf rows;
	struct escpos_cut cuts[ESCPOS_MOST_CUTS];
	size_t ink_row; /* behind the lowest row with ink */

	struct buf command; /* gathered so far; begins at command_at */
	const struct escpos_command *known;
	size_t need; /* whole length of it, or up to the end of the present piece; 0 = not known yet */
	size_t piece, pieces; /* of GS v 0: bytes of a row, and rows still to come; 0 = the command runs as a whole */
	size_t whole, dropped; /* length of all pieces; bytes of it that were run and let go */
	size_t at, command_at, job_at; /* bytes ever taken, and where things began */
	uint8_t last[2]; /* bytes before `at`, for real-time sequences */
	int failed;
	char why[240];

	int unit_x, unit_y, line_dots;
	int justify, left, area; /* 0 left, 1 centre, 2 right; print area in dots */
	int area_asked; /* by GS W */
	struct line line;
	struct text_state text;
	size_t raster_end; /* right behind the latest GS v 0 */
	struct buf graphic; /* stored by GS ( L 112, printed by 50 */
	int graphic_width, graphic_height, graphic_wide, graphic_high;
};

struct escpos_command {
	const char *name;
	uint8_t prefix[3];
	uint8_t n_prefix;
	uint8_t head; /* bytes after which the length is known; the length itself where measure is NULL */
	/* Whole length of what begins with these n bytes; 0 = one more byte is needed to tell.
	 * Refuses what is over a limit, before its data is taken. */
	int (*measure)(struct escpos_decoder *d, const uint8_t *c, size_t n, size_t *total);
	int (*run)(struct escpos_decoder *d, const uint8_t *c, size_t n);
};

/* The command whose prefix is c[0..n): NULL and *maybe false = there is none. */
const struct escpos_command *command_find(const uint8_t *c, size_t n, bool *maybe);

/* Surprise with "offset N: " of the present command, or of a byte inside it. */
#define decode_error(d, ...) decode_error_at((d), (d)->command_at, __VA_ARGS__)
NODISCARD int decode_error_at(struct escpos_decoder *d, size_t at, const char *fmt, ...) PRINTF_LIKE(3, 4);
NODISCARD int decode_tell(struct escpos_decoder *d, enum escpos_event_kind kind, int a, int b, const uint8_t *id);

/* paper: rows only grow */
NODISCARD int paper_feed(struct escpos_decoder *d, size_t n_rows);
NODISCARD int paper_cut(struct escpos_decoder *d, bool partial);
/* Draws height rows from the present one on, justified, each source dot wide x high; then the paper stands below. */
struct dots {
	const uint8_t *bits;
	size_t stride;
	int width, height, wide, high;
};
NODISCARD int paper_draw(struct escpos_decoder *d, const struct dots *from);
/* Prints the line buffer and feeds at least that far. */
NODISCARD int line_print(struct escpos_decoder *d, size_t feed);
void line_clear(struct escpos_decoder *d);
/* At the line's position, without moving it. */
void line_dot(struct escpos_decoder *d, int x, int y);
NODISCARD int line_room(struct escpos_decoder *d, int width, int height);

/* text */
NODISCARD int text_char(struct escpos_decoder *d, uint8_t c);
void text_reset(struct escpos_decoder *d);
void settings_reset(struct escpos_decoder *d); /* ESC @ */
size_t dots_of_units(const struct escpos_decoder *d, int units);

/* rows of the table */
typedef int run_fn(struct escpos_decoder *d, const uint8_t *c, size_t n);
typedef int measure_fn(struct escpos_decoder *d, const uint8_t *c, size_t n, size_t *total);
measure_fn raster_measure, graphics_measure, column_measure, block_measure, cut_measure, tabs_measure, realtime_measure,
        counter_measure, presenter_measure;
run_fn raster_run, graphics_run, column_run, not_drawn_run;
run_fn init_run, line_feed_run, line_default_run, line_set_run, feed_dots_run, feed_lines_run, justify_run, left_run,
        area_run, units_run, cut_run, process_id_run, realtime_set_run, ask_run, identify_run, auto_status_run,
        drawer_run, realtime_run, counter_run, metres_run, full_status_run, presenter_run;
run_fn style_run, text_mode_run, text_size_run, text_font_run, text_gap_run, text_move_run, text_place_run, tab_run,
        tabs_run, ignored_run;
