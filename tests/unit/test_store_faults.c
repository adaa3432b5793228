#include <stdio.h>
#include <stdlib.h>

#include "harness.h"
#include "store_world.h"
#include "sys/fault.h"
#include "sys/file.h"
#include "store/kinds.h"

static struct store_order order_of(const char *json)
{
	struct store_order order = {.type = KIND_SELF_REPORT, .schema = 1, .json = json, .n = strlen(json)};

	store_new_id(order.id);
	return order;
}

/* The answer 0 means kept; any other, and after trying again the same order is there once, never twice. */
TEST(trouble, commit_keeps_its_word_wherever_it_fails)
{
	struct store_order order;
	struct store_kept kept, again;
	struct store_test t;
	struct store *s;
	int places = 0, before;

	store_test_init(&t);
	s = store_test_open(&t);
	CHECK_OK(store_test_put(NULL, s, 1));
	FAULT_SWEEP(n)
	{
		int r;

		fault_arm(0);
		before = store_test_count(s);
		order = order_of("{\"n\":2}");
		fault_arm(n);
		r = store_commit(&kept, s, &order);
		places += fault_fired();
		fault_arm(0);
		if (r == STORE_SICK) {
			CHECK(store_why(s)[0] != 0);
			CHECK_INT(store_ready(s), STORE_SICK);
			CHECK_INT(store_commit(&again, s, &order), STORE_SICK);
			CHECK_OK(store_try_again(s));
		} else if (r == 0) {
			CHECK(store_test_has(&t, &kept));
		}
		CHECK(store_ready(s) != STORE_SICK); /* full while the ballast is gone */
		CHECK_OK(store_commit(&again, s, &order));
		if (r == 0)
			CHECK_BYTES(again.hash, kept.hash, sizeof kept.hash);
		CHECK(store_test_has(&t, &again));
		CHECK_INT(store_test_count(s), before + 1);
		CHECK_OK(store_idle(s)); /* the ballast comes back */
		CHECK_OK(store_ready(s));
		if (!fault_fired())
			break;
	}
	CHECK(places >= 5);
	CHECK_OK(store_try_again(s));
	store_close(s);
	store_test_verify(&t);
	store_test_fini(&t);
}

/* Opening, settling, wiping and tidying up with each place failing once: never a crash, never a lost record. */
static int whole_life(struct store_test *t, struct store_kept *kept, bool *stored)
{
	struct store *s;
	int r = store_open(&s, &t->world);

	*stored = false;
	if (r < 0)
		return r;
	*stored = store_test_put(kept, s, 1) == 0;
	(void)!store_settle(s);
	(void)!store_idle(s);
	(void)!store_new_epoch(s);
	(void)!store_ready(s);
	r = store_ready(s);
	store_close(s);
	return r;
}

TEST_LIMIT(trouble, no_failure_anywhere_loses_a_record, 120)
{
	struct store_kept first, kept;
	struct store_test t;
	struct receipt receipt;
	struct store *s;
	bool stored;
	char folder[300];
	int places = 0;

	store_test_fast_folder(folder, sizeof folder);
	store_test_init_at(&t, folder);
	t.world.has_keep = true;
	t.log.fd = -1;
	FAULT_SWEEP(n)
	{
		fault_arm(0);
		CHECK_OK(dir_remove(t.data));
		s = store_test_open(&t);
		CHECK_OK(store_test_put(&first, s, 0));
		store_test_receipt(&receipt, &t, 1, 1);
		store_test_ledger(&t, &receipt, t.hub);
		store_close(s);
		fault_arm(n);
		(void)!whole_life(&t, &kept, &stored);
		places += fault_fired();
		if (getenv("LOUD"))
			fprintf(stderr, "%d %s\n", n, fault_place());
		{
			bool fired = fault_fired();

			fault_arm(0);
			s = store_test_open(&t);
			CHECK_OK(store_ready(s));
			CHECK_OK(store_try_again(s));
			CHECK(store_test_has(&t, &first));
			CHECK(!stored || store_test_has(&t, &kept));
			CHECK_OK(store_test_put(NULL, s, 2));
			store_close(s);
			if (!fired)
				break;
		}
	}
	CHECK(places >= 25);
	CHECK_OK(dir_remove(folder));
	store_test_fini(&t);
}

TEST(trouble, a_new_station_survives_every_failure_of_its_first_start)
{
	struct store_test t;
	struct store *s;
	int places = 0;

	store_test_init(&t);
	t.log.fd = -1;
	FAULT_SWEEP(n)
	{
		bool fired;
		int r;

		fault_arm(0);
		CHECK_OK(dir_remove(t.data));
		fault_arm(n);
		r = store_open(&s, &t.world);
		fired = fault_fired();
		places += fired;
		fault_arm(0);
		if (r == 0) {
			int ready = store_ready(s);

			if (ready == STORE_SICK)
				CHECK_OK(store_try_again(s));
			else
				CHECK_OK(store_idle(s)); /* a failed ballast is made now */
			CHECK_OK(store_ready(s));
			CHECK_OK(store_test_put(NULL, s, 1));
			store_close(s);
			CHECK_INT(store_test_verify(&t), 1);
		}
		if (!fired)
			break;
	}
	CHECK(places >= 8);
	store_test_fini(&t);
}
