#include "sys/proc.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "sys/clock.h"

enum { NOT_STARTED = 127 }; /* the status that a shell gives too */

/* In the child, between fork and exec: only calls that are safe there. */
static _Noreturn void become(const struct proc_spec *spec, pid_t parent)
{
	sigset_t none;
	int in = spec->in >= 0 ? spec->in : open("/dev/null", O_RDONLY);

	for (int s = 1; s < NSIG; s++)
		(void)signal(s, SIG_DFL);
	sigemptyset(&none);
	(void)sigprocmask(SIG_SETMASK, &none, NULL);
	(void)prctl(PR_SET_PDEATHSIG, SIGTERM);
	if (getppid() != parent)
		_exit(NOT_STARTED); /* the parent was gone before the line above */
	if (spec->folder && chdir(spec->folder) < 0)
		_exit(NOT_STARTED);
	/* Lift them first, so that laying one down does not cover another. */
	in = fcntl(in, F_DUPFD, 10);
	int out = fcntl(spec->out >= 0 ? spec->out : 1, F_DUPFD, 10);
	int err = fcntl(spec->err >= 0 ? spec->err : 2, F_DUPFD, 10);
	(void)dup2(in, 0);
	(void)dup2(out, 1);
	(void)dup2(err, 2);
	(void)syscall(SYS_close_range, 3u, ~0u, 0u);
	(void)execvp(spec->argv[0], (char *const *)(uintptr_t)spec->argv);
	_exit(NOT_STARTED);
}

int proc_start(pid_t *out, const struct proc_spec *spec)
{
	pid_t parent = getpid(), pid;
	sigset_t all, before;
	int e;

	/* A signal that comes before the child has let go of our handlers waits until it has. */
	sigfillset(&all);
	(void)sigprocmask(SIG_SETMASK, &all, &before);
	pid = fork();
	e = errno;
	if (pid == 0)
		become(spec, parent);
	(void)sigprocmask(SIG_SETMASK, &before, NULL);
	if (pid < 0)
		return err_new(e, "%s: can not be started: %s", spec->argv[0], strerror(e));
	*out = pid;
	return 0;
}

int proc_wait(pid_t pid, int limit_ms, int *status)
{
	int64_t until = clock_measure_us() + (int64_t)limit_ms * 1000;
	int st;

	for (;;) {
		pid_t got = waitpid(pid, &st, limit_ms < 0 ? 0 : WNOHANG);

		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return err_new(errno, "process %d can not be waited for: %s", (int)pid, strerror(errno));
		if (got == pid)
			break;
		if (clock_measure_us() >= until)
			return err_new(ETIMEDOUT, "process %d still runs after %d ms", (int)pid, limit_ms);
		(void)poll(NULL, 0, 2);
	}
	*status = WIFSIGNALED(st) ? 128 + WTERMSIG(st) : WEXITSTATUS(st);
	return 0;
}

static int left_ms(int64_t until_us)
{
	int64_t left = (until_us - clock_measure_us()) / 1000;

	return left > 0 ? (int)left : 0;
}

static int collect(int fd, struct buf *out, int64_t until_us)
{
	uint8_t part[4096];

	for (;;) {
		struct pollfd p = {.fd = fd, .events = POLLIN};
		ssize_t n;

		if (until_us && left_ms(until_us) == 0)
			return err_new(ETIMEDOUT, "a program gave no end in time");
		if (poll(&p, 1, until_us ? left_ms(until_us) : -1) <= 0)
			continue;
		n = read(fd, part, sizeof part);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return 0;
		if (out)
			buf_add(out, part, (size_t)n);
	}
}

int proc_run(const char *const *argv, struct buf *out, int limit_ms)
{
	int64_t until = limit_ms < 0 ? 0 : clock_measure_us() + (int64_t)limit_ms * 1000;
	struct proc_spec spec = {.argv = argv, .in = -1, .out = -1, .err = -1};
	int ends[2], status, e;
	pid_t pid;

	if (pipe2(ends, O_CLOEXEC) < 0)
		return err_new(errno, "no pipe: %s", strerror(errno));
	spec.out = ends[1];
	e = proc_start(&pid, &spec);
	(void)close(ends[1]);
	if (e == 0) {
		e = collect(ends[0], out, until);
		if (e == 0) /* it may have closed its output long before its end */
			e = proc_wait(pid, until ? left_ms(until) : -1, &status);
		if (e) {
			int killed;

			(void)kill(pid, SIGKILL);
			(void)waitpid(pid, &killed, 0);
		}
	}
	(void)close(ends[0]);
	if (e)
		return err_up(e);
	if (status == NOT_STARTED)
		return err_new(ECHILD, "%s: can not be started; is it installed?", argv[0]);
	if (status)
		return err_new(ECHILD, "%s: ended with status %d", argv[0], status);
	return out ? err_up(buf_done(out)) : 0;
}
