#include "tools/tool_form_terms.h"

#include <stdio.h>
#include <string.h>

#include "notice/prohibited_text.h"
#include "sys/buf.h"
#include "sys/text.h"

enum { SCREEN_BYTES = 64 << 10, PATTERN_ROOM = 300, CAPITALS_LEAST = 2, CAPITALS_MOST = 6 };

/* Patterns as notice/prohibited_inside.h has them. */
static const struct {
	const char *word, *instead;
} terms[] = {
        {"gemachtigde*", "wie namens u mag spreken"},
        {"curator*|bewindvoerder*", "wie over iemands geld beslist"},
        {"proces verbaal", "het verslag van de politie"},
        {"delict*", "wat er is gebeurd"},
        {"misdrijf|misdrijven", "iets ernstigs dat niet mag"},
        {"overtreding*", "iets dat niet mag"},
        {"sepot|seponeren|geseponeerd", "dat de zaak stopt"},
        {"dagvaarding*|dagvaard*", "een brief dat iemand bij de rechter moet komen"},
        {"dossier|dossiers", "de papieren van de zaak"},
        {"heling|heler", "iets kopen dat gestolen is"},
        {"verduistering", "iets houden dat van een ander is"},
        {"laster|smaad", "iets slechts over iemand zeggen dat niet waar is"},
        {"jurisprudentie|jurisdictie", "wat rechters eerder zeiden"},
        {"verbalisant*|opsporingsambtenaar*|hulpofficier*", "een politieman of politievrouw"},
        {"marechaussee", "de politie van het leger"},
        {"mediation|mediator*", "praten met hulp van een ander"},
        {"civiel|civiele|civielrechtelijk*", "zonder straf"},
        {"strafrechtelijk*|bestuursrechtelijk*|bestuurlijk*", "door de rechter"},
        {"rechtspersoon|rechtsvorm", "een bedrijf of een vereniging"},
        {"ondertoezichtstelling*|uithuisplaatsing*", "wat de rechter over een kind beslist"},
        {"jeugdreclassering|reclassering", "wie iemand na een straf helpt"},
        {"voeging", "geld vragen aan de dader"},
        {"benadeelde", "wie schade heeft"},
        {"identificeren|identificatie|legitimeren", "laten zien wie u bent"},
        {"rectificatie|rectificeren", "iets verbeteren"},
        {"verwerkingsverantwoordelijke", "wie uw gegevens bewaart"},
        {"anonimiseren|geanonimiseerd|pseudonimiseren", "zonder naam bewaren"},
        {"retentie|bewaartermijn", "hoe lang we het bewaren"},
        {"escalatie|escaleren", "erger worden"},
        {"recidive", "iets opnieuw doen"},
        {"preventief|preventieve", "om het te voorkomen"},
        {"indicatie|indicatief", "een teken"},
        {"significant*|substantieel|substantiele", "veel of belangrijk"},
};

/* Known to everybody, or no short form. */
static const char *const known[] = {"ID", "OK", "PIN", "TV", "PC", "SMS", "QR", "USB", "CD", "DVD", "GPS", "NL", "EU",
        "KLM", "NS", "ANWB", "VVV", "WC", "XL", "II", NULL};

/* Is the pattern in the text? Then *out, which may be NULL, has the words as they stand there. */
static bool says(char out[TERM_ROOM], const char *text, const char *pattern)
{
	const char *const patterns[] = {pattern, NULL};
	AUTO_BUF quote;

	buf_init(&quote, SCREEN_BYTES);
	if (!prohibited_matches(&quote, text, "nl", patterns, false))
		return false;
	if (out)
		(void)text_copy(out, TERM_ROOM, buf_str(&quote));
	return true;
}

/* "Een tolk is iemand die ...", "Dat noemen we heling." */
static bool explains(const char *text, const char *word)
{
	char behind[PATTERN_ROOM], before[PATTERN_ROOM];

	(void)snprintf(behind, sizeof behind, "%s is|zijn|betekent|helpt|doet|regelt|beslist", word);
	(void)snprintf(before, sizeof before, "noemen|noemt|heet|heten|betekent ~ %s", word);
	return says(NULL, text, behind) || says(NULL, text, before);
}

static bool explains_anywhere(const struct term_screen *s, const char *word)
{
	return explains(s->label, word) || explains(s->hint, word) || explains(s->guidance, word);
}

bool term_unexplained(struct term_found *out, const struct term_screen *screen)
{
	for (size_t i = 0; i < sizeof terms / sizeof *terms; i++) {
		if (!says(out->word, screen->label, terms[i].word) && !says(out->word, screen->hint, terms[i].word))
			continue;
		if (explains_anywhere(screen, terms[i].word))
			continue;
		out->instead = terms[i].instead;
		return true;
	}
	return false;
}

/* ---- short forms in capitals ---------------------------------------------------------------------- */

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_capital(char c)
{
	return c >= 'A' && c <= 'Z';
}

/* Whatever a run of letters is part of: "AB-12-CD" is an example of a number plate. */
static bool is_part(char c)
{
	return is_digit(c) || (c >= 'a' && c <= 'z') || is_capital(c) || (c & 0x80) || c == '-' || c == '.';
}

static bool is_known(const char *word, size_t n)
{
	for (size_t i = 0; known[i]; i++) {
		if (strlen(known[i]) == n && memcmp(known[i], word, n) == 0)
			return true;
	}
	return false;
}

/* "1012 AB", "NL91 ABNA 0417": part of an example. */
static bool is_among_digits(const char *text, const char *at, size_t n)
{
	return (at >= text + 2 && at[-1] == ' ' && is_digit(at[-2])) || (at[n] == ' ' && is_digit(at[n + 1]));
}

/* The next short form that stands without its words; NULL = none. */
static const char *next_capitals(const char *text, const char *at, size_t *n)
{
	for (; *at; at += *n ? *n : 1) {
		*n = 0;
		while (is_capital(at[*n]))
			++*n;
		if (*n < CAPITALS_LEAST || *n > CAPITALS_MOST || is_known(at, *n))
			continue;
		if ((at > text && (is_part(at[-1]) || at[-1] == '(')) || (is_part(at[*n]) && at[*n] != '.') ||
		        is_among_digits(text, at, *n))
			continue;
		if (strncmp(at + *n, " (", 2) != 0)
			return at;
	}
	return NULL;
}

/* It was written in full before: "burgerservicenummer (BSN)". */
static bool stands_in_brackets(const char *text, const char *word, size_t n)
{
	char brackets[CAPITALS_MOST + 3];

	(void)snprintf(brackets, sizeof brackets, "(%.*s)", (int)n, word);
	return strstr(text, brackets) != NULL;
}

bool term_capitals(struct term_found *out, const struct term_screen *screen)
{
	const char *const texts[] = {screen->label, screen->hint};

	for (size_t i = 0; i < 2; i++) {
		size_t n = 0;

		for (const char *at = texts[i]; (at = next_capitals(texts[i], at, &n)) != NULL; at += n) {
			bool told = stands_in_brackets(screen->label, at, n) ||
			            stands_in_brackets(screen->hint, at, n) ||
			            stands_in_brackets(screen->guidance, at, n);
			char word[CAPITALS_MOST + 1] = "";

			/* Patterns are in small letters. */
			for (size_t k = 0; k < n; k++)
				word[k] = (char)(at[k] - 'A' + 'a');
			if (told || explains_anywhere(screen, word))
				continue;
			(void)snprintf(out->word, sizeof out->word, "%.*s", (int)n, at);
			out->instead = "";
			return true;
		}
	}
	return false;
}
