#include <stdio.h>
#include <stdlib.h>

#include "form_kit.h"
#include "sys/file.h"

#define BODY "<input ref=\"/data/a\"><label>a</label></input>"

TEST(load, what_every_form_has_is_read)
{
	struct kit k;

	kit_form(&k, "<a/>", "", BODY);
	CHECK_TEXT(form_id(k.form), "t");
	CHECK_TEXT(form_version(k.form), "1");
	CHECK_TEXT(form_title(k.form), "Test");
	CHECK_INT(form_languages(k.form), 0);
	CHECK_INT(form_language_default(k.form), -1);
	CHECK_INT(k.findings.errors, 0);
	kit_close(&k);
}

TEST(load, languages_are_found_by_tag_and_by_name)
{
	struct kit k;

	kit_form(&k, "<a/>",
	        "<itext><translation lang=\"Nederlands (nl)\"><text id=\"l\"><value>L</value></text></translation>"
	        "<translation lang=\"Eenvoudig Nederlands (nl-x-easy)\"/><translation lang=\"العربية (ar)\" default=\"true()\"/>"
	        "<translation lang=\"en\"/><translation lang=\"English\"/></itext>",
	        BODY);
	CHECK_INT(form_languages(k.form), 5);
	CHECK_INT(form_language_default(k.form), 2);
	CHECK_TEXT(form_language_name(k.form, 0), "Nederlands (nl)");
	CHECK_TEXT(form_language_tag(k.form, 0), "nl");
	CHECK_TEXT(form_language_tag(k.form, 1), "nl-x-easy");
	CHECK_TEXT(form_language_tag(k.form, 2), "ar");
	CHECK_TEXT(form_language_tag(k.form, 3), "en");
	CHECK_TEXT(form_language_tag(k.form, 4), "");
	CHECK_TEXT(form_language_name(k.form, 9), "");
	CHECK_TEXT(form_language_tag(k.form, -1), "");
	CHECK_INT(form_language_of_tag(k.form, "nl"), 0);
	CHECK_INT(form_language_of_tag(k.form, "nl-x-easy"), 1);
	CHECK_INT(form_language_of_tag(k.form, "NL-BE"), 0);
	CHECK_INT(form_language_of_tag(k.form, "ar-SY"), 2);
	CHECK_INT(form_language_of_tag(k.form, "uk"), -1);
	CHECK_INT(form_language_of_tag(k.form, ""), -1);
	CHECK_INT(form_language_of_name(k.form, "English"), 4);
	CHECK_INT(form_language_of_name(k.form, "Frans"), -1);
	kit_close(&k);
}

TEST(load, what_is_missing_or_wrong_is_named_with_its_line)
{
	kit_refused(
	        "<a/>", "", "<input ref=\"/data/b\"/>", "t.xml:6: error: <input> is about /data/b, which is not in");
	kit_refused("<a/>", "", "<input/>", "does not say which node");
	kit_refused("<a/>", "<bind nodeset=\"/data/a\" relevant=\"1 +\"/>", BODY,
	        "t.xml:4: error: relevant: an expression ends too early");
	kit_refused("<a/>", "<bind nodeset=\"/data/a\" constraint=\"frob(.)\"/>", BODY,
	        "the function frob() is not supported");
	kit_refused("<a/>", "<bind nodeset=\"/data/a\" constraint=\"regex(., '(')\"/>", BODY,
	        "regular expression ( is not valid");
	kit_refused("<a/>", "<bind type=\"int\"/>", BODY, "a bind does not say its nodeset");
	kit_refused("<a/>", "", "<input ref=\"/data/a\"><label ref=\"jr:itext('x')\"/></input>",
	        "no text with the id \"x\"");
	kit_refused("<a/>", "", "<select1 ref=\"/data/a\"><item><label>x</label></item></select1>",
	        "a choice has no value");
	kit_refused("<a/>", "", "<select1 ref=\"/data/a\"><itemset/></select1>", "itemset has no nodeset");
	kit_refused("<a/>", "", "<range ref=\"/data/a\" start=\"1\" end=\"5\"/>", "a range needs start, end and step");
	kit_refused("<a/>", "", "<repeat nodeset=\"/data\"/>", "outermost node can not be repeated");
	kit_refused("<a><b/></a>", "", BODY, "holds other nodes");
	kit_refused("<a/>", "", "<input ref=\"/data/a\"><label><output/></label></input>", "an output has no value");
	kit_refused("<a/>", "<bind nodeset=\"/data/a\" xmlns:loket=\"https://loket.invalid/ns\" loket:class=\"K5\"/>",
	        BODY, "must be K0, K1");
	kit_refused("<a/>", "<bind nodeset=\"/data/a\" xmlns:loket=\"https://loket.invalid/ns\" loket:max=\"0\"/>",
	        BODY, "from 1 to 65536");
}

