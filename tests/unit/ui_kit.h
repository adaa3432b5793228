#pragma once

/*
 * ui_kit - what the tests of the ui room share: a panel in memory, a screen of the test's own, fingers
 *
 * A test gives a function that draws with widgets. Each event leads to frames
 * just as in the kiosk: passes until nothing reacts, damage, paint, shown.
 * Everything here is freed with the test's process.
 */
#include "harness.h"
#include "ui/paint.h"
#include "ui/widgets.h"

#define KIT_FONTS "/usr/share/fonts/truetype/noto"

enum { KIT_PANELS = 3, KIT_DAMAGE_MAX = 24 };
/* 1280x800@217x136, 800x480@154x86, 1080x1920@268x476 */
extern const struct panel kit_panels[KIT_PANELS];

struct kit {
	struct panel panel;
	struct fonts *fonts;
	struct ui *ui;
	struct painter *painter;
	struct canvas canvas; /* what the panel shows: only damage was ever painted */
	struct arena *arena;
	void (*draw)(struct kit *k);
	enum text_dir dir;
	struct box damage[KIT_DAMAGE_MAX]; /* of the latest frame */
	int n_damage, frames;
	void *me; /* the test's own */
};

void kit_open(struct kit *k, const struct panel *panel);
/* The same, without a painter and a screen: fonts and an arena. */
void kit_fonts(struct kit *k, float px_per_mm);
void kit_close(struct kit *k);

void kit_frame(struct kit *k); /* draws, paints, shows */
/* True when a frame followed. */
bool kit_event(struct kit *k, struct ui_event ev);
void kit_down(struct kit *k, float x, float y);
void kit_move(struct kit *k, float x, float y);
void kit_up(struct kit *k, float x, float y);
void kit_tap(struct kit *k, const char *id); /* must be there */
void kit_key(struct kit *k, enum ui_key key);
void kit_type(struct kit *k, const char *text);
const struct node *kit_node(struct kit *k, const char *id); /* must be there */

/* The latest frame painted whole onto new dots. */
struct canvas kit_whole(struct kit *k);
/* Dots that differ from what the frame painted whole shows. */
int kit_wrong_dots(struct kit *k);

/* One block of text, which must succeed. */
struct text_block *kit_layout(struct kit *k, const char *text, float cap_mm, float max_mm, enum text_dir dir);
/* What an eye sees of a line from left to right; brackets of right-to-left runs are turned. In the arena. */
const char *kit_seen(struct kit *k, const struct text_block *b, int line);
/* Random text of whole letters: words of Latin, Arabic, Cyrillic, digits, signs, marks. At most room - 1 bytes. */
void kit_random_text(char *out, size_t room, uint64_t *seed);
