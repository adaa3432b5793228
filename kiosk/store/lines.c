#include "store/lines.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "sys/file.h"
#include "sys/text.h"

int lines_open(struct lines *out, struct buf *text, const char *path)
{
	int e = file_read(text, path);

	if (e)
		return err_up(e);
	if (strlen(buf_str(text)) != text->len || !utf8_valid(buf_str(text), text->len))
		return err_new(EINVAL, "%s: is not a text file in UTF-8", path);
	buf_char(text, '\n');
	e = buf_done(text);
	if (e)
		return err_up(e);
	*out = (struct lines){.path = path, .at = (char *)text->data};
	return 0;
}

static char *trimmed(char *s)
{
	char *end;

	while (*s == ' ' || *s == '\t')
		s++;
	end = s + strlen(s);
	while (end > s && (end[-1] == ' ' || end[-1] == '\t' || end[-1] == '\r'))
		*--end = 0;
	return s;
}

int lines_next(struct lines *l, const char **key, const char **value)
{
	for (;;) {
		char *line = l->at, *end = strchr(line, '\n'), *equals;

		if (!end)
			return LINES_END;
		*end = 0;
		l->at = end + 1;
		l->number++;
		line = trimmed(line);
		if (*line == 0 || *line == '#')
			continue;
		equals = strchr(line, '=');
		if (!equals)
			return lines_bad(l, "a line is 'key = value'; this one has no '='");
		*equals = 0;
		*key = trimmed(line);
		*value = trimmed(equals + 1);
		return 0;
	}
}

int lines_bad(const struct lines *l, const char *fmt, ...)
{
	char why[300];
	va_list args;

	va_start(args, fmt);
	(void)vsnprintf(why, sizeof why, fmt, args);
	va_end(args);
	return err_new(EINVAL, "%s:%d: %s", l->path, l->number, why);
}