static enum form_audience audience_of(const char *on_model, const char *on_data)
{
	static const char fmt[] =
	        "<h:html xmlns=\"http://www.w3.org/2002/xforms\" xmlns:h=\"http://www.w3.org/1999/xhtml\" "
	        "xmlns:loket=\"https://loket.invalid/ns\"><h:head><model %s><instance><data id=\"t\" %s><a/></data>"
	        "</instance></model></h:head><h:body>" BODY "</h:body></h:html>";
	enum form_audience audience;
	char xml[800];
	struct kit k;

	(void)snprintf(xml, sizeof xml, fmt, on_model, on_data);
	if (strstr(xml, "passer-by")) {
		kit_refused_xml(
		        xml, strlen(xml), "loket:audience is \"passer-by\"; it must be citizen, staff or suspect");
		return AUDIENCE_UNSAID;
	}
	kit_open(&k, xml);
	audience = form_audience(k.form);
	CHECK_TEXT(kit_xml(&k), "<data id=\"t\"><a/></data>");
	kit_close(&k);
	return audience;
}

TEST(load, whom_a_form_asks_stands_on_its_data_or_model_and_not_in_the_record)
{
	CHECK_INT(audience_of("", ""), AUDIENCE_UNSAID);
	CHECK_INT(audience_of("", "loket:audience=\"citizen\""), AUDIENCE_CITIZEN);
	CHECK_INT(audience_of("loket:audience=\"suspect\"", ""), AUDIENCE_SUSPECT);
	CHECK_INT(audience_of("loket:audience=\"citizen\"", "loket:audience=\"staff\""), AUDIENCE_STAFF);
	(void)audience_of("", "loket:audience=\"passer-by\"");
}

TEST(load, what_is_not_supported_refuses_the_form_by_name)
{
	kit_refused("<a/>", "", "<submit ref=\"/data/a\"/>", "<submit> is not supported");
	kit_refused("<a/>", "",
	        "<input ref=\"/data/a\" query=\"x\"/><select1 ref=\"/data/a\" query=\"instance('x')\"/>", "query");
	kit_refused("<a/>", "<setvalue event=\"focus\" ref=\"/data/a\" value=\"1\"/>", BODY,
	        "the event focus is not supported");
	kit_refused("<a/>", "<odk:setgeopoint event=\"odk-instance-first-load\" ref=\"/data/a\"/>", BODY,
	        "<odk:setgeopoint> is not supported");
	kit_refused("<a/>", "<bind nodeset=\"/data/a\" calculate=\"namespace::x\"/>", BODY,
	        "the axis namespace is not supported");
	kit_refused(
	        "<a/>", "<instance id=\"x\" src=\"jr://images/x.png\"/>", BODY, "jr://images/x.png\" is not supported");
}

TEST(load, a_circle_is_reported_with_both_nodes)
{
	kit_refused("<a/><b/>",
	        "<bind nodeset=\"/data/a\" calculate=\"/data/b + 1\"/><bind nodeset=\"/data/b\" calculate=\"/data/a + 1\"/>",
	        BODY, "depend on each other in a circle");
}

TEST(load, no_document_type_and_no_entity_gets_in)
{
	static const char doctype[] = "<!DOCTYPE x [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><x>&b;</x>";
	static const char broken[] = "<h:html xmlns:h=\"x\"><h:head></h:html>";

	kit_refused_xml(doctype, sizeof doctype - 1, "DOCTYPE");
	kit_refused_xml(broken, sizeof broken - 1, "mismatched tag");
	kit_refused_xml("", 0, "no element found");
	kit_refused_xml("<x/>", 4, "no head");
	kit_refused_xml("<x>\xff</x>", 8, "not well-formed");
}

/* n copies of part between head and tail. */
static char *many(const char *head, const char *part, size_t n, const char *tail)
{
	char *text = malloc(strlen(head) + n * strlen(part) + strlen(tail) + 1), *at = text;

	CHECK(text != NULL);
	at = stpcpy(at, head);
	for (size_t i = 0; i < n; i++)
		at = stpcpy(at, part);
	(void)stpcpy(at, tail);
	return text;
}

static int read_text(const char *text, const char *part)
{
	struct form *form = NULL;
	struct findings findings;
	int r;

	findings_init(&findings);
	r = form_read(&form, text, strlen(text), "t.xml", NULL, &findings);
	if (part)
		CHECK_HAS(buf_str(&findings.text), part);
	form_free(form);
	findings_fini(&findings);
	return r;
}

#define HEAD                                                                                                           \
	"<h:html xmlns=\"http://www.w3.org/2002/xforms\" xmlns:h=\"http://www.w3.org/1999/xhtml\"><h:head><model><instance>"
#define TAIL "</model></h:head><h:body/></h:html>"

