/*
 * printer_virtual - a printer without paper: virtual:DIR[,OPTION=VALUE...]
 *
 * The twin (printer_twin.h) in this process. Without options it is as fast as it is asked, keeps its buffers when the
 * paper ends, and tells the truth; printer_twin_options.h has the rest. Each job becomes a picture and a JSON
 * (printer_virtual_paper.h) of what is really on paper. A byte that the decoder refuses ends the job.
 */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include "drivers/printer_front.h" /* its loop, for the head's time */
#include "drivers/printer_twin_options.h"
#include "drivers/printer_virtual_paper.h"
#include "sys/file.h"
#include "sys/text.h"

#define LOG_MODULE "virtual"

enum { PIPE_BYTES = 4096, WHY_ROOM = 240 };

struct printer_virtual {
	struct printer base;
	struct printer_twin *twin; /* stays when the link goes */
	char dir[TWIN_PLACE_ROOM];
	int number;
	bool job, ended; /* one is under way; its last byte was sent */
	int room[2]; /* a pipe, see show_room() */
	bool shown_full;
	char gone[WHY_ROOM]; /* why it can not be reached any more, or "" */
	int timer_fd;
	struct watch *timer;
};

static struct printer_virtual *of(struct printer *p)
{
	return (struct printer_virtual *)p;
}

/* ---- papers ----------------------------------------------------------------------------------- */

static int write_paper(struct printer_virtual *v, const char *ended, const char *error)
{
	struct virtual_paper out = {.dir = v->dir,
	        .number = v->number,
	        .paper = twin_paper(v->twin),
	        .truth = twin_truth(v->twin),
	        .ended = ended,
	        .error = error};
	out.n_events = twin_notes(v->twin, &out.events);
	if (text_is(ended, "whole") && out.truth.level < PROOF_DRAINED)
		out.truth.level = PROOF_DRAINED;
	int r = virtual_paper_write(&out);
	twin_strip_next(v->twin);
	v->job = false;
	return err_up(r);
}

/* The decoder refused: the job ends here, with its paper so far and the sentence. Gives the surprise back. */
static int refuse(struct printer_virtual *v, int refused)
{
	char why[WHY_ROOM];
	(void)text_copy(why, sizeof(why), err_why());
	int r = v->job ? write_paper(v, "refused", why) : 0;
	return r ? r : err_new(-refused, "%s", why);
}

/* ---- what it shows to the loop ------------------------------------------------------------------ */

/* The event loop sees room as a pipe that can be written: with a full receive buffer the pipe is full too, so that
 * nobody spins while the paper is out. */
static int show_room(struct printer_virtual *v)
{
	uint8_t filling[PIPE_BYTES] = {0};
	bool full = !twin_has_room(v->twin);
	if (full == v->shown_full || v->gone[0])
		return 0;
	ssize_t n = full ? write(v->room[1], filling, sizeof(filling)) : read(v->room[0], filling, sizeof(filling));
	if (n != PIPE_BYTES)
		return err_new(n < 0 ? errno : EIO, "the virtual printer's pipe holds no %d bytes", PIPE_BYTES);
	v->shown_full = full;
	return 0;
}

/* A pipe without a reader: the loop sees the device hang up. */
static void hang_up(struct printer_virtual *v, const char *why)
{
	if (v->gone[0])
		return;
	(void)text_copy(v->gone, sizeof(v->gone), why);
	(void)close(v->room[0]);
	v->room[0] = -1;
}

static int set_timer(const struct printer_virtual *v, bool at_once)
{
	int64_t at = at_once ? clock_measure_us() : twin_next_us(v->twin);
	struct itimerspec when = {{0, 0}, {0, 0}};
	if (at != INT64_MAX) {
		int64_t us = at - clock_measure_us();
		us = us < 1 ? 1 : us;
		when.it_value = (struct timespec){us / 1000000, us % 1000000 * 1000};
	}
	if (timerfd_settime(v->timer_fd, 0, &when, NULL) < 0)
		return err_new(errno, "no timer for the virtual printer: %s", strerror(errno));
	return 0;
}

