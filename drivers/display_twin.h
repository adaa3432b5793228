#pragma once

/*
 * display_twin - a graphics card and a console of memory: a test says what is plugged in and what goes wrong, and asks
 * afterwards what was called and what is on the panel
 *
 *     struct card_twin card = {...}; struct console_twin console = {.there = true};
 *     struct display_world world = {&card_twin, &console_twin, &card, &console, "/dev/dri"};
 */
#include "drivers/display_card.h"

enum { TWIN_CONNECTORS = 3, TWIN_BUFFERS = 4 };

struct card_twin {
	/* the world */
	struct card_connector connector[TWIN_CONNECTORS]; /* ids are 1, 2, 3 whatever stands here */
	int n_connectors;
	struct display_limits limits;
	bool absent; /* the card can not be opened */
	bool taken; /* somebody else is master */
	bool cable_is_mute; /* only a probe finds out what is plugged in */
	int show_fails, dirty_fails, buffer_fails, power_fails; /* errno until set to 0 */

	/* what happened */
	int opens, closes, looks, probes, shows, darks, restores, dirties, powers;
	int buffers; /* that exist now */
	struct display_rect dirty[CARD_CLIPS_MAX]; /* of the latest call */
	int n_dirty;
	int mode, lit_connector; /* the latest show(); lit_connector 0 = dark */
	bool off; /* by power() */
	struct card_buffer on_panel;
	/* for the twin itself */
	bool known[TWIN_CONNECTORS];
	bool plugged_known[TWIN_CONNECTORS];
	uint32_t next_fb;
};

struct console_twin {
	bool there;
	const char *lacks; /* what hide() says it could not do */
	bool hidden;
	int hides, restores;
};

/* The dot that a person sees on the panel; 0 where nothing is shown. */
uint32_t card_twin_dot(const struct card_twin *t, int x, int y);

extern const struct card_ops card_twin;
extern const struct console_ops console_twin;
