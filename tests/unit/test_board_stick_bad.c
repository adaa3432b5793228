/* A stick that is not what was built, and a target that is no good: told, and nothing that starts. */
#include <string.h>

#include "board/install/install.h"
#include "board_stick.h"
#include "harness.h"

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
