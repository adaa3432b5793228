/* A cut gives every disk that the law of flushes allows, and no other. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "board_blocklog.h"
#include "sys/file.h"

enum { SECTORS = 64, SEEDS = 60, BEFORE = 0xee };

struct bench {
	struct made_log made;
	struct blocklog log;
	struct blockcut *cut;
};

static void begin(struct bench *b)
{
	made_init(&b->made, 512);
	b->cut = NULL;
	b->log.fd = -1;
	b->log.entry = NULL;
}

/* The log as it stands, over a disk as it was. */
static void ready(struct bench *b)
{
	blockcut_close(b->cut);
	b->cut = NULL;
	blocklog_close(&b->log);
	made_save(&b->made, b->made.n);
	made_disk(SECTORS, BEFORE);
	CHECK_OK(blocklog_open(&b->log, "log", SECTORS * 512));
	CHECK_OK(blockcut_open(&b->cut, &b->log, "disk"));
}

static void end(struct bench *b)
{
	blockcut_close(b->cut);
	blocklog_close(&b->log);
	made_fini(&b->made);
}

TEST(blockcut, keeps_what_was_flushed)
{
	struct bench b;
	struct blockcut_facts f;

	begin(&b);
	made_write(&b.made, 1, 2, 0, 1);
	made_write(&b.made, 5, 1, 0, 2);
	made_flush(&b.made);
	made_write(&b.made, 9, 1, 0, 3);
	ready(&b);
	for (uint64_t seed = 0; seed < SEEDS; seed++) {
		CHECK_OK(blockcut_at(&f, b.cut, 4, seed));
		CHECK_INT(f.durable, 2);
		CHECK_INT(f.tail, 1);
		CHECK_INT(sector_of("disk", 0), BEFORE);
		CHECK_INT(sector_of("disk", 1), 1);
		CHECK_INT(sector_of("disk", 2), 1);
		CHECK_INT(sector_of("disk", 5), 2);
	}
	end(&b);
}

/* Nothing followed it: nobody was told that it was done. */
TEST(blockcut, does_not_trust_a_flush_that_nothing_followed)
{
	struct bench b;
	struct blockcut_facts f;
	int lost = 0;

	begin(&b);
	made_write(&b.made, 1, 1, 0, 1);
	made_flush(&b.made);
	ready(&b);
	for (uint64_t seed = 0; seed < SEEDS; seed++) {
		CHECK_OK(blockcut_at(&f, b.cut, 2, seed));
		CHECK_INT(f.durable, 0);
		lost += sector_of("disk", 1) == BEFORE;
	}
	CHECK(lost > 5 && lost < SEEDS - 5);
	end(&b);
}

TEST(blockcut, may_lose_keep_and_tear_what_came_later)
{
	struct bench b;
	struct blockcut_facts f;
	int none = 0, all = 0, torn = 0, in_part = 0, other_way_round = 0;

	begin(&b);
	made_flush(&b.made);
	made_write(&b.made, 0, 8, 0, 1);
	made_write(&b.made, 8, 8, 0, 2);
	made_write(&b.made, 16, 8, 0, 3);
	ready(&b);
	for (uint64_t seed = 0; seed < 4 * SEEDS; seed++) {
		int there[3] = {0};

		CHECK_OK(blockcut_at(&f, b.cut, 4, seed));
		for (size_t s = 0; s < 24; s++) {
			int value = sector_of("disk", s);

			CHECK(value == BEFORE || value == (int)(s / 8) + 1);
			there[s / 8] += value != BEFORE;
		}
		none += there[0] + there[1] + there[2] == 0;
		all += there[0] + there[1] + there[2] == 24;
		other_way_round += there[0] == 0 && there[2] == 8;
		torn += f.torn > 0;
		CHECK_INT(f.tail, 3);
		CHECK(f.kept <= 3 && f.torn <= f.kept);
		for (int i = 0; i < 3; i++)
			CHECK(f.torn || there[i] == 0 || there[i] == 8);
		for (int i = 0; i < 3; i++)
			in_part += there[i] > 0 && there[i] < 8;
	}
	CHECK(in_part > 20);
	CHECK(none > 20 && all > 20 && torn > 20 && other_way_round > 5);
	end(&b);
}

TEST(blockcut, is_the_same_for_the_same_seed)
{
	struct bench b;
	uint8_t first[SECTORS];
	int others = 0;

	begin(&b);
	made_flush(&b.made);
	for (uint64_t i = 0; i < SECTORS; i++)
		made_write(&b.made, i, 1, 0, (uint8_t)(i + 1));
	ready(&b);
	for (uint64_t seed = 0; seed < 20; seed++) {
		int differs = 0;

		CHECK_OK(blockcut_at(NULL, b.cut, SECTORS, seed));
		for (size_t s = 0; s < SECTORS; s++)
			first[s] = sector_of("disk", s);
		CHECK_OK(blockcut_at(NULL, b.cut, SECTORS, seed + 1));
		for (size_t s = 0; s < SECTORS; s++)
			differs += sector_of("disk", s) != first[s];
		others += differs > 0;
		CHECK_OK(blockcut_at(NULL, b.cut, SECTORS, seed));
		for (size_t s = 0; s < SECTORS; s++)
			CHECK_INT(sector_of("disk", s), first[s]);
	}
	CHECK(others > 10);
	end(&b);
}

