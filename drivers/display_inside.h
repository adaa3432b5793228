#pragma once

/* display_inside - what the files of the display share */
#include "drivers/display_card.h"

enum { DISPLAY_LOOK_MS = 5000, DISPLAY_SOON_MS = 250, DISPLAY_PROBE_EVERY = 6 };

struct display {
	struct display_setup setup;
	struct display_world world;
	char path[128]; /* of the card */
	void *card, *console;
	struct display_back back;
	struct display_limits limits;
	struct card_connector seen; /* the one that is used; id 0 = none was ever there */
	struct display_mode mode; /* the one that is used; width 0 = none */
	struct card_buffer buffer; /* fb 0 = none */
	struct display_status status;
	bool painted; /* display_show() was called, or nobody waits for it */
	bool shown; /* the buffer is what the panel scans out */
	bool told; /* what is wrong stands in the log */
	bool no_telling; /* this card shows what is written at once */
	int timer, wait_ms, looks;
};

/* display_look.c */
NODISCARD int display_open_card(struct display *d);
/* Takes a connector that has something behind it and chooses its mode. */
void display_find(struct display *d, bool probe);
void display_lost(struct display *d); /* somebody else draws */
void display_look_soon(struct display *d);

/* display.c: the whole back surface to the panel. */
void display_all(struct display *d);
