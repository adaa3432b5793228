#pragma once

/* drivers_speech_kit - a voice in a test: a clock by hand, a log in the file "log" */
#include "drivers/speech.h"
#include "harness.h"
#include "sys/buf.h"

struct room {
	struct clock clock;
	struct log log;
	struct loop *loop;
	struct speech *speech;
	int ended;
};

/* "log:said" and others; the test's own folder. */
void open_room(struct room *r, const char *uri);
NODISCARD int try_open(struct room *r, const char *uri); /* a voice alone, in an open room */
void close_room(struct room *r);
void pass(struct room *r, int64_t ms); /* the clock goes on, and what falls due happens */
struct spoken told(const struct room *r, int i); /* must be there */
int kept(const struct room *r);
void file_text(struct buf *out, const char *path);