/* A finished job's paper is written, and the loop learns of room and of a printer that went. */
static int after(struct printer_virtual *v, bool says_later)
{
	int r = 0;
	if (v->job && v->ended && twin_strip_is_over(v->twin))
		r = write_paper(v, "whole", "");
	struct twin_truth now = twin_truth(v->twin);
	if (!now.powered || !now.linked)
		hang_up(v, now.powered ? "the printer's cable was pulled out" : "the printer has no power");
	if (!r)
		r = show_room(v);
	return r ? r : set_timer(v, says_later);
}

/* After anything that happened: what it says is heard, a finished job's paper is written. */
static int look(struct printer_virtual *v)
{
	uint8_t said[256];
	size_t n;
	while ((n = twin_answers(v->twin, said, sizeof(said))) > 0)
		printer_heard(&v->base, said, n);
	return after(v, false);
}

static int pump(struct printer_virtual *v)
{
	int r = twin_run(v->twin, clock_measure_us());
	return r ? refuse(v, r) : look(v);
}

static int on_timer(void *me, unsigned events)
{
	struct printer_virtual *v = me;
	uint64_t ticks;
	(void)events;
	if (read(v->timer_fd, &ticks, sizeof(ticks)) < 0 && errno != EAGAIN)
		return err_new(errno, "the virtual printer's timer: %s", strerror(errno));
	if (pump(v) < 0)
		hang_up(v, err_why());
	return 0;
}

/* ---- the ops ------------------------------------------------------------------------------------ */

static int virtual_check(const char *where)
{
	struct twin_options o = {0};
	int r = twin_options_read(&o, where);
	if (!r && o.place[0] == '\0')
		r = err_new(EINVAL, "a printer virtual:DIR needs a folder");
	return r;
}

static int make_twin(struct printer_virtual *v)
{
	struct twin_options o = {.setup = {.paper_end = TWIN_PAPER_KEEP}};
	int r = twin_options_read(&o, v->base.where);
	if (r)
		return err_up(r);
	(void)text_copy(v->dir, sizeof(v->dir), o.place);
	return err_up(twin_options_new(&v->twin, &o, v->base.profile));
}

static int open_timer(struct printer_virtual *v)
{
	v->timer_fd = timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK);
	if (v->timer_fd < 0)
		return err_new(errno, "no timer for the virtual printer: %s", strerror(errno));
	return err_up(loop_watch(&v->timer, v->base.front->loop, v->timer_fd, LOOP_READ, on_timer, v));
}

static void close_all(struct printer_virtual *v)
{
	int fds[] = {v->room[0], v->room[1], v->timer_fd};
	watch_end(v->timer);
	v->timer = NULL;
	for (size_t i = 0; i < sizeof(fds) / sizeof(*fds); i++)
		if (fds[i] >= 0)
			(void)close(fds[i]);
}

static int virtual_open(struct printer *p)
{
	struct printer_virtual *v = of(p);
	int r = v->twin ? 0 : make_twin(v);
	if (!r)
		r = dir_make(v->dir, 0750);
	if (r)
		return err_up(r);
	v->timer_fd = -1;
	if (pipe2(v->room, O_CLOEXEC | O_NONBLOCK) < 0)
		return err_new(errno, "no pipe for the virtual printer: %s", strerror(errno));
	if (fcntl(v->room[1], F_SETPIPE_SZ, PIPE_BYTES) != PIPE_BYTES)
		r = err_new(EIO, "a pipe of %d bytes can not be had", PIPE_BYTES);
	if (!r)
		r = open_timer(v);
	v->shown_full = false;
	v->gone[0] = '\0';
	if (!r) {
		twin_connect(v->twin);
		r = pump(v);
	}
	if (r)
		close_all(v);
	return err_up(r);
}

