#include "tools/tool_form_words.h"

#include "form/lint.h"
#include "notice/plain.h"
#include "notice/plain_text.h"
#include "notice/prohibited_text.h"
#include "sys/text.h"
#include "tools/tool_form_says.h"
#include "tools/tool_form_screen.h"

enum { QUOTE_BYTES = 8192, SHOWN = 60 };

struct check {
	struct lint lint;
	const struct said *said;
	const struct def *asked; /* of which a forbidden question was told: once is enough */
	const struct def *chosen; /* of which a choice was told */
	struct screen screen;
	bool strict; /* Dutch that is not plain is an error: a citizen reads it */
	struct plain_tally tally; /* of all Dutch in the form */
	int first; /* line of the first of it */
};

/* "nl-x-easy" is what notices call nl-easy; else the first part. */
static void lang_of(char out[16], const char *tag)
{
	size_t n = strcspn(tag, "-");

	if (text_starts(tag, "nl-") && strstr(tag, "easy")) {
		(void)text_copy(out, 16, "nl-easy");
		return;
	}
	n = n < 15 ? n : 15;
	memcpy(out, tag, n);
	out[n] = 0;
}

/* ---- what may not be asked --------------------------------------------------------------------- */

static void check_forbidden(struct check *c, const struct said *s, const char *lang)
{
	AUTO_BUF quote;

	buf_init(&quote, QUOTE_BYTES);
	if (s->role != SAID_LABEL && s->role != SAID_CHOICE && s->role != SAID_GROUP)
		return;
	if (!s->of || s->of == c->asked || lint_is_forbidden(s->of->name) || (!s->of->first && !lint_is_field(s->of)))
		return;
	if (text_is(lang, "nl-easy"))
		lang = "nl";
	if (!form_asks_forbidden(&quote, s->text, lang))
		return;
	if (s->role == SAID_CHOICE) {
		lint_say(&c->lint, true, s->line,
		        "a choice tells nationality, origin, religion or skin colour (\"%s\"); ask for the need itself, such as an "
		        "interpreter",
		        buf_str(&quote));
		c->chosen = s->of;
		return;
	}
	c->asked = s->of;
	lint_say(&c->lint, true, s->line,
	        "%s asks for nationality, origin, religion or skin colour (\"%s\"); ask for the need itself, such as an "
	        "interpreter",
	        s->of->path, buf_str(&quote));
}

static void check_suspect(struct check *c, const struct said *s, const char *lang)
{
	AUTO_BUF quote;

	buf_init(&quote, QUOTE_BYTES);
	if (c->lint.form->audience != AUDIENCE_SUSPECT || s->role != SAID_LABEL || !s->of || s->of == c->asked ||
	        !lint_is_field(s->of) || lint_is_offence(s->of->name))
		return;
	if (prohibited_says(&quote, s->text, lang, PROHIBITED_OFFENCE)) {
		c->asked = s->of;
		lint_say(&c->lint, true, s->line, "%s asks a suspect about the offence (\"%s\"); remove the question",
		        s->of->path, buf_str(&quote));
	} else if (prohibited_is_off_topic(s->text, lang)) {
		c->asked = s->of;
		lint_say(&c->lint, false, s->line,
		        "%s asks a suspect something that is not about language, health, understanding, contact, lawyer or "
		        "signature; remove the question",
		        s->of->path);
	}
}

/* ---- what may not be said ------------------------------------------------------------------------ */

static void check_said(struct check *c, const struct said *s, const char *lang)
{
	AUTO_BUF quote;

	buf_init(&quote, QUOTE_BYTES);
	if (prohibited_says(&quote, s->text, lang, PROHIBITED_BLAME))
		lint_say(&c->lint, true, s->line, "\"%s\" blames the reader; ask what happened, or say what one can do",
		        buf_str(&quote));
	else if (prohibited_says(&quote, s->text, lang, PROHIBITED_FAREWELL))
		lint_say(&c->lint, true, s->line, "\"%s\": nobody leaves here cheerfully; leave the farewell out",
		        buf_str(&quote));
	else if (prohibited_says(&quote, s->text, lang, PROHIBITED_REPORT))
		lint_say(&c->lint, true, s->line,
		        "\"%s\": an answer at a kiosk is no report; say that an officer completes it", buf_str(&quote));
}

