#include "visit/crosses.h"

#include <math.h>
#include <string.h>

static const float small_mm = 70.0f, same_place = 0.04f;

void crosses_begin(struct crosses *c, float width_mm, float height_mm, unsigned taps, int64_t now_ms)
{
	memset(c, 0, sizeof *c);
	c->n = width_mm < small_mm || height_mm < small_mm ? 3 : TOUCH_TARGETS_MAX;
	c->seen = taps;
	c->asked_ms = now_ms;
	c->tapped_ms = now_ms - CROSSES_BOUNCE_MS;
	touch_targets(c->targets, c->n, width_mm, height_mm);
}

int crosses_tapped(const struct crosses *c)
{
	int n = 0;

	for (int i = 0; i < c->n; i++)
		n += c->have[i];
	return n;
}

int crosses_left_ms(const struct crosses *c, int64_t now_ms)
{
	int64_t left = c->asked_ms + CROSSES_WAIT_MS - now_ms;

	return left < 0 ? 0 : (int)left;
}

/* The next one that has no tap yet. */
static void go_on(struct crosses *c, int64_t now_ms)
{
	c->asked_ms = now_ms;
	for (int step = 1; step <= c->n; step++)
		if (!c->have[(c->at + step) % c->n]) {
			c->at = (c->at + step) % c->n;
			return;
		}
	c->state = CROSSES_DONE;
}

static bool is_bounce(const struct crosses *c, struct touch_tap tap, int64_t now_ms)
{
	if (now_ms - c->tapped_ms < CROSSES_BOUNCE_MS)
		return true;
	return crosses_tapped(c) > 0 && fabsf(tap.u - c->latest.u) < same_place &&
	       fabsf(tap.v - c->latest.v) < same_place;
}

void crosses_look(struct crosses *c, unsigned taps, struct touch_tap latest, int64_t now_ms)
{
	if (c->state != CROSSES_ASK)
		return;
	if (taps != c->seen) {
		c->seen = taps;
		if (is_bounce(c, latest, now_ms))
			return;
		c->taps[c->at] = c->latest = latest;
		c->have[c->at] = true;
		c->tapped_ms = now_ms;
		go_on(c, now_ms);
		return;
	}
	if (crosses_left_ms(c, now_ms) > 0)
		return;
	if (++c->tries[c->at] >= CROSSES_TRIES)
		c->state = CROSSES_GIVEN_UP;
	else
		go_on(c, now_ms);
}
