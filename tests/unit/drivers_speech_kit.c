#include "drivers_speech_kit.h"

#include <fcntl.h>
#include <unistd.h>

#include "sys/file.h"

static void on_end(void *me)
{
	((struct room *)me)->ended++;
}

int try_open(struct room *r, const char *uri)
{
	struct speech_setup s = {.uri = uri, .loop = r->loop, .clock = &r->clock, .log = &r->log};

	s.ended = on_end;
	s.me = r;
	return speech_open(&r->speech, &s);
}

void open_room(struct room *r, const char *uri)
{
	memset(r, 0, sizeof *r);
	clock_manual(&r->clock, 1772000000000);
	r->log = (struct log){.fd = open("log", O_WRONLY | O_CREAT | O_APPEND, 0600), .level = LOG_DEBUG};
	r->log.clock = &r->clock;
	CHECK_OK(loop_new(&r->loop, &r->clock));
	CHECK_OK(try_open(r, uri));
}

void close_room(struct room *r)
{
	speech_close(r->speech);
	loop_free(r->loop);
	(void)close(r->log.fd);
}

void pass(struct room *r, int64_t ms)
{
	for (; ms > 0; ms -= 50) {
		clock_advance(&r->clock, 50);
		CHECK_OK(loop_fire_due(r->loop));
	}
}

struct spoken told(const struct room *r, int i)
{
	struct spoken one = {0};

	CHECK(speech_spoken(&one, r->speech, i));
	return one;
}

int kept(const struct room *r)
{
	struct spoken one;
	int n = 0;

	while (speech_spoken(&one, r->speech, n))
		n++;
	return n;
}

void file_text(struct buf *out, const char *path)
{
	buf_init(out, 1 << 20);
	CHECK_OK(file_read(out, path));
}
