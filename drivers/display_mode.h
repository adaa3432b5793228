#pragma once

/*
 * display_mode - which of a panel's modes is shown, and where the picture lies in it. Pure.
 */
#include <stdbool.h>
#include "drivers/display.h"

struct display_mode {
	int width, height, refresh_hz;
	bool preferred, interlaced;
	int index; /* the card's own number of it */
};

/* What a card can scan out at most; 0 = it did not say. */
struct display_limits {
	int width, height;
};

/*
 * The mode for a picture of width x height dots as a person sees it. Of equal modes the one nearest to 60 Hz. Interlaced
 * modes only when there is nothing else. NULL: none fits within the limits.
 */
const struct display_mode *display_mode_choose(
        const struct display_mode *modes, int n, int width, int height, int rotation, struct display_limits limits);

/* One side of the panel's dots and one of the picture's change places at 90 and 270. */
bool display_turns_sides(int rotation);

/* A surface of the card as it lies in memory. */
struct display_target {
	uint8_t *bytes;
	int width, height, stride_bytes;
};

/*
 * Copies part of the back surface to where it belongs on the target: in the middle, turned, cut at the edges. True and
 * *out (target's dots) when anything of it is seen.
 */
bool display_copy(struct display_rect *out, const struct display_target *to, const struct display_back *from,
        struct display_rect part, int rotation);
