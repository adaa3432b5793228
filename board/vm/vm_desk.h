#pragma once

/*
 * vm_desk - steps of the group "desk": what is done to the machine and to the kiosk beside it, and seen to have come out the same
 *
 * What fails is a surprise in words.
 */
#include "sys/err.h"

struct vm;

NODISCARD int desk_say(
        struct vm *v, const char *does, const char *key, const char *value); /* to the kiosk beside alone */
NODISCARD int desk_same(struct vm *v, const char *what); /* both screens show the same; what: for the sentence */
void desk_shot(struct vm *v, const char *name);
void desk_by_keypad(struct vm *v); /* from the first screen; ends behind the way out */
