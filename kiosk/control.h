#pragma once

/*
 * control - the test door: a Unix socket that sees and touches what a person would
 *
 * One JSON object a line each way (contracts.md, section 4). Taps go the way of
 * a finger; a reply is sent after the event was handled and its frame painted.
 * `make CONTROL=0` leaves it out (control_none.c); a firmware image never has it.
 * The socket belongs to its user alone (0600). Lines over 64 KiB are refused.
 */
#include "kiosk/app.h"

struct control;

NODISCARD int control_open(struct control **out, struct app *app, const char *path);
void control_close(struct control *c); /* NULL is fine; removes the socket */
