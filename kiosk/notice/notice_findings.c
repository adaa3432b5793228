#include "notice/notice_findings.h"

#include <stdarg.h>
#include <stdio.h>

static void add(struct notice_findings *f, const char *kind, const char *path, int line, const char *fmt, va_list args)
{
	char sentence[500];

	if (!f->text)
		return;
	(void)vsnprintf(sentence, sizeof sentence, fmt, args);
	/* One finding is one line, whatever a notice put in its names. */
	for (char *c = sentence; *c; c++)
		if ((unsigned char)*c < ' ')
			*c = ' ';
	if (line > 0)
		buf_printf(f->text, "%s:%d: %s: %s\n", path, line, kind, sentence);
	else
		buf_printf(f->text, "%s: %s: %s\n", path, kind, sentence);
}

void notice_error(struct notice_findings *f, const char *path, int line, const char *fmt, ...)
{
	va_list args;

	f->errors++;
	va_start(args, fmt);
	add(f, "error", path, line, fmt, args);
	va_end(args);
}

void notice_warning(struct notice_findings *f, const char *path, int line, const char *fmt, ...)
{
	va_list args;

	f->warnings++;
	va_start(args, fmt);
	add(f, "warning", path, line, fmt, args);
	va_end(args);
}
