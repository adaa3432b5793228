#pragma once

/*
 * install_show - what the stick shows while it works: a picture with its words, a bar, and the percentage in figures
 *
 * Pictures and figures are made at build time (board/image/pictures, folder stick): nothing here knows fonts.
 */
#include "board/install/install.h"
#include "board/start/splash.h"

/* "check", "write" ...: a file NAME.pgm of the folder. Every stage and every answer has one. */
const char *install_show_stage(enum install_stage stage);
const char *install_show_answer(int answer); /* 0: done; a surprise and what is not known: "failed" */

/* percent -1: without a bar. A device without a screen is SPLASH_NO_SCREEN. */
NODISCARD int install_show(const char *fb, const char *folder, const char *name, int percent);

/* The bar below the picture's place, and the figures below that; figures: a PGM of eleven cells side by side, "0123456789%". */
NODISCARD int install_show_bar(const struct splash_frame *f, const uint8_t *figures, size_t n, int percent);
