#include "harness.h"

#include <stdio.h>

#include "sync/stick_inside.h"
#include "sync_stick_kit.h"
#include "sys/text.h"

/* ---- at the office ------------------------------------------------------------------------ */

TEST(sync_stick_office, the_office_stores_what_is_on_the_stick_and_signs_for_it)
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

TEST(sync_stick_office, the_same_stick_read_twice_changes_nothing_but_gives_a_receipt_again)
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

TEST(sync_stick_office, files_in_any_order_end_in_one_whole_chain)
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

TEST(sync_stick_office, network_and_stick_may_bring_the_same_records)
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

TEST(sync_stick_office, a_receipt_that_comes_back_confirms_the_records)
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

TEST(sync_stick_office, a_receipt_taken_twice_says_nothing_new)
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

TEST(sync_stick_office, delivered_files_leave_the_stick_at_the_next_export)
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

TEST(sync_stick_office, an_older_receipt_from_another_copy_is_no_step_back)
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

TEST(sync_stick_office, an_import_without_receipts_says_where_they_come_from)
{
	struct stick_kit k;

	stick_kit_open(&k, 1, 40);
	CHECK_OK(kit_import(&k));
	CHECK_HAS(buf_str(&k.said), "The office has to read it first");
	stick_kit_close(&k);
}

TEST(sync_stick_office, a_station_that_knows_no_hub_takes_no_receipt)
{
	struct stick_kit k;

	stick_kit_open(&k, 1, 40);
	k.w.station.has_hub_key = false;
	CHECK(kit_import(&k) < 0);
	CHECK_HAS(err_why(), "hub_key");
	stick_kit_close(&k);
}

TEST(sync_stick_office, an_inbox_that_can_not_be_written_loses_no_receipt)
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
