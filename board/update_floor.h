#pragma once

/*
 * update_floor - below this version nothing is ever installed
 *
 * The floor stands in the journal (update_journal.h). The image that runs counts as well, unless it is only being tried: a
 * journal that is lost or damaged does not open the way down. Who asks: RAUC's handler (update_guard.h), and a factory
 * reset, which carries the floor over what it wipes (reset.h).
 */
#include "board/update_version.h"

/* state: the journal's folder; os_release: of the image that runs. "0" when nothing is known at all. */
void update_floor(char out[UPDATE_VERSION_MAX + 1], const char *state, const char *os_release);
/* Lays a journal in state (made when absent) that holds the floor and nothing else; durable. */
NODISCARD int update_floor_lay(const char *state, const char *floor);
