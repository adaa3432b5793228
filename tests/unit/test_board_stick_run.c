/* From a stick to a target that starts: every write cut, every kind of bad disk, and a stick that is not what was built. */
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
	w = stick_world(s, &target);
	CHECK_INT(install_run(&w), 0);
	CHECK_INT(stick_starts(s, target.kept, target.bytes), 1);
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

/* ---- a stick that is not what was built ------------------------------------------------------- */

TEST(stick, a_flipped_bit_anywhere_is_found_before_the_first_write)
{
	struct twin_disk target;
	struct install_world w;
	struct stick s;

	stick_new(&s, 1, false);
	twin_new(&target, 64 * MIB);
	w = stick_world(&s, &target);
	for (int i = 0; i < s.plan.n; i++) {
		const struct install_piece *p = &s.plan.pieces[i];

		for (int end = 0; end < 3 && p->from >= 0; end++) {
			int64_t at = p->from + (end == 0 ? 0 : end == 1 ? p->bytes / 2 : p->bytes - 1);

			s.payload.now[at] ^= 0x10;
			CHECK_INT(install_run(&w), INSTALL_STICK_BAD);
			CHECK_HAS(err_why(), "make it anew");
			CHECK_INT(install_check(&w), INSTALL_STICK_BAD);
			CHECK_INT(target.writes, 0);
			s.payload.now[at] ^= 0x10;
		}
	}
	CHECK_INT(install_check(&w), 0);
	CHECK_INT(target.writes, 0);
	twin_free(&target);
	stick_free(&s);
}

TEST(stick, a_stick_that_can_not_be_read_is_refused_before_the_first_write)
{
	struct twin_disk target;
	struct install_world w;
	struct stick s;

	stick_new(&s, 1, false);
	twin_new(&target, 64 * MIB);
	s.payload.no_read = (struct twin_range){4 * MIB + 512, 512};
	w = stick_world(&s, &target);
	CHECK_INT(install_run(&w), INSTALL_STICK_BAD);
	CHECK_HAS(err_why(), "can not be read");
	CHECK_INT(target.writes, 0);
	twin_free(&target);
	stick_free(&s);
}

TEST(stick, a_stick_that_ends_early_is_refused)
{
	struct twin_disk target;
	struct install_world w;
	struct stick s;

	stick_new(&s, 1, false);
	twin_new(&target, 64 * MIB);
	w = stick_world(&s, &target);
	w.source.bytes = s.plan.payload - 512;
	CHECK_INT(install_run(&w), INSTALL_STICK_BAD);
	CHECK_INT(target.writes, 0);
	w.source.bytes = s.plan.payload;
	CHECK_INT(install_check(&w), 0);
	twin_free(&target);
	stick_free(&s);
}

/* What was checked and is another when it is read to be written. */
TEST(stick, a_stick_that_changes_its_mind_leaves_nothing_that_starts)
{
	struct twin_disk target;
	struct install_world w;
	struct stick s;

	stick_new(&s, 1, false);
	for (int at = 8; at <= 14; at++) { /* seven reads are the check */
		twin_new(&target, 64 * MIB);
		s.payload.reads = 0;
		s.payload.read_changes_at = at;
		w = stick_world(&s, &target);
		CHECK_INT(install_run(&w), INSTALL_STICK_BAD);
		CHECK_INT(stick_starts(&s, target.kept, target.bytes), 0);
		CHECK_INT(stick_starts(&s, target.now, target.bytes), 0);
		twin_free(&target);
	}
	stick_free(&s);
}

TEST(stick, pulled_while_it_writes_it_leaves_nothing_that_starts_and_begins_anew)
{
	struct twin_disk target;
	struct install_world w;
	struct stick s;

	stick_new(&s, 1, false);
	twin_new(&target, 64 * MIB);
	w = stick_world(&s, &target);
	s.payload.read_changes_at = 11;
	CHECK_INT(install_run(&w), INSTALL_STICK_BAD);
	CHECK(target.writes > 3);
	twin_power(&target, 1);
	CHECK_INT(stick_starts(&s, target.now, target.bytes), 0);
	s.payload.read_changes_at = 0;
	CHECK_INT(install_run(&w), 0);
	CHECK_INT(stick_starts(&s, target.kept, target.bytes), 1);
	twin_free(&target);
	stick_free(&s);
}

/* ---- a target that is no good -------------------------------------------------------------------- */

static const int64_t everywhere[] = {0, 4096, 512 * 1024, MIB, 2 * MIB + 8192, 4 * MIB, STICK_DATA, STICK_DATA + MIB,
        STICK_DATA + 2 * MIB, 64 * MIB - 512, 64 * MIB - 8192};

