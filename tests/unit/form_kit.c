#include "form_kit.h"

#include <stdio.h>
#include <stdlib.h>

static const char whole[] =
        "<h:html xmlns=\"http://www.w3.org/2002/xforms\" xmlns:h=\"http://www.w3.org/1999/xhtml\" "
        "xmlns:jr=\"http://openrosa.org/javarosa\" xmlns:orx=\"http://openrosa.org/xforms\" "
        "xmlns:odk=\"http://www.opendatakit.org/xforms\" xmlns:ev=\"http://www.w3.org/2001/xml-events\">\n"
        "<h:head><h:title>Test</h:title><model>\n<instance><data id=\"t\" version=\"1\">%s</data></instance>\n%s\n"
        "</model></h:head>\n<h:body>%s</h:body></h:html>";

static void counting(void *me, void *out, size_t n)
{
	uint8_t *next = me;

	for (size_t i = 0; i < n; i++)
		((uint8_t *)out)[i] = (*next)++;
}

static void begin(struct kit *k)
{
	memset(k, 0, sizeof *k);
	findings_init(&k->findings);
	buf_init(&k->out, 64 << 20);
	CHECK_OK(zone_load(&k->zone, NULL, "Europe/Amsterdam"));
}

void kit_again(struct kit *k, int language, size_t ceiling)
{
	struct session_env env = {.now_ms = KIT_NOW,
	        .zone = k->zone,
	        .random = k->still ? NULL : counting,
	        .random_me = &k->random,
	        .device_id = "kiosk:0001",
	        .username = k->username ? k->username : "desk",
	        .email = "desk@example.test",
	        .phone = "+31000000",
	        .language = language,
	        .ceiling = ceiling};

	session_free(k->s);
	k->s = NULL;
	CHECK_INT(session_new(&k->s, k->form, &env), 0);
}

static void opened(struct kit *k, int r)
{
	if (r)
		test_fail(__FILE__, __LINE__, "refused: %s%s", r < 0 ? err_why() : "", buf_str(&k->findings.text));
	kit_again(k, -1, 64 << 20);
}

void kit_open(struct kit *k, const char *xml)
{
	begin(k);
	opened(k, form_read(&k->form, xml, strlen(xml), "t.xml", ".", &k->findings));
}

void kit_open_file(struct kit *k, const char *path)
{
	begin(k);
	opened(k, form_load(&k->form, path, &k->findings));
}

static char *make_xml(const char *instance, const char *model, const char *body)
{
	size_t room = sizeof whole + strlen(instance) + strlen(model) + strlen(body);
	char *xml = malloc(room);

	CHECK(xml != NULL);
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
	(void)snprintf(xml, room, whole, instance, model, body);
	return xml;
}

void kit_form(struct kit *k, const char *instance, const char *model, const char *body)
{
	char *xml = make_xml(instance, model, body);

	kit_open(k, xml);
	k->xml = xml;
}

void kit_close(struct kit *k)
{
	session_free(k->s);
	form_free(k->form);
	zone_free(k->zone);
	findings_fini(&k->findings);
	buf_fini(&k->out);
	free(k->xml);
}

void kit_refused_xml(const char *xml, size_t n, const char *part)
{
	struct form *form = NULL;
	struct findings findings;

	findings_init(&findings);
	CHECK_INT(form_read(&form, xml, n, "t.xml", NULL, &findings), FORM_REFUSED);
	CHECK(form == NULL);
	CHECK(findings.errors > 0);
	CHECK_HAS(buf_str(&findings.text), ": error: ");
	CHECK_HAS(buf_str(&findings.text), part);
	findings_fini(&findings);
}

void kit_refused(const char *instance, const char *model, const char *body, const char *part)
{
	char *xml = make_xml(instance, model, body);

	kit_refused_xml(xml, strlen(xml), part);
	free(xml);
}

const char *kit_eval(struct kit *k, const char *expression, const char *ref)
{
	buf_clear(&k->out);
	CHECK_OK(trace_eval(&k->out, k->s, expression, ref));
	return buf_str(&k->out);
}

const char *kit_json(struct kit *k)
{
	buf_clear(&k->out);
	CHECK_OK(instance_json(&k->out, k->s));
	return buf_str(&k->out);
}

const char *kit_xml(struct kit *k)
{
	buf_clear(&k->out);
	CHECK_OK(instance_xml(&k->out, k->s));
	return buf_str(&k->out);
}

static void put_state(void *me, const struct node_state *n)
{
	buf_printf(me, "%s %d", n->ref, n->relevant);
	if (n->leaf && n->relevant) {
		buf_printf(me, " %d%d%d%d '%s' '%s' '%s' '%s'", n->readonly, n->required, n->constraint_ok,
		        n->required_ok, n->value, n->label ? n->label : "-", n->hint ? n->hint : "-",
		        n->message ? n->message : "-");
		for (size_t i = 0; i < n->n_choices; i++)
			buf_printf(me, " %s=%s", n->choices[i].name, n->choices[i].label);
	}
	buf_char(me, '\n');
}

char *kit_states(struct kit *k)
{
	char *copy;

	buf_clear(&k->out);
	CHECK_INT(trace_walk(k->s, put_state, &k->out), 0);
	CHECK_OK(buf_done(&k->out));
	copy = strdup(buf_str(&k->out));
	CHECK(copy != NULL);
	return copy;
}

const struct question *kit_question(struct kit *k, const char *ref)
{
	uint32_t id = session_find(k->s, ref);
	const struct question *q = session_question(k->s, id);

	if (!q)
		test_fail(__FILE__, __LINE__, "no question shows %s", ref);
	return q;
}
