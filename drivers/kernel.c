#include "drivers/kernel.h"

#include <fcntl.h>
#include <sys/ioctl.h>
#include <unistd.h>

static int real_open(void *me, const char *path, int flags)
{
	(void)me;
	return open(path, flags | O_CLOEXEC);
}

static int real_close(void *me, int fd)
{
	(void)me;
	return close(fd);
}

static ssize_t real_read(void *me, int fd, void *out, size_t n)
{
	(void)me;
	return read(fd, out, n);
}

static ssize_t real_write(void *me, int fd, const void *bytes, size_t n)
{
	(void)me;
	return write(fd, bytes, n);
}

static int real_ioctl(void *me, int fd, unsigned long request, void *arg)
{
	(void)me;
	return ioctl(fd, request, arg);
}

const struct kernel kernel_real = {NULL, real_open, real_close, real_read, real_write, real_ioctl};
