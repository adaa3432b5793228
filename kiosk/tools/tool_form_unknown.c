#include "tools/tool_form_unknown.h"

#include <stddef.h>
#include <string.h>

#include "notice/prohibited_text.h"
#include "sys/text.h"

/* Patterns as notice/prohibited_inside.h has them. */
static const char *const ways_out[] = {"weet|weten ik|we niet", "weet|weten niet", "geen idee",
        "onbekend|*twijfel*|anders|overig*|geen|niets|niemand", "niet zeker", "liever", "later", NULL};
static const char *const names[] = {"unknown", "rather_not", "rather_desk", "not_sure", "doubt", "later", "other",
        "none", "nobody", "nothing", "na"};

/* The label's first two words, in small letters; what has more letters is none of ours. */
static void first_words(const char *label, char out[2][16])
{
	out[0][0] = out[1][0] = 0;
	for (int i = 0; i < 2; i++) {
		size_t n = strcspn(label, " ,?:;.");

		for (size_t k = 0; k < n && n < 16; k++)
			out[i][k] = (char)(label[k] >= 'A' && label[k] <= 'Z' ? label[k] + 32 : label[k]);
		out[i][n < 16 ? n : 0] = 0;
		label += n;
		label += strspn(label, " ");
	}
}

static bool is_one_of(const char *word, const char *const *list)
{
	for (; *list; list++)
		if (text_is(word, *list))
			return true;
	return false;
}

bool unknown_is_likely(const char *label)
{
	static const char *const verbs[] = {
	        "is", "was", "zijn", "waren", "had", "hadden", "heeft", "hebben", "werd", "werden", NULL};
	static const char *const asks[] = {"wie", "wanneer", "hoeveel", NULL};
	static const char *const how[] = {"vaak", "laat", "lang", "veel", NULL};
	static const char *const reader[] = {"u", "uw", "je", "jij", NULL};
	static const char *const wishes[] = {"mag", "mogen", "wilt", "helpt", "moet", "moeten", NULL};
	char word[2][16];

	first_words(label, word);
	if (is_one_of(word[1], reader) || is_one_of(word[1], wishes))
		return false;
	return is_one_of(word[0], verbs) || is_one_of(word[0], asks) ||
	       (text_is(word[0], "hoe") && is_one_of(word[1], how));
}

bool unknown_is_said(const char *name, const char *label)
{
	AUTO_BUF quote;

	buf_init(&quote, 1 << 10);
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (text_is(name, names[i]))
			return true;
	return prohibited_matches(&quote, label, "nl", ways_out, false);
}
