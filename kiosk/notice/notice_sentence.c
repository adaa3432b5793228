#include "notice/notice_sentence.h"

#include "sys/text.h"

enum { ARABIC_QUESTION = 0x61f, ARABIC_FULL_STOP = 0x6d4, ELLIPSIS = 0x2026 };

static bool is_mark(uint32_t point)
{
	return point == '.' || point == '!' || point == '?' || point == ARABIC_QUESTION || point == ARABIC_FULL_STOP ||
	       point == ELLIPSIS;
}

static bool is_closing(uint32_t point)
{
	/* Quotes, brackets, and the marks that close an isolate. */
	return point == '"' || point == '\'' || point == ')' || point == ']' || point == 0xbb || point == 0x2019 ||
	       point == 0x201d || point == 0x2069;
}

static bool is_space(uint32_t point)
{
	return point == ' ' || point == '\n' || point == '\t' || point == 0xa0 || point == 0x202f;
}

/* A point after one letter, as in "z.B." or "H. Jansen": an abbreviation. */
static bool is_initial(const char *start, const char *mark)
{
	size_t before, first;

	if (*mark != '.' || mark == start)
		return false;
	before = utf8_before(start, (size_t)(mark - start));
	if (start[before] >= '0' && start[before] <= '9')
		return false;
	if (before == 0)
		return true;
	/* "... voor u. De ambassade ...": Dutch has a word of one letter that ends sentences. */
	if (start[before] == 'u' && start[before - 1] == ' ' &&
	        (!mark[1] || (mark[1] == ' ' && mark[2] >= 'A' && mark[2] <= 'Z')))
		return false;
	first = utf8_before(start, before);
	return start[first] == ' ' || start[first] == '.' || start[first] == '(';
}

bool notice_sentence(struct notice_sentence *out, const char **text)
{
	const char *start = *text, *at, *next;
	uint32_t point;

	while (is_space((unsigned char)*start))
		start++;
	if (!*start)
		return false;
	*out = (struct notice_sentence){.at = start};
	for (at = next = start; (point = utf8_next(&next)) != 0; at = next) {
		const char *mark = at;
		bool asks = false;

		if (!is_mark(point) || is_initial(start, mark))
			continue;
		for (;;) {
			asks = asks || point == '?' || point == ARABIC_QUESTION;
			at = next;
			point = utf8_next(&next);
			if (!is_mark(point) && !is_closing(point))
				break;
		}
		if (point != 0 && !is_space(point)) {
			next = at; /* inside a number or an address: goes on */
			continue;
		}
		out->asks = asks;
		break;
	}
	out->n = (size_t)(at - start);
	*text = at;
	return true;
}

static bool is_word_part(uint32_t point)
{
	return (point >= '0' && point <= '9') || (point >= 'a' && point <= 'z') || (point >= 'A' && point <= 'Z') ||
	       (point >= 0xc0 && point < 0x2000);
}

int notice_words(const char *text, size_t n)
{
	const char *at = text, *end = text + n;
	bool inside = false;
	int words = 0;

	while (at < end) {
		uint32_t point = utf8_next(&at);

		if (point == 0)
			break;
		if (is_space(point)) {
			inside = false;
		} else if (!inside && is_word_part(point)) {
			inside = true;
			words++;
		}
	}
	return words;
}
