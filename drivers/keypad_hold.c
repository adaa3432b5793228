#include "drivers/keypad_hold.h"

#include <string.h>

void keypad_hold_found(struct keypad_hold *h, enum keypad_key key, int64_t now_ms)
{
	if (h->held[key]++ == 0)
		h->down_ms[key] = now_ms;
}

enum keypad_act keypad_hold_down(struct keypad_hold *h, enum keypad_key key, int64_t at_ms, int64_t now_ms)
{
	if (h->held[key]++ > 0)
		return h->stuck[key] ? KEYPAD_STUCK : KEYPAD_HELD;
	h->down_ms[key] = now_ms;
	if (h->ever[key] && h->double_ms > 0 && at_ms - h->counted_ms[key] < h->double_ms)
		return KEYPAD_DOUBLED;
	h->ever[key] = true;
	h->counted_ms[key] = at_ms;
	return KEYPAD_COUNTS;
}

bool keypad_hold_up(struct keypad_hold *h, enum keypad_key key)
{
	bool was_stuck = h->stuck[key];

	if (h->held[key] > 0)
		h->held[key]--;
	if (h->held[key] > 0)
		return false;
	h->stuck[key] = false;
	return was_stuck;
}

bool keypad_hold_look(struct keypad_hold *h, int64_t now_ms, int64_t *next_ms)
{
	bool found = false;

	*next_ms = -1;
	for (int i = 0; i < KEYPAD_KEYS && h->stuck_ms > 0; i++) {
		int64_t left = h->down_ms[i] + h->stuck_ms - now_ms;

		if (h->held[i] == 0 || h->stuck[i])
			continue;
		if (left <= 0)
			found = h->stuck[i] = true;
		else if (*next_ms < 0 || left < *next_ms)
			*next_ms = left;
	}
	return found;
}

void keypad_hold_clear(struct keypad_hold *h)
{
	memset(h->held, 0, sizeof h->held);
	memset(h->stuck, 0, sizeof h->stuck);
}
