#include "harness.h"

#include <stdio.h>
#include <unistd.h>

#include "store/store_read.h"
#include "sync/inbox.h"
#include "sync/stick_inside.h"
#include "sync_stick_kit.h"
#include "sys/file.h"
#include "sys/text.h"

/* ---- what is written ---------------------------------------------------------------------- */

TEST(sync_stick, an_export_holds_every_waiting_record_once)
{
	struct stick_kit k;

	stick_kit_open(&k, 20, 40);
	CHECK_OK(kit_export(&k));
	CHECK_INT(k.exported.records, 20);
	CHECK_INT(k.exported.files, 1);
	CHECK_INT(kit_on_stick(&k), 20);
	CHECK_INT(stick_twin_count(&k.twin, ".manifest"), 1);
	CHECK_INT(stick_twin_count(&k.twin, ".pub"), 1);
	CHECK_INT(stick_twin_count(&k.twin, STICK_PART), 0);
	stick_kit_close(&k);
}

TEST(sync_stick, a_station_without_records_writes_no_batch)
{
	struct stick_kit k;

	stick_kit_open(&k, 0, 0);
	CHECK_OK(kit_export(&k));
	CHECK_INT(k.exported.records, 0);
	CHECK_INT(stick_twin_count(&k.twin, ".ceb.zst"), 0);
	stick_kit_close(&k);
}

TEST(sync_stick, the_same_stick_twice_holds_no_record_twice)
{
	struct stick_kit k;

	stick_kit_open(&k, 10, 40);
	CHECK_OK(kit_export(&k));
	CHECK_OK(kit_export(&k));
	CHECK_INT(k.exported.records, 0);
	CHECK_INT(k.exported.records_there, 10);
	sync_world_commit(&k.w, 5, 40);
	CHECK_OK(kit_export(&k));
	CHECK_INT(k.exported.records, 5);
	CHECK_INT(k.exported.records_there, 10);
	CHECK_INT(kit_on_stick(&k), 15);
	CHECK_INT(stick_twin_count(&k.twin, ".ceb.zst"), 2);
	stick_kit_close(&k);
}

TEST(sync_stick, an_export_that_changes_nothing_writes_nothing)
{
	struct stick_kit k;
	int64_t space;

	stick_kit_open(&k, 3, 40);
	CHECK_OK(kit_export(&k));
	space = k.twin.space;
	CHECK_OK(kit_export(&k));
	CHECK_INT(k.twin.space, space);
	stick_kit_close(&k);
}

TEST_LIMIT(sync_stick, a_batch_ends_at_256_records, 120)
{
	struct stick_kit k;
	struct stick_name name;

	stick_kit_open(&k, WIRE_RECORDS - 1, 10);
	CHECK_OK(kit_export(&k));
	CHECK_INT(k.exported.files, 1);
	stick_twin_fini(&k.twin);
	stick_twin_init(&k.twin);
	sync_world_commit(&k.w, 1, 10);
	CHECK_OK(kit_export(&k));
	CHECK_INT(k.exported.files, 1);
	CHECK(stick_name_take(&name, kit_name(&k, ".ceb.zst", 0)));
	CHECK_INT(name.to, WIRE_RECORDS);
	stick_twin_fini(&k.twin);
	stick_twin_init(&k.twin);
	sync_world_commit(&k.w, 1, 10);
	CHECK_OK(kit_export(&k));
	CHECK_INT(k.exported.files, 2);
	CHECK_INT(kit_on_stick(&k), WIRE_RECORDS + 1);
	stick_kit_close(&k);
}

TEST_LIMIT(sync_stick, a_batch_ends_before_a_mebibyte, 120)
{
	struct stick_kit k;

	stick_kit_open(&k, 60, 30000);
	CHECK_OK(kit_export(&k));
	CHECK(k.exported.files >= 2);
	CHECK_INT(kit_on_stick(&k), 60);
	stick_kit_close(&k);
}

