#include <stdio.h>
#include <unistd.h>

#include "harness.h"
#include "store_world.h"
#include "sys/file.h"
#include "store/chain.h"

static int copy(const char *from, const char *to)
{
	AUTO_BUF all;

	buf_init(&all, 16 << 20);
	CHECK_OK(file_read(&all, from));
	return file_replace(to, all.data, all.len, 0640);
}

TEST(epoch, begins_anew_on_a_card_that_was_put_back)
{
	struct store_test t;
	struct store *s = store_test_with(&t, 3);
	struct store_read *read;
	struct store_row row;
	struct store_kept kept;
	struct chain chain = {0};
	struct receipt r;
	char path[4200], old[4300], pledge[4300], json[200];

	/* The card as it was after three records ... */
	CHECK_OK(store_try_again(s));
	store_close(s);
	CHECK_OK(station_path(path, sizeof path, t.data, STATION_STORE_DB));
	snprintf(old, sizeof old, "%s.old", path);
	CHECK_OK(copy(path, old));
	snprintf(pledge, sizeof pledge, "%s/store/store.pledge", t.data);
	CHECK_OK(copy(pledge, "pledge.old"));
	/* ... two more, which the hub signs for ... */
	s = store_test_open(&t);
	CHECK_OK(store_test_put(NULL, s, 4));
	CHECK_OK(store_test_put(NULL, s, 5));
	store_test_receipt(&r, &t, 1, 5);
	store_close(s);
	/* ... and then the old card is put back. */
	CHECK_OK(copy(old, path));
	CHECK_OK(copy("pledge.old", pledge));
	snprintf(old, sizeof old, "%s-wal", path);
	CHECK(unlink(old) == 0);
	snprintf(old, sizeof old, "%s-shm", path);
	CHECK(unlink(old) == 0);
	s = store_test_open(&t);
	store_test_counts(s, 3, 0, 0, 0);
	store_test_ledger(&t, &r, t.hub);
	CHECK_INT(store_settle(s), STORE_AHEAD);
	store_test_counts(s, 3, 0, 0, 0); /* nothing was confirmed on it */
	CHECK_OK(store_new_epoch(s));
	CHECK_OK(store_settle(s)); /* known now: no second alarm */
	CHECK_OK(store_test_put(&kept, s, 6));
	CHECK_INT(kept.epoch, 2);
	CHECK_INT(kept.seq, 2);
	CHECK_INT(store_test_verify(&t), 5);
	store_test_read(json, sizeof json, &t, 2, 1, t.authority);
	CHECK_TEXT(json, "{\"station\":{\"epoch\":1,\"seq\":3},\"hub\":{\"epoch\":1,\"seq\":5}}");
	/* The new epoch is confirmed on its own. */
	store_test_receipt(&r, &t, 2, 2);
	store_test_ledger(&t, &r, t.hub);
	CHECK_OK(store_settle(s));
	store_test_counts(s, 3, 0, 2, 0);
	CHECK_OK(store_try_again(s));
	store_close(s);
	/* And a verifier that starts from the hub's newest record finds the link. */
	CHECK_OK(store_read_open(&read, t.data));
	CHECK_OK(store_read_from(&row, read, 2, 0));
	chain_resume(&chain, t.station.device, 1, 5, r.hash);
	CHECK_INT(chain_take(&chain, row.record.header), CHAIN_LINKED_ELSEWHERE);
	store_read_close(read);
	store_test_fini(&t);
}

TEST(epoch, begins_anew_on_an_empty_card_too)
{
	struct store_test t;
	struct store *s;
	struct store_kept kept;
	struct receipt r = {.epoch = 4, .confirmed_up_to = 9, .durability = RECEIPT_ONE_DISK};

	store_test_init(&t);
	s = store_test_open(&t);
	memcpy(r.device, t.station.device, sizeof r.device);
	store_test_ledger(&t, &r, t.hub);
	CHECK_INT(store_settle(s), STORE_AHEAD);
	CHECK_OK(store_new_epoch(s));
	CHECK_OK(store_test_put(&kept, s, 1));
	CHECK_INT(kept.epoch, 5);
	CHECK_INT(kept.seq, 2);
	CHECK_INT(store_test_verify(&t), 2);
	CHECK_OK(store_try_again(s));
	store_close(s);
	store_test_fini(&t);
}

TEST(epoch, greeting_of_a_new_hub_is_no_alarm)
{
	struct store_test t;
	struct store *s;
	struct receipt r = {.epoch = 1, .durability = RECEIPT_ONE_DISK};

	store_test_init(&t);
	s = store_test_open(&t);
	memcpy(r.device, t.station.device, sizeof r.device);
	store_test_ledger(&t, &r, t.hub);
	CHECK_OK(store_settle(s));
	CHECK_OK(store_test_put(NULL, s, 1));
	CHECK_OK(store_settle(s));
	store_test_counts(s, 1, 0, 0, 0);
	store_close(s);
	store_test_fini(&t);
}

TEST(epoch, notices_another_record_under_the_same_number)
{
	struct store_test t;
	struct store *s = store_test_with(&t, 2);
	struct receipt r;

	store_test_receipt(&r, &t, 1, 2);
	r.hash[0] ^= 1;
	store_test_ledger(&t, &r, t.hub);
	CHECK_INT(store_settle(s), STORE_AHEAD);
	store_test_counts(s, 2, 0, 0, 0);
	store_close(s);
	store_test_fini(&t);
}
