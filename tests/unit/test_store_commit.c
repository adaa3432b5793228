#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "harness.h"
#include "store_world.h"
#include "store/kinds.h"

TEST(store, keeps_a_record_that_only_the_authority_opens)
{
	struct store_test t;
	struct store_kept kept;
	char json[100], number[60];
	struct store *s;

	store_test_init(&t);
	s = store_test_open(&t);
	CHECK_OK(store_ready(s));
	CHECK_OK(store_test_put(&kept, s, 7));
	CHECK_INT(kept.epoch, 1);
	CHECK_INT(kept.seq, 1);
	snprintf(number, sizeof number, "DEMO-01-1-1-%02x%02x%02x%02x", kept.hash[0], kept.hash[1], kept.hash[2],
	        kept.hash[3]);
	CHECK_TEXT(kept.number, number);
	store_test_read(json, sizeof json, &t, 1, 1, t.authority);
	CHECK_TEXT(json, "{\"n\":7}");
	store_close(s);
	store_test_fini(&t);
}

TEST(store, goes_on_where_it_stopped)
{
	struct store_test t;
	struct store_kept kept;

	store_test_init(&t);
	for (int i = 1; i <= 5; i++) {
		struct store *s = store_test_open(&t);

		CHECK_OK(store_test_put(&kept, s, i));
		CHECK_INT(kept.seq, i);
		if (i % 2)
			CHECK_OK(store_idle(s));
		store_close(s);
	}
	CHECK_INT(store_test_verify(&t), 5);
	store_test_fini(&t);
}