/* ---- plain Dutch ------------------------------------------------------------------------------------ */

static void tell_plain(void *me, const struct plain_fault *f)
{
	struct check *c = me;
	int line = c->said->line, n = (int)(f->n > SHOWN ? utf8_before(f->at, SHOWN + 1) : f->n);

	switch (f->kind) {
	case PLAIN_LONG:
		lint_say(&c->lint, c->strict, line, "a sentence of %d words, at most %d; make two of it: %.*s",
		        f->words, f->most, n, f->at);
		break;
	case PLAIN_HEAVY:
		lint_say(&c->lint, c->strict, line, "\"%s\" is a heavy word; write %s", f->word, f->instead);
		break;
	case PLAIN_PASSIVE:
		lint_say(
		        &c->lint, false, line, "a passive sentence (\"%s\"); say who does it: %.*s", f->word, n, f->at);
		break;
	case PLAIN_SHORTENED:
		lint_say(&c->lint, false, line, "\"%s\" is short for something; write %s", f->word, f->instead);
		break;
	case PLAIN_CLAUSES:
		lint_say(&c->lint, false, line, "a sentence with %d clauses, at most one; make two of it: %.*s",
		        f->words, n, f->at);
		break;
	case PLAIN_NEGATIONS:
		lint_say(&c->lint, false, line, "a sentence that says no twice (\"%s\"); say what is so: %.*s", f->word,
		        n, f->at);
		break;
	case PLAIN_NUMBER:
		lint_say(&c->lint, false, line, "\"%s\" is a number in letters; write it in digits: %.*s", f->word, n,
		        f->at);
		break;
	case PLAIN_TIME:
		lint_say(&c->lint, false, line, "\"%s\" is no time of 24 hours; write it as 14:30: %.*s", f->word, n,
		        f->at);
		break;
	case PLAIN_DATE:
		lint_say(&c->lint, false, line, "a day in digits; write it as 3 oktober 2026: %.*s", n, f->at);
		break;
	}
}

static void check_plain(struct check *c, const struct said *s, const char *lang)
{
	struct plain_reader r = {.easy = text_is(lang, "nl-easy"),
	        .counts = s->role != SAID_CHOICE && s->role != SAID_GROUP,
	        .found = tell_plain,
	        .me = c,
	        .tally = c->tally};

	if (!r.easy && !text_is(lang, "nl"))
		return;
	if (!c->first)
		c->first = s->line;
	plain_text(&r, s->text);
	c->tally = r.tally;
}

static void check_mean(struct check *c)
{
	const struct plain_tally *t = &c->tally;

	if (t->sentences && t->words > PLAIN_WORDS_MEAN * t->sentences)
		lint_say(&c->lint, false, c->first,
		        "the Dutch has %d.%d words a sentence on average, at most %d; shorten the longest",
		        t->words / t->sentences, t->words * 10 / t->sentences % 10, PLAIN_WORDS_MEAN);
}

static void check_one(void *me, const struct said *s)
{
	struct check *c = me;
	char lang[16];

	c->said = s;
	lang_of(lang, s->tag);
	check_forbidden(c, s, lang);
	check_suspect(c, s, lang);
	check_said(c, s, lang);
	check_plain(c, s, lang);
	screen_hears(&c->screen, s, s->of == c->asked || s->of == c->chosen ? s->of : NULL);
}

void form_check_words(const struct form *f, struct findings *findings)
{
	struct check c = {.lint = {f, findings}, .strict = f->audience != AUDIENCE_STAFF};

	screen_init(&c.screen, &c.lint, c.strict);
	form_says(f, check_one, &c);
	screen_ends(&c.screen);
	screen_fini(&c.screen);
	check_mean(&c);
}
