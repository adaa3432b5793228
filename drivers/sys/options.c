#include "sys/options.h"

#include <assert.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sys/file.h"
#include "sys/text.h"

enum { FILE_MAX = 64 * 1024, WARNINGS_MAX = 16 * 1024 };

static int row_of(const struct options *o, const char *key)
{
	for (size_t i = 0; i < o->n; i++)
		if (strcmp(o->table[i].key, key) == 0)
			return (int)i;
	return -1;
}

static bool flag_of(const char *text, bool *out)
{
	*out = strcmp(text, "yes") == 0;
	return *out || strcmp(text, "no") == 0;
}

/* Lays the value into the settings struct; false when it does not fit the row. */
static bool row_store(const struct options *o, const struct opt *row, const char *value)
{
	char *place = (char *)o->settings + row->offset;

	switch (row->kind) {
	case OPT_TEXT:
		if (strlen(value) >= row->room || (row->valid && !row->valid(value)))
			return false;
		memcpy(place, value, strlen(value) + 1);
		return true;
	case OPT_NUMBER:
		return text_i64(value, row->min, row->max, (int64_t *)(void *)place);
	case OPT_FLAG:
		return flag_of(value, (bool *)place);
	}
	return false;
}

int options_init(struct options *o, const struct opt *table, void *settings)
{
	*o = (struct options){.table = table, .settings = settings};
	buf_init(&o->warnings, WARNINGS_MAX);
	while (table[o->n].key)
		o->n++;
	o->source = calloc(o->n, sizeof *o->source);
	o->places = calloc(o->n, sizeof *o->places);
	if (!o->source || !o->places) {
		options_fini(o);
		return err_new(ENOMEM, "no memory for the settings");
	}
	for (size_t i = 0; i < o->n; i++) {
		bool fits = row_store(o, &table[i], table[i].preset);

		assert(fits); /* a preset that its own row refuses */
		o->source[i] = "preset";
	}
	return 0;
}

void options_fini(struct options *o)
{
	free(o->source);
	free(o->places);
	buf_fini(&o->warnings);
	*o = (struct options){0};
}

int options_set(struct options *o, const char *key, const char *value, const char *source)
{
	int i = row_of(o, key);

	if (i < 0)
		return OPTIONS_UNKNOWN;
	if (!row_store(o, &o->table[i], value))
		return OPTIONS_BAD;
	(void)text_copy(o->places[i], sizeof o->places[i], source);
	o->source[i] = o->places[i];
	return 0;
}

