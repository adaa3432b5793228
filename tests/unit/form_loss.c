#include "form_loss.h"

#include <stdio.h>

void loss_open(struct kit *k)
{
	char path[1200];

	(void)snprintf(path, sizeof path, "%s/assets/forms/loss_report.xml", test_root());
	kit_open_file(k, path);
}

const char *loss_ref(char out[80], const char *name)
{
	(void)snprintf(out, 80, "/data/%s", name);
	return out;
}

void loss_say(struct kit *k, const char *name, const char *value)
{
	char ref[80];
	int r = session_set_ref(k->s, loss_ref(ref, name), value);

	if (r)
		test_fail(__FILE__, __LINE__, "%s does not take \"%s\": answer %d", name, value, r);
}

void loss_to_thing(struct kit *k, const char *kind, const char *thing)
{
	loss_say(k, "danger", "no");
	loss_say(k, "kind", kind);
	if (strcmp(kind, "lost") != 0) {
		loss_say(k, "violence", "no");
		loss_say(k, "known", "no");
	}
	loss_say(k, "thing", thing);
}

void loss_fill(struct kit *k)
{
	loss_to_thing(k, "stolen", "bicycle");
	loss_say(k, "locked", "yes");
	loss_say(k, "from", "2026-03-10");
	loss_say(k, "to", "2026-03-11");
	loss_say(k, "place", "Stationsplein, Utrecht");
	loss_say(k, "story", "Ik kwam terug en mijn fiets was weg.");
	loss_say(k, "images", "unknown");
	loss_say(k, "insured", "no");
	loss_say(k, "for_whom", "self");
	loss_say(k, "name", "Ng");
	loss_say(k, "born", "1980-02-01");
	loss_say(k, "contact", "none");
}

bool loss_asks(struct kit *k, const char *name)
{
	char ref[80];
	uint32_t id = session_find(k->s, loss_ref(ref, name));

	if (id == 0)
		test_fail(__FILE__, __LINE__, "the form has no question %s", name);
	return session_is_relevant(k->s, id);
}

enum session_verdict loss_verdict(struct kit *k, const char *name)
{
	char ref[80];

	return session_check(k->s, session_find(k->s, loss_ref(ref, name)));
}

bool loss_is_whole(struct kit *k)
{
	return session_check_all(k->s, NULL) == 0;
}
