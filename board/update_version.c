#include "board/update_version.h"

#include <errno.h>
#include <stdint.h>
#include <string.h>

#include "sys/buf.h"
#include "sys/file.h"
#include "sys/text.h"

enum { NUMBER_MOST = 999999, OS_RELEASE_MAX = 65536 };

/* One number at *p, which moves behind it; -1 when there is none. */
static int64_t take_number(const char **p)
{
	const char *start = *p;
	int64_t n = 0;

	while (**p >= '0' && **p <= '9' && *p - start < 6)
		n = n * 10 + (*(*p)++ - '0');
	if (*p == start || (*p - start > 1 && *start == '0') || n > NUMBER_MOST)
		return -1;
	return n;
}

static bool take(int64_t out[UPDATE_VERSION_NUMBERS], const char *text)
{
	memset(out, 0, UPDATE_VERSION_NUMBERS * sizeof *out);
	for (int i = 0; i < UPDATE_VERSION_NUMBERS; i++) {
		out[i] = take_number(&text);
		if (out[i] < 0)
			return false;
		if (*text == 0)
			return true;
		if (*text++ != '.')
			return false;
	}
	return false;
}

bool update_version_is_valid(const char *text)
{
	int64_t numbers[UPDATE_VERSION_NUMBERS];

	return text && strlen(text) <= UPDATE_VERSION_MAX && take(numbers, text);
}

int update_version_compare(const char *a, const char *b)
{
	int64_t x[UPDATE_VERSION_NUMBERS], y[UPDATE_VERSION_NUMBERS];

	(void)take(x, a);
	(void)take(y, b);
	for (int i = 0; i < UPDATE_VERSION_NUMBERS; i++)
		if (x[i] != y[i])
			return x[i] < y[i] ? -1 : 1;
	return 0;
}

/* The value of a line KEY=VALUE, with or without quotes. */
static bool value_of(char *out, size_t room, const char *text, const char *key)
{
	size_t n = strlen(key), len;

	for (const char *line = text; *line; line += strcspn(line, "\n"), line += *line == '\n') {
		const char *value = line + n;

		if (strncmp(line, key, n) != 0 || *value++ != '=')
			continue;
		if (*value == '"' || *value == '\'')
			value++;
		len = strcspn(value, "\"'\r\n");
		if (len >= room)
			return false;
		memcpy(out, value, len);
		out[len] = 0;
		return true;
	}
	return false;
}

int update_version_of_image(char out[UPDATE_VERSION_MAX + 1], const char *os_release)
{
	char version[UPDATE_VERSION_MAX + 1];
	AUTO_BUF text;
	int r;

	buf_init(&text, OS_RELEASE_MAX);
	r = file_read(&text, os_release);
	if (r)
		return err_up(r);
	if (!value_of(version, sizeof version, buf_str(&text), "IMAGE_VERSION") || !update_version_is_valid(version))
		return err_new(EINVAL,
		        "%s has no IMAGE_VERSION of one to four numbers: this image was not made by make image",
		        os_release);
	(void)text_copy(out, UPDATE_VERSION_MAX + 1, version);
	return 0;
}
