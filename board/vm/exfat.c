/* exfat - the few structures of an exFAT volume that a file in its main folder needs */
#include "board/vm/exfat.h"

#include <endian.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "sys/text.h"

enum {
	BOOT = 512,
	ENTRY = 32,
	FIRST = 2, /* the number of the first cluster */
	BITMAP = 0x81,
	FILE_SET = 0x85,
	STREAM = 0xc0,
	NAME = 0xc1,
	LETTERS = 15, /* of an entry of names */
	IN_ONE_PIECE = 2,
	ENTRIES_MOST = 1 << 16,
	BITMAP_MOST = 8 << 20
};

static const uint32_t chain_end = 0xfffffff7; /* from here on no cluster */

static uint32_t number(const uint8_t *at)
{
	uint32_t n;

	memcpy(&n, at, sizeof n);
	return le32toh(n);
}

static int get(const struct exfat *x, void *out, size_t n, uint64_t at)
{
	return pread(x->fd, out, n, (off_t)at) == (ssize_t)n ? 0 : err_new(EIO, "the exFAT volume ends too early");
}

static int set(const struct exfat *x, const void *bytes, size_t n, uint64_t at)
{
	return pwrite(x->fd, bytes, n, (off_t)at) == (ssize_t)n ? 0
	                                                        : err_new(errno, "the exFAT volume can not be written");
}

int exfat_open(struct exfat *out, const char *image, uint64_t at)
{
	struct exfat x = {.fd = open(image, O_RDWR | O_CLOEXEC)};
	uint8_t boot[BOOT] = {0};
	int e = x.fd < 0 ? err_new(errno, "%s can not be opened", image) : get(&x, boot, sizeof boot, at);
	unsigned sector = boot[108], cluster = boot[109];

	if (e == 0 && (memcmp(boot + 3, "EXFAT   ", 8) != 0 || sector < 9 || sector > 12 || cluster > 25 - sector))
		e = err_new(EINVAL, "%s holds no exFAT volume there", image);
	if (e) {
		exfat_close(&x);
		return err_up(e);
	}
	x.fat = at + ((uint64_t)number(boot + 80) << sector);
	x.heap = at + ((uint64_t)number(boot + 88) << sector);
	x.clusters = number(boot + 92);
	x.root = number(boot + 96);
	x.cluster_bytes = 1u << (sector + cluster);
	*out = x;
	return 0;
}

void exfat_close(struct exfat *x)
{
	if (x->fd >= 0)
		(void)close(x->fd);
	x->fd = -1;
}

uint64_t exfat_of_cluster(const struct exfat *x, uint32_t cluster)
{
	return x->heap + (uint64_t)(cluster - FIRST) * x->cluster_bytes;
}

static bool is_cluster(const struct exfat *x, uint32_t cluster)
{
	return cluster >= FIRST && cluster - FIRST < x->clusters && cluster < chain_end;
}

/* The cluster behind this one, by the FAT; 0: none. */
static int behind(uint32_t *out, const struct exfat *x, uint32_t cluster)
{
	uint8_t n[4];
	int e = get(x, n, sizeof n, x->fat + (uint64_t)cluster * 4);

	*out = e == 0 && is_cluster(x, number(n)) ? number(n) : 0;
	return err_up(e);
}

/* The main folder, as many clusters as it has. */
static int read_folder(struct buf *out, const struct exfat *x)
{
	uint32_t at = x->root, left = ENTRIES_MOST / (x->cluster_bytes / ENTRY) + 1;
	uint8_t *cluster = malloc(x->cluster_bytes);
	int e = cluster ? 0 : err_new(ENOMEM, "no memory for a cluster");

	for (; e == 0 && is_cluster(x, at) && left > 0; left--) {
		e = get(x, cluster, x->cluster_bytes, exfat_of_cluster(x, at));
		if (e == 0)
			buf_add(out, cluster, x->cluster_bytes);
		if (e == 0)
			e = behind(&at, x, at);
	}
	free(cluster);
	return e ? err_up(e) : err_up(buf_done(out));
}

/* ---- putting ------------------------------------------------------------------------------------------ */

static uint16_t turn(uint16_t sum, uint8_t byte)
{
	return (uint16_t)((sum << 15 | sum >> 1) + byte);
}

static uint16_t name_hash(const char *name)
{
	uint16_t sum = 0;

	for (; *name; name++) {
		uint8_t c = (uint8_t)(*name >= 'a' && *name <= 'z' ? *name - 'a' + 'A' : *name);

		sum = turn(turn(sum, c), 0);
	}
	return sum;
}

static void put16(uint8_t *at, uint16_t n)
{
	n = htole16(n);
	memcpy(at, &n, sizeof n);
}

static void put32(uint8_t *at, uint32_t n)
{
	n = htole32(n);
	memcpy(at, &n, sizeof n);
}

static void describe(uint8_t set_of[3 * ENTRY], const char *name, uint32_t cluster, size_t n)
{
	static const uint32_t noon = (2026u - 1980) << 25 | 11u << 21 | 22u << 16 | 12u << 11;
	uint8_t *file = set_of, *stream = set_of + ENTRY, *names = set_of + 2 * (size_t)ENTRY;
	uint16_t sum = 0;

	memset(set_of, 0, 3 * (size_t)ENTRY);
	file[0] = FILE_SET;
	file[1] = 2;
	put16(file + 4, 0x20);
	for (int i = 8; i < 20; i += 4)
		put32(file + i, noon);
	stream[0] = STREAM;
	stream[1] = n ? 1 | IN_ONE_PIECE : 1;
	stream[3] = (uint8_t)strlen(name);
	put16(stream + 4, name_hash(name));
	put32(stream + 8, (uint32_t)n);
	put32(stream + 20, n ? cluster : 0);
	put32(stream + 24, (uint32_t)n);
	names[0] = NAME;
	for (int i = 0; name[i]; i++)
		names[2 + 2 * i] = (uint8_t)name[i];
	for (int i = 0; i < 3 * ENTRY; i++)
		if (i != 2 && i != 3)
			sum = turn(sum, set_of[i]);
	put16(file + 2, sum);
}

