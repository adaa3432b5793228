#pragma once

/*
 * printer_twin_options - a twin described in one line: "PLACE,speed=250,buffer=45,power_cut=1234"
 *
 * speed=MM_S|profile  head speed (not given: at once)     buffer=BYTES  receive buffer
 * baud=N, rate=BYTES_S speed of the wire                  wire=BYTES    what the host's side of it holds
 * rows=N  print buffer in rows                            cut_ms=N  slow_ms=N (answers)  hot_ms=N (cools down)
 * paper_end=keep|lose|garble|profile                      seed=N
 * one_way=yes  no_flow=yes                                liar=constants+zeros+ids+early+wrong_ids+twice+unasked+noise|all
 * power_cut=BYTE link_cut=BYTE                            paper_out=ROW paper_low=ROW cover_open=ROW hot=ROW jam=CUT
 *
 * Anything else is refused with a sentence that names it.
 */
#include "drivers/printer_twin.h"

enum { TWIN_PLACE_ROOM = 256 };

struct twin_options {
	struct twin_setup setup; /* the caller's own presets, but for what was given */
	bool profile_speed;
	char place[TWIN_PLACE_ROOM];
	struct twin_planned {
		const char *what;
		enum twin_trigger when;
		uint64_t n;
	} plans[TWIN_MOST_PLANS];
	int n_plans;
};

NODISCARD int twin_options_read(struct twin_options *o, const char *text);
/* A twin of that profile, with all that was planned. */
NODISCARD int twin_options_new(
        struct printer_twin **out, const struct twin_options *o, const struct printer_profile *profile);
