#include "sys/clock.h"

#include <assert.h>
#include <time.h>

static int64_t now_ms(clockid_t id)
{
	struct timespec t;

	(void)clock_gettime(id, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

void clock_real(struct clock *c)
{
	*c = (struct clock){0};
}

void clock_manual(struct clock *c, int64_t wall_ms)
{
	*c = (struct clock){.manual = true, .wall_held_ms = wall_ms, .mono_held_ms = 1000};
}

void clock_advance(struct clock *c, int64_t ms)
{
	assert(c->manual && ms >= 0);
	c->wall_held_ms += ms;
	c->mono_held_ms += ms;
}

int64_t clock_wall_ms(const struct clock *c)
{
	return c->manual ? c->wall_held_ms : now_ms(CLOCK_REALTIME);
}

int64_t clock_mono_ms(const struct clock *c)
{
	return c->manual ? c->mono_held_ms : now_ms(CLOCK_BOOTTIME);
}

int64_t clock_measure_us(void)
{
	struct timespec t;

	(void)clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}
