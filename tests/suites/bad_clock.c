/* bad_clock - a board without a battery wakes up in 1970: records are taken, and say that their time is not known. */
#include <stdio.h>
#include <stdlib.h>

#include "bad_kit.h"
#include "harness.h"
#include "sys/file.h"

static const char *const libraries[] = {"/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1",
        "/usr/lib/aarch64-linux-gnu/faketime/libfaketime.so.1",
        "/usr/lib/arm-linux-gnueabihf/faketime/libfaketime.so.1"};

extern void __asan_init(void) __attribute__((weak));

/* The time that stands in this file, read anew at each look at the clock. */
static void fake(const char *file)
{
	const char *library = NULL;

	for (size_t i = 0; i < sizeof libraries / sizeof *libraries; i++)
		library = file_exists(libraries[i]) ? libraries[i] : library;
	if (!library)
		test_skip("faketime is not installed (apt install faketime)");
	if (__asan_init)
		test_skip("faketime does not go with the address checker");
	CHECK(setenv("LD_PRELOAD", library, 1) == 0 && setenv("FAKETIME_TIMESTAMP_FILE", file, 1) == 0);
	CHECK(setenv("FAKETIME_NO_CACHE", "1", 1) == 0);
	CHECK(setenv("FAKETIME_DONT_FAKE_MONOTONIC", "1", 1) == 0);
}

static void true_time(void)
{
	CHECK(unsetenv("LD_PRELOAD") == 0);
}

/* No date that a person gives would be before "today": the kiosk says what is wrong, and comes back when it is mended. */
TEST_LIMIT(clock, of_1970_is_told_and_the_kiosk_comes_back_when_it_is_set, LIMIT_S)
{
	struct bad *b = bad_make_with_record();
	char now[PLANT_PATH];

	path_in(now, b->p.s.dir, "now");
	write_file(now, "1970-01-01 00:00:30\n", 20);
	fake(now);
	bad_start(b, (const char *const[]){"real", NULL});
	true_time();
	check_out_of_service(b, "the clock says 1970-01-01");
	await_sight(&b->p.s, "timedatectl", 0);
	await_sight(&b->p.s, "De klok van de zuil staat niet goed", 0);
	CHECK_INT(waiting(&b->p.s), 1);
	write_file(now, "2027-06-05 12:00:00\n", 20);
	tap(&b->p.s, "next");
	await_screen(&b->p.s, "idle");
	bad_visit(b);
	b->records++; /* the jump itself is written down */
	bad_end(b);
}

/* A clock that went back, but not as far as that: visits go on, and no record is older than the one before it. */
TEST_LIMIT(clock, that_went_back_a_year_does_not_take_the_chain_along, LIMIT_S)
{
	struct bad *b = bad_make_with_record();
	char now[PLANT_PATH];
	AUTO_BUF opened;

	path_in(now, b->p.s.dir, "now");
	write_file(now, "2025-06-05 12:00:00\n", 20);
	fake(now);
	bad_start(b, (const char *const[]){"real", NULL});
	true_time();
	bad_visit(b);
	plant_kiosk_stop(&b->p);
	buf_init(&opened, 1 << 20);
	plant_open_station(&b->p, &opened);
	CHECK_HAS(buf_str(&opened), "\"clock\":\"unset\"");
	CHECK(!strstr(buf_str(&opened), "\"created\":\"2025-06"));
	plant_hub_start(&b->p);
	CHECK_INT(
	        plant_run(&b->p, "loket-sync", NULL, (const char *const[]){"--data", b->p.s.data, "--once", NULL}), 0);
	plant_await_hub(&b->p, 2);
	bad_end(b);
}

TEST_LIMIT(clock, of_1970_does_not_keep_sync_from_the_hub, LIMIT_S)
{
	struct bad *b = bad_make_with_record();
	char now[PLANT_PATH];
	int status;

	path_in(now, b->p.s.dir, "now");
	write_file(now, "1970-01-01 00:00:30\n", 20);
	plant_hub_start(&b->p);
	fake(now);
	status = plant_run(&b->p, "loket-sync", NULL, (const char *const[]){"--data", b->p.s.data, "--once", NULL});
	true_time();
	CHECK_INT(status, 0);
	plant_await_hub(&b->p, 1);
	bad_end(b);
}
