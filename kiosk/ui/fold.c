#include "ui/fold.h"

#include <stdint.h>
#include <string.h>
#include <utf8proc.h>

#include "sys/buf.h"
#include "sys/text.h"

enum { POINTS_OF_ONE = 32 };

/* Letters that people type for each other although Unicode holds them for different ones. "": goes. */
static const struct {
	uint32_t point;
	const char *as;
} alike[] = {
        {0x0131, "i"}, /* dotless i */
        {0x0142, "l"},
        {0x00f8, "o"},
        {0x0111, "d"},
        {0x00f0, "d"},
        {0x00fe, "th"},
        {0x00e6, "ae"},
        {0x0153, "oe"},
        {0x0127, "h"},
        {0x0640, ""}, /* tatweel */
        {0x0671, "ا"},
        {0x0649, "ي"},
        {0x06cc, "ي"},
        {0x06a9, "ك"},
        {0x0629, "ه"},
        {0x0491, "г"},
        {0x0027, ""}, /* apostrophes, and the sign for one in Ukrainian */
        {0x2018, ""},
        {0x2019, ""},
        {0x02bc, ""},
        {0x0060, ""},
        {0x00b4, ""},
};

static bool is_word(utf8proc_int32_t point)
{
	switch (utf8proc_category(point)) {
	case UTF8PROC_CATEGORY_LU:
	case UTF8PROC_CATEGORY_LL:
	case UTF8PROC_CATEGORY_LT:
	case UTF8PROC_CATEGORY_LM:
	case UTF8PROC_CATEGORY_LO:
	case UTF8PROC_CATEGORY_ND:
	case UTF8PROC_CATEGORY_NL:
	case UTF8PROC_CATEGORY_NO:
		return true;
	default:
		return false;
	}
}

/* 0 to 9 for a digit of any script that our languages write with; -1 for anything else. */
static int digit_of(utf8proc_int32_t point)
{
	static const int32_t zeros[] = {'0', 0x0660, 0x06f0, 0x0966};

	for (size_t i = 0; i < sizeof zeros / sizeof *zeros; i++) {
		if (point >= zeros[i] && point <= zeros[i] + 9)
			return (int)(point - zeros[i]);
	}
	return -1;
}

struct folding {
	char *out;
	size_t room, n;
	bool gap; /* a space is owed before the next letter */
};

static void put(struct folding *f, const char *bytes, size_t n)
{
	size_t space = f->gap && f->n ? 1 : 0;

	if (!n || f->n + space + n + 1 > f->room)
		return;
	if (space)
		f->out[f->n++] = ' ';
	memcpy(f->out + f->n, bytes, n);
	f->n += n;
	f->gap = false;
}

static void put_point(struct folding *f, utf8proc_int32_t point)
{
	int digit = digit_of(point);
	char bytes[4];

	for (size_t i = 0; i < sizeof alike / sizeof *alike; i++) {
		if (alike[i].point == (uint32_t)point) {
			put(f, alike[i].as, strlen(alike[i].as));
			return;
		}
	}
	if (digit >= 0) {
		bytes[0] = (char)('0' + digit);
		put(f, bytes, 1);
	} else if (is_word(point)) {
		put(f, bytes, utf8_put(bytes, (uint32_t)point));
	} else {
		f->gap = true;
	}
}

/* Most letters of most lists, and no tables are needed for them: as put() does with one byte. */
static void put_plain(struct folding *f, char c)
{
	if (c >= 'A' && c <= 'Z')
		c = (char)(c - 'A' + 'a');
	if ((c < 'a' || c > 'z') && (c < '0' || c > '9')) {
		f->gap = f->gap || (c != '\'' && c != '`');
		return;
	}
	if (f->n + (f->gap && f->n) + 2 > f->room)
		return;
	if (f->gap && f->n)
		f->out[f->n++] = ' ';
	f->out[f->n++] = c;
	f->gap = false;
}

static void put_any(struct folding *f, uint32_t point)
{
	const utf8proc_option_t how =
	        UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK | UTF8PROC_IGNORE;
	utf8proc_int32_t parts[POINTS_OF_ONE];
	int boundary = 0;
	utf8proc_ssize_t n = utf8proc_decompose_char((utf8proc_int32_t)point, parts, POINTS_OF_ONE, how, &boundary);

	for (utf8proc_ssize_t i = 0; i < n && i < POINTS_OF_ONE; i++)
		put_point(f, parts[i]);
	wipe(parts, sizeof parts);
}

void fold(char *out, size_t room, const char *text)
{
	struct folding f = {.out = out, .room = room};
	uint32_t point;

	do {
		while (*text >= ' ' && *text <= '~')
			put_plain(&f, *text++);
		point = utf8_next(&text);
		if (point)
			put_any(&f, point);
	} while (point);
	out[f.n] = 0;
}

/* Some word of text begins with the first n bytes of word. */
static bool begins_a_word(const char *text, const char *word, size_t n)
{
	while (text) {
		if (strncmp(text, word, n) == 0)
			return true;
		text = strchr(text, ' ');
		text = text ? text + 1 : NULL;
	}
	return false;
}

enum fold_match fold_find(const char *text, const char *wanted)
{
	if (text_starts(text, wanted))
		return FOLD_START;
	while (*wanted) {
		size_t n = strcspn(wanted, " ");

		if (!begins_a_word(text, wanted, n))
			return FOLD_NONE;
		wanted += n;
		wanted += strspn(wanted, " ");
	}
	return FOLD_INSIDE;
}
