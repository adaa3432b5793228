/* breakout_signals - what a signal can do to a kiosk: nothing, or an end in order after which its unit starts it anew. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "breakout_kit.h"
#include "harness.h"
#include "sys/file.h"
#include "sys/proc.h"
#include "visitor.h"

enum { LIMIT_S = 120, OPENED_MOST = 1 << 20 };

/* Faults are what they are; nobody can hold SIGKILL and SIGSTOP; three end it in order; 32 and 33 are the C library's. */
static bool is_told_to_stay(int signal)
{
	static const int others[] = {SIGKILL, SIGSTOP, SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, SIGTRAP, SIGSYS,
	        SIGINT, SIGTERM, SIGHUP, 32, 33};

	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		if (others[i] == signal)
			return false;
	return true;
}

TEST_LIMIT(breakout, no_signal_but_an_end_or_a_fault_does_anything, LIMIT_S)
{
	struct breakout *b = breakout_open();

	tap(&b->s, "next");
	await_screen(&b->s, "language");
	for (int signal = 1; signal <= 64; signal++) {
		if (!is_told_to_stay(signal))
			continue;
		CHECK_INT(kill(b->s.pid, signal), 0);
		check_screen(&b->s, "language");
		breakout_check_process(b);
	}
	breakout_check(b);
	breakout_close(b);
}

TEST_LIMIT(breakout, who_stops_it_finds_it_as_it_was_when_it_goes_on, LIMIT_S)
{
	struct breakout *b = breakout_open();

	CHECK_INT(kill(b->s.pid, SIGSTOP), 0);
	CHECK_INT(kill(b->s.pid, SIGCONT), 0);
	breakout_check(b);
	breakout_close(b);
}

TEST_LIMIT(breakout, what_ends_it_ends_it_in_order, LIMIT_S)
{
	static const int ends[] = {SIGINT, SIGTERM, SIGHUP};

	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
		struct breakout *b = breakout_open();
		int status = -1;

		CHECK_INT(kill(b->s.pid, ends[i]), 0);
		CHECK_OK(proc_wait(b->s.pid, 5000, &status));
		CHECK_INT(status, 0);
		b->s.pid = 0;
		station_kill(&b->s);
		CHECK_OK(station_start(&b->s, NULL));
		await_screen(&b->s, "idle");
		breakout_close(b);
	}
}

/* ---- the program itself --------------------------------------------------------------------------------- */

TEST(breakout, the_program_can_not_start_another)
{
	static const char *const starters[] = {"fork", "vfork", "clone", "clone3", "system", "popen", "execl", "execle",
	        "execlp", "execv", "execve", "execvp", "execvpe", "fexecve", "posix_spawn", "posix_spawnp", "wordexp"};
	char program[PATH_MAX];
	const char *const argv[] = {"/usr/bin/nm", "-D", "--undefined-only", program, NULL};
	AUTO_BUF out;

	buf_init(&out, OPENED_MOST);
	(void)snprintf(program, sizeof program, "%s/loket", test_programs());
	CHECK_OK(proc_run(argv, &out, 20000));
	CHECK_HAS(buf_str(&out), " U "); /* it was read */
	for (size_t i = 0; i < sizeof starters / sizeof *starters; i++) {
		char at[40], end[40];

		(void)snprintf(at, sizeof at, " U %s@", starters[i]);
		(void)snprintf(end, sizeof end, " U %s\n", starters[i]);
		if (strstr(buf_str(&out), at) || strstr(buf_str(&out), end))
			test_fail(__FILE__, __LINE__, "loket calls %s", starters[i]);
	}
}

TEST_LIMIT(breakout, no_core_file_can_come_of_it, LIMIT_S)
{
	struct breakout *b = breakout_open();
	char path[64];
	const char *at;
	AUTO_BUF limits;

	buf_init(&limits, 1 << 16);
	(void)snprintf(path, sizeof path, "/proc/%d/limits", (int)b->s.pid);
	CHECK_OK(file_read(&limits, path));
	at = strstr(buf_str(&limits), "Max core file size");
	CHECK(at != NULL);
	at += strlen("Max core file size");
	CHECK_INT(strtol(at, NULL, 10), 0);
	breakout_close(b);
}
