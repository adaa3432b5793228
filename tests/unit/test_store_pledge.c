/* What was said to be saved and is gone is told, once; and nothing else is. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "harness.h"
#include "store_card.h"

enum { WAL_HEADER = 32, FRAME = 24 + STORE_PAGE_BYTES };

/* What must hold after any damage to the log: all is there and nobody is told, or exactly what is gone is told; and work goes on. */
static bool judge(struct store_test *t, int promised)
{
	struct store *s = store_test_open(t);
	struct store_loss loss;
	struct store_kept kept;
	int left;

	CHECK_OK(store_ready(s) == STORE_SICK ? -1 : 0);
	left = card_records(t);
	CHECK(left <= promised);
	if (left == promised) {
		CHECK_INT(store_lost(&loss, s), STORE_NONE_LOST);
	} else {
		card_loss(s, (uint32_t)left + 1, (uint32_t)promised);
		CHECK_OK(store_test_put(&kept, s, 99));
		CHECK_INT(kept.epoch, 2); /* no number is given out twice */
		CHECK_INT(kept.seq, 2);
		CHECK_OK(store_try_again(s));
		card_loss(s, (uint32_t)left + 1, (uint32_t)promised);
	}
	store_close(s);
	s = store_test_open(t);
	CHECK_INT(s->head.chain.epoch, left == promised ? 1 : 2); /* told once */
	store_close(s);
	return left < promised;
}

TEST(pledge, nothing_is_told_where_nothing_was_lost)
{
	struct store_test t;
	struct store_loss loss;
	struct store *s;

	card_station(&t, 3);
	for (int i = 0; i < 3; i++) {
		s = store_test_open(&t);
		CHECK_INT(store_lost(&loss, s), STORE_NONE_LOST);
		CHECK_OK(store_idle(s));
		store_close(s);
	}
	CHECK_INT(card_records(&t), 5);
	store_test_fini(&t);
}

TEST_LIMIT(pledge, a_log_that_ends_early_is_told_at_every_length, 120)
{
	enum { MORE = 5 };
	struct store_test t;
	struct card card;
	int told = 0, cases = 0;

	card_station(&t, MORE);
	card_take(&card, &t);
	/* The log was cut by hand of the test: nothing, a piece of its header, before, in and behind each frame. */
	for (size_t at = 0; at <= card.wal.len; at += at == 0 ? 7 : at < WAL_HEADER ? WAL_HEADER - at : FRAME / 2) {
		card_lay(&card, &t);
		card_put(&t, "store.db-wal", card.wal.data, at);
		told += judge(&t, 2 + MORE);
		cases++;
	}
	CHECK(cases > 2 * MORE && told >= 2 * MORE && told < cases);
	card_free(&card);
	store_test_fini(&t);
}

TEST_LIMIT(pledge, a_log_with_a_spoiled_frame_is_told_at_every_frame, 120)
{
	enum { MORE = 5 };
	static uint8_t spoiled[CARD_FILE_MOST];
	struct store_test t;
	struct card card;
	int told = 0, cases = 0;

	card_station(&t, MORE);
	card_take(&card, &t);
	for (size_t at = WAL_HEADER; at < card.wal.len; at += FRAME) {
		for (int how = 0; how < 3; how++, cases++) {
			memcpy(spoiled, card.wal.data, card.wal.len);
			if (how == 0)
				spoiled[at + 100] ^= 1; /* one bit */
			else if (how == 1)
				memset(spoiled + at, 0, FRAME); /* never written */
			else
				memset(spoiled + at + 512, 0, 3 * 512); /* torn */
			card_lay(&card, &t);
			card_put(&t, "store.db-wal", spoiled, card.wal.len);
			told += judge(&t, 2 + MORE);
		}
	}
	CHECK(told > cases / 2);
	card_free(&card);
	store_test_fini(&t);
}

TEST(pledge, a_log_that_is_gone_is_told_with_numbers_and_hash_to_the_owner)
{
	struct store_test t;
	struct store *s;
	char json[400], want[40];

	card_station(&t, 4);
	card_gone(&t, "store.db-wal");
	card_gone(&t, "store.db-shm");
	CHECK(judge(&t, 6));
	store_test_read(json, sizeof json, &t, 2, 1, t.authority);
	snprintf(want, sizeof want, "{\"station\":{\"epoch\":1,\"seq\":2}");
	CHECK(strncmp(json, want, strlen(want)) == 0);
	CHECK_HAS(json, "\"lost\":{\"epoch\":1,\"from\":3,\"to\":6,\"hash\":\"");
	CHECK_INT(store_test_verify(&t), 4); /* two, the link, and one more: the chain is whole */
	s = store_test_open(&t);
	CHECK_OK(store_try_again(s));
	store_close(s);
	store_test_fini(&t);
}

TEST(pledge, the_whole_database_gone_is_told_too)
{
	struct store_test t;
	struct store *s;

	card_station(&t, 4);
	card_gone(&t, "store.db");
	card_gone(&t, "store.db-wal");
	card_gone(&t, "store.db-shm");
	s = store_test_open(&t);
	card_loss(s, 1, 6);
	CHECK_OK(store_test_put(NULL, s, 1));
	CHECK_INT(store_test_verify(&t), 2);
	store_close(s);
	store_test_fini(&t);
}

TEST(pledge, it_is_told_until_the_owner_has_it)
{
	struct store_test t;
	struct store_loss loss;
	struct receipt r;
	struct store *s;

	card_station(&t, 2);
	card_gone(&t, "store.db-wal");
	s = store_test_open(&t);
	card_loss(s, 3, 4);
	store_test_receipt(&r, &t, 2, 1);
	store_test_ledger(&t, &r, t.hub);
	CHECK_OK(store_settle(s));
	CHECK_INT(store_lost(&loss, s), 0);
	CHECK(loss.told);
	store_close(s);
	store_test_fini(&t);
}

TEST(pledge, lost_twice_is_told_twice)
{
	struct store_test t;
	struct store_loss loss;
	struct store *s;

	card_station(&t, 2);
	card_gone(&t, "store.db-wal");
	s = store_test_open(&t);
	CHECK_OK(store_try_again(s));
	CHECK_OK(store_test_put(NULL, s, 7));
	CHECK_OK(store_test_put(NULL, s, 8));
	store_close(s);
	card_gone(&t, "store.db-wal");
	card_gone(&t, "store.db-shm");
	s = store_test_open(&t);
	CHECK_INT(store_lost(&loss, s), 0);
	CHECK_INT(loss.epoch, 2);
	CHECK_INT(loss.from, 2);
	CHECK_INT(loss.to, 3);
	CHECK_INT(loss.begun, 3);
	store_close(s);
	store_test_fini(&t);
}
