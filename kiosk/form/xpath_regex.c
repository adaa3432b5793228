#include "form/xpath_regex.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include "sys/buf.h"

enum { MATCH_LIMIT = 200000, DEPTH_LIMIT = 2000, HEAP_LIMIT_KIB = 1024 };

static int digit_of(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* Four digits; -1: there are none. */
static int hex_of(struct str s, size_t at)
{
	int v = 0;

	for (size_t i = at; i < at + 4; i++) {
		if (i >= s.n || digit_of(s.p[i]) < 0)
			return -1;
		v = 16 * v + digit_of(s.p[i]);
	}
	return v;
}

/* The code point of \u0600 at this place, or of \ud83d\ude00; gives how long it is written, 0: there is none. */
static size_t take_point(struct str s, size_t at, unsigned *point)
{
	int high, low = -1;

	if (at + 1 >= s.n || s.p[at + 1] != 'u' || (high = hex_of(s, at + 2)) < 0)
		return 0;
	*point = (unsigned)high;
	if (high < 0xD800 || high > 0xDFFF)
		return 6;
	if (at + 7 < s.n && s.p[at + 6] == '\\' && s.p[at + 7] == 'u')
		low = hex_of(s, at + 8);
	if (high > 0xDBFF || low < 0xDC00 || low > 0xDFFF)
		return 0;
	*point = 0x10000 + (((unsigned)high & 0x3FF) << 10) + ((unsigned)low & 0x3FF);
	return 12;
}

/* Authors write \u0600 as Java and JavaScript do; PCRE2 wants \x{0600}. */
static bool in_our_words(struct buf *out, struct str s)
{
	for (size_t i = 0; i < s.n;) {
		unsigned point = 0;
		size_t n = s.p[i] == '\\' ? take_point(s, i, &point) : 0;

		if (n)
			buf_printf(out, "\\x{%x}", point);
		else
			buf_add(out, s.p + i, n = s.p[i] == '\\' && i + 1 < s.n ? 2 : 1);
		i += n;
	}
	return buf_done(out) == 0;
}

void *regex_new(struct str pattern)
{
	pcre2_code *code = NULL;
	PCRE2_SIZE at;
	struct buf ours;
	int error;

	buf_init(&ours, 4 * pattern.n + 16);
	if (in_our_words(&ours, pattern))
		code = pcre2_compile((PCRE2_SPTR)buf_str(&ours), ours.len,
		        PCRE2_UTF | PCRE2_DOLLAR_ENDONLY | PCRE2_NEVER_BACKSLASH_C, &error, &at, NULL);
	buf_fini(&ours);
	return code;
}

void regex_free(void *regex)
{
	pcre2_code_free(regex);
}

bool regex_found(const void *regex, struct str text, bool *given_up)
{
	pcre2_match_data *data = pcre2_match_data_create_from_pattern(regex, NULL);
	pcre2_match_context *limits = pcre2_match_context_create(NULL);
	int r = PCRE2_ERROR_NOMEMORY;

	if (data && limits) {
		pcre2_set_match_limit(limits, MATCH_LIMIT);
		pcre2_set_depth_limit(limits, DEPTH_LIMIT);
		pcre2_set_heap_limit(limits, HEAP_LIMIT_KIB);
		r = pcre2_match(regex, (PCRE2_SPTR)text.p, text.n, 0, 0, data, limits);
	}
	pcre2_match_context_free(limits);
	pcre2_match_data_free(data);
	*given_up = r == PCRE2_ERROR_MATCHLIMIT || r == PCRE2_ERROR_DEPTHLIMIT || r == PCRE2_ERROR_HEAPLIMIT;
	return r >= 0;
}
