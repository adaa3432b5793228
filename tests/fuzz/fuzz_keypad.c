/* A site's own codes as text, and streams of keys: every code means one of the twelve keys or nothing; held keys add up. */
#include <stdlib.h>
#include <string.h>

#include "drivers/keypad_hold.h"
#include "drivers/keypad_map.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool holds)
{
	if (!holds)
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct keypad_hold hold = {.double_ms = 500, .stuck_ms = 1000};
	struct keypad_map map;
	char text[512];
	size_t n = size < sizeof text ? size : sizeof text - 1;
	int64_t next, now = 0;

	memcpy(text, data, n);
	text[n] = 0;
	if (keypad_map_init(&map, text))
		must(keypad_map_init(&map, "") == 0);
	for (size_t i = 0; i + 1 < size; i++) {
		enum keypad_key key = (enum keypad_key)0;
		int code = data[i] | data[i + 1] << 8;

		now += data[i];
		if (!keypad_map_find(&key, &map, code % 0x400))
			continue;
		must(key < KEYPAD_KEYS && code % 0x400 < KEYPAD_CODES);
		if (data[i + 1] & 0x80)
			(void)keypad_hold_up(&hold, key);
		else
			(void)keypad_hold_down(&hold, key, now, now);
		must(hold.held[key] >= 0);
		(void)keypad_hold_look(&hold, now, &next);
		must(next == -1 || (next > 0 && next <= 1000));
		must(!hold.stuck[key] || hold.held[key] > 0);
	}
	return 0;
}
