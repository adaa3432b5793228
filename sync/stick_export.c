#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/store_read.h"
#include "sync/pack.h"
#include "sync/stick_inside.h"
#include "sys/file.h"
#include "sys/text.h"

enum { SPACE_SPARE = 64 * 1024 /* the list, the key, and what a file system takes for itself */ };

struct export
{
	const struct stick_world *w;
	const struct stick_station *s;
	struct stick_reader reader;
	struct stick_own own;
	struct stick_exported count;
	struct buf json, packed;
	uint32_t last; /* of the epoch at hand, for progress */
};

static int put(const struct export *x, const char *name, const void *bytes, size_t n)
{
	return err_up(stick_put(x->w->disk, x->w->dir, name, bytes, n));
}

/* 0, or STICK_FULL. */
static int has_room(const struct export *x, size_t n)
{
	int64_t space = x->w->disk->space(x->w->disk->me, x->w->dir);

	if (space < 0)
		return err_up((int)space);
	if (space >= (int64_t)n + SPACE_SPARE)
		return 0;
	stick_say(x->w,
	        "The stick is full: %" PRId64 " KiB are free and %zu are needed. What was written is good; the rest "
	        "stays here for another stick.",
	        space / 1024, (n + SPACE_SPARE + 1023) / 1024);
	return STICK_FULL;
}

/*
 * Records from (epoch, *seq) on, without a hole, up to what a batch holds, or to what is on the stick already. *seq
 * moves behind them; name->to < name->from: nothing was there.
 */
static int collect(struct stick_name *name, struct export *x, uint32_t *seq)
{
	struct store_row row;
	int r;

	buf_clear(&x->json);
	wire_begin(&x->json);
	name->from = *seq;
	name->to = *seq - 1;
	while (name->to - name->from + 1 < WIRE_RECORDS && !stick_own_covers(&x->own, name->epoch, *seq)) {
		r = store_read_from(&row, x->reader.store, name->epoch, *seq);
		if (r < 0)
			return err_up(r);
		if (r == STORE_READ_END || row.epoch != name->epoch || row.seq != *seq || !row.record.body ||
		        x->json.len + wire_event_bytes(&row.record) + 2 > WIRE_BATCH)
			break;
		wire_add(&x->json, &row.record);
		name->to = *seq;
		++*seq;
	}
	wire_end(&x->json);
	return err_up(buf_done(&x->json));
}

/* 0 or STICK_FULL. */
static int write_batch(struct export *x, const struct stick_name *name)
{
	struct stick_file file = {.place = *name, .records = name->to - name->from + 1};
	int r;

	buf_clear(&x->packed);
	if ((r = pack_close(&x->packed, PACK_ZSTD, x->json.data, x->json.len)) < 0)
		return err_up(r);
	stick_name_put(file.name, name);
	file.bytes = (uint32_t)x->packed.len;
	stick_file_hash(file.hash, x->packed.data, x->packed.len);
	if ((r = has_room(x, x->packed.len)) != 0)
		return r;
	if ((r = put(x, file.name, x->packed.data, x->packed.len)) < 0 || (r = stick_own_add(&x->own, &file)) < 0)
		return err_up(r);
	x->count.files++;
	x->count.records += file.records;
	stick_say(x->w, "Records %" PRIu32 " to %" PRIu32 " of %" PRIu32 " are on the stick (epoch %" PRIu32 ").",
	        name->from, name->to, x->last, name->epoch);
	return 0;
}

/* 0 or STICK_FULL. */
static int write_epoch(struct export *x, uint32_t epoch)
{
	struct stick_name name = {.epoch = epoch};
	uint32_t seq;
	int r = stick_reader_accepted(&seq, &x->reader, epoch);

	if (r < 0 || (r = stick_reader_last(&x->last, &x->reader, epoch)) < 0)
		return err_up(r);
	memcpy(name.device, x->s->station->device, sizeof(name.device));
	for (seq++; seq <= x->last;) {
		uint32_t there = stick_own_covers(&x->own, epoch, seq);

		if (there > 0) {
			seq = there + 1;
			continue;
		}
		if ((r = collect(&name, x, &seq)) < 0)
			return err_up(r);
		if (name.to < name.from)
			seq++; /* wiped: it had its receipt */
		else if ((r = write_batch(x, &name)) != 0)
			return r;
	}
	return 0;
}

