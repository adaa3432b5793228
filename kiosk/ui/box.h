#pragma once

/*
 * box - a rectangle in millimetres, from the upper left corner of the panel
 */
#include <stdbool.h>

struct box {
	float x, y, w, h;
};

static inline bool box_has(struct box b, float x, float y)
{
	return x >= b.x && x < b.x + b.w && y >= b.y && y < b.y + b.h;
}

static inline struct box box_inset(struct box b, float by)
{
	return (struct box){b.x + by, b.y + by, b.w - 2 * by, b.h - 2 * by};
}

/* Takes a strip off one side and leaves the rest in *b. */
static inline struct box box_cut_top(struct box *b, float h)
{
	struct box cut = {b->x, b->y, b->w, h};

	b->y += h;
	b->h -= h;
	return cut;
}

static inline struct box box_cut_bottom(struct box *b, float h)
{
	b->h -= h;
	return (struct box){b->x, b->y + b->h, b->w, h};
}

/* start: the side where reading begins. */
static inline struct box box_cut_start(struct box *b, float w, bool rtl)
{
	struct box cut = {rtl ? b->x + b->w - w : b->x, b->y, w, b->h};

	if (!rtl)
		b->x += w;
	b->w -= w;
	return cut;
}

static inline struct box box_cut_end(struct box *b, float w, bool rtl)
{
	return box_cut_start(b, w, !rtl);
}
