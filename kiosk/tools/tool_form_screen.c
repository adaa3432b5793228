#include "tools/tool_form_screen.h"

#include <stdlib.h>

#include "notice/notice_sentence.h"
#include "sys/text.h"
#include "tools/tool_form_peoples.h"
#include "tools/tool_form_terms.h"
#include "tools/tool_form_unknown.h"

enum tongue { DUTCH, EASY_DUTCH, ENGLISH, GERMAN, FRENCH, ARABIC, UKRAINIAN, POLISH, TURKISH };
enum { TEXT_BYTES = 64 << 10, CHOICE_BYTES = 1 << 20, QUOTE_BYTES = 4096 };

/* As notices name them; easy Dutch is Dutch to these rules. */
static const char *const langs[SCREEN_TONGUES] = {"nl", "nl", "en", "de", "fr", "ar", "uk", "pl", "tr"};

/* "en", and "en-GB" as well. */
static bool is_tongue(const char *tag, enum tongue tongue)
{
	size_t n = strlen(langs[tongue]);

	return text_starts(tag, langs[tongue]) && (tag[n] == 0 || tag[n] == '-');
}

void screen_init(struct screen *s, struct lint *lint, bool strict)
{
	*s = (struct screen){.lint = lint, .strict = strict};
	for (size_t i = 0; i < SCREEN_TONGUES; i++) {
		buf_init(&s->tongues[i].label, TEXT_BYTES);
		buf_init(&s->tongues[i].hint, TEXT_BYTES);
		buf_init(&s->tongues[i].guidance, TEXT_BYTES);
		buf_init(&s->tongues[i].choices, CHOICE_BYTES);
	}
}

void screen_fini(struct screen *s)
{
	for (size_t i = 0; i < SCREEN_TONGUES; i++) {
		buf_fini(&s->tongues[i].label);
		buf_fini(&s->tongues[i].hint);
		buf_fini(&s->tongues[i].guidance);
		buf_fini(&s->tongues[i].choices);
	}
}

/* ---- who people are --------------------------------------------------------------------------- */

static void tell_peoples(struct screen *s, const struct screen_text *t, enum peoples_verdict verdict, const char *quote)
{
	const char *path = s->control->def->path;

	s->told = s->control->def;
	if (verdict == PEOPLES_UNCLEAR)
		lint_say(s->lint, false, t->line,
		        "%s lists countries (%s) and does not say what happened there; say it in the label, or remove the "
		        "question",
		        path, quote);
	else if (verdict == PEOPLES_BIRTH)
		lint_say(s->lint, true, t->line,
		        "%s lists countries of birth or descent (%s); ask for the need itself, such as an interpreter",
		        path, quote);
	else
		lint_say(s->lint, true, t->line,
		        "the choices of %s name peoples, beliefs or skin (%s); ask for the need itself, such as an interpreter",
		        path, quote);
}

static void judge_peoples(struct screen *s, enum tongue tongue, const char *lang)
{
	const struct screen_text *t = &s->tongues[tongue];
	const char *at = buf_str(&t->choices);
	const char **choices = t->n_choices ? calloc(t->n_choices, sizeof *choices) : NULL;
	enum peoples_verdict verdict = PEOPLES_NONE;
	AUTO_BUF question;
	AUTO_BUF quote;

	buf_init(&question, 3 * TEXT_BYTES);
	buf_init(&quote, QUOTE_BYTES);
	if (!choices || s->told == s->control->def || !lint_is_field(s->control->def)) {
		free(choices);
		return;
	}
	for (size_t i = 0; i < t->n_choices; i++, at += strlen(at) + 1)
		choices[i] = at;
	buf_printf(&question, "%s %s %s", buf_str(&t->label), buf_str(&t->hint), s->control->def->name);
	verdict = peoples_judge(&quote, &(struct peoples_list){lang, buf_str(&question), choices, t->n_choices});
	if (verdict != PEOPLES_NONE)
		tell_peoples(s, t, verdict, buf_str(&quote));
	free(choices);
}

/* ---- Dutch ------------------------------------------------------------------------------------- */

