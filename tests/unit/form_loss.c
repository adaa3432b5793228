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
	if (strcmp(kind, "lost") != 0 && strcmp(kind, "fraud") != 0)
		loss_say(k, "circumstances", "none");
	if (strcmp(kind, "fraud") != 0)
		loss_say(k, "abroad", "no");
	if (*thing)
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
	loss_say(k, "damage_claim", "no");
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

void loss_open_for(struct kit *k, const char *name)
{
	loss_to_thing(k, "stolen",
	        strcmp(name, "imei") == 0        ? "phone"
	        : strncmp(name, "plate", 5) == 0 ? "plate"
	        : strcmp(name, "documents") == 0 ? "wallet"
	        : strcmp(name, "what") == 0      ? "other"
	                                         : "bicycle");
	if (strcmp(name, "payee_iban") == 0 || strcmp(name, "amount") == 0 || strcmp(name, "paid_on") == 0) {
		loss_to_thing(k, "fraud", "");
		loss_say(k, "paid", "transfer");
	}
	if (strcmp(name, "doc_number") == 0) {
		loss_say(k, "thing", "document");
		loss_say(k, "documents", "foreign");
	}
	if (strcmp(name, "phone") == 0 || strcmp(name, "email") == 0)
		loss_say(k, "contact", name);
	if (strcmp(name, "address") == 0)
		loss_say(k, "contact", "post");
}

void loss_run(const struct loss_vector *v, size_t n)
{
	char ref[80];

	for (size_t i = 0; i < n; i++) {
		struct kit k;
		enum session_verdict got;

		loss_open(&k);
		loss_open_for(&k, v[i].name);
		loss_say(&k, v[i].name, v[i].typed);
		CHECK(loss_asks(&k, v[i].name));
		got = loss_verdict(&k, v[i].name);
		if (got != v[i].verdict)
			test_fail(__FILE__, __LINE__, "%s \"%s\": verdict %d, wanted %d", v[i].name, v[i].typed,
			        (int)got, (int)v[i].verdict);
		CHECK_VALUE(&k, loss_ref(ref, v[i].name), v[i].stored ? v[i].stored : v[i].typed);
		kit_close(&k);
	}
}
