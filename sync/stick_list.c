#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sync/stick_inside.h"
#include "sys/text.h"

void stick_say(const struct stick_world *w, const char *fmt, ...)
{
	char sentence[400];
	va_list args;

	if (!w->say)
		return;
	va_start(args, fmt);
	(void)vsnprintf(sentence, sizeof(sentence), fmt, args);
	va_end(args);
	w->say(w->me, sentence);
}

struct listing {
	struct stick_list list;
	const char *ending;
};

static int take_entry(void *me, const struct stick_entry *e)
{
	struct listing *l = me;

	if (!text_ends(e->name, l->ending))
		return 0;
	if (l->list.n == l->list.room) {
		size_t room = l->list.room ? 2 * l->list.room : 64;
		void *entries = realloc(l->list.entries, room * sizeof(*l->list.entries));

		if (!entries)
			return err_new(ENOMEM, "There is no memory to list a stick.");
		l->list.entries = entries;
		l->list.room = room;
	}
	l->list.entries[l->list.n++] = *e;
	return 0;
}

static int by_name(const void *a, const void *b)
{
	return strcmp(((const struct stick_entry *)a)->name, ((const struct stick_entry *)b)->name);
}

int stick_list_read(struct stick_list *out, const struct stick_world *w, const char *ending)
{
	struct listing l = {.ending = ending};
	int r = w->disk->each(w->disk->me, w->dir, take_entry, &l);

	if (r < 0) {
		stick_list_free(&l.list);
		return err_up(r);
	}
	if (l.list.n > 0)
		qsort(l.list.entries, l.list.n, sizeof(*l.list.entries), by_name);
	*out = l.list;
	return 0;
}

void stick_list_free(struct stick_list *l)
{
	free(l->entries);
	*l = (struct stick_list){0};
}
