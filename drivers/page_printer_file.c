/*
 * page_printer_file - each job becomes one PWG raster file: DIR/000001.pwg
 *
 * A file appears whole and durable or not at all: it grows as DIR/.000001.part, is synced, renamed, and the folder is
 * synced. What a killed program left is written over.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "drivers/page_printer_ops.h"
#include "sys/fault.h"
#include "sys/file.h"
#include "sys/text.h"

enum { MOST_FILES = 999999, NAME_ROOM = 32, FILE_DPI = 300, TURN_BYTES = 256 * 1024 };

struct file {
	struct page_printer base;
	int dir, fd, number; /* fd -1: no job */
	size_t turn; /* bytes taken since the desk last had its turn */
	int timer;
	struct page_printer_job job;
	char why[240];
};

static struct file *of(struct page_printer *p)
{
	return (struct file *)p;
}

static const struct file *of_const(const struct page_printer *p)
{
	return (const struct file *)p;
}

static int check(const char *where)
{
	if (where[0] == 0)
		return err_new(EINVAL, "a page printer file:DIR needs a folder");
	return 0;
}

static int open_dir(struct file *f)
{
	int e = dir_make(f->base.where, 0750);

	if (e)
		return err_up(e);
	f->dir = open(f->base.where, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (f->dir < 0)
		return err_new(errno, "%s: %s", f->base.where, strerror(errno));
	return 0;
}

static int open_file(struct page_printer *p)
{
	struct file *f = of(p);

	f->fd = f->dir = -1;
	if (open_dir(f))
		(void)text_copy(f->why, sizeof f->why, err_why());
	return 0;
}

static void names(char part[NAME_ROOM], char whole[NAME_ROOM], int number)
{
	(void)snprintf(part, NAME_ROOM, ".%06d.part", number);
	(void)snprintf(whole, NAME_ROOM, "%06d.pwg", number);
}

static void drop(struct file *f)
{
	char part[NAME_ROOM], whole[NAME_ROOM];

	if (f->fd < 0)
		return;
	(void)close(f->fd);
	f->fd = -1;
	names(part, whole, f->number);
	(void)unlinkat(f->dir, part, 0);
}

static void close_file(struct page_printer *p)
{
	struct file *f = of(p);

	loop_cancel(p->loop, f->timer);
	drop(f);
	if (f->dir >= 0)
		(void)close(f->dir);
}

static void status(const struct page_printer *p, struct printer_status *out)
{
	out->link = of_const(p)->dir < 0 ? LINK_GONE : LINK_OPEN;
}

static const char *why(const struct page_printer *p)
{
	return of_const(p)->dir < 0 ? of_const(p)->why : "";
}

static int dpi(const struct page_printer *p)
{
	(void)p;
	return FILE_DPI;
}

/* The job is called from the loop, as by any other printer. */
static int on_turn(void *me)
{
	struct file *f = me;

	f->timer = 0;
	f->turn = 0;
	page_printer_tell_job(&f->base);
	return 0;
}

static int next_turn(struct file *f)
{
	int id = f->timer ? f->timer : loop_after(f->base.loop, 0, on_turn, f);

	if (id < 0)
		return err_up(id);
	f->timer = id;
	return 0;
}

static int begin(struct page_printer *p)
{
	struct file *f = of(p);
	char part[NAME_ROOM], whole[NAME_ROOM];
	int e = fault("page.file.create", EACCES);

	if (f->dir < 0)
		return PAGE_PRINTER_GONE;
	if (p->order.dpi != FILE_DPI)
		return PAGE_PRINTER_OTHER_DPI;
	for (f->number = 1; f->number < MOST_FILES; f->number++) {
		names(part, whole, f->number);
		if (faccessat(f->dir, whole, F_OK, 0) < 0)
			break;
	}
	names(part, whole, f->number);
	f->fd = e ? -1 : openat(f->dir, part, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0640);
	if (f->fd < 0)
		return err_new(e ? -e : errno, "%s: no file for the job: %s", p->where, strerror(e ? -e : errno));
	f->job = (struct page_printer_job){.level = PROOF_NOTHING, .impressions = -1};
	f->turn = 0;
	return err_up(next_turn(f));
}

static void lose(struct file *f)
{
	drop(f);
	f->job.fate = PAGE_FATE_REFUSED; /* no file, no sheet */
	(void)text_copy(f->job.why, sizeof f->job.why, err_why());
}

static int send_bytes(size_t *taken, struct page_printer *p, const void *bytes, size_t n)
{
	struct file *f = of(p);
	size_t room = f->turn < TURN_BYTES ? TURN_BYTES - f->turn : 0;
	int e = fault("page.file.write", ENOSPC);

	if (f->fd < 0)
		return PAGE_PRINTER_GONE;
	n = n < room ? n : room;
	if (e == 0)
		e = write_all(f->fd, bytes, n);
	else
		e = err_new(-e, "%s: the job can not be written", p->where);
	if (e == 0)
		e = next_turn(f);
	if (e) {
		lose(f);
		return PAGE_PRINTER_GONE;
	}
	*taken = n;
	f->turn += n;
	f->job.moves += n;
	return 0;
}

static int make_durable(struct file *f)
{
	char part[NAME_ROOM], whole[NAME_ROOM];
	int e = fault("page.file.sync", EIO);

	names(part, whole, f->number);
	if (e || fsync(f->fd) < 0)
		return err_new(e ? -e : errno, "%s: the job is not durable", f->base.where);
	e = fault("page.file.rename", EIO);
	if (e || renameat(f->dir, part, f->dir, whole) < 0 || fsync(f->dir) < 0)
		return err_new(e ? -e : errno, "%s: the job keeps no name", f->base.where);
	(void)close(f->fd);
	f->fd = -1;
	return 0;
}

static int end(struct page_printer *p)
{
	struct file *f = of(p);
	int e;

	if (f->fd < 0)
		return PAGE_PRINTER_GONE;
	e = make_durable(f);
	if (e) {
		lose(f);
	} else {
		f->job.fate = PAGE_FATE_COMPLETED;
		f->job.level = PROOF_DRAINED;
	}
	return err_up(next_turn(f));
}

static void job(const struct page_printer *p, struct page_printer_job *out)
{
	*out = of_const(p)->job;
}

static void cancel(struct page_printer *p)
{
	struct file *f = of(p);

	if (f->job.fate == PAGE_FATE_OPEN)
		f->job.fate = PAGE_FATE_LOST;
	drop(f);
}

const struct page_printer_ops page_printer_file = {
        .scheme = "file",
        .shape = "file:DIR",
        .size = sizeof(struct file),
        .check = check,
        .open = open_file,
        .close = close_file,
        .status = status,
        .why = why,
        .dpi = dpi,
        .begin = begin,
        .send = send_bytes,
        .end = end,
        .job = job,
        .cancel = cancel,
        .release = cancel,
};
