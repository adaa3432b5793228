#include "drivers/display_mode.h"

#include <stdlib.h>

bool display_turns_sides(int rotation)
{
	return rotation == 90 || rotation == 270;
}

static bool fits(const struct display_mode *m, struct display_limits limits)
{
	int width = limits.width > 0 ? limits.width : DISPLAY_SIDE_MAX;
	int height = limits.height > 0 ? limits.height : DISPLAY_SIDE_MAX;

	if (m->width <= 0 || m->height <= 0 || m->width > DISPLAY_SIDE_MAX || m->height > DISPLAY_SIDE_MAX)
		return false;
	return m->width <= width && m->height <= height;
}

/* How good a mode is: the dots that are asked for, then the panel's own wish, then whole frames, then size, then 60 Hz. */
static bool is_better(const struct display_mode *a, const struct display_mode *b, int width, int height)
{
	bool exact_a = a->width == width && a->height == height, exact_b = b->width == width && b->height == height;
	long area_a = (long)a->width * a->height, area_b = (long)b->width * b->height;

	if (a->interlaced != b->interlaced)
		return b->interlaced;
	if (exact_a != exact_b)
		return exact_a;
	if (!exact_a && a->preferred != b->preferred)
		return a->preferred;
	if (area_a != area_b)
		return area_a > area_b;
	return abs(a->refresh_hz - 60) < abs(b->refresh_hz - 60);
}

const struct display_mode *display_mode_choose(
        const struct display_mode *modes, int n, int width, int height, int rotation, struct display_limits limits)
{
	bool turns = display_turns_sides(rotation);
	const struct display_mode *best = NULL;

	for (int i = 0; i < n; i++) {
		if (!fits(&modes[i], limits))
			continue;
		if (!best || is_better(&modes[i], best, turns ? height : width, turns ? width : height))
			best = &modes[i];
	}
	return best;
}
