#pragma once

/*
 * vm_see - hands and eyes at the machine, and the kiosk beside it that knows where things lie on a screen
 *
 * Included by vm.h. Places are dots of the screen; a picture is 3 bytes a dot, in rows. What fails is a surprise in words.
 */
#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>
#include "sys/err.h"

struct vm;
struct door;

/* ---- hands and eyes (vm_hands.c, vm_eyes.c) ---- */
NODISCARD int vm_tap(struct vm *v, int x, int y); /* dots */
json_t *vm_key(int number, bool down); /* a key of the keyboard by QEMU's number, 1 to 255 */
json_t *vm_contact(int kind, int slot, int value); /* kind 0 begins, 1 ends, 2 and 3 move across and down */
NODISCARD int vm_send(
        struct vm *v, json_t *events); /* an array, which is stolen; at most 24 at a time reach the machine */
struct picture {
	uint8_t *rgb;
	int width, height;
};
NODISCARD int vm_look(struct picture *out, struct vm *v);
void picture_free(struct picture *p);
NODISCARD int picture_read(struct picture *out, const char *png);
double picture_difference(
        const struct picture *a, const struct picture *b); /* share of dots, 0..1; 1 for other sizes */
double picture_black(const struct picture *p); /* share of dots that are black */
NODISCARD int vm_keep(struct vm *v, const char *name, char out[1024]); /* a screendump that stays: DIR/shots/NAME.png */

/* ---- the shadow (vm_shadow.c); while the machine is off it is alone: it gets the finger, and nothing is compared ---- */
NODISCARD int shadow_open(struct vm *v);
void shadow_close(struct vm *v);
struct door *shadow_door(struct vm *v);
NODISCARD int shadow_look(struct picture *out, struct vm *v);
/* The shadow anew, over what loket-update would have told it: the content of last.json. */
NODISCARD int shadow_tell(struct vm *v, const char *told);
/* The shadow anew, over a station's folder on this machine; errands: where it asks the units beside it, NULL: there are none. */
NODISCARD int shadow_over(struct vm *v, const char *data, const char *errands);
/* So many visits by the kiosk alone, in a station's folder on this machine; the machine is switched off for it. */
NODISCARD int shadow_fill(struct vm *v, const char *data, int visits);
/* Both screens show the same (but for so many dots of a hundred) within the time. */
bool vm_same(struct vm *v, double per_cent, int wait_ms);
/* A finger on what the shadow calls id, or holds text, on both. */
NODISCARD int vm_both_tap(struct vm *v, const char *id);
/* Both at the neutral screen behind the way out, which every screen has, whatever the machine shows now. A machine that is off is started. */
NODISCARD int vm_out(struct vm *v, int wait_ms);
