#include "sync/stick_manifest.h"

#include <errno.h>
#include <inttypes.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sys/text.h"

#define FIRST_LINE "loket-stick 1\n"

enum { NUMBER_MOST = 0x7fffffff, LINE_MOST = 240, RECORDS_MOST = 256, BYTES_MOST = 2 * 1024 * 1024 };

static const char domain[] = "kiosk-stick-v1";

void stick_file_hash(uint8_t out[32], const void *bytes, size_t n)
{
	crypto_generichash(out, 32, bytes, n, NULL, 0);
}

void stick_name_put(char out[STICK_BATCH_NAME + 1], const struct stick_name *name)
{
	char device[33];

	hex_put(device, name->device, sizeof(name->device));
	(void)snprintf(out, STICK_BATCH_NAME + 1, "%s-%" PRIu32 "-%" PRIu32 "-%" PRIu32 ".ceb.zst", device, name->epoch,
	        name->from, name->to);
}

bool stick_name_take(struct stick_name *out, const char *text)
{
	char copy[STICK_BATCH_NAME + 1], again[STICK_BATCH_NAME + 1];
	struct stick_name name = {0};
	uint32_t *const fields[] = {&name.epoch, &name.from, &name.to};

	if (!text_copy(copy, sizeof(copy), text) || !text_ends(copy, ".ceb.zst"))
		return false;
	copy[strlen(copy) - strlen(".ceb.zst")] = 0;
	for (int i = 0; i < 3; i++) {
		char *dash = strrchr(copy, '-');
		int64_t n;

		if (!dash || !text_i64(dash + 1, 1, NUMBER_MOST, &n))
			return false;
		*fields[2 - i] = (uint32_t)n;
		*dash = 0;
	}
	if (!hex_take(name.device, sizeof(name.device), copy) || name.from > name.to)
		return false;
	stick_name_put(again, &name);
	if (!text_is(again, text))
		return false; /* 01, upper case: one file, one name */
	*out = name;
	return true;
}

static void message_of(uint8_t out[sizeof(domain) - 1 + 32], const void *bytes, size_t n)
{
	memcpy(out, domain, sizeof(domain) - 1);
	stick_file_hash(out + sizeof(domain) - 1, bytes, n);
}

int stick_manifest_write(struct buf *out, const struct stick_manifest *m, const struct key_secret *device)
{
	uint8_t message[sizeof(domain) - 1 + 32], signature[KEY_SIGNATURE_BYTES];
	char hex[2 * KEY_SIGNATURE_BYTES + 1];
	size_t begin = out->len;

	hex_put(hex, m->device, sizeof(m->device));
	buf_printf(out, FIRST_LINE "device %s\nstation %s\nmade %s\n", hex, m->station, m->made);
	for (size_t i = 0; i < m->n; i++) {
		hex_put(hex, m->files[i].hash, sizeof(m->files[i].hash));
		buf_printf(out, "file %s %" PRIu32 " %" PRIu32 " %s\n", m->files[i].name, m->files[i].bytes,
		        m->files[i].records, hex);
	}
	if (buf_done(out) < 0)
		return err_up(buf_done(out));
	message_of(message, out->data + begin, out->len - begin);
	key_sign(signature, device, message, sizeof(message));
	hex_put(hex, signature, sizeof(signature));
	buf_printf(out, "signature %s\n", hex);
	return err_up(buf_done(out));
}

/* The next line without its end, and *at behind it; false at the end, or when it is too long. */
static bool next_line(char out[LINE_MOST], const char **at, const char *end)
{
	const char *stop = memchr(*at, '\n', (size_t)(end - *at));
	size_t n = stop ? (size_t)(stop - *at) : 0;

	if (!stop || n >= LINE_MOST || memchr(*at, 0, n))
		return false;
	memcpy(out, *at, n);
	out[n] = 0;
	*at = stop + 1;
	return true;
}

static bool take_word(char *out, size_t room, const char *line, const char *key)
{
	size_t n = strlen(key);

	return strncmp(line, key, n) == 0 && line[n] == ' ' && line[n + 1] && text_copy(out, room, line + n + 1);
}

