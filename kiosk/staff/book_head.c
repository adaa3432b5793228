#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "staff/book_inside.h"
#include "store/lines.h"
#include "sys/file.h"
#include "sys/text.h"

enum { HEAD_FILE_MAX = 1024, HEAD_MARK = 18, HEAD_SIGNED = HEAD_MARK + 1 + STATION_DEVICE_BYTES + 4 + BOOK_HASH_BYTES };

static void head_bytes(uint8_t out[HEAD_SIGNED], const struct book *b, const struct book_place *at)
{
	memcpy(out, "loket-book-head-v1", HEAD_MARK);
	out += HEAD_MARK;
	*out++ = (uint8_t)b->name;
	memcpy(out, b->world.station->device, STATION_DEVICE_BYTES);
	out += STATION_DEVICE_BYTES;
	for (int i = 0; i < 4; i++)
		*out++ = (uint8_t)(at->seq >> (8 * i));
	memcpy(out, at->hash, BOOK_HASH_BYTES);
}

static int head_path(char *out, size_t room, const struct book *b)
{
	char dir[4096], name[24];
	int e = station_path(dir, sizeof dir, b->world.data, STATION_KEYS);

	(void)snprintf(name, sizeof name, "%s.head", book_word(b->name));
	return err_up(e ? e : path_join(out, room, dir, name));
}

static bool head_line(struct book_place *at, uint8_t signature[KEY_SIGNATURE_BYTES], const char *key, const char *value)
{
	int64_t v;

	if (text_is(key, "length") && text_i64(value, 0, UINT32_MAX, &v)) {
		at->seq = (uint32_t)v;
		return true;
	}
	return (text_is(key, "hash") && hex_take(at->hash, BOOK_HASH_BYTES, value)) ||
	       (text_is(key, "signature") && hex_take(signature, KEY_SIGNATURE_BYTES, value));
}

int book_head_read(struct book_place *out, const struct book *b)
{
	uint8_t signature[KEY_SIGNATURE_BYTES] = {0}, all[HEAD_SIGNED];
	struct book_place at = {0};
	const char *key, *value;
	char path[4096];
	struct lines l;
	AUTO_BUF text;
	int r;

	buf_init(&text, HEAD_FILE_MAX);
	r = head_path(path, sizeof path, b);
	if (r)
		return err_up(r);
	if (!file_exists(path))
		return BOOK_END;
	r = lines_open(&l, &text, path);
	while (r == 0 && (r = lines_next(&l, &key, &value)) == 0)
		if (!head_line(&at, signature, key, value))
			return BOOK_BROKEN;
	head_bytes(all, b, &at);
	if (r < 0 || !key_verify(signature, key_public_part(b->world.device)->bytes, all, sizeof all))
		return BOOK_BROKEN;
	*out = at;
	return 0;
}

bool book_head_write(const struct book *b)
{
	uint8_t signature[KEY_SIGNATURE_BYTES], all[HEAD_SIGNED];
	char path[4096], hash_hex[2 * BOOK_HASH_BYTES + 1], signature_hex[2 * KEY_SIGNATURE_BYTES + 1];
	AUTO_BUF text;
	int e;

	buf_init(&text, HEAD_FILE_MAX);
	e = head_path(path, sizeof path, b);
	if (e)
		return false;
	head_bytes(all, b, &b->at);
	key_sign(signature, b->world.device, all, sizeof all);
	hex_put(hash_hex, b->at.hash, BOOK_HASH_BYTES);
	hex_put(signature_hex, signature, KEY_SIGNATURE_BYTES);
	buf_printf(&text, "# How far a book of the desk has come (desk.db)\nlength = %u\nhash = %s\nsignature = %s\n",
	        b->at.seq, hash_hex, signature_hex);
	e = buf_done(&text);
	return e == 0 && file_replace(path, text.data, text.len, 0600) == 0;
}
