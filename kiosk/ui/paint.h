#pragma once

/*
 * paint - marks into dots, in software
 *
 * The only place where screen millimetres become pixels. Draws into 32-bit
 * XRGB rows that the caller owns; pixman does the blending. Only what lies in
 * the boxes given is touched.
 */
#include "ui/ui.h"

struct canvas {
	uint32_t *pixels; /* 0x00RRGGBB in the machine's order; borrowed */
	int width, height, stride_bytes;
};

struct painter; /* corners and icons that were scaled before */

NODISCARD int painter_new(struct painter **out);
void painter_free(struct painter *p);

struct px_rect {
	int x, y, w, h;
};

/* Repaints boxes (millimetres) of the frame; rects gets the pixels that changed, as many as boxes. */
NODISCARD int paint_frame(struct painter *p, const struct canvas *c, const struct ui *ui, const struct box *boxes,
        int n, struct px_rect *rects);
struct px_rect paint_px(const struct panel *panel, struct box b);