static void virtual_abort(struct printer *p)
{
	struct printer_virtual *v = of(p);
	if (v->job && write_paper(v, "aborted", "") < 0)
		log_warn(p->log, "%s", err_why());
}

static void virtual_close(struct printer *p)
{
	virtual_abort(p);
	close_all(of(p));
}

static void virtual_fini(struct printer *p)
{
	twin_free(of(p)->twin);
}

static int virtual_fd(const struct printer *p)
{
	return ((const struct printer_virtual *)p)->room[1];
}

static int virtual_ready(struct printer *p, unsigned events)
{
	(void)events;
	return of(p)->gone[0] ? err_new(ENODEV, "%s", of(p)->gone) : 0;
}

static int virtual_begin(struct printer *p)
{
	struct printer_virtual *v = of(p);
	virtual_abort(p); /* an ended job that still waits for paper: what is left of it comes out on the next strip */
	int r = virtual_paper_number(&v->number, v->dir);
	if (r)
		return err_up(r);
	if (!twin_truth(v->twin).rows)
		twin_strip_next(v->twin);
	v->job = true;
	v->ended = false;
	return err_up(show_room(v));
}

static int virtual_send(size_t *taken, struct printer *p, const void *bytes, size_t n)
{
	struct printer_virtual *v = of(p);
	size_t done = 0;
	int r = virtual_ready(p, 0);
	if (!r)
		r = twin_run(v->twin, clock_measure_us());
	if (!r)
		r = twin_feed(&done, v->twin, bytes, n);
	if (r)
		return v->gone[0] ? r : refuse(v, r);
	*taken = done;
	return err_up(after(v, true)); /* no printer answers while it is still being written to */
}

static int virtual_end(struct printer *p)
{
	struct printer_virtual *v = of(p);
	int r = virtual_ready(p, 0);
	if (r)
		return err_up(r);
	v->ended = true;
	twin_strip_ends(v->twin);
	return err_up(pump(v));
}

static int64_t virtual_queued(const struct printer *p)
{
	const struct printer_virtual *v = (const struct printer_virtual *)p;
	return (int64_t)(twin_on_wire(v->twin) + twin_waiting(v->twin)) + (v->job ? 1 : 0); /* the end waits too */
}

static void virtual_status(struct printer *p, struct printer_status *out)
{
	const struct printer_profile *profile = p->profile;
	struct twin_truth now = twin_truth(of(p)->twin);
	if (now.one_way)
		return;
	if (now.lies)
		now = (struct twin_truth){0};
	if (profile->paper_sensor)
		out->paper = now.paper_out ? PAPER_OUT : PAPER_OK;
	if (profile->near_end_sensor && (now.paper_low || now.paper_out) && out->paper != PAPER_OUT)
		out->paper = PAPER_LOW;
	if (profile->cover_sensor)
		out->cover = now.cover_open ? COVER_OPEN : COVER_CLOSED;
	if (profile->dle_eot || profile->asb)
		out->fault = now.jam ? FAULT_CUTTER : now.hot ? FAULT_HOT : FAULT_NONE;
}

static int virtual_event(struct printer *p, const char *what)
{
	struct printer_virtual *v = of(p);
	int r = twin_run(v->twin, clock_measure_us());
	if (!r)
		r = twin_happens(v->twin, what);
	if (r == TWIN_NO_SUCH)
		return PRINTER_NO_SUCH;
	r = r ? refuse(v, r) : look(v);
	printer_status_changed(p);
	return err_up(r);
}

const struct printer_ops printer_virtual = {
        .scheme = "virtual",
        .shape = "virtual:DIR",
        .size = sizeof(struct printer_virtual),
        .check = virtual_check,
        .open = virtual_open,
        .close = virtual_close,
        .fini = virtual_fini,
        .fd = virtual_fd,
        .ready = virtual_ready,
        .begin = virtual_begin,
        .send = virtual_send,
        .end = virtual_end,
        .abort = virtual_abort,
        .queued = virtual_queued,
        .status = virtual_status,
        .event = virtual_event,
};
