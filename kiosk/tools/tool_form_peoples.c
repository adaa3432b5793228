#include "tools/tool_form_peoples.h"

#include <string.h>

#include "notice/notice_sentence.h"
#include "notice/prohibited_text.h"
#include "tools/tool_form_peoples_words.h"

enum { PEOPLES_LEAST = 2, COUNTRIES_LEAST = 3, CHOICE_WORDS_MOST = 4, QUOTED_MOST = 3 };

static bool says(const struct peoples_words *t, const char *text, const char *const *patterns)
{
	AUTO_BUF words;

	buf_init(&words, 1 << 10);
	return prohibited_matches(&words, text, t->lang, patterns, false);
}

struct tally {
	size_t told, either, countries;
	struct buf *quote;
	size_t quoted;
};

static void quote_choice(struct tally *c, const char *choice)
{
	if (c->quoted++ < QUOTED_MOST)
		buf_printf(c->quote, "%s%s", c->quoted > 1 ? ", " : "", choice);
}

/* A sentence is no name of a people, whatever words it has. */
static void count_choice(struct tally *c, const struct peoples_words *t, const char *choice)
{
	bool told = false;

	if (notice_words(choice, strlen(choice)) > CHOICE_WORDS_MOST || says(t, choice, t->language))
		return;
	for (size_t i = 0; i < 3 && !told; i++)
		told = says(t, choice, t->told[i]);
	if (told)
		c->told++;
	else if (says(t, choice, t->either))
		c->either++;
	else if (says(t, choice, t->country))
		c->countries++;
	else
		return;
	quote_choice(c, choice);
}

enum peoples_verdict peoples_judge(struct buf *quote, const struct peoples_list *list)
{
	const struct peoples_words *t = peoples_words_of(list->lang);
	struct tally c = {.quote = quote};

	if (!t)
		return PEOPLES_NONE;
	for (size_t i = 0; i < list->n; i++)
		count_choice(&c, t, list->choices[i]);
	if (c.told && c.told + c.either >= PEOPLES_LEAST && !says(t, list->question, t->language))
		return PEOPLES_TOLD;
	if (c.countries < COUNTRIES_LEAST)
		return PEOPLES_NONE;
	if (says(t, list->question, t->birth))
		return PEOPLES_BIRTH;
	return says(t, list->question, t->happens) ? PEOPLES_NONE : PEOPLES_UNCLEAR;
}
