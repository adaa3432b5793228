#pragma once

/* drivers_display_kit - a display on a card of memory, with time by hand */
#include "drivers/display_twin.h"
#include "harness.h"

struct stage {
	struct clock clock;
	struct loop *loop;
	struct log log;
	char said[64]; /* the file of the log */
	struct card_twin card;
	struct console_twin console;
	struct display_world world;
	struct display *display;
	int changes; /* times that on_display was told */
};

/* One connector with a panel of 1280 x 800 (preferred 1920 x 1080), plugged in. */
void stage_set(struct stage *s);
/* As it stands now; NULL uri: drm:/dev/dri/card0. */
void stage_open(struct stage *s, int width, int height, int rotation);
void stage_close(struct stage *s);
void stage_wait(struct stage *s, int64_t ms);
/* Paints all of it in one colour and shows that. */
void stage_paint(struct stage *s, uint32_t colour);
struct display_status stage_status(const struct stage *s);
/* How often the log says this. */
int stage_said(const struct stage *s, const char *text);
