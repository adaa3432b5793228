/* speech_log - a voice for tests: each utterance a line of JSON in a file, busy for as long as it would be heard. */
#include <errno.h>
#include <fcntl.h>
#include <jansson.h>
#include <string.h>
#include <unistd.h>

#include "drivers/speech_ops.h"
#include "sys/clock.h"

enum { MS_PER_WORD = 480 }; /* 125 words a minute */

struct speech_to_log {
	struct speech_kind base;
	int fd;
	int64_t until_ms;
};

static int log_open(struct speech_kind *k)
{
	struct speech_to_log *s = (struct speech_to_log *)k;

	s->fd = open(k->where, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
	return s->fd < 0 ? err_new(errno, "the voice can not write to %s: %s", k->where, strerror(errno)) : 0;
}

static void log_close(struct speech_kind *k)
{
	(void)close(((struct speech_to_log *)k)->fd);
}

static bool log_speaks(const struct speech_kind *k, const char *lang)
{
	(void)k;
	return *lang != 0;
}

static int count_words(const char *text)
{
	int n = 0;

	for (text += strspn(text, " \n"); *text; text += strspn(text, " \n")) {
		text += strcspn(text, " \n");
		n++;
	}
	return n;
}

static int log_say(struct speech_kind *k, const char *lang, const char *text, const struct speech_manner *manner)
{
	struct speech_to_log *s = (struct speech_to_log *)k;
	json_t *line = json_pack(
	        "{s:s,s:s,s:i,s:i}", "lang", lang, "text", text, "speed", manner->speed, "loudness", manner->loudness);
	int e;

	if (line && manner->ear != SPEECH_BOTH_EARS)
		(void)json_object_set_new(line, "ear", json_string(manner->ear == SPEECH_LEFT_EAR ? "left" : "right"));
	e = line && json_dumpfd(line, s->fd, JSON_COMPACT) == 0 && write(s->fd, "\n", 1) == 1 ? 0 : -EIO;

	json_decref(line);
	s->until_ms = clock_mono_ms(k->clock) + (int64_t)count_words(text) * MS_PER_WORD * 100 / manner->speed;
	return e ? err_new(EIO, "the voice can not write to %s", k->where) : 0;
}

static void log_hush(struct speech_kind *k)
{
	((struct speech_to_log *)k)->until_ms = 0;
}

static bool log_is_busy(const struct speech_kind *k)
{
	return clock_mono_ms(k->clock) < ((const struct speech_to_log *)k)->until_ms;
}

const struct speech_ops speech_log = {.scheme = "log",
        .size = sizeof(struct speech_to_log),
        .open = log_open,
        .close = log_close,
        .speaks = log_speaks,
        .say = log_say,
        .hush = log_hush,
        .is_busy = log_is_busy};
