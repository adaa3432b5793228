#include "door.h"

#include <errno.h>
#include <poll.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>
#include "sys/buf.h"
#include "sys/clock.h"
#include "sys/file.h"

enum { LINE_MOST = 4 << 20, REPLY_WITHIN_MS = 30000 };

struct door {
	int fd;
	struct buf in; /* what has arrived and was not yet taken */
	char why[400];
};

static void pause_ms(int ms)
{
	nanosleep(&(struct timespec){.tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000L}, NULL);
}

static int try_connect(const struct sockaddr_un *at)
{
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

	if (fd < 0)
		return -errno;
	if (connect(fd, (const struct sockaddr *)at, sizeof *at) == 0)
		return fd;
	close(fd);
	return -ECONNREFUSED;
}

int door_open(struct door **out, const char *path, int wait_ms)
{
	struct sockaddr_un at = {.sun_family = AF_UNIX};
	int64_t until = clock_measure_us() + (int64_t)wait_ms * 1000;
	struct door *c;
	int fd;

	if (strlen(path) >= sizeof at.sun_path)
		return err_new(ENAMETOOLONG, "%s: too long for a socket", path);
	memcpy(at.sun_path, path, strlen(path));
	while ((fd = try_connect(&at)) < 0) {
		if (clock_measure_us() >= until)
			return err_new(-fd, "%s: nobody answers there", path);
		pause_ms(2);
	}
	c = calloc(1, sizeof *c);
	if (!c) {
		close(fd);
		return err_new(ENOMEM, "control: no memory");
	}
	c->fd = fd;
	buf_init(&c->in, LINE_MOST);
	*out = c;
	return 0;
}

void door_close(struct door *c)
{
	if (!c)
		return;
	close(c->fd);
	buf_fini(&c->in);
	free(c);
}

/* Reads until a whole line has come; gives its length, or a surprise. */
static int64_t await_line(struct door *c)
{
	int64_t until = clock_measure_us() + (int64_t)REPLY_WITHIN_MS * 1000;
	char piece[65536];
	const uint8_t *end;

	while (!(end = c->in.len ? memchr(c->in.data, '\n', c->in.len) : NULL)) {
		struct pollfd p = {.fd = c->fd, .events = POLLIN};
		int left_ms = (int)((until - clock_measure_us()) / 1000);
		ssize_t n;

		if (left_ms <= 0)
			return err_new(ETIMEDOUT, "the kiosk gave no reply within %d s", REPLY_WITHIN_MS / 1000);
		if (poll(&p, 1, left_ms) <= 0)
			continue;
		n = read(c->fd, piece, sizeof piece);
		if (n <= 0)
			return err_new(ECONNRESET, "the kiosk closed the control socket");
		buf_add(&c->in, piece, (size_t)n);
		if (c->in.failed)
			return err_new(EMSGSIZE, "the kiosk's reply is over %d bytes", LINE_MOST);
	}
	return end - c->in.data;
}

int door_raw(struct door *c, json_t **reply, const char *line, size_t n)
{
	json_error_t error;
	int64_t length;
	json_t *got;
	bool good;
	int e = write_all(c->fd, line, n);

	if (e != 0)
		return err_new(-e, "the kiosk does not read the control socket: %s", strerror(-e));
	if ((length = await_line(c)) < 0)
		return err_up((int)length);
	got = json_loadb((const char *)c->in.data, (size_t)length, 0, &error);
	buf_drop(&c->in, (size_t)length + 1);
	if (!json_is_object(got)) {
		json_decref(got);
		return err_new(EBADMSG, "the kiosk's reply is no JSON object: %s", error.text);
	}
	good = json_is_true(json_object_get(got, "ok"));
	snprintf(c->why, sizeof c->why, "%s", node_text(got, "why"));
	if (reply)
		*reply = got;
	else
		json_decref(got);
	return good ? 0 : DOOR_REFUSED;
}

int door_do(struct door *c, json_t **reply, const char *format, ...)
{
	json_error_t error;
	json_t *request, *got = NULL;
	char *text;
	struct buf line;
	va_list args;
	int e;

	va_start(args, format);
	request = json_vpack_ex(&error, 0, format, args);
	va_end(args);
	text = request ? json_dumps(request, JSON_COMPACT) : NULL;
	json_decref(request);
	if (!text)
		return err_new(EINVAL, "control request %s: %s", format, error.text);
	buf_init(&line, LINE_MOST);
	buf_printf(&line, "%s\n", text);
	free(text);
	e = door_raw(c, &got, buf_str(&line), line.len);
	buf_fini(&line);
	if (reply && e == 0)
		*reply = got;
	else
		json_decref(got);
	return e;
}

const char *door_why(const struct door *c)
{
	return c->why;
}

/* ---- the tree ------------------------------------------------------------------- */

int door_tree(struct door *c, json_t **tree)
{
	return door_do(c, tree, "{s:s}", "do", "tree");
}

const char *tree_screen(const json_t *tree)
{
	return node_text(tree, "screen");
}

const json_t *tree_node(const json_t *tree, const char *id)
{
	const json_t *node;
	size_t i;

	json_array_foreach(
	        json_object_get(tree, "nodes"), i, node) if (strcmp(node_text(node, "id"), id) == 0) return node;
	return NULL;
}

const json_t *tree_find(const json_t *tree, const char *text)
{
	const json_t *node;
	size_t i;

	json_array_foreach(json_object_get(tree, "nodes"), i,
	        node) if (strstr(node_text(node, "label"), text) || strstr(node_text(node, "value"), text)) return node;
	return NULL;
}

const char *node_text(const json_t *node, const char *key)
{
	const char *text = json_string_value(json_object_get(node, key));

	return text ? text : "";
}

int node_state(const json_t *node, const char *key)
{
	const json_t *state = json_object_get(json_object_get(node, "state"), key);

	return json_is_boolean(state) ? json_is_true(state) : -1;
}

void tree_show(const json_t *tree, FILE *to)
{
	const json_t *node;
	size_t i;

	fprintf(to, "screen %s, lang %s, %s, theme %s, size %s, focus %s\n", tree_screen(tree), node_text(tree, "lang"),
	        node_text(tree, "dir"), node_text(tree, "theme"), node_text(tree, "size"), node_text(tree, "focus"));
	json_array_foreach(json_object_get(tree, "nodes"), i, node)
	{
		fprintf(to, "  %-9s %-24s \"%s\"", node_text(node, "role"), node_text(node, "id"),
		        node_text(node, "label"));
		if (*node_text(node, "value"))
			fprintf(to, " = \"%s\"", node_text(node, "value"));
		fprintf(to, "%s%s%s\n", node_state(node, "enabled") == 0 ? " disabled" : "",
		        node_state(node, "focused") == 1 ? " focused" : "",
		        node_state(node, "checked") == 1 ? " checked" : "");
	}
}
