/*
 * printer_virtual - a printer without paper: virtual:DIR
 *
 * Takes bytes as a printer of the profile would: real-time commands at once, the
 * rest through a receive buffer of the profile's size into the decoder. Out of
 * paper, open, jammed or hot it goes offline: it keeps what it has, takes bytes
 * until the buffer is full, and goes on by itself afterwards. It answers status
 * questions like the real one. Each job becomes a picture and a JSON
 * (printer_virtual_paper.h). A byte that the decoder refuses ends the job.
 */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "drivers/escpos_decode_realtime.h"
#include "drivers/printer_ops.h"
#include "drivers/printer_profile.h"
#include "drivers/printer_virtual_answer.h"
#include "drivers/printer_virtual_paper.h"
#include "sys/file.h"
#include "sys/text.h"

#define LOG_MODULE "virtual"

enum { PIPE_BYTES = 4096 };

struct printer_virtual {
	struct printer base;
	struct escpos_decoder *decoder; /* NULL between jobs */
	struct escpos_realtime watch;
	struct buf buffer; /* received, and not parsed yet */
	struct virtual_state now;
	int auto_status; /* GS a */
	int number;
	bool ended; /* the job's last byte was sent */
	enum printer_proof level;
	size_t cut_row; /* behind the latest cut */
	bool was_cut;
	struct virtual_event events[VIRTUAL_MOST_EVENTS];
	int n_events;
	uint64_t roll_rows;
	int room[2]; /* a pipe, see show_room() */
	bool shown_full;
};

static struct printer_virtual *of(struct printer *p)
{
	return (struct printer_virtual *)p;
}

static bool is_offline(const struct printer_virtual *v)
{
	return virtual_is_offline(&v->now);
}

static size_t rows_now(const struct printer_virtual *v)
{
	return v->decoder ? escpos_paper(v->decoder).n_rows : 0;
}

static void note(struct printer_virtual *v, const char *what)
{
	if (v->decoder && v->n_events < VIRTUAL_MOST_EVENTS)
		v->events[v->n_events++] = (struct virtual_event){.what = what, .row = rows_now(v)};
}

/* ---- what it executes ---------------------------------------------------------------------- */

static void say_auto_status(struct printer_virtual *v)
{
	uint8_t out[VIRTUAL_ANSWER_MOST];
	size_t n = virtual_answer_auto(out, &v->now, v->base.profile);
	if (n)
		printer_heard(&v->base, out, n);
}

static void raise_level(struct printer_virtual *v, enum printer_proof level)
{
	if (level > v->level)
		v->level = level;
}

static int on_event(void *me, const struct escpos_event *e)
{
	struct printer_virtual *v = me;
	const struct printer_profile *profile = v->base.profile;
	uint8_t out[VIRTUAL_ANSWER_MOST];
	size_t n = 0;
	switch (e->kind) {
	case ESCPOS_CUT:
		v->was_cut = true;
		v->cut_row = e->rows;
		if (e->b)
			note(v, "cut_through_print");
		break;
	case ESCPOS_PRINTER_ASKED:
		n = virtual_answer_sensor(out, &v->now, profile, e->a);
		raise_level(v, n ? PROOF_BARRIER : PROOF_ACCEPTED);
		break;
	case ESCPOS_IDENTITY_ASKED:
		n = virtual_answer_identity(out, profile, e->a);
		break;
	case ESCPOS_AUTO_STATUS:
		v->auto_status = e->a;
		n = e->a ? virtual_answer_auto(out, &v->now, profile) : 0;
		break;
	case ESCPOS_PROCESS_ID:
		n = virtual_answer_process_id(out, e->id);
		raise_level(v, v->was_cut && v->cut_row == e->rows ? PROOF_CUT : PROOF_PRINTED);
		break;
	case ESCPOS_DRAWER:
		note(v, "drawer");
		break;
	default: /* real-time commands were executed when they came in */
		break;
	}
	if (n)
		printer_heard(&v->base, out, n);
	return 0;
}

