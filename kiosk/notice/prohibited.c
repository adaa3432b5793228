#include "notice/prohibited.h"

#include <string.h>

#include "sys/text.h"
#include "notice/checklist.h"
#include "notice/notice_sentence.h"
#include "notice/prohibited_inside.h"

struct check {
	const struct notice_reading *reading;
	const struct prohibited_words *words;
	const struct checklist *list;
	struct notice_findings *findings;
};

static void refuse(const struct check *c, const struct notice_says *s, const char *pattern, const char *why)
{
	notice_error(c->findings, c->reading->path, s->line, "says '%s': %s", pattern, why);
}

static void check_question(const struct check *c, const struct notice_says *s, const struct prohibited_text *text)
{
	const char *found = prohibited_find(text, c->words->offence, NULL, c->words->lang);

	if (found)
		refuse(c, s, found,
		        "a suspect is never asked about the offence, not even in passing; tell the right instead");
	else if (!prohibited_find(text, c->words->topics, NULL, c->words->lang))
		notice_error(c->findings, c->reading->path, s->line,
		        "asks a suspect something that is not about language, health, understanding, contact, lawyer or "
		        "signature; tell it without a question");
}

static void check_sentence(const struct check *c, const struct notice_says *s, const char *at, size_t n, bool asks)
{
	const struct prohibited_words *w = c->words;
	bool complaint = text_is(c->list->notice, "N-CMP");
	struct prohibited_text text;
	const char *found;

	prohibited_fold(&text, at, n, w->lang);
	found = prohibited_find(&text, w->farewell, NULL, w->lang);
	if (found)
		refuse(c, s, found, "nobody leaves here cheerfully; a notice does not say goodbye");
	found = prohibited_find(&text, w->blame, w->lifts, w->lang);
	if (found)
		refuse(c, s, found, "this blames the reader; say what one can do now");
	if (!asks) {
		found = prohibited_find(&text, w->report, w->lifts, w->lang);
		if (!found && !complaint)
			found = prohibited_find(&text, w->complaint, w->lifts, w->lang);
		if (found)
			refuse(c, s, found, "a paper from a kiosk is no report; say how a report is made");
	}
	if (asks && c->list->suspect && s->role != NOTICE_SAYS_QUESTION)
		check_question(c, s, &text);
}

void prohibited_check(const struct notice_reading *r, struct notice_findings *f)
{
	struct check c = {.reading = r,
	        .words = prohibited_words(r->notice.lang),
	        .list = checklist_of(r->notice.id),
	        .findings = f};

	if (!c.words || !c.list)
		return; /* such a notice was refused already */
	for (const struct notice_says *s = r->says; s; s = s->next) {
		const char *text = s->text;
		struct notice_sentence one;

		while (notice_sentence(&one, &text))
			check_sentence(&c, s, one.at, one.n, one.asks);
		/* A question of the teach-back is judged whole: "You feel ill. What do you do?" */
		if (c.list->suspect && s->role == NOTICE_SAYS_QUESTION) {
			struct prohibited_text whole;

			prohibited_fold(&whole, s->text, strlen(s->text), r->notice.lang);
			check_question(&c, s, &whole);
		}
	}
}
