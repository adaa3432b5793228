#include "walk_script.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include "sys/buf.h"
#include "sys/file.h"

/* One word at *p, unquoted where it stands; NULL at the line's end, *bad where a quote does not close. */
static char *take_word(char **p, bool *bad)
{
	char *word, *to;
	bool quoted;

	*p += strspn(*p, " \t");
	if (**p == '\0' || **p == '#')
		return NULL;
	quoted = **p == '"';
	*p += quoted;
	word = to = *p;
	while (**p && (quoted ? **p != '"' : **p != ' ' && **p != '\t')) {
		if (quoted && **p == '\\' && (*p)[1]) {
			(*p)++;
			*to++ = **p == 'n' ? '\n' : **p;
		} else {
			*to++ = **p;
		}
		(*p)++;
	}
	*bad = quoted && **p != '"';
	if (**p)
		(*p)++;
	*to = '\0';
	return word;
}

static int take_line(struct walk_script *s, char *line, int number, const char *path)
{
	struct instruction in = {.line = number};
	bool bad = false;
	char *word;

	while ((word = take_word(&line, &bad))) {
		if (bad)
			return err_new(EINVAL, "%s:%d: a quote is not closed", path, number);
		if (in.n == WALK_WORDS_MOST)
			return err_new(E2BIG, "%s:%d: more than %d words", path, number, WALK_WORDS_MOST);
		in.word[in.n++] = word;
	}
	if (in.n == 0)
		return 0;
	if (s->n == WALK_LINES_MOST)
		return err_new(E2BIG, "%s:%d: more than %d instructions", path, number, WALK_LINES_MOST);
	s->instruction[s->n++] = in;
	return 0;
}

int walk_script_parse(struct walk_script **out, const char *text, const char *path)
{
	struct walk_script *s = calloc(1, sizeof *s);
	int e = 0, number = 1;
	char *line, *end;

	if (!s || !(s->text = strdup(text))) {
		free(s);
		return err_new(ENOMEM, "%s: no memory", path);
	}
	for (line = s->text; e == 0 && *line; line = end, number++) {
		end = line + strcspn(line, "\n");
		if (*end)
			*end++ = '\0';
		e = take_line(s, line, number, path);
	}
	if (e != 0) {
		walk_script_free(s);
		return err_up(e);
	}
	*out = s;
	return 0;
}

int walk_script_load(struct walk_script **out, const char *path)
{
	AUTO_BUF file;
	int e;

	buf_init(&file, WALK_FILE_MOST);
	if ((e = file_read(&file, path)) != 0)
		return err_up(e);
	return err_up(walk_script_parse(out, buf_str(&file), path));
}

void walk_script_free(struct walk_script *s)
{
	if (!s)
		return;
	free(s->text);
	free(s);
}
