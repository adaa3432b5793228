/* vm_stick_make - sticks as technicians carry them, as files */
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "board/vm/exfat.h"
#include "board/vm/vm_stick.h"
#include "sys/buf.h"
#include "sys/file.h"
#include "sys/proc.h"
#include "sys/text.h"

enum { RUN_MS = 60000, SECTOR = 512, PART_AT = 1 << 20, TABLE_AT = 446, FILE_MAX = 64 << 20, AT_ROOM = VM_PATH + 32 };

/* FAT32 with clusters of 4 KiB, as on a stick that was bought, has no less. */
static const uint64_t fat_bytes = (uint64_t)264 << 20, other_bytes = (uint64_t)64 << 20;

static uint64_t bytes_of(const struct vm_stick *s)
{
	return s->kind == VM_STICK_FAT32 || s->kind == VM_STICK_FAT32_WHOLE ? fat_bytes : other_bytes;
}

static int run(const char *const *argv)
{
	AUTO_BUF said;

	buf_init(&said, 1 << 20);
	return err_up(proc_run(argv, &said, RUN_MS));
}

static int make_file(const char *path, uint64_t bytes)
{
	int fd = open(path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
	int e = fd < 0 || ftruncate(fd, (off_t)bytes) ? err_new(errno, "%s can not be made", path) : 0;

	if (fd >= 0)
		(void)close(fd);
	return e;
}

static int lay(const char *path, const void *bytes, size_t n, uint64_t at)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC);
	int e = fd < 0 || pwrite(fd, bytes, n, (off_t)at) != (ssize_t)n ? err_new(errno, "%s can not be written", path)
	                                                                : 0;

	if (fd >= 0)
		(void)close(fd);
	return e;
}

/* One partition that begins at 1 MiB, in the table that every stick is sold with. */
static int lay_table(const struct vm_stick *s, uint8_t type)
{
	uint8_t table[SECTOR - TABLE_AT] = {0, 0, 0, 0, type};
	uint32_t from = PART_AT / SECTOR, sectors = (uint32_t)(bytes_of(s) / SECTOR) - from;

	memcpy(table + 8, &from, sizeof from);
	memcpy(table + 12, &sectors, sizeof sectors);
	table[64] = 0x55;
	table[65] = 0xaa;
	return err_up(lay(s->path, table, sizeof table, TABLE_AT));
}

static int make_fat(struct vm_stick *s)
{
	char offset[32], blocks[32];

	s->at = s->kind == VM_STICK_FAT32 ? PART_AT : 0;
	(void)snprintf(offset, sizeof offset, "%" PRIu64, s->at / SECTOR);
	(void)snprintf(blocks, sizeof blocks, "%" PRIu64, (bytes_of(s) - s->at) / 1024);
	int e = run((const char *const[]){"mkfs.vfat", "-F", "32", "-s", "8", "-i", "10CE7011", "-n", "STICK",
	        "--offset", offset, s->path, blocks, NULL});

	return e ? err_up(e) : s->at ? err_up(lay_table(s, 0x0c)) : 0;
}

/* In a file of its own, and then behind the table. */
static int make_exfat(struct vm_stick *s)
{
	char part[VM_PATH + 16], in[VM_PATH + 24], out[VM_PATH + 24];
	int e;

	s->at = PART_AT;
	(void)snprintf(part, sizeof part, "%s.part", s->path);
	(void)snprintf(in, sizeof in, "if=%s", part);
	(void)snprintf(out, sizeof out, "of=%s", s->path);
	e = make_file(part, bytes_of(s) - s->at);
	if (e == 0)
		e = run((const char *const[]){"mkfs.exfat", "-c", "4K", "-L", "STICK", part, NULL});
	if (e == 0)
		e = run((const char *const[]){
		        "dd", in, out, "bs=1M", "seek=1", "conv=notrunc,sparse", "status=none", NULL});
	(void)unlink(part);
	return e ? err_up(e) : err_up(lay_table(s, 0x07));
}

static int make_ext4(const struct vm_stick *s)
{
	bool large = s->kind == VM_STICK_EXT4_LARGE;

	return err_up(run((const char *const[]){
	        "mke2fs", "-q", "-F", "-t", "ext4", "-e", "panic", "-b", large ? "65536" : "4096", s->path, NULL}));
}

