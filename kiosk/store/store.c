#include "store/store.h"

#include <assert.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sodium.h>

#include "sys/fault.h"
#include "store/envelope.h"
#include "store/kinds.h"
#include "store/store_promise.h"

#define LOG_MODULE "store"

enum { RESERVE_PRESET = 64 << 20, BALLAST_PRESET = 1 << 20 };

int store_open_tuned(struct store **out, const struct store_world *world, const struct store_tuning *tuning)
{
	struct store *s = fault("store.memory", ENOMEM) ? NULL : calloc(1, sizeof *s);

	if (!s)
		return err_new(ENOMEM, "no memory for the store");
	s->world = *world;
	s->tuning = *tuning;
	if (s->world.reserve_bytes == 0)
		s->world.reserve_bytes = RESERVE_PRESET;
	if (s->world.ballast_bytes == 0)
		s->world.ballast_bytes = BALLAST_PRESET;
	floor_init(&s->floor);
	if (sodium_init() < 0) {
		free(s);
		return err_new(ENOSYS, "the crypto library finds no random numbers on this machine");
	}
	if (store_db_open(s) == 0) {
		struct stamp first;

		floor_stamp(&first, &s->floor, s->world.clock); /* from here on jumps are seen */
		store_ballast_make(s);
	}
	*out = s;
	return 0;
}

int store_open(struct store **out, const struct store_world *world)
{
	return err_up(store_open_tuned(out, world, &(const struct store_tuning){0}));
}

void store_close(struct store *s)
{
	if (!s)
		return;
	store_db_close(s);
	free(s);
}

const char *store_why(const struct store *s)
{
	return s->why;
}

void store_new_id(uint8_t out[RECORD_ID_BYTES])
{
	randombytes_buf(out, RECORD_ID_BYTES);
}

int store_ready(struct store *s)
{
	int64_t space;

	if (s->sick)
		return STORE_SICK;
	space = store_space(s);
	if (s->sick)
		return STORE_SICK;
	if (space < 0) {
		(void)snprintf(s->why, sizeof s->why, "%s", err_why());
		return STORE_FULL;
	}
	if (space < s->world.reserve_bytes || s->ballast_spent) {
		(void)snprintf(s->why, sizeof s->why,
		        "the disk of this station is nearly full: %lld MiB free, %lld kept in reserve. Let it sync, or make room",
		        (long long)(space >> 20), (long long)(s->world.reserve_bytes >> 20));
		return STORE_FULL;
	}
	s->why[0] = 0;
	return 0;
}

/* The chain's own remark that the wall clock was moved. */
static int add_jump(struct store *s, const struct stamp *stamp)
{
	struct store_new new = {.type = KIND_CLOCK_JUMP,
	        .schema = 1,
	        .epoch = s->head.chain.epoch,
	        .seq = s->head.chain.seq + 1,
	        .stamp = stamp};
	uint8_t id[RECORD_ID_BYTES];
	char json[60];

	store_new_id(id);
	new.id = id;
	new.n = (size_t)snprintf(json, sizeof json, "{\"moved_ms\":%lld}", (long long)stamp->jumped_ms);
	new.json = json;
	return store_add(s, &new);
}

int store_add_order(struct store *s, const struct store_order *order)
{
	struct store_new new = {
	        .id = order->id, .type = order->type, .schema = order->schema, .json = order->json, .n = order->n};
	struct stamp stamp;
	int r = 0;

	floor_stamp(&stamp, &s->floor, s->world.clock);
	new.stamp = &stamp;
	if (stamp.jumped_ms != 0 && s->head.chain.epoch != 0)
		r = add_jump(s, &stamp);
	if (r)
		return r;
	new.epoch = s->head.chain.epoch ? s->head.chain.epoch : s->world.station->epoch;
	new.seq = s->head.chain.epoch ? s->head.chain.seq + 1 : 1;
	return store_add(s, &new);
}

int store_commit(struct store_kept *out, struct store *s, const struct store_order *order)
{
	return store_commit_both(out, s, order, NULL);
}

int store_new_epoch(struct store *s)
{
	uint32_t last = s->head.chain.epoch > s->hub_epoch ? s->head.chain.epoch : s->hub_epoch;
	struct store_new new = {.type = KIND_EPOCH_LINK, .schema = 1, .seq = 1};
	uint8_t id[RECORD_ID_BYTES];
	struct stamp stamp;
	char json[160];
	int r;

	if (s->sick)
		return STORE_SICK;
	new.epoch = (last > s->world.station->epoch ? last : s->world.station->epoch) + 1;
	floor_stamp(&stamp, &s->floor, s->world.clock);
	new.stamp = &stamp;
	store_new_id(id);
	new.id = id;
	new.n = (size_t)snprintf(json, sizeof json,
	        "{\"station\":{\"epoch\":%u,\"seq\":%u},\"hub\":{\"epoch\":%u,\"seq\":%u}}", s->head.chain.epoch,
	        s->head.chain.seq, s->hub_epoch, s->hub_seq);
	new.json = json;
	r = store_add(s, &new);
	if (r == 0)
		r = store_keep_word(s);
	if (r == 0)
		log_warn(s->world.log, "epoch %u begun: the hub knows records that this disk does not", new.epoch);
	assert(r != STORE_TOO_BIG);
	return r;
}
