/* What is freed is overwritten to its last byte, whoever frees it. Linked with drivers/sys/heap_free.c, as the kiosk is. */
#include <errno.h>
#include <fcntl.h>
#include <malloc.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "harness.h"
#include "sys/file.h"
#include "sys/heap.h"

/* Two bytes that nothing else in this program holds side by side, again and again. */
static const unsigned char word[2] = {0xb7, 0x1d};
enum { LINKS = 16, MOST = 300000 };

static void needs_our_free(void)
{
#ifdef __SANITIZE_ADDRESS__
	test_skip("the sanitizer's allocator stands in for glibc's");
#endif
}

/* The address as a number, behind the compiler's back: what stands there after free() is looked at by the kernel. */
static uintptr_t address(void *block)
{
	uintptr_t at;

	__asm__ volatile("" : "=r"(at) : "0"(block) : "memory");
	return at;
}

static void fill(void *block, size_t n)
{
	unsigned char *p = block;

	__asm__ volatile("" : "+r"(p));
	for (size_t i = 0; i < n; i++)
		p[i] = word[i & 1];
	__asm__ volatile("" : : "r"(p) : "memory");
}

/* Bytes of our words there, in pairs; memory that went back to the kernel holds none. */
static size_t left_at(uintptr_t at, size_t n)
{
	static unsigned char seen[MOST];
	int memory = open("/proc/self/mem", O_RDONLY | O_CLOEXEC);
	size_t found = 0;
	ssize_t got;

	CHECK(memory >= 0 && n <= sizeof seen);
	got = pread(memory, seen, n, (off_t)at);
	(void)close(memory);
	for (ssize_t i = 0; i + 1 < got; i++)
		found += (seen[i] == word[0] && seen[i + 1] == word[1]) ||
		         (seen[i] == word[1] && seen[i + 1] == word[0]);
	return found;
}

static void check_freed(void *block, const char *what)
{
	size_t room = malloc_usable_size(block);
	uintptr_t at = address(block);

	fill(block, room);
	CHECK(left_at(at, room) + 1 >= room); /* the test can see it */
	free(block);
	if (left_at(at + LINKS, room - LINKS) != 0)
		test_fail(__FILE__, __LINE__, "%s: %zu bytes are left of %zu", what, left_at(at, room), room);
}

/* ---- free -------------------------------------------------------------------------------------------------------- */

TEST(heap, a_program_that_is_linked_with_it_says_that_it_is_wiped)
{
	needs_our_free();
	CHECK(heap_is_wiped());
}

TEST(free, a_block_of_any_size_is_overwritten_to_its_end)
{
	needs_our_free();
	for (size_t n = 1; n < 5000; n += n < 200 ? 1 : 61) {
		char what[40];

		(void)snprintf(what, sizeof what, "malloc(%zu)", n);
		check_freed(malloc(n), what);
	}
	check_freed(malloc(127 << 10), "malloc just below a mapping");
	check_freed(malloc(129 << 10), "malloc just above a mapping");
	check_freed(malloc(250000), "a large one");
}

TEST(free, many_of_a_size_are_overwritten_in_whatever_list_they_end)
{
	enum { N = 40 };
	static const size_t sizes[] = {24, 72, 120, 520, 1032, 1048, 4000};
	void *block[N];
	uintptr_t at[N];

	needs_our_free();
	for (size_t k = 0; k < sizeof sizes / sizeof *sizes; k++) {
		for (int i = 0; i < N; i++) {
			block[i] = malloc(sizes[k]);
			fill(block[i], malloc_usable_size(block[i]));
			at[i] = address(block[i]);
		}
		for (int i = 0; i < N; i++)
			free(block[i]);
		for (int i = 0; i < N; i++) /* two links of lists, and two more of large ones that were sorted */
			CHECK_INT(left_at(at[i] + 2 * LINKS, sizes[k] > 2 * LINKS ? sizes[k] - 2 * LINKS : 0), 0);
	}
}

TEST(free, aligned_blocks_are_overwritten_as_others)
{
	void *block = NULL;

	needs_our_free();
	for (size_t align = 16; align <= 4096; align *= 4) {
		check_freed(aligned_alloc(align, 8192), "aligned_alloc");
		CHECK_INT(posix_memalign(&block, align, 100), 0);
		check_freed(block, "posix_memalign");
	}
}

