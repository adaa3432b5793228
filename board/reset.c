#include "board/reset.h"

#include <assert.h>
#include <errno.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "sys/buf.h"
#include "sys/fault.h"
#include "sys/text.h"

/*
 * The mark: magic, how often begun (u32, little-endian), the statement's hash, a hash over all of it; then the floor (zeros
 * behind it) and a hash over all before. Two hashes: an order whose floor can not be read is still an order, and a start that
 * knows no floor still finds it. All of it is one sector, so a cut leaves the old or the new.
 */
static const char magic[] = "loket-reset-v1";
enum { AT_STARTS = 16, AT_STATEMENT = 20, AT_HASH = 84, HASH = 32, AT_FLOOR = AT_HASH + HASH };
enum { AT_FLOOR_HASH = AT_FLOOR + UPDATE_VERSION_MAX + 1 };

struct mark {
	uint32_t starts;
	char statement[65], floor[UPDATE_VERSION_MAX + 1];
};

static void put(uint8_t out[RESET_MARK_BYTES], const struct mark *m)
{
	memset(out, 0, RESET_MARK_BYTES);
	memcpy(out, magic, sizeof magic - 1);
	for (int i = 0; i < 4; i++)
		out[AT_STARTS + i] = (uint8_t)(m->starts >> (8 * i));
	memcpy(out + AT_STATEMENT, m->statement, 64);
	(void)crypto_generichash(out + AT_HASH, HASH, out, AT_HASH, NULL, 0);
	memcpy(out + AT_FLOOR, m->floor, strlen(m->floor));
	(void)crypto_generichash(out + AT_FLOOR_HASH, HASH, out, AT_FLOOR_HASH, NULL, 0);
}

static void take_floor(char out[UPDATE_VERSION_MAX + 1], const uint8_t bytes[RESET_MARK_BYTES])
{
	uint8_t hash[HASH];

	(void)crypto_generichash(hash, sizeof hash, bytes, AT_FLOOR_HASH, NULL, 0);
	memcpy(out, bytes + AT_FLOOR, UPDATE_VERSION_MAX + 1);
	out[UPDATE_VERSION_MAX] = 0;
	if (memcmp(hash, bytes + AT_FLOOR_HASH, HASH) != 0 || !update_version_is_valid(out))
		out[0] = 0;
}

static bool take(struct mark *m, const uint8_t bytes[RESET_MARK_BYTES])
{
	uint8_t hash[HASH];

	(void)crypto_generichash(hash, sizeof hash, bytes, AT_HASH, NULL, 0);
	if (memcmp(bytes, magic, sizeof magic - 1) != 0 || memcmp(hash, bytes + AT_HASH, HASH) != 0)
		return false;
	m->starts = 0;
	for (int i = 0; i < 4; i++)
		m->starts |= (uint32_t)bytes[AT_STARTS + i] << (8 * i);
	memcpy(m->statement, bytes + AT_STATEMENT, 64);
	m->statement[64] = 0;
	take_floor(m->floor, bytes);
	return true;
}

static int write_mark(struct reset_disk *d, const struct mark *m)
{
	uint8_t bytes[RESET_MARK_BYTES];
	int r = fault("reset.mark", EIO);

	put(bytes, m);
	if (r)
		return err_new(-r, "the mark of the reset can not be written");
	r = d->write(d->me, bytes, sizeof bytes, 0);
	if (r == 0)
		r = d->sync(d->me);
	return err_up(r);
}

const char *reset_told_code(enum reset_told t)
{
	static const char *const codes[RESET_TOLDS] = {[RESET_TOLD_ORDERED] = "Z01",
	        [RESET_TOLD_REFUSED] = "Z02",
	        [RESET_TOLD_NOTHING] = "Z03",
	        [RESET_TOLD_HALF] = "Z04",
	        [RESET_TOLD_WORN] = "Z05",
	        [RESET_TOLD_EMPTY] = "Z06"};

	return codes[t];
}

int reset_order(struct reset_disk *d, const char statement[65], const char *floor)
{
	struct mark m = {0};

	assert(*floor == 0 || update_version_is_valid(floor));
	if (d->size < 2 * RESET_BLOCK)
		return err_new(EINVAL, "this is no data partition: it is smaller than 2 MiB");
	(void)text_copy(m.statement, sizeof m.statement, statement);
	(void)text_copy(m.floor, sizeof m.floor, floor);
	return err_up(write_mark(d, &m));
}

