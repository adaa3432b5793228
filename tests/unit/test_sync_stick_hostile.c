#include "harness.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

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

/* ---- receipts ------------------------------------------------------------------------------------ */

static void receipted(struct stick_kit *k)
{
	exported(k, 3);
	CHECK_OK(kit_take(k));
	kit_hear_nothing(k);
}

static void import_refuses(struct stick_kit *k, const char *words)
{
	kit_hear_nothing(k);
	CHECK_OK(kit_import(k));
	CHECK_HAS(buf_str(&k->said), words);
	CHECK_INT(k->imported.taken, 0);
	CHECK_INT(kit_inbox(k), 0);
	CHECK_INT(sync_world_confirmed(&k->w), 0);
}

TEST(sync_stick_hostile, a_receipt_with_a_changed_byte_confirms_nothing)
{
	struct stick_kit k;
	struct twin_file *f;

	receipted(&k);
	f = file_of(&k, ".receipt");
	for (size_t i = 0; i < RECEIPT_BYTES; i += 11) {
		f->bytes[i] ^= 1;
		import_refuses(&k, "REFUSED: ");
		CHECK_INT(k.imported.refused, 1);
		f->bytes[i] ^= 1;
	}
	stick_kit_close(&k);
}

TEST(sync_stick_hostile, a_receipt_of_another_length_is_refused)
{
	struct stick_kit k;
	struct twin_file *f;
	uint8_t longer[RECEIPT_BYTES + 1] = {0};

	receipted(&k);
	f = file_of(&k, ".receipt");
	memcpy(longer, f->bytes, RECEIPT_BYTES);
	f->n = RECEIPT_BYTES - 1;
	import_refuses(&k, "is cut short");
	f->n = 0;
	import_refuses(&k, "is cut short");
	stick_twin_put(&k.twin, kit_name(&k, ".receipt", 0), longer, sizeof longer);
	import_refuses(&k, "is too long");
	stick_kit_close(&k);
}

TEST(sync_stick_hostile, a_receipt_by_another_hub_is_refused)
{
	struct stick_kit k;
	struct key_secret *other;
	struct receipt r;
	struct twin_file *f;

	receipted(&k);
	f = file_of(&k, ".receipt");
	CHECK_OK(receipt_take(&r, f->bytes, f->n, k.w.station.hub_key.bytes));
	CHECK_OK(key_new(&other, KEY_HUB, true));
	receipt_put(f->bytes, &r, other);
	import_refuses(&k, "signed by another hub");
	key_free(other);
	stick_kit_close(&k);
}

TEST(sync_stick_hostile, a_receipt_for_another_station_stays_on_the_stick)
{
	struct stick_kit k;
	struct receipt r;
	struct twin_file *f;

	receipted(&k);
	f = file_of(&k, ".receipt");
	CHECK_OK(receipt_take(&r, f->bytes, f->n, k.w.station.hub_key.bytes));
	r.device[3] ^= 1;
	receipt_put(f->bytes, &r, k.w.hub_key);
	import_refuses(&k, "is for another station");
	CHECK_INT(k.imported.others, 1);
	CHECK_INT(k.imported.refused, 0);
	CHECK_INT(stick_twin_count(&k.twin, ".receipt"), 1);
	stick_kit_close(&k);
}

TEST(sync_stick_hostile, a_receipt_for_more_than_we_have_raises_the_alarm_and_wipes_nothing)
{
	struct stick_kit k;
	struct receipt r;
	struct twin_file *f;

	receipted(&k);
	f = file_of(&k, ".receipt");
	CHECK_OK(receipt_take(&r, f->bytes, f->n, k.w.station.hub_key.bytes));
	r.confirmed_up_to = 99;
	receipt_put(f->bytes, &r, k.w.hub_key);
	CHECK_OK(kit_import(&k));
	CHECK_HAS(buf_str(&k.said), "ALARM");
	CHECK_INT(kit_inbox(&k), 0);
	stick_kit_close(&k);
}

/* ---- the folder itself: the real file system ------------------------------------------------------- */

TEST(sync_stick_hostile, links_pipes_and_folders_are_no_files)
{
	struct stick_kit k;
	char device[33], name[120];

	stick_kit_open(&k, 2, 40);
	stick_kit_real(&k);
	hex_put(device, k.w.station.device, 16);
	(void)snprintf(name, sizeof name, "stick/%s-1-1-1.ceb.zst", device);
	CHECK(symlink("/etc/passwd", name) == 0);
	(void)snprintf(name, sizeof name, "stick/%s-1-2-2.ceb.zst", device);
	CHECK(mkfifo(name, 0600) == 0);
	(void)snprintf(name, sizeof name, "stick/%s-1-3-3.ceb.zst", device);
	CHECK(mkdir(name, 0700) == 0);
	(void)snprintf(name, sizeof name, "stick/%s.manifest", device);
	CHECK(symlink("../data/station.conf", name) == 0);
	CHECK(mkfifo("stick/x.receipt", 0600) == 0);
	CHECK_OK(kit_take(&k));
	CHECK_INT(k.taken.refused, 0);
	CHECK_OK(kit_import(&k));
	CHECK_INT(k.imported.refused, 0);
	CHECK_OK(kit_export(&k)); /* the link is replaced by a file, not followed */
	CHECK_OK(kit_take(&k));
	CHECK_INT(k.taken.stored, 2);
	struct station again;
	CHECK_OK(station_read(&again, k.w.data));
	stick_kit_close(&k);
}

