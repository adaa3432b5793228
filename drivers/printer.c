#include "drivers/printer.h"

#include <assert.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "drivers/printer_front.h"
#include "drivers/printer_profile.h"
#include "drivers/registry.h"
#include "sys/text.h"

#define LOG_MODULE "printer"

enum { URI_MOST = 512 };

static void try_open(struct printer *p);

/* ---- watching -------------------------------------------------------------------------- */

static bool wants_room(const struct printer *p)
{
	const struct printer_front *f = p->front;
	bool blocked = f->paused || f->talk.xoff;

	if (f->link == LINK_COMING)
		return true;
	return !blocked && (front_has_words(p) || (f->taken && f->want_room && !f->ended));
}

int front_set_watch(struct printer *p)
{
	struct printer_front *f = p->front;
	unsigned read = f->room_fd < 0 && !f->talk.deaf ? LOOP_READ : 0;

	return f->watch ? watch_set(f->watch, read | (wants_room(p) ? LOOP_WRITE : 0)) : 0;
}

void front_tell_job(struct printer *p)
{
	p->front->news = false;
	if (p->front->taken)
		p->front->job_fn(p->front->job_me);
}

void printer_status_changed(struct printer *p)
{
	if (p->front->status_fn)
		p->front->status_fn(p->front->status_me);
}

static void device_close(struct printer *p)
{
	struct printer_front *f = p->front;

	front_tick_stop(f);
	front_talk_end(f);
	watch_end(f->watch);
	f->watch = NULL;
	if (f->link != LINK_GONE)
		p->ops->close(p);
	f->link = LINK_GONE;
	if (f->room_fd >= 0)
		(void)close(f->room_fd);
	f->room_fd = -1;
}

static int on_retry(void *me)
{
	struct printer *p = me;

	p->front->retry_timer = 0;
	try_open(p);
	return 0;
}

/* Keeps the sentence of the latest surprise, closes, and tries again later. */
void front_lose(struct printer *p)
{
	struct printer_front *f = p->front;

	if (strcmp(f->why, err_why()) != 0)
		log_warn(p->log, "%s", err_why());
	(void)text_copy(f->why, sizeof f->why, err_why());
	device_close(p);
	f->unsure = true;
	f->lost = f->taken;
	if (!f->held_gone && f->retry_timer == 0) {
		int id = loop_after(f->loop, f->retry_ms, on_retry, p);

		f->retry_timer = id > 0 ? id : 0;
		f->retry_ms = f->retry_ms * 2 > PRINTER_RETRY_MOST_MS ? PRINTER_RETRY_MOST_MS : f->retry_ms * 2;
	}
	printer_status_changed(p);
}

static void opened(struct printer *p)
{
	struct printer_front *f = p->front;

	f->link = LINK_OPEN;
	f->why[0] = 0;
	f->unsure = !p->ops->fresh_each_job;
	proof_opened(&f->proof);
	log_info(p->log, "printer %s is there", p->ops->scheme);
	front_greet(p);
	printer_status_changed(p);
}

/* There is room: our own words first, then the job's. */
static int on_room(struct printer *p)
{
	struct printer_front *f = p->front;

	if (front_has_words(p) && f->link == LINK_OPEN)
		return err_up(front_say(p));
	if (f->taken && f->want_room && !f->ended)
		f->news = true;
	return 0;
}

static int on_device(void *me, unsigned events)
{
	struct printer *p = me;
	struct printer_front *f = p->front;
	int r = p->ops->ready ? p->ops->ready(p, events) : 0;

	if (r == 0 && f->link == LINK_COMING) {
		opened(p);
		front_tell_waiters(p);
	} else if (r == 0 && f->link == LINK_OPEN && (events & LOOP_WRITE)) {
		r = on_room(p);
	}
	if (r < 0) {
		front_lose(p);
		front_tell_job(p);
		return 0;
	}
	r = front_set_watch(p);
	front_tick(p);
	if (r == 0 && f->news)
		front_tell_job(p);
	return err_up(r);
}

