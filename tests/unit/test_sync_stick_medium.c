/* The stick itself: pulled, full, locked, somebody's own, older than it looks, with names as vfat keeps them. */
#include "harness.h"

#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "store/receipt.h"
#include "sync/stick_inside.h"
#include "sync_stick_kit.h"
#include "sys/file.h"
#include "sys/text.h"

/* What lies on a stick now, to compare with later. */
struct picture {
	struct twin_file files[TWIN_FILES];
};

static void take_picture(struct picture *p, const struct stick_twin *t)
{
	for (int i = 0; i < TWIN_FILES; i++) {
		p->files[i] = t->now[i];
		if (!t->now[i].bytes)
			continue;
		CHECK((p->files[i].bytes = malloc(t->now[i].n + 1)) != NULL);
		memcpy(p->files[i].bytes, t->now[i].bytes, t->now[i].n);
	}
}

static void free_picture(struct picture *p)
{
	for (int i = 0; i < TWIN_FILES; i++)
		free(p->files[i].bytes);
}

static void put_back(struct stick_twin *t, const struct picture *p)
{
	stick_twin_fini(t);
	stick_twin_init(t);
	for (int i = 0; i < TWIN_FILES; i++)
		if (p->files[i].bytes)
			stick_twin_put(t, p->files[i].name, p->files[i].bytes, p->files[i].n);
}

static void is_as_it_was(const struct picture *p, struct stick_twin *t)
{
	for (int i = 0; i < TWIN_FILES; i++) {
		const struct twin_file *f = p->files[i].bytes ? stick_twin_find(t, p->files[i].name) : NULL;

		if (!p->files[i].bytes)
			continue;
		CHECK(f != NULL);
		CHECK_TEXT(f->name, p->files[i].name);
		CHECK_INT(f->n, p->files[i].n);
		CHECK_BYTES(f->bytes, p->files[i].bytes, f->n);
	}
}

/* ---- pulled before it began --------------------------------------------------------------- */

TEST(stick_medium, that_is_not_there_is_said_by_each_of_the_three)
{
	struct stick_kit k;

	stick_kit_open(&k, 3, 40);
	stick_twin_out(&k.twin);
	CHECK(kit_export(&k) == -ENODEV);
	CHECK_HAS(err_why(), "pulled out");
	CHECK(kit_take(&k) == -ENODEV);
	CHECK_HAS(err_why(), "pulled out");
	CHECK(kit_import(&k) == -ENODEV);
	CHECK_HAS(err_why(), "pulled out");
	CHECK_INT(kit_held(&k), 0);
	stick_twin_in(&k.twin);
	CHECK_OK(kit_export(&k));
	CHECK_INT(kit_on_stick(&k), 3);
	stick_kit_close(&k);
}

/* Every answer of a count is written on success only: who was cut off knows nothing half. */
TEST(stick_medium, cut_off_leaves_the_callers_counts_as_they_were)
{
	struct stick_kit k;

	stick_kit_open(&k, 3, 40);
	for (int cut = 1; cut < 12; cut++) {
		memset(&k.exported, 0x5a, sizeof k.exported);
		stick_twin_in(&k.twin);
		k.twin.cut = cut;
		if (kit_export(&k) >= 0)
			break;
		CHECK_INT(k.exported.files, 0x5a5a5a5a);
		CHECK_INT(k.exported.records, 0x5a5a5a5a);
	}
	stick_kit_close(&k);
}

/* ---- full ------------------------------------------------------------------------------------ */

TEST_LIMIT(stick_medium, full_at_any_size_holds_whole_files_and_says_so, 120)
{
	struct stick_kit k;
	uint32_t before = 0;
	int full = 0;

	stick_kit_open(&k, 60, 30000); /* two batches */
	for (int64_t space = 0; space < 4 << 20; space += 150 << 10) {
		int r;

		stick_twin_fini(&k.twin);
		stick_twin_init(&k.twin);
		k.twin.space = space;
		kit_hear_nothing(&k);
		r = kit_export(&k);
		CHECK(r == 0 || r == STICK_FULL || r == -ENOSPC);
		CHECK_INT(stick_twin_count(&k.twin, STICK_PART), 0);
		if (r == -ENOSPC)
			continue;
		CHECK_INT(kit_on_stick(&k), k.exported.records);
		CHECK(k.exported.records >= before); /* more room never holds less */
		before = k.exported.records;
		full += r == STICK_FULL;
		CHECK(r == STICK_FULL || k.exported.records == 60);
	}
	CHECK(full > 0);
	CHECK_INT(before, 60);
	stick_kit_close(&k);
}

