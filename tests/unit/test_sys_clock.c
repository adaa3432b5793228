#include <time.h>

#include "harness.h"
#include "sys/clock.h"

TEST(manual, stands_still_until_it_is_moved)
{
	struct clock c;
	clock_manual(&c, 1773483630000);
	int64_t mono = clock_mono_ms(&c);
	CHECK_INT(nanosleep(&(struct timespec){0, 3000000}, NULL), 0);
	CHECK_INT(clock_wall_ms(&c), 1773483630000);
	CHECK_INT(clock_mono_ms(&c), mono);
	clock_advance(&c, 1);
	clock_advance(&c, 0);
	clock_advance(&c, 86400000);
	CHECK_INT(clock_wall_ms(&c), 1773483630000 + 86400001);
	CHECK_INT(clock_mono_ms(&c), mono + 86400001);
}

TEST(manual, a_wall_clock_before_1970_is_a_time_too)
{
	struct clock c;
	clock_manual(&c, -1);
	CHECK_INT(clock_wall_ms(&c), -1);
	CHECK(clock_mono_ms(&c) > 0);
}

TEST(real, agrees_with_the_system)
{
	struct clock c;
	struct timespec t;
	clock_real(&c);
	CHECK_INT(clock_gettime(CLOCK_REALTIME, &t), 0);
	int64_t off = clock_wall_ms(&c) - ((int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000);
	CHECK(off >= 0 && off < 2000);
}

TEST(real, mono_never_goes_back_and_moves_on)
{
	struct clock c;
	clock_real(&c);
	int64_t first = clock_mono_ms(&c), last = first;
	for (int i = 0; i < 100000; i++) {
		int64_t now = clock_mono_ms(&c);
		CHECK(now >= last);
		last = now;
	}
	CHECK_INT(nanosleep(&(struct timespec){0, 5000000}, NULL), 0);
	CHECK(clock_mono_ms(&c) >= first + 5);
}

TEST(measure, counts_microseconds_also_beside_a_manual_clock)
{
	struct clock c;
	clock_manual(&c, 0);
	int64_t first = clock_measure_us();
	CHECK_INT(nanosleep(&(struct timespec){0, 2000000}, NULL), 0);
	CHECK(clock_measure_us() - first >= 2000);
}
