#include "canary_kit.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "harness.h"

enum { LOOKS = 20, LOOK_US = 100000 };

struct yard *yard_make(void)
{
	struct yard *y = calloc(1, sizeof *y);

	CHECK(y != NULL);
	y->began_s = time(NULL) - 2;
	CHECK(setenv("ASAN_OPTIONS", "max_free_fill_size=16777216:free_fill_byte=90", 1) == 0);
	canaries_make(&y->c);
	plant_make(&y->p);
	return y;
}

void yard_end(struct yard *y)
{
	plant_end(&y->p);
	free(y);
}

void yard_memory_holds(struct yard *y)
{
	y->c.needles.quiet = true;
	CHECK(needles_in_process(&y->c.needles, y->p.s.pid, "loket") > 0);
	y->c.needles.quiet = false;
}

/* A print that is still on its way keeps its sheet until it is over, which may be a moment after the paper is there. */
void yard_memory_is_clean(struct yard *y, const char *when)
{
	int found = 1;

	y->c.needles.quiet = true;
	for (int i = 0; i < LOOKS && found; i++) {
		if (i > 0)
			usleep(LOOK_US);
		found = needles_in_process(&y->c.needles, y->p.s.pid, "loket");
		if (found)
			fprintf(stderr, "look %d: %d pieces\n", i + 1, found);
	}
	y->c.needles.quiet = false;
	if (!found)
		return;
	found = needles_in_process(&y->c.needles, y->p.s.pid, "loket");
	test_fail(__FILE__, __LINE__, "%d pieces of answers are left in the kiosk's memory %s", found, when);
}

/* Other programs' temporary files come and go meanwhile; ours lie in the case's folder. */
static int in_temporary_folders(struct yard *y)
{
	static const char *const folders[] = {"/tmp", "/var/tmp", "/dev/shm"};
	int found = 0;

	for (size_t i = 0; i < sizeof folders / sizeof *folders; i++)
		found += needles_in_folder(&y->c.needles, folders[i], y->began_s);
	return found;
}

void yard_files_are_clean(struct yard *y, const char *when)
{
	uint64_t before = y->c.needles.searched;
	int found = needles_in_folder(&y->c.needles, test_folder(), 0) + in_temporary_folders(y);

	fprintf(stderr, "%.1f MB of files searched %s\n", (double)(y->c.needles.searched - before) / 1e6, when);
	if (found)
		test_fail(__FILE__, __LINE__, "%d pieces of answers lie in files %s", found, when);
}
