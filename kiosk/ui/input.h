#pragma once

/*
 * input - what fingers, keypads and keyboards did, in millimetres and names
 *
 * Windows and the test door make these; only ui_input() reads them.
 */

enum ui_key {
	UI_KEY_NONE,
	UI_KEY_NEXT, /* focus forward */
	UI_KEY_PREV, /* focus back */
	UI_KEY_SELECT, /* press what has the focus */
	UI_KEY_BACK, /* as the back button */
	UI_KEY_HELP,
	UI_KEY_LEFT, /* the caret, and what follows */
	UI_KEY_RIGHT,
	UI_KEY_BACKSPACE,
	UI_KEY_DELETE,
	UI_KEY_ENTER,
};

enum ui_event_kind { UI_DOWN, UI_MOVE, UI_UP, UI_CANCEL, UI_KEYED, UI_TYPED };

struct ui_event {
	enum ui_event_kind kind;
	int contact;
	float x_mm, y_mm;
	enum ui_key key;
	const char *text; /* UI_TYPED: UTF-8 */
};
