/*
 * start_format - an empty file system, made by the root's own mke2fs
 *
 * The initrd holds none: the root, which dm-verity has just vouched for, does. It runs with the root as all that it sees, and
 * makes a file in memory; what is laid on the card, and when, is board/reset_lay.c's business.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "board/start/start.h"

void start_format_words(const char *words[START_FORMAT_WORDS], const char *file, const char *holds)
{
	/* Features and reserve as board/image/disk gives them. The partition was just read back as zeros. */
	static const char *const fixed[] = {"/usr/sbin/mke2fs", "-q", "-F", "-t", "ext4", "-L", "data", "-E",
	        "quotatype=prjquota,assume_storage_prezeroed=1,nodiscard", "-O",
	        "quota,project,metadata_csum,^orphan_file", "-m", "1"};
	size_t n = sizeof fixed / sizeof *fixed;

	memcpy(words, fixed, sizeof fixed);
	words[n] = "-d";
	words[n + 1] = holds;
	words[n + 2] = file;
	words[n + 3] = NULL;
}

static void __attribute__((noreturn)) become_mke2fs(const char *root, const char *file, const char *holds)
{
	char path[] = "PATH=/usr/sbin:/usr/bin";
	char *const environment[] = {path, NULL};
	const char *words[START_FORMAT_WORDS];
	char *argv[START_FORMAT_WORDS];

	start_format_words(words, file, holds);
	for (size_t i = 0; i < START_FORMAT_WORDS; i++) {
		argv[i] = words[i] ? strdup(words[i]) : NULL;
		if (!argv[i])
			break;
	}
	if (argv[0] && chdir(root) == 0 && chroot(".") == 0)
		(void)execve(argv[0], argv, environment);
	_exit(127);
}

int start_format(const char *root, const char *file_in_root, const char *holds_in_root)
{
	pid_t pid = fork();
	int status = 0;

	if (pid < 0)
		return err_new(errno, "mke2fs can not be started: %s", strerror(errno));
	if (pid == 0)
		become_mke2fs(root, file_in_root, holds_in_root);
	while (waitpid(pid, &status, 0) < 0)
		if (errno != EINTR)
			return err_new(errno, "mke2fs can not be waited for");
	if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
		return err_new(EIO, "mke2fs made no file system (it ended with %d)",
		        WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status));
	return 0;
}
