#include "sys/beacon.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "sys/buf.h"
#include "sys/file.h"
#include "sys/text.h"

static const char *const parts[BEACON_PARTS] = {"frame", "store", "printer", "touch"};
static const char *const senses[] = {"unknown", "well", "sick", "absent"};
enum { SENSES = sizeof senses / sizeof *senses };

const char *beacon_part_name(enum beacon_part part)
{
	return parts[part];
}

const char *beacon_sense_name(enum beacon_sense sense)
{
	return senses[sense];
}

int beacon_write(const struct beacon *b, const char *path)
{
	AUTO_BUF text;
	int r;

	buf_init(&text, BEACON_BYTES_MAX);
	buf_printf(&text, "boot = %s\nversion = %s\nsaid = %lld\nidle_since = %lld\ntechnician = %s\n", b->boot,
	        b->version, (long long)b->said_ms, (long long)b->idle_since_ms, b->technician ? "yes" : "no");
	for (int i = 0; i < BEACON_PARTS; i++)
		buf_printf(&text, "%s = %s\n", parts[i], senses[b->parts[i]]);
	r = buf_done(&text);
	return r ? err_up(r) : err_up(file_replace(path, text.data, text.len, 0644));
}

static bool take_part(struct beacon *b, const char *key, const char *value)
{
	for (int p = 0; p < BEACON_PARTS; p++)
		for (int s = 0; s < SENSES && text_is(key, parts[p]); s++)
			if (text_is(value, senses[s])) {
				b->parts[p] = (enum beacon_sense)s;
				return true;
			}
	return false;
}

/* A key of a later kiosk is passed over; a value that can not be meant is not. */
static bool take_line(struct beacon *b, const char *key, const char *value)
{
	if (text_is(key, "boot"))
		return text_copy(b->boot, sizeof b->boot, value);
	if (text_is(key, "version"))
		return text_copy(b->version, sizeof b->version, value);
	if (text_is(key, "said"))
		return text_i64(value, 0, INT64_MAX, &b->said_ms);
	if (text_is(key, "idle_since"))
		return text_i64(value, -1, INT64_MAX, &b->idle_since_ms);
	if (text_is(key, "technician")) {
		b->technician = text_is(value, "yes");
		return b->technician || text_is(value, "no");
	}
	for (int p = 0; p < BEACON_PARTS; p++)
		if (text_is(key, parts[p]))
			return take_part(b, key, value);
	return true;
}

static bool take(struct beacon *b, char *text)
{
	char *save = NULL;

	for (char *line = strtok_r(text, "\n", &save); line; line = strtok_r(NULL, "\n", &save)) {
		char *equals = strstr(line, " = ");

		if (!equals)
			return false;
		*equals = 0;
		if (!take_line(b, line, equals + 3))
			return false;
	}
	return *b->boot && b->said_ms > 0;
}

int beacon_read(struct beacon *out, const char *path)
{
	struct beacon b = {.idle_since_ms = -1};
	AUTO_BUF text;
	int r;

	buf_init(&text, BEACON_BYTES_MAX);
	r = file_read(&text, path);
	if (r == -ENOENT)
		return BEACON_NONE;
	if (r || strlen(buf_str(&text)) != text.len || !text.len || text.data[text.len - 1] != '\n' ||
	        !take(&b, (char *)text.data))
		return BEACON_BROKEN;
	*out = b;
	return 0;
}

bool beacon_is_fresh(const struct beacon *b, const char *boot, int64_t now_ms, int64_t most_ms)
{
	return text_is(b->boot, boot) && b->said_ms <= now_ms && now_ms - b->said_ms <= most_ms;
}

/* The dashes are dropped, so that both sources say the same. */
static bool take_boot_id(char out[BEACON_BOOT_MAX + 1], const char *text)
{
	size_t n = 0;

	for (; *text && *text != '\n' && n < BEACON_BOOT_MAX; text++)
		if (*text != '-')
			out[n++] = *text;
	out[n] = 0;
	return n > 0;
}

bool boot_id_read(char out[BEACON_BOOT_MAX + 1])
{
	const char *told = getenv("LOKET_BOOT_ID");
	AUTO_BUF text;

	buf_init(&text, 256);
	out[0] = 0;
	if (file_read(&text, "/proc/sys/kernel/random/boot_id") == 0)
		return take_boot_id(out, buf_str(&text));
	return told && take_boot_id(out, told);
}
