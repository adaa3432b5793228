/* bad_control - garbage at the test door: refused line by line, and the kiosk goes on. */
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "bad_kit.h"
#include "harness.h"
#include "sys/proc.h"

enum { NOISE = 200 * 1000, LONG_LINE = 10 << 20, SHUT_MS = 5000, CROWD = 12 };

static int call(const struct bad *b)
{
	struct sockaddr_un at = {.sun_family = AF_UNIX};
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

	CHECK(fd >= 0);
	snprintf(at.sun_path, sizeof at.sun_path, "%.100s", b->p.s.socket);
	CHECK(connect(fd, (const struct sockaddr *)&at, sizeof at) == 0);
	return fd;
}

/* Sends all that is taken, reading what comes back, so that neither side waits for the other. Gives the bytes read. */
static size_t talk(int fd, const char *bytes, size_t n)
{
	static char back[65536];
	size_t sent = 0, got = 0;

	for (;;) {
		struct pollfd p = {fd, (short)(sent < n ? POLLIN | POLLOUT : POLLIN), 0};
		ssize_t r;

		if (poll(&p, 1, 300) <= 0)
			return got;
		if (p.revents & POLLOUT) {
			r = send(fd, bytes + sent, n - sent, MSG_NOSIGNAL | MSG_DONTWAIT);
			if (r < 0 && errno != EAGAIN)
				return got;
			sent += r > 0 ? (size_t)r : 0;
		}
		if (p.revents & (POLLIN | POLLHUP)) {
			r = recv(fd, back, sizeof back, MSG_DONTWAIT);
			if (r <= 0)
				return got;
			got += (size_t)r;
		}
	}
}

static void check_well(struct bad *b)
{
	check_screen(&b->p.s, "idle");
	CHECK_INT(waiting(&b->p.s), b->records);
}

TEST_LIMIT(control, random_bytes_are_refused, LIMIT_S)
{
	struct bad *b = bad_make();
	char *noise = malloc(NOISE);
	uint64_t state = 9;
	int fd;

	CHECK(noise != NULL);
	for (size_t i = 0; i < NOISE; i++)
		noise[i] = (char)test_random(&state);
	bad_start(b, NULL);
	fd = call(b);
	CHECK(talk(fd, noise, NOISE) > 0);
	close(fd);
	check_well(b);
	bad_visit(b);
	free(noise);
	bad_end(b);
}

TEST_LIMIT(control, a_line_of_ten_megabytes_is_refused_and_the_next_is_heard, LIMIT_S)
{
	struct bad *b = bad_make();
	char *line = malloc(LONG_LINE);
	json_t *reply = NULL;
	int fd;

	CHECK(line != NULL);
	memset(line, 'x', LONG_LINE);
	memcpy(line, "{\"do\":\"type\",\"text\":\"", 21);
	line[LONG_LINE - 1] = '\n';
	bad_start(b, NULL);
	fd = call(b);
	CHECK(talk(fd, line, LONG_LINE) > 0);
	CHECK(talk(fd, "{\"do\":\"stat\"}\n", 14) > 20);
	close(fd);
	CHECK_OK(door_do(b->p.s.door, &reply, "{s:s}", "do", "stat"));
	CHECK(json_integer_value(json_object_get(reply, "rss_bytes")) < 400 << 20);
	json_decref(reply);
	check_well(b);
	free(line);
	bad_end(b);
}

TEST_LIMIT(control, half_lines_and_lost_callers_disturb_nobody, LIMIT_S)
{
	static const char *const halves[] = {"{\"do\":\"ta", "{\"do\":\"tree\"}\n{\"do\":\"tree\"}\n{\"do\"", "\n\n\n",
	        "{}\n[]\n17\n\"", "{\"do\":\"wait\",\"screen\":\"receipt\",\"ms\":600000}\n",
	        "{\"do\":\"type\",\"text\":\"\\ud800\"}\n", "{\"do\":\"tap\",\"mm\":[1e308,-1e308]}\n",
	        "{\"do\":\"clock\",\"advance_ms\":9223372036854775807}\n"};
	struct bad *b = bad_make();

	bad_start(b, NULL);
	for (size_t i = 0; i < sizeof halves / sizeof *halves; i++) {
		int fd = call(b);

		CHECK(send(fd, halves[i], strlen(halves[i]), MSG_NOSIGNAL) > 0);
		close(fd); /* without reading the reply */
		check_well(b);
	}
	bad_visit(b);
	bad_end(b);
}

/* Whoever reads the log was started anew: what can not be said does not end the kiosk. */
TEST_LIMIT(control, a_log_that_nobody_reads_does_not_end_the_kiosk, LIMIT_S)
{
	struct bad *b = bad_make();
	char program[PATH_MAX + 16], printer[PLANT_PATH];
	const char *const argv[] = {program, "--data", b->p.s.data, "--headless", "--control", b->p.s.socket,
	        "--printer", printer, "--content", b->content, NULL};
	struct proc_spec spec = {.argv = argv, .in = -1, .out = -1};
	int ends[2];

	snprintf(program, sizeof program, "%s/loket", b->p.s.programs);
	snprintf(printer, sizeof printer, "virtual:%s", b->p.s.paper);
	CHECK(pipe(ends) == 0);
	spec.err = ends[1];
	CHECK_OK(proc_start(&b->p.s.pid, &spec));
	close(ends[0]);
	close(ends[1]);
	CHECK_OK(station_connect(&b->p.s));
	bad_visit(b);
	bad_visit(b);
	bad_end(b);
}

TEST_LIMIT(control, a_crowd_of_callers_is_turned_away_and_the_first_is_still_served, LIMIT_S)
{
	struct bad *b = bad_make();
	int fd[CROWD];

	bad_start(b, NULL);
	for (int i = 0; i < CROWD; i++)
		fd[i] = call(b);
	check_well(b);
	for (int i = 0; i < CROWD; i++)
		close(fd[i]);
	check_well(b);
	CHECK(talk(call(b), "{\"do\":\"stat\"}\n", 14) > 20);
	bad_end(b);
}
