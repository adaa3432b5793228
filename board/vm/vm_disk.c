/* vm_disk - the card: a copy of what was built, whose data partition holds this run's station; read again when the machine is off */
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "board/vm/vm.h"
#include "board/vm/vm_disk.h"
#include "sys/buf.h"
#include "sys/file.h"
#include "sys/proc.h"

enum { SECTOR = 512, TABLE_AT = 2 * SECTOR, ENTRIES = 128, ENTRY = 128, NAME_AT = 56, RUN_MS = 120000, COPY = 1 << 20 };

static uint64_t number(const uint8_t *at)
{
	uint64_t v;

	memcpy(&v, at, sizeof v);
	return v;
}

/* By its name in the partition table. */
int vm_disk_place(struct vm_place *out, const char *disk, const char *name)
{
	uint8_t table[ENTRIES * ENTRY];
	int fd = open(disk, O_RDONLY | O_CLOEXEC);
	ssize_t n = fd < 0 ? -1 : pread(fd, table, sizeof table, TABLE_AT);

	if (fd >= 0)
		(void)close(fd);
	if (n != (ssize_t)sizeof table)
		return err_new(EIO, "%s has no partition table", disk);
	for (const uint8_t *e = table; e < table + sizeof table; e += ENTRY) {
		char text[37] = "";

		for (int i = 0; i < 36; i++)
			text[i] = (char)e[NAME_AT + 2 * i];
		if (strcmp(text, name) != 0)
			continue;
		*out = (struct vm_place){
		        (int64_t)number(e + 32) * SECTOR, (int64_t)(number(e + 40) - number(e + 32) + 1) * SECTOR};
		return 0;
	}
	return err_new(ENOENT, "%s has no partition %s", disk, name);
}

static int copy(const char *from, int64_t from_at, const char *to, int64_t to_at, int64_t bytes)
{
	static const int flags = O_WRONLY | O_CREAT | O_CLOEXEC;
	int in = open(from, O_RDONLY | O_CLOEXEC), out = open(to, flags, 0644), e = 0;

	if (in < 0 || out < 0)
		e = err_new(errno, "%s or %s can not be opened", from, to);
	while (e == 0 && bytes > 0) {
		size_t part = bytes < COPY ? (size_t)bytes : COPY;
		ssize_t n = copy_file_range(in, &from_at, out, &to_at, part, 0);

		if (n <= 0)
			e = err_new(n < 0 ? errno : EIO, "%s can not be copied", from);
		bytes -= n;
	}
	if (in >= 0)
		(void)close(in);
	if (out >= 0)
		(void)close(out);
	return e;
}

int vm_disk_part(const char *disk, const struct vm_place *p, const char *to)
{
	return err_up(copy(disk, p->at, to, 0, p->bytes));
}

int vm_disk_bytes(int64_t *out, const char *disk)
{
	struct stat st;

	if (stat(disk, &st))
		return err_new(errno, "%s is not there", disk);
	*out = (int64_t)st.st_size;
	return 0;
}

/* Its words go to DIR/disk.log. */
static int tool(const struct vm *v, const char *const *argv)
{
	struct proc_spec spec = {.argv = argv, .in = -1};
	char path[VM_PATH + 16];
	int fd, status = 0, e;
	pid_t pid;

	(void)snprintf(path, sizeof path, "%s/disk.log", v->dir);
	fd = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
	if (fd < 0)
		return err_new(errno, "%s can not be written", path);
	spec.out = spec.err = fd;
	e = proc_start(&pid, &spec);
	(void)close(fd);
	if (e == 0)
		e = proc_wait(pid, RUN_MS, &status);
	return e ? err_up(e) : status ? err_new(ECHILD, "%s ended with status %d; see %s", argv[0], status, path) : 0;
}

int vm_disk_new(struct vm *v)
{
	char data[VM_PATH + 16], size[32];
	struct vm_place p = {0};
	int e = vm_disk_place(&p, v->image, "data");

	(void)snprintf(data, sizeof data, "%s/data.ext4", v->dir);
	(void)snprintf(size, sizeof size, "%" PRId64 "k", p.bytes / 1024);
	if (e == 0)
		e = tool(v, (const char *const[]){"cp", "--sparse=always", v->image, v->disk, NULL});
	if (e == 0)
		e = tool(v, (const char *const[]){"mkfs.ext4", "-q", "-F", "-L", "data", "-O", "quota,project", "-E",
		                    "quotatype=prjquota", "-d", v->fill, data, size, NULL});
	if (e == 0 && tool(v, (const char *const[]){"e2fsck", "-fy", data, NULL}))
		say("       the data partition was counted anew"); /* what mkfs laid in it was not counted for the limits */
	if (e == 0)
		e = copy(data, 0, v->disk, p.at, p.bytes);
	(void)unlink(data);
	return err_up(e);
}

/* The data partition where it lies, as the tools of ext4 name it; nothing is copied. */
static int name_data(char out[VM_PATH + 48], const struct vm *v)
{
	struct vm_place p;
	int e = vm_disk_place(&p, v->disk, "data");

	if (e)
		return err_up(e);
	(void)snprintf(out, VM_PATH + 48, "%s?offset=%" PRId64, v->disk, p.at);
	return 0;
}

/* An order of debugfs, which says nothing useful of whether it went well. */
static int order(const struct vm *v, bool writes, const char *fmt, ...) PRINTF_LIKE(3, 4);
static int order(const struct vm *v, bool writes, const char *fmt, ...)
{
	char text[3 * VM_PATH], data[VM_PATH + 48];
	va_list args;
	int e = name_data(data, v);

	va_start(args, fmt);
	(void)vsnprintf(text, sizeof text, fmt, args);
	va_end(args);
	return e ? err_up(e)
	         : err_up(tool(v, (const char *const[]){
	                                  "debugfs", "-R", text, writes ? "-w" : data, writes ? data : NULL, NULL}));
}

int vm_disk_take(struct vm *v, const char *path, const char *name)
{
	char folder[2 * VM_PATH];
	int e;

	(void)snprintf(folder, sizeof folder, "%s/%s", v->dir, name);
	e = dir_make(folder, 0755);
	return e ? err_up(e) : err_up(order(v, false, "rdump %s %s", path, folder));
}

int vm_disk_put(struct vm *v, const char *from, const char *path)
{
	int e = 0;

	for (const char *at = path; e == 0 && (at = strchr(at + 1, '/')) != NULL;)
		e = order(v, true, "mkdir %.*s", (int)(at - path), path); /* one at a time; it may be there already */
	return e ? err_up(e) : err_up(order(v, true, "write %s %s", from, path));
}

int vm_disk_drop(struct vm *v, const char *path)
{
	return err_up(order(v, true, "rm %s", path));
}

/* On a copy: e2fsck forgets where the partition begins when it opens it anew behind its journal. */
int vm_disk_mend(struct vm *v, bool *whole)
{
	char data[VM_PATH + 16];
	struct vm_place p = {0};
	int e = vm_disk_place(&p, v->disk, "data");

	(void)snprintf(data, sizeof data, "%s/data.ext4", v->dir);
	if (e == 0)
		e = vm_disk_part(v->disk, &p, data);
	if (e == 0 && tool(v, (const char *const[]){"e2fsck", "-fy", data, NULL}))
		*whole = tool(v, (const char *const[]){"e2fsck", "-fn", data, NULL}) == 0;
	else
		*whole = e == 0;
	if (e == 0)
		e = copy(data, 0, v->disk, p.at, p.bytes);
	(void)unlink(data);
	return err_up(e);
}
