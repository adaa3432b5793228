/*
 * Memory is refused at every place, one after the other: to us, and to every library beneath.
 *
 * malloc and its kin are this program's own here, so that expat, jansson and PCRE ask them, too. Nothing falls over,
 * nothing is half done: a form that could not be read is none, and a change that could not be kept is told.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "form_kit.h"

#ifdef __SANITIZE_ADDRESS__
TEST(memory, is_refused_at_every_place)
{
	test_skip("the sanitizer's allocator stands in for ours");
}
#else
void *__libc_malloc(size_t n);
void *__libc_calloc(size_t n, size_t size);
void *__libc_realloc(void *p, size_t n);

static long refuse_at; /* 0 = never */
static long asked;

static bool is_refused(void)
{
	return refuse_at && ++asked == refuse_at;
}

/* NOLINTBEGIN(readability-inconsistent-declaration-parameter-name): glibc's own begin with two underscores */
void *malloc(size_t n)
{
	return is_refused() ? (errno = ENOMEM, NULL) : __libc_malloc(n);
}

void *calloc(size_t n, size_t size)
{
	return is_refused() ? (errno = ENOMEM, NULL) : __libc_calloc(n, size);
}

void *realloc(void *p, size_t n)
{
	return is_refused() ? (errno = ENOMEM, NULL) : __libc_realloc(p, n);
}

void *mmap(void *at, size_t n, int protection, int flags, int fd, off_t offset)
{
	if (is_refused()) {
		errno = ENOMEM;
		return MAP_FAILED;
	}
	return (void *)syscall(SYS_mmap, at, n, protection, flags, fd, offset); /* NOLINT(performance-no-int-to-ptr) */
}
/* NOLINTEND(readability-inconsistent-declaration-parameter-name) */

static void answer_all(struct session *s)
{
	for (uint32_t id = session_next(s, 0); id; id = session_next(s, id)) {
		const struct question *q = session_question(s, id);

		if (!q)
			return;
		if (q->n_choices)
			(void)!session_set(s, id, q->choices[0].name);
		else
			(void)!session_set(s, id, q->type == ANSWER_DATE ? "2026-03-14" : "1");
	}
}

static void visit(const struct form *form, const struct zone *zone)
{
	struct session_env env = {.now_ms = KIT_NOW, .zone = zone, .language = -1};
	struct session *s = NULL;
	struct buf out;

	if (session_new(&s, form, &env) != 0) {
		CHECK(s == NULL);
		return;
	}
	answer_all(s);
	(void)!session_set_language(s, 0);
	(void)session_count_bad(s);
	buf_init(&out, 1 << 20);
	if (instance_json(&out, s) == 0)
		CHECK(buf_str(&out)[0] == '{');
	buf_clear(&out);
	(void)!instance_xml(&out, s);
	buf_fini(&out);
	session_free(s);
}

/* True when memory was refused somewhere. */
static bool one_life(const char *path, const struct zone *zone, long at, size_t *loaded)
{
	struct findings findings;
	struct form *form = NULL;
	int r;

	refuse_at = at;
	asked = 0;
	findings_init(&findings);
	r = form_load(&form, path, &findings);
	if (r == 0) {
		form_lint(form, &findings);
		visit(form, zone);
		++*loaded;
	}
	CHECK((r == 0) == (form != NULL));
	form_free(form);
	findings_fini(&findings);
	refuse_at = 0;
	return asked >= at;
}

static void every_place(const char *form)
{
	char path[1200];
	struct zone *zone;
	size_t loaded = 0;
	long n = 1;

	CHECK_OK(zone_load(&zone, NULL, "Europe/Amsterdam"));
	(void)snprintf(path, sizeof path, "%s/assets/forms/%s.xml", test_root(), form);
	while (one_life(path, zone, n, &loaded))
		n++;
	fprintf(stderr, "%s: memory was refused at %ld places\n", form, n - 1);
	CHECK(n > 20);
	CHECK(loaded > 0);
	zone_free(zone);
}

TEST_LIMIT(memory, is_refused_at_every_place_of_a_form_with_repeats, 300)
{
	every_place("ketenkaart");
}

TEST_LIMIT(memory, is_refused_at_every_place_of_a_form_in_nine_languages, 300)
{
	every_place("signal_card");
}
#endif
