#pragma once

/*
 * paint_shape - round corners, icons and inks as pixman images
 *
 * The inside of paint: what was made once is kept by the painter.
 */
#include <pixman.h>
#include "ui/paint.h"

/* A solid colour; owned by the painter. */
pixman_image_t *painter_ink(struct painter *p, uint32_t rgb);
/* Coverage rows as a mask; the caller unrefs it. Rows are copied only when pixman can not read them as they lie. */
pixman_image_t *painter_mask(struct painter *p, const uint8_t *rows, int width, int height, int stride);
/* The icon scaled to a square of that side; owned by the painter. NULL for ICON_NONE or no memory. */
pixman_image_t *painter_icon(struct painter *p, enum icon icon, int side, bool mirrored);

/* A line from corner to corner of a hull of so many dots, thick dots wide, its ends round; the caller unrefs it. NULL: no memory. */
pixman_image_t *shape_line(int width, int height, float thick, bool falls_left);
/* A rectangle with round corners; edge > 0: only a band of that thickness along its inside. */
void shape_round(struct painter *p, pixman_image_t *to, pixman_image_t *ink, struct px_rect r, int radius, int edge);
