#pragma once

/*
 * pin_pad - ten digits to tap, shown as dots; complete as soon as the last one is there
 *
 * Never spoken by the loudspeaker, never shown; key:0 .. key:9 and key:back are the nodes.
 */
#include "screens/screens.h"

enum { PIN_PAD_MOST = 8 };

struct pin_pad {
	char digits[PIN_PAD_MOST + 1];
	int n;
};

/* Cuts the keys' place off the area: beside what is read on a wide panel, below it on a tall one. */
struct box pin_pad_place(const struct ui *ui, struct box *area);
/* True when `want` digits are there. label: what is asked. */
bool pin_pad_draw(struct scene *s, struct box at, struct pin_pad *p, int want, const char *label);
void pin_pad_clear(struct pin_pad *p);
