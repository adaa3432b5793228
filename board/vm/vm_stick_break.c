/* vm_stick_break - sticks that were pulled out too early, wore out, or were made to do harm */
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "board/vm/exfat.h"
#include "board/vm/vm_stick.h"
#include "sys/buf.h"
#include "sys/file.h"
#include "sys/proc.h"

enum { RUN_MS = 60000, ENTRY = 32, BOOT = 512, BLOCK = 4096, SHORT_NAME = 11, PIECE = 65536 };

#define ENDLESS "endless.receipt"
static const char endless_short[] = "ENDLES~1REC"; /* as mtools shortens it */

static int pieces(int fd, uint64_t at, uint64_t bytes, bool random)
{
	uint32_t seed = 20261122;
	uint8_t piece[PIECE];

	for (uint64_t done = 0; done < bytes; done += sizeof piece) {
		size_t n = bytes - done < sizeof piece ? (size_t)(bytes - done) : sizeof piece;

		for (size_t i = 0; i < sizeof piece; i++) {
			seed = seed * 1664525u + 1013904223u;
			piece[i] = random ? (uint8_t)(seed >> 24) : 0;
		}
		if (pwrite(fd, piece, n, (off_t)(at + done)) != (ssize_t)n)
			return err_new(errno, "a stick can not be broken");
	}
	return 0;
}

/* ---- FAT32 ------------------------------------------------------------------------------------------ */

struct fat {
	int fd;
	uint64_t table[2], bytes, heap; /* both tables, and how long each is; where cluster 2 lies */
	uint32_t root, cluster_bytes;
};

static uint32_t number(const uint8_t *at, int bytes)
{
	uint32_t n = 0;

	while (bytes-- > 0)
		n = n << 8 | at[bytes];
	return n;
}

static int fat_open(struct fat *out, const struct vm_stick *s)
{
	struct fat f = {.fd = open(s->path, O_RDWR | O_CLOEXEC)};
	uint8_t boot[BOOT];
	uint32_t sector;

	if (f.fd < 0 || pread(f.fd, boot, sizeof boot, (off_t)s->at) != sizeof boot) {
		if (f.fd >= 0)
			(void)close(f.fd);
		return err_new(errno, "%s can not be read", s->path);
	}
	sector = number(boot + 11, 2);
	f.bytes = (uint64_t)number(boot + 36, 4) * sector;
	f.table[0] = s->at + (uint64_t)number(boot + 14, 2) * sector;
	f.table[1] = f.table[0] + f.bytes;
	f.heap = f.table[0] + 2 * f.bytes;
	f.root = number(boot + 44, 4);
	f.cluster_bytes = boot[13] * sector;
	*out = f;
	return 0;
}

static uint64_t fat_cluster(const struct fat *f, uint32_t cluster)
{
	return f->heap + (uint64_t)(cluster - 2) * f->cluster_bytes;
}

static int fat_point(const struct fat *f, uint32_t from, uint32_t to)
{
	for (int i = 0; i < 2; i++)
		if (pwrite(f->fd, &to, sizeof to, (off_t)(f->table[i] + (uint64_t)from * 4)) != sizeof to)
			return err_new(errno, "a stick can not be broken");
	return 0;
}

/* What is free of the main folder becomes entries that were deleted: nothing says that it ends. */
static int fill_folder(int fd, uint64_t at, uint32_t bytes, uint8_t deleted)
{
	uint8_t entry[ENTRY];

	for (uint64_t end = at + bytes; at < end; at += ENTRY) {
		if (pread(fd, entry, sizeof entry, (off_t)at) != sizeof entry)
			return err_new(errno, "a stick can not be broken");
		if (entry[0])
			continue;
		entry[0] = deleted;
		if (pwrite(fd, entry, sizeof entry, (off_t)at) != sizeof entry)
			return err_new(errno, "a stick can not be broken");
	}
	return 0;
}

static int fat_ring(const struct fat *f)
{
	int e = fill_folder(f->fd, fat_cluster(f, f->root), f->cluster_bytes, 0xe5);

	return e ? err_up(e) : err_up(fat_point(f, f->root, f->root));
}

