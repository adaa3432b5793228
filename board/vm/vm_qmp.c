/* vm_qmp - QEMU's own protocol: one JSON object a line each way */
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "board/vm/vm.h"
#include "sys/clock.h"
#include "sys/file.h"
#include "sys/text.h"

enum { ANSWER_MS = 20000, START_MS = 10000 };

/* The next whole line, parsed; NULL when none came in time or QEMU is gone. */
static json_t *next_line(struct vm *v, int wait_ms)
{
	int64_t until = clock_measure_us() + wait_ms * 1000LL;

	for (;;) {
		char *end = memchr(v->heard, '\n', v->n_heard);
		struct pollfd at = {.fd = v->qmp, .events = POLLIN};
		ssize_t n;

		if (end) {
			json_t *said = json_loadb(v->heard, (size_t)(end - v->heard), 0, NULL);

			if (!said) /* "unknown" is told as 2 to the power of 64, less one */
				said = json_loadb(v->heard, (size_t)(end - v->heard), JSON_DECODE_INT_AS_REAL, NULL);

			v->n_heard -= (size_t)(end + 1 - v->heard);
			memmove(v->heard, end + 1, v->n_heard);
			return said;
		}
		if (clock_measure_us() >= until || v->n_heard == sizeof v->heard || poll(&at, 1, 50) < 0)
			return NULL;
		if (!at.revents)
			continue;
		n = read(v->qmp, v->heard + v->n_heard, sizeof v->heard - v->n_heard);
		if (n <= 0)
			return NULL;
		v->n_heard += (size_t)n;
	}
}

int vm_qmp(struct vm *v, json_t **reply, const char *command, json_t *arguments)
{
	json_t *ask = json_pack("{s:s, s:o*}", "execute", command, "arguments", arguments), *said;
	char *line = json_dumps(ask, JSON_COMPACT);
	int e = write_all(v->qmp, line, strlen(line));

	if (e == 0)
		e = write_all(v->qmp, "\n", 1);
	free(line);
	json_decref(ask);
	while (e == 0 && (said = next_line(v, ANSWER_MS))) {
		const json_t *error = json_object_get(said, "error");

		if (json_object_get(said, "return") || error) {
			e = error ? err_new(EPROTO, "QEMU refuses %s: %s", command,
			                    json_string_value(json_object_get(error, "desc")))
			          : 0;
			if (reply && e == 0)
				*reply = json_incref(said);
			json_decref(said);
			return e;
		}
		v->bites += text_is(json_string_value(json_object_get(said, "event")), "WATCHDOG");
		json_decref(said); /* an event */
	}
	return e ? err_up(e) : err_new(ETIMEDOUT, "QEMU does not answer to %s", command);
}

int vm_qmp_open(struct vm *v)
{
	struct sockaddr_un at = {.sun_family = AF_UNIX};
	int64_t until = clock_measure_us() + START_MS * 1000LL;
	json_t *hello;

	(void)snprintf(at.sun_path, sizeof at.sun_path, "%.90s/qmp", v->dir);
	v->n_heard = 0;
	v->qmp = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	while (connect(v->qmp, (const struct sockaddr *)&at, sizeof at)) {
		if (clock_measure_us() > until)
			return err_new(ETIMEDOUT, "QEMU does not start; see %s/qemu.log", v->dir);
		(void)usleep(20000);
	}
	hello = next_line(v, START_MS);
	if (!hello)
		return err_new(EPROTO, "QEMU does not say hello");
	json_decref(hello);
	return err_up(vm_qmp(v, NULL, "qmp_capabilities", NULL));
}