static void check_depth(size_t deep, int want)
{
	char *open = many(HEAD "<data id=\"t\">", "<a>", deep, ""),
	     *close = many("", "</a>", deep, "</data></instance>" TAIL);
	char *all = many(open, close, 1, "");

	CHECK_INT(read_text(all, want ? "64 deep" : NULL), want);
	free(open);
	free(close);
	free(all);
}

TEST(load, depth_has_a_ceiling)
{
	/* html, head, model, instance and data stand around it. */
	check_depth(FORM_MAX_DEPTH - 6, 0);
	check_depth(FORM_MAX_DEPTH - 5, 0);
	check_depth(FORM_MAX_DEPTH - 4, FORM_REFUSED);
}

static void check_elements(size_t n, int want)
{
	char *all =
	        many(HEAD "<data id=\"t\"/></instance><instance id=\"l\"><root>", "<i/>", n, "</root></instance>" TAIL);

	CHECK_INT(read_text(all, want ? "400000 elements" : NULL), want);
	free(all);
}

TEST(load, number_of_elements_has_a_ceiling)
{
	/* html, head, model, instance, data, instance, root and body are elements too. */
	check_elements(FORM_MAX_NODES - 9, 0);
	check_elements(FORM_MAX_NODES - 8, 0);
	check_elements(FORM_MAX_NODES - 7, FORM_REFUSED);
}

static void check_fields(size_t n, int want)
{
	char *text = malloc(n * 12 + 1000), *at = text;

	CHECK(text != NULL);
	at = stpcpy(at, HEAD "<data id=\"t\">");
	for (size_t i = 1; i < n; i++)
		at += sprintf(at, "<f%zu/>", i);
	(void)stpcpy(at, "</data></instance>" TAIL);
	CHECK_INT(read_text(text, want ? "more than 10000 fields" : NULL), want);
	free(text);
}

TEST(load, number_of_fields_has_a_ceiling)
{
	check_fields(FORM_MAX_FIELDS - 1, 0);
	check_fields(FORM_MAX_FIELDS, 0);
	check_fields(FORM_MAX_FIELDS + 1, FORM_REFUSED);
}

static void check_controls(size_t n, int want)
{
	char *all = many(HEAD "<data id=\"t\"><a/></data></instance></model></h:head><h:body>", "<group/>", n,
	        "</h:body></h:html>");

	CHECK_INT(read_text(all, want ? "more than 10000 controls" : NULL), want);
	free(all);
}

static void check_actions(size_t n, int want)
{
	char *all = many(HEAD "<data id=\"t\"><a/></data></instance>",
	        "<setvalue event=\"odk-instance-first-load\" ref=\"/data/a\"/>", n, TAIL);

	CHECK_INT(read_text(all, want ? "more than 1000 actions" : NULL), want);
	free(all);
}

TEST(load, number_of_controls_and_actions_has_a_ceiling)
{
	check_controls(FORM_MAX_CONTROLS - 1, 0);
	check_controls(FORM_MAX_CONTROLS, 0);
	check_controls(FORM_MAX_CONTROLS + 1, FORM_REFUSED);
	check_actions(FORM_MAX_ACTIONS - 1, 0);
	check_actions(FORM_MAX_ACTIONS, 0);
	check_actions(FORM_MAX_ACTIONS + 1, FORM_REFUSED);
}

static void check_bytes(size_t n, int want)
{
	static const char tail[] = "<data id=\"t\"><a/></data></instance>" TAIL;
	char *text = malloc(n + 1);
	size_t head = strlen(HEAD), rest = strlen(tail);

	CHECK(text != NULL);
	memcpy(text, HEAD, head);
	memset(text + head, ' ', n - head - rest);
	memcpy(text + n - rest, tail, rest + 1);
	CHECK_INT(read_text(text, want ? "larger than 8 MiB" : NULL), want);
	free(text);
}

TEST(load, size_has_a_ceiling)
{
	check_bytes(FORM_MAX_BYTES - 1, 0);
	check_bytes(FORM_MAX_BYTES, 0);
	check_bytes(FORM_MAX_BYTES + 1, FORM_REFUSED);
}

TEST(load, number_of_namespaces_has_a_ceiling)
{
	for (int n = FORM_MAX_PREFIXES - 3; n <= FORM_MAX_PREFIXES - 1; n++) {
		char *text = malloc(8000), *at = text;

		CHECK(text != NULL);
		at = stpcpy(at, HEAD "<data id=\"t\"");
		for (int i = 0; i < n; i++)
			at += sprintf(at, " xmlns:p%d=\"urn:p%d\"", i, i);
		(void)stpcpy(at, "><a/></data></instance>" TAIL);
		/* The default one and h are declared already. */
		CHECK_INT(read_text(text, NULL), n + 2 > FORM_MAX_PREFIXES ? FORM_REFUSED : 0);
		free(text);
	}
}