static void judge_length(struct screen *s, const struct screen_text *t)
{
	int words = notice_words(buf_str(&t->label), t->label.len) + notice_words(buf_str(&t->hint), t->hint.len);

	if (words > SCREEN_WORDS_MOST)
		lint_say(s->lint, false, t->line,
		        "%s says %d words before anybody can answer, at most %d (20 seconds); move some to the guidance, or make "
		        "two questions of it",
		        s->control->def->path, words, SCREEN_WORDS_MOST);
}

static void judge_terms(struct screen *s, const struct screen_text *t)
{
	const struct term_screen screen = {buf_str(&t->label), buf_str(&t->hint), buf_str(&t->guidance)};
	struct term_found found;

	if (s->strict && term_unexplained(&found, &screen))
		lint_say(s->lint, false, t->line,
		        "\"%s\" is a word of the law; say in the hint or the guidance what it is, or write %s",
		        found.word, found.instead);
	if (s->strict && term_capitals(&found, &screen))
		lint_say(s->lint, false, t->line,
		        "\"%s\" is short for something; write it in full where it stands first, as in burgerservicenummer (BSN)",
		        found.word);
}

/* Letters or digits in their places; not so a pattern that only keeps some out: "[^0-9]". */
static bool is_form(struct str pattern)
{
	static const char *const signs[] = {"[0-9", "\\d", "[A-Z", "[a-z"};

	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
		if (str_find(pattern, str_of(signs[i])) < pattern.n)
			return true;
	}
	return false;
}

static bool has_pattern(const struct ast *a)
{
	if (!a)
		return false;
	if (a->regex && a->n_args == 2 && a->args[1]->kind == AST_TEXT && is_form(a->args[1]->text))
		return true;
	for (size_t i = 0; i < a->n_args; i++) {
		if (has_pattern(a->args[i]))
			return true;
	}
	return has_pattern(a->a) || has_pattern(a->b);
}

static bool has_example(const struct piece *p)
{
	for (; p; p = p->next) {
		for (size_t i = 0; !p->output && i < p->text.n; i++) {
			if (p->text.p[i] == '@' || (p->text.p[i] >= '0' && p->text.p[i] <= '9'))
				return true;
		}
	}
	return false;
}

/* "Schrijf de postcode als 1012 AB": the message shows one. */
static bool message_helps(const struct form *f, const struct words *w)
{
	for (size_t i = 0; w->itext && i < f->n_languages; i++) {
		for (const struct itext_value *v = w->itext->values[i]; v; v = v->next) {
			if (has_example(v->pieces))
				return true;
		}
	}
	return has_example(w->pieces);
}

/* Nobody guesses a pattern of digits and letters in their places. */
static void judge_example(struct screen *s, const struct screen_text *t)
{
	const struct def *d = s->control->def;

	if (s->control->question == QUESTION_INPUT && lint_is_field(d) && d->constraint &&
	        has_pattern(d->constraint->ast) && !t->hint.len && !t->guidance.len &&
	        !message_helps(s->lint->form, &d->constraint_message))
		lint_say(s->lint, false, t->line,
		        "%s has a pattern, and neither its hint nor its message shows an answer that keeps it; show one",
		        d->path);
}

/* Required, of a fact, and nobody may say that they do not know. */
static void judge_unknown(struct screen *s, const struct screen_text *t)
{
	const struct control *c = s->control;
	const char *label = buf_str(&t->choices);
	bool leaves = false;
	size_t i = 0;

	if (!s->strict || c->question != QUESTION_SELECT1 || !c->def->required || !c->list || !c->list->options ||
	        !unknown_is_likely(buf_str(&t->label)))
		return;
	for (const struct option *o = c->list->options; o; o = o->next, i++) {
		leaves = leaves || unknown_is_said(o->name, i < t->n_choices ? label : "");
		label += i < t->n_choices ? strlen(label) + 1 : 0;
	}
	if (!leaves)
		lint_say(s->lint, false, t->line,
		        "%s asks what somebody may not know, and must be answered; add a choice such as \"Weet ik niet\"",
		        c->def->path);
}

/* ---- a page of several questions ------------------------------------------------------------- */

static const struct control *page_of(const struct control *c)
{
	for (; c; c = c->parent)
		if (c->kind == CONTROL_GROUP && c->looks & LOOK_FIELD_LIST)
			return c;
	return NULL;
}