/* What a row takes, in words, for a complaint. */
static void row_takes(const struct opt *row, char *out, size_t room)
{
	if (row->kind == OPT_NUMBER)
		(void)snprintf(out, room, "a whole number from %lld to %lld", (long long)row->min, (long long)row->max);
	else if (row->kind == OPT_FLAG)
		(void)snprintf(out, room, "yes or no");
	else
		(void)snprintf(out, room, "%s, shorter than %zu bytes", row->shape ? row->shape : "text", row->room);
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

static void file_line(struct options *o, const char *path, int number, char *line)
{
	char source[96], takes[120];
	char *key = trimmed(line), *equals = strchr(key, '=');
	const char *value;

	if (*key == 0 || *key == '#')
		return;
	/* Of a long path the end is kept: with the line number it is what leads there. */
	size_t room = sizeof source - sizeof "...:2147483647", n = strlen(path);
	const char *tail = n > room ? path + n - room : path;

	while (((unsigned char)*tail & 0xc0) == 0x80)
		tail++;
	(void)snprintf(source, sizeof source, "%s%s:%d", tail > path ? "..." : "", tail, number);
	if (!equals) {
		buf_printf(&o->warnings, "%s:%d: a line is 'key = value'; this one has no '='\n", path, number);
		return;
	}
	*equals = 0;
	key = trimmed(key);
	value = trimmed(equals + 1);
	switch (options_set(o, key, value, source)) {
	case OPTIONS_UNKNOWN:
		buf_printf(&o->warnings, "%s:%d: unknown key '%.60s'; --settings lists the known ones\n", path, number,
		        key);
		break;
	case OPTIONS_BAD:
		row_takes(&o->table[row_of(o, key)], takes, sizeof takes);
		buf_printf(&o->warnings, "%s:%d: %s takes %s; the earlier value stays\n", path, number, key, takes);
		break;
	}
}

int options_file(struct options *o, const char *path)
{
	AUTO_BUF text;
	int number = 1, e;
	char *line;

	buf_init(&text, FILE_MAX + 1); /* the last line may need its end */
	e = file_read(&text, path);
	if (e)
		return err_up(e);
	if (text.len > FILE_MAX)
		return err_new(EFBIG, "%s: larger than %d bytes", path, FILE_MAX);
	if (!utf8_valid(buf_str(&text), text.len) || strlen(buf_str(&text)) != text.len)
		return err_new(EILSEQ, "%s: is not a text file in UTF-8", path);
	buf_char(&text, '\n');
	if ((e = buf_done(&text)))
		return err_up(e);
	for (line = (char *)text.data; *line; number++) {
		char *end = strchr(line, '\n');

		*end = 0;
		file_line(o, path, number, line);
		line = end + 1;
	}
	return 0;
}

static const struct opt *row_of_argument(const struct options *o, const char *name)
{
	for (size_t i = 0; i < o->n; i++) {
		const struct opt *row = &o->table[i];

		if ((row->alias && strcmp(row->alias, name) == 0) || strcmp(row->key, name + 2) == 0)
			return row;
	}
	return NULL;
}

/* One argument that begins with --; takes the next one as its value unless it is a flag, has '=',
 * or the next one is an option too: then a value was forgotten. */
static int argument(struct options *o, int argc, char *const *argv, int *i)
{
	char name[64], takes[120];
	const char *equals = strchr(argv[*i], '='), *value = equals ? equals + 1 : NULL;
	size_t n = equals ? (size_t)(equals - argv[*i]) : strlen(argv[*i]);
	const struct opt *row;

	if (n >= sizeof name)
		return err_new(EINVAL, "%.40s...: no such option; --help lists them", argv[*i]);
	memcpy(name, argv[*i], n);
	name[n] = 0;
	row = row_of_argument(o, name);
	if (!row)
		return err_new(EINVAL, "%s: no such option; --help lists them", name);
	if (!value && row->kind == OPT_FLAG)
		value = "yes";
	if (!value && *i + 1 < argc && strncmp(argv[*i + 1], "--", 2) != 0)
		value = argv[++*i];
	if (!value)
		return err_new(EINVAL, "%s needs a value: %s", name, row->shape);
	if (options_set(o, row->key, value, "command line")) {
		row_takes(row, takes, sizeof takes);
		return err_new(EINVAL, "%s takes %s, not '%.60s'", name, takes, value);
	}
	return 0;
}

int options_args(struct options *o, int argc, char *const *argv, const char **rest, size_t rest_room, size_t *n_rest)
{
	size_t n = 0;

	for (int i = 1; i < argc; i++) {
		int e;

		if (strncmp(argv[i], "--", 2) == 0) {
			e = argument(o, argc, argv, &i);
			if (e)
				return err_up(e);
		} else if (!rest || n == rest_room) {
			return err_new(EINVAL, "'%.60s' is not understood here; --help shows how to call this program",
			        argv[i]);
		} else {
			rest[n++] = argv[i];
		}
	}
	if (n_rest)
		*n_rest = n;
	return 0;
}

static void row_value(const struct options *o, const struct opt *row, struct buf *out)
{
	const char *place = (const char *)o->settings + row->offset;

	if (row->kind == OPT_TEXT)
		buf_text(out, place);
	else if (row->kind == OPT_NUMBER)
		buf_printf(out, "%lld", (long long)*(const int64_t *)(const void *)place);
	else
		buf_text(out, *(const bool *)place ? "yes" : "no");
}

void options_print(const struct options *o, struct buf *out)
{
	for (size_t i = 0; i < o->n; i++) {
		buf_printf(out, "%s = ", o->table[i].key);
		row_value(o, &o->table[i], out);
		buf_printf(out, "\n    # %s (from %s)\n", o->table[i].help, o->source[i]);
	}
}

void options_help(const struct options *o, struct buf *out)
{
	for (size_t i = 0; i < o->n; i++) {
		const struct opt *row = &o->table[i];
		char left[80];

		(void)snprintf(left, sizeof left, "%s%s %s", row->alias ? "" : "--", row->alias ? row->alias : row->key,
		        row->kind == OPT_FLAG ? "" : row->shape);
		buf_printf(out, "  %-34s %s\n", left, row->help);
	}
}
