/* blockcut - a base that moves forward, and a tail that is laid over it and taken back */
#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "board/vm/blockcut.h"
#include "sys/buf.h"

enum { SECTOR = 512, PART = 1 << 20, TORN_ONE_IN = 6, SHARES = 5 };

struct blockcut {
	const struct blocklog *log;
	int fd;
	size_t base, last; /* entries that are in the file for good; where the last cut was */
	struct buf old; /* u64 where, u64 bytes, the bytes: what the tail covered, oldest first */
	size_t *order; /* of the tail's writes */
	size_t order_room;
	uint8_t part[PART];
};

/* xorshift64*: the same on every machine. */
static uint64_t next_random(uint64_t *state)
{
	*state ^= *state >> 12;
	*state ^= *state << 25;
	*state ^= *state >> 27;
	return *state * 0x2545f4914f6cdd1dULL;
}

static uint64_t below(uint64_t *state, uint64_t n)
{
	return (next_random(state) >> 16) % n;
}

int blockcut_open(struct blockcut **out, const struct blocklog *log, const char *path)
{
	struct blockcut *c = calloc(1, sizeof *c);
	struct stat st;

	if (!c)
		return err_new(ENOMEM, "no memory to replay a disk");
	c->log = log;
	buf_init(&c->old, (size_t)BLOCKCUT_TAIL_MOST_MIB << 20);
	c->fd = open(path, O_RDWR | O_CLOEXEC);
	if (c->fd < 0 || fstat(c->fd, &st) || (uint64_t)st.st_size < log->disk_bytes) {
		blockcut_close(c);
		return err_new(EINVAL, "%s is not the disk that the block log tells of", path);
	}
	*out = c;
	return 0;
}

void blockcut_close(struct blockcut *c)
{
	if (!c)
		return;
	if (c->fd >= 0)
		(void)close(c->fd);
	buf_fini(&c->old);
	free(c->order);
	free(c);
}

static int put(struct blockcut *c, const uint8_t *bytes, uint64_t to, size_t n)
{
	return pwrite(c->fd, bytes, n, (off_t)to) == (ssize_t)n
	               ? 0
	               : err_new(errno, "the replayed disk can not be written");
}

/* A whole entry, piece by piece. */
static int apply(struct blockcut *c, size_t i)
{
	const struct blocklog_entry *e = &c->log->entry[i];

	for (uint64_t done = 0; done < e->bytes;) {
		size_t n = e->bytes - done < PART ? (size_t)(e->bytes - done) : PART;
		int r = blocklog_data(c->part, c->log, i, done, n);

		if (r == 0)
			r = put(c, c->part, e->to + done, n);
		if (r)
			return err_up(r);
		done += n;
	}
	return 0;
}

static int remember(struct blockcut *c, const struct blocklog_entry *e)
{
	buf_u64(&c->old, e->to);
	buf_u64(&c->old, e->bytes);
	for (uint64_t done = 0; done < e->bytes;) {
		size_t n = e->bytes - done < PART ? (size_t)(e->bytes - done) : PART;

		if (pread(c->fd, c->part, n, (off_t)(e->to + done)) != (ssize_t)n)
			return err_new(EIO, "the replayed disk can not be read");
		buf_add(&c->old, c->part, n);
		done += n;
	}
	return buf_done(&c->old)
	               ? err_new(EFBIG, "more than %d MiB were written without a flush", (int)BLOCKCUT_TAIL_MOST_MIB)
	               : 0;
}

/* The tail's writes were remembered in the order of the log, before any was applied: each holds the base. */
static int take_back(struct blockcut *c)
{
	size_t at = 0;

	while (at < c->old.len) {
		uint64_t head[2];
		int r;

		memcpy(head, c->old.data + at, sizeof head);
		at += sizeof head;
		r = put(c, c->old.data + at, head[0], (size_t)head[1]);
		if (r)
			return err_up(r);
		at += (size_t)head[1];
	}
	c->old.len = 0;
	return 0;
}

/* Each sector of its own fate. */
static int apply_torn(struct blockcut *c, size_t i, uint64_t *random)
{
	const struct blocklog_entry *e = &c->log->entry[i];
	uint8_t sector[SECTOR];

	for (uint64_t done = 0; done < e->bytes; done += SECTOR) {
		int r;

		if (below(random, 2))
			continue;
		r = blocklog_data(sector, c->log, i, done, sizeof sector);
		if (r == 0)
			r = put(c, sector, e->to + done, sizeof sector);
		if (r)
			return err_up(r);
	}
	return 0;
}

