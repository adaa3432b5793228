#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

#include "harness.h"
#include "sys/clock.h"
#include "sys/file.h"
#include "sys/proc.h"
#include "sys/text.h"

/* The shell here is only a handy child: the product starts none. */
#define SHELL(script)                                                                                                  \
	(const char *const[])                                                                                          \
	{                                                                                                              \
		"sh", "-c", (script), NULL                                                                             \
	}

static const char *output_of(const char *script)
{
	static struct buf out;
	buf_fini(&out);
	buf_init(&out, 1 << 20);
	CHECK_OK(proc_run(SHELL(script), &out, 10000));
	return buf_str(&out);
}

TEST(run, collects_what_the_program_says)
{
	CHECK_TEXT(output_of("echo one; echo two"), "one\ntwo\n");
	CHECK_TEXT(output_of("cat"), ""); /* nothing to read: /dev/null */
	CHECK_INT(strlen(output_of("head -c 300000 /dev/zero | tr '\\0' x")), 300000);
	CHECK_OK(proc_run(SHELL("exit 0"), NULL, -1));
}

TEST(run, arguments_arrive_as_they_are)
{
	AUTO_BUF out;
	buf_init(&out, 1000);
	const char *const argv[] = {"printf", "%s|", "a b", "$HOME", "`id`", "*", "", NULL};
	CHECK_OK(proc_run(argv, &out, 10000));
	CHECK_TEXT(buf_str(&out), "a b|$HOME|`id`|*||");
}

TEST(run, a_status_is_a_surprise_with_the_name)
{
	CHECK_INT(proc_run(SHELL("exit 3"), NULL, 10000), -ECHILD);
	CHECK_TEXT(err_why(), "sh: ended with status 3");
	CHECK(proc_run(SHELL("kill -9 $$"), NULL, 10000) < 0);
	CHECK_TEXT(err_why(), "sh: ended with status 137");
}

TEST(run, a_program_that_is_not_there_is_named)
{
	const char *const argv[] = {"no-such-program-anywhere", NULL};
	CHECK(proc_run(argv, NULL, 10000) < 0);
	CHECK_TEXT(err_why(), "no-such-program-anywhere: can not be started; is it installed?");
}

TEST(run, output_has_a_ceiling)
{
	for (int n = 99; n <= 101; n++) {
		AUTO_BUF out;
		char script[64];
		buf_init(&out, 100);
		snprintf(script, sizeof(script), "printf %%%dd 1", n);
		CHECK_INT(proc_run(SHELL(script), &out, 10000), n > 100 ? -E2BIG : 0);
	}
}

static void check_time_limit(const char *script)
{
	int64_t start = clock_measure_us();
	CHECK_INT(proc_run(SHELL(script), NULL, 300), -ETIMEDOUT);
	int64_t ms = (clock_measure_us() - start) / 1000;
	CHECK(ms >= 290 && ms < 5000);
}

TEST(run, ends_a_program_that_takes_too_long)
{
	check_time_limit("exec sleep 60");
}

/* It has closed its output, and still does not end. */
TEST(run, ends_a_silent_program_that_takes_too_long)
{
	check_time_limit("exec sleep 60 >&- 2>&-");
}

TEST(start, waits_with_a_limit_and_gives_the_status)
{
	pid_t pid;
	int status = -1;
	const struct proc_spec spec = {.argv = SHELL("sleep 0.2; exit 7"), .in = -1, .out = -1, .err = -1};
	CHECK_OK(proc_start(&pid, &spec));
	CHECK_INT(proc_wait(pid, 0, &status), -ETIMEDOUT);
	CHECK_INT(proc_wait(pid, 20, &status), -ETIMEDOUT);
	CHECK_INT(status, -1);
	CHECK_OK(proc_wait(pid, -1, &status));
	CHECK_INT(status, 7);
	CHECK_INT(proc_wait(pid, 100, &status), -ECHILD);
}

TEST(start, a_signal_is_128_and_more)
{
	pid_t pid;
	int status;
	const struct proc_spec spec = {.argv = SHELL("exec sleep 60"), .in = -1, .out = -1, .err = -1};
	CHECK_OK(proc_start(&pid, &spec));
	CHECK_INT(kill(pid, SIGTERM), 0);
	CHECK_OK(proc_wait(pid, 10000, &status));
	CHECK_INT(status, 128 + SIGTERM);
}

