#include "sync/backoff.h"

enum { FIRST_MS = 2000, MOST_DOUBLINGS = 9 /* 2 s * 2^9 = 1024 s, past the cap */ };

static int64_t least(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

int64_t backoff_failed_ms(struct backoff *b)
{
	unsigned n = b->failures < MOST_DOUBLINGS ? b->failures : MOST_DOUBLINGS;
	int64_t span = least(BACKOFF_CAP_MS, (int64_t)FIRST_MS << n);

	b->failures++;
	return b->random(b->me) % (span + 1);
}

int64_t backoff_asked_ms(struct backoff *b, int64_t asked_s)
{
	int64_t base = asked_s < 0 ? 0 : least(BACKOFF_ASKED_CAP_MS / 1000, asked_s) * 1000;

	b->failures++;
	return base + b->random(b->me) % (base / 4 + 1);
}

void backoff_worked(struct backoff *b)
{
	b->failures = 0;
}

void sizing_init(struct sizing *s, uint32_t hub_most)
{
	s->ceiling = hub_most < SIZING_LEAST ? SIZING_LEAST : hub_most > SIZING_MOST ? SIZING_MOST : hub_most;
	s->bytes = SIZING_FIRST < s->ceiling ? SIZING_FIRST : s->ceiling;
}

void sizing_worked(struct sizing *s, int64_t took_ms)
{
	if (took_ms >= SIZING_QUICK_MS)
		return;
	s->bytes = s->bytes > s->ceiling / 2 ? s->ceiling : s->bytes * 2;
}

void sizing_failed(struct sizing *s)
{
	s->bytes = s->bytes / 2 < SIZING_LEAST ? SIZING_LEAST : s->bytes / 2;
}

int64_t sizing_timeout_ms(uint32_t bytes)
{
	return 10 * 1000 + bytes / 2;
}