TEST(stick_medium, full_for_a_receipt_has_stored_the_records_and_gives_it_the_next_time)
{
	struct stick_kit k;

	stick_kit_open(&k, 3, 40);
	CHECK_OK(kit_export(&k));
	k.twin.space = RECEIPT_BYTES - 1;
	CHECK(kit_take(&k) < 0);
	CHECK_INT(kit_held(&k), 3); /* what the hub has, it has */
	CHECK_INT(stick_twin_count(&k.twin, ".receipt"), 0);
	CHECK_INT(stick_twin_count(&k.twin, STICK_PART), 0);
	k.twin.space = 1 << 20;
	CHECK_OK(kit_take(&k));
	CHECK_INT(k.taken.duplicates, 3);
	CHECK_INT(k.taken.receipts, 1);
	CHECK_OK(kit_import(&k));
	CHECK_INT(k.imported.taken, 1);
	CHECK_INT(kit_inbox(&k), 1);
	stick_kit_close(&k);
}

/* ---- locked ------------------------------------------------------------------------------------ */

TEST(stick_medium, locked_takes_no_export_and_is_told_as_what_it_is)
{
	struct stick_kit k;

	stick_kit_open(&k, 3, 40);
	k.twin.locked = true;
	CHECK_INT(kit_export(&k), -EROFS);
	CHECK_HAS(err_why(), "locked against writing");
	CHECK_INT(stick_twin_count(&k.twin, ""), 0);
	k.twin.locked = false;
	CHECK_OK(kit_export(&k));
	CHECK_INT(kit_on_stick(&k), 3);
	stick_kit_close(&k);
}

TEST(stick_medium, locked_brings_its_records_to_the_office_and_no_receipt_back)
{
	struct stick_kit k;

	stick_kit_open(&k, 3, 40);
	CHECK_OK(kit_export(&k));
	k.twin.locked = true;
	CHECK_INT(kit_take(&k), -EROFS);
	CHECK_INT(kit_held(&k), 3);
	k.twin.locked = false;
	CHECK_OK(kit_take(&k));
	CHECK_INT(k.taken.receipts, 1);
	stick_kit_close(&k);
}

TEST(stick_medium, locked_still_brings_its_receipts_home)
{
	struct stick_kit k;

	stick_kit_open(&k, 3, 40);
	CHECK_OK(kit_export(&k));
	CHECK_OK(kit_take(&k));
	k.twin.locked = true;
	CHECK_OK(kit_import(&k));
	CHECK_INT(k.imported.taken, 1);
	CHECK_INT(kit_inbox(&k), 1);
	stick_kit_close(&k);
}

/* ---- somebody's own ------------------------------------------------------------------------------ */

static const char *const strangers[] = {"holiday.jpg", "README.TXT", "AUTORUN.INF", "setup.exe", "notes.ceb.zst",
        "0001.receipt.txt", "manifest", "x.manifest", "backup.ceb.zst.part", "System-Volume-Information"};

static void put_strangers(struct stick_kit *k)
{
	for (size_t i = 0; i < sizeof strangers / sizeof *strangers; i++)
		stick_twin_put(&k->twin, strangers[i], strangers[i], strlen(strangers[i]));
}

TEST(stick_medium, of_somebody_keeps_every_file_of_theirs)
{
	struct stick_kit k;
	struct picture before;

	stick_kit_open(&k, 3, 40);
	put_strangers(&k);
	take_picture(&before, &k.twin);
	CHECK_OK(kit_export(&k));
	is_as_it_was(&before, &k.twin);
	CHECK_OK(kit_take(&k));
	is_as_it_was(&before, &k.twin);
	CHECK_OK(kit_import(&k));
	CHECK_INT(kit_inbox(&k), 1);
	CHECK_OK(kit_export(&k)); /* ours go, theirs stay */
	is_as_it_was(&before, &k.twin);
	CHECK_INT(kit_held(&k), 3);
	free_picture(&before);
	stick_kit_close(&k);
}

/* ---- older than it looks --------------------------------------------------------------------------- */

TEST(stick_medium, copied_before_the_receipt_is_a_duplicate_after_it)
{
	struct stick_kit k;
	struct picture old;

	stick_kit_open(&k, 4, 40);
	CHECK_OK(kit_export(&k));
	take_picture(&old, &k.twin);
	CHECK_OK(kit_take(&k));
	CHECK_OK(kit_import(&k));
	CHECK_INT(kit_inbox(&k), 1);
	for (int again = 0; again < 3; again++) { /* the copy comes back, as often as it likes */
		put_back(&k.twin, &old);
		CHECK_OK(kit_take(&k));
		CHECK_INT(k.taken.stored, 0);
		CHECK_INT(k.taken.duplicates, 4);
		CHECK_INT(k.taken.refused, 0);
		CHECK_INT(kit_held(&k), 4);
		CHECK_OK(kit_import(&k));
		CHECK_INT(k.imported.taken, 0); /* the station knows */
		CHECK_INT(k.imported.known, 1);
	}
	put_back(&k.twin, &old);
	CHECK_OK(kit_export(&k));
	CHECK_INT(k.exported.files_removed, 1);
	CHECK_INT(stick_twin_count(&k.twin, ".ceb.zst"), 0);
	free_picture(&old);
	stick_kit_close(&k);
}

