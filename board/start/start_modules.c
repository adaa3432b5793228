/* start_modules - kernel modules in the order that was worked out at build time */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "board/start/start.h"
#include "sys/buf.h"
#include "sys/file.h"

enum { LIST_BYTES_MAX = 64 * 1024 };

static int load(const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC), e = 0;

	if (fd < 0)
		return err_new(errno, "module %s is not in the initrd", path);
	if (syscall(SYS_finit_module, fd, "", 0) != 0 && errno != EEXIST)
		e = err_new(errno, "module %s can not be loaded: %s", path, strerror(errno));
	(void)close(fd);
	return e;
}

int start_modules(const char *list, void (*loaded)(void *me), void *me)
{
	AUTO_BUF text;
	char *line, *end;
	int e, first = 0;

	buf_init(&text, LIST_BYTES_MAX);
	e = file_read(&text, list);
	if (e)
		return err_up(e);
	for (line = (char *)text.data; line && *line; line = end ? end + 1 : NULL) {
		end = strchr(line, '\n');
		if (end)
			*end = 0;
		e = *line ? load(line) : 0;
		if (e && first == 0)
			first = e;
		if (*line && loaded)
			loaded(me);
	}
	return first ? err_up(first) : 0;
}