TEST(sync_stick, a_full_stick_gets_what_fits_and_says_so)
{
	struct stick_kit k;

	stick_kit_open(&k, 60, 30000);
	k.twin.space = 900 * 1024;
	CHECK_INT(kit_export(&k), STICK_FULL);
	CHECK_INT(k.exported.files, 1);
	CHECK_HAS(buf_str(&k.said), "The stick is full");
	CHECK(kit_on_stick(&k) > 0);
	CHECK_INT(stick_twin_count(&k.twin, ".manifest"), 1);
	k.twin.space = 64 << 20;
	CHECK_OK(kit_export(&k));
	CHECK_INT(kit_on_stick(&k), 60);
	stick_kit_close(&k);
}

TEST(sync_stick, a_stick_with_no_room_at_all_is_refused_before_a_byte_is_written)
{
	struct stick_kit k;

	stick_kit_open(&k, 2, 30);
	k.twin.space = 64 * 1024;
	CHECK_INT(kit_export(&k), STICK_FULL);
	CHECK_INT(stick_twin_count(&k.twin, ".ceb.zst"), 0);
	stick_kit_close(&k);
}

TEST(sync_stick, a_stick_that_gives_back_other_bytes_is_refused)
{
	struct stick_kit k;

	stick_kit_open(&k, 2, 30);
	k.twin.lies = true;
	CHECK(kit_export(&k) < 0);
	CHECK_HAS(err_why(), "other bytes than were written");
	CHECK_INT(stick_twin_count(&k.twin, ".ceb.zst"), 0);
	CHECK_INT(stick_twin_count(&k.twin, STICK_PART), 0);
	stick_kit_close(&k);
}

TEST(sync_stick, nothing_is_deleted_from_the_store_by_an_export)
{
	struct stick_kit k;
	struct store_read *store;
	struct store_row row;

	stick_kit_open(&k, 4, 30);
	CHECK_OK(kit_export(&k));
	CHECK_OK(store_read_open(&store, k.w.data));
	for (uint32_t i = 1; i <= 4; i++) {
		CHECK_OK(store_read_from(&row, store, 1, i));
		CHECK(row.record.body != NULL);
		CHECK_INT(row.state, STORE_WAITING);
	}
	store_read_close(store);
	stick_kit_close(&k);
}

TEST(sync_stick, a_damaged_file_of_ours_is_written_anew)
{
	struct stick_kit k;
	struct twin_file *f;

	stick_kit_open(&k, 4, 30);
	CHECK_OK(kit_export(&k));
	f = stick_twin_find(&k.twin, kit_name(&k, ".ceb.zst", 0));
	f->n /= 2;
	CHECK_OK(kit_export(&k));
	CHECK_HAS(buf_str(&k.said), "is damaged");
	CHECK_INT(kit_on_stick(&k), 4);
	CHECK_OK(kit_take(&k));
	CHECK_INT(k.taken.refused, 0);
	stick_kit_close(&k);
}

TEST(sync_stick, a_station_that_was_put_back_does_not_write_over_what_only_the_stick_has)
{
	struct stick_kit k;
	char name[STICK_NAME_MOST + 1], store[600];

	stick_kit_open(&k, 4, 30);
	CHECK_OK(kit_export(&k));
	CHECK(text_copy(name, sizeof name, kit_name(&k, ".ceb.zst", 0)));
	sync_world_close_store(&k.w);
	CHECK_OK(path_join(store, sizeof store, k.w.data, "store"));
	CHECK_OK(dir_remove(store));
	sync_world_commit(&k.w, 4, 30);
	CHECK(kit_export(&k) < 0);
	CHECK_HAS(err_why(), "put back or copied");
	CHECK(stick_twin_find(&k.twin, name) != NULL);
	stick_kit_close(&k);
}

TEST(sync_stick, a_list_that_is_damaged_is_made_anew)
{
	struct stick_kit k;

	stick_kit_open(&k, 4, 30);
	CHECK_OK(kit_export(&k));
	stick_twin_find(&k.twin, kit_name(&k, ".manifest", 0))->bytes[80] ^= 1;
	CHECK_OK(kit_take(&k));
	CHECK_INT(k.taken.refused, 1);
	CHECK_OK(kit_export(&k));
	CHECK_OK(kit_take(&k));
	CHECK_INT(k.taken.refused, 0);
	stick_kit_close(&k);
}

/* ---- at the office ------------------------------------------------------------------------ */