static bool take_count(uint32_t *out, char *text, int64_t most)
{
	int64_t n;

	if (!text || !text_i64(text, 1, most, &n))
		return false;
	*out = (uint32_t)n;
	return true;
}

static bool take_file(struct stick_file *out, const struct stick_manifest *m, char *line)
{
	char *words[4] = {line + strlen("file ")};

	for (int i = 1; i < 4; i++) {
		if (!(words[i] = strchr(words[i - 1], ' ')))
			return false;
		*words[i]++ = 0;
	}
	return stick_name_take(&out->place, words[0]) && text_copy(out->name, sizeof(out->name), words[0]) &&
	       memcmp(out->place.device, m->device, sizeof(m->device)) == 0 &&
	       take_count(&out->bytes, words[1], BYTES_MOST) && take_count(&out->records, words[2], RECORDS_MOST) &&
	       hex_take(out->hash, sizeof(out->hash), words[3]) &&
	       (m->n == 0 || strcmp(m->files[m->n - 1].name, out->name) < 0);
}

/* The lines between the head and the signature. */
static int take_files(struct stick_manifest *m, char line[LINE_MOST], const char **at, const char *end)
{
	m->files = calloc(STICK_FILES_MOST, sizeof(*m->files));
	if (!m->files)
		return err_new(ENOMEM, "There is no memory to read the list of a stick.");
	while (text_starts(line, "file ")) {
		if (m->n == STICK_FILES_MOST || !take_file(&m->files[m->n], m, line))
			return STICK_MANIFEST_BROKEN;
		m->n++;
		if (!next_line(line, at, end))
			return STICK_MANIFEST_BROKEN;
	}
	return 0;
}

static bool take_head(struct stick_manifest *m, const char **at, const char *end)
{
	char line[LINE_MOST], device[34];

	return next_line(line, at, end) && text_is(line, "loket-stick 1") && next_line(line, at, end) &&
	       take_word(device, sizeof(device), line, "device") && hex_take(m->device, sizeof(m->device), device) &&
	       next_line(line, at, end) && take_word(m->station, sizeof(m->station), line, "station") &&
	       station_code_is_valid(m->station) && next_line(line, at, end) &&
	       take_word(m->made, sizeof(m->made), line, "made");
}

static int take_all(struct stick_manifest *m, const char *text, size_t n, const uint8_t *device_key)
{
	const char *at = text, *end = text + n, *signed_to;
	char line[LINE_MOST], hex[2 * KEY_SIGNATURE_BYTES + 2];
	uint8_t message[sizeof(domain) - 1 + 32], signature[KEY_SIGNATURE_BYTES];
	int r;

	if (!take_head(m, &at, end) || !next_line(line, &at, end))
		return STICK_MANIFEST_BROKEN;
	if ((r = take_files(m, line, &at, end)) != 0)
		return r;
	signed_to = at - strlen(line) - 1;
	if (at != end || !take_word(hex, sizeof(hex), line, "signature") ||
	        !hex_take(signature, sizeof(signature), hex))
		return STICK_MANIFEST_BROKEN;
	message_of(message, text, (size_t)(signed_to - text));
	if (device_key && !key_verify(signature, device_key, message, sizeof(message)))
		return STICK_MANIFEST_UNSIGNED;
	return 0;
}

int stick_manifest_read(struct stick_manifest *out, const void *bytes, size_t n, const uint8_t *device_key)
{
	struct stick_manifest m = {0};
	int r = n <= STICK_MANIFEST_MOST ? take_all(&m, bytes, n, device_key) : STICK_MANIFEST_BROKEN;

	if (r != 0) {
		stick_manifest_free(&m);
		return r;
	}
	*out = m;
	return 0;
}

void stick_manifest_free(struct stick_manifest *m)
{
	if (!m)
		return;
	free(m->files);
	*m = (struct stick_manifest){0};
}

static int by_name(const void *key, const void *file)
{
	return strcmp(key, ((const struct stick_file *)file)->name);
}

const struct stick_file *stick_manifest_find(const struct stick_manifest *m, const char *name)
{
	return m->n > 0 ? bsearch(name, m->files, m->n, sizeof(*m->files), by_name) : NULL;
}
