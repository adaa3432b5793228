/* install_run - from a stick's pieces to a target that starts, in the order that no power cut can break (install.h) */
#include <errno.h>
#include <inttypes.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "board/install/install.h"
#include "board/install/install_gpt.h"

enum { NEVER_TOLD = -1 };

struct work {
	const struct install_world *w;
	uint8_t *piece, *other, *front; /* a piece each */
	uint8_t *back;
	int64_t done, all; /* bytes of this stage */
	int told;
};

static int work_new(struct work *k, const struct install_world *w)
{
	*k = (struct work){.w = w,
	        .piece = malloc(INSTALL_PIECE),
	        .other = malloc(INSTALL_PIECE),
	        .front = malloc(INSTALL_PIECE),
	        .back = malloc(GPT_BACK_BYTES)};
	return k->piece && k->other && k->front && k->back ? 0 : err_new(ENOMEM, "no memory to install with");
}

static void work_free(struct work *k)
{
	free(k->piece);
	free(k->other);
	free(k->front);
	free(k->back);
}

/* ---- telling ------------------------------------------------------------------------------ */

static void begin(struct work *k, enum install_stage stage, int64_t all)
{
	k->done = 0;
	k->all = all > 0 ? all : 1;
	k->told = 0;
	if (k->w->progress)
		k->w->progress(k->w->me, stage, 0);
}

static void went(struct work *k, enum install_stage stage, int64_t bytes)
{
	int percent;

	k->done += bytes;
	percent = (int)(k->done * 100 / k->all);
	if (percent == k->told || !k->w->progress)
		return;
	k->told = percent;
	k->w->progress(k->w->me, stage, percent);
}

static int64_t bytes_of(const struct install_plan *p, bool zeros)
{
	int64_t n = 0;

	for (int i = 0; i < p->n; i++)
		n += zeros || p->pieces[i].from >= 0 ? p->pieces[i].bytes : 0;
	return n;
}

/* An answer with its sentence: the surprise below it is what really happened. */
static int stick_bad(const char *what, int64_t at)
{
	(void)err_new(EIO, "the stick is damaged: %s at byte %" PRId64 " of it; make it anew", what, at);
	return INSTALL_STICK_BAD;
}

static int target_bad(const char *what, int64_t at)
{
	(void)err_new(
	        EIO, "this device's storage is worn or broken: %s at byte %" PRId64 "; it must be replaced", what, at);
	return INSTALL_TARGET_BAD;
}

/* ---- the stick ----------------------------------------------------------------------------- */

static bool is_what_was_built(const struct install_piece *p, const uint8_t *bytes)
{
	uint8_t hash[PLAN_HASH];

	(void)crypto_generichash(hash, sizeof hash, bytes, p->bytes, NULL, 0);
	return sodium_memcmp(hash, p->hash, sizeof hash) == 0;
}

/* Held to its hash each time: what is written is what was checked, also when the stick changes its mind. */
static int take(struct work *k, const struct install_piece *p)
{
	const struct install_disk *from = &k->w->source;

	if (from->ops->read(from->me, k->piece, p->bytes, p->from))
		return stick_bad("it can not be read", p->from);
	return is_what_was_built(p, k->piece) ? 0 : stick_bad("not what was built", p->from);
}

static int check(struct work *k)
{
	const struct install_plan *plan = k->w->plan;
	int r = 0;

	if (k->w->source.bytes < plan->payload)
		return stick_bad("it ends", k->w->source.bytes);
	begin(k, INSTALL_CHECKS, bytes_of(plan, false));
	for (int i = 0; i < plan->n && r == 0; i++)
		if (plan->pieces[i].from >= 0) {
			r = take(k, &plan->pieces[i]);
			went(k, INSTALL_CHECKS, plan->pieces[i].bytes);
		}
	return r;
}

int install_check(const struct install_world *w)
{
	struct work k;
	int r = work_new(&k, w);

	if (r == 0)
		r = check(&k);
	work_free(&k);
	return r < 0 ? err_up(r) : r;
}

/* ---- the target ---------------------------------------------------------------------------- */

static int put(struct work *k, const uint8_t *bytes, size_t n, int64_t at)
{
	const struct install_disk *to = &k->w->target;

	return to->ops->write(to->me, bytes, n, at) ? target_bad("it can not be written", at) : 0;
}

static int flush(struct work *k)
{
	const struct install_disk *to = &k->w->target;

	return to->ops->flush(to->me) ? target_bad("it does not keep what is written", 0) : 0;
}

static int same(struct work *k, const uint8_t *bytes, size_t n, int64_t at)
{
	const struct install_disk *to = &k->w->target;

	if (to->ops->read(to->me, k->other, n, at))
		return target_bad("it can not be read", at);
	return memcmp(k->other, bytes, n) == 0 ? 0 : target_bad("it does not keep what is written", at);
}

static int64_t end_of(const struct work *k)
{
	return k->w->target.bytes / INSTALL_SECTOR * INSTALL_SECTOR;
}

