#pragma once

/*
 * kiosk_notices - the kiosk of kiosk_world with every language and every notice of assets/, approved as an example
 */
#include "kiosk_desk.h"

/* As world_open(); the pack is signed with a key that is made here. */
void notices_open(struct world *w, const char *more);
