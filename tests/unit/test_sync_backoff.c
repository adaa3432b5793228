#include "harness.h"

#include "sync/backoff.h"

static uint32_t always(void *me)
{
	return *(const uint32_t *)me;
}

static uint32_t seeded(void *me)
{
	return test_random(me);
}

TEST(backoff, spans_double_from_two_seconds_to_fifteen_minutes)
{
	static const int64_t span[] = {
	        2000, 4000, 8000, 16000, 32000, 64000, 128000, 256000, 512000, 900000, 900000, 900000};
	uint32_t most;
	struct backoff b = {.random = always, .me = &most};

	for (size_t i = 0; i < sizeof(span) / sizeof(*span); i++) {
		most = (uint32_t)span[i];
		CHECK_INT(backoff_failed_ms(&b), span[i]); /* the largest draw is the span itself */
		b.failures--;
		most = (uint32_t)span[i] + 1;
		CHECK_INT(backoff_failed_ms(&b), 0); /* one more wraps: nothing lies above the span */
	}
}

TEST(backoff, never_gives_up_and_never_overflows)
{
	uint64_t seed = 1;
	struct backoff b = {.random = seeded, .me = &seed};

	for (int i = 0; i < 100000; i++) {
		int64_t ms = backoff_failed_ms(&b);

		CHECK(ms >= 0 && ms <= BACKOFF_CAP_MS);
	}
	b.failures = 0xffffffffu;
	CHECK(backoff_failed_ms(&b) <= BACKOFF_CAP_MS);
}

TEST(backoff, begins_anew_after_a_success)
{
	uint32_t most = 2000;
	struct backoff b = {.failures = 9, .random = always, .me = &most};

	backoff_worked(&b);
	CHECK_INT(backoff_failed_ms(&b), 2000);
}

TEST(backoff, spreads_a_fleet_over_the_span)
{
	uint64_t seed = 7;
	unsigned quarter[4] = {0};

	for (int i = 0; i < 4000; i++) {
		struct backoff b = {.failures = 20, .random = seeded, .me = &seed};

		quarter[backoff_failed_ms(&b) * 4 / (BACKOFF_CAP_MS + 1)]++;
	}
	for (int i = 0; i < 4; i++)
		CHECK(quarter[i] > 800 && quarter[i] < 1200);
}

TEST(backoff, believes_the_hub_up_to_an_hour)
{
	static const struct {
		int64_t asked_s, base_ms;
	} cases[] = {
	        {-1, 0}, {0, 0}, {1, 1000}, {3599, 3599000}, {3600, 3600000}, {3601, 3600000}, {INT64_MAX, 3600000}};
	uint64_t seed = 3;
	struct backoff b = {.random = seeded, .me = &seed};

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		for (int n = 0; n < 200; n++) {
			int64_t ms = backoff_asked_ms(&b, cases[i].asked_s);

			CHECK(ms >= cases[i].base_ms && ms <= cases[i].base_ms + cases[i].base_ms / 4);
		}
}

TEST(sizing, doubles_to_the_ceiling_and_halves_to_the_floor)
{
	struct sizing s;

	sizing_init(&s, SIZING_MOST);
	CHECK_INT(s.bytes, SIZING_FIRST);
	for (int want = SIZING_FIRST * 2; want <= SIZING_MOST; want *= 2) {
		sizing_worked(&s, SIZING_QUICK_MS - 1);
		CHECK_INT(s.bytes, want);
	}
	sizing_worked(&s, 1);
	CHECK_INT(s.bytes, SIZING_MOST);
	for (int want = SIZING_MOST / 2; want >= SIZING_LEAST; want /= 2) {
		sizing_failed(&s);
		CHECK_INT(s.bytes, want);
	}
	sizing_failed(&s);
	CHECK_INT(s.bytes, SIZING_LEAST);
}

TEST(sizing, stays_when_an_exchange_was_slow)
{
	struct sizing s;

	sizing_init(&s, SIZING_MOST);
	sizing_worked(&s, SIZING_QUICK_MS);
	CHECK_INT(s.bytes, SIZING_FIRST);
}

TEST(sizing, keeps_within_what_the_hub_takes)
{
	static const uint32_t hub[] = {
	        0, SIZING_LEAST - 1, SIZING_LEAST, SIZING_LEAST + 1, 100000, SIZING_MOST, SIZING_MOST + 1, UINT32_MAX};
	struct sizing s;

	for (size_t i = 0; i < sizeof(hub) / sizeof(*hub); i++) {
		sizing_init(&s, hub[i]);
		for (int n = 0; n < 20; n++)
			sizing_worked(&s, 0);
		CHECK(s.bytes >= SIZING_LEAST && s.bytes <= SIZING_MOST);
		CHECK(hub[i] < SIZING_LEAST || s.bytes <= hub[i]);
	}
}

TEST(sizing, gives_slow_lines_time)
{
	CHECK_INT(sizing_timeout_ms(0), 10000);
	CHECK_INT(sizing_timeout_ms(2000), 11000);
	CHECK_INT(sizing_timeout_ms(SIZING_MOST), 10000 + SIZING_MOST / 2);
}
