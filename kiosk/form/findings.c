#include "form/form.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "form/finding_words.h"

/* A circle is named in full: that may be long. */
enum { SENTENCE_MAX = 8192 };

void findings_init(struct findings *f)
{
	*f = (struct findings){0};
	buf_init(&f->text, 1 << 20);
}

void findings_fini(struct findings *f)
{
	buf_fini(&f->text);
}

void findings_addv(struct findings *f, bool error, const char *file, int line, const char *fmt, va_list args)
{
	char sentence[SENTENCE_MAX];

	(void)vsnprintf(sentence, sizeof sentence, finding_words(f->dutch, fmt), args);
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

void findings_add(struct findings *f, bool error, const char *file, int line, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	findings_addv(f, error, file, line, fmt, args);
	va_end(args);
}

struct line {
	const char *text, *end;
	long number;
	size_t file_n, place;
};

static struct line line_at(const char *text, const char *end, size_t place)
{
	struct line l = {text, end, 0, 0, place};

	/* The first number between colons is the line. */
	for (const char *c = text; c < end; c++) {
		if (*c == ':' && c[1] >= '0' && c[1] <= '9') {
			l.file_n = (size_t)(c - text);
			l.number = strtol(c + 1, NULL, 10);
			break;
		}
	}
	return l;
}

static int compare(const void *a, const void *b)
{
	const struct line *x = a, *y = b;
	size_t n = x->file_n < y->file_n ? x->file_n : y->file_n;
	int order = memcmp(x->text, y->text, n);

	if (order == 0)
		order = x->file_n < y->file_n ? -1 : x->file_n > y->file_n;
	if (order == 0)
		order = x->number < y->number ? -1 : x->number > y->number;
	return order ? order : x->place < y->place ? -1 : 1;
}

static bool is_same(const struct line *a, const struct line *b)
{
	size_t n = (size_t)(a->end - a->text);

	return n == (size_t)(b->end - b->text) && memcmp(a->text, b->text, n) == 0;
}

static void keep(struct findings *f, struct buf *sorted, const struct line *line)
{
	static const char error[] = ": error: ";
	const char *kind = strchr(line->text + line->file_n + 1, ':');

	if (kind && strncmp(kind, error, sizeof error - 1) == 0)
		f->errors++;
	else
		f->warnings++;
	buf_add(sorted, line->text, (size_t)(line->end - line->text));
}

void findings_sort(struct findings *f)
{
	size_t n = 0, room = f->errors + f->warnings;
	struct line *lines = room ? calloc(room, sizeof *lines) : NULL;
	struct buf sorted;

	if (!lines)
		return;
	for (const char *at = buf_str(&f->text), *end; n < room && (end = strchr(at, '\n')); at = end + 1, n++)
		lines[n] = line_at(at, end + 1, n);
	qsort(lines, n, sizeof *lines, compare);
	buf_init(&sorted, f->text.max);
	f->errors = f->warnings = 0;
	for (size_t i = 0; i < n; i++) {
		if (i == 0 || !is_same(&lines[i - 1], &lines[i]))
			keep(f, &sorted, &lines[i]);
	}
	free(lines);
	if (buf_done(&sorted) == 0) {
		buf_fini(&f->text);
		f->text = sorted;
	} else {
		buf_fini(&sorted);
	}
}
