#pragma once

/*
 * text_runs - a line cut into runs of one face and one direction, in visual order
 *
 * The inside of text_layout: code points with their bytes, bidi levels and
 * faces. Everything lives in the arena given.
 */
#include "ui/text_layout.h"

enum { TEXT_POINTS_MAX = 20000 };

struct text_source {
	struct fonts *fonts;
	struct arena *arena;
	const struct text_style *style;
	const char *text;
	enum text_dir dir;
	size_t n; /* code points */
	uint32_t *points; /* n */
	size_t *at; /* n + 1: byte where each begins */
	uint8_t *face; /* n; FACE_COUNT = shows nothing (a mark of direction) */
	int8_t *level; /* n */
	int n_missing;
};

NODISCARD int text_source_take(struct text_source *src, struct arena *a, struct fonts *f, const struct text_style *st,
        const char *text, enum text_dir dir);
/* Bidi levels of one paragraph, points [from, to). */
NODISCARD int text_source_levels(struct text_source *src, size_t from, size_t to);

/* Sum of the advances of the runs of [from, to). */
float text_runs_width(const struct text_source *src, size_t from, size_t to);
/* Makes the runs of [from, to), placed from x = 0, or flush at max_mm when the text is right-to-left. */
NODISCARD int text_runs_of_line(
        struct text_line *line, struct arena *a, const struct text_source *src, size_t from, size_t to, float max_mm);
/* A combining mark or joiner: never parted from what stands before it. */
bool text_point_joins(uint32_t point);
