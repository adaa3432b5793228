#pragma once

/*
 * kiosk_tech - a technician at the kiosk of kiosk_world, a touch panel in a fifo, and the geometry of the screens
 */
#include "kiosk_desk.h"

#define TECH_PIN "8206"

/* The first administrator gives DESK_OTHER a technician's roles (and more, if wanted); logged in, at the menu. */
void tech_open(struct world *w, const char *more, unsigned roles);
/* Turns pages until a node with this id is there, and taps it. */
void tech_press(struct world *w, const char *id);
/* From the staff menu: "calibrate", "manual" ... */
void tech_go(struct world *w, const char *task);
void tech_resize(struct world *w, enum text_size size);
/* Every page of the screen, measured; pictures of the first ones go where LOKET_PICTURES says. */
int tech_measure(struct world *w, const char *where);

/* A panel of 4096 x 4096 in the fifo "panel". */
void tech_panel_make(void);
int tech_panel(void); /* its writing end */
void tech_turn(struct world *w);
void tech_finger(struct world *w, int fd, float u, float v); /* down and up again */
