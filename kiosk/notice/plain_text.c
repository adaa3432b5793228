#include "notice/plain_text.h"

#include <stdio.h>
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
        {"ter zake van", "over"},
        {"te allen tijde", "altijd"},
        {"te zijner tijd", "later"},
        {"op grond van", "volgens of door"},
        {"aan de hand van", "met"},
        {"in geval van", "bij"},
        {"ten behoeve van", "voor"},
        {"uit hoofde van", "door"},
        {"ten gevolge van", "door"},
        {"onverwijld", "meteen"},
        {"terstond", "meteen"},
        {"spoedig", "snel"},
        {"spoedigst", "snelst"},
        {"desgewenst", "als u dat wilt"},
        {"eveneens", "ook"},
        {"wederom", "weer"},
        {"nimmer", "nooit"},
        {"hetgeen", "wat"},
        {"hieromtrent|dienaangaande", "hierover"},
        {"voornoemd*|bovengenoemd*|bovenstaand*", "dit of deze"},
        {"onderhavig*", "dit of deze"},
        {"geschieden|geschiedt", "gebeuren"},
        {"verstrekken|verstrekt|verstrekking", "geven"},
        {"verschaffen|verschaft", "geven"},
        {"retourneren|retour", "terugsturen"},
        {"bewerkstelligen", "regelen"},
        {"aanwenden|aangewend", "gebruiken"},
        {"aanvangen|aanvang", "beginnen"},
        {"trachten|tracht", "proberen"},
        {"woonachtig", "wie ergens woont"},
        {"gehuwd", "getrouwd"},
        {"wenst", "wilt"},
        {"ontvangst nemen", "krijgen"},
        {"zorg dragen|draagt", "zorgen"},
        {"relevant*", "belangrijk"},
        {"adequaat|adequate", "goed"},
        {"betreft", "gaat over"},
        {"wijze waarop", "hoe"},
        {"omissie|omissies", "wat ontbreekt"},
        {"respectievelijk", "en"},
        {"c q", "of"},
        {"voorts", "ook"},
        {"hoogstens", "niet meer dan"},
        {"abusievelijk", "per ongeluk"},
        {"dusdanig*", "zo"},
        {"gaarne", "graag"},
        {"geenszins", "niet"},
        {"jegens", "tegen"},
        {"nochtans|desalniettemin|niettemin", "toch"},
        {"opdat", "zodat"},
        {"ofschoon", "hoewel"},
        {"vernemen", "horen"},
        {"vigerend*", "wat nu geldt"},
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

enum { WORDS_ROOM = 80 };

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

/* ---- no twice, numbers and hours in letters */

/* A pattern found, with its words as they stand there. */
static void look_for_words(const struct sentence *s, const char *const *patterns, enum plain_kind kind)
{
	struct prohibited_found found;
	char words[WORDS_ROOM] = "";
	size_t n = 0;

	if (!prohibited_find(&found, &s->folded, patterns, NULL))
		return;
	for (int i = found.from; i < found.to && n < sizeof words; i++)
		n += (size_t)snprintf(words + n, sizeof words - n, "%s%s", n ? " " : "", s->folded.words[i]);
	tell(s, (struct plain_fault){.kind = kind, .word = words});
}

/* Within one run up to a comma: "Als u niet kunt, hoeft u niet" is plain enough. */
static void look_for_negations(const struct sentence *s)
{
	static const char *const twice[] = {"niet geen|niets|niemand|nooit|nergens|zonder|niet",
	        "geen|niets|niemand|nooit|nergens niet|geen|niets|niemand|nooit|zonder",
	        "niet|nooit|geen ~ onmogelijk|uitgesloten|ontkennen|nalaten|oneens|onbekend|onwaar|zonder", NULL};

	for (const char *at = s->at, *end = s->at + s->n; at < end;) {
		const char *comma = memchr(at, ',', (size_t)(end - at));
		struct sentence part = {.reader = s->reader, .at = s->at, .n = s->n};

		prohibited_fold(&part.folded, at, (size_t)((comma ? comma : end) - at), "nl");
		look_for_words(&part, twice, PLAIN_NEGATIONS);
		at = comma ? comma + 1 : end;
	}
}

/* "Een" is an article, and "twee" is often more word than number: "tussen deze twee dagen". */
static void look_for_numbers(const struct sentence *s)
{
	static const char *const numbers[] = {"drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf",
	        "dertien|veertien|vijftien|zestien|zeventien|achttien|negentien|twintig|dertig|veertig|vijftig",
	        "zestig|zeventig|tachtig|negentig|honderd|duizend", NULL};
	static const char *const times[] = {"half twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf|een",
	        "kwart over|voor", "uur s ochtends|middags|avonds|nachts", "vm|nm|am|pm", NULL};
	struct prohibited_found found;

	if (prohibited_find(&found, &s->folded, times, NULL))
		look_for_words(s, times, PLAIN_TIME);
	else
		look_for_words(s, numbers, PLAIN_NUMBER);
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
	look_for_negations(s);
	look_for_numbers(s);
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
