#pragma once

/*
 * ui_scene - a screen with every widget, for tests of fingers, focus and repainting
 *
 * Ids in reading order: quiet, main, stop, shut (disabled), one, two (one of),
 * many, big, name, story. Presses are counted by id.
 */
#include "ui/flow.h"
#include "ui_kit.h"

struct scene_state {
	char name[64], story[512];
	struct edit edit, long_edit;
	bool many, wrong;
	int chosen, pressed[8]; /* of quiet, main, stop, shut, one, two, many, big */
	int page;
	int changed; /* fields said so, so often */
};

void scene_open(struct kit *k, struct scene_state *s, const struct panel *panel);
void scene_draw(struct kit *k);
int scene_presses(const struct scene_state *s); /* all together */
