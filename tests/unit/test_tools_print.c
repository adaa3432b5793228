/* loketctl print show: what a technician types, and what comes back. */
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <unistd.h>

#include "drivers/picture.h"
#include "harness.h"
#include "sys/file.h"
#include "tools/tools.h"

/* Calls the tool with these words; what it says stands in the files out and err. */
static int call(int n, ...)
{
	char *argv[10] = {NULL};
	va_list args;
	int keep[2] = {dup(1), dup(2)};
	fflush(NULL);
	CHECK(dup2(open("out", O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC, 0600), 1) == 1);
	CHECK(dup2(open("err", O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC, 0600), 2) == 2);
	va_start(args, n);
	for (int i = 0; i < n; i++)
		argv[i] = va_arg(args, char *);
	va_end(args);
	int status = tool_print(n, argv);
	fflush(NULL);
	CHECK(dup2(keep[0], 1) == 1 && dup2(keep[1], 2) == 2);
	return status;
}

static const char *said(const char *path)
{
	static struct buf all;
	buf_fini(&all);
	buf_init(&all, 100000);
	CHECK_OK(file_read(&all, path));
	return buf_str(&all);
}

static const char *profile(void)
{
	static char path[1024];
	snprintf(path, sizeof(path), "%s/assets/printers/generic-80.conf", test_root());
	return path;
}

TEST(show, draws_the_paper_and_tells_its_figures)
{
	struct picture *p;
	CHECK_OK(file_replace("in.bin", "\033@\035v0\0\1\0\2\0\xff\x81\033J\012", 15, 0600));
	CHECK_INT(call(5, "print", "show", profile(), "in.bin", "out.png"), 0);
	CHECK_TEXT(said("err"), "");
	CHECK_TEXT(said("out"),
	        "{\"bytes\":15,\"commands\":3,\"width\":576,\"dpi\":203,\"rows\":12,\"mm\":1.5,\"cuts\":[],"
	        "\"boxes\":0}\n");
	CHECK_OK(picture_read(&p, "out.png"));
	CHECK_INT(p->height, 12);
	CHECK(picture_is_dark(p, 7, 1) && !picture_is_dark(p, 6, 1) && picture_is_dark(p, 6, 0));
	picture_free(p);
}

TEST(show, what_is_wrong_has_a_byte_offset_and_no_picture)
{
	CHECK_OK(file_replace("in.bin", "\n\033Z", 3, 0600));
	CHECK_INT(call(5, "print", "show", profile(), "in.bin", "out.png"), 1);
	CHECK_TEXT(said("err"), "loketctl: offset 1: unknown command 1B 5A\n");
	CHECK_TEXT(said("out"), "");
	CHECK(!file_exists("out.png"));
}

TEST(show, text_is_refused_or_boxed)
{
	CHECK_OK(file_replace("in.bin", "A\n", 2, 0600));
	CHECK_INT(call(5, "print", "show", profile(), "in.bin", "out.png"), 1);
	CHECK_HAS(said("err"), "offset 0: text: it needs the printer's own font");
	CHECK_INT(call(6, "print", "show", "--boxes", profile(), "in.bin", "out.png"), 0);
	CHECK_HAS(said("out"), "\"rows\":30,\"mm\":3.8,\"cuts\":[],\"boxes\":1}");
}

TEST(show, a_job_without_paper_is_told)
{
	CHECK_OK(file_replace("in.bin", "\033@", 2, 0600));
	CHECK_INT(call(5, "print", "show", profile(), "in.bin", "out.png"), 1);
	CHECK_TEXT(said("err"), "loketctl: this job prints nothing: no row of paper moves\n");
}

TEST(show, missing_files_are_named)
{
	CHECK_INT(call(5, "print", "show", profile(), "none.bin", "out.png"), 1);
	CHECK_TEXT(said("err"), "loketctl: none.bin: No such file or directory\n");
	CHECK_INT(call(5, "print", "show", "none.conf", "none.bin", "out.png"), 1);
	CHECK_HAS(said("err"), "none.conf");
	CHECK_INT(call(5, "print", "show", "no-such-printer", "none.bin", "out.png"), 1);
	CHECK_OK(file_replace("in.bin", "\n", 1, 0600));
	CHECK_INT(call(5, "print", "show", profile(), "in.bin", "none/out.png"), 1);
	CHECK_HAS(said("err"), "none/out.png");
}

TEST(show, wrong_calls_get_one_line)
{
	CHECK_INT(call(1, "print"), 2);
	CHECK_TEXT(said("err"),
	        "loketctl: print takes: show [--boxes] PROFILE IN.bin OUT.png, or slip [--english] PROFILE OUT.bin; "
	        "print --help tells more\n");
	CHECK_INT(call(4, "print", "show", "a", "b"), 2);
	CHECK_INT(call(6, "print", "show", "a", "b", "c", "d"), 2);
	CHECK_INT(call(5, "print", "hide", "a", "b", "c"), 2);
	CHECK_INT(call(2, "print", "--help"), 0);
	CHECK_HAS(said("out"), "Example: loketctl print show generic-80");
}

TEST(slip, is_what_show_reads)
{
	CHECK_INT(call(4, "print", "slip", profile(), "slip.bin"), 0);
	CHECK_INT(call(5, "print", "show", profile(), "slip.bin", "slip.png"), 0);
	CHECK(file_exists("slip.png"));
	CHECK_INT(call(5, "print", "slip", "--english", profile(), "slip.bin"), 0);
	CHECK_INT(call(5, "print", "slip", profile(), "slip.bin", "more"), 2);
	CHECK_INT(call(4, "print", "slip", "none.conf", "slip.bin"), 1);
	CHECK_INT(call(4, "print", "slip", profile(), "none/slip.bin"), 1);
	CHECK_HAS(said("err"), "none/slip.bin");
}

/* 16 MiB of bytes is the most that is read. */
TEST(show, a_job_has_a_ceiling)
{
	int fd = open("in.bin", O_CREAT | O_WRONLY | O_CLOEXEC, 0600);
	CHECK(fd >= 0);
	CHECK_OK(write_all(fd, "\n", 1));
	CHECK_INT(ftruncate(fd, 16 * 1024 * 1024), 0); /* NULs between commands do nothing */
	CHECK_INT(call(5, "print", "show", profile(), "in.bin", "out.png"), 0);
	CHECK_INT(ftruncate(fd, 16 * 1024 * 1024 + 1), 0);
	CHECK_INT(call(5, "print", "show", profile(), "in.bin", "out.png"), 1);
	CHECK_TEXT(said("err"), "loketctl: in.bin: larger than 16777216 bytes\n");
	close(fd);
}
