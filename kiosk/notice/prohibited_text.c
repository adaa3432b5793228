#include "notice/prohibited_text.h"

#include <string.h>

#include "notice/notice_sentence.h"
#include "notice/prohibited_inside.h"

struct search {
	struct buf *quote;
	const char *lang;
	const char *const *patterns, *const *lifts;
};

static bool find(const struct search *s, const char *at, size_t n)
{
	struct prohibited_found found;
	struct prohibited_text text;

	prohibited_fold(&text, at, n, s->lang);
	if (!prohibited_find(&found, &text, s->patterns, s->lifts))
		return false;
	for (int i = found.from; i < found.to; i++)
		buf_printf(s->quote, "%s%s", i > found.from ? " " : "", text.words[i]);
	return true;
}

static bool find_in_sentences(const struct search *s, const char *text)
{
	struct notice_sentence one;

	while (notice_sentence(&one, &text)) {
		if (find(s, one.at, one.n))
			return true;
	}
	return false;
}

bool prohibited_says(struct buf *quote, const char *text, const char *lang, enum prohibited_kind kind)
{
	const struct prohibited_words *w = prohibited_words(lang);
	struct search s = {.quote = quote, .lang = lang};

	if (!w)
		return false;
	s.lang = w->lang;
	switch (kind) {
	case PROHIBITED_BLAME:
		s.patterns = w->blame;
		s.lifts = w->lifts;
		break;
	case PROHIBITED_FAREWELL:
		s.patterns = w->farewell;
		break;
	case PROHIBITED_REPORT:
		s.patterns = w->report;
		s.lifts = w->lifts;
		break;
	case PROHIBITED_OFFENCE:
		s.patterns = w->offence;
		return find(&s, text, strlen(text));
	}
	return find_in_sentences(&s, text);
}

bool prohibited_is_off_topic(const char *text, const char *lang)
{
	const struct prohibited_words *w = prohibited_words(lang);
	struct prohibited_text folded;

	if (!w)
		return false;
	prohibited_fold(&folded, text, strlen(text), w->lang);
	return !prohibited_find(NULL, &folded, w->topics, NULL);
}

bool prohibited_matches(struct buf *quote, const char *text, const char *lang, const char *const *patterns, bool lifts)
{
	const struct prohibited_words *w = prohibited_words(lang);
	struct search s = {quote, lang, patterns, w && lifts ? w->lifts : NULL};

	return find_in_sentences(&s, text);
}
