#pragma once

/*
 * kiosk_desk - an officer at the kiosk of kiosk_world: badge, PIN, the work of the desk
 */
#include "kiosk_world.h"

#define DESK_TOKEN "0123456789abcdef0123456789abcdef" /* the first administrator's */
#define DESK_OTHER "ffffeeeeddddccccbbbbaaaa99998888"
#define DESK_PIN "7391"

struct visit;
void desk_badge(struct world *w, const char *token); /* "": taken away */
void desk_pin(struct world *w, const char *digits);
/* The first badge at this station: administrator and desk, with DESK_PIN; ends at the menu. */
void desk_enrol(struct world *w);
/* Badge there, PIN, menu; or where the work stood. */
void desk_log_in(struct world *w, const char *token, const char *digits);
/* Card away, and the screen is free again. */
void desk_log_out(struct world *w);
/* From the menu: "day", "reading", "queue" ... */
void desk_go(struct world *w, const char *work);
/* Turns the pages until something says this. */
bool desk_finds(struct world *w, const char *text);
/* The label of a node; "" when it is not there. */
const char *desk_label(struct world *w, const char *id);
/* Records of that kind in the store, of the first epoch. */
int64_t desk_records(struct world *w, uint16_t kind);