static void execute_at_once(struct printer_virtual *v)
{
	const uint8_t *c = v->watch.seen;
	uint8_t out[VIRTUAL_ANSWER_MOST];
	size_t n = 0;
	if (c[1] == 0x04)
		n = virtual_answer_status(out, &v->now, v->base.profile, c[2]);
	else if (c[1] == 0x05)
		v->now.jam = false; /* recover from the error; what jammed is taken to be gone */
	else if (c[2] == 7)
		n = virtual_answer_auto(out, &v->now, v->base.profile);
	else if (c[2] == 1)
		note(v, "drawer");
	if (n)
		printer_heard(&v->base, out, n);
}

static int write_paper(struct printer_virtual *v, const char *ended, const char *error)
{
	struct escpos_paper paper = escpos_paper(v->decoder);
	v->roll_rows += paper.n_rows;
	struct virtual_paper out = {.dir = v->base.where,
	        .number = v->number,
	        .paper = paper,
	        .events = v->events,
	        .n_events = v->n_events,
	        .level = v->level,
	        .ended = ended,
	        .error = error,
	        .roll_rows = v->roll_rows};
	int r = virtual_paper_write(&out);
	escpos_decoder_free(v->decoder);
	v->decoder = NULL;
	buf_fini(&v->buffer);
	return err_up(r);
}

/* The decoder refused: the job ends here, with its paper so far and the sentence. Gives the surprise back. */
static int refuse(struct printer_virtual *v, int refused)
{
	char why[240];
	(void)text_copy(why, sizeof(why), err_why());
	int r = write_paper(v, "refused", why);
	return r ? r : err_new(-refused, "%s", why);
}

/* Parses what was received, unless offline; at the job's end the paper is written. */
static int pump(struct printer_virtual *v)
{
	if (!v->decoder || is_offline(v))
		return 0;
	int r = escpos_decode(v->decoder, v->buffer.data, v->buffer.len);
	v->buffer.len = 0;
	if (!r && v->ended)
		r = escpos_decode_end(v->decoder);
	if (r)
		return refuse(v, r);
	if (!v->ended)
		return 0;
	raise_level(v, PROOF_DRAINED);
	return write_paper(v, "whole", "");
}

/* ---- the ops ------------------------------------------------------------------------------------ */

/* The event loop sees room as a pipe that can be written: with a full receive buffer the pipe is full too, so that
 * nobody spins while the paper is out. */
static int show_room(struct printer_virtual *v)
{
	uint8_t filling[PIPE_BYTES] = {0};
	bool full = v->decoder && v->buffer.len == v->buffer.max;
	if (full == v->shown_full)
		return 0;
	ssize_t n = full ? write(v->room[1], filling, sizeof(filling)) : read(v->room[0], filling, sizeof(filling));
	if (n != PIPE_BYTES)
		return err_new(n < 0 ? errno : EIO, "the virtual printer's pipe holds no %d bytes", PIPE_BYTES);
	v->shown_full = full;
	return 0;
}

static int virtual_check(const char *where)
{
	if (where[0] == '\0')
		return err_new(EINVAL, "a printer virtual:DIR needs a folder");
	return 0;
}

static int virtual_open(struct printer *p)
{
	struct printer_virtual *v = of(p);
	int r = dir_make(p->where, 0750);
	if (r)
		return err_up(r);
	if (pipe2(v->room, O_CLOEXEC | O_NONBLOCK) < 0)
		return err_new(errno, "no pipe for the virtual printer: %s", strerror(errno));
	v->shown_full = false;
	if (fcntl(v->room[1], F_SETPIPE_SZ, PIPE_BYTES) != PIPE_BYTES) {
		r = err_new(EIO, "a pipe of %d bytes can not be had", PIPE_BYTES);
		(void)close(v->room[0]);
		(void)close(v->room[1]);
	}
	return r;
}

static void virtual_abort(struct printer *p)
{
	struct printer_virtual *v = of(p);
	if (v->decoder && write_paper(v, "aborted", "") < 0)
		log_warn(p->log, "%s", err_why());
}

