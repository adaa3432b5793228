#pragma once

/*
 * page_printer_ops - what one kind of page printer must be able to do
 *
 * One const table per kind, listed in page_printer.c. Ownership of jobs lives there too. No call may block (a file's
 * fsync excepted).
 */
#include "drivers/page_printer.h"

enum { PAGE_PRINTER_NAME_ROOM = 128, PAGE_PRINTER_URI_MOST = 512 };

/* First member of each kind's own struct. */
struct page_printer {
	const struct page_printer_ops *ops;
	char *uri; /* owned */
	const char *where; /* behind "scheme:" */
	struct loop *loop;
	const struct log *log;
	printer_fn *status_fn, *job_fn;
	void *status_me, *job_me;
	struct page_printer_order order; /* of the job; its name is `name` */
	char name[PAGE_PRINTER_NAME_ROOM];
	bool taken;
	struct {
		printer_fn *fn;
		void *me;
	} waiters[PAGE_PRINTER_WAITERS];
	int waiters_timer;
};

struct page_printer_ops {
	const char *scheme, *shape;
	size_t size;
	NODISCARD int (*check)(const char *where);
	NODISCARD int (*open)(struct page_printer *p); /* 0, also when it is not there */
	void (*close)(struct page_printer *p);
	void (*status)(const struct page_printer *p, struct printer_status *out); /* *out comes as all unknown */
	void (*ask)(struct page_printer *p); /* NULL: knows nothing new */
	const char *(*why)(const struct page_printer *p);
	int (*dpi)(const struct page_printer *p);
	NODISCARD int (*begin)(struct page_printer *p);
	NODISCARD int (*send)(size_t *taken, struct page_printer *p, const void *bytes, size_t n);
	NODISCARD int (*end)(struct page_printer *p);
	void (*job)(const struct page_printer *p, struct page_printer_job *out);
	void (*cancel)(struct page_printer *p);
	void (*release)(struct page_printer *p);
};

/* For kinds: from the loop only, never from inside of a job's own call. The first tells those who wait, too. */
void page_printer_tell_status(struct page_printer *p);
void page_printer_tell_job(struct page_printer *p);

extern const struct page_printer_ops page_printer_ipp, page_printer_file, page_printer_none;
