#include <errno.h>
#include <string.h>

#include "sync/pack.h"
#include "sync/stick_inside.h"

static int unpack(struct stick_batch *b, const struct buf *file, const uint8_t *device_key)
{
	AUTO_BUF json;
	int r;

	buf_init(&json, WIRE_BATCH);
	r = pack_open(&json, PACK_ZSTD, file->data, file->len, WIRE_BATCH);
	if (r < 0)
		return err_up(r);
	if (r > 0) {
		b->why = r == PACK_TOO_LARGE ? "it is larger than a batch may be" : "it is cut short or damaged";
		return 0;
	}
	r = wire_read(&b->wire, json.data, json.len, device_key);
	if (r < 0)
		return err_up(r);
	if (r > 0)
		b->why = r == WIRE_TOO_MANY ? "it holds more records than a batch may" : "it holds no batch";
	return 0;
}

/* A whole record of somebody else, or of another place than the name says, is not this file's. */
static void judge_places(struct stick_batch *b)
{
	for (size_t i = 0; i < b->wire.n; i++) {
		struct wire_item *item = &b->wire.items[i];

		if (item->why)
			continue;
		if (memcmp(item->header.device, b->name.device, sizeof(b->name.device)) != 0)
			item->why = "other-station";
		else if (item->header.epoch != b->name.epoch || item->header.seq < b->name.from ||
		         item->header.seq > b->name.to)
			item->why = "other-place";
		else
			b->good++;
	}
}

int stick_batch_read(
        struct stick_batch *out, const struct stick_world *w, const struct stick_name *name, const uint8_t *device_key)
{
	struct stick_batch b = {.name = *name};
	char text[STICK_BATCH_NAME + 1];
	AUTO_BUF file;
	int r;

	buf_init(&file, STICK_FILE_MOST);
	stick_name_put(text, name);
	r = w->disk->read(w->disk->me, &file, w->dir, text, false);
	if (r < 0 && r != -EFBIG)
		return err_up(r);
	if (r == -EFBIG)
		b.why = "it is larger than a batch may be";
	else if (r == STICK_NO_FILE)
		b.why = "it is not there";
	else if (file.len == 0)
		b.why = "it is empty: the stick was pulled out too early";
	if (!b.why) {
		b.bytes = (uint32_t)file.len;
		stick_file_hash(b.hash, file.data, file.len);
		if ((r = unpack(&b, &file, device_key)) < 0) {
			wire_free(&b.wire);
			return err_up(r);
		}
		judge_places(&b);
	}
	*out = b;
	return 0;
}

void stick_batch_free(struct stick_batch *b)
{
	wire_free(&b->wire);
}
