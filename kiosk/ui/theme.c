#include "ui/theme.h"

#include <errno.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "sys/file.h"
#include "sys/options.h"
#include "sys/text.h"

/* Colours as they stand in a theme file. */
struct written {
	char colour[PAINT_COUNT][8];
};

static bool is_colour(const char *s)
{
	uint8_t rgb[3];

	return s[0] == '#' && hex_take(rgb, 3, s + 1);
}

#define ROW(at, key, preset, help)                                                                                     \
	{                                                                                                              \
		key, NULL, OPT_TEXT, offsetof(struct written, colour) + (size_t)(at)*8, 8, 0, 0, preset, "#rrggbb",    \
		        help, is_colour                                                                                \
	}

static const struct opt rows[] = {
        ROW(PAINT_PAGE, "page", "#f5f3ee", "behind everything"),
        ROW(PAINT_CARD, "card", "#ffffff", "what can be touched or read as one thing"),
        ROW(PAINT_LINE, "line", "#828b9b", "edges of cards"),
        ROW(PAINT_INK, "ink", "#0f1e33", "words"),
        ROW(PAINT_INK_SOFT, "ink_soft", "#1d2b40", "words of second rank"),
        ROW(PAINT_MAIN, "main", "#123c69", "the one way on"),
        ROW(PAINT_MAIN_DOWN, "main_down", "#0a2747", "the one way on, under a finger"),
        ROW(PAINT_ON_MAIN, "on_main", "#ffffff", "words on it"),
        ROW(PAINT_QUIET, "quiet", "#ffffff", "other buttons"),
        ROW(PAINT_QUIET_DOWN, "quiet_down", "#d3dbe6", "other buttons, under a finger"),
        ROW(PAINT_CHOSEN, "chosen", "#dde9f6", "ground of what was chosen"),
        ROW(PAINT_STOP, "stop", "#fdf0ee", "the way out"),
        ROW(PAINT_STOP_DOWN, "stop_down", "#fae3df", "the way out, under a finger"),
        ROW(PAINT_ON_STOP, "on_stop", "#6a0b07", "words on it"),
        ROW(PAINT_FOCUS, "focus", "#c86c05", "the ring around what the keypad stands on"),
        ROW(PAINT_ERROR, "error", "#6a0b07", "what must be mended"),
        ROW(PAINT_ERROR_SOFT, "error_soft", "#fdf0ee", "ground of it"),
        ROW(PAINT_NOTE, "note", "#e9eef5", "ground of explanations"),
        ROW(PAINT_OK, "ok", "#074328", "done"),
        {0},
};

static void take(struct theme *t, const struct written *w)
{
	for (int i = 0; i < PAINT_COUNT; i++) {
		uint8_t rgb[3] = {0};

		(void)hex_take(rgb, 3, w->colour[i] + 1);
		t->colour[i] = (uint32_t)rgb[0] << 16 | (uint32_t)rgb[1] << 8 | rgb[2];
	}
}

void theme_default(struct theme *t)
{
	struct written w = {0};

	for (int i = 0; rows[i].key; i++)
		memcpy((char *)&w + rows[i].offset, rows[i].preset, 8);
	take(t, &w);
	(void)text_copy(t->name, sizeof t->name, "default");
}

int theme_load(struct theme *t, const char *folder, const char *name, struct buf *warnings)
{
	struct options o;
	struct written w = {0};
	char path[1200];
	int e;

	if (snprintf(path, sizeof path, "%s/%s.theme", folder, name) >= (int)sizeof path)
		return err_new(ENAMETOOLONG, "path too long: %.200s", folder);
	e = options_init(&o, rows, &w);
	if (e)
		return err_up(e);
	e = options_file(&o, path);
	if (e == 0) {
		take(t, &w);
		(void)text_copy(t->name, sizeof t->name, name);
		if (warnings)
			buf_text(warnings, buf_str(&o.warnings));
	}
	options_fini(&o);
	return err_up(e);
}

const char *const *theme_names(void)
{
	static const char *const names[] = {"default", "dark", "contrast", "soft", NULL};

	return names;
}

float size_cap_mm(enum text_size size)
{
	static const float caps[SIZE_COUNT] = {3.5f, 4.8f, 6.4f, 8.5f};

	return caps[size];
}

const char *size_name(enum text_size size)
{
	static const char *const names[SIZE_COUNT] = {"S", "M", "L", "XL"};

	return names[size];
}
