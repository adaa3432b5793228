#pragma once

/*
 * facing - to whom the screen is turned: officers read small letters in Dutch or English, a person reads
 * in their own language and size; each finds theirs again when the screen is turned back
 */
#include "screens/screens.h"

void face_staff(struct scene *s);
void face_person(struct scene *s); /* of a notice: in its language */
void face_citizen(struct scene *s); /* of a form: the language is chosen already */
