#pragma once

/*
 * light - the lamp on top: from afar one sees how the kiosk is
 *
 * Kinds: none; twin (only remembers); gpio:WHERE, one call lamp that is lit when somebody must come; or
 * gpio:green=WHERE;yellow=WHERE;red=WHERE with any of the three (WHERE as in gpio.h).
 *   ready: green · busy: green and yellow · help: yellow and the call lamp · trouble: red and the call lamp · off: none
 * Nothing blinks. A lamp that does not take its state is logged once and tried again with the next state.
 */
#include "drivers/gpio.h"

enum light_state { LIGHT_OFF, LIGHT_READY, LIGHT_BUSY, LIGHT_HELP, LIGHT_TROUBLE, LIGHT_STATES };
enum light_lamp { LAMP_CALL, LAMP_GREEN, LAMP_YELLOW, LAMP_RED, LAMPS };

struct light_setup {
	const char *uri;
	struct loop *loop; /* borrowed, as all here */
	const struct log *log;
	const struct kernel *kernel; /* NULL: the real one */
};

struct light;
NODISCARD int light_check(const char *uri);
NODISCARD int light_open(struct light **out, const struct light_setup *setup);
void light_close(struct light *l); /* off; NULL is fine */
void light_show(struct light *l, enum light_state state);
enum light_state light_shown(const struct light *l);
const char *light_state_name(enum light_state state); /* "ready" */
/* Which lamps are lit in a state: 1 << LAMP_GREEN ... */
unsigned light_lamps(enum light_state state);