/* What one cut laid over the disk is gone in the next, also where the tail wrote one place twice. */
TEST(blockcut, takes_back_what_a_cut_added)
{
	struct bench b;

	begin(&b);
	made_write(&b.made, 3, 1, 0, 1);
	made_flush(&b.made);
	made_write(&b.made, 3, 4, 0, 2);
	made_write(&b.made, 2, 3, 0, 3);
	made_write(&b.made, 3, 1, 0, 4);
	ready(&b);
	for (uint64_t seed = 0; seed < SEEDS; seed++) {
		int value;

		CHECK_OK(blockcut_at(NULL, b.cut, 5, seed));
		value = sector_of("disk", 3);
		CHECK(value >= 1 && value <= 4);
		value = sector_of("disk", 6);
		CHECK(value == BEFORE || value == 2);
	}
	end(&b);
	/* And to a cut without a tail nothing clings. */
	begin(&b);
	made_write(&b.made, 3, 1, 0, 1);
	made_flush(&b.made);
	made_write(&b.made, 3, 4, 0, 2);
	made_flush(&b.made);
	made_flush(&b.made);
	ready(&b);
	CHECK_OK(blockcut_at(NULL, b.cut, 3, 7));
	CHECK_OK(blockcut_at(NULL, b.cut, 5, 7));
	for (size_t s = 3; s < 7; s++)
		CHECK_INT(sector_of("disk", s), 2);
	CHECK_INT(sector_of("disk", 2), BEFORE);
	end(&b);
}

TEST(blockcut, never_loses_a_write_that_was_forced)
{
	struct bench b;
	int before = 0, behind = 0;

	begin(&b);
	made_flush(&b.made);
	made_write(&b.made, 1, 1, 0, 1);
	made_write(&b.made, 1, 1, BLOCKLOG_FUA, 2);
	made_write(&b.made, 4, 1, 0, 3);
	made_write(&b.made, 1, 1, 0, 4);
	ready(&b);
	for (uint64_t seed = 0; seed < SEEDS; seed++) {
		int value;

		CHECK_OK(blockcut_at(NULL, b.cut, 5, seed));
		value = sector_of("disk", 1);
		CHECK(value == 2 || value == 4);
		before += value == 2;
		behind += value == 4;
	}
	CHECK(before > 5 && behind > 5);
	end(&b);
}

/* The boot state's two copies rest on this: the block that was just being written may be half there, the one before it not. */
TEST(blockcut, the_last_write_is_on_its_way_even_with_fua)
{
	struct bench b;
	int seen[3] = {0}; /* not there, torn, whole */

	begin(&b);
	made_write(&b.made, 0, 8, BLOCKLOG_FUA, 1);
	made_write(&b.made, 8, 8, BLOCKLOG_FUA, 2);
	ready(&b);
	for (uint64_t seed = 0; seed < 4 * SEEDS; seed++) {
		int there = 0;

		CHECK_OK(blockcut_at(NULL, b.cut, 2, seed));
		for (size_t i = 0; i < 8; i++) {
			CHECK_INT(sector_of("disk", i), 1);
			there += sector_of("disk", 8 + i) == 2;
		}
		seen[there == 0 ? 0 : there < 8 ? 1 : 2]++;
	}
	CHECK(seen[0] > 5 && seen[1] > 5 && seen[2] > 5);
	end(&b);
}

TEST(blockcut, knows_flushes_that_carry_data_and_discards)
{
	struct bench b;
	struct blockcut_facts f;
	int there = 0;

	begin(&b);
	made_write(&b.made, 1, 2, 0, 1);
	made_write(&b.made, 5, 1, BLOCKLOG_FLUSH, 2); /* flushes what is before it, not itself */
	made_flush(&b.made);
	ready(&b);
	for (uint64_t seed = 0; seed < SEEDS; seed++) {
		CHECK_OK(blockcut_at(&f, b.cut, 3, seed));
		CHECK_INT(f.durable, 1);
		CHECK_INT(sector_of("disk", 1), 1);
		there += sector_of("disk", 5) == 2;
	}
	CHECK(there > 5 && there < SEEDS - 5);
	made_discard(&b.made, 1, 1);
	made_flush(&b.made);
	made_mark(&b.made, 3);
	ready(&b);
	CHECK_OK(blockcut_at(&f, b.cut, 6, 1));
	CHECK_INT(f.tail, 0);
	CHECK_INT(sector_of("disk", 1), 0);
	CHECK_INT(sector_of("disk", 2), 1);
	CHECK_INT(sector_of("disk", 5), 2);
	end(&b);
}

