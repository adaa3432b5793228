#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "harness.h"
#include "store_world.h"
#include "sys/file.h"

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

TEST(store, overwrites_its_log_after_an_idle_moment)
{
	struct store_test t;
	struct store_counts c;
	struct store *s;
	struct stat st;
	off_t most = 0;

	store_test_init(&t);
	s = store_test_open(&t);
	for (int i = 1; i <= 40; i++) {
		CHECK_OK(store_test_put(NULL, s, i));
		CHECK_OK(store_count(&c, s));
		CHECK(c.wal_bytes > 0);
		if (i % 4)
			continue;
		CHECK_OK(store_idle(s));
		CHECK_OK(store_count(&c, s));
		CHECK_INT(c.wal_bytes, 0);
		CHECK(stat("data/store/store.db-wal", &st) == 0);
		if (i == 8)
			most = st.st_size;
		CHECK(i < 8 || st.st_size <= most + 3 * 4120);
	}
	store_close(s);
	CHECK_INT(store_test_verify(&t), 40);
	store_test_fini(&t);
}

TEST(store, bounds_its_log_when_nobody_is_ever_idle)
{
	struct store_test t;
	struct store *s;
	struct stat st;
	char folder[300], path[400];

	store_test_fast_folder(folder, sizeof folder);
	store_test_init_at(&t, folder);
	t.log.fd = -1;
	s = store_test_open(&t);
	for (int i = 1; i <= 1500; i++)
		CHECK_OK(store_test_put(NULL, s, i));
	snprintf(path, sizeof path, "%s/store/store.db-wal", folder);
	CHECK(stat(path, &st) == 0);
	CHECK(st.st_size < STORE_WAL_MOST_BYTES + 200000);
	store_close(s);
	CHECK_OK(dir_remove(folder));
	store_test_fini(&t);
}
