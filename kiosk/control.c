#include "kiosk/control.h"

#include <errno.h>
#include <malloc.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/timerfd.h>
#include <sys/un.h>
#include <unistd.h>

#include "kiosk/control_inside.h"
#include "sys/text.h"

static void client_close(struct control_client *c)
{
	if (c->fd < 0)
		return;
	watch_end(c->watch);
	(void)close(c->fd);
	buf_fini(&c->in);
	buf_fini(&c->out);
	json_decref(c->req);
	*c = (struct control_client){.fd = -1, .control = c->control};
}

/* Sends what the socket takes; the rest waits for room. False: the client is gone. */
static bool flush(struct control_client *c)
{
	while (c->out.len) {
		ssize_t n = send(c->fd, c->out.data, c->out.len, MSG_NOSIGNAL | MSG_DONTWAIT);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0 && errno != EAGAIN)
			return false;
		if (n < 0)
			break;
		buf_drop(&c->out, (size_t)n);
	}
	if (c->out.failed)
		return false; /* it asks and asks and never reads */
	/* Full while a wait is pending: the socket holds the rest. */
	unsigned in = c->in.len < c->in.max ? LOOP_READ : 0u, out = c->out.len ? LOOP_WRITE : 0u;
	return watch_set(c->watch, in | out) == 0;
}

void control_reply(struct control_client *c, json_t *reply, json_t *req)
{
	char *line;

	if (req)
		json_object_set(reply, "req", req);
	line = json_dumps(reply, JSON_COMPACT);
	if (line) {
		buf_text(&c->out, line);
		buf_char(&c->out, '\n');
		wipe(line, strlen(line));
		free(line);
	}
	json_decref(reply);
}

static void handle_line(struct control_client *c, const char *line, size_t n)
{
	json_error_t error;
	json_t *request = json_loadb(line, n, JSON_REJECT_DUPLICATES, &error), *reply, *req;

	if (!json_is_object(request)) {
		json_decref(request);
		control_reply(c, control_no("this line is not one JSON object: %s", error.text), NULL);
		return;
	}
	req = json_incref(json_object_get(request, "req"));
	reply = control_do(c, request);
	json_decref(request);
	if (reply) {
		control_reply(c, reply, req);
		json_decref(req);
	} else {
		c->req = req;
		control_wait_check(c->control);
	}
}

/* One refusal for a line that is too long, however much of it still comes. */
static void too_long(struct control_client *c)
{
	if (!c->skips)
		control_reply(c, control_no("a line is at most %d bytes", CONTROL_LINE_MAX), NULL);
	c->skips = true;
	buf_clear(&c->in);
}

static void handle_lines(struct control_client *c)
{
	while (!c->waits && c->in.len) {
		uint8_t *end = memchr(c->in.data, '\n', c->in.len);
		size_t n;

		if (!end)
			break;
		n = (size_t)(end - c->in.data);
		if (n && !c->skips)
			handle_line(c, (const char *)c->in.data, n);
		c->skips = false;
		buf_drop(&c->in, n + 1);
	}
	if (!c->waits && (c->skips || c->in.len > CONTROL_LINE_MAX))
		too_long(c);
}

static bool take_bytes(struct control_client *c)
{
	char part[8192];
	size_t room = c->in.max - c->in.len;
	ssize_t n;

	if (room == 0)
		return true;
	n = recv(c->fd, part, room < sizeof part ? room : sizeof part, MSG_DONTWAIT);
	if (n < 0 && (errno == EAGAIN || errno == EINTR))
		return true;
	if (n <= 0)
		return false;
	buf_add(&c->in, part, (size_t)n);
	wipe(part, (size_t)n);
	return true;
}

static int on_client(void *me, unsigned events)
{
	struct control_client *c = me;

	if ((events & (LOOP_READ | LOOP_HANGUP)) && !take_bytes(c)) {
		client_close(c);
		return 0;
	}
	handle_lines(c);
	if (!flush(c))
		client_close(c);
	return 0;
}

static int on_connect(void *me, unsigned events)
{
	struct control *control = me;
	int fd = accept4(control->fd, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK);

	(void)events;
	if (fd < 0)
		return 0;
	for (int i = 0; i < CONTROL_CLIENTS_MAX; i++) {
		struct control_client *c = &control->client[i];

		if (c->fd >= 0)
			continue;
		if (loop_watch(&c->watch, control->app->loop, fd, LOOP_READ, on_client, c))
			break;
		c->fd = fd;
		buf_init(&c->in, CONTROL_LINE_MAX + 1);
		buf_init(&c->out, CONTROL_REPLY_MAX);
		return 0;
	}
	(void)close(fd);
	return 0;
}

