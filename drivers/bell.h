#pragma once

/*
 * bell - calls a human being to the kiosk
 *
 * Rings until somebody answers it: a second of sound, then four of silence, for as long as it takes; with an alarm a
 * second of each. Each sound is a new proof that the bell is there: one that stops working while it rings
 * is told at once (failed), and tried again with the next sound. How long a person waited is told when it ends
 * (waited), for the desk's counters; never for whom. Kinds:
 *   twin, none
 *   gpio:WHERE                                   a line that sounds while active (gpio.h)
 *   serial:/dev/ttyUSB0,dtr  or  ,rts            a relay on a modem line
 *   serial:/dev/ttyUSB0,lcus[,BAUD]              boards that take A0 01 01 A2 and A0 01 00 A1, 9600 baud
 *   serial:/dev/ttyUSB0,on=HEX/off=HEX[,BAUD]    any other board: at most 16 bytes each
 *   hid:/dev/hidraw0[,RELAY]                     USB relays 16c0:05df, relay 1..8 (1); the switched state is read back
 */
#include "drivers/kernel.h"
#include "sys/clock.h"
#include "sys/log.h"
#include "sys/loop.h"

enum { BELL_SOUND_MS = 1000, BELL_QUIET_MS = 4000, BELL_ALARM_QUIET_MS = 1000, BELL_URI_MAX = 255 };

struct bell_setup {
	const char *uri;
	struct loop *loop; /* borrowed, as all here. NULL: one sound that lasts until the answer */
	const struct clock *clock;
	const struct log *log;
	const struct kernel *kernel; /* NULL: the real one */
	void (*waited)(void *me, int64_t ms); /* a person's call was answered; may be NULL */
	void (*changed)(void *me); /* it began or stopped working while it rang; may be NULL */
	void *me;
};

struct bell;
/* The kinds that exist, and their shape; touches nothing. */
NODISCARD int bell_check(const char *uri);
/* 0 also when the device is not there: bell_works() is false, and each call tries it anew. */
NODISCARD int bell_open(struct bell **out, const struct bell_setup *setup);
void bell_close(struct bell *b); /* silences it; NULL is fine */

/* A person calls. A surprise: it makes no sound, send the person to the desk. It is tried on all the same. */
NODISCARD int bell_ring(struct bell *b); /* ringing already: fine */
void bell_answer(struct bell *b); /* somebody came */
/* While it is quiet: tells the device to be quiet, which proves whether it is there. */
void bell_look(struct bell *b);
void bell_alarm(struct bell *b, bool on); /* not a person's: no waiting time */
bool bell_is_none(const struct bell *b); /* this station was told that it has none */
bool bell_is_called(const struct bell *b); /* a person waits for an answer */
bool bell_is_ringing(const struct bell *b); /* and it can be heard */
bool bell_works(const struct bell *b); /* as far as is known */
int64_t bell_rings_for_ms(const struct bell *b); /* 0 when nobody calls */
/* Of a twin: "gone", "back", "answered". False: it knows no such event. */
bool bell_event(struct bell *b, const char *event);
