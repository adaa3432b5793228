#include "store/floor.h"

#include <stdio.h>
#include <string.h>
#include <sys/timex.h>

#include "sys/file.h"
#include "sys/text.h"

/* "0b8d0d8e-....": the dashes are dropped. */
static bool read_boot_id(uint8_t out[16])
{
	char hex[33];
	size_t n = 0;
	AUTO_BUF text;

	buf_init(&text, 256);
	if (file_read(&text, "/proc/sys/kernel/random/boot_id"))
		return false;
	for (const char *p = buf_str(&text); *p && n < 32; p++)
		if (*p != '-')
			hex[n++] = *p;
	hex[n] = 0;
	return hex_take(out, 16, hex);
}

void floor_init(struct floor *f)
{
	*f = (struct floor){.lowest_ms = FLOOR_BUILT_FOR_MS};
	if (!read_boot_id(f->boot_id))
		memset(f->boot_id, 0, sizeof f->boot_id);
}

void floor_raise(struct floor *f, int64_t to_ms)
{
	if (to_ms > f->lowest_ms)
		f->lowest_ms = to_ms;
}

/* The kernel knows whether something keeps its clock in step; a clock held by a test is kept by nothing. */
static bool clock_is_synced(const struct clock *clock)
{
	struct timex t = {0};

	return !clock->manual && adjtimex(&t) >= 0 && !(t.status & STA_UNSYNC);
}

void floor_stamp(struct stamp *out, struct floor *f, const struct clock *clock)
{
	int64_t wall = clock_wall_ms(clock), mono = clock_mono_ms(clock), moved;

	*out = (struct stamp){.created_ms = wall, .mono_ms = (uint64_t)mono};
	if (wall < f->lowest_ms) {
		out->created_ms = f->lowest_ms;
		out->state = CLOCK_UNSET;
	} else {
		out->state = clock_is_synced(clock) ? CLOCK_SYNCED : CLOCK_HELD;
	}
	moved = (wall - f->last_wall_ms) - (mono - f->last_mono_ms);
	if (f->has_last && (moved > FLOOR_JUMP_MS || moved < -FLOOR_JUMP_MS))
		out->jumped_ms = moved;
	f->has_last = true;
	f->last_wall_ms = wall;
	f->last_mono_ms = mono;
}
