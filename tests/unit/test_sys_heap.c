/* What is freed is overwritten to its last byte, whoever frees it. Linked with drivers/sys/heap_free.c, as the kiosk is. */
#include <errno.h>
#include <malloc.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "harness.h"
#include "sys_heap_kit.h"
#include "sys/file.h"
#include "sys/heap.h"

/* ---- free -------------------------------------------------------------------------------------------------------- */

TEST(heap, a_program_that_is_linked_with_it_says_that_it_is_wiped)
{
	heap_needs_ours();
	CHECK(heap_is_wiped());
}

TEST(free, a_block_of_any_size_is_overwritten_to_its_end)
{
	heap_needs_ours();
	for (size_t n = 1; n < 5000; n += n < 200 ? 1 : 61) {
		char what[40];

		(void)snprintf(what, sizeof what, "malloc(%zu)", n);
		heap_check_freed(malloc(n), what);
	}
	heap_check_freed(malloc(127 << 10), "malloc just below a mapping");
	heap_check_freed(malloc(129 << 10), "malloc just above a mapping");
	heap_check_freed(malloc(250000), "a large one");
}

TEST(free, many_of_a_size_are_overwritten_in_whatever_list_they_end)
{
	enum { N = 40 };
	static const size_t sizes[] = {24, 72, 120, 520, 1032, 1048, 4000};
	void *block[N];
	uintptr_t at[N];

	heap_needs_ours();
	for (size_t k = 0; k < sizeof sizes / sizeof *sizes; k++) {
		for (int i = 0; i < N; i++) {
			block[i] = malloc(sizes[k]);
			heap_fill(block[i], malloc_usable_size(block[i]));
			at[i] = heap_address(block[i]);
		}
		for (int i = 0; i < N; i++)
			free(block[i]);
		for (int i = 0; i < N; i++) /* two links of lists, and two more of large ones that were sorted */
			CHECK_INT(heap_left(at[i] + 2 * HEAP_LINKS,
			                  sizes[k] > 2 * HEAP_LINKS ? sizes[k] - 2 * HEAP_LINKS : 0),
			        0);
	}
}

