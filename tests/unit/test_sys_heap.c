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

/* The first start of this case looks for the trap; the second one, prepared by what is tested, for its end. */
TEST(heap, small_blocks_are_overwritten_in_a_prepared_program)
{
	char program[] = "test_sys_heap", only[] = "small_blocks", *again[] = {program, only, NULL};
	int status;
	pid_t child;

	if (has_an_allocator_of_its_own())
		test_skip("the sanitizer's allocator stands in for glibc's");
	heap_wipes_what_is_freed();
	if (getenv(second)) {
		CHECK(heap_is_wiped());
		return;
	}
	CHECK(!heap_is_wiped());
	child = fork();
	CHECK(child >= 0);
	if (child == 0) {
		(void)setenv(second, "1", 1);
		heap_prepares_children();
		(void)execv("/proc/self/exe", again);
		_exit(3);
	}
	CHECK(waitpid(child, &status, 0) == child);
	CHECK(WIFEXITED(status));
	CHECK_INT(WEXITSTATUS(status), 0);
}

TEST(heap, a_setting_of_the_users_own_stays)
{
	CHECK(setenv("GLIBC_TUNABLES", "glibc.malloc.check=0", 1) == 0);
	heap_prepares_children();
	CHECK_TEXT(getenv("GLIBC_TUNABLES"), "glibc.malloc.check=0");
}
