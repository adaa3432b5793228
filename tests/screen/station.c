#include "station.h"

#include <errno.h>
#include <fcntl.h>
#include <glob.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
#include <sys/wait.h>
#include "sys/clock.h"
#include "sys/file.h"
#include "sys/proc.h"

enum { ARGS_MOST = 64, START_WITHIN_MS = 20000 };

static const char *program(const struct station *s, const char *name, char room[PATH_MAX + 32])
{
	snprintf(room, PATH_MAX + 32, "%s/%s", s->programs, name);
	return room;
}

/* The contract leaves the names open: the public key ends in .pub, the private one is called the same without it, or with .key. */
static int find_keys(struct station *s, char public[PATH_MAX])
{
	char pattern[PATH_MAX];
	glob_t found = {0};
	size_t stem;

	snprintf(pattern, sizeof pattern, "%s/authority/*.pub", s->dir);
	if (glob(pattern, 0, NULL, &found) != 0 || found.gl_pathc == 0) {
		globfree(&found);
		return err_new(ENOENT, "loketctl keys new left no *.pub in %s/authority", s->dir);
	}
	snprintf(public, PATH_MAX, "%s", found.gl_pathv[0]);
	globfree(&found);
	stem = strlen(public) - strlen(".pub");
	snprintf(s->key, sizeof s->key, "%.*s", (int)stem, public);
	if (!file_exists(s->key))
		snprintf(s->key, sizeof s->key, "%.*s.key", (int)stem, public);
	return 0;
}

int station_make(struct station *s, const char *programs, const char *hub)
{
	const char *tmp = getenv("TMPDIR");
	char ctl[PATH_MAX + 32], authority[STATION_PATH + 16], public[PATH_MAX], recovery[STATION_PATH + 48];
	int e;

	memset(s, 0, sizeof *s);
	snprintf(s->programs, sizeof s->programs, "%s", programs);
	if (snprintf(s->dir, sizeof s->dir, "%s/loket-station.XXXXXX", tmp && strlen(tmp) < 60 ? tmp : "/tmp") < 0 ||
	        !mkdtemp(s->dir))
		return err_new(errno, "%s: %s", s->dir, strerror(errno));
	snprintf(s->data, sizeof s->data, "%s/data", s->dir);
	snprintf(s->paper, sizeof s->paper, "%s/paper", s->dir);
	snprintf(s->socket, sizeof s->socket, "%s/control", s->dir);
	snprintf(s->log, sizeof s->log, "%s/loket.log", s->dir);
	snprintf(authority, sizeof authority, "%s/authority", s->dir);
	snprintf(s->recovery, sizeof s->recovery, "%s/recovery", s->dir);
	snprintf(recovery, sizeof recovery, "%s/recovery.pub", s->recovery);
	program(s, "loketctl", ctl);
	const char *const second[] = {ctl, "keys", "new", "--role", "recovery", "--out", s->recovery, NULL};
	const char *const keys[] = {ctl, "keys", "new", "--role", "authority", "--out", authority, NULL};
	if ((e = dir_make(s->paper, 0700)) != 0 || (e = dir_make(authority, 0700)) != 0 ||
	        (e = proc_run(keys, NULL, 20000)) != 0 || (e = proc_run(second, NULL, 20000)) != 0 ||
	        (e = find_keys(s, public)) != 0)
		return err_up(e);
	const char *const init[] = {ctl, "init", "--data", s->data, "--hub", hub ? hub : "https://127.0.0.1:1",
	        "--authority", public, "--recovery-key", recovery, NULL};
	return err_up(proc_run(init, NULL, 20000));
}

static bool has_option(const char *const *options, const char *name)
{
	for (; options && *options; options++)
		if (strcmp(*options, name) == 0)
			return true;
	return false;
}

static int launch(struct station *s, const char *const *argv)
{
	int log = open(s->log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600), e;
	struct proc_spec spec = {.argv = argv, .in = -1, .out = log, .err = log};

	if (log < 0)
		return err_new(errno, "%s: %s", s->log, strerror(errno));
	e = proc_start(&s->pid, &spec);
	close(log);
	return err_up(e);
}

/* What the kiosk said last, for the sentence. */
static int ended_early(struct station *s)
{
	struct buf said;
	int e;

	s->pid = 0;
	buf_init(&said, 1 << 20);
	if (file_read(&said, s->log) < 0)
		buf_clear(&said);
	e = err_new(ECHILD, "the kiosk ended at once: %s",
	        said.len ? buf_str(&said) + (said.len > 300 ? said.len - 300 : 0) : "it said nothing");
	buf_fini(&said);
	return e;
}

int station_launch(struct station *s, const char *const *options)
{
	char loket[PATH_MAX + 32], printer[STATION_PATH + 32];
	const char *const usual[][2] = {{"--data", s->data}, {"--panel", "1280x800@217x136"}, {"--printer", printer},
	        {"--speech", "none"}, {"--bell", "twin"}, {"--keypad", "twin"}, {"--control", s->socket},
	        {"--clock", "manual"}};
	const char *argv[ARGS_MOST] = {program(s, "loket", loket)};
	int n = 1;

	snprintf(printer, sizeof printer, "virtual:%s", s->paper);
	for (size_t i = 0; i < sizeof usual / sizeof usual[0]; i++) {
		if (has_option(options, usual[i][0]) ||
		        (strcmp(usual[i][0], "--clock") == 0 && has_option(options, "real")))
			continue;
		argv[n++] = usual[i][0];
		argv[n++] = usual[i][1];
	}
	if (!has_option(options, "window"))
		argv[n++] = "--headless";
	for (; options && *options && n < ARGS_MOST - 1; options++)
		if (strcmp(*options, "window") != 0 && strcmp(*options, "real") != 0)
			argv[n++] = *options;
	(void)unlink(s->socket);
	return err_up(launch(s, argv));
}

int station_connect(struct station *s)
{
	int64_t until = clock_measure_us() + (int64_t)START_WITHIN_MS * 1000;
	int e, status;

	while ((e = door_open(&s->door, s->socket, 0)) != 0) {
		if (proc_wait(s->pid, 0, &status) == 0)
			return ended_early(s);
		if (clock_measure_us() > until)
			return err_up(e);
		nanosleep(&(struct timespec){.tv_nsec = 500000}, NULL);
	}
	return 0;
}

int station_start(struct station *s, const char *const *options)
{
	int e = station_launch(s, options);

	return err_up(e ? e : station_connect(s));
}

int station_stop(struct station *s)
{
	int status, e;

	if (s->pid == 0)
		return 0;
	door_close(s->door);
	s->door = NULL;
	(void)kill(s->pid, SIGTERM);
	if ((e = proc_wait(s->pid, 5000, &status)) != 0) {
		station_kill(s);
		return err_up(e);
	}
	s->pid = 0;
	return status == 0 ? 0 : err_new(ECHILD, "the kiosk ended with status %d; its words are in %s", status, s->log);
}

void station_kill(struct station *s)
{
	if (s->pid > 0) {
		(void)kill(s->pid, SIGKILL);
		(void)waitpid(s->pid, NULL, 0);
	}
	s->pid = 0;
	door_close(s->door);
	s->door = NULL;
}

void station_remove(struct station *s)
{
	station_kill(s);
	if (s->dir[0] && dir_remove(s->dir) < 0)
		fprintf(stderr, "%s\n", err_why());
	s->dir[0] = '\0';
}
