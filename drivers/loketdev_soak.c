/* loketdev soak: the same checks again and again for hours; what failed for how long, and how often it came back */
#include <stdio.h>
#include <string.h>

#include "drivers/loketdev.h"
#include "sys/text.h"

enum { EVERY_MS = 1000 };

struct soak {
	uint64_t looks, failed, unknown;
	int breaks; /* how often it went from well to failed */
	int64_t failed_ms, longest_ms; /* failing since; the longest time */
	char last[CHECK_SENTENCE_ROOM];
};

static void note(struct soak *s, const struct check_list *l, int64_t now_ms)
{
	enum check_verdict v = check_worst(l);

	s->looks++;
	s->unknown += v == CHECK_UNKNOWN;
	if (v != CHECK_FAILED) {
		if (s->failed_ms > 0)
			say("well again after %.1f s", (double)(now_ms - s->failed_ms) / 1000);
		s->failed_ms = 0;
		return;
	}
	s->failed++;
	if (s->failed_ms == 0) {
		s->breaks++;
		s->failed_ms = now_ms;
		for (size_t i = 0; i < l->n; i++)
			if (l->rows[i].verdict == CHECK_FAILED) {
				say("FAILED %s: %s", l->rows[i].name, l->rows[i].found);
				break;
			}
	}
	if (now_ms - s->failed_ms > s->longest_ms)
		s->longest_ms = now_ms - s->failed_ms;
}

static int run(struct soak *s, struct dev_bench *b)
{
	while (!dev_bench_is_over(b)) {
		struct check_list l = {.n = 0};
		int r = dev_bench_turn(b, EVERY_MS);

		if (r < 0)
			return err_up(r);
		dev_bench_check(&l, b);
		note(s, &l, clock_mono_ms(&b->clock));
	}
	return 0;
}

int dev_soak(int *status, const struct dev_settings *settings, const char *const *words)
{
	struct soak s = {.looks = 0};
	struct dev_bench b;
	int r = dev_bench_begin(&b, settings);

	if (r < 0)
		return err_up(r);
	b.quiet = true;
	if ((r = dev_bench_open(&b, words[0])) == 0)
		r = run(&s, &b);
	if (r == 0)
		say("soak: %llu looks, %llu failed, %llu unknown, %d breaks, longest %.1f s, %llu events",
		        (unsigned long long)s.looks, (unsigned long long)s.failed, (unsigned long long)s.unknown,
		        s.breaks, (double)s.longest_ms / 1000, (unsigned long long)b.events);
	dev_bench_end(&b);
	*status = s.failed > 0;
	return err_up(r);
}
