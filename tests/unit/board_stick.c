#include "board_stick.h"

#include <errno.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "board/install/install_gpt.h"
#include "harness.h"

enum { SECTOR = 512, PIECES = 9 };

/* ---- the disk ------------------------------------------------------------------------------ */

void twin_new(struct twin_disk *t, int64_t bytes)
{
	*t = (struct twin_disk){.now = calloc(1, (size_t)bytes), .kept = calloc(1, (size_t)bytes), .bytes = bytes};
	CHECK(t->now && t->kept);
}

void twin_free(struct twin_disk *t)
{
	free(t->now);
	free(t->kept);
}

static bool hits(const struct twin_range *r, int64_t at, size_t n)
{
	return r->bytes > 0 && at < r->at + r->bytes && r->at < at + (int64_t)n;
}

static int twin_read(void *me, uint8_t *bytes, size_t n, int64_t at)
{
	struct twin_disk *t = me;

	CHECK(at >= 0 && at + (int64_t)n <= t->bytes && at % SECTOR == 0 && n % SECTOR == 0);
	t->reads++;
	if (t->is_off || hits(&t->no_read, at, n))
		return err_new(EIO, "the disk does not answer");
	memcpy(bytes, t->now + at, n);
	if (t->read_changes_at && t->reads >= t->read_changes_at)
		bytes[n / 2] ^= 1;
	return 0;
}

static void keep_some(struct twin_disk *t, const struct twin_range *r, int of, int most)
{
	for (int64_t at = r->at; at < r->at + r->bytes; at += SECTOR)
		if ((int)(test_random(&t->seed) % (unsigned)of) < most)
			memcpy(t->kept + at, t->now + at, SECTOR);
}

static int twin_write(void *me, const uint8_t *bytes, size_t n, int64_t at)
{
	struct twin_disk *t = me;
	const struct twin_range r = {at, (int64_t)n};

	CHECK(at >= 0 && at + (int64_t)n <= t->bytes && at % SECTOR == 0 && n % SECTOR == 0 && n > 0);
	t->writes++;
	if (t->is_off || hits(&t->no_write, at, n))
		return err_new(EIO, "the disk can not be written");
	if (!hits(&t->forgets, at, n))
		memcpy(t->now + at, bytes, n);
	CHECK(t->n_pending < TWIN_PENDING);
	t->pending[t->n_pending++] = r;
	t->is_off = t->cut_at && t->writes == t->cut_at;
	return t->is_off ? err_new(EIO, "the power is gone") : 0;
}

static int twin_flush(void *me)
{
	struct twin_disk *t = me;

	if (t->is_off || ++t->flushes == t->flush_fails_at)
		return err_new(EIO, "the disk does not take it");
	for (int i = 0; i < t->n_pending; i++)
		keep_some(t, &t->pending[i], 1, 1);
	t->n_pending = 0;
	return 0;
}

static void twin_close(void *me)
{
	(void)me;
}

struct install_disk twin_disk(struct twin_disk *t)
{
	static const struct install_disk_ops ops = {twin_read, twin_write, twin_flush, twin_close};

	return (struct install_disk){&ops, t, t->bytes};
}

void twin_power(struct twin_disk *t, uint64_t seed)
{
	t->seed = seed;
	for (int i = 0; i < t->n_pending; i++)
		keep_some(t, &t->pending[i], 2, (int)(seed % 3)); /* none, half, or all of it */
	for (int i = 0; i < t->n_pending; i++)
		memcpy(t->now + t->pending[i].at, t->kept + t->pending[i].at, (size_t)t->pending[i].bytes);
	t->n_pending = t->cut_at = t->writes = t->flushes = t->reads = 0;
	t->is_off = false;
}

/* ---- a partition table, written down from the standard ------------------------------------- */

uint32_t table_crc(const uint8_t *bytes, size_t n)
{
	uint32_t table[256], crc = 0xffffffffu;

	for (uint32_t i = 0; i < 256; i++) {
		uint32_t c = i;

		for (int k = 0; k < 8; k++)
			c = c & 1 ? 0xedb88320u ^ c >> 1 : c >> 1;
		table[i] = c;
	}
	while (n--)
		crc = table[(crc ^ *bytes++) & 0xff] ^ crc >> 8;
	return crc ^ 0xffffffffu;
}

static void le(uint8_t *at, uint64_t v, int n)
{
	for (; n--; v >>= 8)
		*at++ = (uint8_t)v;
}