int vm_stick_make(struct vm_stick *out, const struct vm *v, const char *name, enum vm_stick_kind kind)
{
	struct vm_stick s = {.kind = kind};
	int e;

	(void)snprintf(s.path, sizeof s.path, "%.900s/stick-%.60s.img", v->dir, name);
	e = make_file(s.path, bytes_of(&s));
	if (e == 0 && (kind == VM_STICK_FAT32 || kind == VM_STICK_FAT32_WHOLE))
		e = make_fat(&s);
	if (e == 0 && kind == VM_STICK_EXFAT)
		e = make_exfat(&s);
	if (e == 0 && (kind == VM_STICK_EXT4 || kind == VM_STICK_EXT4_LARGE))
		e = make_ext4(&s);
	if (e == 0)
		*out = s;
	return err_up(e);
}

/* As mtools name it. */
static void name_fat(char out[AT_ROOM], const struct vm_stick *s)
{
	(void)snprintf(out, AT_ROOM, "%s@@%" PRIu64, s->path, s->at);
}

static int put_exfat(const struct vm_stick *s, const char *from)
{
	const char *slash = strrchr(from, '/');
	struct exfat x;
	AUTO_BUF bytes;
	int e;

	buf_init(&bytes, FILE_MAX);
	e = file_read(&bytes, from);
	if (e == 0)
		e = exfat_open(&x, s->path, s->at);
	if (e)
		return err_up(e);
	e = exfat_put(&x, slash ? slash + 1 : from, bytes.data, bytes.len);
	exfat_close(&x);
	return err_up(e);
}

int vm_stick_put(const struct vm_stick *s, const char *from)
{
	char at[AT_ROOM];

	if (s->kind == VM_STICK_EXFAT)
		return err_up(put_exfat(s, from));
	name_fat(at, s);
	return err_up(run((const char *const[]){"mcopy", "-s", "-m", "-o", "-i", at, from, "::", NULL}));
}

static int take_exfat(const struct exfat *x, const char *folder)
{
	static const char *const endings[] = {".ceb.zst", ".manifest", ".pub", ".receipt"};
	int e = 0;

	for (size_t i = 0; i < sizeof endings / sizeof *endings && e == 0; i++) {
		char found[EXFAT_FOUND_ROOM], path[VM_PATH + EXFAT_FOUND_ROOM];
		AUTO_BUF bytes;

		buf_init(&bytes, FILE_MAX);
		e = exfat_get(&bytes, found, x, endings[i]);
		(void)snprintf(path, sizeof path, "%.900s/%s", folder, found);
		if (e == 0)
			e = file_replace(path, bytes.data, bytes.len, 0644);
		e = e == EXFAT_NO_FILE ? 0 : e;
	}
	return err_up(e);
}

int vm_stick_take(const struct vm_stick *s, const char *folder)
{
	char at[AT_ROOM];
	struct exfat x;
	int e = dir_make(folder, 0755);

	if (e)
		return err_up(e);
	if (s->kind == VM_STICK_EXFAT) {
		e = exfat_open(&x, s->path, s->at);
		if (e == 0) {
			e = take_exfat(&x, folder);
			exfat_close(&x);
		}
		return err_up(e);
	}
	name_fat(at, s);
	return err_up(run((const char *const[]){"mcopy", "-n", "-i", at, "::*", folder, NULL}));
}

/* Looks only. The tools take no offset: the partition goes into a file of its own. */
int vm_stick_check(const struct vm_stick *s)
{
	char part[VM_PATH + 16], in[VM_PATH + 24], out[VM_PATH + 24], skip[32];
	int e;

	(void)snprintf(part, sizeof part, "%s.part", s->path);
	(void)snprintf(in, sizeof in, "if=%s", s->path);
	(void)snprintf(out, sizeof out, "of=%s", part);
	(void)snprintf(skip, sizeof skip, "skip=%" PRIu64, s->at >> 20);
	e = run((const char *const[]){"dd", in, out, "bs=1M", skip, "conv=sparse", "status=none", NULL});
	if (e == 0)
		e = run((const char *const[]){
		        s->kind == VM_STICK_EXFAT ? "fsck.exfat" : "fsck.vfat", "-n", part, NULL});
	(void)unlink(part);
	return err_up(e);
}
