#include "demo.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <poll.h>
#include <unistd.h>

#include "sys/clock.h"
#include "sys/file.h"

/* Ctrl-C and the like become a readable descriptor; the programs we start do not share our fate by accident. */
static int signals(void)
{
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, SIGINT);
	sigaddset(&set, SIGTERM);
	sigaddset(&set, SIGCHLD);
	(void)sigprocmask(SIG_BLOCK, &set, NULL);
	return signalfd(-1, &set, SFD_CLOEXEC);
}

/* In a window: until the window is closed or somebody presses Ctrl-C. */
static int stay(struct demo *d, int fd)
{
	struct signalfd_siginfo info;

	say("The kiosk is open. Papers appear in %s. Ctrl-C ends everything.", d->papers);
	say("Afterwards: %s/loketctl open --key %s/authority.key --hub %s", d->programs, d->office, d->hub_store);
	for (;;) {
		if (read(fd, &info, sizeof info) != (ssize_t)sizeof info)
			return err_new(EIO, "signals can not be read");
		if (info.ssi_signo != SIGCHLD)
			return 0;
		if (waitpid(d->kiosk_pid, NULL, WNOHANG) == d->kiosk_pid) {
			d->kiosk_pid = 0;
			return 0;
		}
	}
}

static bool interrupted(int fd)
{
	struct pollfd p = {.fd = fd, .events = POLLIN};
	struct signalfd_siginfo info;

	while (poll(&p, 1, 0) == 1 && read(fd, &info, sizeof info) == (ssize_t)sizeof info)
		if (info.ssi_signo != SIGCHLD)
			return true;
	return false;
}

static int play(struct demo *d, int fd, int *records)
{
	static const char *const languages[DEMO_VISITS] = {"nl", "en", "ar"};
	int e = dir_remove(d->shots);

	if (e == 0)
		e = dir_make(d->shots, 0755);
	for (int i = 0; i < DEMO_VISITS && e == 0; i++)
		e = interrupted(fd) ? err_new(EINTR, "stopped by a signal") : demo_visit(d, languages[i]);
	if (e == 0)
		e = demo_figures(d);
	if (e == 0)
		e = demo_await_hub(d, records);
	return err_up(e);
}

static int run(struct demo *d, bool window, int fd, int *records)
{
	int e = demo_setup(d);

	if (e == 0)
		e = demo_start_hub(d);
	if (e == 0)
		e = demo_start_sync(d);
	if (e == 0)
		e = demo_start_kiosk(d, window ? NULL : (const char *const[]){"--headless", NULL});
	if (e)
		return err_up(e);
	say("Hub on %s, sync and kiosk are running; what they say stands in %s/*.log", d->port, d->dir);
	return window ? err_up(stay(d, fd)) : err_up(play(d, fd, records));
}

/* A card is held to the reader of the demonstration that runs; "" takes it away. */
static int badge(struct demo *d, const char *token)
{
	struct door *door;
	int r = door_open(&door, d->socket, 2000);

	if (r == 0) {
		r = door_do(door, NULL, "{s:s,s:s}", "do", "badge", "token", token);
		door_close(door);
	}
	return r > 0 ? err_new(EIO, "the kiosk does not take the badge") : err_up(r);
}

int main(int argc, char **argv)
{
	bool window = getenv("DISPLAY") || getenv("WAYLAND_DISPLAY");
	int64_t from = clock_measure_us();
	struct demo *d = calloc(1, sizeof *d);
	int records = 0, e, fd = signals();

	if (!d || (argc != 2 && argc != 4)) {
		(void)fputs("demo: called by make run and make badge, with the folder of the built programs\n", stderr);
		free(d);
		return 2;
	}
	e = demo_lay_out(d, argv[1], "demo");
	if (e == 0 && argc == 4) {
		e = badge(d, argv[3]);
		window = true; /* nothing was played: no line of figures */
	} else {
		if (e == 0)
			e = run(d, window, fd, &records);
		demo_stop(d);
	}
	if (e)
		(void)fprintf(stderr, "demo: %s\n", err_why());
	else if (!window)
		demo_last_line(d, records, (double)(clock_measure_us() - from) / 1e6);
	free(d);
	return e ? 1 : 0;
}
