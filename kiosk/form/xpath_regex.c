#include "form/xpath_regex.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

enum { MATCH_LIMIT = 200000, DEPTH_LIMIT = 2000, HEAP_LIMIT_KIB = 1024 };

void *regex_new(struct str pattern)
{
	PCRE2_SIZE at;
	int error;

	return pcre2_compile((PCRE2_SPTR)pattern.p, pattern.n,
	        PCRE2_UTF | PCRE2_DOLLAR_ENDONLY | PCRE2_NEVER_BACKSLASH_C, &error, &at, NULL);
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