/* The first so many free clusters beside each other, marked as taken. */
static int take_clusters(uint32_t *out, const struct exfat *x, const uint8_t *entry, uint32_t want)
{
	uint32_t first = number(entry + 20), bytes = number(entry + 24), run = 0, i;
	uint8_t *map;
	int e;

	if (!is_cluster(x, first) || bytes > BITMAP_MOST || bytes < (x->clusters + 7) / 8)
		return err_new(EINVAL, "the exFAT volume has no map of its clusters");
	map = malloc(bytes);
	e = map ? get(x, map, bytes, exfat_of_cluster(x, first)) : err_new(ENOMEM, "no memory for a map");
	for (i = 0; e == 0 && i < x->clusters && run < want; i++)
		run = map[i / 8] >> i % 8 & 1 ? 0 : run + 1;
	if (e == 0 && run < want)
		e = err_new(ENOSPC, "the exFAT volume is full");
	if (e == 0) {
		for (uint32_t k = i - want; k < i; k++)
			map[k / 8] |= (uint8_t)(1 << k % 8);
		e = set(x, map, bytes, exfat_of_cluster(x, first));
		*out = i - want + FIRST;
	}
	free(map);
	return err_up(e);
}

int exfat_put(const struct exfat *x, const char *name, const void *bytes, size_t n)
{
	const uint8_t *map = NULL;
	uint8_t entries[3 * ENTRY];
	uint32_t cluster = 0;
	AUTO_BUF folder;
	size_t at = 0;
	int e;

	buf_init(&folder, (size_t)ENTRIES_MOST * ENTRY * 2);
	if (strlen(name) > EXFAT_NAME_MOST || n >= UINT32_MAX)
		return err_new(EINVAL, "'%s' is too long for a test's exFAT volume", name);
	if ((e = read_folder(&folder, x)) < 0)
		return err_up(e);
	for (; at < x->cluster_bytes && folder.data[at]; at += ENTRY)
		if (folder.data[at] == BITMAP)
			map = folder.data + at;
	if (!map || at + sizeof entries > x->cluster_bytes)
		return err_new(ENOSPC, "the main folder of the exFAT volume has no room");
	e = n ? take_clusters(&cluster, x, map, (uint32_t)((n + x->cluster_bytes - 1) / x->cluster_bytes)) : 0;
	if (e == 0 && n)
		e = set(x, bytes, n, exfat_of_cluster(x, cluster));
	describe(entries, name, cluster, n);
	return e ? err_up(e) : err_up(set(x, entries, sizeof entries, exfat_of_cluster(x, x->root) + at));
}

/* ---- getting ------------------------------------------------------------------------------------------ */

/* Letters of other alphabets become '?'. */
static void name_of(char out[EXFAT_FOUND_ROOM], const uint8_t *file, size_t entries)
{
	size_t n = 0, letters = file[ENTRY + 3];

	for (size_t k = 2; k < entries && n < letters; k++)
		for (size_t i = 0; i < LETTERS && n < letters && file[k * ENTRY] == NAME; i++) {
			const uint8_t *c = file + k * ENTRY + 2 + 2 * i;

			out[n++] = (char)(c[1] || c[0] < ' ' || c[0] > '~' ? '?' : c[0]);
		}
	out[n] = 0;
}

static int read_file(struct buf *out, const struct exfat *x, const uint8_t *stream)
{
	uint32_t at = number(stream + 20), left = number(stream + 24);
	uint8_t *cluster = malloc(x->cluster_bytes);
	int e = cluster ? 0 : err_new(ENOMEM, "no memory for a cluster");

	while (e == 0 && left > 0) {
		uint32_t n = left < x->cluster_bytes ? left : x->cluster_bytes;

		e = is_cluster(x, at) ? get(x, cluster, n, exfat_of_cluster(x, at))
		                      : err_new(EINVAL, "a file on the exFAT volume ends too early");
		if (e == 0)
			buf_add(out, cluster, n);
		if (e == 0 && (e = buf_done(out)) == 0 && (left -= n) > 0) {
			if (stream[1] & IN_ONE_PIECE)
				at++;
			else
				e = behind(&at, x, at);
		}
	}
	free(cluster);
	return err_up(e);
}

int exfat_get(struct buf *out, char found[EXFAT_FOUND_ROOM], const struct exfat *x, const char *ending)
{
	AUTO_BUF folder;
	int e;

	buf_init(&folder, (size_t)ENTRIES_MOST * ENTRY * 2);
	if ((e = read_folder(&folder, x)) < 0)
		return err_up(e);
	for (size_t at = 0; at + ENTRY <= folder.len && folder.data[at]; at += ENTRY) {
		const uint8_t *file = folder.data + at;
		size_t entries = 1 + (size_t)file[1];

		if (file[0] != FILE_SET || at + entries * ENTRY > folder.len || entries < 3 || file[ENTRY] != STREAM)
			continue;
		name_of(found, file, entries);
		if (text_ends(found, ending))
			return err_up(read_file(out, x, file + ENTRY));
	}
	return EXFAT_NO_FILE;
}