/* Some of the writes order[from..to), in any order. A share of 0 to 4 quarters arrives: also a disk that kept nothing, or all. */
static int apply_some(
        struct blockcut *c, struct blockcut_facts *f, size_t from, size_t to, uint64_t share, uint64_t *random)
{
	for (size_t i = to; i > from + 1; i--) {
		size_t other = from + (size_t)below(random, i - from), held = c->order[i - 1];

		c->order[i - 1] = c->order[other];
		c->order[other] = held;
	}
	for (size_t i = from; i < to; i++) {
		bool torn = share > 0 && share < SHARES - 1 && below(random, TORN_ONE_IN) == 0;
		int r;

		if (!torn && below(random, SHARES - 1) >= share)
			continue;
		r = torn ? apply_torn(c, c->order[i], random) : apply(c, c->order[i]);
		if (r)
			return err_up(r);
		f->kept++;
		f->torn += torn;
	}
	return 0;
}

/* A write with FUA is there, and nothing older covers it: it parts the tail. The very last one is still on its way: it is as any other. */
static int apply_tail(struct blockcut *c, struct blockcut_facts *f, uint64_t *random)
{
	uint64_t share = below(random, SHARES);
	size_t from = 0;

	for (size_t i = 0; i < f->tail; i++) {
		int r;

		if (!(c->log->entry[c->order[i]].flags & BLOCKLOG_FUA) || c->order[i] + 1 == c->last)
			continue;
		r = apply_some(c, f, from, i, share, random);
		if (r == 0)
			r = apply(c, c->order[i]);
		if (r)
			return err_up(r);
		f->kept++;
		from = i + 1;
	}
	return err_up(apply_some(c, f, from, f->tail, share, random));
}

static int gather_tail(struct blockcut *c, struct blockcut_facts *f, size_t n)
{
	if (n - f->durable > c->order_room) {
		size_t *more = realloc(c->order, (n - f->durable) * sizeof *more);

		if (!more)
			return err_new(ENOMEM, "no memory for a tail of %zu writes", n - f->durable);
		c->order = more;
		c->order_room = n - f->durable;
	}
	for (size_t i = f->durable; i < n; i++) {
		int r;

		if (c->log->entry[i].bytes == 0)
			continue;
		r = remember(c, &c->log->entry[i]);
		if (r)
			return err_up(r);
		c->order[f->tail++] = i;
	}
	return 0;
}

/* A flush is known to be done when something follows it. */
static size_t durable_before(const struct blocklog *log, size_t n)
{
	for (size_t i = n; i > 1; i--)
		if (log->entry[i - 2].flags & BLOCKLOG_FLUSH)
			return i - 2;
	return 0;
}

int blockcut_at(struct blockcut_facts *facts, struct blockcut *c, size_t n, uint64_t seed)
{
	uint64_t random = seed * 0x9e3779b97f4a7c15ULL + n + 1;
	struct blockcut_facts f = {0};
	int r = take_back(c);

	assert(n >= c->last && n <= c->log->n);
	c->last = n;
	f.durable = durable_before(c->log, n);
	while (r == 0 && c->base < f.durable)
		r = apply(c, c->base++);
	if (r == 0)
		r = gather_tail(c, &f, n);
	random = random ? random : 1;
	for (int i = 0; i < 4; i++)
		(void)next_random(&random);
	if (r == 0)
		r = apply_tail(c, &f, &random);
	if (r == 0 && facts)
		*facts = f;
	return err_up(r);
}

static int copy_piece(int to, int from, uint64_t start, off_t at, off_t end)
{
	off_t in = at, out = at - (off_t)start;

	while (in < end) {
		ssize_t n = copy_file_range(from, &in, to, &out, (size_t)(end - in), 0);

		if (n <= 0)
			return err_new(n < 0 ? errno : EIO, "a part of the replayed disk can not be copied");
	}
	return 0;
}

int blockcut_copy(const struct blockcut *c, uint64_t from, uint64_t bytes, const char *to)
{
	off_t at = (off_t)from, end = (off_t)(from + bytes);
	int fd = open(to, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600), r = 0;

	if (fd < 0 || ftruncate(fd, (off_t)bytes))
		r = err_new(errno, "%s can not be written", to);
	while (r == 0 && at < end) {
		off_t data = lseek(c->fd, at, SEEK_DATA), hole;

		if (data < 0 || data >= end)
			break;
		hole = lseek(c->fd, data, SEEK_HOLE);
		hole = hole > end ? end : hole;
		r = copy_piece(fd, c->fd, from, data, hole);
		at = hole;
	}
	if (fd >= 0)
		(void)close(fd);
	return err_up(r);
}
