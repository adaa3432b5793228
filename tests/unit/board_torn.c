#include "board_torn.h"

#include <stdlib.h>
#include <string.h>

#include "sys/buf.h"
#include "sys/file.h"

enum { IMAGE_MAX = 64 << 20 };

void torn_init(struct torn *t, const char *image, uint64_t seed)
{
	AUTO_BUF all;

	buf_init(&all, IMAGE_MAX);
	CHECK_OK(file_read(&all, image));
	*t = (struct torn){.bytes = (int64_t)all.len, .seed = seed | 1};
	t->durable = malloc(all.len);
	t->seen = malloc(all.len);
	t->dirty = calloc(1, all.len / TORN_SECTOR + 1);
	CHECK(t->durable && t->seen && t->dirty);
	memcpy(t->durable, all.data, all.len);
	memcpy(t->seen, all.data, all.len);
}

void torn_fini(struct torn *t)
{
	free(t->durable);
	free(t->seen);
	free(t->dirty);
}

static bool coin(struct torn *t)
{
	t->seed ^= t->seed << 13;
	t->seed ^= t->seed >> 7;
	t->seed ^= t->seed << 17;
	return t->seed >> 32 & 1;
}

/* Counts; true when the power has gone. */
static bool step(struct torn *t)
{
	t->calls++;
	t->off = t->off || (t->cut_at && t->calls >= t->cut_at);
	return t->off;
}

static int torn_read(void *me, void *bytes, size_t n, int64_t at)
{
	const struct torn *t = me;

	CHECK(at >= 0 && at + (int64_t)n <= t->bytes);
	if (t->off)
		return err_new(5, "no power");
	memcpy(bytes, t->seen + at, n);
	return 0;
}

static int torn_write(void *me, const void *bytes, size_t n, int64_t at)
{
	struct torn *t = me;
	bool before = t->off;

	CHECK(at >= 0 && at + (int64_t)n <= t->bytes);
	if (before)
		return err_new(5, "no power");
	memcpy(t->seen + at, bytes, n);
	for (int64_t s = at / TORN_SECTOR; n && s <= (at + (int64_t)n - 1) / TORN_SECTOR; s++)
		t->dirty[s] = 1;
	return step(t) ? err_new(5, "no power") : 0;
}

static int torn_sync(void *me)
{
	struct torn *t = me;

	if (t->off || step(t))
		return err_new(5, "no power");
	memcpy(t->durable, t->seen, (size_t)t->bytes);
	memset(t->dirty, 0, (size_t)(t->bytes / TORN_SECTOR));
	return 0;
}

/* What was discarded reads as anything until it is written again. */
static int torn_discard(void *me)
{
	struct torn *t = me;

	if (!t->discards)
		return 1;
	if (t->off || step(t))
		return err_new(5, "no power");
	memset(t->seen + RESET_BLOCK, 0xee, (size_t)(t->bytes - RESET_BLOCK));
	memset(t->dirty + RESET_BLOCK / TORN_SECTOR, 1, (size_t)((t->bytes - RESET_BLOCK) / TORN_SECTOR));
	return 0;
}

struct reset_disk torn_disk(struct torn *t)
{
	return (struct reset_disk){t->bytes, torn_read, torn_write, torn_sync, torn_discard, NULL, t};
}

void torn_power(struct torn *t, int cut_at)
{
	for (int64_t s = 0; s < t->bytes / TORN_SECTOR; s++) {
		if (t->dirty[s] && coin(t))
			memcpy(t->durable + s * TORN_SECTOR, t->seen + s * TORN_SECTOR, TORN_SECTOR);
		t->dirty[s] = 0;
	}
	memcpy(t->seen, t->durable, (size_t)t->bytes);
	t->calls = 0;
	t->cut_at = cut_at;
	t->off = false;
}

void torn_save(const struct torn *t, const char *image)
{
	CHECK_OK(file_replace(image, t->seen, (size_t)t->bytes, 0644));
}

int64_t torn_find(const struct torn *t, const char *text)
{
	const uint8_t *p = t->seen, *end = t->seen + t->bytes;
	int64_t n = 0;

	while ((p = memmem(p, (size_t)(end - p), text, strlen(text))) != NULL) {
		n++;
		p++;
	}
	return n;
}