static void virtual_close(struct printer *p)
{
	virtual_abort(p);
	(void)close(of(p)->room[0]);
	(void)close(of(p)->room[1]);
}

static int virtual_fd(const struct printer *p)
{
	return ((const struct printer_virtual *)p)->room[1];
}

static int virtual_ready(struct printer *p, unsigned events)
{
	(void)p;
	(void)events;
	return 0;
}

static int virtual_begin(struct printer *p)
{
	struct printer_virtual *v = of(p);
	struct escpos_limits limits;
	const struct escpos_listener listener = {.event = on_event, .me = v};
	virtual_abort(p); /* an ended job that still waits for paper */
	int r = virtual_paper_number(&v->number, p->where);
	if (r)
		return err_up(r);
	escpos_limits_of(&limits, p->profile);
	r = escpos_decoder_new(&v->decoder, &limits, &listener);
	if (r)
		return err_up(r);
	buf_init(&v->buffer, (size_t)p->profile->buffer_bytes);
	v->watch = (struct escpos_realtime){0};
	v->ended = v->was_cut = false;
	v->level = PROOF_ACCEPTED;
	v->n_events = 0;
	if (is_offline(v))
		note(v, "offline");
	return err_up(show_room(v));
}

static int virtual_send(size_t *taken, struct printer *p, const void *bytes, size_t n)
{
	struct printer_virtual *v = of(p);
	const uint8_t *from = bytes;
	size_t done = 0;
	if (!v->decoder)
		return err_new(EPROTO, "the virtual printer's job is over");
	while (done < n && v->buffer.len < v->buffer.max) {
		size_t room = v->buffer.max - v->buffer.len, part = n - done < room ? n - done : room;
		for (size_t i = 0; i < part; i++)
			if (escpos_realtime_next(&v->watch, from[done + i]))
				execute_at_once(v);
		buf_add(&v->buffer, from + done, part);
		done += part;
		int r = buf_done(&v->buffer);
		if (!r)
			r = pump(v);
		if (r)
			return err_up(r);
	}
	*taken = done;
	return err_up(show_room(v));
}

static int virtual_end(struct printer *p)
{
	struct printer_virtual *v = of(p);
	if (!v->decoder)
		return err_new(EPROTO, "the virtual printer's job is over");
	v->ended = true;
	return err_up(pump(v));
}

static int64_t virtual_queued(const struct printer *p)
{
	const struct printer_virtual *v = (const struct printer_virtual *)p;
	return (int64_t)v->buffer.len + (v->decoder ? 1 : 0); /* the end itself waits too */
}

static void virtual_status(struct printer *p, struct printer_status *out)
{
	const struct printer_virtual *v = of(p);
	const struct printer_profile *profile = p->profile;
	if (profile->paper_sensor)
		out->paper = v->now.paper_out ? PAPER_OUT : PAPER_OK;
	if (virtual_shows_low(&v->now, profile) && out->paper != PAPER_OUT)
		out->paper = PAPER_LOW;
	if (profile->cover_sensor)
		out->cover = v->now.cover_open ? COVER_OPEN : COVER_CLOSED;
	if (profile->dle_eot || profile->asb)
		out->fault = v->now.jam ? FAULT_CUTTER : v->now.hot ? FAULT_HOT : FAULT_NONE;
}

static int virtual_event(struct printer *p, const char *what)
{
	struct printer_virtual *v = of(p);
	const char *word = virtual_happens(&v->now, what);
	if (!word)
		return PRINTER_NO_SUCH;
	if (text_is(word, "paper_in"))
		v->roll_rows = 0;
	note(v, word);
	if (v->auto_status)
		say_auto_status(v);
	int r = pump(v);
	if (!r)
		r = show_room(v);
	printer_status_changed(p);
	return err_up(r);
}

const struct printer_ops printer_virtual = {
        .scheme = "virtual",
        .shape = "virtual:DIR",
        .size = sizeof(struct printer_virtual),
        .fresh_each_job = true,
        .check = virtual_check,
        .open = virtual_open,
        .close = virtual_close,
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