TEST(free, aligned_blocks_are_overwritten_as_others)
{
	void *block = NULL;

	heap_needs_ours();
	for (size_t align = 16; align <= 4096; align *= 4) {
		heap_check_freed(aligned_alloc(align, 8192), "aligned_alloc");
		CHECK_INT(posix_memalign(&block, align, 100), 0);
		heap_check_freed(block, "posix_memalign");
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

		heap_fill(p, n);
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
		if (p[i] != heap_word[i & 1])
			test_fail(__FILE__, __LINE__, "byte %zu of %zu was lost", i, n);
}

TEST(realloc, what_grows_leaves_nothing_where_it_was)
{
	heap_needs_ours();
	for (size_t n = 24; n < 100000; n = n * 2 + 3) {
		void *block = malloc(n), *guard = malloc(24), *larger;
		size_t room = malloc_usable_size(block);
		uintptr_t at = heap_address(block);

		heap_fill(block, room);
		larger = realloc(block, 2 * room);
		CHECK(larger != NULL && malloc_usable_size(larger) >= 2 * room);
		check_kept(larger, room);
		CHECK(heap_address(larger) != at);
		CHECK_INT(heap_left(at + HEAP_LINKS, room - HEAP_LINKS), 0);
		heap_check_freed(larger, "what it grew to");
		free(guard);
	}
}

TEST(realloc, what_is_cut_off_is_overwritten_and_the_rest_stays)
{
	static const size_t cuts[] = {1, 8, 24, 100, 500, 1000, 2000, 3999};

	heap_needs_ours();
	for (size_t k = 0; k < sizeof cuts / sizeof *cuts; k++) {
		void *block = malloc(4000), *smaller;
		size_t room = malloc_usable_size(block);
		uintptr_t at = heap_address(block);

		heap_fill(block, room);
		smaller = realloc(block, cuts[k]);
		CHECK(smaller != NULL);
		check_kept(smaller, cuts[k]);
		CHECK_INT(heap_left(at + cuts[k], room - cuts[k]), 0);
		free(smaller);
	}
}

TEST(realloc, of_a_mapping_keeps_what_it_holds_and_leaves_nothing)
{
	void *block = malloc(280000), *smaller, *larger;
	uintptr_t at = heap_address(block);

	heap_needs_ours();
	heap_fill(block, 280000);
	smaller = realloc(block, 150000);
	CHECK(smaller != NULL);
	check_kept(smaller, 150000);
	CHECK_INT(heap_left(heap_address(smaller) + 150000, malloc_usable_size(smaller) - 150000), 0);
	larger = realloc(smaller, 290000);
	CHECK(larger != NULL);
	check_kept(larger, 150000);
	CHECK(heap_address(larger) == at || heap_left(at + HEAP_LINKS, 140000) == 0);
	heap_check_freed(larger, "the mapping");
}

TEST(realloc, within_its_block_it_stays)
{
	char *block = malloc(20), *same;
	uintptr_t at = heap_address(block);

	heap_needs_ours();
	heap_fill(block, 20);
	same = realloc(block, 24);
	CHECK(same != NULL && heap_address(same) == at);
	check_kept(same, 20);
	free(same);
}

TEST(realloc, of_nothing_and_to_nothing_are_malloc_and_free)
{
	void *null = NULL, *block, *none;
	size_t nothing = 0;
	uintptr_t at;

	heap_needs_ours();
	__asm__ volatile("" : "+r"(null), "+r"(nothing));
	block = realloc(null, 100);
	CHECK(block != NULL);
	heap_fill(block, malloc_usable_size(block));
	at = heap_address(block);
	none = realloc(block, nothing);
	CHECK(none == NULL);
	CHECK_INT(heap_left(at + HEAP_LINKS, 104 - HEAP_LINKS), 0);
}

/* Whether there is more to be had for the block, which stays when there is not. */
static bool is_to_be_had(void *block, size_t n, size_t each)
{
	return (each == 1 ? realloc(block, n) : reallocarray(block, n, each)) != NULL;
}

TEST(realloc, that_can_not_be_had_leaves_the_old_one)
{
	size_t far_too_much = SIZE_MAX / 4;
	char *block = malloc(200);

	heap_needs_ours();
	__asm__ volatile("" : "+r"(far_too_much));
	heap_fill(block, 200);
	errno = 0;
	CHECK(!is_to_be_had(block, far_too_much, 1));
	CHECK_INT(errno, ENOMEM);
	check_kept(block, 200);
	CHECK(!is_to_be_had(block, far_too_much, 16)); /* the product has no room in a size_t */
	check_kept(block, 200);
	free(block);
}

TEST(realloc, reallocarray_goes_the_same_way)
{
	void *block = reallocarray(NULL, 30, 8), *guard = malloc(24), *larger;
	size_t room = malloc_usable_size(block);
	uintptr_t at = heap_address(block);

	heap_needs_ours();
	heap_fill(block, room);
	larger = reallocarray(block, 90, 8);
	CHECK(larger != NULL);
	check_kept(larger, room);
	CHECK_INT(heap_left(at + HEAP_LINKS, room - HEAP_LINKS), 0);
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

	heap_needs_ours();
	memset(said, 0, sizeof said);
	heap_fill(said, sizeof said - 1);
	text = strdup(said);
	at = heap_address(text);
	free(text);
	CHECK_INT(heap_left(at + HEAP_LINKS, sizeof said - HEAP_LINKS), 0);
	CHECK(asprintf(&text, "%s", said) > 0);
	at = heap_address(text);
	free(text);
	CHECK_INT(heap_left(at + HEAP_LINKS, sizeof said - HEAP_LINKS), 0);
	CHECK_OK(file_replace("words", said, sizeof said - 1, 0600));
	f = fopen("words", "r");
	CHECK(f && getline(&line, &room, f) > 0 && fclose(f) == 0);
	at = heap_address(line);
	free(line);
	CHECK_INT(heap_left(at + HEAP_LINKS, sizeof said - HEAP_LINKS), 0);
	f = open_memstream(&text, &n);
	CHECK(f != NULL);
	at = 0;
	for (int i = 0; i < 400; i++) {
		CHECK(fputs(said, f) >= 0 && fflush(f) == 0);
		if (i == 20)
			at = heap_address(text); /* a block that it will outgrow */
	}
	CHECK_INT(fclose(f), 0);
	CHECK(heap_address(text) != at);
	CHECK_INT(heap_left(at + HEAP_LINKS, 20 * (sizeof said - 1)), 0);
	free(text);
}

/* ---- threads ----------------------------------------------------------------------------------------------------- */

enum { THREADS = 4, TURNS = 3000 };

struct worker {
	pthread_t thread;
	unsigned seed;
	size_t lost;
};

static void *sized(void *block, size_t n)
{
	void *other = realloc(block, n);

	if (!other)
		abort();
	return other;
}

static void *work(void *me)
{
	struct worker *w = me;

	for (int i = 0; i < TURNS; i++) {
		size_t n, room;
		unsigned char *p;

		w->seed = w->seed * 1664525 + 1013904223;
		n = 40 + (w->seed >> 16) % 3000;
		p = malloc(n);
		heap_fill(p, n);
		if (w->seed & 0x100)
			p = sized(p, n / 2 + 20);
		if (w->seed & 0x200)
			p = sized(p, n * 2);
		room = n / 2 + 20;
		for (size_t k = 0; k < room; k++)
			w->lost += p[k] != heap_word[k & 1];
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
	heap_needs_ours();
	CHECK(heap_is_wiped());
}

static void *give(void *me)
{
	void *block = malloc(800);

	(void)me;
	heap_fill(block, malloc_usable_size(block));
	return block;
}

/* A block of another thread's arena goes back to where it came from, overwritten by who frees it. */
TEST(threads, what_another_one_made_is_overwritten)
{
	pthread_t thread;
	void *block = NULL;

	heap_needs_ours();
	CHECK_INT(pthread_create(&thread, NULL, give, NULL), 0);
	CHECK_INT(pthread_join(thread, &block), 0);
	CHECK(block != NULL);
	heap_check_freed(block, "another thread's");
}