TEST(stick, a_bad_block_that_can_not_be_written_is_told_and_nothing_starts)
{
	struct twin_disk target;
	struct install_world w;
	struct stick s;

	stick_new(&s, 1, false);
	for (size_t i = 0; i < sizeof everywhere / sizeof *everywhere; i++) {
		twin_new(&target, 64 * MIB);
		target.no_write = (struct twin_range){everywhere[i], 512};
		w = stick_world(&s, &target);
		CHECK_INT(install_run(&w), INSTALL_TARGET_BAD);
		CHECK_HAS(err_why(), "replaced");
		CHECK_INT(stick_starts(&s, target.kept, target.bytes), 0);
		twin_free(&target);
	}
	stick_free(&s);
}

TEST(stick, a_bad_block_that_can_not_be_read_back_is_told_and_nothing_starts)
{
	struct twin_disk target;
	struct install_world w;
	struct stick s;

	stick_new(&s, 1, false);
	for (size_t i = 1; i < sizeof everywhere / sizeof *everywhere; i++) {
		twin_new(&target, 64 * MIB);
		target.no_read = (struct twin_range){everywhere[i], 512};
		w = stick_world(&s, &target);
		CHECK_INT(install_run(&w), INSTALL_TARGET_BAD);
		CHECK_HAS(err_why(), "read");
		CHECK_INT(stick_starts(&s, target.kept, target.bytes), 0);
		twin_free(&target);
	}
	stick_free(&s);
}

/* A fake card says yes and keeps nothing. */
TEST(stick, a_card_that_forgets_is_found_by_reading_back)
{
	struct twin_disk target;
	struct install_world w;
	struct stick s;

	stick_new(&s, 1, false);
	for (size_t i = 1; i < sizeof everywhere / sizeof *everywhere; i++) {
		twin_new(&target, 64 * MIB);
		memset(target.now, 0xa5, (size_t)target.bytes);
		target.forgets = (struct twin_range){everywhere[i], 512};
		w = stick_world(&s, &target);
		CHECK_INT(install_run(&w), INSTALL_TARGET_BAD);
		CHECK_HAS(err_why(), "does not keep");
		CHECK_INT(stick_starts(&s, target.kept, target.bytes), 0);
		twin_free(&target);
	}
	stick_free(&s);
}

TEST(stick, a_target_that_does_not_flush_never_starts)
{
	struct twin_disk target;
	struct install_world w;
	struct stick s;
	int all;

	stick_new(&s, 1, false);
	twin_new(&target, 64 * MIB);
	w = stick_world(&s, &target);
	CHECK_INT(install_run(&w), 0);
	all = target.flushes;
	twin_free(&target);
	CHECK(all >= 6); /* three for the old ends, one for the pieces, two for the start */
	for (int at = 1; at <= all; at++) {
		twin_new(&target, 64 * MIB);
		target.flush_fails_at = at;
		w = stick_world(&s, &target);
		CHECK_INT(install_run(&w), INSTALL_TARGET_BAD);
		CHECK_INT(stick_starts(&s, target.kept, target.bytes), 0);
		twin_free(&target);
	}
	stick_free(&s);
}

TEST(stick, a_target_one_sector_too_small_is_left_alone)
{
	static const struct {
		int64_t bytes;
		int want;
	} sizes[] = {{STICK_LEAST - 512, INSTALL_SMALL}, {STICK_LEAST, 0}, {STICK_LEAST + 512, 0}};
	struct twin_disk target;
	struct install_world w;
	struct stick s;

	stick_new(&s, 1, false);
	for (size_t i = 0; i < 3; i++) {
		twin_new(&target, sizes[i].bytes);
		w = stick_world(&s, &target);
		CHECK_INT(install_run(&w), sizes[i].want);
		CHECK_INT(stick_starts(&s, target.kept, target.bytes), sizes[i].want == 0);
		if (sizes[i].want) {
			CHECK_HAS(err_why(), "put in a larger card");
			CHECK_INT(target.writes, 0);
		}
		twin_free(&target);
	}
	stick_free(&s);
}

/* A first piece that is in order by its hash, and holds no table: our own fault at build time, told and not guessed at. */
TEST(stick, a_stick_without_a_table_makes_nothing_that_starts)
{
	struct twin_disk target;
	struct install_world w;
	struct stick s;

	stick_new(&s, 1, false);
	twin_new(&target, 64 * MIB);
	memcpy(s.plan.pieces[0].hash, s.plan.pieces[2].hash, PLAN_HASH);
	s.plan.pieces[0].from = 2 * MIB;
	w = stick_world(&s, &target);
	CHECK(install_run(&w) < 0);
	CHECK_HAS(err_why(), "no partition table");
	CHECK_INT(stick_starts(&s, target.kept, target.bytes), 0);
	twin_free(&target);
	stick_free(&s);
}
