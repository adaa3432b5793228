#include "needles.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "harness.h"
#include "sys/buf.h"
#include "sys/file.h"

enum { SAID_MOST = 40, PIECE = 1 << 20, FILE_MOST = 256 << 20 };

void needles_init(struct needles *n)
{
	n->n = 0;
	n->searched = 0;
	n->quiet = false;
	memset(n->first, -1, sizeof n->first);
	memset(n->may_begin, 0, sizeof n->may_begin);
}

static unsigned hash4(const uint8_t *p)
{
	uint32_t v;

	memcpy(&v, p, 4);
	return (v * 2654435761u) >> 16;
}

/* No needle begins with four zeros, of which memory has most. */
static size_t next_candidate(const struct needles *n, const uint8_t *p, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++) {
		unsigned h;
		uint64_t eight;

		while (i + 8 <= to && (memcpy(&eight, p + i, 8), eight == 0))
			i += 5;
		h = hash4(p + i);
		if (n->may_begin[h >> 3] >> (h & 7) & 1)
			return i;
	}
	return to;
}

static int compare(const struct needles *n, const uint8_t *p, const char *where, int found)
{
	for (int i = n->first[hash4(p)]; i >= 0; i = n->needle[i].next) {
		const struct needle *one = &n->needle[i];

		if (memcmp(one->bytes, p, one->n) != 0)
			continue;
		if (!n->quiet && found < SAID_MOST)
			fprintf(stderr, "%s, as %s, stands in %s\n", one->name, one->spelling, where);
		return 1;
	}
	return 0;
}

int needles_in_bytes(struct needles *n, const void *bytes, size_t len, const char *where)
{
	const uint8_t *p = bytes;
	uint8_t *tail = calloc(1, 2 * NEEDLE_BYTES);
	size_t end = len > NEEDLE_BYTES ? len - NEEDLE_BYTES : 0, rest = len - end;
	int found = 0;

	CHECK(tail != NULL);
	for (size_t i = 0; (i = next_candidate(n, p, i, end)) < end; i++)
		found += compare(n, p + i, where, found);
	if (rest)
		memcpy(tail, p + end, rest); /* followed by zeros, so that no comparison leaves the memory */
	for (size_t i = 0; (i = next_candidate(n, tail, i, rest)) < rest; i++)
		found += compare(n, tail + i, where, found);
	wipe(tail, 2 * NEEDLE_BYTES);
	free(tail);
	n->searched += len;
	return found;
}

/* ---- files ------------------------------------------------------------------------- */

int needles_in_file(struct needles *n, const char *path)
{
	AUTO_BUF all;
	int e;

	buf_init(&all, FILE_MOST);
	e = file_read(&all, path);
	if (e == -ENOENT)
		return 0;
	CHECK_OK(e);
	return needles_in_bytes(n, all.data, all.len, path);
}

/* nftw has no room for an argument of ours. */
static struct {
	struct needles *n;
	int64_t since_s;
	int found;
} search;

static int look(const char *path, const struct stat *st, int kind, struct FTW *at)
{
	(void)at;
	if (kind == FTW_NS || st->st_mtime < search.since_s)
		return 0;
	search.found += needles_in_bytes(search.n, path, strlen(path), "a file's name");
	if (kind == FTW_F && S_ISREG(st->st_mode) && st->st_size > 0)
		search.found += needles_in_file(search.n, path);
	return 0;
}

int needles_in_folder(struct needles *n, const char *folder, int64_t since_s)
{
	search.n = n;
	search.since_s = since_s;
	search.found = 0;
	(void)nftw(folder, look, 32, FTW_PHYS);
	return search.found;
}

/* ---- memory ------------------------------------------------------------------------- */

struct memory {
	int mem, pagemap;
};

/* Large pieces are reserved and never touched; reading them would only find zeros. */
static bool is_there(const struct memory *m, unsigned long at)
{
	static uint64_t pages[PIECE / 4096];
	ssize_t got = pread(m->pagemap, pages, sizeof pages, (off_t)(at / 4096 * sizeof *pages));

	for (size_t i = 0; i < (size_t)got / sizeof *pages && got > 0; i++)
		if (pages[i] >> 62) /* present, or swapped out */
			return true;
	return got <= 0;
}

static int in_range(struct needles *n, const struct memory *m, unsigned long from, unsigned long to, const char *where)
{
	static uint8_t piece[PIECE + NEEDLE_BYTES];
	int found = 0;

	for (unsigned long at = from; at < to; at += PIECE) {
		size_t want = to - at < sizeof piece ? to - at : sizeof piece;
		ssize_t got = is_there(m, at) ? pread(m->mem, piece, want, (off_t)at) : 0;

		if (got > 0)
			found += needles_in_bytes(n, piece, (size_t)got, where);
	}
	wipe(piece, sizeof piece);
	return found;
}

int needles_in_process(struct needles *n, pid_t pid, const char *who)
{
	char path[64], line[600], rights[5], where[700];
	unsigned long from, to;
	struct memory m;
	int found = 0;
	FILE *maps;

	snprintf(path, sizeof path, "/proc/%d/maps", (int)pid);
	maps = fopen(path, "re");
	snprintf(path, sizeof path, "/proc/%d/mem", (int)pid);
	m.mem = open(path, O_RDONLY | O_CLOEXEC);
	snprintf(path, sizeof path, "/proc/%d/pagemap", (int)pid);
	m.pagemap = open(path, O_RDONLY | O_CLOEXEC);
	CHECK(maps != NULL);
	CHECK(m.mem >= 0);
	while (fgets(line, sizeof line, maps)) {
		line[strcspn(line, "\n")] = '\0';
		/* Larger than 4 GiB: only the address checker's own book-keeping. */
		if (sscanf(line, "%lx-%lx %4s", &from, &to, rights) != 3 || rights[0] != 'r' || rights[1] != 'w' ||
		        to - from > 1ul << 32)
			continue;
		snprintf(where, sizeof where, "the memory of %s: %s", who, line);
		found += in_range(n, &m, from, to, where);
	}
	fclose(maps);
	close(m.mem);
	close(m.pagemap);
	return found;
}
