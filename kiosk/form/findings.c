#include "form/form.h"

#include <stdarg.h>
#include <stdio.h>

void findings_init(struct findings *f)
{
	*f = (struct findings){0};
	buf_init(&f->text, 1 << 20);
}

void findings_fini(struct findings *f)
{
	buf_fini(&f->text);
}

void findings_add(struct findings *f, bool error, const char *file, int line, const char *fmt, ...)
{
	char sentence[500];
	va_list args;

	va_start(args, fmt);
	(void)vsnprintf(sentence, sizeof sentence, fmt, args);
	va_end(args);
	/* One finding is one line, whatever a form put in its names. */
	for (char *c = sentence; *c; c++) {
		if ((unsigned char)*c < ' ')
			*c = ' ';
	}
	buf_printf(&f->text, "%s:%d: %s: %s\n", file, line, error ? "error" : "warning", sentence);
	if (error)
		f->errors++;
	else
		f->warnings++;
}
