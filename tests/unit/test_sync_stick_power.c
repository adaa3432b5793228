#include "harness.h"

#include <stdio.h>

#include "sync_stick_kit.h"

/*
 * The stick is pulled out at each operation on it, and each time what had not
 * reached the medium lands or does not, in part or whole. Afterwards the same
 * walk is done again with the stick as it was left, and must end as if nothing
 * had happened: every record at the hub once, every receipt good.
 */

enum { SEEDS = 3 };

/* Nothing with a good name may be half a file, whenever the stick went. */
static void all_is_whole(struct stick_kit *k)
{
	stick_twin_in(&k->twin);
	(void)kit_on_stick(k);
}

static void ends_well(struct stick_kit *k, int records)
{
	CHECK_OK(kit_export(k));
	CHECK_INT(stick_twin_count(&k->twin, STICK_PART), 0);
	CHECK_INT(kit_on_stick(k), records);
	CHECK_OK(kit_take(k));
	CHECK_INT(k->taken.refused, 0);
	CHECK_INT(kit_held(k), records);
	CHECK_INT(sync_world_head(&k->w).acked, records);
	CHECK_OK(kit_import(k));
	CHECK_INT(k->imported.refused, 0);
}

/* How many operations fn makes when nothing happens; fn at each of them cut off, from the same beginning. */
struct sweep {
	int cut;
	uint64_t seed;
	bool cut_off; /* the last one really was */
};

static bool next_cut(struct sweep *s)
{
	if (s->cut > 0 && !s->cut_off)
		return false;
	s->cut++;
	s->cut_off = false;
	return true;
}

static void arm(struct stick_kit *k, const struct sweep *s)
{
	stick_twin_fini(&k->twin);
	stick_twin_init(&k->twin);
	k->twin.seed = s->seed;
	k->twin.cut = s->cut;
}

TEST_LIMIT(sync_stick_power, an_export_cut_at_any_operation_leaves_only_whole_files, 240)
{
	struct stick_kit k;
	int cuts = 0;

	stick_kit_open(&k, 45, 30000);
	for (uint64_t seed = 1; seed <= SEEDS; seed++) {
		struct sweep s = {.seed = seed};

		while (next_cut(&s)) {
			int r;

			arm(&k, &s);
			r = kit_export(&k);
			s.cut_off = k.twin.gone;
			CHECK(s.cut_off ? r < 0 || cuts > 0 : r == 0);
			all_is_whole(&k);
			CHECK_OK(kit_export(&k));
			CHECK_INT(kit_on_stick(&k), 45);
			CHECK_INT(stick_twin_count(&k.twin, STICK_PART), 0);
			cuts += s.cut_off;
		}
	}
	printf("%d cuts\n", cuts);
	CHECK(cuts >= SEEDS * 20);
	CHECK_OK(kit_take(&k));
	CHECK_INT(kit_held(&k), 45);
	stick_kit_close(&k);
}

TEST_LIMIT(sync_stick_power, a_second_export_cut_at_any_operation_keeps_what_the_first_wrote, 120)
{
	struct stick_kit k;
	struct stick_twin first;
	int cuts = 0;

	stick_kit_open(&k, 5, 50);
	CHECK_OK(kit_export(&k));
	stick_twin_in(&k.twin);
	sync_world_commit(&k.w, 5, 50);
	for (uint64_t seed = 1; seed <= SEEDS; seed++) {
		struct sweep s = {.seed = seed};

		first = k.twin; /* its medium: the first export, alone */
		while (next_cut(&s)) {
			stick_twin_init(&k.twin);
			for (int i = 0; i < TWIN_FILES; i++)
				if (first.medium[i].bytes)
					stick_twin_put(&k.twin, first.medium[i].name, first.medium[i].bytes,
					        first.medium[i].n);
			k.twin.seed = s.seed;
			k.twin.cut = s.cut;
			(void)!kit_export(&k);
			s.cut_off = k.twin.gone;
			all_is_whole(&k);
			CHECK(kit_on_stick(&k) >= 5);
			CHECK_OK(kit_export(&k));
			CHECK_INT(kit_on_stick(&k), 10);
			cuts += s.cut_off;
			stick_twin_fini(&k.twin);
		}
		k.twin = first;
	}
	CHECK(cuts >= SEEDS * 10);
	stick_kit_close(&k);
}

TEST_LIMIT(sync_stick_power, the_office_cut_at_any_operation_loses_and_doubles_nothing, 240)
{
	struct stick_kit k;
	int cuts = 0;

	stick_kit_open(&k, 8, 50);
	for (uint64_t seed = 1; seed <= SEEDS; seed++) {
		struct sweep s = {.seed = seed};

		while (next_cut(&s)) {
			stick_twin_fini(&k.twin);
			stick_twin_init(&k.twin);
			CHECK_OK(kit_export(&k));
			stick_twin_in(&k.twin);
			k.twin.seed = s.seed;
			k.twin.cut = s.cut;
			(void)!kit_take(&k);
			s.cut_off = k.twin.gone;
			all_is_whole(&k);
			CHECK_OK(kit_import(&k)); /* a receipt is there whole, or not at all */
			CHECK_INT(k.imported.refused, 0);
			ends_well(&k, 8);
			cuts += s.cut_off;
		}
	}
	CHECK(cuts >= SEEDS * 6);
	stick_kit_close(&k);
}

TEST_LIMIT(sync_stick_power, an_import_cut_at_any_operation_can_be_done_again, 120)
{
	struct stick_kit k;
	struct sweep s = {.seed = 5};
	int cuts = 0;

	stick_kit_open(&k, 3, 50);
	CHECK_OK(kit_export(&k));
	CHECK_OK(kit_take(&k));
	while (next_cut(&s)) {
		stick_twin_in(&k.twin);
		k.twin.cut = s.cut;
		(void)!kit_import(&k);
		s.cut_off = k.twin.gone;
		cuts += s.cut_off;
	}
	CHECK(cuts >= 2);
	stick_twin_in(&k.twin);
	CHECK_OK(kit_import(&k));
	CHECK_INT(kit_inbox(&k), 1);
	CHECK_INT(sync_world_confirmed(&k.w), 3);
	stick_kit_close(&k);
}

TEST_LIMIT(sync_stick_power, a_hub_that_fails_before_its_commit_gives_no_receipt, 120)
{
	struct stick_kit k;
	int failed = 0;

	stick_kit_open(&k, 4, 50);
	CHECK_OK(kit_export(&k));
	FAULT_SWEEP(n)
	{
		int r = kit_take(&k);

		if (fault_fired() && r < 0) {
			fault_arm(0);
			failed++;
			CHECK_INT(stick_twin_count(&k.twin, ".receipt"), 0);
			CHECK_INT(kit_held(&k), 0);
			fault_arm(0);
			break;
		}
	}
	fault_arm(0);
	CHECK(failed > 0);
	ends_well(&k, 4);
	stick_kit_close(&k);
}

TEST_LIMIT(sync_stick_power, a_real_disk_that_fails_anywhere_leaves_only_whole_files, 120)
{
	struct stick_kit k;
	int failed = 0;

	stick_kit_open(&k, 6, 50);
	stick_kit_real(&k);
	FAULT_SWEEP(n)
	{
		int r = kit_export(&k);

		failed += r < 0;
		fault_arm(0);
		(void)kit_on_stick(&k);
		if (!fault_fired())
			CHECK_OK(r);
	}
	CHECK(failed >= 3);
	ends_well(&k, 6);
	stick_kit_close(&k);
}