/* ---- waiting: by the real clock, and after each frame -------------------------------------- */

static void timer_to(struct control *control, int64_t deadline_us)
{
	int64_t left = deadline_us - clock_measure_us();
	struct itimerspec t = {0};

	left = left < 1000 ? 1000 : left > 20000 ? 20000 : left; /* looks again every 20 ms while somebody waits */
	t.it_value.tv_nsec = left * 1000;
	(void)timerfd_settime(control->timer_fd, 0, &t, NULL);
}

void control_wait_check(struct control *control)
{
	struct app *a = control->app;

	for (int i = 0; i < CONTROL_CLIENTS_MAX; i++) {
		struct control_client *c = &control->client[i];
		bool there;

		if (c->fd < 0 || !c->waits)
			continue;
		there = text_is(c->screen, screen_of(a->screen)->name) && !a->stale;
		if (!there && clock_measure_us() < c->deadline_us) {
			timer_to(control, c->deadline_us);
			continue;
		}
		c->waits = false;
		control_reply(c,
		        there ? json_pack("{s:b, s:s}", "ok", 1, "screen", c->screen)
		              : control_no("the screen is still '%s'", screen_of(a->screen)->name),
		        c->req);
		json_decref(c->req);
		c->req = NULL;
	}
}

static int on_timer(void *me, unsigned events)
{
	struct control *control = me;
	uint64_t ticks;

	(void)events;
	if (read(control->timer_fd, &ticks, sizeof ticks) != (ssize_t)sizeof ticks)
		return 0;
	control_wait_check(control);
	for (int i = 0; i < CONTROL_CLIENTS_MAX; i++) {
		struct control_client *c = &control->client[i];

		if (c->fd < 0 || c->waits)
			continue;
		handle_lines(c);
		if (!flush(c))
			client_close(c);
	}
	return 0;
}

/* ---- opening and closing ----------------------------------------------------------------------- */

static int listen_at(struct control *control, const char *path)
{
	struct sockaddr_un at = {.sun_family = AF_UNIX};
	mode_t old;
	int r;

	if (!text_copy(at.sun_path, sizeof at.sun_path, path))
		return err_new(ENAMETOOLONG, "%s: a socket's path is at most %zu bytes", path, sizeof at.sun_path - 1);
	control->fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (control->fd < 0)
		return err_new(errno, "no socket: %s", strerror(errno));
	(void)unlink(path);
	old = umask(0177);
	r = bind(control->fd, (const struct sockaddr *)&at, sizeof at);
	(void)umask(old);
	if (r < 0 || listen(control->fd, CONTROL_CLIENTS_MAX) < 0)
		return err_new(errno, "%s: can not be listened at: %s", path, strerror(errno));
	(void)text_copy(control->path, sizeof control->path, path);
	return 0;
}

/* Requests and replies hold what people typed: what jansson gives back is overwritten first. */
static void wiped_free(void *p)
{
	if (p)
		wipe(p, malloc_usable_size(p));
	free(p);
}

int control_open(struct control **out, struct app *app, const char *path)
{
	struct control *c = calloc(1, sizeof *c);
	int e;

	if (!c)
		return err_new(ENOMEM, "no memory for the test door");
	json_set_alloc_funcs(malloc, wiped_free);
	c->app = app;
	c->fd = c->timer_fd = -1;
	for (int i = 0; i < CONTROL_CLIENTS_MAX; i++)
		c->client[i] = (struct control_client){.fd = -1, .control = c};
	e = listen_at(c, path);
	if (e == 0) {
		c->timer_fd = timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK);
		e = c->timer_fd < 0 ? err_new(errno, "no timer: %s", strerror(errno)) : 0;
	}
	if (e == 0)
		e = loop_watch(&c->watch, app->loop, c->fd, LOOP_READ, on_connect, c);
	if (e == 0)
		e = loop_watch(&c->timer_watch, app->loop, c->timer_fd, LOOP_READ, on_timer, c);
	if (e) {
		control_close(c);
		return err_up(e);
	}
	*out = c;
	return 0;
}

void control_close(struct control *c)
{
	if (!c)
		return;
	for (int i = 0; i < CONTROL_CLIENTS_MAX; i++)
		client_close(&c->client[i]);
	watch_end(c->watch);
	watch_end(c->timer_watch);
	if (c->fd >= 0)
		(void)close(c->fd);
	if (c->timer_fd >= 0)
		(void)close(c->timer_fd);
	if (*c->path)
		(void)unlink(c->path);
	free(c);
}
