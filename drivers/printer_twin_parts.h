#pragma once

/*
 * printer_twin_parts - what the twin's own files ask of each other
 *
 * Only printer_twin*.c include this. The way of a byte: printer_twin.c (wire, power and
 * time) hands it to _receive.c (buffer, real-time commands), _parse.c decodes it, _head.c
 * lays rows on paper and cuts them, _say.c answers, _event.c acts out what happens.
 */
#include "drivers/printer_twin_inside.h"

/* _receive.c: takes bytes that arrived, until there is no room, or something planned is due first; their number. */
size_t twin_receive(struct printer_twin *t, const uint8_t *bytes, size_t n);
uint64_t twin_next_planned_byte(const struct printer_twin *t); /* of all that arrive; UINT64_MAX = none */
/* How many bytes in front are a whole real-time command; 0 = they are none. */
size_t twin_realtime_at(const uint8_t *bytes, size_t n);
NODISCARD int twin_parser_new(struct printer_twin *t); /* an empty one */
/* _parse.c: as far as possible now. *moved when something was done. */
NODISCARD int twin_parse(struct printer_twin *t, bool *moved);
/* Drops what was not printed: received bytes, the half-read command, rows in the print buffer. */
void twin_lose_buffers(struct printer_twin *t, bool received_too);
/* _head.c: starts, or does at once, what comes next. True when something was done. */
bool twin_head_start(struct printer_twin *t);
void twin_head_done(struct printer_twin *t); /* at head_at */
void twin_head_stop(struct printer_twin *t); /* no power */
/* _say.c */
void twin_say(struct printer_twin *t, const uint8_t *bytes, size_t n);
void twin_say_status(struct printer_twin *t, int which); /* DLE EOT */
void twin_say_change(struct printer_twin *t); /* something changed: automatic status, when asked for */
void twin_say_auto(struct printer_twin *t);
void twin_say_full(struct printer_twin *t);
void twin_say_presenter(struct printer_twin *t);
void twin_say_sensor(struct printer_twin *t, int which);
void twin_say_identity(struct printer_twin *t, int which);
void twin_say_counter(struct printer_twin *t, int which);
void twin_say_metres(struct printer_twin *t);
void twin_say_id(struct printer_twin *t, const uint8_t id[4]);
void twin_say_power_on(struct printer_twin *t);
void twin_say_unasked(struct printer_twin *t); /* a liar's, each TWIN_LIE_BYTES */
void twin_note(struct printer_twin *t, const char *what);
/* _event.c: fires what is due at this byte, row or cut; true when something was. */
bool twin_plans_due(struct printer_twin *t, enum twin_trigger when, uint64_t n);
void twin_ticket_is(struct printer_twin *t, enum twin_ticket ticket);
