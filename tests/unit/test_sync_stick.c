#include "harness.h"

#include "store/store_read.h"
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
