#include "ui/edit.h"

#include <string.h>

#include "sys/buf.h"
#include "sys/text.h"
#include "ui/text_runs.h"

void edit_init(struct edit *e, char *text, size_t room)
{
	*e = (struct edit){.text = text, .room = room};
	e->caret = strlen(text);
}

void edit_replace(struct edit *e, const char *text)
{
	wipe(e->text, e->room);
	e->caret = 0;
	edit_insert(e, text);
}

static void put(struct edit *e, const char *bytes, size_t n)
{
	size_t len = strlen(e->text);

	if (n > e->room - 1 - len || (e->max_points && utf8_points(e->text) >= e->max_points)) {
		e->full = true;
		return;
	}
	memmove(e->text + e->caret + n, e->text + e->caret, len - e->caret + 1);
	memcpy(e->text + e->caret, bytes, n);
	e->caret += n;
}

void edit_insert(struct edit *e, const char *text)
{
	e->full = false;
	while (*text && !e->full) {
		const char *from = text;
		uint32_t point = utf8_next(&text);

		if (point == '\n' && e->multiline)
			put(e, "\n", 1);
		else if (point == '\n' || point == '\t')
			put(e, " ", 1);
		else if (point >= ' ' && point != 0x7f && !(point >= 0x80 && point < 0xa0) && point != 0xfffd)
			put(e, from, (size_t)(text - from));
	}
}

static void cut(struct edit *e, size_t from, size_t to)
{
	size_t len = strlen(e->text);

	memmove(e->text + from, e->text + to, len - to + 1);
	wipe(e->text + len - (to - from), to - from);
	e->caret = from;
	e->full = false;
}

/* Behind the letter at the caret and the marks that sit on it. */
static size_t letter_end(const struct edit *e)
{
	const char *next = e->text + e->caret, *end;

	(void)utf8_next(&next);
	do {
		end = next;
	} while (text_point_joins(utf8_next(&next)));
	return (size_t)(end - e->text);
}

/* One point alone: a mark that was typed by itself goes by itself. */
void edit_backspace(struct edit *e)
{
	if (e->caret > 0)
		cut(e, utf8_before(e->text, e->caret), e->caret);
}

void edit_delete(struct edit *e)
{
	size_t end = letter_end(e);

	if (end > e->caret)
		cut(e, e->caret, end);
}

void edit_left(struct edit *e)
{
	const char *at;

	do {
		e->caret = utf8_before(e->text, e->caret);
		at = e->text + e->caret;
	} while (e->caret > 0 && text_point_joins(utf8_next(&at)));
}

void edit_right(struct edit *e)
{
	e->caret = letter_end(e);
}