TEST(sync_stick, the_office_stores_what_is_on_the_stick_and_signs_for_it)
{
	struct stick_kit k;

	stick_kit_open(&k, 12, 40);
	CHECK_OK(kit_export(&k));
	CHECK_OK(kit_take(&k));
	CHECK_INT(k.taken.stored, 12);
	CHECK_INT(k.taken.duplicates, 0);
	CHECK_INT(k.taken.refused, 0);
	CHECK_INT(k.taken.receipts, 1);
	CHECK_INT(kit_held(&k), 12);
	CHECK_INT(stick_twin_find(&k.twin, kit_name(&k, ".receipt", 0))->n, RECEIPT_BYTES);
	stick_kit_close(&k);
}

TEST(sync_stick, the_same_stick_read_twice_changes_nothing_but_gives_a_receipt_again)
{
	struct stick_kit k;

	stick_kit_open(&k, 5, 40);
	CHECK_OK(kit_export(&k));
	CHECK_OK(kit_take(&k));
	CHECK_OK(kit_take(&k));
	CHECK_INT(k.taken.stored, 0);
	CHECK_INT(k.taken.duplicates, 5);
	CHECK_INT(k.taken.receipts, 1);
	CHECK_INT(kit_held(&k), 5);
	stick_kit_close(&k);
}

TEST(sync_stick, files_in_any_order_end_in_one_whole_chain)
{
	struct stick_kit k;
	struct twin_file *second;
	void *bytes;
	size_t n;
	char name[STICK_NAME_MOST + 1];

	stick_kit_open(&k, 3, 40);
	CHECK_OK(kit_export(&k));
	sync_world_commit(&k.w, 3, 40);
	CHECK_OK(kit_export(&k));
	/* the office sees the second file first */
	second = stick_twin_find(&k.twin, kit_name(&k, "-4-6.ceb.zst", 0));
	CHECK(text_copy(name, sizeof name, kit_name(&k, "-1-3.ceb.zst", 0)));
	bytes = stick_twin_find(&k.twin, name)->bytes;
	n = stick_twin_find(&k.twin, name)->n;
	stick_twin_find(&k.twin, name)->name[0] = 'x';
	CHECK(second != NULL);
	CHECK_OK(kit_take(&k));
	CHECK_INT(k.taken.stored, 3);
	CHECK_INT(sync_world_head(&k.w).acked, 0);
	CHECK_HAS(buf_str(&k.said), "it is missing");
	stick_twin_put(&k.twin, name, bytes, n);
	CHECK_OK(kit_take(&k));
	CHECK_INT(k.taken.stored, 3);
	CHECK_INT(sync_world_head(&k.w).acked, 6);
	CHECK_INT(kit_held(&k), 6);
	stick_kit_close(&k);
}

TEST(sync_stick, network_and_stick_may_bring_the_same_records)
{
	struct stick_kit k;

	stick_kit_open(&k, 6, 40);
	CHECK_OK(kit_export(&k));
	hub_store_close(&k.store);
	sync_world_hub(&k.w);
	CHECK_INT(sync_world_once(&k.w), 0);
	sync_world_hub_end(&k.w, 15);
	CHECK_OK(hub_store_open(&k.store, k.w.uri, HUB_WRITE));
	CHECK_OK(hub_open(&k.hub, k.store, k.w.hub_key));
	CHECK_OK(kit_take(&k));
	CHECK_INT(k.taken.duplicates, 6);
	CHECK_INT(kit_held(&k), 6);
	CHECK_OK(kit_import(&k));
	CHECK_INT(k.imported.known, 1);
	CHECK_INT(k.imported.taken, 0);
	stick_kit_close(&k);
}

/* ---- back at the station ------------------------------------------------------------------ */

TEST(sync_stick, a_receipt_that_comes_back_confirms_the_records)
{
	struct stick_kit k;

	stick_kit_open(&k, 7, 40);
	CHECK_OK(kit_export(&k));
	CHECK_OK(kit_take(&k));
	CHECK_OK(kit_import(&k));
	CHECK_INT(k.imported.taken, 1);
	CHECK_INT(k.imported.refused, 0);
	CHECK_HAS(buf_str(&k.said), "holds everything up to record 7 of epoch 1");
	CHECK_INT(kit_inbox(&k), 1);
	CHECK_INT(sync_world_confirmed(&k.w), 7);
	stick_kit_close(&k);
}