/* All that stands there is heard before anybody answers the last of it. */
static void judge_page(struct screen *s)
{
	static const enum tongue both[2] = {DUTCH, EASY_DUTCH};

	for (int i = 0; i < 2 && s->page; i++)
		if (s->strict && s->page_questions > 1 && s->page_words[i] > SCREEN_WORDS_MOST)
			lint_say(s->lint, false, s->page_lines[both[i]],
			        "the page with %s says %d words before its last answer, at most %d (20 seconds); make two pages of "
			        "it",
			        s->page_ends->path, s->page_words[i], SCREEN_WORDS_MOST);
}

static void add_to_page(struct screen *s)
{
	const struct control *page = page_of(s->control);

	if (page != s->page) {
		judge_page(s);
		s->page = page;
		s->page_questions = 0;
		memset(s->page_words, 0, sizeof s->page_words);
		memset(s->page_lines, 0, sizeof s->page_lines);
	}
	if (!page || s->unnamed || s->control->kind == CONTROL_REPEAT || !s->control->def)
		return;
	s->page_questions += s->control->kind == CONTROL_QUESTION;
	s->page_ends = s->control->def;
	for (int i = DUTCH; i <= EASY_DUTCH; i++) {
		const struct screen_text *t = &s->tongues[i];

		s->page_words[i] +=
		        notice_words(buf_str(&t->label), t->label.len) + notice_words(buf_str(&t->hint), t->hint.len);
		if (!s->page_lines[i])
			s->page_lines[i] = t->line;
	}
}

static void judge(struct screen *s)
{
	add_to_page(s);
	if (!s->control || !s->control->def || s->control->kind != CONTROL_QUESTION)
		return;
	for (enum tongue i = DUTCH; i <= TURKISH; i++)
		judge_peoples(s, i, langs[i]);
	for (enum tongue i = DUTCH; i <= EASY_DUTCH && !s->unnamed; i++) {
		if (!s->tongues[i].line)
			continue;
		judge_length(s, &s->tongues[i]);
		judge_terms(s, &s->tongues[i]);
	}
	if (!s->tongues[DUTCH].line || s->unnamed)
		return;
	judge_example(s, &s->tongues[DUTCH]);
	judge_unknown(s, &s->tongues[DUTCH]);
}

/* ---- listening ---------------------------------------------------------------------------------- */

static void hear(struct screen_text *t, const struct said *said)
{
	size_t n = strlen(said->text);

	t->line = t->line ? t->line : said->line;
	switch (said->role) {
	case SAID_LABEL:
	case SAID_GROUP:
		buf_printf(&t->label, "%s ", said->text);
		break;
	case SAID_HINT:
		buf_printf(&t->hint, "%s ", said->text);
		break;
	case SAID_GUIDANCE:
		buf_printf(&t->guidance, "%s ", said->text);
		break;
	case SAID_CHOICE:
		if (t->choices.len + n + 1 <= CHOICE_BYTES) {
			buf_add(&t->choices, said->text, n + 1);
			t->n_choices += !t->choices.failed;
		}
		break;
	default:
		break;
	}
}

static void begin(struct screen *s, const struct control *control)
{
	judge(s);
	s->control = control;
	s->unnamed = false;
	for (size_t i = 0; i < SCREEN_TONGUES; i++) {
		struct screen_text *t = &s->tongues[i];

		buf_clear(&t->label);
		buf_clear(&t->hint);
		buf_clear(&t->guidance);
		buf_clear(&t->choices);
		t->n_choices = 0;
		t->line = 0;
	}
}

void screen_hears(struct screen *s, const struct said *said, const struct def *told)
{
	if (said->control != s->control)
		begin(s, said->control);
	if (!said->control)
		return;
	s->told = told ? told : s->told;
	s->unnamed = !*said->tag;
	if (s->unnamed || text_is(said->tag, "nl"))
		hear(&s->tongues[DUTCH], said);
	else if (text_starts(said->tag, "nl-"))
		hear(&s->tongues[EASY_DUTCH], said);
	if (s->unnamed || is_tongue(said->tag, ENGLISH))
		hear(&s->tongues[ENGLISH], said);
	for (enum tongue i = GERMAN; i <= TURKISH; i++)
		if (is_tongue(said->tag, i))
			hear(&s->tongues[i], said);
}

void screen_ends(struct screen *s)
{
	begin(s, NULL);
}
