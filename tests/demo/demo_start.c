/* demo_start - hub, sync and kiosk as three processes of their own, and their end. */
#include <fcntl.h>
#include <signal.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "demo.h"
#include "sys/clock.h"
#include "sys/file.h"
#include "sys/proc.h"

enum { START_MS = 10000, STOP_MS = 5000 };

/* What a program says goes to build/demo/NAME.log. */
static int start(struct demo *d, pid_t *pid, const char *name, const char *const *args)
{
	char program[DEMO_PATH + 16], log[DEMO_PATH + 32];
	const char *argv[32] = {program};
	struct proc_spec spec = {.argv = argv, .in = -1};
	int n = 1, e, fd;

	(void)snprintf(program, sizeof program, "%s/%s", d->programs, name);
	(void)snprintf(log, sizeof log, "%s/%s.log", d->dir, name);
	while (*args && n < 31)
		argv[n++] = *args++;
	fd = open(log, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
	if (fd < 0)
		return err_new(EIO, "%s can not be written", log);
	spec.out = spec.err = fd;
	e = proc_start(pid, &spec);
	(void)close(fd);
	return err_up(e);
}

static int hub_answers(const struct demo *d)
{
	char log[DEMO_PATH + 32];
	int64_t until = clock_measure_us() + START_MS * 1000LL;

	(void)snprintf(log, sizeof log, "%s/loket-hub.log", d->dir);
	while (clock_measure_us() < until) {
		AUTO_BUF text;

		buf_init(&text, 64 * 1024);
		if (file_read(&text, log) == 0 && strstr(buf_str(&text), d->port))
			return 0;
		if (waitpid(d->hub_pid, NULL, WNOHANG) != 0)
			break;
		(void)usleep(5000);
	}
	return err_new(ETIMEDOUT, "the hub does not start; see %s", log);
}

int demo_start_hub(struct demo *d)
{
	char cert[DEMO_PATH + 20], key[DEMO_PATH + 20], ca[DEMO_PATH + 20], sign[DEMO_PATH + 20];
	int e;

	(void)snprintf(cert, sizeof cert, "%s/tls-server.crt", d->hub);
	(void)snprintf(key, sizeof key, "%s/tls-server.key", d->hub);
	(void)snprintf(ca, sizeof ca, "%s/ca.crt", d->office);
	(void)snprintf(sign, sizeof sign, "%s/hub.key", d->hub);
	e = start(d, &d->hub_pid, "loket-hub",
	        (const char *const[]){"--listen", d->port, "--store", d->hub_store, "--tls-cert", cert, "--tls-key",
	                key, "--client-ca", ca, "--key", sign, NULL});
	return e ? err_up(e) : err_up(hub_answers(d));
}

int demo_start_sync(struct demo *d)
{
	return err_up(start(d, &d->sync_pid, "loket-sync", (const char *const[]){"--data", d->station, NULL}));
}

int demo_start_kiosk(struct demo *d, const char *const *options)
{
	char printer[DEMO_PATH + 16];
	const char *args[32] = {"--data", d->station, "--printer", printer, "--control", d->socket, "--bell", "twin",
	        "--keypad", "twin"}; /* what options name comes behind, and holds */
	int e, n = 10;

	(void)snprintf(printer, sizeof printer, "virtual:%s", d->papers);
	while (options && *options && n < 31)
		args[n++] = *options++;
	e = dir_remove(d->papers);
	if (e == 0)
		e = dir_make(d->papers, 0755);
	if (e == 0)
		e = start(d, &d->kiosk_pid, "loket", args);
	if (e == 0)
		e = door_open(&d->door, d->socket, START_MS);
	return err_up(e);
}

void demo_end(pid_t *pid, int signal)
{
	int status;

	if (*pid <= 0)
		return;
	(void)kill(*pid, signal);
	if (proc_wait(*pid, STOP_MS, &status)) {
		(void)kill(*pid, SIGKILL);
		(void)waitpid(*pid, NULL, 0);
	}
	*pid = 0;
}

void demo_stop(struct demo *d)
{
	door_close(d->door);
	d->door = NULL;
	demo_end(&d->kiosk_pid, SIGTERM);
	demo_end(&d->sync_pid, SIGTERM);
	demo_end(&d->hub_pid, SIGTERM);
}
