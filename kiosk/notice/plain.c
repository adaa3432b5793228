#include "notice/plain.h"

#include <string.h>

#include "sys/text.h"
#include "notice/notice_sentence.h"
#include "notice/plain_text.h"

struct look {
	const struct notice_reading *reading;
	struct notice_findings *findings;
	bool easy, own; /* own: the authority's own text, told but not refused */
};

#define PLAIN_TELL(k, line, ...)                                                                                       \
	((k)->own ? notice_warning((k)->findings, (k)->reading->path, (line), __VA_ARGS__)                             \
	          : notice_error((k)->findings, (k)->reading->path, (line), __VA_ARGS__))

struct spot {
	const struct look *look;
	int line;
};

static void tell(void *me, const struct plain_fault *f)
{
	const struct spot *s = me;

	if (f->kind == PLAIN_HEAVY)
		PLAIN_TELL(s->look, s->line, "'%s' is a heavy word; write %s", f->word, f->instead);
	else if (f->kind == PLAIN_LONG)
		PLAIN_TELL(s->look, s->line, "a sentence of %d words, at most %d: %.60s", f->words, f->most, f->at);
}

static void look_at_dutch(const struct look *k, const struct notice_says *s, struct plain_tally *t)
{
	struct spot spot = {k, s->line};
	struct plain_reader r = {.easy = k->easy,
	        .counts =
	                s->role != NOTICE_SAYS_TITLE && s->role != NOTICE_SAYS_HEADING && s->role != NOTICE_SAYS_OPTION,
	        .found = tell,
	        .me = &spot,
	        .tally = *t};

	plain_text(&r, s->source);
	*t = r.tally;
}

static int sentences_of(const char *text)
{
	struct notice_sentence one;
	int n = 0;

	while (notice_sentence(&one, &text))
		n++;
	return n;
}

static void look_at_core(const struct look *k, const struct notice_says *s, bool dutch)
{
	int n = sentences_of(s->source);

	if (n <= PLAIN_CORE_SENTENCES)
		return;
	if (dutch)
		PLAIN_TELL(k, s->line, "the core of [%s] has %d sentences; it has one to %d, the rest goes below",
		        s->id, n, PLAIN_CORE_SENTENCES);
	else
		notice_warning(k->findings, k->reading->path, s->line,
		        "the core of [%s] seems to have %d sentences; it has one to %d", s->id, n,
		        PLAIN_CORE_SENTENCES);
}

void plain_check(const struct notice_reading *r, struct notice_findings *f)
{
	struct look k = {.reading = r,
	        .findings = f,
	        .easy = text_is(r->notice.lang, "nl-easy"),
	        .own = r->notice.status == NOTICE_OFFICIAL};
	bool dutch = k.easy || text_is(r->notice.lang, "nl");
	int mean = k.easy ? PLAIN_EASY_MEAN : PLAIN_WORDS_MEAN;
	struct plain_tally t = {0};

	for (const struct notice_says *s = r->says; s; s = s->next) {
		if (s->role == NOTICE_SAYS_CORE)
			look_at_core(&k, s, dutch);
		if (dutch)
			look_at_dutch(&k, s, &t);
	}
	if (t.words > mean * t.sentences)
		PLAIN_TELL(&k, 0, "%d.%d words a sentence on average; at most %d", t.words / t.sentences,
		        t.words * 10 / t.sentences % 10, mean);
	if (t.passive * 5 > t.sentences)
		notice_warning(f, r->path, 0, "%d of %d sentences are passive (wordt, worden); say who does it",
		        t.passive, t.sentences);
}
