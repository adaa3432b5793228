#include <grp.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "harness.h"
#include "store_world.h"
#include "sys/fault.h"
#include "sys/file.h"

TEST(read, finds_nothing_where_nothing_is)
{
	struct store_test t;
	struct store_read *r;
	struct store_row row;
	struct store *s;
	char path[4200];

	store_test_init(&t);
	CHECK_INT(store_read_open(&r, t.data), STORE_READ_NONE);
	/* An empty file: the kiosk has just begun to make it. */
	CHECK_OK(station_path(path, sizeof path, t.data, STATION_STORE));
	CHECK_OK(dir_make(path, 0700));
	CHECK_OK(station_path(path, sizeof path, t.data, STATION_STORE_DB));
	CHECK_OK(file_replace(path, "", 0, 0640));
	CHECK_INT(store_read_open(&r, t.data), STORE_READ_NONE);
	s = store_test_open(&t);
	CHECK_OK(store_ready(s));
	CHECK_OK(store_read_open(&r, t.data));
	CHECK_INT(store_read_from(&row, r, 1, 1), STORE_READ_END);
	CHECK_INT(store_read_head(&row, r), STORE_READ_END);
	store_read_close(r);
	store_close(s);
	store_test_fini(&t);
	store_read_close(NULL);
}

TEST(read, goes_on_from_where_it_is_asked)
{
	struct store_test t;
	struct store_read *r;
	struct store_row row;
	struct store *s;

	store_test_init(&t);
	s = store_test_open(&t);
	CHECK_OK(store_read_open(&r, t.data));
	for (int n = 1; n <= 3; n++) {
		CHECK_OK(store_test_put(NULL, s, n));
		CHECK_OK(store_read_head(&row, r)); /* the same reader sees each as it comes */
		CHECK_INT(row.seq, n);
	}
	CHECK_OK(store_new_epoch(s));
	CHECK_OK(store_read_from(&row, r, 1, 0));
	CHECK_INT(row.seq, 1);
	CHECK_OK(store_read_from(&row, r, 1, 3));
	CHECK_INT(row.seq, 3);
	CHECK_OK(store_read_from(&row, r, 1, 4));
	CHECK_INT(row.epoch, 2);
	CHECK_INT(row.seq, 1);
	CHECK_INT(store_read_from(&row, r, 2, 2), STORE_READ_END);
	CHECK_INT(store_read_from(&row, r, INT32_MAX, UINT32_MAX), STORE_READ_END);
	store_read_close(r);
	store_close(s);
	store_test_fini(&t);
}

TEST(read, works_while_the_kiosk_is_off)
{
	struct store_test t;
	struct store_read *r;
	struct store_row row;
	struct store *s;

	store_test_init(&t);
	s = store_test_open(&t);
	CHECK_OK(store_test_put(NULL, s, 1));
	store_close(s);
	CHECK_OK(store_read_open(&r, t.data));
	CHECK_OK(store_read_head(&row, r));
	CHECK_INT(row.seq, 1);
	/* The kiosk comes back under the reader's eyes. */
	s = store_test_open(&t);
	CHECK_OK(store_test_put(NULL, s, 2));
	CHECK_OK(store_idle(s));
	CHECK_OK(store_read_head(&row, r));
	CHECK_INT(row.seq, 2);
	store_read_close(r);
	store_close(s);
	store_test_fini(&t);
}

TEST(read, tells_a_failing_disk)
{
	struct store_test t;
	struct store_read *r;
	struct store_row row;
	struct store *s;

	store_test_init(&t);
	s = store_test_open(&t);
	CHECK_OK(store_test_put(NULL, s, 1));
	FAULT_SWEEP(n)
	{
		int e = store_read_open(&r, t.data);

		if (e) {
			CHECK(e < 0);
			continue;
		}
		e = store_read_from(&row, r, 1, 1);
		CHECK(e == 0 || (e < 0 && fault_fired()));
		store_read_close(r);
	}
	store_close(s);
	store_test_fini(&t);
}

/* Another process reads on and on while this one commits, tidies up and wipes: both see only whole, chained records. */
static void read_for_ever(const struct store_test *t, int tell)
{
	struct store_read *r;
	struct store_row row;
	struct chain chain;
	uint32_t seq = 1;

	while (store_read_open(&r, t->data) == STORE_READ_NONE)
		usleep(200);
	chain_start(&chain, t->station.device, key_public_part(t->device)->bytes);
	for (;;) {
		int e = store_read_from(&row, r, 1, seq);

		if (e == STORE_READ_END) {
			usleep(100);
			continue;
		}
		if (e < 0) {
			fprintf(stderr, "%s\n", err_why());
			_exit(1);
		}
		if (record_check(NULL, &row.record, key_public_part(t->device)->bytes) ||
		        chain_take(&chain, row.record.header))
			_exit(2);
		seq = row.seq + 1;
		if (write(tell, &row.seq, sizeof row.seq) != sizeof row.seq)
			_exit(3);
		if (row.seq % 50 == 0) {
			store_read_close(r);
			if (store_read_open(&r, t->data))
				_exit(4);
		}
	}
}

