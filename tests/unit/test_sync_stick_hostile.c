#include "harness.h"

#include <stdio.h>

#include "sync/pack.h"
#include "sync/stick_inside.h"
#include "sync_stick_kit.h"
#include "sys/file.h"
#include "sys/text.h"

/* What somebody did to the stick on the way. Nothing of it may be taken for more than it is, and nobody else's records suffer. */

static struct twin_file *file_of(struct stick_kit *k, const char *ending)
{
	return stick_twin_find(&k->twin, kit_name(k, ending, 0));
}

/* Records written, whatever is done to the files, taken: what was said, and how much was refused. */
static void exported(struct stick_kit *k, int records)
{
	stick_kit_open(k, records, 40);
	CHECK_OK(kit_export(k));
	kit_hear_nothing(k);
}

static void taken_with(struct stick_kit *k, uint32_t refused, int64_t held, const char *words)
{
	CHECK_OK(kit_take(k));
	CHECK_HAS(buf_str(&k->said), words);
	CHECK_INT(k->taken.refused, refused);
	CHECK_INT(kit_held(k), held);
}

TEST(sync_stick_hostile, a_file_cut_short_is_refused_by_name)
{
	for (size_t cut = 0; cut < 5; cut++) {
		struct stick_kit k;
		struct twin_file *f;

		exported(&k, 3);
		f = file_of(&k, ".ceb.zst");
		f->n = f->n * cut / 5;
		taken_with(&k, 2, 0, "REFUSED: ");
		CHECK_HAS(buf_str(&k.said), f->name);
		CHECK_HAS(buf_str(&k.said), "cut short");
		stick_kit_close(&k);
		CHECK_OK(dir_remove("data"));
		CHECK_OK(dir_remove("hub"));
		CHECK_OK(dir_remove("ca"));
		CHECK_OK(dir_remove("authority"));
	}
}

TEST_LIMIT(sync_stick_hostile, a_changed_byte_anywhere_is_never_taken, 120)
{
	struct stick_kit k;
	struct twin_file *f;
	size_t n;

	exported(&k, 2);
	f = file_of(&k, ".ceb.zst");
	n = f->n;
	for (size_t at = 0; at < n; at += 1 + n / 150) {
		f->bytes[at] ^= 0x10;
		kit_hear_nothing(&k);
		CHECK_OK(kit_take(&k));
		CHECK(k.taken.refused >= 1);
		CHECK(k.taken.stored == 0 || kit_held(&k) <= 2);
		CHECK_HAS(buf_str(&k.said), "changed after the station wrote it");
		f->bytes[at] ^= 0x10;
	}
	taken_with(&k, 0, 2, "held up to record 2");
	stick_kit_close(&k);
}

TEST_LIMIT(sync_stick_hostile, a_changed_list_is_refused_and_the_records_are_taken_all_the_same, 120)
{
	struct stick_kit k;
	struct twin_file *f;

	exported(&k, 2);
	f = file_of(&k, ".manifest");
	for (size_t at = 0; at < f->n; at += 7) {
		f->bytes[at] ^= 0x04;
		kit_hear_nothing(&k);
		CHECK_OK(kit_take(&k));
		CHECK(k.taken.refused >= 1);
		CHECK_INT(kit_held(&k), 2);
		f->bytes[at] ^= 0x04;
	}
	stick_kit_close(&k);
}

TEST(sync_stick_hostile, a_missing_file_is_missed)
{
	struct stick_kit k;

	exported(&k, 2);
	CHECK(k.disk.unlink(k.disk.me, "stick", kit_name(&k, ".ceb.zst", 0)) == 0);
	taken_with(&k, 1, 0, "copied by half");
	CHECK_INT(k.taken.receipts, 0);
	stick_kit_close(&k);
}

TEST(sync_stick_hostile, an_unfinished_file_is_named_and_not_read)
{
	struct stick_kit k;
	char part[STICK_NAME_MOST + 8];
	struct twin_file *f;

	exported(&k, 2);
	f = file_of(&k, ".ceb.zst");
	(void)snprintf(part, sizeof part, "%s" STICK_PART, f->name);
	stick_twin_put(&k.twin, part, f->bytes, f->n);
	taken_with(&k, 1, 2, "was not finished");
	CHECK_OK(kit_export(&k));
	CHECK(stick_twin_find(&k.twin, part) == NULL);
	stick_kit_close(&k);
}

TEST(sync_stick_hostile, a_file_under_another_name_is_refused)
{
	struct stick_kit k;
	struct twin_file *f;
	struct stick_name name;
	char text[STICK_BATCH_NAME + 1];

	exported(&k, 3);
	f = file_of(&k, ".ceb.zst");
	CHECK(stick_name_take(&name, f->name));
	name.epoch = 2;
	stick_name_put(text, &name);
	stick_twin_put(&k.twin, text, f->bytes, f->n);
	taken_with(&k, 3, 3, "other-place");
	name.epoch = 1;
	name.to = 2;
	stick_name_put(text, &name);
	stick_twin_put(&k.twin, text, f->bytes, f->n);
	CHECK_OK(kit_take(&k));
	CHECK_HAS(buf_str(&k.said), "another number of records than its name says");
	stick_kit_close(&k);
}

