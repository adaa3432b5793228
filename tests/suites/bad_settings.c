/* bad_settings - settings that nobody can mean. */
#include <stdio.h>

#include "bad_kit.h"
#include "harness.h"

static void start_with(struct bad *b, const void *text, size_t n)
{
	char conf[PLANT_PATH];

	path_in(conf, b->p.s.dir, "loket.conf");
	write_file(conf, text, n);
	bad_start(b, (const char *const[]){"--config", conf, NULL});
	await_screen(&b->p.s, "idle");
}

TEST_LIMIT(settings, unknown_keys_and_bad_values_are_named_with_file_and_line_and_the_kiosk_starts, LIMIT_S)
{
	static const char text[] = "# site\nvisit.warn_s = soon\ncolour_of_the_door = green\nvisit.wipe_s = 999999\n"
	                           "zone = Europe/Amsterdam\nlog.level = loud\n";
	struct bad *b = bad_make();

	start_with(b, text, sizeof text - 1);
	check_log(b, "loket.conf:2");
	check_log(b, "visit.warn_s");
	check_log(b, "loket.conf:3");
	check_log(b, "colour_of_the_door");
	check_log(b, "loket.conf:4");
	check_log(b, "loket.conf:6");
	/* The preset holds: the warning comes after two minutes. */
	tap(&b->p.s, "next");
	tap(&b->p.s, "lang:nl");
	advance(&b->p.s, 119 * 1000);
	check_screen(&b->p.s, "service");
	advance(&b->p.s, 1000);
	check_screen(&b->p.s, "timeout");
	bad_end(b);
}

TEST_LIMIT(settings, of_garbage_are_named_and_the_kiosk_starts, LIMIT_S)
{
	struct bad *b = bad_make();
	char noise[5000];
	uint64_t state = 4;

	for (size_t i = 0; i < sizeof noise; i++)
		noise[i] = (char)test_random(&state);
	start_with(b, noise, sizeof noise);
	check_log(b, "loket.conf:");
	bad_visit(b);
	bad_end(b);
}

TEST_LIMIT(settings, that_are_missing_end_the_start_with_one_sentence, LIMIT_S)
{
	struct bad *b = bad_make();

	CHECK_INT(bad_run(b, (const char *const[]){"--config", "/nowhere/loket.conf", NULL}), 2);
	check_log(b, "/nowhere/loket.conf");
	CHECK_INT(bad_run(b, (const char *const[]){"--panel", "tiny", NULL}), 2);
	check_log(b, "--panel");
	CHECK_INT(bad_run(b, (const char *const[]){"--no-such-option", NULL}), 2);
	check_log(b, "no-such-option");
	bad_end(b);
}

TEST_LIMIT(settings, with_a_printer_nobody_knows_mean_no_printer_but_a_kiosk, LIMIT_S)
{
	struct bad *b = bad_make();

	bad_start(b, (const char *const[]){"--printer", "pigeon:17", NULL});
	check_log(b, "pigeon");
	bad_visit(b);
	bad_end(b);
}
