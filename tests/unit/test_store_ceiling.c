/* A hub that lies about epochs can not lead a station where no number fits any more. */
#include <string.h>

#include "harness.h"
#include "store_world.h"
#include "sys/file.h"

static struct receipt ahead_of(const struct store_test *t, uint32_t epoch)
{
	struct receipt r = {.epoch = epoch, .confirmed_up_to = 9, .durability = RECEIPT_ONE_DISK};

	memcpy(r.device, t->station.device, sizeof r.device);
	memset(r.hash, 7, sizeof r.hash);
	return r;
}

/* N-1 is the last epoch after which there is still one; of N and above nothing can follow, so nothing does. */
TEST(ceiling, of_epochs_is_never_passed)
{
	static const struct {
		uint32_t told, then;
	} cases[] = {{STORE_EPOCH_MOST - 1, STORE_EPOCH_MOST}, {STORE_EPOCH_MOST, 1}, {INT32_MAX, 1}, {UINT32_MAX, 1}};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct store_test t;
		struct store *s = store_test_with(&t, 2);
		struct receipt r = ahead_of(&t, cases[i].told);
		struct store_kept kept;

		store_test_ledger(&t, &r, t.hub);
		if (store_settle(s) == STORE_AHEAD)
			CHECK_OK(store_new_epoch(s));
		CHECK_OK(store_test_put(&kept, s, 3));
		CHECK_INT(kept.epoch, cases[i].then);
		/* Once more: what it says now lies at the end, and no epoch follows the last. */
		r = ahead_of(&t, kept.epoch);
		store_test_ledger(&t, &r, t.hub);
		if (cases[i].then == STORE_EPOCH_MOST)
			CHECK_OK(store_settle(s));
		CHECK_OK(store_test_put(&kept, s, 4));
		store_close(s);
		s = store_test_open(&t);
		CHECK_OK(store_test_put(&kept, s, 5));
		CHECK(kept.epoch <= STORE_EPOCH_MOST);
		CHECK_INT(store_test_count(s), cases[i].then == 1 ? 5 : 6);
		CHECK_OK(store_try_again(s)); /* the chain is whole */
		store_close(s);
		CHECK_OK(dir_remove(t.data));
		store_test_fini(&t);
	}
}

/* Answers may be gone already: a time that is believed ends retention too. */
static void signed_for(struct store *s, int n)
{
	struct store_counts c;

	CHECK_OK(store_count(&c, s));
	CHECK_INT(c.confirmed + c.wiped, n);
}

/* A hub whose clock counts in other units, or lies: once believed, every due day would lie beyond what a number holds. */
TEST(ceiling, of_a_hubs_time_is_never_passed)
{
	static const struct {
		int64_t hub_ms;
		int confirmed;
	} cases[] = {{RECEIPT_HUB_MS_MOST - 1, 2}, {RECEIPT_HUB_MS_MOST, 2}, {RECEIPT_HUB_MS_MOST + 1, 0},
	        {INT64_MAX, 0}, {INT64_MAX - 1000, 0}, {-1, 0}, {INT64_MIN, 0}};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct store_test t;
		struct store *s = store_test_with(&t, 3);
		struct receipt r;

		for (uint32_t seq = 1; seq <= 2; seq++) {
			store_test_receipt(&r, &t, 1, seq);
			r.hub_ms = cases[i].hub_ms;
			store_test_ledger(&t, &r, t.hub);
			CHECK_OK(store_settle(s));
			CHECK_OK(store_idle(s));
			CHECK_OK(store_ready(s));
		}
		signed_for(s, cases[i].confirmed);
		CHECK_OK(store_test_put(NULL, s, 4));
		store_close(s);
		s = store_test_open(&t);
		store_test_receipt(&r, &t, 1, 3);
		store_test_ledger(&t, &r, t.hub);
		CHECK_OK(store_settle(s));
		signed_for(s, 3);
		store_close(s);
		CHECK_OK(dir_remove(t.data));
		store_test_fini(&t);
	}
}
