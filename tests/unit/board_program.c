#include "board_program.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "harness.h"
#include "sys/buf.h"
#include "sys/file.h"
#include "sys/text.h"

enum { WORDS_MAX = 24, BEFORE = 18 };

/* As the file of a bundle looks from outside: a squashfs, a signature, its size. */
void program_bundle(const char *path)
{
	static const uint8_t size[8] = {0, 0, 0, 0, 0, 0, 1, 0};
	AUTO_BUF file;

	buf_init(&file, 1 << 16);
	buf_text(&file, "hsqs");
	buf_zero(&file, 8192 - file.len + 256);
	buf_add(&file, size, sizeof size);
	CHECK_OK(file_replace(path, file.data, file.len, 0644));
}

/* The stick as a folder; what the program asked for stands in files, because it runs in a child. */
static int stick_open(void *me, char *dir, size_t room, const struct stick_request *request)
{
	const char *folder = me;

	if (request->write || !file_exists("sticks") ||
	        file_replace("sticks/opened", request->where, strlen(request->where), 0644))
		return err_new(5, "the stick was asked for in an odd way");
	if (!folder)
		return err_new(6, "no stick is in a port for sticks");
	return text_copy(dir, room, folder) ? 0 : err_new(5, "too long");
}

static int stick_close(void *me, const char *dir)
{
	(void)me;
	if (file_exists("sticks/stuck"))
		return err_new(5, "The stick could not be finished");
	return file_replace("sticks/closed", dir, strlen(dir), 0644);
}

int program_run(struct bus *b, const struct stick_place *place, const char *const *words)
{
	const char *argv[WORDS_MAX] = {"loket-update", "--bus", b->address, "--state", "state", "--os-release",
	        "os-release", "--beacon", "beacon", "--restart", "restart", "--errands", "errands", "--spool", "spool",
	        "--keyring", "none", "--patience"};
	int n = BEFORE, status;
	pid_t pid;

	argv[n++] = "0";
	while (*words)
		argv[n++] = *words++;
	argv[n] = NULL;
	pid = fork();
	CHECK(pid >= 0);
	if (pid == 0) {
		if (!freopen("out", "w", stdout) || !freopen("errors", "w", stderr))
			_exit(99);
		n = update_main(n, (char *const *)(uintptr_t)argv, place);
		(void)fflush(NULL);
		_exit(n);
	}
	CHECK(waitpid(pid, &status, 0) == pid && WIFEXITED(status));
	return WEXITSTATUS(status);
}

bool program_holds(const char *path, const char *text)
{
	AUTO_BUF all;

	buf_init(&all, 1 << 20);
	CHECK_OK(file_read(&all, path));
	return strstr(buf_str(&all), text) != NULL;
}

struct bus program_open(void)
{
	struct bus b = bus_start();

	CHECK_OK(file_replace("os-release", "IMAGE_VERSION=0.4.0\n", 20, 0644));
	CHECK_OK(dir_make("errands/ask", 0755));
	CHECK_OK(dir_make("errands/told", 0755));
	CHECK_OK(dir_make("sticks", 0755));
	CHECK_OK(dir_make("stick", 0755));
	return b;
}

struct errand program_ask(const char *name, const char *arg)
{
	struct errand e;

	CHECK_OK(errand_ask(&e, "errands", name, arg, 1));
	return e;
}

static char place_folder[] = "stick";
const struct stick_place program_stick = {stick_open, stick_close, place_folder},
                         program_no_stick = {stick_open, stick_close, NULL};
