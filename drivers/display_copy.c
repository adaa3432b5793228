/* display_copy - dots of the back surface to their places on the card's: in the middle, turned, cut at the edges. */
#include <string.h>

#include "drivers/display_mode.h"

enum { BAND = 16 }; /* dots of a target's row that are written before the next row: a line of the cache */

static int least(int a, int b)
{
	return a < b ? a : b;
}

static int most(int a, int b)
{
	return a > b ? a : b;
}

static struct display_rect cut(struct display_rect r, int width, int height)
{
	int x = most(r.x, 0), y = most(r.y, 0);
	int right = least(r.x > width ? width : r.x + least(r.w, 2 * DISPLAY_SIDE_MAX), width);
	int below = least(r.y > height ? height : r.y + least(r.h, 2 * DISPLAY_SIDE_MAX), height);

	return (struct display_rect){x, y, right - x, below - y};
}

/* A rectangle of the picture, turned: where it lies on the turned picture. */
static struct display_rect turned(struct display_rect r, const struct display_back *from, int rotation)
{
	switch (rotation) {
	case 90:
		return (struct display_rect){from->height - r.y - r.h, r.x, r.h, r.w};
	case 180:
		return (struct display_rect){from->width - r.x - r.w, from->height - r.y - r.h, r.w, r.h};
	case 270:
		return (struct display_rect){r.y, from->width - r.x - r.w, r.h, r.w};
	default:
		return r;
	}
}

/* The dot of the back surface that is shown at (x, y) of the turned picture, and how far it is to its neighbours there. */
static const uint32_t *dot(
        const struct display_back *from, int rotation, int x, int y, ptrdiff_t *right, ptrdiff_t *below)
{
	ptrdiff_t stride = from->stride_bytes / 4;
	int at_x = x, at_y = y;

	*right = 1;
	*below = stride;
	if (rotation == 90) {
		at_x = y;
		at_y = from->height - 1 - x;
		*right = -stride;
		*below = 1;
	} else if (rotation == 180) {
		at_x = from->width - 1 - x;
		at_y = from->height - 1 - y;
		*right = -1;
		*below = -stride;
	} else if (rotation == 270) {
		at_x = from->width - 1 - y;
		at_y = x;
		*right = stride;
		*below = -1;
	}
	return from->pixels + at_y * stride + at_x;
}

static void copy_band(const struct display_target *to, struct display_rect at, const uint32_t *first, ptrdiff_t right,
        ptrdiff_t below)
{
	for (int y = 0; y < at.h; y++) {
		uint32_t *out = (uint32_t *)(void *)(to->bytes + (ptrdiff_t)(at.y + y) * to->stride_bytes) + at.x;
		const uint32_t *in = first + y * below;

		if (right == 1) {
			memcpy(out, in, (size_t)at.w * 4);
			continue;
		}
		for (int x = 0; x < at.w; x++)
			out[x] = in[x * right];
	}
}

bool display_copy(struct display_rect *out, const struct display_target *to, const struct display_back *from,
        struct display_rect part, int rotation)
{
	bool sides = display_turns_sides(rotation);
	int off_x = (to->width - (sides ? from->height : from->width)) / 2;
	int off_y = (to->height - (sides ? from->width : from->height)) / 2;
	struct display_rect r;

	if (part.w <= 0 || part.h <= 0)
		return false;
	r = cut(part, from->width, from->height);
	if (r.w <= 0 || r.h <= 0)
		return false;
	r = turned(r, from, rotation);
	r.x += off_x;
	r.y += off_y;
	r = cut(r, to->width, to->height);
	if (r.w <= 0 || r.h <= 0)
		return false;
	for (int done = 0; done < r.w; done += rotation ? BAND : r.w) {
		struct display_rect band = {r.x + done, r.y, rotation ? least(BAND, r.w - done) : r.w, r.h};
		ptrdiff_t right, below;
		const uint32_t *first = dot(from, rotation, band.x - off_x, band.y - off_y, &right, &below);

		copy_band(to, band, first, right, below);
	}
	*out = r;
	return true;
}
