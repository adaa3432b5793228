/* soak_count - the day is over: everything is drained to the hub, opened by its owner, and counted. */
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <signal.h>

#include "soak.h"
#include "sys/file.h"
#include "sys/proc.h"
#include "sys/text.h"

enum { OPENED_MOST = 256 << 20, OPEN_MS = 600000, TYPES = 24 };

/* loket-sync --once until nothing waits. */
static int drain(struct soak *s)
{
	char program[DEMO_PATH + 16];
	const char *const argv[] = {program, "--data", s->d.station, "--once", NULL};
	AUTO_BUF out;
	int e = s->d.hub_pid ? 0 : demo_start_hub(&s->d);

	demo_end(&s->d.sync_pid, SIGTERM);
	(void)snprintf(program, sizeof program, "%s/loket-sync", s->d.programs);
	buf_init(&out, 1 << 20);
	return e ? err_up(e) : err_up(proc_run(argv, &out, OPEN_MS));
}

static int open_all(const struct soak *s, struct buf *out)
{
	char program[DEMO_PATH + 16], key[DEMO_PATH + 20];
	const char *const argv[] = {program, "open", "--key", key, "--hub", s->d.hub_store, NULL};

	(void)snprintf(program, sizeof program, "%s/loketctl", s->d.programs);
	(void)snprintf(key, sizeof key, "%s/authority.key", s->d.office);
	return err_up(proc_run(argv, out, OPEN_MS));
}

static int by_text(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

struct types {
	char name[TYPES][60];
	int count[TYPES], n;
};

static void count_type(struct types *t, const char *type)
{
	int i = 0;

	while (i < t->n && !text_is(t->name[i], type))
		i++;
	if (i == TYPES)
		return;
	if (i == t->n)
		(void)text_copy(t->name[t->n++], sizeof t->name[0], type);
	t->count[i]++;
}

/* The numbers of all opened records, in order; a record that does not open ends it. */
static int take_numbers(char ***out, size_t *n, const char *lines, struct types *types)
{
	size_t room = 0;

	for (; *lines; lines += strcspn(lines, "\n"), lines += *lines == '\n') {
		json_t *one = json_loadb(lines, strcspn(lines, "\n"), 0, NULL);
		const char *number = json_string_value(json_object_get(one, "number"));

		if (*n == room) {
			char **more = realloc(*out, (room = room ? 2 * room : 1024) * sizeof **out);

			if (!more) {
				json_decref(one);
				return err_new(ENOMEM, "no memory for the numbers");
			}
			*out = more;
		}
		(*out)[*n] = number ? strdup(number) : NULL;
		if ((*out)[*n])
			(*n)++;
		count_type(types, node_text(one, "type"));
		json_decref(one);
	}
	if (*n)
		qsort(*out, *n, sizeof **out, by_text);
	return 0;
}

static int times(char **all, size_t n, const char *number)
{
	int found = 0;

	for (size_t i = 0; i < n; i++)
		found += text_is(all[i], number);
	return found;
}

static int papers_there(const struct soak *s)
{
	DIR *d = opendir(s->d.papers);
	const struct dirent *entry;
	int n = 0;

	while (d && (entry = readdir(d)))
		n += text_ends(entry->d_name, ".png");
	if (d)
		closedir(d);
	return n;
}

static int judge(const struct soak *s, char **all, size_t n)
{
	int lost = 0, doubled = 0, sheets = papers_there(s);

	for (int i = 0; i < s->n_numbers; i++) {
		int there = times(all, n, s->number[i]);

		lost += there == 0;
		doubled += there > 1;
	}
	for (size_t i = 1; i < n; i++)
		doubled += text_is(all[i - 1], all[i]);
	if (lost)
		(void)printf("  the first number called saved: %s\n", s->number[0]);
	(void)printf("%d numbers called saved, %d sheets promised, %d came out\n", s->n_numbers, s->papers, sheets);
	if (sheets != s->papers)
		return err_new(EPROTO, "%d sheets were promised, %d came out", s->papers, sheets);
	return lost || doubled ? err_new(EPROTO, "%d lost, %d doubled", lost, doubled) : 0;
}

int soak_count(struct soak *s, int *records)
{
	struct types types = {.n = 0};
	char **all = NULL;
	size_t n = 0;
	AUTO_BUF out;
	int e = drain(s);

	buf_init(&out, OPENED_MOST);
	if (e == 0)
		e = open_all(s, &out);
	if (e == 0)
		e = take_numbers(&all, &n, buf_str(&out), &types);
	if (text_is(s->break_once, "lost") && n)
		all[0][0] = '?', all[n - 1][0] = '?', all[n / 2][0] = '?';
	for (int i = 0; i < types.n; i++)
		(void)printf("  %6d records %s\n", types.count[i], types.name[i]);
	if (e == 0)
		e = judge(s, all, n);
	*records = (int)n;
	for (size_t i = 0; i < n; i++)
		free(all[i]);
	free(all);
	return err_up(e);
}
