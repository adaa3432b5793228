#pragma once

/*
 * ui - one frame after the other: input in, marks and access tree out
 *
 * Immediate mode: a screen draws itself anew whenever something happened, by
 * calling widgets. A widget writes its marks and its node, and says whether it
 * was pressed in this pass. Nothing is drawn when nothing happened.
 *
 *     ui_input(ui, &event);             what a finger, key or keyboard did
 *     ui_begin(ui, dir); screen draws; ui_end(ui)
 *     repeat while ui_reacted(ui)       a pass in which a widget was pressed
 *     ui_damage(ui, ...), paint, ui_shown(ui)
 *
 * A press counts when the finger lifts inside the box it went down in; one
 * contact at a time, others are ignored. Everything is in millimetres.
 * Owns two frame arenas, locked and wiped at each turn: what was typed is gone
 * two frames later, and at once with ui_forget().
 */
#include "ui/access.h"
#include "ui/input.h"
#include "ui/marks.h"

enum { KEYBOARD_LATIN, KEYBOARD_ARABIC, KEYBOARD_CYRILLIC, KEYBOARD_DIGITS, KEYBOARD_COUNT };
struct keyboard;

struct panel {
	int width_px, height_px;
	float width_mm, height_mm;
};

struct ui {
	struct panel panel;
	struct fonts *fonts; /* borrowed */
	struct theme theme;
	enum text_size size;
	enum text_dir dir;

	struct arena *arena[2]; /* frames in turn */
	struct marks marks[2];
	struct access access[2];
	int turn; /* the frame under construction, or shown */
	bool shown;

	struct {
		bool down, inside;
		int contact;
		char held[ID_MAX]; /* the node it went down on */
		float x_mm, y_mm;
	} finger;
	char pressed[ID_MAX]; /* pressed in this pass, "" = nothing */
	char focus[ID_MAX];
	bool focus_shown; /* only the keypad makes the ring visible */
	enum ui_key key; /* left for a field in this pass */
	char typed[256]; /* likewise */
	bool reacted, out_of_room, all_new;
	bool follows; /* the screen wants every move of the finger (a signature) */
	const struct keyboard *keyboards[KEYBOARD_COUNT]; /* borrowed; NULL = none */
	const char *want_theme; /* a name of theme_names() that a screen asked for; NULL */
};

NODISCARD int ui_new(struct ui **out, const struct panel *panel, struct fonts *fonts);
void ui_free(struct ui *ui);

/* True when a pass must follow. */
bool ui_input(struct ui *ui, const struct ui_event *event);
void ui_begin(struct ui *ui, enum text_dir dir);
void ui_end(struct ui *ui);
/* A widget took the input of this pass: what was drawn may be out of date, draw again. */
bool ui_reacted(const struct ui *ui);
/* The person meets another screen: focus goes to its start, a finger that is down counts no more. */
void ui_new_screen(struct ui *ui);
/* Wipes both frames and the input: nothing of the visit stays. The next frame is painted whole. */
void ui_forget(struct ui *ui);

const struct marks *ui_marks(const struct ui *ui);
const struct access *ui_access(const struct ui *ui);
/* Boxes in which the latest frame differs from the one before; n <= most. */
int ui_damage(const struct ui *ui, struct box *out, int most);
void ui_shown(struct ui *ui); /* this frame is on the panel: later ones are compared with it */

/* ---- for widgets ------------------------------------------------------------------ */
/* A text of the frame. cap_mm <= 0: running text of the chosen size. Never NULL. */
const struct text_block *ui_text_block(struct ui *ui, const char *text, float cap_mm, bool bold, float max_mm);
/* The same with its lines closer together: headings, hints. */
const struct text_block *ui_tight_block(struct ui *ui, const char *text, float cap_mm, bool bold, float max_mm);
/* The block, or its beginning where it has more lines than that: of a long story, the whole of which stands elsewhere. */
const struct text_block *ui_first_lines(struct ui *ui, const struct text_block *block, int most);
float ui_cap(const struct ui *ui); /* capitals of running text */
float ui_heading_cap(const struct ui *ui);
struct marks *ui_draw(struct ui *ui);
/* Writes the node; role, label and box must be set. True when it was pressed in this pass. */
bool ui_node(struct ui *ui, struct node node);
bool ui_is_down(const struct ui *ui, const char *id); /* a finger holds it */
/* Where the finger is, while it is down; asking makes every further move a pass of its own. */
bool ui_finger(struct ui *ui, float *x_mm, float *y_mm);
bool ui_has_focus(const struct ui *ui, const char *id);
void ui_focus(struct ui *ui, const char *id);
void ui_ring(struct ui *ui, const char *id, struct box b, float radius_mm); /* the focus ring, when it is there */
const char *ui_copy(struct ui *ui, const char *text); /* into the frame */
const char *ui_printf(struct ui *ui, const char *fmt, ...) PRINTF_LIKE(2, 3);
bool ui_rtl(const struct ui *ui);
bool ui_is_compact(const struct ui *ui); /* a panel lower than 100 mm */
