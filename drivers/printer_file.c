/*
 * printer_file - each job becomes one file of raw printer bytes: DIR/000001.bin
 *
 * A file appears whole and durable or not at all: it grows as DIR/.000001.part, is
 * synced, renamed, and the folder is synced. What a killed program left is removed.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "drivers/printer_ops.h"
#include "sys/fault.h"
#include "sys/file.h"
#include "sys/text.h"

enum { MOST_FILES = 999999, NAME_ROOM = 32 };

struct printer_file {
	struct printer base;
	int dir, fd; /* fd: the job's growing file + 1; 0 = no job */
	int number;
};

static struct printer_file *of(struct printer *p)
{
	return (struct printer_file *)p;
}

static void part_name(char out[NAME_ROOM], int number)
{
	(void)snprintf(out, NAME_ROOM, ".%06d.part", number);
}

/* 12 for "000012.bin" and ".000012.part" of the given ending, else 0. */
static int number_of(const char *name, const char *ending)
{
	char digits[7];
	int64_t n;

	if (strlen(name) != 6 + strlen(ending) || strcmp(name + 6, ending) != 0)
		return 0;
	memcpy(digits, name, 6);
	digits[6] = 0;
	return text_i64(digits, 1, MOST_FILES, &n) ? (int)n : 0;
}

/* The highest number in use; removes parts that nobody finishes any more. */
static int scan(const struct printer_file *f, int *highest)
{
	int copy = openat(f->dir, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *d = copy < 0 ? NULL : fdopendir(copy);
	const struct dirent *entry;

	if (!d) {
		if (copy >= 0)
			(void)close(copy);
		return err_new(errno, "%s: can not be listed: %s", f->base.where, strerror(errno));
	}
	*highest = 0;
	while ((entry = readdir(d))) {
		int n = number_of(entry->d_name, ".bin");

		if (n > *highest)
			*highest = n;
		if (entry->d_name[0] == '.' && number_of(entry->d_name + 1, ".part"))
			(void)unlinkat(f->dir, entry->d_name, 0);
	}
	(void)closedir(d);
	return 0;
}

static int file_check(const char *where)
{
	if (where[0] == 0)
		return err_new(EINVAL, "a printer file:DIR needs a folder");
	return 0;
}

static int file_open(struct printer *p)
{
	struct printer_file *f = of(p);
	int e = dir_make(p->where, 0750);

	if (e)
		return err_up(e);
	f->dir = open(p->where, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (f->dir < 0)
		return err_new(errno, "%s: %s", p->where, strerror(errno));
	if (faccessat(f->dir, ".", W_OK, AT_EACCESS) < 0) {
		e = err_new(errno, "%s: can not be written: %s", p->where, strerror(errno));
		(void)close(f->dir);
		return e;
	}
	f->fd = 0;
	return 0;
}

static void file_abort(struct printer *p)
{
	struct printer_file *f = of(p);
	char name[NAME_ROOM];

	if (f->fd == 0)
		return;
	(void)close(f->fd - 1);
	f->fd = 0;
	part_name(name, f->number);
	(void)unlinkat(f->dir, name, 0);
}

static void file_close(struct printer *p)
{
	file_abort(p);
	(void)close(of(p)->dir);
}

static int file_fd(const struct printer *p)
{
	(void)p;
	return -1;
}

static int file_begin(struct printer *p)
{
	struct printer_file *f = of(p);
	char name[NAME_ROOM];
	int highest = 0, fd;
	int e = scan(f, &highest);

	if (e)
		return err_up(e);
	if (highest == MOST_FILES)
		return err_new(ENOSPC, "%s holds %d jobs; empty it", p->where, MOST_FILES);
	f->number = highest + 1;
	part_name(name, f->number);
	e = fault("printer.file.create", EACCES);
	fd = e ? -1 : openat(f->dir, name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0640);
	if (fd < 0)
		return err_new(e ? -e : errno, "%s: no file for the job: %s", p->where, strerror(e ? -e : errno));
	f->fd = fd + 1;
	return 0;
}

static int file_send(size_t *taken, struct printer *p, const void *bytes, size_t n)
{
	int e = fault("printer.file.write", ENOSPC);

	if (e == 0)
		e = write_all(of(p)->fd - 1, bytes, n);
	else
		e = err_new(-e, "%s: the job can not be written", p->where);
	if (e)
		return err_up(e);
	*taken = n;
	return 0;
}

static int file_end(struct printer *p)
{
	struct printer_file *f = of(p);
	char part[NAME_ROOM], whole[NAME_ROOM];
	int e = fault("printer.file.sync", EIO);

	part_name(part, f->number);
	(void)snprintf(whole, sizeof whole, "%06d.bin", f->number);
	if (e || fsync(f->fd - 1) < 0)
		return err_new(e ? -e : errno, "%s: the job is not durable: %s", p->where, strerror(e ? -e : errno));
	e = fault("printer.file.rename", EIO);
	if (e || renameat(f->dir, part, f->dir, whole) < 0)
		return err_new(e ? -e : errno, "%s: the job keeps no name: %s", p->where, strerror(e ? -e : errno));
	(void)close(f->fd - 1);
	f->fd = 0;
	if (fsync(f->dir) < 0)
		return err_new(errno, "%s: the folder is not durable: %s", p->where, strerror(errno));
	return 0;
}

static int64_t file_queued(const struct printer *p)
{
	(void)p;
	return 0;
}

/* A folder can come and go like any printer, which the front acts out; it has nothing else. */
static int file_event(struct printer *p, const char *what)
{
	(void)p;
	(void)what;
	return PRINTER_NO_SUCH;
}

const struct printer_ops printer_file = {
        .scheme = "file",
        .shape = "file:DIR",
        .size = sizeof(struct printer_file),
        .fresh_each_job = true,
        .one_way = true,
        .check = file_check,
        .open = file_open,
        .close = file_close,
        .fd = file_fd,
        .begin = file_begin,
        .send = file_send,
        .end = file_end,
        .abort = file_abort,
        .queued = file_queued,
        .event = file_event,
};
