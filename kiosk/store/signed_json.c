#include "store/signed_json.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sys/file.h"
#include "sys/text.h"

#define MARK "loket-signed-json-v1"
enum { NUMBERS_MOST = 9999 };

/* Mark and compact text; the ceiling of buf is checked by the caller. */
static int signed_text(struct buf *out, json_t *record)
{
	char *text = json_is_object(record) ? json_dumps(record, JSON_COMPACT) : NULL;

	if (!text || strpbrk(text, "\n"))
		return free(text), err_new(EINVAL, "a record to be signed can not be written as text");
	buf_text(out, MARK);
	buf_text(out, text);
	free(text);
	return err_up(buf_done(out));
}

int signed_json_write(const char *path, json_t *record, const struct key_secret *device)
{
	uint8_t signature[KEY_SIGNATURE_BYTES];
	char hex[2 * KEY_SIGNATURE_BYTES + 1];
	AUTO_BUF text;
	AUTO_BUF file;
	int e;

	buf_init(&text, SIGNED_JSON_MAX);
	buf_init(&file, SIGNED_JSON_MAX + 256);
	e = signed_text(&text, record);
	if (e)
		return err_up(e);
	key_sign(signature, device, text.data, text.len);
	hex_put(hex, signature, sizeof signature);
	buf_printf(&file, "{\"record\":%s,\"signature\":\"%s\"}\n", buf_str(&text) + sizeof MARK - 1, hex);
	e = buf_done(&file);
	if (e == 0)
		e = file_replace(path, file.data, file.len, 0644);
	return err_up(e);
}

int signed_json_check(json_t **out, const void *bytes, size_t n, const uint8_t device_key[KEY_BYTES])
{
	json_t *all = n <= SIGNED_JSON_MAX + 256 ? json_loadb(bytes, n, JSON_REJECT_DUPLICATES, NULL) : NULL;
	json_t *record = json_object_get(all, "record");
	const char *hex = json_string_value(json_object_get(all, "signature"));
	uint8_t signature[KEY_SIGNATURE_BYTES];
	AUTO_BUF text;
	bool holds;

	buf_init(&text, SIGNED_JSON_MAX);
	holds = json_object_size(all) == 2 && hex && hex_take(signature, sizeof signature, hex) &&
	        signed_text(&text, record) == 0 && key_verify(signature, device_key, text.data, text.len);
	if (holds)
		*out = json_incref(record);
	json_decref(all);
	return holds ? 0 : SIGNED_JSON_FALSE;
}

int signed_json_next(int *out, const char *dir)
{
	char path[1200];
	int e = dir_make(dir, 0750);

	for (int n = 1; e == 0 && n <= NUMBERS_MOST; n++) {
		(void)snprintf(path, sizeof path, "%.1000s/%04d.json", dir, n);
		if (!file_exists(path)) {
			*out = n;
			return 0;
		}
	}
	return e ? err_up(e) : err_new(ENOSPC, "%.200s holds %d records: take them away first", dir, NUMBERS_MOST);
}
