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

/* True (and an error that quotes the words) when one of the patterns stands in the text. */
static bool refuse(const struct check *c, const struct notice_says *s, const struct prohibited_text *text,
        const char *const *patterns, const char *const *lifts, const char *why)
{
	struct prohibited_found found;
	AUTO_BUF words;

	buf_init(&words, PROHIBITED_BYTES_MAX);
	if (!prohibited_find(&found, text, patterns, lifts))
		return false;
	for (int i = found.from; i < found.to; i++)
		buf_printf(&words, "%s%s", i > found.from ? " " : "", text->words[i]);
	notice_error(c->findings, c->reading->path, s->line, "says '%s': %s", buf_str(&words), why);
	return true;
}

static void check_question(const struct check *c, const struct notice_says *s, const struct prohibited_text *text)
{
	if (refuse(c, s, text, c->words->offence, NULL,
	            "a suspect is never asked about the offence, not even in passing; tell the right instead"))
		return;
	if (!prohibited_find(NULL, text, c->words->topics, NULL))
		notice_error(c->findings, c->reading->path, s->line,
		        "asks a suspect something that is not about language, health, understanding, contact, lawyer or "
		        "signature; tell it without a question");
}

static void check_sentence(const struct check *c, const struct notice_says *s, const char *at, size_t n, bool asks)
{
	static const char no_report[] = "a paper from a kiosk is no report; say how a report is made";
	const struct prohibited_words *w = c->words;
	struct prohibited_text text;

	prohibited_fold(&text, at, n, w->lang);
	(void)refuse(c, s, &text, w->farewell, NULL, "nobody leaves here cheerfully; a notice does not say goodbye");
	(void)refuse(c, s, &text, w->blame, w->lifts, "this blames the reader; say what one can do now");
	if (!asks && !refuse(c, s, &text, w->report, w->lifts, no_report) && !text_is(c->list->notice, "N-CMP"))
		(void)refuse(c, s, &text, w->complaint, w->lifts, no_report);
	if (text_is(c->list->notice, "N-DV-N"))
		(void)refuse(c, s, &text, w->telling, NULL,
		        "the person at home may read this paper too; it holds everyday numbers and nothing else");
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
