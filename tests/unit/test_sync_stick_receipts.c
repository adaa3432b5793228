#include "harness.h"

#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sync/stick_inside.h"
#include "sync_stick_kit.h"
#include "sys/file.h"
#include "sys/text.h"

/* Receipts that somebody changed, folders that are none of ours: nothing is confirmed by them, and nothing breaks. */

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

TEST(sync_stick_receipts, a_receipt_with_a_changed_byte_confirms_nothing)
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

TEST(sync_stick_receipts, a_receipt_of_another_length_is_refused)
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

TEST(sync_stick_receipts, a_receipt_by_another_hub_is_refused)
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

TEST(sync_stick_receipts, a_receipt_for_another_station_stays_on_the_stick)
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

TEST(sync_stick_receipts, a_receipt_for_more_than_we_have_raises_the_alarm_and_wipes_nothing)
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

TEST(sync_stick_receipts, links_pipes_and_folders_are_no_files)
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

TEST(sync_stick_receipts, names_that_play_with_a_terminal_are_passed_over)
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

TEST_LIMIT(sync_stick_receipts, a_folder_with_too_many_files_is_refused, 120)
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

TEST_LIMIT(sync_stick_receipts, random_contents_harm_nobody, 240)
{
	static const char *const endings[] = {".ceb.zst", ".manifest", ".receipt", ".ceb.zst.part", ".pub"};
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

TEST(sync_stick_receipts, two_stations_share_a_stick_without_harm)
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