TEST_LIMIT(read, stands_beside_a_busy_writer, 60)
{
	enum { RECORDS = 600 };
	struct store_test t;
	struct receipt receipt;
	struct store *s;
	uint32_t seen = 0;
	int tell[2];
	pid_t pid;
	char folder[300];

	store_test_fast_folder(folder, sizeof folder);
	store_test_init_at(&t, folder);
	t.log.fd = -1;
	t.world.has_keep = true;
	CHECK(pipe(tell) == 0);
	pid = fork();
	CHECK(pid >= 0);
	if (pid == 0)
		read_for_ever(&t, tell[1]);
	close(tell[1]);
	s = store_test_open(&t);
	for (int n = 1; n <= RECORDS; n++) {
		CHECK_OK(store_test_put(NULL, s, n));
		if (n % 7 == 0)
			CHECK_OK(store_idle(s));
		while (seen + 20 < (uint32_t)n)
			CHECK(read(tell[0], &seen, sizeof seen) == sizeof seen); /* it keeps up */
		if (n % 100 == 0) {
			store_test_receipt(&receipt, &t, 1, seen);
			store_test_ledger(&t, &receipt, t.hub);
			CHECK_OK(store_settle(s));
		}
	}
	while (seen < RECORDS)
		CHECK(read(tell[0], &seen, sizeof seen) == sizeof seen);
	CHECK(kill(pid, SIGKILL) == 0);
	CHECK(waitpid(pid, NULL, 0) == pid);
	CHECK_OK(store_try_again(s));
	store_close(s);
	CHECK_INT(store_test_verify(&t), RECORDS);
	CHECK_OK(dir_remove(folder));
	store_test_fini(&t);
}

/* As on a real station: the reader is another user, who may read the folder as a group but write nothing in it. */
TEST(read, needs_no_right_to_write)
{
	enum { OTHER = 12345, GROUP = 23456 };
	static const char *const files[] = {
	        "", "/store", "/store/store.db", "/store/store.db-wal", "/store/store.db-shm"};
	struct store_test t;
	struct store_read *r;
	struct store_row row;
	struct store *s;
	char folder[300], path[400];
	int status;
	pid_t pid;

	if (getuid() != 0)
		test_skip("only root can become another user");
	store_test_fast_folder(folder, sizeof folder);
	store_test_init_at(&t, folder);
	s = store_test_open(&t);
	CHECK_OK(store_test_put(NULL, s, 1));
	for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
		snprintf(path, sizeof path, "%s%s", folder, files[i]);
		CHECK(chown(path, 0, GROUP) == 0);
		CHECK(chmod(path, i < 2 ? 0750 : 0640) == 0);
	}
	for (int writer_is_there = 1; writer_is_there >= 0; writer_is_there--) {
		pid = fork();
		CHECK(pid >= 0);
		if (pid == 0) {
			if (setgroups(0, NULL) || setgid(GROUP) || setuid(OTHER))
				_exit(9);
			if (store_read_open(&r, t.data)) {
				fprintf(stderr, "%s\n", err_why());
				_exit(1);
			}
			_exit(store_read_head(&row, r) == 0 && row.seq == 1 ? 0 : 2);
		}
		CHECK(waitpid(pid, &status, 0) == pid);
		CHECK_INT(WEXITSTATUS(status), 0);
		if (writer_is_there)
			store_close(s);
	}
	CHECK_OK(dir_remove(folder));
	store_test_fini(&t);
}

TEST(store, makes_its_folders_and_files_with_the_right_modes)
{
	static const struct {
		const char *path;
		unsigned mode;
	} want[] = {{"data/store", 02750}, {"data/ledger", 02770}, {"data/store/store.db", 0640},
	        {"data/store/store.db-wal", 0640}, {"data/store/store.db-shm", 0640}, {"data/store/ballast", 0640}};
	struct store_test t;
	struct store *s;
	struct stat st;

	umask(022);
	store_test_init(&t);
	s = store_test_open(&t);
	CHECK_OK(store_test_put(NULL, s, 1));
	for (size_t i = 0; i < sizeof want / sizeof *want; i++) {
		CHECK(stat(want[i].path, &st) == 0);
		if ((st.st_mode & 07777) != want[i].mode)
			test_fail(__FILE__, __LINE__, "%s has mode %o", want[i].path, (unsigned)st.st_mode & 07777);
	}
	CHECK_INT(st.st_blocks * 512 >= t.world.ballast_bytes, 1);
	store_close(s);
	store_test_fini(&t);
}
