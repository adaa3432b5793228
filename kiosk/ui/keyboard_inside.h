#pragma once

/* keyboard_inside - a layout as it was read */
#include "ui/keyboard.h"

enum kbd_kind { KBD_TEXT, KBD_BACK, KBD_SPACE, KBD_ENTER, KBD_LEFT, KBD_RIGHT, KBD_SHIFT, KBD_GO, KBD_OTHER };

struct kbd_key {
	enum kbd_kind kind;
	float units;
	char text[24]; /* what it types, or its words */
	char layer[16]; /* SHIFT and GO */
};

struct kbd_row {
	struct kbd_key key[KEYBOARD_KEYS_MAX];
	int n;
	float units;
};

struct kbd_layer {
	char name[16];
	bool once;
	struct kbd_row row[KEYBOARD_ROWS_MAX];
	int n;
};

struct keyboard {
	struct kbd_layer layer[KEYBOARD_LAYERS_MAX];
	int n, rows; /* rows: of the tallest layer */
	float units; /* of the widest row of all */
};
