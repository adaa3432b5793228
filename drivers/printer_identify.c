#include "drivers/printer_identify.h"

#include <ctype.h>
#include <errno.h>
#include <string.h>
#include <strings.h>

#include "sys/buf.h"
#include "sys/file.h"
#include "sys/text.h"

enum { NAME_MOST = 32, LINE_MOST = 512 };

static bool put(char out[IDENTITY_ROOM], const char *text, size_t n)
{
	while (n && text[n - 1] == ' ')
		n--;
	while (n && text[0] == ' ') {
		text++;
		n--;
	}
	if (n == 0 || n >= IDENTITY_ROOM)
		return false;
	for (size_t i = 0; i < n; i++)
		if (text[i] < 0x20 || text[i] > 0x7e)
			return false;
	memcpy(out, text, n);
	out[n] = 0;
	return true;
}

bool identity_answer(struct printer_identity *out, int n, const void *text, size_t n_bytes)
{
	switch (n) {
	case 65:
		return put(out->firmware, text, n_bytes);
	case 66:
		return put(out->maker, text, n_bytes);
	case 67:
		return put(out->model, text, n_bytes);
	case 68:
		return put(out->serial, text, n_bytes);
	default:
		return false;
	}
}

/* ---- IEEE-1284 ------------------------------------------------------------------------------ */

static bool key_is(const char *key, size_t n, const char *brief, const char *full)
{
	return (n == strlen(brief) && strncasecmp(key, brief, n) == 0) ||
	       (n == strlen(full) && strncasecmp(key, full, n) == 0);
}

static void take_pair(struct printer_identity *out, const char *pair, size_t n)
{
	const char *colon = memchr(pair, ':', n);
	size_t key = colon ? (size_t)(colon - pair) : 0, value = colon ? n - key - 1 : 0;

	while (key && isspace((unsigned char)pair[0])) {
		pair++;
		key--;
	}
	if (!colon)
		return;
	if (key_is(pair, key, "MFG", "MANUFACTURER") && !out->maker[0])
		(void)put(out->maker, colon + 1, value);
	else if (key_is(pair, key, "MDL", "MODEL") && !out->model[0])
		(void)put(out->model, colon + 1, value);
	else if (key_is(pair, key, "SN", "SERN") && !out->serial[0])
		(void)put(out->serial, colon + 1, value);
}

void identity_1284(struct printer_identity *out, const char *device_id, size_t n)
{
	while (n > 0) {
		const char *end = memchr(device_id, ';', n);
		size_t pair = end ? (size_t)(end - device_id) : n;

		take_pair(out, device_id, pair);
		pair += end ? 1 : 0;
		device_id += pair;
		n -= pair;
	}
}

/* ---- the table ---------------------------------------------------------------------------------- */

/* '*' is anything; letters of any case. Linear in text times pattern. */
static bool fits(const char *pattern, const char *text)
{
	const char *star = NULL, *from = text;

	while (*text) {
		if (*pattern == '*') {
			star = pattern++;
			from = text;
		} else if (tolower((unsigned char)*pattern) == tolower((unsigned char)*text)) {
			pattern++;
			text++;
		} else if (star) {
			pattern = star + 1;
			text = ++from;
		} else {
			return false;
		}
	}
	while (*pattern == '*')
		pattern++;
	return *pattern == 0;
}

/* Cuts the blanks of both ends; works in place. */
static char *trim(char *s)
{
	size_t n;

	s += strspn(s, " \t");
	n = strlen(s);
	while (n && (s[n - 1] == ' ' || s[n - 1] == '\t' || s[n - 1] == '\r'))
		s[--n] = 0;
	return s;
}

static bool is_name(const char *s)
{
	size_t n = strspn(s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_");

	return n > 0 && s[n] == 0 && n <= NAME_MOST;
}

static void warn(struct buf *warnings, int line, const char *why)
{
	if (warnings)
		buf_printf(warnings, "MODELS:%d: %s\n", line, why);
}

/* True when a pattern of this list fits. */
static bool one_fits(char *list, const struct printer_identity *who, struct buf *warnings, int line)
{
	char *rest = NULL;
	bool found = false;

	for (char *word = strtok_r(list, ",", &rest); word; word = strtok_r(NULL, ",", &rest)) {
		size_t n = strlen(trim(word));
		char *maker = trim(word), *model = strchr(maker, '|');

		if (model) {
			*model++ = 0;
			model = trim(model);
		}
		maker = trim(maker);
		if (!model || n > MODELS_PATTERN_MOST || !*maker || model[strspn(model, "*")] == 0)
			warn(warnings, line,
			        "a pattern is MAKER|MODEL, at most 64 signs, with more than a * for the model");
		else
			found = found || (fits(maker, who->maker) && fits(model, who->model));
	}
	return found;
}

static bool line_fits(char out[33], char *text, const struct printer_identity *who, struct buf *warnings, int line)
{
	char *equals, *name;

	text[strcspn(text, "#")] = 0;
	name = trim(text);
	if (!*name)
		return false;
	equals = strchr(name, '=');
	if (!equals) {
		warn(warnings, line, "a line is `profile = MAKER|MODEL, MAKER|MODEL`");
		return false;
	}
	*equals = 0;
	name = trim(name);
	if (!is_name(name)) {
		warn(warnings, line, "what stands before = is no name of a profile");
		return false;
	}
	return one_fits(equals + 1, who, warnings, line) && text_copy(out, NAME_MOST + 1, name);
}

int identify_profile(char out[33], const struct printer_identity *who, const char *models, struct buf *warnings)
{
	if (!who->model[0])
		return IDENTIFY_UNKNOWN;
	for (int line = 1; *models; line++) {
		size_t n = strcspn(models, "\n");
		char text[LINE_MOST + 1];

		if (n > LINE_MOST) {
			warn(warnings, line, "a line has at most 512 signs");
		} else {
			memcpy(text, models, n);
			text[n] = 0;
			if (line_fits(out, text, who, warnings, line))
				return 0;
		}
		models += n + (models[n] ? 1 : 0);
	}
	return IDENTIFY_UNKNOWN;
}

int identify_profile_file(char out[33], const struct printer_identity *who, const char *path, struct buf *warnings)
{
	AUTO_BUF text;
	int e;

	buf_init(&text, MODELS_MOST_BYTES);
	e = file_read(&text, path);
	if (e)
		return err_up(e);
	if (memchr(text.data ? text.data : (const uint8_t *)"", 0, text.len))
		return err_new(EINVAL, "%s is not a text file", path);
	return identify_profile(out, who, buf_str(&text), warnings);
}
