#pragma once

/*
 * tamper - the switches behind the cover, the printer's door and the case
 *
 * Kinds: none; twin (told by a test); gpio:cover=WHERE;printer=WHERE;case=WHERE with any of the three, or gpio:WHERE for
 * the cover alone (WHERE as in gpio.h; the line is active while it is open). Every opening is told, however
 * short; events that the kernel lost count as an opening. A switch that can not be read is not closed:
 * a cut wire or a pulled plug is told as TAMPER_UNREADABLE, after a second in which it could have come back. At the start it
 * is UNREADABLE from the first moment, and told after that second.
 */
#include "drivers/gpio.h"

enum tamper_switch { TAMPER_COVER, TAMPER_PRINTER, TAMPER_CASE, TAMPER_SWITCHES };
enum tamper_state { TAMPER_ABSENT, TAMPER_CLOSED, TAMPER_OPEN, TAMPER_UNREADABLE };

struct tamper_setup {
	const char *uri;
	struct loop *loop; /* borrowed, as all here */
	const struct log *log;
	const struct kernel *kernel; /* NULL: the real one */
	/* CLOSED, OPEN, UNREADABLE. What is open when it is opened is told in the first turn of the loop. */
	void (*changed)(void *me, enum tamper_switch which, enum tamper_state state);
	void *me;
};

struct tamper;
NODISCARD int tamper_check(const char *uri);
NODISCARD int tamper_open(struct tamper **out, const struct tamper_setup *setup);
void tamper_close(struct tamper *t); /* NULL is fine */
enum tamper_state tamper_state(const struct tamper *t, enum tamper_switch which);
bool tamper_is_closed(const struct tamper *t); /* every switch there is */
const char *tamper_switch_name(enum tamper_switch which); /* "cover" */
/* Of a twin: "open", "closed", "gone" of "cover", "printer" or "case" (NULL: cover). False: it is none, or knows no such event. */
bool tamper_event(struct tamper *t, const char *which, const char *event);