/* A thousand writes and flushes at random; at each cut each sector is one of those that it may be, by a model without cleverness. */
static void may_be(bool allowed[256], const struct blocklog *log, size_t n, size_t durable, size_t sector)
{
	memset(allowed, 0, 256);
	allowed[BEFORE] = true;
	for (size_t i = 0; i < n; i++) {
		const struct blocklog_entry *e = &log->entry[i];
		uint8_t value;

		if (sector * 512 < e->to || sector * 512 >= e->to + e->bytes)
			continue;
		CHECK_OK(blocklog_data(&value, log, i, 0, 1));
		if (i < durable || (e->flags & BLOCKLOG_FUA && i + 1 < n))
			memset(allowed, 0, 256);
		allowed[value] = true;
	}
}

TEST(blockcut, gives_no_sector_that_could_not_be)
{
	struct bench b;
	uint64_t random = 11;
	size_t n = 0;

	begin(&b);
	for (int i = 0; i < 1000; i++) {
		uint32_t what = test_random(&random) % 12;
		uint64_t first = test_random(&random) % SECTORS, most = SECTORS - first;

		if (what == 0)
			made_flush(&b.made);
		else if (what == 1)
			made_discard(&b.made, first, 1 + test_random(&random) % most);
		else
			made_write(&b.made, first, 1 + test_random(&random) % (most < 9 ? most : 9),
			        what == 2 ? BLOCKLOG_FUA : 0, (uint8_t)(1 + test_random(&random) % 200));
	}
	ready(&b);
	while (n < b.log.n) {
		struct blockcut_facts f;
		bool allowed[256];

		n += 1 + test_random(&random) % 20;
		n = n > b.log.n ? b.log.n : n;
		CHECK_OK(blockcut_at(&f, b.cut, n, test_random(&random)));
		for (size_t s = 0; s < SECTORS; s++) {
			may_be(allowed, &b.log, n, f.durable, s);
			CHECK(allowed[sector_of("disk", s)]);
		}
	}
	end(&b);
}

TEST(blockcut, gives_a_part_as_a_file_that_may_be_altered)
{
	struct bench b;
	struct stat st;

	begin(&b);
	made_write(&b.made, 10, 2, 0, 1);
	made_flush(&b.made);
	made_flush(&b.made);
	ready(&b);
	CHECK_OK(blockcut_at(NULL, b.cut, 3, 1));
	CHECK_OK(blockcut_copy(b.cut, 9 * 512, 4 * 512, "part"));
	CHECK_INT(stat("part", &st), 0);
	CHECK_INT(st.st_size, 4 * 512);
	CHECK_INT(sector_of("part", 0), BEFORE);
	CHECK_INT(sector_of("part", 1), 1);
	CHECK_INT(sector_of("part", 2), 1);
	CHECK_INT(sector_of("part", 3), BEFORE);
	CHECK_OK(file_replace("part", "", 0, 0600));
	CHECK_INT(sector_of("disk", 10), 1);
	end(&b);
}

/* 64 MiB of which one sector was ever written: the copy takes what is there, not what is not. */
TEST(blockcut, copies_holes_as_holes)
{
	struct made_log m;
	struct blocklog log;
	struct blockcut *cut;
	struct stat st;
	static const off_t whole = 64 << 20;

	made_init(&m, 512);
	made_write(&m, 100000, 1, 0, 5);
	made_flush(&m);
	made_flush(&m);
	made_save(&m, m.n);
	CHECK_OK(file_replace("disk", "", 0, 0600));
	CHECK_INT(truncate("disk", whole), 0);
	CHECK_OK(blocklog_open(&log, "log", (uint64_t)whole));
	CHECK_OK(blockcut_open(&cut, &log, "disk"));
	CHECK_OK(blockcut_at(NULL, cut, log.n, 1));
	CHECK_OK(blockcut_copy(cut, 0, (uint64_t)whole, "part"));
	CHECK_INT(stat("part", &st), 0);
	CHECK_INT(st.st_size, whole);
	CHECK(st.st_blocks * 512 < 1 << 20);
	CHECK_INT(sector_of("part", 100000), 5);
	CHECK_INT(sector_of("part", 99999), 0);
	blockcut_close(cut);
	blocklog_close(&log);
	made_fini(&m);
}

TEST(blockcut, refuses_a_disk_that_is_not_there_or_too_small)
{
	struct made_log m;
	struct blocklog log;
	struct blockcut *cut = NULL;

	made_init(&m, 512);
	made_flush(&m);
	made_save(&m, 1);
	CHECK_OK(blocklog_open(&log, "log", SECTORS * 512));
	CHECK(blockcut_open(&cut, &log, "disk") < 0);
	CHECK_HAS(err_why(), "disk is not the disk that the block log tells of");
	made_disk(SECTORS, 0);
	CHECK_INT(truncate("disk", SECTORS * 512 - 1), 0);
	CHECK(blockcut_open(&cut, &log, "disk") < 0);
	CHECK_INT(truncate("disk", SECTORS * 512), 0);
	CHECK_OK(blockcut_open(&cut, &log, "disk"));
	blockcut_close(cut);
	blockcut_close(NULL);
	blocklog_close(&log);
	made_fini(&m);
}
