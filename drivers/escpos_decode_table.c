#include <string.h>
#include "drivers/escpos_decode_inside.h"

/* Source: printing.md 2.1, and the manuals it names. Names are the makers' own. */
static const struct escpos_command commands[] = {
        /* what leaves dots, moves paper or cuts */
        {"LF", {0x0a}, 1, 1, NULL, line_feed_run},
        {"ESC @", {0x1b, '@'}, 2, 2, NULL, init_run},
        {"ESC 2", {0x1b, '2'}, 2, 2, NULL, line_default_run},
        {"ESC 3", {0x1b, '3'}, 2, 3, NULL, line_set_run},
        {"ESC J", {0x1b, 'J'}, 2, 3, NULL, feed_dots_run},
        {"ESC d", {0x1b, 'd'}, 2, 3, NULL, feed_lines_run},
        {"ESC a", {0x1b, 'a'}, 2, 3, NULL, justify_run},
        {"ESC *", {0x1b, '*'}, 2, 5, column_measure, column_run},
        {"GS L", {0x1d, 'L'}, 2, 4, NULL, left_run},
        {"GS W", {0x1d, 'W'}, 2, 4, NULL, area_run},
        {"GS P", {0x1d, 'P'}, 2, 4, NULL, units_run},
        {"GS V", {0x1d, 'V'}, 2, 3, cut_measure, cut_run},
        {"GS v 0", {0x1d, 'v', '0'}, 3, 8, raster_measure, raster_run},
        {"GS ( L", {0x1d, '(', 'L'}, 3, 7, graphics_measure, graphics_run},
        {"GS 8 L", {0x1d, '8', 'L'}, 3, 9, graphics_measure, graphics_run},
        /* questions */
        {"GS ( H", {0x1d, '(', 'H'}, 3, 5, block_measure, process_id_run},
        {"GS ( D", {0x1d, '(', 'D'}, 3, 5, block_measure, realtime_set_run},
        {"GS r", {0x1d, 'r'}, 2, 3, NULL, ask_run},
        {"GS I", {0x1d, 'I'}, 2, 3, NULL, identify_run},
        {"GS a", {0x1d, 'a'}, 2, 3, NULL, auto_status_run},
        {"DLE EOT", {0x10, 0x04}, 2, 3, realtime_measure, realtime_run},
        {"DLE ENQ", {0x10, 0x05}, 2, 3, realtime_measure, realtime_run},
        {"DLE DC4", {0x10, 0x14}, 2, 3, realtime_measure, realtime_run},
        {"ESC p", {0x1b, 'p'}, 2, 5, NULL, drawer_run},
        {"GS g", {0x1d, 'g'}, 2, 6, counter_measure, counter_run},
        {"GS E0", {0x1d, 0xe0}, 2, 3, NULL, full_status_run},
        {"GS E1", {0x1d, 0xe1}, 2, 2, NULL, metres_run},
        {"GS e", {0x1d, 'e'}, 2, 3, presenter_measure, presenter_run},
        /* text: size and place */
        {"CR", {0x0d}, 1, 1, NULL, ignored_run},
        {"HT", {0x09}, 1, 1, NULL, tab_run},
        {"ESC !", {0x1b, '!'}, 2, 3, NULL, text_mode_run},
        {"GS !", {0x1d, '!'}, 2, 3, NULL, text_size_run},
        {"ESC M", {0x1b, 'M'}, 2, 3, NULL, text_font_run},
        {"ESC SP", {0x1b, ' '}, 2, 3, NULL, text_gap_run},
        {"ESC $", {0x1b, '$'}, 2, 4, NULL, text_place_run},
        {"ESC \\", {0x1b, '\\'}, 2, 4, NULL, text_move_run},
        {"ESC D", {0x1b, 'D'}, 2, 3, tabs_measure, tabs_run},
        /* text: looks only */
        {"ESC -", {0x1b, '-'}, 2, 3, NULL, style_run},
        {"ESC E", {0x1b, 'E'}, 2, 3, NULL, style_run},
        {"ESC G", {0x1b, 'G'}, 2, 3, NULL, style_run},
        {"ESC R", {0x1b, 'R'}, 2, 3, NULL, style_run},
        {"ESC t", {0x1b, 't'}, 2, 3, NULL, style_run},
        {"ESC {", {0x1b, '{'}, 2, 3, NULL, style_run},
        {"GS B", {0x1d, 'B'}, 2, 3, NULL, style_run},
        {"GS b", {0x1d, 'b'}, 2, 3, NULL, style_run},
        /* settings of bar codes, harmless without one */
        {"GS H", {0x1d, 'H'}, 2, 3, NULL, ignored_run},
        {"GS f", {0x1d, 'f'}, 2, 3, NULL, ignored_run},
        {"GS h", {0x1d, 'h'}, 2, 3, NULL, ignored_run},
        {"GS w", {0x1d, 'w'}, 2, 3, NULL, ignored_run},
        /* refused by name */
        {"GS k (a bar code)", {0x1d, 'k'}, 2, 2, NULL, not_drawn_run},
        {"GS ( k (a two-dimensional code)", {0x1d, '(', 'k'}, 3, 3, NULL, not_drawn_run},
        {"ESC & (characters of one's own)", {0x1b, '&'}, 2, 2, NULL, not_drawn_run},
        {"ESC % (characters of one's own)", {0x1b, '%'}, 2, 2, NULL, not_drawn_run},
        {"ESC e (paper drawn back)", {0x1b, 'e'}, 2, 2, NULL, not_drawn_run},
        {"ESC V (turned text)", {0x1b, 'V'}, 2, 2, NULL, not_drawn_run},
        {"ESC L (page mode)", {0x1b, 'L'}, 2, 2, NULL, not_drawn_run},
        {"GS * (a stored picture)", {0x1d, '*'}, 2, 2, NULL, not_drawn_run},
        {"GS / (a stored picture)", {0x1d, '/'}, 2, 2, NULL, not_drawn_run},
        {"FS p (a stored picture)", {0x1c, 'p'}, 2, 2, NULL, not_drawn_run},
        {"FS q (a stored picture)", {0x1c, 'q'}, 2, 2, NULL, not_drawn_run},
        {"FS & (wide characters)", {0x1c, '&'}, 2, 2, NULL, not_drawn_run},
};

const struct escpos_command *command_find(const uint8_t *c, size_t n, bool *maybe)
{
	*maybe = false;
	for (size_t i = 0; i < sizeof(commands) / sizeof(*commands); i++) {
		const struct escpos_command *row = &commands[i];
		if (n >= row->n_prefix && memcmp(c, row->prefix, row->n_prefix) == 0)
			return row;
		if (n < row->n_prefix && memcmp(c, row->prefix, n) == 0)
			*maybe = true;
	}
	return NULL;
}