static int watch_device(struct printer *p)
{
	struct printer_front *f = p->front;
	int fd = p->ops->fd(p);

	if (fd < 0)
		fd = f->room_fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	if (fd < 0)
		return err_new(errno, "no descriptor for the printer: %s", strerror(errno));
	return err_up(loop_watch(&f->watch, f->loop, fd, 0, on_device, p));
}

static void try_open(struct printer *p)
{
	struct printer_front *f = p->front;
	int r = p->ops->open(p);

	f->absent = r == PRINTER_NONE;
	if (f->absent)
		return;
	if (r >= 0) {
		f->link = LINK_COMING;
		if (r == 0)
			opened(p);
		r = watch_device(p);
	}
	if (r == 0)
		r = front_set_watch(p);
	if (r)
		front_lose(p);
	else if (f->link == LINK_OPEN)
		front_tell_waiters(p);
	front_tick(p);
}

/* ---- opening and closing ------------------------------------------------------------------ */

int printer_open(struct printer **out, const struct printer_setup *setup)
{
	const struct printer_ops *ops = NULL;
	const char *where = NULL;
	struct printer *p;
	int e = registry_printer(&ops, &where, setup->uri);

	if (e)
		return err_up(e);
	if (strlen(setup->uri) > URI_MOST)
		return err_new(EINVAL, "the printer's address is longer than %d bytes", URI_MOST);
	p = calloc(1, ops->size);
	if (!p)
		return err_new(ENOMEM, "no memory for the printer");
	p->front = calloc(1, sizeof *p->front);
	if (p->front)
		p->front->uri = strdup(setup->uri);
	if (!p->front || !p->front->uri) {
		free(p->front);
		free(p);
		return err_new(ENOMEM, "no memory for the printer");
	}
	p->ops = ops;
	p->profile = setup->profile;
	p->log = setup->log;
	p->root = setup->root ? setup->root : "";
	p->where = p->front->uri + (where - setup->uri);
	p->front->loop = setup->loop;
	p->front->room_fd = p->front->tick_fd = -1;
	proof_init(&p->front->proof, ops->device ? setup->profile->speed_mm_s : 0);
	p->front->talk.asked = ASK_NOTHING;
	p->front->retry_ms = PRINTER_RETRY_FIRST_MS;
	p->front->level = PROOF_NOTHING;
	try_open(p);
	*out = p;
	return 0;
}

void printer_close(struct printer *p)
{
	if (!p)
		return;
	assert(!p->front->taken); /* a job still owns it */
	device_close(p);
	if (p->ops->fini)
		p->ops->fini(p);
	loop_cancel(p->front->loop, p->front->retry_timer);
	free(p->front->uri);
	free(p->front);
	free(p);
}

/* ---- asking ---------------------------------------------------------------------------------- */

const char *printer_why(const struct printer *p)
{
	return p->front->absent ? "this station has no printer" : p->front->why;
}

const struct printer_profile *printer_profile(const struct printer *p)
{
	return p->profile;
}

void printer_on_status(struct printer *p, printer_fn *fn, void *me)
{
	p->front->status_fn = fn;
	p->front->status_me = me;
}

int printer_event(struct printer *p, const char *what)
{
	struct printer_front *f = p->front;

	if (!p->ops->event)
		return PRINTER_NO_SUCH; /* a real printer can not be told what happens to it */
	if (strcmp(what, "gone") == 0) {
		f->held_gone = true;
		loop_cancel(f->loop, f->retry_timer);
		f->retry_timer = 0;
		(void)err_new(ENODEV, "the printer was pulled out");
		front_lose(p);
		front_tell_job(p);
		return 0;
	}
	if (strcmp(what, "back") == 0) {
		f->held_gone = false;
		if (f->link == LINK_GONE)
			try_open(p);
		return 0;
	}
	return p->ops->event(p, what);
}
