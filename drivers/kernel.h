#pragma once

/*
 * kernel - the calls that reach a device file, behind one table
 *
 * What gpio, bell and watchdog ask of the kernel goes through here, so that a test stands in for it and sees each
 * request with its bytes. All as in the manual: -1 and errno. `me` is the twin's; the real table does not look at it.
 */
#include <stddef.h>
#include <sys/types.h>

struct kernel {
	void *me;
	int (*open)(void *me, const char *path, int flags);
	int (*close)(void *me, int fd);
	ssize_t (*read)(void *me, int fd, void *out, size_t n);
	ssize_t (*write)(void *me, int fd, const void *bytes, size_t n);
	int (*ioctl)(void *me, int fd, unsigned long request, void *arg);
};

extern const struct kernel kernel_real;
