#pragma once

/*
 * display - the panel of a board: a back surface of plain dots, copied to a DRM dumb buffer
 *
 * No X, no GL. One paints into display_back() and hands over the rectangles that changed; they are copied into the
 * buffer that is scanned out, turned on the way where the panel hangs on its side, and the card is told (DirtyFB).
 *
 *     mode      the one with the dots that are asked for; else the one the panel prefers; else the largest that the
 *               card can show (display_mode.h)
 *     cable     a connector that goes and comes back, a master that is lost (somebody else draws) and regained: looked
 *               at every few seconds and after each refusal; then everything is shown anew. The back surface keeps its
 *               size for ever: another panel gets it in its middle, cut where it is smaller.
 *     console   is kept from shining through while the display is open (display_console.h)
 *     size      what the panel says of its millimetres is told and never used: panels lie (access-and-security.md 7)
 *
 * URI: "drm:/dev/dri/card0", "drm:auto" (the first card that can show something). Rotation is how far the picture is
 * turned clockwise on the panel's own dots. Nothing here blocks longer than a mode change.
 */
#include <stdbool.h>
#include <stdint.h>
#include "sys/log.h"
#include "sys/loop.h"

struct display;
struct display_world;

struct display_back {
	uint32_t *pixels; /* 0x00RRGGBB in the machine's order; borrowed, the same until display_close() */
	int width, height, stride_bytes;
};

struct display_rect {
	int x, y, w, h; /* dots of the back surface */
};

struct display_setup {
	const char *uri;
	int width_px, height_px; /* asked for, as a person sees them */
	int rotation; /* 0, 90, 180, 270 */
	bool wait_for_picture; /* the panel keeps what it shows until the first display_show() */
	struct loop *loop; /* this and the rest: borrowed until display_close() */
	const struct log *log;
	void (*changed)(void *me); /* the cable or the master went or came back; may be NULL */
	void *me;
	const struct display_world *world; /* NULL: real cards and the real console */
};

struct display_status {
	bool connected, master, lit; /* lit: not blanked */
	char connector[32]; /* "HDMI-A-1"; "" while none was ever seen */
	int mode_width_px, mode_height_px, refresh_hz; /* of the panel, unturned; 0 = none is set */
	int told_width_mm, told_height_mm; /* what the panel says of itself; 0 = nothing */
	bool exact; /* the mode has the dots that were asked for */
	unsigned gone, lost; /* how often the cable and the master went */
};

enum { DISPLAY_SIDE_MAX = 8192 }; /* dots on a side */

/* "drm:..." that could be a display. A surprise says what there is. */
NODISCARD int display_check(const char *uri);
/* A card without a panel is no surprise: it is shown as soon as one is there. A surprise: no such card. */
NODISCARD int display_open(struct display **out, const struct display_setup *setup);
void display_close(struct display *d); /* gives back mode and console; NULL is fine */

struct display_back display_back(struct display *d);
/* Puts rectangles of the back surface on the panel; those outside are cut. While there is no panel or no master nothing
 * is shown and nothing is lost: all of it follows. A surprise: the card itself is gone. */
NODISCARD int display_show(struct display *d, const struct display_rect *rects, int n);
NODISCARD int display_blank(
        struct display *d, bool dark); /* the panel sleeps, or wakes with what is on the back surface */
void display_look(struct display *d); /* now, instead of in a few seconds */
void display_status(struct display_status *out, const struct display *d);
