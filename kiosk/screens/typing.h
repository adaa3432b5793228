#pragma once

/*
 * typing - one field and the keys below it, in the strip above the bar
 */
#include "screens/screens.h"
#include "ui/keyboard.h"
#include "ui/widgets.h"

/* What the strip needs: keep_below_mm of the frame. */
float typing_height(const struct ui *ui, const struct keyboard *k);
void typing_draw(struct scene *s, struct box strip, const struct field *field, const struct keyboard *k,
        struct keyboard_state *keys);
