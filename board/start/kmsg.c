#include "board/start/kmsg.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

enum { LINE_BYTES = 700 };

void kmsg_say(const char *who, const char *sentence)
{
	char line[LINE_BYTES];
	int n = snprintf(line, sizeof line, "<4>%s: %s\n", who, sentence);
	int fd = open("/dev/kmsg", O_WRONLY | O_CLOEXEC);

	if (fd >= 0 && write(fd, line, n < (int)sizeof line ? (size_t)n : sizeof line - 1) < 0)
		errno = 0;
	if (fd >= 0)
		(void)close(fd);
}
