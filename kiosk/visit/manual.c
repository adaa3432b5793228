#include "visit/manual.h"

#include <ctype.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sys/file.h"
#include "sys/log.h"
#include "sys/text.h"
#include "visit/upkeep.h"
#include "visit/visit_inside.h"

enum { PATH_ROOM = 1200 };

struct manual {
	bool english;
	int n;
	struct manual_entry entries[MANUAL_PAGES_MOST];
	struct manual_page page;
	char text[MANUAL_BYTES_MAX];
};

/* ---- one page ------------------------------------------------------------------------------- */

static void cut_line(struct manual_page *out, char *line)
{
	struct desk_row row = {.kind = DESK_ROW_TEXT, .text = line};
	char *end = line;

	if (text_starts(line, "# ")) {
		row.kind = DESK_ROW_TITLE;
		row.text = line + 2;
	} else if (text_starts(line, "## ")) {
		row.kind = DESK_ROW_HEADING;
		row.text = line + 3;
	} else if (text_starts(line, "- ")) {
		row.kind = DESK_ROW_POINT;
		row.text = line + 2;
	} else if (isdigit((unsigned char)*line) && strtol(line, &end, 10) < 100 && text_starts(end, ". ")) {
		row.kind = DESK_ROW_POINT;
		row.number = (int)strtol(line, NULL, 10);
		row.text = end + 2;
	}
	if (*row.text && out->n < MANUAL_ROWS_MOST)
		out->rows[out->n++] = row;
}

void manual_cut(struct manual_page *out, char *text)
{
	char *rest = text, *line;

	out->n = 0;
	while ((line = strsep(&rest, "\n"))) {
		size_t n = strlen(line);

		while (n > 0 && (line[n - 1] == ' ' || line[n - 1] == '\r'))
			line[--n] = '\0';
		if (n > 0)
			cut_line(out, line);
	}
}

bool manual_is_code(const char *s)
{
	return s[0] >= 'A' && s[0] <= 'Z' && isdigit((unsigned char)s[1]) && isdigit((unsigned char)s[2]) && !s[3];
}

static int read_page(struct manual *m, const struct visit *v, const char *code)
{
	char path[PATH_ROOM];
	AUTO_BUF text;
	int e;

	buf_init(&text, sizeof m->text - 1);
	(void)snprintf(path, sizeof path, "%.1000s/manual/%s/%s.md", v->world.content, m->english ? "en" : "nl", code);
	e = file_read(&text, path);
	if (e)
		return err_up(e);
	if (!utf8_valid(buf_str(&text), text.len) || !text_copy(m->text, sizeof m->text, buf_str(&text)))
		return err_new(0, "the page %s of the manual is no text", path);
	manual_cut(&m->page, m->text);
	return m->page.n > 0 ? 0 : err_new(0, "the page %s of the manual is empty", path);
}

/* ---- all of them ---------------------------------------------------------------------------- */

static int by_code(const void *a, const void *b)
{
	return strcmp(((const struct manual_entry *)a)->code, ((const struct manual_entry *)b)->code);
}

static void take_entry(struct manual *m, const struct visit *v, const char *name)
{
	struct manual_entry *e = &m->entries[m->n];
	char code[MANUAL_CODE_ROOM];

	if (m->n == MANUAL_PAGES_MOST || strlen(name) != 6 || !text_ends(name, ".md"))
		return;
	(void)snprintf(code, sizeof code, "%.3s", name);
	if (!manual_is_code(code) || read_page(m, v, code) < 0)
		return;
	(void)text_copy(e->code, sizeof e->code, code);
	(void)text_copy(e->title, sizeof e->title, m->page.rows[0].text);
	m->n++;
}

static void load(struct manual *m, const struct visit *v)
{
	char path[PATH_ROOM];
	const struct dirent *d;
	DIR *dir;

	m->n = 0;
	m->english = duty_in_english(v);
	(void)snprintf(path, sizeof path, "%.1000s/manual/%s", v->world.content, m->english ? "en" : "nl");
	dir = opendir(path);
	while (dir && (d = readdir(dir)))
		take_entry(m, v, d->d_name);
	if (dir)
		(void)closedir(dir);
	else
		log_warn(v->world.log, "there is no manual in %s", path);
	qsort(m->entries, (size_t)m->n, sizeof *m->entries, by_code);
}

static struct manual *manual_of(struct visit *v, bool everybodys)
{
	if (!upkeep_may(v) && !(everybodys && duty_is_open(v)))
		return NULL;
	if (v->manual && v->manual->english == duty_in_english(v))
		return v->manual;
	if (!v->manual)
		v->manual = calloc(1, sizeof *v->manual);
	if (v->manual)
		load(v->manual, v);
	return v->manual;
}

int manual_entries(const struct manual_entry **out, struct visit *v)
{
	const struct manual *m = manual_of(v, false);

	if (!m)
		return 0;
	*out = m->entries;
	return m->n;
}

bool manual_has(struct visit *v, const char *code)
{
	const struct manual_entry *all;
	int n = manual_entries(&all, v);

	for (int i = 0; i < n; i++)
		if (text_is(all[i].code, code))
			return true;
	return false;
}

const struct manual_page *manual_page(struct visit *v, const char *code)
{
	struct manual *m = manual_of(v, code[0] == 'V' || code[0] == 'F');
	int e;

	if (!m || !manual_is_code(code))
		return NULL;
	e = read_page(m, v, code);
	if (e < 0)
		log_surprise(v->world.log, LOG_MODULE, e);
	return e < 0 ? NULL : &m->page;
}

void manual_free(struct visit *v)
{
	free(v->manual);
	v->manual = NULL;
}
