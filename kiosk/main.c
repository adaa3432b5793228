/*
 * loket - the kiosk program on one page
 *
 * Settings, memory that tells nothing, everything opened in order, the event
 * loop, everything closed in reverse.
 */
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <sys/resource.h>

#define LOG_MODULE "app"
#include "kiosk/app.h"
#include "sys/heap.h"

/* No core file holds a visit. */
static void leave_no_core(void)
{
	struct rlimit none = {0, 0};

	(void)setrlimit(RLIMIT_CORE, &none);
}

/* Faults of the program itself, which nothing may hide. */
static bool is_fault(int signal)
{
	static const int faults[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, SIGTRAP, SIGSYS};

	for (size_t i = 0; i < sizeof faults / sizeof *faults; i++)
		if (faults[i] == signal)
			return true;
	return false;
}

/* A log that nobody reads any more and a file that may not grow are errors to be handled, not ends of the program; and
 * no alarm, no terminal and nobody's own signal ends a visit or stops the screen. Those that end it in order are held
 * later (app_open.c). */
static void outlive_signals(void)
{
	for (int s = 1; s <= SIGRTMAX; s++)
		if (!is_fault(s) && s != SIGINT && s != SIGTERM && s != SIGHUP && s != SIGCHLD && s != SIGCONT)
			(void)signal(s, SIG_IGN); /* what can not be ignored stays as it is */
}

int main(int argc, char **argv)
{
	static const char *const name = "loket";
	struct settings settings;
	struct app app;
	int e;

	e = settings_take(&settings, argc, argv);
	if (e == SETTINGS_SHOWN)
		return 0;
	if (e) {
		(void)fprintf(stderr, "%s: %s\n", name, err_why());
		return 2;
	}
	leave_no_core();
	outlive_signals();
	e = app_open(&app, &settings);
	if (e == 0 && !heap_is_wiped())
		log_warn(&app.log, "memory: what is freed is not overwritten on this machine, or can not be looked at");
	if (e == 0)
		e = app_run(&app);
	if (e)
		(void)fprintf(stderr, "%s: %s\n", name, err_why());
	app_close(&app);
	return e ? 1 : 0;
}