TEST(sync_stick, a_receipt_taken_twice_says_nothing_new)
{
	struct stick_kit k;

	stick_kit_open(&k, 2, 40);
	CHECK_OK(kit_export(&k));
	CHECK_OK(kit_take(&k));
	CHECK_OK(kit_import(&k));
	CHECK_INT(kit_inbox(&k), 1);
	CHECK_OK(kit_import(&k));
	CHECK_INT(k.imported.taken, 0);
	CHECK_INT(k.imported.known, 1);
	CHECK_INT(kit_inbox(&k), 0);
	stick_kit_close(&k);
}

TEST(sync_stick, delivered_files_leave_the_stick_at_the_next_export)
{
	struct stick_kit k;

	stick_kit_open(&k, 2, 40);
	CHECK_OK(kit_export(&k));
	CHECK_OK(kit_take(&k));
	CHECK_OK(kit_import(&k));
	CHECK_INT(kit_inbox(&k), 1);
	sync_world_commit(&k.w, 3, 40);
	CHECK_OK(kit_export(&k));
	CHECK_INT(k.exported.files_removed, 1);
	CHECK_INT(k.exported.records, 3);
	CHECK_INT(kit_on_stick(&k), 3);
	CHECK_OK(kit_take(&k));
	CHECK_INT(k.taken.refused, 0);
	CHECK_INT(sync_world_head(&k.w).acked, 5);
	stick_kit_close(&k);
}

TEST(sync_stick, an_older_receipt_from_another_copy_is_no_step_back)
{
	struct stick_kit k;
	uint8_t old[RECEIPT_BYTES];
	char name[STICK_NAME_MOST + 1];

	stick_kit_open(&k, 2, 40);
	CHECK_OK(kit_export(&k));
	CHECK_OK(kit_take(&k));
	CHECK(text_copy(name, sizeof name, kit_name(&k, ".receipt", 0)));
	memcpy(old, stick_twin_find(&k.twin, name)->bytes, sizeof old);
	sync_world_commit(&k.w, 2, 40);
	CHECK_OK(kit_export(&k));
	CHECK_OK(kit_take(&k));
	CHECK_OK(kit_import(&k));
	CHECK_INT(kit_inbox(&k), 1);
	CHECK_INT(sync_world_confirmed(&k.w), 4);
	stick_twin_put(&k.twin, name, old, sizeof old);
	CHECK_OK(kit_import(&k));
	CHECK_INT(k.imported.known, 1);
	CHECK_INT(k.imported.taken, 0);
	CHECK_INT(sync_world_confirmed(&k.w), 4);
	stick_kit_close(&k);
}

TEST(sync_stick, an_import_without_receipts_says_where_they_come_from)
{
	struct stick_kit k;

	stick_kit_open(&k, 1, 40);
	CHECK_OK(kit_import(&k));
	CHECK_HAS(buf_str(&k.said), "The office has to read it first");
	stick_kit_close(&k);
}

TEST(sync_stick, a_station_that_knows_no_hub_takes_no_receipt)
{
	struct stick_kit k;

	stick_kit_open(&k, 1, 40);
	k.w.station.has_hub_key = false;
	CHECK(kit_import(&k) < 0);
	CHECK_HAS(err_why(), "hub_key");
	stick_kit_close(&k);
}

TEST(sync_stick, an_inbox_that_can_not_be_written_loses_no_receipt)
{
	struct stick_kit k;
	int failed = 0;

	stick_kit_open(&k, 3, 40);
	CHECK_OK(kit_export(&k));
	CHECK_OK(kit_take(&k));
	FAULT_SWEEP(n)
	{
		int r = kit_import(&k);

		failed += fault_fired() && r < 0;
		fault_arm(0);
		CHECK(r == 0 || fault_fired());
	}
	CHECK(failed >= 4);
	CHECK_OK(kit_import(&k));
	CHECK_INT(k.imported.taken, 1);
	CHECK_INT(kit_inbox(&k), 1);
	CHECK_INT(sync_world_confirmed(&k.w), 3);
	stick_kit_close(&k);
}