static int look(struct mark *m, bool *found, struct reset_disk *d)
{
	uint8_t bytes[RESET_MARK_BYTES];
	int r = d->read(d->me, bytes, sizeof bytes, 0);

	if (r)
		return err_up(r);
	*found = take(m, bytes);
	return 0;
}

int reset_is_ordered(bool *out, struct reset_disk *d)
{
	struct mark m;

	return err_up(look(&m, out, d));
}

struct wiping {
	struct reset_disk *d;
	uint8_t *block;
	void (*progress)(void *me, int percent);
	void *me;
	struct reset_report report;
};

static void tell(const struct wiping *w, int64_t done, int half)
{
	if (w->progress)
		w->progress(w->me, (int)(done * 50 / w->d->size) + 50 * half);
}

static size_t next_piece(const struct wiping *w, int64_t at)
{
	return (size_t)(w->d->size - at < RESET_BLOCK ? w->d->size - at : RESET_BLOCK);
}

/* All but the mark, from the front: keys and indexes of the file system lie there. */
static int overwrite(struct wiping *w)
{
	int64_t at = RESET_MARK_BYTES;
	int r = 0;

	memset(w->block, 0, RESET_BLOCK);
	while (r == 0 && at < w->d->size) {
		size_t n = next_piece(w, at);

		r = fault("reset.write", EIO) ? err_new(EIO, "the data partition can not be overwritten")
		                              : w->d->write(w->d->me, w->block, n, at);
		at += (int64_t)n;
		tell(w, at, 0);
	}
	if (r == 0)
		r = fault("reset.sync", EIO) ? err_new(EIO, "the data partition can not be synced")
		                             : w->d->sync(w->d->me);
	return err_up(r);
}

static int read_back(struct wiping *w)
{
	int64_t at = RESET_MARK_BYTES;
	int r = 0;

	while (at < w->d->size) {
		size_t n = next_piece(w, at);

		memset(w->block, 0xff, n);
		r = w->d->read(w->d->me, w->block, n, at);
		if (r)
			return err_up(r);
		for (size_t i = 0; i < n; i++)
			w->report.not_zero += w->block[i] != 0;
		at += (int64_t)n;
		w->report.bytes += (int64_t)n;
		tell(w, at, 1);
	}
	return 0;
}

/* The discard spares the mark's own block; it is written again all the same, for a card that rounds up. */
static int discard(struct wiping *w, const struct mark *m)
{
	int r = w->d->discard(w->d->me);

	if (r < 0)
		return err_up(r);
	w->report.discarded = r == 0;
	return r == 0 ? err_up(write_mark(w->d, m)) : 0;
}

static int wipe_all(struct wiping *w, struct mark *m)
{
	int r;

	m->starts++;
	w->report.starts = m->starts;
	(void)text_copy(w->report.statement, sizeof w->report.statement, m->statement);
	(void)text_copy(w->report.floor, sizeof w->report.floor, m->floor);
	r = write_mark(w->d, m);
	if (r == 0)
		r = overwrite(w);
	if (r == 0)
		r = discard(w, m);
	if (r == 0 && w->report.discarded)
		r = overwrite(w);
	if (r == 0)
		r = read_back(w);
	w->report.bytes += RESET_MARK_BYTES; /* the mark, which is ours */
	return r ? err_up(r) : w->report.not_zero ? RESET_LEFT : 0;
}

int reset_run(struct reset_report *out, struct reset_disk *d, void (*progress)(void *me, int percent), void *me)
{
	struct wiping w = {.d = d, .progress = progress, .me = me};
	struct mark m;
	bool found;
	int r = look(&m, &found, d);

	if (r)
		return err_up(r);
	if (!found)
		return RESET_NONE;
	w.block = malloc(RESET_BLOCK);
	if (!w.block)
		return err_new(ENOMEM, "no memory to overwrite the data partition");
	r = wipe_all(&w, &m);
	free(w.block);
	if (r >= 0)
		*out = w.report;
	return r < 0 ? err_up(r) : r;
}

int reset_finish(struct reset_disk *d)
{
	static const uint8_t none[RESET_MARK_BYTES];
	int r = fault("reset.unmark", EIO);

	if (r)
		return err_new(-r, "the mark of the reset can not be removed");
	r = d->write(d->me, none, sizeof none, 0);
	return err_up(r ? r : d->sync(d->me));
}
