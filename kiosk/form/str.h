#pragma once

/*
 * str - a run of text with its length, borrowed; may hold any byte
 */
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

struct str {
	const char *p;
	size_t n;
};

static inline struct str str_of(const char *s)
{
	return (struct str){s ? s : "", s ? strlen(s) : 0};
}

static inline bool str_equal(struct str a, struct str b)
{
	return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

static inline bool str_is(struct str a, const char *b)
{
	return str_equal(a, str_of(b));
}

static inline bool str_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* Without the white space around it. */
static inline struct str str_trim(struct str s)
{
	while (s.n && str_space(s.p[0])) {
		s.p++;
		s.n--;
	}
	while (s.n && str_space(s.p[s.n - 1]))
		s.n--;
	return s;
}

/* The next word of a list separated by white space, and moves rest behind it; false at the end. */
static inline bool str_word(struct str *rest, struct str *word)
{
	*rest = str_trim(*rest);
	if (!rest->n)
		return false;
	word->p = rest->p;
	word->n = 0;
	while (word->n < rest->n && !str_space(word->p[word->n]))
		word->n++;
	rest->p += word->n;
	rest->n -= word->n;
	return true;
}

/* Is word one of the words of the list? */
static inline bool str_has_word(struct str list, struct str word)
{
	struct str one;

	while (str_word(&list, &one)) {
		if (str_equal(one, word))
			return true;
	}
	return false;
}

/* Where needle begins in hay; hay.n when it does not. */
static inline size_t str_find(struct str hay, struct str needle)
{
	const char *at = needle.n ? memmem(hay.p, hay.n, needle.p, needle.n) : hay.p;

	return at ? (size_t)(at - hay.p) : hay.n;
}
