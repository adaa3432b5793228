#include "form/lint.h"

#include <ctype.h>

/* What may never be asked, in the words in which a form's author might name it. A name is taken apart at its joints:
 * "race" forbids skin_race, but not trace. */
static const char *const forbidden[] = {"nationality", "nationalities", "nationaliteit", "nationaliteiten", "ethnicity",
        "ethnic", "etniciteit", "etnisch", "etnische", "religion", "religious", "religie", "geloof", "godsdienst",
        "geloofsovertuiging", "levensovertuiging", "race", "ras", "geboorteland", "birthcountry", "afkomst",
        "herkomstland", "huidskleur", "huidkleur", "skincolour", "skincolor", "skintone"};
/* Two parts that say it together. */
static const char *const forbidden_pairs[][2] = {{"country", "birth"}, {"birth", "country"}, {"geboorte", "land"},
        {"land", "geboorte"}, {"skin", "colour"}, {"skin", "color"}, {"kleur", "huid"}, {"huid", "kleur"}};

enum { MAX_PARTS = 16, MAX_PART = 40 };

struct parts {
	char at[MAX_PARTS][MAX_PART];
	size_t n;
};

/* "birthCountry_code" is birth, country, code. */
static struct parts parts_of(const char *name)
{
	struct parts p = {0};
	size_t k = 0;

	for (; *name && p.n < MAX_PARTS; name++) {
		bool letter = isalpha((unsigned char)*name),
		     starts = isupper((unsigned char)*name) && k && islower((unsigned char)name[-1]);

		if ((!letter || starts) && k) {
			p.n++;
			k = 0;
		}
		if (letter && p.n < MAX_PARTS && k + 1 < MAX_PART)
			p.at[p.n][k++] = (char)tolower((unsigned char)*name);
	}
	p.n += k && p.n < MAX_PARTS;
	return p;
}

static bool has_part(const struct parts *p, const char *word)
{
	for (size_t i = 0; i < p->n; i++) {
		if (strcmp(p->at[i], word) == 0)
			return true;
	}
	return false;
}

bool lint_is_forbidden(const char *name)
{
	struct parts p = parts_of(name);

	for (size_t i = 0; i < sizeof forbidden / sizeof *forbidden; i++) {
		if (has_part(&p, forbidden[i]))
			return true;
	}
	for (size_t i = 0; i < sizeof forbidden_pairs / sizeof *forbidden_pairs; i++) {
		if (has_part(&p, forbidden_pairs[i][0]) && has_part(&p, forbidden_pairs[i][1]))
			return true;
	}
	return false;
}

bool lint_is_offence(const char *name)
{
	static const char *const words[] = {"offence", "offense", "crime", "delict", "feit", "feiten", "alibi", "story",
	        "verhaal", "guilt", "guilty", "schuld", "confession", "bekentenis", "motive", "motief", "weapon",
	        "wapen"};
	struct parts p = parts_of(name);

	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		if (has_part(&p, words[i]))
			return true;
	}
	return has_part(&p, "what") && (has_part(&p, "happened") || has_part(&p, "did"));
}

static bool has_words(const struct words *w)
{
	return w->itext || w->itext_id || w->expr || w->pieces;
}

/* A story in several lines is not: nobody could read back what they write. */
static bool is_masked(const struct def *d)
{
	for (const struct control *c = d->control; c; c = c->also) {
		if (c->question == QUESTION_INPUT && !(c->looks & (LOOK_MASKED | LOOK_MULTILINE)))
			return false;
	}
	return true;
}

static void lint_grounds(struct lint *l, const struct def *d)
{
	if (!has_words(&d->purpose))
		lint_say(l, true, d->line, "%s does not say why it is asked; write loket:purpose", d->path);
	if (!d->legal_basis || !*d->legal_basis)
		lint_say(l, true, d->line, "%s does not say on what legal basis it is asked; write loket:legal_basis",
		        d->path);
	if (!has_words(&d->receiver))
		lint_say(l, false, d->line, "%s does not say who receives the answer; write loket:receiver", d->path);
	if (!d->sensitivity)
		lint_say(l, false, d->line, "%s does not say how sensitive it is; write loket:class", d->path);
	if (!d->retention)
		lint_say(l, false, d->line, "%s does not say how long it is kept; write loket:retention", d->path);
	if (d->sensitivity && strcmp(d->sensitivity, "K4") == 0 && !is_masked(d))
		lint_say(l, false, d->line, "%s is of class K4 but not masked; give it the appearance masked", d->path);
}

static void lint_field(struct lint *l, const struct def *d)
{
	if (lint_is_forbidden(d->name))
		lint_say(l, true, d->line,
		        "%s is named after nationality, origin, religion or skin colour, which can not be in a form; ask for the "
		        "need itself, such as an interpreter",
		        d->path);
	else if (l->form->audience == AUDIENCE_SUSPECT && lint_is_field(d) && lint_is_offence(d->name))
		lint_say(l, true, d->line, "%s asks a suspect about the offence by its name; remove the question",
		        d->path);
}

void lint_fields(struct lint *l)
{
	const struct form *f = l->form;
	const struct def *first = NULL;
	size_t without = 0;

	for (size_t i = 0; i < f->n_defs; i++) {
		const struct def *d = f->defs[i];

		lint_field(l, d);
		if (!lint_is_field(d))
			continue;
		if (f->declares_loket)
			lint_grounds(l, d);
		else if (!without++)
			first = d;
	}
	if (first)
		lint_say(l, true, first->line,
		        "%zu fields, first %s, say neither purpose nor legal basis; declare "
		        "xmlns:loket=\"https://loket.invalid/ns\" and write loket:purpose and loket:legal_basis",
		        without, first->path);
	if (f->declares_loket && f->audience == AUDIENCE_UNSAID)
		lint_say(l, false, f->primary->line,
		        "the form does not say whom it asks; write loket:audience with citizen, staff or suspect");
}
