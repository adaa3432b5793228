#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sys/text.h"
#include "notice/notice_inside.h"
#include "notice/packs.h"

enum { LINE_MAX_BYTES = NOTICE_LAWS_BYTES };

static void take_id(struct reader *r, int line, const char *value)
{
	struct notice *n = &r->out->notice;

	r->list = checklist_of(value);
	if (!r->list || !text_copy(n->id, sizeof n->id, value))
		reader_error(r, line, "'%.20s' is no notice; FORMAT.md and checklist.h name the sixteen", value);
}

static void take_lang(struct reader *r, int line, const char *value)
{
	struct notice *n = &r->out->notice;

	for (int i = 0; notice_language(i); i++)
		if (text_is(notice_language(i), value)) {
			(void)text_copy(n->lang, sizeof n->lang, value);
			return;
		}
	reader_error(r, line, "'%.20s' is no language of the notices: nl nl-easy en de fr ar uk pl tr", value);
}

static void take_version(struct reader *r, int line, const char *value)
{
	int64_t v;

	if (text_i64(value, 1, NOTICE_VERSION_MAX, &v))
		r->out->notice.version = (int)v;
	else
		reader_error(r, line, "version is a whole number from 1 to %d", NOTICE_VERSION_MAX);
}

static void take_from(struct reader *r, int line, const char *value)
{
	if (notice_date(NULL, value))
		(void)text_copy(r->out->notice.valid_from, sizeof r->out->notice.valid_from, value);
	else
		reader_error(r, line, "valid_from is a day, yyyy-mm-dd");
}

static void take_until(struct reader *r, int line, const char *value)
{
	struct notice *n = &r->out->notice;

	if (!notice_date(NULL, value))
		reader_error(r, line, "valid_until is a day, yyyy-mm-dd");
	else if (strcmp(value, n->valid_from) < 0)
		reader_error(r, line, "valid_until lies before valid_from");
	else
		(void)text_copy(n->valid_until, sizeof n->valid_until, value);
}

static void take_status(struct reader *r, int line, const char *value)
{
	if (!notice_status_of(&r->out->notice.status, value))
		reader_error(r, line, "status is draft, reviewed, sworn or official");
}

static void take_approved(struct reader *r, int line, const char *value)
{
	r->out->notice.approved_by = "";
	if (*value)
		reader_error(
		        r, line, "approved_by stays empty in the source; 'loketctl pack approve' writes who approved");
}

static const char *take_text(struct reader *r, int line, const char *key, const char *value, size_t most)
{
	const char *copy = arena_text(r->arena, value, strlen(value));

	r->no_memory |= !copy;
	if (!*value)
		reader_error(r, line, "%s is empty", key);
	else if (strlen(value) > most)
		reader_error(r, line, "%s has %zu bytes; at most %zu fit", key, strlen(value), most);
	return copy ? copy : "";
}

static void take_reviewer(struct reader *r, int line, const char *value)
{
	r->out->notice.reviewer = take_text(r, line, "reviewer", value, NOTICE_LINE_BYTES);
}

static void take_title(struct reader *r, int line, const char *value)
{
	(void)take_text(r, line, "title", value, NOTICE_LINE_BYTES);
	r->out->notice.title = reader_text(r, NOTICE_SAYS_TITLE, line, "", value);
}

static void take_laws(struct reader *r, int line, const char *value)
{
	r->out->notice.laws = take_text(r, line, "laws", value, NOTICE_LAWS_BYTES);
}

struct key {
	const char *name;
	void (*take)(struct reader *r, int line, const char *value);
};

static const struct key keys[] = {
        {"notice", take_id},
        {"lang", take_lang},
        {"version", take_version},
        {"valid_from", take_from},
        {"valid_until", take_until},
        {"status", take_status},
        {"approved_by", take_approved},
        {"reviewer", take_reviewer},
        {"title", take_title},
        {"laws", take_laws},
};
enum { KEYS = sizeof keys / sizeof *keys };

/* The value behind `name:` in a line without its end; NULL when this is another line. */
static const char *value_of(char *line, const char *name)
{
	size_t n = strlen(name);
	char *value, *end;

	if (strncmp(line, name, n) != 0 || line[n] != ':')
		return NULL;
	value = line + n + 1;
	value += strspn(value, " ");
	for (end = value + strlen(value); end > value && end[-1] == ' '; end--)
		end[-1] = 0;
	return value;
}

/* Copies the line at *at without its end and moves behind it; false when there is none, or it is too long for any key. */
static bool line_take(char line[LINE_MAX_BYTES + 64], const char **at)
{
	const char *end = strchr(*at, '\n');
	size_t n = end ? (size_t)(end - *at) : 0;

	if (!end || n >= LINE_MAX_BYTES + 64)
		return false;
	memcpy(line, *at, n);
	line[n] = 0;
	*at = end + 1;
	return true;
}

const char *reader_front(struct reader *r)
{
	char line[LINE_MAX_BYTES + 64];
	const char *at = r->source->text;

	if (!line_take(line, &at) || !text_is(line, "---")) {
		reader_error(r, 1, "the first line is '---', then follow the keys of the front matter");
		return NULL;
	}
	for (int k = 0; k < KEYS; k++) {
		const char *value = line_take(line, &at) ? value_of(line, keys[k].name) : NULL;

		if (!value) {
			reader_error(r, k + 2, "here stands '%s: ...', in %d bytes at most; the keys keep their order",
			        keys[k].name, NOTICE_LAWS_BYTES);
			return NULL;
		}
		keys[k].take(r, k + 2, value);
	}
	if (!line_take(line, &at) || !text_is(line, "---")) {
		reader_error(r, KEYS + 2, "the front matter ends with a line '---' after laws");
		return NULL;
	}
	r->line_before = KEYS + 2;
	return at;
}