void table_new(uint8_t *front, int64_t disk_bytes, const char *const *names, const int64_t *at, int n)
{
	static const uint8_t guid[16] = {0, 0x70, 0xce, 0x10, 0, 0, 0, 0x40, 0x80, 0, 0, 0, 0, 0, 1, 0};
	uint8_t *h = front + SECTOR, *e = front + 2 * SECTOR;
	uint64_t last = (uint64_t)disk_bytes / SECTOR - 1;

	memset(front, 0, 34 * SECTOR);
	front[446 + 4] = 0xee;
	le(front + 446 + 8, 1, 4);
	le(front + 446 + 12, last, 4);
	le(front + 510, 0xaa55, 2);
	for (int i = 0; i < n; i++) {
		uint64_t end = i + 1 < n ? (uint64_t)at[i + 1] / SECTOR - 1 : last - 33;

		e[128 * i] = 1; /* any type */
		e[128 * i + 16] = (uint8_t)(i + 1);
		le(e + 128 * i + 32, (uint64_t)at[i] / SECTOR, 8);
		le(e + 128 * i + 40, end, 8);
		for (size_t c = 0; names[i][c]; c++)
			e[128 * i + 56 + 2 * (int)c] = (uint8_t)names[i][c];
	}
	memcpy(h, "EFI PART\0\0\1\0", 12);
	le(h + 12, 92, 4);
	le(h + 24, 1, 8);
	le(h + 32, last, 8);
	le(h + 40, 34, 8);
	le(h + 48, last - 33, 8);
	memcpy(h + 56, guid, 16);
	le(h + 72, 2, 8);
	le(h + 80, 128, 4);
	le(h + 84, 128, 4);
	le(h + 88, table_crc(e, 128 * 128), 4);
	le(h + 16, table_crc(h, 92), 4);
}

/* ---- the stick ------------------------------------------------------------------------------ */

static void piece(struct stick *s, int64_t at, uint32_t bytes, int64_t from)
{
	struct install_piece *p = &s->plan.pieces[s->plan.n++];

	*p = (struct install_piece){.at = at, .from = from, .bytes = bytes};
	if (from >= 0)
		(void)crypto_generichash(p->hash, PLAN_HASH, s->payload.now + from, bytes, NULL, 0);
}

void stick_new(struct stick *s, unsigned version, bool erases)
{
	static const char *const names[] = {"env", "root-a", "root-b", "data"};
	static const int64_t at[] = {1 * MIB, 2 * MIB, 4 * MIB, STICK_DATA};
	uint64_t seed = version;

	CHECK(sodium_init() >= 0);
	*s = (struct stick){.plan = {.erases = erases, .data = STICK_DATA, .least = STICK_LEAST, .payload = 5 * MIB}};
	s->plan.pieces = calloc(PIECES, sizeof *s->plan.pieces);
	CHECK(s->plan.pieces != NULL);
	memcpy(s->plan.board, "twin", 5);
	s->plan.version[0] = (char)('0' + version % 10);
	twin_new(&s->payload, s->plan.payload);
	for (int64_t i = 0; i < s->payload.bytes; i += 4) {
		uint32_t r = test_random(&seed);

		memcpy(s->payload.now + i, &r, 4);
	}
	table_new(s->payload.now, STICK_LEAST, names, at, 4);
	piece(s, 0, MIB, 0);
	piece(s, 1 * MIB, 8192, 1 * MIB);
	piece(s, 2 * MIB, MIB, 2 * MIB);
	piece(s, 3 * MIB, 12288, 3 * MIB);
	piece(s, 4 * MIB, MIB, 2 * MIB); /* the second slot is the first one's twin */
	piece(s, 5 * MIB, 12288, 3 * MIB);
	piece(s, STICK_DATA, MIB, 4 * MIB);
	piece(s, STICK_DATA + MIB, MIB + 4096, -1);
	memcpy(s->plan.id, s->plan.pieces[0].hash, PLAN_ID);
	s->plan.id[0] = (uint8_t)version;
}

void stick_free(struct stick *s)
{
	install_plan_fini(&s->plan);
	twin_free(&s->payload);
}

struct install_world stick_world(struct stick *s, struct twin_disk *target)
{
	return (struct install_world){.plan = &s->plan, .source = twin_disk(&s->payload), .target = twin_disk(target)};
}

static bool table_holds(const uint8_t *h, const uint8_t *entries)
{
	uint8_t copy[92];
	uint32_t crc, of_entries;

	memcpy(copy, h, 92);
	memset(copy + 16, 0, 4);
	memcpy(&crc, h + 16, 4);
	memcpy(&of_entries, h + 88, 4);
	return memcmp(h, "EFI PART", 8) == 0 && crc == table_crc(copy, 92) &&
	       of_entries == table_crc(entries, 128 * 128);
}

static bool is_whole(const struct stick *s, const uint8_t *disk)
{
	for (int i = 1; i < s->plan.n; i++) {
		const struct install_piece *p = &s->plan.pieces[i];

		if (p->from >= 0 && memcmp(disk + p->at, s->payload.now + p->from, p->bytes) != 0)
			return false;
		if (p->from < 0 && (disk[p->at] || memcmp(disk + p->at, disk + p->at + 1, p->bytes - 1) != 0))
			return false;
	}
	/* what a loader would find behind the table of the first MiB */
	return memcmp(disk + 34 * SECTOR, s->payload.now + 34 * SECTOR, MIB - 34 * SECTOR) == 0;
}

int stick_starts(const struct stick *s, const uint8_t *disk, int64_t bytes)
{
	const uint8_t *back = disk + bytes - 33 * SECTOR;
	const uint8_t *h = NULL;

	if (disk[510] != 0x55 || disk[511] != 0xaa || disk[450] != 0xee)
		return 0;
	if (table_holds(disk + SECTOR, disk + 2 * SECTOR))
		h = disk + SECTOR;
	else if (table_holds(back + 128 * 128, back))
		h = back + 128 * 128;
	if (!h)
		return 0;
	return is_whole(s, disk) && memcmp(h + 56 + 10, s->plan.id, PLAN_ID) == 0 ? 1 : -1;
}
