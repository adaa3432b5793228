/* bad_disk - a card that is full, that may not be written, or that comes too late. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "bad_kit.h"
#include "harness.h"
#include "sys/file.h"
#include "sys/proc.h"

enum { HOUSEKEEPING_MS = 20 * 1000 };

static const char *const small_reserve[] = {"--store.reserve_mib", "4", NULL};

/* The data folder moves to a disk of its own, of this size. */
static void onto_disk(struct bad *b, const char *options)
{
	char disk[PLANT_PATH], moved[PLANT_PATH];
	const char *const copy[] = {"cp", "-a", b->p.s.data, disk, NULL};

	path_in(disk, b->p.s.dir, "disk");
	path_in(moved, disk, "data");
	CHECK_OK(dir_make(disk, 0700));
	CHECK(mount("tmpfs", disk, "tmpfs", 0, options) == 0);
	CHECK_OK(proc_run(copy, NULL, 10000));
	CHECK_OK(dir_remove(b->p.s.data));
	snprintf(b->p.s.data, sizeof b->p.s.data, "%.150s", moved);
}

/* Leaves so many bytes free. */
static void fill(const struct bad *b, const char *name, uint64_t leave)
{
	static char block[65536];
	char path[PLANT_PATH];
	struct statvfs st;
	FILE *f;

	path_in(path, b->p.s.dir, name);
	f = fopen(path, "we");
	CHECK(f != NULL);
	while (statvfs(path, &st) == 0 && st.f_bavail * st.f_bsize > leave) {
		uint64_t more = st.f_bavail * st.f_bsize - leave;

		if (fwrite(block, more < sizeof block ? more : sizeof block, 1, f) != 1 || fflush(f) != 0)
			break;
	}
	fclose(f);
}

static void make_room(const struct bad *b, const char *name)
{
	char path[PLANT_PATH];

	path_in(path, b->p.s.dir, name);
	CHECK(unlink(path) == 0);
}

TEST_LIMIT(disk, that_is_full_takes_no_visits_and_comes_back_with_room, LIMIT_S)
{
	struct bad *b = bad_make_with_record();

	own_mounts();
	onto_disk(b, "size=24m");
	bad_start(b, small_reserve);
	bad_visit(b);
	fill(b, "disk/filler", 1 << 20);
	advance(&b->p.s, HOUSEKEEPING_MS);
	check_out_of_service(b, "MiB");
	await_sight(&b->p.s, "De opslag van de zuil is vol", 0);
	make_room(b, "disk/filler");
	tap(&b->p.s, "next");
	await_screen(&b->p.s, "idle");
	bad_visit(b);
	bad_end(b);
}

/* The disk fills up while somebody answers: the ballast is given up for this record, or the answers stay on the screen. */
TEST_LIMIT(disk, that_fills_up_in_mid_visit_still_saves_this_one, LIMIT_S)
{
	struct bad *b = bad_make_with_record();

	own_mounts();
	onto_disk(b, "size=24m");
	bad_start(b, small_reserve);
	bad_visit_to_confirm(b);
	fill(b, "disk/filler", 0);
	tap(&b->p.s, "next");
	await_screen(&b->p.s, "receipt");
	b->records++;
	tap(&b->p.s, "next");
	check_out_of_service(b, "MiB");
	make_room(b, "disk/filler");
	tap(&b->p.s, "next");
	bad_visit(b);
	bad_end(b);
}

TEST_LIMIT(disk, that_was_full_at_the_start_says_so, LIMIT_S)
{
	struct bad *b = bad_make_with_record();

	own_mounts();
	onto_disk(b, "size=24m");
	fill(b, "disk/filler", 0);
	bad_start(b, small_reserve);
	await_screen(&b->p.s, "out_of_service");
	make_room(b, "disk/filler");
	tap(&b->p.s, "next");
	bad_visit(b);
	bad_end(b);
}

static void remount(const struct bad *b, bool read_only)
{
	char disk[PLANT_PATH];

	path_in(disk, b->p.s.dir, "disk");
	CHECK(mount(NULL, disk, NULL, MS_REMOUNT | (read_only ? MS_RDONLY : 0), NULL) == 0);
}

TEST_LIMIT(disk, that_may_not_be_written_is_told_and_comes_back, LIMIT_S)
{
	struct bad *b = bad_make_with_record();

	own_mounts();
	onto_disk(b, "size=24m");
	remount(b, true);
	bad_start(b, small_reserve);
	check_out_of_service(b, "store");
	await_sight(&b->p.s, "De zuil kan nu niets veilig bewaren", 0);
	tap(&b->p.s, "next");
	check_screen(&b->p.s, "out_of_service");
	remount(b, false);
	tap(&b->p.s, "next");
	await_screen(&b->p.s, "idle");
	CHECK_INT(waiting(&b->p.s), 1);
	bad_visit(b);
	bad_end(b);
}

/* No file of the kiosk may grow beyond this: what it writes fails as on a broken card. */
static void limit_files(const struct bad *b, rlim_t bytes)
{
	struct rlimit limit = {bytes, RLIM_INFINITY};

	CHECK(prlimit(b->p.s.pid, RLIMIT_FSIZE, &limit, NULL) == 0);
}

/* Between the last look and the saving: the answers stay, the screen says what to do, and the next try saves them. */
TEST_LIMIT(disk, that_fails_when_the_answers_are_saved_keeps_them_on_the_screen, LIMIT_S)
{
	struct bad *b = bad_make_with_record();

	own_mounts();
	onto_disk(b, "size=24m");
	bad_start(b, small_reserve);
	bad_visit_to_confirm(b);
	limit_files(b, 0);
	tap(&b->p.s, "next");
	check_screen(&b->p.s, "confirm");
	await_sight(&b->p.s, "Het opslaan lukt niet", 0);
	await_sight(&b->p.s, "vraag een medewerker", 0);
	limit_files(b, RLIM_INFINITY);
	tap(&b->p.s, "next");
	await_screen(&b->p.s, "receipt");
	b->records++;
	tap(&b->p.s, "next");
	await_screen(&b->p.s, "idle");
	bad_visit(b);
	bad_end(b);
}

/* Another user than root is stopped by rights alone. */
TEST_LIMIT(disk, folder_without_rights_is_told_to_an_ordinary_user, LIMIT_S)
{
	struct bad *b = bad_make_with_record();
	char store[PLANT_PATH];

	path_in(store, b->p.s.data, "store");
	if (getuid() == 0) {
		bad_end(b);
		test_skip("root may write everywhere; the read-only mount above shows it");
	}
	CHECK(chmod(store, 0500) == 0);
	bad_start(b, NULL);
	check_out_of_service(b, "store");
	CHECK(chmod(store, 0700) == 0);
	tap(&b->p.s, "next");
	bad_visit(b);
	bad_end(b);
}
