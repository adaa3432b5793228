/* From a stick to a target that starts: every write cut, on an empty disk and over an older Loket. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "board/install/install.h"
#include "board/install/install_gpt.h"
#include "board_stick.h"
#include "harness.h"

struct heard {
	int last[3], steps, stage;
};

static void on_progress(void *me, enum install_stage stage, int percent)
{
	struct heard *h = me;

	CHECK((int)stage >= h->stage);
	CHECK(percent >= 0 && percent <= 100);
	CHECK((int)stage > h->stage || percent >= h->last[stage]);
	h->stage = (int)stage;
	h->last[stage] = percent;
	h->steps++;
}

TEST(stick, an_empty_disk_becomes_one_that_starts)
{
	struct heard heard = {.stage = 0};
	struct twin_disk target;
	struct install_world w;
	struct stick s;
	uint8_t id[PLAN_ID];

	stick_new(&s, 1, false);
	twin_new(&target, 64 * MIB);
	w = stick_world(&s, &target);
	w.progress = on_progress;
	w.me = &heard;
	CHECK_INT(stick_starts(&s, target.kept, target.bytes), 0);
	CHECK_INT(install_run(&w), 0);
	CHECK_INT(stick_starts(&s, target.kept, target.bytes), 1);
	CHECK(install_gpt_is_loket(id, &w.target));
	CHECK_BYTES(id, s.plan.id, PLAN_ID);
	/* each stage was told to its end */
	CHECK_INT(heard.last[INSTALL_CHECKS], 100);
	CHECK_INT(heard.last[INSTALL_WRITES], 100);
	CHECK_INT(heard.last[INSTALL_VERIFIES], 100);
	CHECK(heard.steps > 12);
	twin_free(&target);
	stick_free(&s);
}

TEST(stick, both_slots_are_the_same_and_what_no_piece_names_stays)
{
	struct twin_disk target;
	struct install_world w;
	struct stick s;

	stick_new(&s, 1, false);
	twin_new(&target, 64 * MIB);
	memset(target.now + 30 * MIB, 0x5a, MIB);
	memset(target.kept + 30 * MIB, 0x5a, MIB);
	memset(target.now + STICK_DATA + MIB, 0x77, MIB);
	w = stick_world(&s, &target);
	CHECK_INT(install_run(&w), 0);
	CHECK_BYTES(target.kept + 2 * MIB, target.kept + 4 * MIB, MIB + 12288);
	CHECK_INT(target.kept[30 * MIB], 0x5a);
	CHECK_INT(target.kept[31 * MIB - 1], 0x5a);
	CHECK_INT(target.kept[STICK_DATA + MIB], 0); /* zeros are laid too */
	CHECK_INT(target.kept[STICK_DATA + 2 * MIB - 1], 0);
	twin_free(&target);
	stick_free(&s);
}

TEST(stick, the_last_write_is_the_first_block)
{
	struct twin_disk target;
	struct install_world w;
	struct stick s;
	int all;

	stick_new(&s, 1, false);
	twin_new(&target, 64 * MIB);
	w = stick_world(&s, &target);
	CHECK_INT(install_run(&w), 0);
	all = target.writes;
	twin_free(&target);
	twin_new(&target, 64 * MIB);
	w = stick_world(&s, &target);
	target.cut_at = all; /* this one does not arrive */
	CHECK_INT(install_run(&w), INSTALL_TARGET_BAD);
	CHECK_INT(target.pending[0].at, 0);
	CHECK_INT(target.pending[0].bytes, INSTALL_BLOCK);
	CHECK_INT(target.n_pending, 1);
	CHECK_INT(stick_starts(&s, target.kept, target.bytes), 0);
	twin_free(&target);
	stick_free(&s);
}

/* Cut at one write; then the stick begins anew. */
static void cut_and_again(struct stick *s, struct stick *old, int at, uint64_t seed, int *ended, int *kept_old)
{
	struct twin_disk target;
	struct install_world w;
	int starts, starts_old = 0, r;

	twin_new(&target, 48 * MIB);
	if (old) {
		w = stick_world(old, &target);
		CHECK_INT(install_run(&w), 0);
		twin_power(&target, 2);
	}
	target.cut_at = at;
	w = stick_world(s, &target);
	r = install_run(&w);
	*ended = r == 0;
	twin_power(&target, seed);
	starts = stick_starts(s, target.now, target.bytes);
	if (old)
		starts_old = stick_starts(old, target.now, target.bytes);
	/* It does not start; or it is wholly the new one; or wholly the old one. Never something between. */
	if (starts < 0 && starts_old != 1)
		test_fail(__FILE__, __LINE__, "after a cut at write %d (chance %d) a half one starts", at, (int)seed);
	*kept_old += starts_old == 1;
	if (at < 12 || at % 16 == 0) {
		w = stick_world(s, &target);
		CHECK_INT(install_run(&w), 0);
		CHECK_INT(stick_starts(s, target.kept, target.bytes), 1);
	}
	twin_free(&target);
}

TEST_LIMIT(stick, power_cut_at_every_write_of_an_empty_disk, 300)
{
	struct stick s;
	int ended = 0, cuts = 0, none = 0;

	stick_new(&s, 1, false);
	for (int at = 1; !ended; at++, cuts++)
		cut_and_again(&s, NULL, at, (uint64_t)at, &ended, &none);
	CHECK(cuts > 260); /* the first MiB alone is written in 256 blocks */
	stick_free(&s);
}

TEST_LIMIT(stick, power_cut_at_every_write_over_an_older_one, 300)
{
	struct stick s, old;
	int ended = 0, cuts = 0, kept_old = 0;

	stick_new(&old, 3, false);
	stick_new(&s, 4, true);
	/* Block by block of the first MiB the two tests would be the same: here every fifth of those. */
	for (int at = 1; !ended; at += at > 20 && at < 250 ? 5 : 1, cuts++)
		cut_and_again(&s, &old, at, (uint64_t)at + 2, &ended, &kept_old);
	CHECK(cuts > 60);
	CHECK(kept_old >= 1); /* the cut before the first block was emptied */
	stick_free(&old);
	stick_free(&s);
}

/* With each chance of what was kept, at the moments where the table changes. */
TEST_LIMIT(stick, the_moments_around_the_table_hold_by_every_chance, 300)
{
	struct stick s, old;
	struct twin_disk target;
	struct install_world w;
	int ended = 0, kept_old = 0, all;

	stick_new(&old, 3, false);
	stick_new(&s, 4, true);
	twin_new(&target, 48 * MIB);
	w = stick_world(&s, &target);
	CHECK_INT(install_run(&w), 0);
	all = target.writes;
	twin_free(&target);
	for (uint64_t seed = 0; seed < 12; seed++) {
		for (int at = 1; at <= 3; at++)
			cut_and_again(&s, &old, at, seed, &ended, &kept_old);
		for (int at = all - 2; at <= all; at++)
			cut_and_again(&s, &old, at, seed, &ended, &kept_old);
	}
	stick_free(&old);
	stick_free(&s);
}
