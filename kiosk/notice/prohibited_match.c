#include <string.h>

#include "sys/text.h"
#include "notice/prohibited_inside.h"

enum { GAP_MOST = 4, LIFT_BEFORE = 2, LIFT_AFTER = 1 };

/* ---- folding */

static bool is_letter(uint32_t p)
{
	if (p < 0x80)
		return (p >= '0' && p <= '9') || (p >= 'a' && p <= 'z') || (p >= 'A' && p <= 'Z');
	if (p >= 0xc0 && p < 0x250)
		return p != 0xd7 && p != 0xf7;
	return (p >= 0x300 && p < 0x370) || (p >= 0x400 && p < 0x530) || (p >= 0x620 && p < 0x66a) ||
	       (p >= 0x671 && p < 0x6d4);
}

static uint32_t folded_arabic(uint32_t p)
{
	if (p == 0x622 || p == 0x623 || p == 0x625)
		return 0x627; /* alef, whatever it carries */
	if (p == 0x649)
		return 0x64a;
	return p;
}

static uint32_t folded(uint32_t p, bool turkish)
{
	if (p == 'I' && turkish)
		return 0x131;
	if (p == 0x130)
		return 'i';
	if (p >= 'A' && p <= 'Z')
		return p + 32;
	if (p >= 0xc0 && p <= 0xde)
		return p + 32;
	if (p == 0x178)
		return 0xff;
	if ((p >= 0x139 && p <= 0x148) || (p >= 0x179 && p <= 0x17e))
		return p % 2 ? p + 1 : p;
	if (p >= 0x100 && p <= 0x177)
		return p | 1;
	if (p >= 0x410 && p <= 0x42f)
		return p + 32;
	if (p >= 0x400 && p <= 0x40f)
		return p + 80;
	if (p >= 0x460 && p < 0x530)
		return p | 1;
	return folded_arabic(p);
}

/* Vowel marks, the stretching line, combining accents: not heard when words are compared. */
static bool is_silent(uint32_t p)
{
	return (p >= 0x64b && p <= 0x65f) || p == 0x640 || (p >= 0x300 && p < 0x370) || p == 0xad || p == 0x200b ||
	       p == 0x200c || p == 0x200d;
}

/* Writes the folded letters of [at, end) and gives how many bytes; 0 for no room. */
static size_t fold_into(char *out, size_t room, const char *at, const char *end, bool turkish)
{
	size_t used = 0;

	while (at < end) {
		uint32_t p = utf8_next(&at);
		char put[4];
		size_t n = is_silent(p) ? 0 : utf8_put(put, folded(p, turkish));

		if (used + n >= room)
			return 0;
		memcpy(out + used, put, n);
		used += n;
	}
	out[used] = 0;
	return used;
}

void prohibited_fold(struct prohibited_text *out, const char *text, size_t n, const char *lang)
{
	const char *at = text, *end = text + n;
	bool turkish = text_is(lang, "tr");
	size_t used = 0;

	out->n = 0;
	while (at < end && out->n < PROHIBITED_WORDS_MAX) {
		const char *start = at, *next = at;
		uint32_t p = utf8_next(&next);
		size_t wrote;

		if (p == 0)
			break;
		at = next;
		if (!is_letter(p))
			continue;
		while (next < end && (p = utf8_next(&next)) != 0 && (is_letter(p) || is_silent(p)))
			at = next;
		wrote = fold_into(out->bytes + used, sizeof out->bytes - used, start, at, turkish);
		if (!wrote)
			break;
		out->words[out->n++] = out->bytes + used;
		used += wrote + 1;
	}
}

/* ---- matching */

/* One alternative of a token, n bytes with its stars, against a word. */
static bool is_like(const char *word, const char *token, size_t n)
{
	bool opens = n > 1 && token[0] == '*', ends = n > 1 && token[n - 1] == '*';
	size_t want = n - opens - ends, have;

	if (!opens && (token[0] != word[0] || strncmp(word, token, want) != 0))
		return false;
	if (!opens)
		return ends || word[want] == 0;
	have = strlen(word);
	if (want > have)
		return false;
	if (ends)
		return memmem(word, have, token + 1, want) != NULL;
	return memcmp(word + have - want, token + 1, want) == 0;
}

/* Tokens stand in the tables as prohibited_fold() would write them. */
static bool is_token(const char *word, const char *token, size_t n)
{
	for (size_t i = 0; i < n;) {
		const char *bar = memchr(token + i, '|', n - i);
		size_t one = bar ? (size_t)(bar - token) - i : n - i;

		if (is_like(word, token + i, one))
			return true;
		i += one + 1;
	}
	return false;
}

struct match {
	const struct prohibited_text *text;
	const char *const *lifts;
};

static bool lifts_at(const struct match *m, int i)
{
	if (!m->lifts || i < 0 || i >= m->text->n)
		return false;
	for (int k = 0; m->lifts[k]; k++)
		if (is_token(m->text->words[i], m->lifts[k], strlen(m->lifts[k])))
			return true;
	return false;
}

/* Where the words behind the pattern begin when it stands at word i; -1 when it does not. */
static int match_at(const struct match *m, const char *pattern, int i)
{
	while (*pattern) {
		size_t n = strcspn(pattern, " ");

		if (n == 1 && *pattern == '~') {
			const char *rest = pattern + n + (pattern[n] == ' ');

			for (int gap = 0; gap <= GAP_MOST; gap++) {
				int end = match_at(m, rest, i + gap);

				if (end >= 0)
					return end;
				if (lifts_at(m, i + gap))
					return -1;
			}
			return -1;
		}
		if (i >= m->text->n || !is_token(m->text->words[i], pattern, n))
			return -1;
		i++;
		pattern += n + (pattern[n] == ' ');
	}
	return i;
}

static bool is_lifted(const struct match *m, int start, int end)
{
	for (int i = start - LIFT_BEFORE; i < start; i++)
		if (lifts_at(m, i))
			return true;
	for (int i = end; i < end + LIFT_AFTER; i++)
		if (lifts_at(m, i))
			return true;
	return false;
}

bool prohibited_find(struct prohibited_found *out, const struct prohibited_text *text, const char *const *patterns,
        const char *const *lifts)
{
	struct match m = {.text = text, .lifts = lifts};

	for (int p = 0; patterns[p]; p++)
		for (int i = 0; i < text->n; i++) {
			int end = match_at(&m, patterns[p], i);

			if (end < 0 || is_lifted(&m, i, end))
				continue;
			if (out)
				*out = (struct prohibited_found){i, end};
			return true;
		}
	return false;
}
