#include "kiosk_door.h"

#include <errno.h>
#include <stdio.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

static void let_run(struct world *w)
{
	CHECK_OK(loop_step(w->app.loop, 5));
}

void door_open(struct door *d, struct world *w)
{
	struct sockaddr_un at = {.sun_family = AF_UNIX, .sun_path = "door.sock"};

	d->world = w;
	d->n = 0;
	d->fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	CHECK(d->fd >= 0 && connect(d->fd, (const struct sockaddr *)&at, sizeof at) == 0);
	let_run(w);
}

void door_close(struct door *d)
{
	(void)close(d->fd);
	d->fd = -1;
	let_run(d->world);
}

void door_send(struct door *d, const char *bytes, size_t n)
{
	while (n) {
		ssize_t put = send(d->fd, bytes, n, MSG_NOSIGNAL | MSG_DONTWAIT);

		if (put < 0 && errno == EAGAIN) {
			let_run(d->world);
			continue;
		}
		if (put < 0)
			return; /* it hung up: the reply will tell */
		bytes += put;
		n -= (size_t)put;
	}
}

static json_t *take_line(struct door *d)
{
	char *end = memchr(d->in, '\n', d->n);
	json_error_t error;
	json_t *reply;
	size_t len;

	if (!end)
		return NULL;
	len = (size_t)(end - d->in);
	reply = json_loadb(d->in, len, 0, &error);
	if (!json_is_object(reply) || !json_is_boolean(json_object_get(reply, "ok")))
		test_fail(__FILE__, __LINE__, "no reply in '%.*s'", (int)(len < 300 ? len : 300), d->in);
	if (!json_is_true(json_object_get(reply, "ok"))) {
		const char *why = json_string_value(json_object_get(reply, "why"));

		CHECK(why && *why); /* every refusal says why */
	}
	memmove(d->in, end + 1, d->n - len - 1);
	d->n -= len + 1;
	return reply;
}

json_t *door_reply(struct door *d, int limit_ms)
{
	int64_t until = clock_measure_us() + (int64_t)limit_ms * 1000;

	for (;;) {
		json_t *reply = take_line(d);
		ssize_t got;

		if (reply)
			return reply;
		if (clock_measure_us() > until)
			return NULL;
		let_run(d->world);
		got = recv(d->fd, d->in + d->n, sizeof d->in - d->n, MSG_DONTWAIT);
		if (got == 0 || (got < 0 && errno != EAGAIN))
			return NULL;
		d->n += got > 0 ? (size_t)got : 0;
	}
}

json_t *door_ask(struct door *d, const char *line)
{
	json_t *reply;

	door_send(d, line, strlen(line));
	door_send(d, "\n", 1);
	reply = door_reply(d, 10000);
	if (!reply)
		test_fail(__FILE__, __LINE__, "no reply to %.200s", line);
	return reply;
}

void door_do(struct door *d, const char *line)
{
	json_t *reply = door_ask(d, line);

	if (!json_is_true(json_object_get(reply, "ok")))
		test_fail(__FILE__, __LINE__, "%.200s: %s", line, json_string_value(json_object_get(reply, "why")));
	json_decref(reply);
}

void door_refuses(struct door *d, const char *line, const char *why)
{
	json_t *reply = door_ask(d, line);

	if (json_is_true(json_object_get(reply, "ok")))
		test_fail(__FILE__, __LINE__, "%.200s was done", line);
	CHECK_HAS(json_string_value(json_object_get(reply, "why")), why);
	json_decref(reply);
}
