#pragma once

/*
 * app_sound - the voice, headphones, and how loud a visit begins at this station
 *
 * A technician's choice of loudness lies in DATA/sound.conf ("loudness = 70"); a file that does not hold is told and left
 * out. Whoever makes it louder does so for their own visit (app_keys.h).
 */
#include "sys/err.h"

struct app;
NODISCARD int app_sound_open(struct app *a); /* before app_keys_open() */
void app_sound_close(struct app *a);
int app_sound_loudness(void *me); /* per cent; me: the app, see visit/world.h */
NODISCARD int app_sound_set_loudness(void *me, int percent);