TEST(sync_stick_hostile, names_that_play_with_a_terminal_are_passed_over)
{
	struct stick_kit k;

	stick_kit_open(&k, 1, 40);
	stick_kit_real(&k);
	CHECK_OK(file_replace("stick/\033[2Jx.ceb.zst", "x", 1, 0600));
	CHECK_OK(file_replace("stick/plain.ceb.zst", "x", 1, 0600));
	CHECK_OK(kit_take(&k));
	CHECK_INT(k.taken.refused, 1);
	CHECK(strchr(buf_str(&k.said), '\033') == NULL);
	CHECK_HAS(buf_str(&k.said), "plain.ceb.zst: this is no name of a batch");
	stick_kit_close(&k);
}

TEST_LIMIT(sync_stick_hostile, a_folder_with_too_many_files_is_refused, 120)
{
	struct stick_kit k;
	char name[40];

	stick_kit_open(&k, 1, 40);
	stick_kit_real(&k);
	for (int i = 0; i < STICK_ENTRIES_MOST - 2; i++) { /* and . and .. */
		(void)snprintf(name, sizeof name, "stick/%d", i);
		CHECK(mknod(name, S_IFREG | 0600, 0) == 0);
	}
	CHECK_OK(kit_take(&k));
	CHECK(mknod("stick/one-more", S_IFREG | 0600, 0) == 0);
	CHECK(kit_take(&k) < 0);
	CHECK_HAS(err_why(), "take a stick for Loket alone");
	stick_kit_close(&k);
}

TEST_LIMIT(sync_stick_hostile, random_contents_harm_nobody, 240)
{
	static const char *const endings[] = {".ceb.zst", ".manifest", ".receipt", ".ceb.zst" STICK_PART, ".pub"};
	uint64_t state = 7;
	struct stick_kit k;
	char device[33];

	stick_kit_open(&k, 2, 40);
	hex_put(device, k.w.station.device, 16);
	CHECK_OK(kit_export(&k));
	CHECK_OK(kit_take(&k));
	for (int round = 0; round < 300; round++) {
		uint8_t bytes[600];
		char name[STICK_NAME_MOST + 1];
		uint32_t kind = test_random(&state) % 5, n = test_random(&state) % sizeof bytes;
		struct twin_file *f;

		for (uint32_t i = 0; i < n; i++)
			bytes[i] = (uint8_t)test_random(&state);
		(void)snprintf(
		        name, sizeof name, kind == 1 || kind == 4 ? "%s%s" : "%s-1-9-9%s", device, endings[kind]);
		if (test_random(&state) % 2 &&
		        (f = stick_twin_find(&k.twin, kit_name(&k, endings[kind == 3 ? 0 : kind], 0)))) {
			/* a real one, spoilt somewhere */
			memcpy(bytes, f->bytes, f->n < sizeof bytes ? f->n : sizeof bytes);
			n = (uint32_t)(f->n < sizeof bytes ? f->n : sizeof bytes);
			if (n > 0)
				bytes[test_random(&state) % n] ^= (uint8_t)(1 << test_random(&state) % 8);
		}
		stick_twin_put(&k.twin, name, bytes, n);
		CHECK_OK(kit_take(&k));
		CHECK_OK(kit_import(&k));
		CHECK_INT(kit_held(&k), 2);
		CHECK(k.disk.unlink(k.disk.me, "stick", name) == 0);
		k.twin.changes[0].what = TWIN_UNLINK;
		CHECK(k.disk.sync_dir(k.disk.me, "stick") == 0);
		kit_hear_nothing(&k);
		CHECK_OK(kit_export(&k));
	}
	CHECK_OK(kit_take(&k));
	CHECK_INT(k.taken.refused, 0);
	CHECK_INT(kit_held(&k), 2);
	stick_kit_close(&k);
}

TEST(sync_stick_hostile, two_stations_share_a_stick_without_harm)
{
	struct stick_kit k;
	uint8_t other_device[16];
	char device[33], name[100];

	exported(&k, 2);
	memcpy(other_device, k.w.station.device, 16);
	other_device[0] ^= 0xff;
	hex_put(device, other_device, 16);
	(void)snprintf(name, sizeof name, "%s-1-1-1.ceb.zst", device);
	stick_twin_put(&k.twin, name, "theirs", 6);
	(void)snprintf(name, sizeof name, "%s-1-2-2.ceb.zst" STICK_PART, device);
	stick_twin_put(&k.twin, name, "theirs", 6);
	CHECK_OK(kit_export(&k));
	CHECK(stick_twin_find(&k.twin, name) != NULL);
	(void)snprintf(name, sizeof name, "%s-1-1-1.ceb.zst", device);
	CHECK(stick_twin_find(&k.twin, name) != NULL);
	stick_kit_close(&k);
}
