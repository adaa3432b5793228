#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "harness.h"
#include "store_world.h"
#include "sys/file.h"

/*
 * The plug and the plain files: this program has its own write(), fsync() and rename(). Until a file is synced its bytes
 * may be lost or cut short; until its folder is synced a rename may be taken back. At operation number `cut` the
 * process ends and a seeded coin decides which of that happened.
 */
enum { CUT_EXIT = 77, FILES_MOST = 64, RENAMES_MOST = 16 };

static struct {
	uint64_t cut, done, random; /* cut 0: never */
	bool dirty[FILES_MOST]; /* by descriptor: written, not synced */
	char dirty_path[FILES_MOST][PATH_MAX];
	struct {
		char from[PATH_MAX], to[PATH_MAX];
		char *old; /* what `to` held; NULL: it was not there */
		size_t n_old;
	} renames[RENAMES_MOST]; /* since the folder was synced */
	int n_renames;
	char synced_folder[PATH_MAX]; /* the last one */
} plug;

static char *whole_file(const char *path, size_t *n)
{
	int fd = (int)syscall(SYS_openat, AT_FDCWD, path, O_RDONLY, 0);
	char *all = calloc(1, 65536);
	ssize_t got;

	if (fd < 0) {
		free(all);
		return NULL;
	}
	got = syscall(SYS_read, fd, all, 65536);
	syscall(SYS_close, fd);
	*n = got > 0 ? (size_t)got : 0;
	return all;
}

static void put_file(const char *path, const char *bytes, size_t n)
{
	int fd = (int)syscall(SYS_openat, AT_FDCWD, path, O_WRONLY | O_CREAT | O_TRUNC, 0600);

	if (fd < 0 || syscall(SYS_write, fd, bytes, n) != (long)n)
		_exit(9);
	syscall(SYS_close, fd);
}

static void take_back(int i)
{
	size_t n = 0;
	char *now = whole_file(plug.renames[i].to, &n);

	if (now)
		put_file(plug.renames[i].from, now, n);
	if (plug.renames[i].old)
		put_file(plug.renames[i].to, plug.renames[i].old, plug.renames[i].n_old);
	else
		unlink(plug.renames[i].to);
	free(now);
}

static void lights_out(void)
{
	for (int fd = 0; fd < FILES_MOST; fd++) {
		struct stat st;

		if (!plug.dirty[fd] || stat(plug.dirty_path[fd], &st) < 0 || test_random(&plug.random) % 3 == 0)
			continue;
		if (truncate(plug.dirty_path[fd], (off_t)(test_random(&plug.random) % ((unsigned)st.st_size + 1))) < 0)
			_exit(9);
	}
	/* A file system may lose the end of its list of renames, never the middle. */
	for (int i = plug.n_renames - 1; i >= 0 && test_random(&plug.random) % 2; i--)
		take_back(i);
	_exit(CUT_EXIT);
}

static void operation(void)
{
	if (plug.cut && ++plug.done == plug.cut)
		lights_out();
}

ssize_t write(int fd, const void *buf, size_t n)
{
	char link[40];
	ssize_t r = syscall(SYS_write, fd, buf, n), length;

	if (plug.cut && fd > 2 && fd < FILES_MOST) {
		snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
		length = syscall(SYS_readlinkat, AT_FDCWD, link, plug.dirty_path[fd], PATH_MAX - 1);
		if (length > 0 && plug.dirty_path[fd][0] == '/') {
			plug.dirty_path[fd][length] = 0;
			plug.dirty[fd] = true;
			operation();
		}
	}
	return r;
}

int fsync(int fd)
{
	struct stat st;

	char link[40];

	operation();
	if (fstat(fd, &st) == 0 && S_ISDIR(st.st_mode)) {
		ssize_t n;

		snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
		n = syscall(SYS_readlinkat, AT_FDCWD, link, plug.synced_folder, PATH_MAX - 1);
		plug.synced_folder[n > 0 ? n : 0] = 0;
	}
	if (plug.cut && fd < FILES_MOST && fstat(fd, &st) == 0) {
		plug.dirty[fd] = false;
		if (S_ISDIR(st.st_mode))
			plug.n_renames = 0;
	}
	operation();
	return 0; /* what the real disk makes of it says nothing here */
}

int rename(const char *old, const char *new)
{
	int i = plug.n_renames;

	if (plug.cut) {
		if (i == RENAMES_MOST)
			_exit(9);
		snprintf(plug.renames[i].from, PATH_MAX, "%s", old);
		snprintf(plug.renames[i].to, PATH_MAX, "%s", new);
		plug.renames[i].old = whole_file(new, &plug.renames[i].n_old);
		plug.n_renames++;
		operation();
	}
	return (int)syscall(SYS_renameat, AT_FDCWD, old, AT_FDCWD, new);
}

/* ---- what is written, and what was promised ---------------------------------------- */

static void tell(int fd, char what)
{
	if (syscall(SYS_write, fd, &what, 1) != 1)
		_exit(9);
}

