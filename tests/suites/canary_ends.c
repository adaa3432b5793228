/*
 * canary_ends - a visit that ends early leaves nothing: neither on the disk nor in the memory of the living program
 *
 * Ends: "stop direct", nobody there any more, kill -9, a fault that would write a core file. Places: while typing, with
 * answers taken, on the review, on the confirmation, behind a help page, with the receipt on the screen.
 */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "canary_kit.h"
#include "harness.h"
#include "sys/clock.h"
#include "sys/file.h"
#include "sys/text.h"

enum { LIMIT_S = 120 };

/* Where a visit is when it ends; of which visit; whether its record is saved by then. */
static const struct place {
	const char *name, *question; /* question NULL: the review */
	int visit;
	bool taken, help, confirm, receipt;
} places[] = {
        {.name = "while typing", .question = "story", .visit = 0},
        {.name = "while typing a number", .question = "imei", .visit = 1},
        {.name = "with answers taken", .question = "phone", .visit = 0, .taken = true},
        {.name = "on the review", .visit = 1},
        {.name = "behind a help page", .question = "story", .visit = 1, .help = true},
        {.name = "on the confirmation", .visit = 2, .confirm = true},
        {.name = "with the receipt on the screen", .visit = 3, .confirm = true, .receipt = true},
};

enum { PLACES = sizeof places / sizeof *places };

static void go_to(struct yard *y, const struct place *at)
{
	struct station *s = &y->p.s;
	struct visitor *v = calloc(1, sizeof *v);

	CHECK(v != NULL);
	*v = canaries_visitor(&y->c, s, at->visit);
	visitor_begin(v);
	visitor_answer(v, at->question);
	if (at->taken || at->confirm)
		tap(s, "next");
	if (at->help)
		tap(s, "help");
	if (at->confirm)
		await_screen(s, "confirm");
	if (at->receipt) {
		tap(s, "next");
		await_screen(s, "receipt");
	}
	free(v);
	yard_memory_holds(y);
}

static void take_shot(const struct yard *y, const char *name)
{
	CHECK_OK(door_do(y->p.s.door, NULL, "{s:s, s:s}", "do", "shot", "path", name));
}

static void check_same_file(const char *a, const char *b)
{
	AUTO_BUF one;
	AUTO_BUF other;

	buf_init(&one, 64 << 20);
	buf_init(&other, 64 << 20);
	CHECK_OK(file_read(&one, a));
	CHECK_OK(file_read(&other, b));
	CHECK_INT(one.len, other.len);
	CHECK(memcmp(one.data, other.data, one.len) == 0);
}

/* "Stop direct" on the first screen: what a neutral screen looks like when nobody has told anything. */
static void shoot_neutral(struct yard *y)
{
	tap(&y->p.s, "next");
	tap(&y->p.s, "lang:nl");
	tap(&y->p.s, "stop");
	check_screen(&y->p.s, "stopped");
	take_shot(y, "neutral.png");
}

static void stop_at(struct yard *y, const struct place *at)
{
	struct station *s = &y->p.s;
	char when[100];
	int64_t from, us;

	snprintf(when, sizeof when, "after stop direct %s", at->name);
	go_to(y, at);
	from = clock_measure_us();
	tap(s, "stop");
	us = clock_measure_us() - from;
	yard_memory_is_clean(y, when); /* first of all: what is wiped later does not count */
	check_screen(s, "stopped");
	take_shot(y, "stopped.png");
	check_same_file("neutral.png", "stopped.png");
	printf("# stop direct %s: %.1f ms from tap to reply\n", at->name, (double)us / 1000);
}

TEST_LIMIT(stop, direct_leaves_nothing_in_memory_and_one_neutral_screen, LIMIT_S)
{
	struct yard *y = yard_make();

	plant_kiosk_start(&y->p, NULL);
	shoot_neutral(y);
	for (int i = 0; i < PLACES; i++)
		stop_at(y, &places[i]);
	yard_files_are_clean(y, "after stop direct");
	CHECK_INT(waiting(&y->p.s), 1);
	yard_end(y);
}

TEST_LIMIT(stop, direct_takes_size_theme_and_language_away, LIMIT_S)
{
	struct yard *y = yard_make();
	struct visitor v = canaries_visitor(&y->c, &y->p.s, 1);

	plant_kiosk_start(&y->p, NULL);
	shoot_neutral(y);
	tap(&y->p.s, "next");
	tap(&y->p.s, "size:XL");
	turn_to(&y->p.s, "lang:ar");
	tap(&y->p.s, "lang:ar");
	tap(&y->p.s, "help");
	turn_to(&y->p.s, "theme:contrast");
	tap(&y->p.s, "theme:contrast");
	tap(&y->p.s, "stop");
	take_shot(y, "stopped.png");
	check_same_file("neutral.png", "stopped.png");
	visitor_begin(&v);
	visitor_answer(&v, "brand");
	tap(&y->p.s, "stop");
	yard_memory_is_clean(y, "after a second visit");
	yard_end(y);
}

TEST_LIMIT(timeout, leaves_nothing_in_memory_nor_on_the_disk, LIMIT_S)
{
	struct yard *y = yard_make();
	char when[100];

	plant_kiosk_start(&y->p, NULL);
	for (int i = 0; i < PLACES; i++) {
		snprintf(when, sizeof when, "after a timeout %s", places[i].name);
		go_to(y, &places[i]);
		advance(&y->p.s, 120 * 1000);
		check_screen(&y->p.s, "timeout");
		yard_memory_holds(y);
		advance(&y->p.s, 45 * 1000);
		yard_memory_is_clean(y, when);
		check_screen(&y->p.s, "idle");
	}
	yard_files_are_clean(y, "after timeouts");
	CHECK_INT(waiting(&y->p.s), 1);
	yard_end(y);
}

TEST_LIMIT(kill, in_the_middle_of_a_visit_leaves_nothing_on_the_disk, LIMIT_S)
{
	struct yard *y = yard_make();
	int saved = 0;

	for (int i = 0; i < PLACES; i++) {
		plant_kiosk_start(&y->p, NULL);
		CHECK_INT(waiting(&y->p.s), saved);
		go_to(y, &places[i]);
		station_kill(&y->p.s);
		saved += places[i].receipt;
		yard_files_are_clean(y, "after kill -9");
	}
	plant_kiosk_start(&y->p, NULL);
	check_screen(&y->p.s, "idle");
	CHECK_INT(waiting(&y->p.s), saved);
	yard_memory_is_clean(y, "of the next program");
	yard_end(y);
}

/* A program that crashes would write its memory to a file, if it might. */
TEST_LIMIT(kill, by_a_fault_writes_no_core_file, LIMIT_S)
{
	struct rlimit all = {RLIM_INFINITY, RLIM_INFINITY};
	struct yard *y = yard_make();
	int status;

	(void)setrlimit(RLIMIT_CORE, &all);
	plant_kiosk_start(&y->p, NULL);
	go_to(y, &places[3]);
	CHECK(kill(y->p.s.pid, SIGABRT) == 0);
	CHECK(waitpid(y->p.s.pid, &status, 0) == y->p.s.pid);
	CHECK(!WIFSIGNALED(status) || !WCOREDUMP(status));
	y->p.s.pid = 0;
	station_kill(&y->p.s);
	yard_files_are_clean(y, "after a fault");
	yard_end(y);
}
