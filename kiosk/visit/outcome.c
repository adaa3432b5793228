#include "visit/outcome.h"

#include <stdio.h>

#include "drivers/speech.h"
#include "sys/text.h"
#include "visit/visit_inside.h"

enum { KEY_ROOM = 160, SPOKEN_MAX = 8 * 1024 };

/* "" where the form has no such field, or nothing is under way. */
static const char *value_of(const struct visit *v, const char *field)
{
	return field && v->session ? session_value(v->session, field) : "";
}

/* The value that decides between the words of one form; "" where it has but one. */
static const char *result_of(const struct visit *v)
{
	return v->serving < 0 ? "" : value_of(v, v->service[v->serving].kind->outcome);
}

uint16_t outcome_kind(const struct visit *v)
{
	const struct service_kind *k = v->service[v->serving].kind;

	return k->turns && text_is(result_of(v), k->turns) ? k->turns_kind : k->kind;
}

bool outcome_is_quiet(const struct visit *v)
{
	return v->serving >= 0 && text_is(value_of(v, v->service[v->serving].kind->quiet), "yes");
}

/* All forms of the desk share their words, which are in the languages of officers. */
static const char *words_of_form(const struct visit *v)
{
	if (v->serving < 0)
		return "";
	return v->service[v->serving].kind->place == SERVICE_STAFF ? "staff" : v->service[v->serving].name;
}

/* NULL: there are no such words. */
static const char *words_for(const struct visit *v, const char *key)
{
	const char *text = visit_say(v, key);

	return text == key ? NULL : text;
}

const char *outcome_say(const struct visit *v, const char *what)
{
	const char *form = words_of_form(v), *text = NULL;
	char key[KEY_ROOM];

	if (*result_of(v)) {
		(void)snprintf(key, sizeof key, "outcome.%s.%s.%s", what, form, result_of(v));
		text = words_for(v, key);
	}
	if (!text && *form) {
		(void)snprintf(key, sizeof key, "outcome.%s.%s", what, form);
		text = words_for(v, key);
	}
	if (!text) {
		(void)snprintf(key, sizeof key, "outcome.%s", what);
		text = words_for(v, key);
	}
	return text ? text : "";
}

void outcome_read_aloud(struct visit *v)
{
	static const char *const parts[] = {"title", "notice", "step1", "step2", "step3"};
	AUTO_BUF text;

	buf_init(&text, SPOKEN_MAX);
	if (!visit_has_voice(v))
		return;
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		buf_printf(&text, "%s%s\n", outcome_say(v, parts[i]), i == 0 ? "." : "");
	speech_say(v->world.speech, visit_language(v), buf_str(&text), SPEECH_PUBLIC);
}
