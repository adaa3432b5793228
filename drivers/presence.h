#pragma once

/*
 * presence - is somebody standing there?
 *
 * Kinds: none (never known); twin (told by a test); gpio:WHERE of a sensor whose line is active while it sees somebody.
 * Sensors lose a person who sits still, or sits low: "nobody" is believed only after it lasted PRESENCE_SETTLE_MS,
 * "somebody" at once. A sensor that is gone knows nothing. What follows from it is the kiosk's affair (kiosk/app_sense.c).
 */
#include "drivers/gpio.h"

enum { PRESENCE_SETTLE_MS = 10 * 1000 };
enum presence_seen { PRESENCE_UNKNOWN, PRESENCE_NOBODY, PRESENCE_SOMEBODY };

struct presence_setup {
	const char *uri;
	struct loop *loop; /* borrowed, as all here */
	const struct clock *clock;
	const struct log *log;
	const struct kernel *kernel; /* NULL: the real one */
	void (*changed)(void *me, enum presence_seen seen);
	void *me;
};

struct presence;
NODISCARD int presence_check(const char *uri);
NODISCARD int presence_open(struct presence **out, const struct presence_setup *setup);
void presence_close(struct presence *p); /* NULL is fine */
enum presence_seen presence_seen(const struct presence *p);
int64_t presence_nobody_for_ms(const struct presence *p); /* since the sensor saw the last person; 0 unless NOBODY */
/* Of a twin: "somebody", "nobody", "gone". False: it is none, or knows no such event. */
bool presence_event(struct presence *p, const char *event);