/* Writes each file, and says after each what it has promised. */
static void live(const struct store_test *t, const char *folder, int out)
{
	struct station s = t->station;

	s.keyset = 2;
	if (station_write(&s, folder))
		_exit(3);
	tell(out, 's');
	s.keyset = 3;
	if (station_write(&s, folder))
		_exit(3);
	tell(out, 't');
	if (key_write(t->device, folder))
		_exit(4);
	tell(out, 'k');
}

static void ask(const struct store_test *t, const char *folder, const char *said)
{
	struct station s;
	struct key_secret *k;
	struct key_public public;
	char path[PATH_MAX + 20];
	unsigned least = strchr(said, 't') ? 3 : strchr(said, 's') ? 2 : 1, most = strchr(said, 's') ? 3 : 2;

	CHECK_OK(station_read(&s, folder));
	CHECK(s.keyset >= least && s.keyset <= most);
	snprintf(path, sizeof path, "%s/device.key", folder);
	if (strchr(said, 'k'))
		CHECK(file_exists(path));
	if (file_exists(path)) {
		CHECK(chmod(path, 0600) == 0); /* a file taken back by this test has lost its mode */
		CHECK_OK(key_read_secret(&k, path, KEY_DEVICE));
		CHECK_BYTES(key_public_part(k)->bytes, key_public_part(t->device)->bytes, KEY_BYTES);
		key_free(k);
	}
	snprintf(path, sizeof path, "%s/device.pub", folder);
	if (strchr(said, 'k'))
		CHECK(file_exists(path));
	if (file_exists(path))
		CHECK_OK(key_read_public(&public, path, KEY_DEVICE));
}

static bool cut_once(const struct store_test *t, const char *folder, uint64_t cut, uint64_t seed, char *said)
{
	int out[2], status, n = 0;
	pid_t pid;

	CHECK(pipe(out) == 0);
	pid = fork();
	CHECK(pid >= 0);
	if (pid == 0) {
		plug.random = seed * 7919 + cut;
		plug.cut = cut;
		live(t, folder, out[1]);
		_exit(0);
	}
	close(out[1]);
	while (read(out[0], said + n, 1) == 1)
		n++;
	said[n] = 0;
	close(out[0]);
	CHECK(waitpid(pid, &status, 0) == pid);
	CHECK(WIFEXITED(status) && (WEXITSTATUS(status) == 0 || WEXITSTATUS(status) == CUT_EXIT));
	return WEXITSTATUS(status) == 0;
}

TEST_LIMIT(power, plain_files_are_old_or_new_never_between, 120)
{
	const char *wanted = getenv("SEEDS");
	long seeds = wanted ? atol(wanted) : 20, cuts = 0;
	struct store_test t;
	char folder[300], said[16];

	store_test_fast_folder(folder, sizeof folder);
	store_test_init_at(&t, folder);
	for (long seed = 1; seed <= seeds; seed++) {
		bool finished = false;

		for (uint64_t cut = 1; !finished; cut++, cuts++) {
			CHECK_OK(dir_remove(folder));
			CHECK_OK(dir_make(folder, 0700));
			CHECK_OK(station_write(&t.station, folder));
			finished = cut_once(&t, folder, cut, (uint64_t)seed, said);
			ask(&t, folder, said);
		}
	}
	printf("power: %ld cuts, 0 lost, 0 doubled, 0 corrupt\n", cuts);
	CHECK(cuts >= seeds * 20);
	CHECK_OK(dir_remove(folder));
	store_test_fini(&t);
}

/* The ballast may be lost with the power, but not the record it is kept for: it is made again at the next start. */
TEST(power, a_ballast_that_was_lost_or_cut_short_is_made_again)
{
	struct store_test t;
	struct store *s;
	struct stat st;
	char path[4200];

	store_test_init(&t);
	CHECK_OK(station_path(path, sizeof path, t.data, STATION_BALLAST));
	for (int lost = 0; lost < 3; lost++) {
		s = store_test_open(&t);
		CHECK_OK(store_ready(s));
		CHECK(stat(path, &st) == 0);
		CHECK_INT(st.st_size, t.world.ballast_bytes);
		CHECK(st.st_blocks * 512 >= st.st_size);
		store_close(s);
		if (lost == 0)
			CHECK(unlink(path) == 0);
		else
			CHECK(truncate(path, lost == 1 ? 100 : 0) == 0 &&
			        truncate(path, t.world.ballast_bytes * (lost - 1)) == 0);
	}
	store_test_fini(&t);
}

/* The records of a file whose name was lost are lost too. */
TEST(power, the_name_of_a_new_database_is_on_the_disk_before_its_records)
{
	struct store_test t;
	struct store *s;
	char path[4200];

	store_test_init(&t);
	s = store_test_open(&t);
	CHECK_OK(station_path(path, sizeof path, t.data, STATION_STORE));
	CHECK_TEXT(plug.synced_folder, path);
	store_close(s);
	store_test_fini(&t);
}