/* First of all nothing starts from here any more: the first block, the last table, then what else lay at the start, each durable before the next. */
static int empty_ends(struct work *k)
{
	int r;

	memset(k->piece, 0, INSTALL_PIECE);
	r = put(k, k->piece, INSTALL_BLOCK, 0);
	if (r == 0)
		r = flush(k);
	if (r == 0)
		r = put(k, k->piece, GPT_BACK_BYTES, end_of(k) - GPT_BACK_BYTES);
	if (r == 0)
		r = flush(k);
	if (r == 0)
		r = put(k, k->piece + INSTALL_BLOCK, INSTALL_PIECE - INSTALL_BLOCK, INSTALL_BLOCK);
	return r ? r : flush(k);
}

/* Zeros in steps of a piece: put or compared. */
static int each_zero(struct work *k, const struct install_piece *p, enum install_stage stage,
        int (*step)(struct work *, const uint8_t *, size_t, int64_t))
{
	int r = 0;

	memset(k->piece, 0, INSTALL_PIECE);
	for (uint32_t at = 0; at < p->bytes && r == 0; at += INSTALL_PIECE) {
		uint32_t left = p->bytes - at, n = left < INSTALL_PIECE ? left : INSTALL_PIECE;

		r = step(k, k->piece, n, p->at + at);
		went(k, stage, n);
	}
	return r;
}

/* From the last to the first: a loader's first block, by which a chip knows it, is never there before the rest. The first piece waits. */
static int lay(struct work *k)
{
	const struct install_plan *plan = k->w->plan;
	int r = 0;

	begin(k, INSTALL_WRITES, bytes_of(plan, true));
	for (int i = plan->n - 1; i > 0 && r == 0; i--) {
		const struct install_piece *p = &plan->pieces[i];

		if (p->from < 0) {
			r = each_zero(k, p, INSTALL_WRITES, put);
			continue;
		}
		r = take(k, p);
		if (r == 0)
			r = put(k, k->piece, p->bytes, p->at);
		went(k, INSTALL_WRITES, p->bytes);
	}
	if (r == 0)
		r = flush(k);
	went(k, INSTALL_WRITES, plan->pieces[0].bytes);
	return r;
}

/* What the medium holds, against the hashes: the stick is not asked again. */
static int kept(struct work *k, const struct install_piece *p)
{
	const struct install_disk *to = &k->w->target;
	int r = 0;

	if (p->from < 0)
		return each_zero(k, p, INSTALL_VERIFIES, same);
	if (to->ops->read(to->me, k->piece, p->bytes, p->at))
		r = target_bad("it can not be read", p->at);
	else if (!is_what_was_built(p, k->piece))
		r = target_bad("it does not keep what is written", p->at);
	went(k, INSTALL_VERIFIES, p->bytes);
	return r;
}

static int verify(struct work *k)
{
	const struct install_plan *plan = k->w->plan;
	int r = 0;

	begin(k, INSTALL_VERIFIES, bytes_of(plan, true));
	for (int i = 1; i < plan->n && r == 0; i++)
		r = kept(k, &plan->pieces[i]);
	return r;
}

/* The table at the end, the first MiB from its end to its second block, and at last the block without which nothing starts. */
static int make_it_start(struct work *k)
{
	int64_t at_back = end_of(k) - GPT_BACK_BYTES;
	int r = take(k, &k->w->plan->pieces[0]);

	if (r)
		return r;
	memcpy(k->front, k->piece, INSTALL_PIECE);
	r = install_gpt_fit(k->front, k->back, k->w->target.bytes, k->w->plan->id);
	if (r)
		return err_up(r);
	r = put(k, k->back, GPT_BACK_BYTES, at_back);
	for (int64_t at = INSTALL_PIECE - INSTALL_BLOCK; at > 0 && r == 0; at -= INSTALL_BLOCK)
		r = put(k, k->front + at, INSTALL_BLOCK, at);
	if (r == 0)
		r = flush(k);
	if (r == 0)
		r = same(k, k->back, GPT_BACK_BYTES, at_back);
	if (r == 0)
		r = same(k, k->front + INSTALL_BLOCK, INSTALL_PIECE - INSTALL_BLOCK, INSTALL_BLOCK);
	if (r == 0)
		r = put(k, k->front, INSTALL_BLOCK, 0);
	if (r == 0)
		r = flush(k);
	if (r == 0)
		r = same(k, k->front, INSTALL_BLOCK, 0);
	went(k, INSTALL_VERIFIES, INSTALL_PIECE);
	return r;
}

int install_run(const struct install_world *w)
{
	struct work k;
	int r;

	if (w->target.bytes < w->plan->least) {
		(void)err_new(ENOSPC,
		        "this device's storage holds %" PRId64 " MiB; Loket needs %" PRId64
		        " MiB: put in a larger card",
		        w->target.bytes >> 20, w->plan->least >> 20);
		return INSTALL_SMALL;
	}
	r = work_new(&k, w);
	if (r == 0)
		r = check(&k);
	if (r == 0)
		r = empty_ends(&k);
	if (r == 0)
		r = lay(&k);
	if (r == 0)
		r = verify(&k);
	if (r == 0)
		r = make_it_start(&k);
	work_free(&k);
	return r < 0 ? err_up(r) : r;
}