TEST(free, keeps_errno_and_takes_nothing)
{
	void *none = NULL;
	char *some = malloc(100);

	__asm__ volatile("" : "+r"(none));
	CHECK(some != NULL);
	errno = EDOM;
	free(none);
	free(some);
	CHECK_INT(errno, EDOM);
}

TEST(free, calloc_gives_zeros_where_a_block_was)
{
	for (size_t n = 16; n < 70000; n = n * 3 + 8) {
		unsigned char *p = malloc(n), *q;
		size_t set = 0;

		fill(p, n);
		free(p);
		q = calloc(1, n);
		CHECK(q != NULL);
		for (size_t i = 0; i < n; i++)
			set += q[i] != 0;
		CHECK_INT(set, 0);
		free(q);
	}
}

/* ---- realloc ----------------------------------------------------------------------------------------------------- */

static void check_kept(void *block, size_t n)
{
	const unsigned char *p = block;

	for (size_t i = 0; i < n; i++)
		if (p[i] != word[i & 1])
			test_fail(__FILE__, __LINE__, "byte %zu of %zu was lost", i, n);
}

TEST(realloc, what_grows_leaves_nothing_where_it_was)
{
	needs_our_free();
	for (size_t n = 24; n < 100000; n = n * 2 + 3) {
		void *block = malloc(n), *guard = malloc(24), *larger;
		size_t room = malloc_usable_size(block);
		uintptr_t at = address(block);

		fill(block, room);
		larger = realloc(block, 2 * room);
		CHECK(larger != NULL && malloc_usable_size(larger) >= 2 * room);
		check_kept(larger, room);
		CHECK(address(larger) != at);
		CHECK_INT(left_at(at + LINKS, room - LINKS), 0);
		check_freed(larger, "what it grew to");
		free(guard);
	}
}

TEST(realloc, what_is_cut_off_is_overwritten_and_the_rest_stays)
{
	static const size_t cuts[] = {1, 8, 24, 100, 500, 1000, 2000, 3999};

	needs_our_free();
	for (size_t k = 0; k < sizeof cuts / sizeof *cuts; k++) {
		void *block = malloc(4000), *smaller;
		size_t room = malloc_usable_size(block);
		uintptr_t at = address(block);

		fill(block, room);
		smaller = realloc(block, cuts[k]);
		CHECK(smaller != NULL);
		check_kept(smaller, cuts[k]);
		CHECK_INT(left_at(at + cuts[k], room - cuts[k]), 0);
		free(smaller);
	}
}

TEST(realloc, of_a_mapping_keeps_what_it_holds_and_leaves_nothing)
{
	void *block = malloc(280000), *smaller, *larger;
	uintptr_t at = address(block);

	needs_our_free();
	fill(block, 280000);
	smaller = realloc(block, 150000);
	CHECK(smaller != NULL);
	check_kept(smaller, 150000);
	CHECK_INT(left_at(address(smaller) + 150000, malloc_usable_size(smaller) - 150000), 0);
	larger = realloc(smaller, 290000);
	CHECK(larger != NULL);
	check_kept(larger, 150000);
	CHECK(address(larger) == at || left_at(at + LINKS, 140000) == 0);
	check_freed(larger, "the mapping");
}

TEST(realloc, within_its_block_it_stays)
{
	char *block = malloc(20), *same;
	uintptr_t at = address(block);

	needs_our_free();
	fill(block, 20);
	same = realloc(block, 24);
	CHECK(same != NULL && address(same) == at);
	check_kept(same, 20);
	free(same);
}

TEST(realloc, of_nothing_and_to_nothing_are_malloc_and_free)
{
	void *block = NULL;
	uintptr_t at;

	needs_our_free();
	__asm__ volatile("" : "+r"(block));
	block = realloc(block, 100);
	CHECK(block != NULL);
	fill(block, malloc_usable_size(block));
	at = address(block);
	CHECK(realloc(block, 0) == NULL);
	CHECK_INT(left_at(at + LINKS, 104 - LINKS), 0);
}

TEST(realloc, that_can_not_be_had_leaves_the_old_one)
{
	size_t far_too_much = SIZE_MAX / 4;
	char *block = malloc(200), *none;

	needs_our_free();
	__asm__ volatile("" : "+r"(far_too_much));
	fill(block, 200);
	errno = 0;
	none = realloc(block, far_too_much);
	CHECK(none == NULL);
	CHECK_INT(errno, ENOMEM);
	check_kept(block, 200);
	none = reallocarray(block, far_too_much, 16); /* the product has no room in a size_t */
	CHECK(none == NULL);
	check_kept(block, 200);
	free(block);
}