TEST(start, gives_the_descriptors_it_was_told_even_crossed)
{
	pid_t pid;
	int status, in = open("in", O_CREAT | O_RDWR, 0600), out = open("out", O_CREAT | O_RDWR, 0600),
	            err = open("err", O_CREAT | O_RDWR, 0600);
	CHECK_OK(write_all(in, "input", 5));
	CHECK_INT(lseek(in, 0, SEEK_SET), 0);
	const struct proc_spec spec = {.argv = SHELL("cat; echo bad >&2"), .in = in, .out = out, .err = err};
	CHECK_OK(proc_start(&pid, &spec));
	CHECK_OK(proc_wait(pid, 10000, &status));
	CHECK_INT(status, 0);
	AUTO_BUF text;
	buf_init(&text, 100);
	CHECK_OK(file_read(&text, "out"));
	CHECK_OK(file_read(&text, "err"));
	CHECK_TEXT(buf_str(&text), "inputbad\n");
	/* standard error on 1 and standard output on 2 */
	int keep1 = dup(1), keep2 = dup(2);
	CHECK(dup2(out, 1) == 1 && dup2(err, 2) == 2);
	const struct proc_spec crossed = {.argv = SHELL("echo X; echo Y >&2"), .in = -1, .out = 2, .err = 1};
	int r = proc_start(&pid, &crossed);
	r = r ? r : proc_wait(pid, 10000, &status);
	CHECK(dup2(keep1, 1) == 1 && dup2(keep2, 2) == 2);
	CHECK_OK(r);
	buf_clear(&text);
	CHECK_OK(file_read(&text, "out"));
	CHECK_TEXT(buf_str(&text), "inputY\n");
}

TEST(start, children_inherit_no_other_descriptor)
{
	/* One with the close-on-exec mark and two without, one of them far up. */
	int a = open("/dev/null", O_RDONLY | O_CLOEXEC), b = open("/dev/null", O_RDONLY), c = dup2(b, 200);
	CHECK(a > 2 && b > 2 && c == 200);
	CHECK_TEXT(output_of("for fd in /proc/$$/fd/*; do n=${fd##*/}; [ $n -gt 2 ] && [ $n -lt 255 ] && "
	                     "readlink $fd; done; true"),
	        "");
}

TEST(start, runs_in_its_folder)
{
	pid_t pid;
	int status;
	CHECK_OK(dir_make("below", 0700));
	const struct proc_spec spec = {
	        .argv = SHELL("echo x > made"), .folder = "below", .in = -1, .out = -1, .err = -1};
	CHECK_OK(proc_start(&pid, &spec));
	CHECK_OK(proc_wait(pid, 10000, &status));
	CHECK(file_exists("below/made"));
	const struct proc_spec nowhere = {.argv = SHELL("true"), .folder = "none", .in = -1, .out = -1, .err = -1};
	CHECK_OK(proc_start(&pid, &nowhere));
	CHECK_OK(proc_wait(pid, 10000, &status));
	CHECK_INT(status, 127);
}

TEST(start, children_have_default_signals)
{
	sigset_t all;
	sigfillset(&all);
	CHECK_INT(sigprocmask(SIG_BLOCK, &all, NULL), 0);
	CHECK(signal(SIGPIPE, SIG_IGN) != SIG_ERR);
	CHECK(signal(SIGHUP, SIG_IGN) != SIG_ERR);
	const char *status = output_of("grep -E '^Sig(Blk|Ign|Cgt)' /proc/self/status");
	CHECK_HAS(status, "SigBlk:\t0000000000000000\n");
	/* 32 and 33 belong to the C library, which ignores them in what make starts: not ours to reset. */
	CHECK_HAS(status, "SigIgn:\t");
	CHECK_INT(strtoull(strstr(status, "SigIgn:") + strlen("SigIgn:\t"), NULL, 16) & ~0x180000000u, 0);
}

/* A parent that is killed takes its child along. */
TEST(start, children_die_with_us)
{
	int ends[2];
	char byte;
	CHECK_INT(pipe(ends), 0);
	pid_t parent = fork();
	CHECK(parent >= 0);
	if (parent == 0) {
		pid_t child;
		const struct proc_spec spec = {
		        .argv = SHELL("echo s; exec sleep 60"), .in = -1, .out = ends[1], .err = -1};
		if (proc_start(&child, &spec))
			_exit(1);
		(void)close(ends[0]);
		(void)close(ends[1]);
		for (;;)
			pause();
	}
	(void)close(ends[1]);
	CHECK_INT(read(ends[0], &byte, 1), 1); /* the child runs */
	CHECK_INT(kill(parent, SIGKILL), 0);
	CHECK_INT(waitpid(parent, NULL, 0), parent);
	while (read(ends[0], &byte, 1) > 0)
		; /* ends only when the child has gone too; the case's own time limit says if not */
}
