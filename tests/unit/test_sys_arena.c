#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "harness.h"
#include "sys/arena.h"

TEST(arena, gives_zeroed_and_aligned_memory)
{
	struct arena *a;
	static const uint8_t zero[100];
	CHECK_OK(arena_new(&a, 65536, true));
	for (size_t n = 1; n <= 100; n++) {
		uint8_t *p = arena_alloc(a, n);
		CHECK(p && (uintptr_t)p % 16 == 0);
		CHECK_BYTES(p, zero, n);
		memset(p, 0xee, n);
	}
	arena_free(a);
	arena_free(NULL);
}

TEST(arena, pieces_do_not_overlap)
{
	struct arena *a;
	CHECK_OK(arena_new(&a, 4096, false));
	char *x = arena_text(a, "first", 5), *y = arena_printf(a, "%s %d", "second", 2);
	CHECK_TEXT(x, "first");
	CHECK_TEXT(y, "second 2");
	CHECK(y >= x + 6);
	CHECK_TEXT(arena_text(a, "cut here", 3), "cut");
	CHECK_TEXT(arena_text(a, "", 0), "");
	arena_free(a);
}

/* The ceiling is rounded up to pages: at N-1, N and N+1 of a page. */
TEST(ceiling, holds_to_the_byte)
{
	struct arena *a;
	size_t page = (size_t)sysconf(_SC_PAGESIZE);
	CHECK_OK(arena_new(&a, page - 1, false));
	CHECK(arena_alloc(a, page - 1));
	arena_reset(a);
	CHECK(arena_alloc(a, page));
	CHECK(!arena_alloc(a, 1));
	arena_reset(a);
	CHECK(!arena_alloc(a, page + 1));
	CHECK_INT(arena_used(a), 0);
	arena_free(a);
}

TEST(ceiling, a_full_arena_refuses_and_stays_whole)
{
	struct arena *a;
	size_t page = (size_t)sysconf(_SC_PAGESIZE);
	CHECK_OK(arena_new(&a, page, false));
	uint8_t *first = arena_alloc(a, page - 16);
	memset(first, 7, page - 16);
	CHECK(!arena_text(a, "0123456789abcdef", 16));
	CHECK(!arena_printf(a, "%s", "0123456789abcdef"));
	CHECK(!arena_alloc(a, SIZE_MAX));
	CHECK(!arena_text(a, "x", SIZE_MAX));
	CHECK_TEXT(arena_text(a, "0123456789abcde", 15), "0123456789abcde");
	for (size_t i = 0; i < page - 16; i++)
		CHECK_INT(first[i], 7);
	arena_free(a);
}

TEST(ceiling, that_no_machine_has_is_refused)
{
	struct arena *a;
	CHECK_INT(arena_new(&a, SIZE_MAX / 2, false), -ENOMEM);
	CHECK_HAS(err_why(), "no address space for an arena of");
}

/* Looks at the very memory, not at what the arena says of it. */
TEST(wiping, resetting_leaves_no_byte_of_what_was_handed_out)
{
	struct arena *a;
	CHECK_OK(arena_new(&a, 65536, true));
	const uint8_t *base = arena_alloc(a, 1);
	for (int i = 0; i < 500; i++)
		CHECK(arena_printf(a, "answer %d of a citizen", i));
	size_t used = arena_used(a);
	size_t mark = arena_mark(a);
	CHECK(arena_text(a, "beyond the mark", 15));
	arena_rewind(a, mark);
	CHECK_INT(arena_used(a), used);
	arena_reset(a);
	CHECK_INT(arena_used(a), 0);
	for (size_t i = 0; i < 65536; i++)
		if (base[i])
			test_fail(__FILE__, __LINE__, "byte %zu still holds %02x", i, base[i]);
	arena_free(a);
}

TEST(wiping, going_back_to_a_mark_wipes_what_came_after_and_nothing_before)
{
	struct arena *a;
	CHECK_OK(arena_new(&a, 4096, false));
	char *kept = arena_text(a, "kept", 4);
	size_t mark = arena_mark(a);
	char *gone = arena_text(a, "gone", 4);
	arena_rewind(a, mark);
	CHECK_TEXT(kept, "kept");
	CHECK_BYTES(gone, "\0\0\0\0\0", 5);
	CHECK(arena_alloc(a, 5) == gone);
	arena_free(a);
}

TEST(wiping, what_is_reused_is_zero_again)
{
	struct arena *a;
	static const uint8_t zero[64];
	CHECK_OK(arena_new(&a, 4096, false));
	memset(arena_alloc(a, 64), 0xff, 64);
	arena_reset(a);
	CHECK_BYTES(arena_alloc(a, 64), zero, 64);
	arena_free(a);
}

/* Sum of the named figures of all mappings that hold this address, from /proc/self/smaps. */
static bool smaps_flag(const void *address, const char *flag)
{
	FILE *f = fopen("/proc/self/smaps", "r");
	char line[512];
	bool inside = false, found = false;
	while (f && fgets(line, sizeof(line), f)) {
		unsigned long from, to;
		if (sscanf(line, "%lx-%lx ", &from, &to) == 2)
			inside = (uintptr_t)address >= from && (uintptr_t)address < to;
		if (inside && strncmp(line, "VmFlags:", 8) == 0)
			found = strstr(line, flag) != NULL;
	}
	if (f)
		fclose(f);
	return found;
}

TEST(locked, memory_is_locked_and_left_out_of_core_dumps)
{
	struct arena *a;
	CHECK_OK(arena_new(&a, 16384, true));
	void *p = arena_alloc(a, 100);
	if (!arena_is_locked(a))
		test_skip("locking memory is refused here");
	CHECK(smaps_flag(p, " lo"));
	CHECK(smaps_flag(p, " dd"));
	arena_free(a);
}

TEST(locked, where_locking_is_refused_it_works_and_says_so)
{
	struct arena *a;
	const struct rlimit none = {0, 0};
	if (geteuid() == 0 && setresuid(65534, 65534, 65534) < 0)
		test_skip("can not become an ordinary user");
	CHECK_INT(setrlimit(RLIMIT_MEMLOCK, &none), 0);
	CHECK_OK(arena_new(&a, 16384, true));
	CHECK(!arena_is_locked(a));
	CHECK_TEXT(arena_text(a, "works", 5), "works");
	arena_free(a);
}

TEST(locked, an_arena_that_was_not_to_be_locked_is_not)
{
	struct arena *a;
	CHECK_OK(arena_new(&a, 16384, false));
	CHECK(!arena_is_locked(a));
	arena_free(a);
}

TEST(arena, the_latest_piece_grows_where_it_lies)
{
	struct arena *a;
	char *first, *last;

	CHECK_OK(arena_new(&a, 4096, false));
	first = arena_alloc(a, 100);
	last = arena_alloc(a, 96);
	CHECK(first && last);
	CHECK(!arena_extend(a, first, 100, 1));
	CHECK(arena_extend(a, last, 96, 4));
	memset(last, 'x', 100);
	CHECK(!arena_extend(a, last, 96, 4)); /* that is not where it ends any more */
	CHECK(!arena_extend(a, last, 100, 4096 - arena_used(a) + 1));
	CHECK(arena_extend(a, last, 100, 4096 - arena_used(a)));
	CHECK(arena_alloc(a, 1) == NULL);
	arena_free(a);
}
