#include "form_say.h"

#include <stdio.h>

enum { REF_ROOM = 160 };

static const char *ref_of(char out[REF_ROOM], const char *name)
{
	(void)snprintf(out, REF_ROOM, "/data/%s", name);
	return out;
}

void say_open(struct walker *w, const char *form, const char *officer, int language)
{
	walker_open(w, form);
	w->kit.username = officer;
	kit_again(&w->kit, language, 0);
}

void say(struct walker *w, const char *name, const char *value)
{
	char ref[REF_ROOM];
	int r = session_set_ref(w->kit.s, ref_of(ref, name), value);

	if (r)
		test_fail(__FILE__, __LINE__, "%s does not take \"%s\": answer %d", name, value, r);
}

void say_all(struct walker *w, const char *const (*rows)[2], size_t n)
{
	for (size_t i = 0; i < n; i++)
		say(w, rows[i][0], rows[i][1]);
}

const char *say_value(struct walker *w, const char *name)
{
	char ref[REF_ROOM];
	const char *value = session_value(w->kit.s, ref_of(ref, name));

	return value ? value : "(no such node)";
}

uint32_t say_question(struct walker *w, const char *name)
{
	char ref[REF_ROOM];
	uint32_t id = session_find(w->kit.s, ref_of(ref, name));

	if (!id)
		test_fail(__FILE__, __LINE__, "no question %s", name);
	return id;
}

bool say_asks(struct walker *w, const char *name)
{
	return session_is_relevant(w->kit.s, say_question(w, name));
}

bool say_holds(struct walker *w, const char *name, const char *value)
{
	say(w, name, value);
	return session_check(w->kit.s, say_question(w, name)) == SESSION_GOOD;
}

size_t say_rows(struct walker *w, const char *repeat)
{
	char ref[REF_ROOM];

	return session_instances(w->kit.s, ref_of(ref, repeat));
}

void say_add(struct walker *w, const char *repeat)
{
	char ref[REF_ROOM];

	CHECK_INT(session_add(w->kit.s, ref_of(ref, repeat)), 0);
}
