/* needles_spell - one text in all the ways it may be written down. */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>

#include "harness.h"
#include "needles.h"

enum { CHARS_MOST = 64, PART = 8 };

static void add(struct needles *n, const char *name, const char *spelling, const void *bytes, size_t len)
{
	struct needle *one = &n->needle[n->n];
	uint32_t first;
	int *chain;

	for (int i = 0; i < n->n; i++)
		if (n->needle[i].n == len && memcmp(n->needle[i].bytes, bytes, len) == 0)
			return;
	CHECK(n->n < NEEDLE_SPELLINGS && len >= 5 && len <= NEEDLE_BYTES);
	*one = (struct needle){.name = name, .spelling = spelling, .n = len};
	memcpy(one->bytes, bytes, len);
	memcpy(&first, bytes, 4);
	first = (first * 2654435761u) >> 16;
	n->may_begin[first >> 3] |= (uint8_t)(1u << (first & 7));
	chain = &n->first[first];
	one->next = *chain;
	*chain = n->n++;
}

/* UTF-8 into code points; the texts are ours, and well formed. */
static int points_of(const char *text, size_t len, uint32_t out[CHARS_MOST])
{
	int n = 0;

	for (size_t i = 0; i < len && n < CHARS_MOST; n++) {
		uint8_t c = (uint8_t)text[i++];
		int more = c >= 0xf0 ? 3 : c >= 0xe0 ? 2 : c >= 0xc0 ? 1 : 0;

		out[n] = more ? c & (0x3fu >> more) : c;
		for (; more; more--)
			out[n] = out[n] << 6 | ((uint8_t)text[i++] & 0x3fu);
	}
	return n;
}

static void add_wide(struct needles *n, const char *name, const char *text, size_t len)
{
	uint32_t point[CHARS_MOST];
	int count = points_of(text, len, point);
	uint8_t le16[2 * CHARS_MOST], be16[2 * CHARS_MOST], le32[4 * CHARS_MOST] = {0};

	for (int i = 0; i < count; i++) {
		le16[2 * i] = be16[2 * i + 1] = le32[4 * i] = (uint8_t)point[i];
		le16[2 * i + 1] = be16[2 * i] = le32[4 * i + 1] = (uint8_t)(point[i] >> 8);
	}
	add(n, name, "UTF-16LE", le16, 2 * (size_t)count);
	add(n, name, "UTF-16BE", be16, 2 * (size_t)count);
	add(n, name, "UTF-32LE", le32, 4 * (size_t)count);
}

/* The part of the base64 that depends on this text alone, when it begins at byte 0, 1 or 2 of a group of three. */
static void add_base64(struct needles *n, const char *name, const uint8_t *text, size_t len, size_t before)
{
	static const char *const alphabets[] = {"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/",
	        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"};

	for (int a = 0; a < 2; a++) {
		char out[NEEDLE_BYTES];
		size_t count = 0;

		for (size_t bit = (before * 8 + 5) / 6 * 6; bit + 6 <= (before + len) * 8; bit += 6) {
			unsigned value = 0;

			for (size_t b = bit; b < bit + 6; b++)
				value = value << 1 | ((text[b / 8 - before] >> (7 - b % 8)) & 1u);
			out[count++] = alphabets[a][value];
		}
		add(n, name, "base64", out, count);
	}
}

static void add_coded(struct needles *n, const char *name, const char *text, size_t len)
{
	static const char *const digits[] = {"0123456789abcdef", "0123456789ABCDEF"};
	char hex[NEEDLE_BYTES], percent[NEEDLE_BYTES], json[NEEDLE_BYTES];
	uint32_t point[CHARS_MOST];
	int count = points_of(text, len, point);

	for (int d = 0; d < 2; d++) {
		size_t at = 0, js = 0;

		for (size_t i = 0; i < len; i++) {
			uint8_t c = (uint8_t)text[i];

			hex[2 * i] = digits[d][c >> 4];
			hex[2 * i + 1] = digits[d][c & 15];
			if (!isalnum(c) && !strchr("-._~", c))
				percent[at++] = '%';
			if (isalnum(c) || strchr("-._~", c)) {
				percent[at++] = (char)c;
				continue;
			}
			percent[at++] = digits[d][c >> 4];
			percent[at++] = digits[d][c & 15];
		}
		for (int i = 0; i < count; i++)
			js += (size_t)snprintf(json + js, sizeof json - js,
			        point[i] < 128 ? "%c"
			        : d            ? "\\u%04X"
			                       : "\\u%04x",
			        point[i]);
		add(n, name, "hexadecimal digits", hex, 2 * len);
		add(n, name, "a URL", percent, at);
		add(n, name, "escaped JSON", json, js);
	}
}

static void add_number(struct needles *n, const char *name, const char *text)
{
	char *end;
	double d = strtod(text, &end);
	int64_t whole = (int64_t)d;

	if (*end || strlen(text) < 8)
		return;
	add(n, name, "a double", &d, sizeof d);
	if ((double)whole == d)
		add(n, name, "an integer", &whole, sizeof whole);
}

static void add_part(struct needles *n, const char *name, const char *text, size_t len)
{
	add(n, name, "UTF-8", text, len);
	add_wide(n, name, text, len);
	for (size_t before = 0; before < 3; before++)
		add_base64(n, name, (const uint8_t *)text, len, before);
	add_coded(n, name, text, len);
}

/* The length of so many characters at the beginning of the text. */
static size_t chars(const char *text, size_t count)
{
	size_t at = 0;

	for (; count && text[at]; count--)
		for (at++; ((uint8_t)text[at] & 0xc0) == 0x80;)
			at++;
	return at;
}

void needles_add(struct needles *n, const char *name, const char *text)
{
	uint32_t point[CHARS_MOST];
	size_t len = strlen(text), count = (size_t)points_of(text, len, point), from;

	CHECK(len >= 6);
	add_number(n, name, text);
	if (count < 2 * PART) {
		add_part(n, name, text, len);
		return;
	}
	from = chars(text, count - PART);
	add_part(n, name, text, chars(text, PART));
	add_part(n, name, text + from, len - from);
}