TEST(realloc, reallocarray_goes_the_same_way)
{
	void *block = reallocarray(NULL, 30, 8), *guard = malloc(24), *larger;
	size_t room = malloc_usable_size(block);
	uintptr_t at = address(block);

	needs_our_free();
	fill(block, room);
	larger = reallocarray(block, 90, 8);
	CHECK(larger != NULL);
	check_kept(larger, room);
	CHECK_INT(left_at(at + LINKS, room - LINKS), 0);
	free(larger);
	free(guard);
}

/* ---- libraries --------------------------------------------------------------------------------------------------- */

TEST(library, what_glibc_made_is_overwritten_too)
{
	char *text, *line = NULL, said[200];
	size_t room = 0, n = 0;
	uintptr_t at;
	FILE *f;

	needs_our_free();
	memset(said, 0, sizeof said);
	fill(said, sizeof said - 1);
	text = strdup(said);
	at = address(text);
	free(text);
	CHECK_INT(left_at(at + LINKS, sizeof said - LINKS), 0);
	CHECK(asprintf(&text, "%s", said) > 0);
	at = address(text);
	free(text);
	CHECK_INT(left_at(at + LINKS, sizeof said - LINKS), 0);
	CHECK_OK(file_replace("words", said, sizeof said - 1, 0600));
	f = fopen("words", "r");
	CHECK(f && getline(&line, &room, f) > 0 && fclose(f) == 0);
	at = address(line);
	free(line);
	CHECK_INT(left_at(at + LINKS, sizeof said - LINKS), 0);
	f = open_memstream(&text, &n);
	CHECK(f != NULL);
	at = 0;
	for (int i = 0; i < 400; i++) {
		CHECK(fputs(said, f) >= 0 && fflush(f) == 0);
		if (i == 20)
			at = address(text); /* a block that it will outgrow */
	}
	CHECK_INT(fclose(f), 0);
	CHECK(address(text) != at);
	CHECK_INT(left_at(at + LINKS, 20 * (sizeof said - 1)), 0);
	free(text);
}

/* ---- threads ----------------------------------------------------------------------------------------------------- */

enum { THREADS = 4, TURNS = 3000 };

struct worker {
	pthread_t thread;
	unsigned seed;
	size_t lost;
};

static void *work(void *me)
{
	struct worker *w = me;

	for (int i = 0; i < TURNS; i++) {
		size_t n, room;
		unsigned char *p;

		w->seed = w->seed * 1664525 + 1013904223;
		n = 40 + (w->seed >> 16) % 3000;
		p = malloc(n);
		fill(p, n);
		if (w->seed & 0x100)
			p = realloc(p, n / 2 + 20);
		if (w->seed & 0x200)
			p = realloc(p, n * 2);
		room = n / 2 + 20;
		for (size_t k = 0; p && k < room; k++)
			w->lost += p[k] != word[k & 1];
		free(p);
	}
	return NULL;
}

TEST(threads, each_keeps_its_own_and_none_leaves_anything)
{
	struct worker w[THREADS] = {0};

	for (unsigned i = 0; i < THREADS; i++) {
		w[i].seed = i * 77 + 5;
		CHECK_INT(pthread_create(&w[i].thread, NULL, work, &w[i]), 0);
	}
	for (int i = 0; i < THREADS; i++) {
		CHECK_INT(pthread_join(w[i].thread, NULL), 0);
		CHECK_INT(w[i].lost, 0);
	}
	needs_our_free();
	CHECK(heap_is_wiped());
}

static void *give(void *me)
{
	void *block = malloc(800);

	(void)me;
	fill(block, malloc_usable_size(block));
	return block;
}

/* A block of another thread's arena goes back to where it came from, overwritten by who frees it. */
TEST(threads, what_another_one_made_is_overwritten)
{
	pthread_t thread;
	void *block = NULL;

	needs_our_free();
	CHECK_INT(pthread_create(&thread, NULL, give, NULL), 0);
	CHECK_INT(pthread_join(thread, &block), 0);
	CHECK(block != NULL);
	check_freed(block, "another thread's");
}
