/* blockrun - cuts in ascending order, each timed from disk to verdict */
#include <assert.h>
#include <stdio.h>
#include <stdlib.h>

#include "board/vm/blockrun.h"
#include "sys/clock.h"

enum { STEP = 7, ROUNDS = 16, TELL_EVERY = 50 };

static int ascending(const void *a, const void *b)
{
	size_t x = *(const size_t *)a, y = *(const size_t *)b;

	return x < y ? -1 : x > y;
}

static size_t *choose(const struct blockrun *r, size_t entries)
{
	size_t *at = calloc((size_t)r->cuts, sizeof *at), first = r->first < entries ? r->first : entries;

	for (int i = 0; at && i < r->cuts; i++) {
		size_t half = (size_t)i / 2, n = first + (size_t)i * (entries - first) / (size_t)r->cuts;

		if (i % 2 && r->n_near)
			n = r->near[half % r->n_near] + 1 + half / r->n_near % ROUNDS * STEP;
		at[i] = n > entries ? entries : n;
	}
	if (at)
		qsort(at, (size_t)r->cuts, sizeof *at, ascending);
	return at;
}

static int each(struct blockrun_sum *s, const struct blockrun *r, struct blockcut *cut, const size_t *at,
        blockrun_judge *judge, void *self)
{
	for (int i = 0; i < r->cuts; i++) {
		struct blockcut_facts f = {0};
		int64_t from = clock_measure_us();
		double took;
		int e = blockcut_at(&f, cut, at[i], r->seed + (uint64_t)i);

		s->cut = f;
		if (e == 0)
			e = judge(self, s, cut, at[i]);
		if (e)
			return err_up(e);
		took = (double)(clock_measure_us() - from) / 1e6;
		s->cuts++;
		s->torn += f.torn > 0;
		s->seconds += took;
		s->slowest = took > s->slowest ? took : s->slowest;
		if (s->cuts % TELL_EVERY == 0)
			r->say("       %d of %d cuts, %.1f s", s->cuts, r->cuts, s->seconds);
	}
	return 0;
}

int blockrun(struct blockrun_sum *out, const struct blockrun *r, blockrun_judge *judge, void *self)
{
	struct blockrun_sum s = {0};
	struct blocklog log;
	struct blockcut *cut = NULL;
	size_t *at = NULL;
	int e;

	assert(r->cuts > 0 && r->cuts <= BLOCKRUN_CUTS_MOST);
	e = blocklog_open(&log, r->log, r->disk_bytes);
	if (e)
		return err_up(e);
	s.entries = log.n;
	e = blockcut_open(&cut, &log, r->before);
	if (e == 0 && !(at = choose(r, log.n)))
		e = err_new(12, "no memory for %d cuts", r->cuts);
	if (e == 0)
		e = each(&s, r, cut, at, judge, self);
	free(at);
	blockcut_close(cut);
	blocklog_close(&log);
	if (e == 0)
		*out = s;
	return err_up(e);
}

struct court {
	const struct blockrun *run;
	const struct blockjudge *judge;
	uint64_t from, bytes;
};

void blockrun_add(struct blockrun_sum *s, const struct blockjudge_verdict *v)
{
	s->lost += v->lost;
	s->doubled += v->doubled;
	s->corrupt += v->corrupt;
	s->beyond_repair += v->beyond_repair;
	s->mended += v->mended;
}

static int judge_station(void *self, struct blockrun_sum *s, const struct blockcut *cut, size_t at)
{
	const struct court *c = self;
	char part[BLOCKJUDGE_PATH + 8];
	struct blockjudge_verdict v = {0};
	int e;

	(void)snprintf(part, sizeof part, "%s.ext4", c->judge->dir);
	e = blockcut_copy(cut, c->from, c->bytes, part);
	if (e == 0)
		e = blockjudge(&v, c->judge, part, at);
	if (e)
		return err_up(e);
	blockrun_add(s, &v);
	if (v.why[0])
		c->run->say("       cut %d, behind entry %zu: %s", s->cuts, at, v.why);
	return 0;
}

int blockrun_station(
        struct blockrun_sum *out, const struct blockrun *r, const struct blockjudge *j, uint64_t from, uint64_t bytes)
{
	struct court c = {r, j, from, bytes};

	return err_up(blockrun(out, r, judge_station, &c));
}

bool blockrun_is_good(const struct blockrun_sum *s)
{
	return s->cuts > 0 && !s->lost && !s->doubled && !s->corrupt && !s->beyond_repair;
}