TEST(stick_medium, with_an_old_receipt_confirms_no_new_record)
{
	struct stick_kit k;
	struct picture old;

	stick_kit_open(&k, 2, 40);
	CHECK_OK(kit_export(&k));
	CHECK_OK(kit_take(&k));
	take_picture(&old, &k.twin); /* with a receipt up to record 2 */
	CHECK_OK(kit_import(&k));
	CHECK_INT(kit_inbox(&k), 1);
	sync_world_commit(&k.w, 3, 40);
	put_back(&k.twin, &old);
	CHECK_OK(kit_import(&k));
	CHECK_INT(k.imported.taken, 0);
	CHECK_OK(kit_export(&k));
	CHECK_INT(k.exported.records, 3); /* still to be carried, all of them */
	CHECK_OK(kit_take(&k));
	CHECK_INT(k.taken.stored, 3);
	CHECK_INT(kit_held(&k), 5);
	free_picture(&old);
	stick_kit_close(&k);
}

/* ---- names ------------------------------------------------------------------------------------------- */

static void shout(char *name)
{
	for (; *name; name++)
		*name = (char)toupper((unsigned char)*name);
}

/* Some tool copied the stick and wrote every name in capitals: such files are not ours, and what is ours is written anew. */
TEST(stick_medium, with_names_in_capitals_is_written_anew_and_nothing_is_lost)
{
	struct stick_kit k;

	stick_kit_open(&k, 3, 40);
	CHECK_OK(kit_export(&k));
	for (int i = 0; i < TWIN_FILES; i++)
		if (k.twin.now[i].bytes)
			shout(k.twin.now[i].name);
	CHECK_OK(kit_take(&k));
	CHECK_INT(k.taken.stored, 0);
	CHECK_OK(kit_export(&k)); /* vfat: the same file, which gets its own name again */
	CHECK_INT(kit_on_stick(&k), 3);
	CHECK_INT(stick_twin_count(&k.twin, ".CEB.ZST"), 0);
	CHECK_OK(kit_take(&k));
	CHECK_INT(kit_held(&k), 3);
	stick_kit_close(&k);
}

TEST(stick_medium, put_keeps_to_the_longest_name)
{
	static const size_t room = STICK_NAME_MOST - (sizeof STICK_PART - 1);
	char name[STICK_NAME_MOST + 8];
	struct stick_twin t;
	struct stick_disk disk;

	stick_twin_init(&t);
	stick_twin_disk(&disk, &t);
	for (size_t n = room - 1; n <= room + 1; n++) {
		memset(name, 'a', n);
		name[n] = 0;
		if (n <= room) {
			CHECK_OK(stick_put(&disk, "stick", name, "x", 1));
			CHECK(stick_twin_find(&t, name) != NULL);
		} else {
			CHECK_INT(stick_put(&disk, "stick", name, "x", 1), -ENAMETOOLONG);
			CHECK(stick_twin_find(&t, name) == NULL);
		}
	}
	stick_twin_fini(&t);
}

TEST(stick_medium, put_cut_anywhere_leaves_the_old_file_or_the_new_one)
{
	for (uint64_t seed = 1; seed <= 40; seed++)
		for (int cut = 1; cut <= 7; cut++) {
			const struct twin_file *f;
			struct stick_twin t;
			struct stick_disk disk;

			stick_twin_init(&t);
			stick_twin_disk(&disk, &t);
			stick_twin_put(&t, "list", "the old one", 11);
			t.seed = seed;
			t.cut = cut;
			(void)!stick_put(&disk, "stick", "list", "and the new", 11);
			stick_twin_in(&t);
			f = stick_twin_find(&t, "list");
			CHECK(f != NULL && f->n == 11);
			CHECK(memcmp(f->bytes, "the old one", 11) == 0 || memcmp(f->bytes, "and the new", 11) == 0);
			stick_twin_fini(&t);
		}
}

TEST(stick_medium, put_that_fails_leaves_no_unfinished_file)
{
	struct stick_twin t;
	struct stick_disk disk;

	stick_twin_init(&t);
	stick_twin_disk(&disk, &t);
	stick_twin_put(&t, "list", "old", 3);
	t.lies = true;
	CHECK_INT(stick_put(&disk, "stick", "list", "new", 3), -EIO);
	CHECK_HAS(err_why(), "take another stick");
	t.lies = false;
	t.space = 2;
	CHECK_INT(stick_put(&disk, "stick", "list", "new", 3), -ENOSPC);
	CHECK_INT(stick_twin_count(&t, STICK_PART), 0);
	CHECK_BYTES(stick_twin_find(&t, "list")->bytes, "old", 3);
	t.space = 3;
	CHECK_OK(stick_put(&disk, "stick", "list", "new", 3));
	CHECK_BYTES(stick_twin_find(&t, "list")->bytes, "new", 3);
	stick_twin_fini(&t);
}
