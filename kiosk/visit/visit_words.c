/* visit_words - the languages that a person may choose, and what the machine says in them. */
#include <stdio.h>
#include <string.h>

#include "sys/log.h"
#include "sys/text.h"
#include "visit/visit_inside.h"

/* Every language by its own name, in its own script. */
static const struct {
	const char *tag, *name;
} known[] = {
        {"nl", "Nederlands"},
        {"nl-easy", "Makkelijk lezen"},
        {"en", "English"},
        {"de", "Deutsch"},
        {"fr", "Français"},
        {"ar", "العربية"},
        {"uk", "Українська"},
        {"pl", "Polski"},
        {"tr", "Türkçe"},
};

int visit_words_load(struct visit *v)
{
	char folder[1200];

	(void)snprintf(folder, sizeof folder, "%s/words", v->world.content);
	for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
		struct words *w;
		int e = words_load(&w, folder, known[i].tag);

		if (e && i == 0)
			return err_up(e);
		if (e) {
			log_surprise(v->world.log, LOG_MODULE, e);
			continue;
		}
		v->language[v->n_languages].tag = known[i].tag;
		v->language[v->n_languages].name = known[i].name;
		v->language[v->n_languages++].words = w;
	}
	return 0;
}

void visit_words_free(struct visit *v)
{
	while (v->n_languages)
		words_free(v->language[--v->n_languages].words);
}

int visit_languages(const struct visit *v)
{
	return v->n_languages;
}

const char *visit_language_tag(const struct visit *v, int i)
{
	return v->language[i].tag;
}

const char *visit_language_name(const struct visit *v, int i)
{
	return v->language[i].name;
}

const char *visit_name_of_language(const struct visit *v, const char *tag)
{
	(void)v;
	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (text_is(known[i].tag, tag))
			return known[i].name;
	return tag;
}

const char *visit_language(const struct visit *v)
{
	return v->language[v->chosen].tag;
}

bool visit_rtl(const struct visit *v)
{
	return words_rtl(v->language[v->chosen].words);
}

static int index_of(const struct visit *v, const char *tag)
{
	for (int i = 0; i < v->n_languages; i++)
		if (text_is(v->language[i].tag, tag))
			return i;
	return -1;
}

int visit_form_language(const struct visit *v, const struct form *f)
{
	const char *tag = visit_language(v);
	/* What the kiosk calls nl-easy is nl-x-easy in a form (BCP 47). */
	int i = text_is(tag, "nl-easy") ? form_language_of_tag(f, "nl-x-easy") : form_language_of_tag(f, tag);

	return i >= 0 ? i : form_language_default(f);
}

int visit_set_language(struct visit *v, const char *tag)
{
	int i = index_of(v, tag), r;

	if (i < 0)
		return VISIT_UNKNOWN;
	v->chosen = i;
	if (v->session) {
		r = session_set_language(v->session, visit_form_language(v, session_form(v->session)));
		if (r)
			log_warn(v->world.log, "the form stays in its language: answer %d", r);
	}
	return 0;
}

const char *visit_say(const struct visit *v, const char *key)
{
	return words_get(v->language[v->chosen].words, key);
}

const char *visit_say_in(const struct visit *v, const char *tag, const char *key)
{
	int i = index_of(v, tag);

	return words_get(v->language[i < 0 ? 0 : i].words, key);
}

const char *visit_say_with(struct visit *v, const char *key, const char *const *pairs)
{
	words_fill(v->said, sizeof v->said, visit_say(v, key), pairs);
	return v->said;
}