static int fat_endless(const struct fat *f, const struct vm_stick *s, const struct vm *v)
{
	static const uint32_t size = UINT32_MAX - 511;
	char path[VM_PATH];
	uint8_t *folder = malloc(f->cluster_bytes);
	int e = folder ? 0 : err_new(ENOMEM, "no memory for a folder");

	(void)snprintf(path, sizeof path, "%.900s/" ENDLESS, v->dir);
	if (e == 0)
		e = file_replace(path, "x", 1, 0644);
	if (e == 0)
		e = vm_stick_put(s, path);
	if (e == 0 && pread(f->fd, folder, f->cluster_bytes, (off_t)fat_cluster(f, f->root)) != f->cluster_bytes)
		e = err_new(errno, "%s can not be read", s->path);
	for (uint32_t i = 0; e == 0; i += ENTRY) {
		if (i >= f->cluster_bytes)
			e = err_new(ENOENT, "%s is not called %s on the stick", ENDLESS, endless_short);
		else if (memcmp(folder + i, endless_short, SHORT_NAME) == 0) {
			uint32_t first = number(folder + i + 20, 2) << 16 | number(folder + i + 26, 2);

			e = fat_point(f, first, first);
			if (e == 0 && pwrite(f->fd, &size, sizeof size, (off_t)(fat_cluster(f, f->root) + i + 28)) !=
			                      sizeof size)
				e = err_new(errno, "%s can not be written", s->path);
			break;
		}
	}
	free(folder);
	return err_up(e);
}

static int break_fat(const struct vm_stick *s, const struct vm *v, enum vm_stick_fault fault)
{
	struct fat f;
	int e = fat_open(&f, s);

	if (e)
		return err_up(e);
	if (fault == VM_STICK_NOISE)
		e = pieces(f.fd, f.table[0] + 8, 2 * f.bytes - 8, true);
	else
		e = fault == VM_STICK_RING ? fat_ring(&f) : fat_endless(&f, s, v);
	(void)close(f.fd);
	return err_up(e);
}

/* ---- exFAT, ext4 ------------------------------------------------------------------------------------------ */

static int break_exfat(const struct vm_stick *s, enum vm_stick_fault fault)
{
	struct exfat x;
	int e = exfat_open(&x, s->path, s->at);

	if (e)
		return err_up(e);
	if (fault == VM_STICK_NOISE)
		e = pieces(x.fd, x.fat + 8, (uint64_t)x.clusters * 4, true);
	else
		e = fill_folder(x.fd, exfat_of_cluster(&x, x.root), x.cluster_bytes, 0x05);
	if (e == 0 && fault == VM_STICK_RING &&
	        pwrite(x.fd, &x.root, sizeof x.root, (off_t)(x.fat + (uint64_t)x.root * 4)) != sizeof x.root)
		e = err_new(errno, "%s can not be written", s->path);
	exfat_close(&x);
	return err_up(e);
}

static int break_ext4(const struct vm_stick *s)
{
	AUTO_BUF said;
	int64_t block = 0;
	int e, fd;

	buf_init(&said, 4096);
	e = proc_run((const char *const[]){"debugfs", "-R", "blocks <2>", s->path, NULL}, &said, RUN_MS);
	if (e)
		return err_up(e);
	if (sscanf(buf_str(&said), "%" SCNd64, &block) != 1 || block < 1 || block > 1 << 24)
		return err_new(EINVAL, "debugfs does not say where the main folder lies: %.60s", buf_str(&said));
	fd = open(s->path, O_WRONLY | O_CLOEXEC);
	if (fd < 0)
		return err_new(errno, "%s can not be written", s->path);
	e = pieces(fd, (uint64_t)block * BLOCK, BLOCK, true);
	(void)close(fd);
	return err_up(e);
}

int vm_stick_break(struct vm_stick *s, const struct vm *v, enum vm_stick_fault fault)
{
	if (fault == VM_STICK_PANIC)
		return err_up(break_ext4(s));
	return err_up(s->kind == VM_STICK_EXFAT ? break_exfat(s, fault) : break_fat(s, v, fault));
}
