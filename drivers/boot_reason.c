#include "drivers/boot_reason.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sys/file.h"
#include "sys/text.h"

#define LOG_MODULE "boot"

enum { BOOT_ID_MAX = 36, FILE_MAX = 128 };

static const struct {
	const char *name, *words;
	bool trouble;
} reasons[BOOT_REASONS] = {
        [BOOT_FIRST] = {"first", "the first start here, or the file of the last one is gone", false},
        [BOOT_ORDERLY] = {"orderly", "the machine was shut down in order and started again", false},
        [BOOT_RESTARTED] = {"restarted", "the program was stopped in order and started again", false},
        [BOOT_CRASHED] = {"crashed", "the program ended without an orderly stop and was started again", true},
        [BOOT_POWER] = {"power", "the machine started anew without an orderly stop: plug, power or reset", true},
        [BOOT_WATCHDOG] = {"watchdog", "the watchdog started the machine anew: the program did not get on", true},
        [BOOT_HEAT] = {"heat", "the machine started anew because it was too hot: look at its air", true},
};

const char *boot_reason_name(enum boot_reason r)
{
	return reasons[r].name;
}

const char *boot_reason_words(enum boot_reason r)
{
	return reasons[r].words;
}

bool boot_reason_is_trouble(enum boot_reason r)
{
	return reasons[r].trouble;
}

static void path_of(char out[1200], const char *data)
{
	(void)snprintf(out, 1200, "%s/last-start", data);
}

/* A unit that hides /proc/sys from us (ProcSubset=pid) hands the id over: Environment=LOKET_BOOT_ID=%b. "-": nobody tells. */
static void boot_id(char out[BOOT_ID_MAX + 1], const char *path)
{
	const char *given = getenv("LOKET_BOOT_ID");
	AUTO_BUF text;

	buf_init(&text, FILE_MAX);
	(void)text_copy(out, BOOT_ID_MAX + 1, "-");
	if (!path && given && *given && strlen(given) <= BOOT_ID_MAX && !strpbrk(given, " \n")) {
		(void)text_copy(out, BOOT_ID_MAX + 1, given);
		return;
	}
	if (file_read(&text, path ? path : "/proc/sys/kernel/random/boot_id"))
		return;
	if (text.len < BOOT_ID_MAX)
		return;
	memcpy(out, text.data, BOOT_ID_MAX);
	out[BOOT_ID_MAX] = 0;
}

static void write_down(const char *data, const char *id, const char *how, const struct log *log)
{
	char path[1200], line[FILE_MAX];
	int n = snprintf(line, sizeof line, "%s %s\n", id, how), e;

	path_of(path, data);
	e = file_replace(path, line, (size_t)n, 0640);
	if (e)
		log_surprise(log, LOG_MODULE, e);
}

static bool read_last(char id[BOOT_ID_MAX + 1], char how[9], const char *data)
{
	char path[1200];
	AUTO_BUF text;

	buf_init(&text, FILE_MAX);
	path_of(path, data);
	if (!file_exists(path) || file_read(&text, path))
		return false;
	return sscanf(buf_str(&text), "%36s %8s", id, how) == 2;
}

static enum boot_reason judge(const char *last_id, const char *how, const char *id, const struct watchdog_facts *facts)
{
	bool orderly = text_is(how, "stopped"), unknown = text_is(id, "-");

	if (text_is(last_id, id) && !(unknown && facts->was_reset && !orderly))
		return orderly ? BOOT_RESTARTED : BOOT_CRASHED;
	if (facts->was_reset)
		return BOOT_WATCHDOG;
	if (facts->was_hot)
		return BOOT_HEAT;
	return orderly ? BOOT_ORDERLY : BOOT_POWER;
}

enum boot_reason boot_reason_take(
        const char *data, const struct watchdog_facts *facts, const struct log *log, const char *boot_id_path)
{
	char id[BOOT_ID_MAX + 1], last[BOOT_ID_MAX + 1], how[9];
	enum boot_reason r = BOOT_FIRST;

	boot_id(id, boot_id_path);
	if (read_last(last, how, data))
		r = judge(last, how, id, facts);
	write_down(data, id, "running", log);
	log_line(log, boot_reason_is_trouble(r) ? LOG_WARN : LOG_INFO, LOG_MODULE, "%s", boot_reason_words(r));
	return r;
}

void boot_reason_leave(const char *data, const struct log *log, const char *boot_id_path)
{
	char id[BOOT_ID_MAX + 1];

	boot_id(id, boot_id_path);
	write_down(data, id, "stopped", log);
}
