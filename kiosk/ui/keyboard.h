#pragma once

/*
 * keyboard - keys on the screen, for those who have none under their hands
 *
 * A layout is a plain text file (assets/keyboards/NAME.kbd tells the form). No
 * long press, no swipe: every letter is one tap on a key that can be seen,
 * letters with marks have a layer of their own.
 */
#include "ui/edit.h"
#include "ui/ui.h"

struct keyboard;

enum { KEYBOARD_FILE_MAX = 32 * 1024, KEYBOARD_LAYERS_MAX = 8, KEYBOARD_ROWS_MAX = 6, KEYBOARD_KEYS_MAX = 14 };

/* A bad line is a surprise that names file and line. */
NODISCARD int keyboard_load(struct keyboard **out, const char *folder, const char *name);
void keyboard_free(struct keyboard *k);

struct keyboard_state {
	int layer;
	bool other; /* the person switched to the other script */
	const char *own; /* words of the key that leads back from there ("абв"); NULL: layouts have their own key */
	const char *point; /* parts a fraction here, on the key "," of a pad of digits; NULL: ","; "": no key */
};

float keyboard_height(const struct ui *ui, const struct keyboard *k);
float keyboard_width(const struct ui *ui, const struct keyboard *k); /* at most; narrower in a narrow box */
/* True when the edit has changed. */
bool ui_keyboard(
        struct ui *ui, struct box box, const struct keyboard *k, struct keyboard_state *state, struct edit *edit);
