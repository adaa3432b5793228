#pragma once

/* kiosk_picture - what a test's kiosk shows, as PNG files to look at: LOKET_PICTURES=FOLDER */
#include "kiosk_world.h"

/* FOLDER/0001 NAME.png, signs that no file should have left out; nothing without LOKET_PICTURES. */
void picture_take(const struct world *w, const char *name);