TEST(sync_stick_hostile, a_station_that_the_hub_does_not_know_is_refused_by_name)
{
	struct stick_kit k;

	exported(&k, 2);
	stick_twin_put(&k.twin, "00000000000000000000000000000001-1-1-1.ceb.zst", "x", 1);
	taken_with(&k, 1, 2, "station 00000000000000000000000000000001 is not known to this hub");
	stick_kit_close(&k);
}

TEST(sync_stick_hostile, anothers_records_under_our_name_are_refused)
{
	struct stick_kit k;
	struct key_secret *thief;
	struct wire_batch batch;
	struct stick_name name;
	struct twin_file *f;
	char text[STICK_BATCH_NAME + 1];
	AUTO_BUF json;

	exported(&k, 1);
	f = file_of(&k, ".ceb.zst");
	CHECK(stick_name_take(&name, f->name));
	stick_name_put(text, &name);
	buf_init(&json, WIRE_BATCH);
	CHECK_OK(pack_open(&json, PACK_ZSTD, f->bytes, f->n, WIRE_BATCH));
	CHECK_OK(wire_read(&batch, json.data, json.len, NULL));
	/* the same record, signed by somebody else */
	CHECK_OK(key_new(&thief, KEY_DEVICE, true));
	record_sign(batch.items[0].bytes + RECORD_HEADER_BYTES, thief, batch.items[0].hash);
	AUTO_BUF out;
	AUTO_BUF packed;
	buf_init(&out, WIRE_BATCH);
	buf_init(&packed, WIRE_BATCH);
	wire_begin(&out);
	wire_add(&out, &batch.items[0].record);
	wire_end(&out);
	CHECK_OK(pack_close(&packed, PACK_ZSTD, out.data, out.len));
	stick_twin_put(&k.twin, text, packed.data, packed.len);
	taken_with(&k, 2, 0, "no record of this station (signature)");
	CHECK_INT(sync_world_counts(&k.w).aside, 0); /* the stick is the evidence; the hub's table stays free */
	wire_free(&batch);
	key_free(thief);
	stick_kit_close(&k);
}

TEST(sync_stick_hostile, a_bomb_costs_nothing)
{
	static uint8_t zeros[WIRE_BATCH + 1];
	struct stick_kit k;
	char device[33], name[100];
	AUTO_BUF packed;

	stick_kit_open(&k, 1, 40);
	buf_init(&packed, WIRE_BATCH);
	CHECK_OK(pack_close(&packed, PACK_ZSTD, zeros, sizeof zeros));
	hex_put(device, k.w.station.device, 16);
	(void)snprintf(name, sizeof name, "%s-1-1-1.ceb.zst", device);
	stick_twin_put(&k.twin, name, packed.data, packed.len);
	taken_with(&k, 1, 0, "larger than a batch may be");
	stick_kit_close(&k);
}

TEST(sync_stick_hostile, a_file_at_the_ceiling_is_read_and_one_byte_more_is_not)
{
	static uint8_t bytes[STICK_FILE_MOST + 1];
	struct stick_kit k;
	char device[33], name[100];

	stick_kit_open(&k, 1, 40);
	hex_put(device, k.w.station.device, 16);
	(void)snprintf(name, sizeof name, "%s-1-1-1.ceb.zst", device);
	stick_twin_put(&k.twin, name, bytes, STICK_FILE_MOST);
	taken_with(&k, 1, 0, "cut short or damaged");
	kit_hear_nothing(&k);
	stick_twin_put(&k.twin, name, bytes, STICK_FILE_MOST + 1);
	taken_with(&k, 1, 0, "larger than a batch may be");
	stick_kit_close(&k);
}

TEST(sync_stick_hostile, a_revoked_station_delivers_only_what_it_made_before)
{
	struct hub_device d;
	struct stick_kit k;

	exported(&k, 3);
	CHECK_OK(k.devices.ops->get_device(k.devices.me, &d, k.w.station.device));
	d.trust = HUB_REVOKED;
	d.revoked_ms = clock_wall_ms(&k.w.clock) + 1;
	struct hub_store change;
	CHECK_OK(hub_store_open(&change, k.w.uri, HUB_DEVICES));
	CHECK_OK(change.ops->put_device(change.me, &d));
	taken_with(&k, 0, 3, "is revoked; what it made before that is taken");
	d.revoked_ms = 1;
	CHECK_OK(change.ops->put_device(change.me, &d));
	hub_store_close(&change);
	kit_hear_nothing(&k);
	CHECK_OK(kit_take(&k));
	CHECK_INT(k.taken.refused, 3);
	CHECK_HAS(buf_str(&k.said), "made after the station was revoked");
	stick_kit_close(&k);
}
