#include "notice/plain.h"

#include <string.h>

#include "sys/text.h"
#include "notice/notice_sentence.h"
#include "notice/prohibited_inside.h"

/* What citizens stumble over, and what to write instead. */
static const struct {
	const char *word, *instead;
} heavy[] = {
        {"desbetreffend*", "deze of die"},
        {"conform", "volgens"},
        {"dienen te", "moeten"},
        {"dient te", "moet"},
        {"dient u", "moet u"},
        {"middels", "met of door"},
        {"inzake", "over"},
        {"teneinde", "om"},
        {"reeds", "al"},
        {"alsmede", "en"},
        {"indien", "als"},
        {"echter", "maar"},
        {"betreffende", "over"},
        {"thans", "nu"},
        {"derhalve", "daarom"},
        {"tevens", "ook"},
        {"gelieve", "wat iemand doet"},
        {"aangaande", "over"},
        {"omtrent", "over"},
        {"krachtens", "volgens"},
        {"alvorens", "voordat"},
        {"mits", "als"},
        {"tenzij", "behalve als"},
        {"ingevolge", "volgens"},
        {"ten aanzien van", "over"},
        {"met betrekking tot", "over"},
        {"in het kader van", "voor"},
};

struct tally {
	int sentences, words, passive;
};

struct look {
	const struct notice_reading *reading;
	struct notice_findings *findings;
	bool easy, own; /* own: the authority's own text, told but not refused */
};

#define PLAIN_TELL(k, line, ...)                                                                                       \
	((k)->own ? notice_warning((k)->findings, (k)->reading->path, (line), __VA_ARGS__)                             \
	          : notice_error((k)->findings, (k)->reading->path, (line), __VA_ARGS__))

static void look_for_heavy(const struct look *k, const struct notice_says *s, const struct prohibited_text *text)
{
	for (size_t i = 0; i < sizeof heavy / sizeof *heavy; i++) {
		const char *const one[] = {heavy[i].word, NULL};

		if (prohibited_find(NULL, text, one, NULL))
			PLAIN_TELL(k, s->line, "'%s' is a heavy word; write %s", heavy[i].word, heavy[i].instead);
	}
}

static bool is_passive(const struct prohibited_text *text)
{
	static const char *const signs[] = {"wordt|worden|werd|werden", NULL};

	return prohibited_find(NULL, text, signs, NULL);
}

static void look_at_dutch(const struct look *k, const struct notice_says *s, struct tally *t)
{
	int most = k->easy ? PLAIN_EASY_MAX : PLAIN_WORDS_MAX;
	const char *text = s->source;
	struct notice_sentence one;

	while (notice_sentence(&one, &text)) {
		int words = notice_words(one.at, one.n);
		struct prohibited_text folded;

		prohibited_fold(&folded, one.at, one.n, "nl");
		look_for_heavy(k, s, &folded);
		if (words == 0 || s->role == NOTICE_SAYS_TITLE || s->role == NOTICE_SAYS_HEADING ||
		        s->role == NOTICE_SAYS_OPTION)
			continue;
		if (words > most)
			PLAIN_TELL(k, s->line, "a sentence of %d words, at most %d: %.60s", words, most, one.at);
		t->sentences++;
		t->words += words;
		t->passive += is_passive(&folded);
	}
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
	struct tally t = {0};

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