static int write_epochs(struct export *x)
{
	struct store_row row;
	uint32_t next = 1;
	int r = STORE_READ_END;

	while (x->reader.store && (r = store_read_from(&row, x->reader.store, next, 0)) == 0) {
		next = row.epoch + 1;
		if ((r = write_epoch(x, row.epoch)) != 0)
			return r;
	}
	return r < 0 ? err_up(r) : 0;
}

static int by_name(const void *a, const void *b)
{
	return strcmp(((const struct stick_file *)a)->name, ((const struct stick_file *)b)->name);
}

static int put_unless_there(const struct export *x, const char *name, const struct buf *bytes)
{
	AUTO_BUF old;
	int r;

	buf_init(&old, STICK_MANIFEST_MOST);
	r = x->w->disk->read(x->w->disk->me, &old, x->w->dir, name, false);
	if (r == 0 && old.len == bytes->len && memcmp(old.data, bytes->data, old.len) == 0)
		return 0;
	return put(x, name, bytes->data, bytes->len);
}

/* So that the office can check the records before anybody registered the station. */
static int write_key(const struct export *x, const char *device)
{
	char keys[4000], path[4096], name[64];
	AUTO_BUF text;
	int r = station_path(keys, sizeof(keys), x->s->data, STATION_KEYS);

	buf_init(&text, KEY_FILE_MAX);
	if (r < 0 || (r = path_join(path, sizeof(path), keys, "device.pub")) < 0 || (r = file_read(&text, path)) < 0)
		return err_up(r);
	(void)snprintf(name, sizeof(name), "%s.pub", device);
	return err_up(put_unless_there(x, name, &text));
}

/* Is the list there, and the same as we would write? */
static int is_listed(bool *out, const struct export *x, const char *name)
{
	struct stick_manifest old;
	AUTO_BUF text;
	int r;

	buf_init(&text, STICK_MANIFEST_MOST);
	r = x->w->disk->read(x->w->disk->me, &text, x->w->dir, name, false);
	*out = false;
	if (r != 0 || stick_manifest_read(&old, text.data, text.len, key_public_part(x->s->device)->bytes) != 0)
		return 0; /* whatever is wrong with it: it is written anew */
	*out = old.n == x->own.n;
	for (size_t i = 0; *out && i < old.n; i++)
		*out = text_is(old.files[i].name, x->own.files[i].name) &&
		       memcmp(old.files[i].hash, x->own.files[i].hash, sizeof(old.files[i].hash)) == 0;
	stick_manifest_free(&old);
	return 0;
}

static int write_list(struct export *x)
{
	struct stick_manifest m = {.files = x->own.files, .n = x->own.n};
	char device[33], name[64];
	bool listed;
	AUTO_BUF text;
	int r;

	buf_init(&text, STICK_MANIFEST_MOST);
	memcpy(m.device, x->s->station->device, sizeof(m.device));
	(void)text_copy(m.station, sizeof(m.station), x->s->station->code);
	wire_time(m.made, clock_wall_ms(x->w->clock));
	hex_put(device, m.device, sizeof(m.device));
	(void)snprintf(name, sizeof(name), "%s.manifest", device);
	if (m.n > 0)
		qsort(m.files, m.n, sizeof(*m.files), by_name);
	if ((r = is_listed(&listed, x, name)) < 0 || (r = write_key(x, device)) < 0)
		return err_up(r);
	if (listed)
		return 0;
	if ((r = stick_manifest_write(&text, &m, x->s->device)) < 0)
		return err_up(r);
	return err_up(put(x, name, text.data, text.len));
}

static int run(struct export *x)
{
	int r = stick_own_read(&x->own, &x->count, x->w, x->s, &x->reader), listed;

	if (r < 0)
		return err_up(r);
	if (x->count.files_there > 0)
		stick_say(x->w, "%" PRIu32 " files with %" PRIu32 " records are on the stick already.",
		        x->count.files_there, x->count.records_there);
	r = write_epochs(x);
	if (r < 0)
		return err_up(r);
	if ((listed = write_list(x)) < 0)
		return err_up(listed);
	return r;
}

int stick_export(struct stick_exported *out, const struct stick_world *w, const struct stick_station *s)
{
	struct export x = {.w = w, .s = s};
	int r = stick_reader_open(&x.reader, s);

	if (r < 0)
		return err_up(r);
	buf_init(&x.json, WIRE_BATCH);
	buf_init(&x.packed, STICK_FILE_MOST);
	r = run(&x);
	stick_own_free(&x.own);
	stick_reader_close(&x.reader);
	buf_fini(&x.json);
	buf_fini(&x.packed);
	if (r >= 0)
		*out = x.count;
	return r < 0 ? err_up(r) : r;
}
