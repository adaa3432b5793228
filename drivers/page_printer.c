#include "drivers/page_printer.h"

#include <assert.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "drivers/page_printer_ops.h"
#include "sys/buf.h"
#include "sys/text.h"

static const struct page_printer_ops *const kinds[] = {&page_printer_ipp, &page_printer_file, &page_printer_none, NULL};

/* "ipp:10.0.0.7/ipp" -> its kind and "10.0.0.7/ipp". */
static int kind_of(const struct page_printer_ops **out, const char **where, const char *uri)
{
	AUTO_BUF shapes;

	buf_init(&shapes, 1024);
	if (strlen(uri) > PAGE_PRINTER_URI_MOST)
		return err_new(EINVAL, "the page printer's address is longer than %d bytes", PAGE_PRINTER_URI_MOST);
	for (int i = 0; kinds[i]; i++) {
		size_t n = strlen(kinds[i]->scheme);
		int e;

		buf_printf(&shapes, "%s%s", i ? " " : "", kinds[i]->shape);
		if (strncmp(uri, kinds[i]->scheme, n) != 0 || (uri[n] != ':' && uri[n] != 0))
			continue;
		*where = uri + n + (uri[n] == ':');
		e = kinds[i]->check(*where);
		if (e == 0)
			*out = kinds[i];
		return err_up(e);
	}
	return err_new(EINVAL, "'%.60s' is no page printer; it is one of: %s", uri, buf_str(&shapes));
}

int page_printer_check(const char *uri)
{
	const struct page_printer_ops *ops = NULL;
	const char *where = NULL;

	return err_up(kind_of(&ops, &where, uri));
}

int page_printer_open(struct page_printer **out, const struct page_printer_setup *setup)
{
	const struct page_printer_ops *ops = NULL;
	const char *where = NULL;
	struct page_printer *p;
	int e = kind_of(&ops, &where, setup->uri);

	if (e)
		return err_up(e);
	p = calloc(1, ops->size);
	if (!p)
		return err_new(ENOMEM, "no memory for the page printer");
	p->uri = strdup(setup->uri);
	if (!p->uri) {
		free(p);
		return err_new(ENOMEM, "no memory for the page printer");
	}
	p->ops = ops;
	p->where = p->uri + (where - setup->uri);
	p->loop = setup->loop;
	p->log = setup->log;
	e = ops->open(p);
	if (e) {
		free(p->uri);
		free(p);
		return err_up(e);
	}
	*out = p;
	return 0;
}

void page_printer_close(struct page_printer *p)
{
	if (!p)
		return;
	assert(!p->taken); /* a job still owns it */
	loop_cancel(p->loop, p->waiters_timer);
	p->ops->close(p);
	free(p->uri);
	free(p);
}

/* ---- asking -------------------------------------------------------------------------------- */

void page_printer_status(const struct page_printer *p, struct printer_status *out)
{
	memset(out, 0, sizeof *out);
	p->ops->status(p, out);
}

void page_printer_ask_status(struct page_printer *p)
{
	if (p->ops->ask)
		p->ops->ask(p);
}

void page_printer_on_status(struct page_printer *p, printer_fn *fn, void *me)
{
	p->status_fn = fn;
	p->status_me = me;
}

const char *page_printer_why(const struct page_printer *p)
{
	return p->ops->why(p);
}

int page_printer_dpi(const struct page_printer *p)
{
	return p->ops->dpi(p);
}

/* ---- a job's turn ---------------------------------------------------------------------------- */

static void tell_waiters(struct page_printer *p)
{
	for (int i = 0; i < PAGE_PRINTER_WAITERS; i++) {
		printer_fn *fn = p->waiters[i].fn;

		p->waiters[i].fn = NULL;
		if (fn)
			fn(p->waiters[i].me);
	}
}

void page_printer_tell_status(struct page_printer *p)
{
	struct printer_status s;

	page_printer_status(p, &s);
	if (s.link == LINK_OPEN && !p->taken)
		tell_waiters(p);
	if (p->status_fn)
		p->status_fn(p->status_me);
}

void page_printer_tell_job(struct page_printer *p)
{
	if (p->taken)
		p->job_fn(p->job_me);
}

int page_printer_begin(struct page_printer *p, const struct page_printer_order *order, printer_fn *fn, void *me)
{
	int r;

	if (p->taken)
		return PAGE_PRINTER_BUSY;
	p->order = *order;
	(void)text_copy(p->name, sizeof p->name, order->name);
	p->order.name = p->name;
	p->job_fn = fn;
	p->job_me = me;
	r = p->ops->begin(p);
	if (r == 0)
		p->taken = true;
	return r > 0 ? r : err_up(r);
}

int page_printer_wait(struct page_printer *p, printer_fn *fn, void *me)
{
	for (int i = 0; i < PAGE_PRINTER_WAITERS; i++) {
		if (p->waiters[i].fn)
			continue;
		p->waiters[i].fn = fn;
		p->waiters[i].me = me;
		return 0;
	}
	return PAGE_PRINTER_BUSY;
}

void page_printer_wait_end(struct page_printer *p, const void *me)
{
	for (int i = 0; i < PAGE_PRINTER_WAITERS; i++)
		if (p->waiters[i].me == me)
			p->waiters[i].fn = NULL;
}

int page_printer_send(size_t *taken, struct page_printer *p, const void *bytes, size_t n)
{
	int r;

	assert(p->taken);
	r = p->ops->send(taken, p, bytes, n);
	return r > 0 ? r : err_up(r);
}

int page_printer_end(struct page_printer *p)
{
	int r;

	assert(p->taken);
	r = p->ops->end(p);
	return r > 0 ? r : err_up(r);
}

void page_printer_job(const struct page_printer *p, struct page_printer_job *out)
{
	p->ops->job(p, out);
}

void page_printer_cancel(struct page_printer *p)
{
	p->ops->cancel(p);
}

static int on_waiters(void *me)
{
	struct page_printer *p = me;

	p->waiters_timer = 0;
	if (!p->taken)
		tell_waiters(p);
	return 0;
}

void page_printer_release(struct page_printer *p)
{
	if (!p->taken)
		return;
	p->ops->release(p);
	p->taken = false;
	if (p->waiters_timer == 0) {
		int id = loop_after(p->loop, 0, on_waiters, p);

		p->waiters_timer = id > 0 ? id : 0; /* without it they wait until the status changes */
	}
}

/* ---- none: a station without one is an answer, not a fault --------------------------------------- */

static int none_check(const char *where)
{
	(void)where;
	return 0;
}

static int none_open(struct page_printer *p)
{
	(void)p;
	return 0;
}

static void none_do(struct page_printer *p)
{
	(void)p;
}

static void none_status(const struct page_printer *p, struct printer_status *out)
{
	(void)p;
	(void)out;
}

static const char *none_why(const struct page_printer *p)
{
	(void)p;
	return "this station has no page printer";
}

static int none_dpi(const struct page_printer *p)
{
	(void)p;
	return 0;
}

static int none_begin(struct page_printer *p)
{
	(void)p;
	return PAGE_PRINTER_NONE;
}

const struct page_printer_ops page_printer_none = {
        .scheme = "none",
        .shape = "none",
        .size = sizeof(struct page_printer),
        .check = none_check,
        .open = none_open,
        .close = none_do,
        .status = none_status,
        .why = none_why,
        .dpi = none_dpi,
        .begin = none_begin,
};
