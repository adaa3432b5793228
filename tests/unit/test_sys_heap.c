#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "harness.h"
#include "sys/heap.h"

static const char second[] = "LOKET_TEST_HEAP";

static bool has_an_allocator_of_its_own(void)
{
#ifdef __SANITIZE_ADDRESS__
	return true;
#else
	return false;
#endif
}

/* The first start of this case looks for the trap; the second one, begun by what is tested, for its end. */
TEST(heap, small_blocks_are_overwritten_after_a_start_anew)
{
	char program[] = "test_sys_heap", only[] = "small_blocks", *again[] = {program, only, NULL};
	int status;
	pid_t child;

	if (has_an_allocator_of_its_own())
		test_skip("the sanitizer's allocator stands in for glibc's");
	if (getenv(second)) {
		CHECK_TEXT(getenv("GLIBC_TUNABLES"), "glibc.malloc.tcache_count=0");
		heap_wipes_what_is_freed(NULL); /* comes back: it has the settings */
		CHECK(heap_is_wiped());
		return;
	}
	CHECK(!heap_is_wiped());
	child = fork();
	CHECK(child >= 0);
	if (child == 0) {
		(void)setenv(second, "1", 1);
		heap_wipes_what_is_freed(again);
		_exit(3);
	}
	CHECK(waitpid(child, &status, 0) == child);
	CHECK(WIFEXITED(status));
	CHECK_INT(WEXITSTATUS(status), 0);
}

TEST(heap, a_setting_of_the_users_own_stays)
{
	char path[] = "/no/program", *never[] = {path, NULL};

	CHECK(setenv("GLIBC_TUNABLES", "glibc.malloc.check=0", 1) == 0);
	heap_wipes_what_is_freed(never);
	CHECK_TEXT(getenv("GLIBC_TUNABLES"), "glibc.malloc.check=0");
}
