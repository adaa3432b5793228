/* demo_say - a line for whoever watches, and a path. */
#include <stdarg.h>
#include <stdio.h>

#include "demo.h"
#include "sys/file.h"

void demo_say(const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	(void)vprintf(fmt, args);
	va_end(args);
	(void)putchar('\n');
	(void)fflush(stdout);
}

int demo_path(char *out, size_t room, const char *dir, const char *name)
{
	return err_up(path_join(out, room, dir, name));
}
