#pragma once

/*
 * fuzz_file - bytes as a file that a reader opens by folder and name, without touching a disk
 *
 * FOLDER/NAME is a link to a file in memory, made once and filled anew each time.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

static char fuzz_folder[64], fuzz_path[128];

static inline void fuzz_file_gone(void)
{
	(void)unlink(fuzz_path);
	(void)rmdir(fuzz_folder);
}

/* The folder; the same for the whole run. */
static inline const char *fuzz_file(const char *name, const uint8_t *bytes, size_t n)
{
	static int fd = -1;
	char memory[64];

	if (fd < 0) {
		fd = memfd_create("fuzz", MFD_CLOEXEC);
		snprintf(fuzz_folder, sizeof fuzz_folder, "/tmp/loket-fuzz.XXXXXX");
		if (fd < 0 || !mkdtemp(fuzz_folder))
			abort();
		snprintf(fuzz_path, sizeof fuzz_path, "%s/%s", fuzz_folder, name);
		snprintf(memory, sizeof memory, "/proc/%d/fd/%d", getpid(), fd);
		if (symlink(memory, fuzz_path) < 0 || atexit(fuzz_file_gone) != 0)
			abort();
	}
	if (ftruncate(fd, 0) < 0 || pwrite(fd, bytes, n, 0) != (ssize_t)n)
		abort();
	return fuzz_folder;
}
