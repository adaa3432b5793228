#include "notice/plain_text.h"

#include <string.h>
#include <strings.h>

#include "notice/notice_sentence.h"
#include "notice/plain.h"
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

/* Not read out as they are meant, and not known to everybody. */
static const struct {
	const char *text, *instead;
} shortened[] = {
        {"bijv.", "bijvoorbeeld"},
        {"bv.", "bijvoorbeeld"},
        {"i.v.m.", "door of omdat"},
        {"d.m.v.", "met of door"},
        {"m.b.t.", "over"},
        {"t.a.v.", "voor"},
        {"n.a.v.", "door"},
        {"i.p.v.", "in plaats van"},
        {"o.a.", "onder andere"},
        {"d.w.z.", "dat betekent"},
        {"a.u.b.", "alstublieft"},
        {"s.v.p.", "alstublieft"},
        {"etc.", "en zo verder"},
        {"enz.", "en zo verder"},
        {"evt.", "misschien"},
        {"incl.", "met"},
        {"excl.", "zonder"},
        {"tel.", "telefoon"},
        {"nr.", "nummer"},
        {"nrs.", "nummers"},
        {"ca.", "ongeveer"},
        {"min.", "minstens of minuten"},
        {"max.", "hooguit"},
        {"t/m", "tot en met"},
};

/* End as participles do and are none. */
static const char *const no_participle[] = {"gegevens", "gemeente", "gebeurtenis", "bericht", "gezicht", "gedicht",
        "gewicht", "gevecht", "gebied", "geduld", "geluid", "beeld", "verband", "verstand", "tegen", "eigen", "wegen",
        "dagen", "vragen", "verdacht", "bent", "heeft", "agent", "agenten", "beginnen", "beter", "bijna", "gezond",
        "bekend", "begin", "verlies", NULL};

struct sentence {
	struct plain_reader *reader;
	const char *at;
	size_t n;
	struct prohibited_text folded;
};

static void tell(const struct sentence *s, struct plain_fault f)
{
	f.at = s->at;
	f.n = s->n;
	s->reader->found(s->reader->me, &f);
}

static void look_for_heavy(const struct sentence *s)
{
	for (size_t i = 0; i < sizeof heavy / sizeof *heavy; i++) {
		const char *const one[] = {heavy[i].word, NULL};

		if (prohibited_find(NULL, &s->folded, one, NULL))
			tell(s, (struct plain_fault){
			                .kind = PLAIN_HEAVY, .word = heavy[i].word, .instead = heavy[i].instead});
	}
}

/* ---- passive */

static bool is_passive(const struct sentence *s)
{
	static const char *const signs[] = {"wordt|worden|werd|werden", NULL};

	return prohibited_find(NULL, &s->folded, signs, NULL);
}

static bool begins(const char *word, const char *with)
{
	return strncmp(word, with, strlen(with)) == 0;
}

static bool is_participle(const char *word)
{
	size_t n = strlen(word);
	bool ends = n > 4 && (word[n - 1] == 'd' || word[n - 1] == 't' || strcmp(word + n - 2, "en") == 0);
	const char *ge = strstr(word, "ge");

	for (size_t i = 0; no_participle[i]; i++) {
		if (strcmp(word, no_participle[i]) == 0)
			return false;
	}
	/* "opgenomen": a short word stands before it. */
	return ends && ((ge && ge - word <= 5 && strlen(ge) > 4) || begins(word, "be") || begins(word, "ver") ||
	                       begins(word, "ont") || begins(word, "her"));
}

static void look_for_passive(const struct sentence *s)
{
	static const char *const signs[] = {"wordt|worden|werd|werden", NULL};
	struct prohibited_found found;

	if (!prohibited_find(&found, &s->folded, signs, NULL))
		return;
	for (int i = found.from > 2 ? found.from - 2 : 0; i < s->folded.n && i < found.to + 7; i++) {
		if (i >= found.from && i < found.to)
			continue;
		if (is_participle(s->folded.words[i])) {
			tell(s, (struct plain_fault){.kind = PLAIN_PASSIVE, .word = s->folded.words[i]});
			return;
		}
	}
}

/* ---- short forms, clauses, dates */

static bool is_word(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c & 0x80);
}

static void look_for_shortened(const struct plain_reader *r, const char *text)
{
	for (size_t i = 0; i < sizeof shortened / sizeof *shortened; i++) {
		const char *short_form = shortened[i].text;
		const char *at = strcasestr(text, short_form);
		size_t n = strlen(short_form);
		const struct plain_fault f = {.kind = PLAIN_SHORTENED,
		        .word = short_form,
		        .instead = shortened[i].instead,
		        .at = text,
		        .n = strlen(text)};

		while (at && ((at > text && (is_word(at[-1]) || at[-1] == '.')) || is_word(at[n])))
			at = strcasestr(at + 1, short_form);
		if (at)
			r->found(r->me, &f);
	}
}

static void look_for_clauses(const struct sentence *s)
{
	static const char *const opens[] = {"omdat", "zodat", "waardoor", "waarbij", "waarmee", "waarvan", "terwijl",
	        "hoewel", "nadat", "voordat", "doordat", "opdat", "mits", "tenzij", NULL};
	int clauses = 0;

	for (int i = 0; i < s->folded.n; i++) {
		for (size_t k = 0; opens[k]; k++)
			clauses += strcmp(s->folded.words[i], opens[k]) == 0;
	}
	for (size_t i = 0; i + 5 < s->n; i++) {
		if (strncmp(s->at + i, ", die ", 6) == 0 || strncmp(s->at + i, ", dat ", 6) == 0)
			clauses++;
	}
	if (clauses > 1)
		tell(s, (struct plain_fault){.kind = PLAIN_CLAUSES, .words = clauses, .most = 1});
}

static size_t digits(const char *at)
{
	return strspn(at, "0123456789");
}

static void look_for_date(const struct sentence *s)
{
	for (size_t i = 0; i < s->n; i++) {
		size_t day = digits(s->at + i), month, year;

		if (!day)
			continue;
		month = s->at[i + day] == '-' || s->at[i + day] == '/' ? digits(s->at + i + day + 1) : 0;
		year = month && s->at[i + day + 1 + month] == s->at[i + day] ? digits(s->at + i + day + month + 2) : 0;
		if (day <= 2 && month <= 2 && year == 4) {
			tell(s, (struct plain_fault){.kind = PLAIN_DATE});
			return;
		}
		i += day;
	}
}

static void look_at_sentence(struct sentence *s, struct plain_reader *r)
{
	int most = r->easy ? PLAIN_EASY_MAX : PLAIN_WORDS_MAX, words = notice_words(s->at, s->n);

	prohibited_fold(&s->folded, s->at, s->n, "nl");
	look_for_heavy(s);
	if (words == 0 || !r->counts)
		return;
	if (words > most)
		tell(s, (struct plain_fault){.kind = PLAIN_LONG, .words = words, .most = most});
	look_for_passive(s);
	look_for_clauses(s);
	look_for_date(s);
	r->tally.sentences++;
	r->tally.words += words;
	r->tally.passive += is_passive(s);
}

void plain_text(struct plain_reader *r, const char *text)
{
	struct notice_sentence one;

	look_for_shortened(r, text);
	while (notice_sentence(&one, &text)) {
		struct sentence s = {.reader = r, .at = one.at, .n = one.n};

		look_at_sentence(&s, r);
	}
}