/* ---- files beside the form ------------------------------------------------------------------------ */

static void put(const char *name, const char *text)
{
	CHECK_OK(file_replace(name, text, strlen(text), 0644));
}

#define LIST(src) "<instance id=\"l\" src=\"" src "\"/>"
#define SELECT                                                                                                         \
	"<select1 ref=\"/data/a\"><label>a</label><itemset nodeset=\"instance('l')/root/item\"><value ref=\"name\"/>"  \
	"<label ref=\"label\"/></itemset></select1>"

TEST(load, lists_are_read_from_csv_xml_and_geojson_beside_the_form)
{
	static const char *const sources[] = {
	        LIST("jr://file-csv/l.csv"), LIST("jr://file/l.xml"), LIST("jr://file/l.geojson")};

	put("l.csv", "name,label\nx,Kruis\ny,\"Rond, groot\"\n");
	put("l.xml",
	        "<root><item><name>x</name><label>Kruis</label></item><item><name>y</name><label>Rond, groot</label></item></root>");
	put("l.geojson",
	        "{\"type\":\"FeatureCollection\",\"features\":[{\"properties\":{\"name\":\"x\",\"label\":\"Kruis\",\"n\":1.5},"
	        "\"geometry\":{\"type\":\"Point\",\"coordinates\":[4.5,52]}},{\"id\":7,\"properties\":{\"name\":\"y\","
	        "\"label\":\"Rond, groot\"}}]}");
	for (int i = 0; i < 3; i++) {
		const struct question *q;
		struct kit k;

		kit_form(&k, "<a/>", sources[i], SELECT);
		q = kit_question(&k, "/data/a");
		CHECK_INT(q->n_choices, 2);
		CHECK_TEXT(q->choices[0].name, "x");
		CHECK_TEXT(q->choices[1].label, "Rond, groot");
		if (i == 2) {
			CHECK_EVAL(&k, "instance('l')/root/item[1]/geometry", "52 4.5 0 0");
			CHECK_EVAL(&k, "instance('l')/root/item[2]/id", "7");
			CHECK_EVAL(&k, "instance('l')/root/item[1]/n", "1.5");
		}
		kit_close(&k);
	}
}

static void check_list_refused(const char *list, const char *part)
{
	static const char form[] = HEAD "<data id=\"t\"><a/></data></instance>%s" TAIL;
	struct form *f = NULL;
	struct findings findings;
	char text[1000];

#pragma GCC diagnostic ignored "-Wformat-nonliteral"
	(void)snprintf(text, sizeof text, form, list);
	findings_init(&findings);
	CHECK_INT(form_read(&f, text, strlen(text), "t.xml", ".", &findings), FORM_REFUSED);
	CHECK_HAS(buf_str(&findings.text), part);
	findings_fini(&findings);
}

TEST(load, a_list_that_can_not_be_read_is_named)
{
	put("broken.csv", "a\n\"open");
	put("broken.xml", "<root>");
	put("broken.geojson", "{\"type\":\"Point\"}");
	put("latin.csv", "name\ncaf\xe9\n");
	put("list.txt", "x");
	check_list_refused(LIST("jr://file/none.xml"), "none.xml can not be read");
	check_list_refused(LIST("jr://file-csv/broken.csv"), "broken.csv is no CSV file");
	check_list_refused(LIST("jr://file/broken.xml"), "broken.xml can not be read");
	check_list_refused(LIST("jr://file/broken.geojson"), "broken.geojson is no GeoJSON");
	check_list_refused(LIST("jr://file-csv/latin.csv"), "latin.csv is not UTF-8");
	check_list_refused(LIST("jr://file/list.txt"), "neither .xml nor .csv");
	check_list_refused(LIST("jr://file/../../etc/.passwd"), "no usable name");
	check_list_refused(LIST("jr://file/"), "no usable name");
	kit_refused("<a/>", LIST("jr://file/l.xml"), BODY, "has no folder");
}

TEST(load, last_answers_of_somebody_else_are_never_there)
{
	struct kit k;

	kit_form(&k, "<a/>",
	        "<instance id=\"__last-saved\" src=\"jr://instance/last-saved\"/>"
	        "<setvalue event=\"odk-instance-first-load\" ref=\"/data/a\" value=\"instance('__last-saved')/data/a\"/>",
	        BODY);
	CHECK_VALUE(&k, "/data/a", "");
	CHECK_HAS(buf_str(&k.findings.text), "warning: last-saved answers are always empty here");
	kit_close(&k);
}

TEST(load, a_file_that_is_not_there_is_a_surprise)
{
	struct form *form = NULL;
	struct findings findings;

	findings_init(&findings);
	CHECK(form_load(&form, "nowhere/x.xml", &findings) < 0);
	CHECK(*err_why());
	CHECK(form == NULL);
	findings_fini(&findings);
}
