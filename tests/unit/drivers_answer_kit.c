#include "drivers_answer_kit.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#include "sys/buf.h"

static void on_job(void *me)
{
	((struct talk *)me)->calls++;
}

static void on_change(void *me)
{
	((struct talk *)me)->changes++;
}

struct talk *talk_new(void)
{
	static struct talk *held[80]; /* until the process ends */
	struct talk *t = calloc(1, sizeof *t);
	int i = 0;

	CHECK(t != NULL);
	while (held[i])
		i++;
	held[i] = t;
	t->listener = t->fd = -1;
	t->profile = (struct printer_profile){.name = "talks",
	        .dots = 384,
	        .dpi = 203,
	        .max_rows = 24,
	        .buffer_bytes = 4096,
	        .speed_mm_s = 500,
	        .bidirectional = true,
	        .dle_eot = true,
	        .asb = true,
	        .gs_r = true,
	        .process_id = true,
	        .paper_sensor = true,
	        .near_end_sensor = true,
	        .cover_sensor = true};
	clock_real(&t->clock);
	t->log = (struct log){
	        .fd = open("log.txt", O_CREAT | O_WRONLY | O_APPEND, 0600), .level = LOG_INFO, .clock = &t->clock};
	return t;
}

void talk_open(struct talk *t)
{
	struct sockaddr_in a = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	socklen_t size = sizeof a;
	int small = 4096;
	char uri[64];

	CHECK_OK(loop_new(&t->loop, &t->clock));
	t->listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	CHECK_INT(setsockopt(t->listener, SOL_SOCKET, SO_RCVBUF, &small, sizeof small), 0);
	CHECK_INT(bind(t->listener, (struct sockaddr *)&a, sizeof a), 0);
	CHECK_INT(listen(t->listener, 1), 0);
	CHECK_INT(getsockname(t->listener, (struct sockaddr *)&a, &size), 0);
	(void)snprintf(uri, sizeof uri, "tcp:127.0.0.1:%d", ntohs(a.sin_port));
	const struct printer_setup setup = {.uri = uri, .profile = &t->profile, .loop = t->loop, .log = &t->log};
	CHECK_OK(printer_open(&t->printer, &setup));
	printer_on_status(t->printer, on_change, t);
	for (int i = 0; i < 200 && (t->fd < 0 || talk_status(t).link != LINK_OPEN); i++)
		talk_run(t, 5);
	CHECK(t->fd >= 0);
	CHECK_INT(talk_status(t).link, LINK_OPEN);
}

void talk_open_quietly(struct talk *t)
{
	talk_open(t);
	talk_run(t, 50);
	for (int i = 0; i < 4 && t->profile.dle_eot; i++)
		SAY(t, "\x12");
	for (int i = 0; i < 4; i++) /* 66, 67, 65, 68: so that none of them waits for its time to pass */
		SAY(t, "_\0");
	talk_run(t, 20);
	t->n = 0;
}

void talk_close(struct talk *t)
{
	printer_close(t->printer);
	loop_free(t->loop);
	close(t->listener);
	close(t->fd);
	close(t->log.fd);
}

static void peer(struct talk *t)
{
	const int on = 1;
	ssize_t n;

	if (t->fd < 0) {
		t->fd = accept4(t->listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
		if (t->fd >= 0)
			CHECK_INT(setsockopt(t->fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on), 0);
	}
	if (t->fd < 0 || t->deaf)
		return;
	n = read(t->fd, t->got + t->n, TALK_MOST - t->n);
	t->n += n > 0 ? (size_t)n : 0;
}

void talk_run(struct talk *t, int ms)
{
	int64_t end = clock_measure_us() + (int64_t)ms * 1000;

	do {
		peer(t);
		CHECK_OK(loop_step(t->loop, 1));
		peer(t);
	} while (clock_measure_us() < end);
}

void talk_say(struct talk *t, const void *bytes, size_t n)
{
	CHECK_INT(write(t->fd, bytes, n), n);
	talk_run(t, 4);
}

void talk_say_id(struct talk *t, const uint8_t id[4])
{
	uint8_t answer[7] = {0x37, 0x22, id[0], id[1], id[2], id[3], 0};

	talk_say(t, answer, sizeof answer);
}

void talk_begin(struct talk *t)
{
	t->calls = 0;
	CHECK_OK(printer_begin(t->printer, on_job, t));
	printer_want_room(t->printer, false); /* only news is counted */
}

int talk_band(struct talk *t, int band, int rows, size_t bytes)
{
	size_t done = 0, taken = 0;
	AUTO_BUF out;
	int r;

	buf_init(&out, TALK_MOST);
	while (out.len < bytes)
		buf_char(&out, 'A');
	r = printer_mark(t->printer, &out, band, rows);
	CHECK(r >= 0);
	CHECK_OK(buf_done(&out));
	if (r == 0)
		memcpy(t->id, out.data + out.len - 4, 4);
	for (int i = 0; i < 1000 && done < out.len; i++) {
		CHECK_OK(printer_send(&taken, t->printer, out.data + done, out.len - done));
		done += taken;
		if (done < out.len)
			talk_run(t, 1);
	}
	CHECK_INT(done, out.len);
	if (!t->deaf)
		talk_run(t, 5);
	return r;
}

void talk_end(struct talk *t)
{
	CHECK_OK(printer_end(t->printer));
	for (int i = 0; i < 1000 && printer_level(t->printer) < PROOF_DRAINED; i++)
		talk_run(t, 1);
}

int talk_count(const struct talk *t, size_t from, const void *bytes, size_t n)
{
	int count = 0;

	for (size_t i = from; i + n <= t->n; i++)
		count += memcmp(t->got + i, bytes, n) == 0;
	return count;
}

struct printer_status talk_status(const struct talk *t)
{
	struct printer_status s;

	printer_status(t->printer, &s);
	return s;
}
