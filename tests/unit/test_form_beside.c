/*
 * What ODK Web Forms and JavaRosa agree upon, found by laying thousands of made-up expressions and forms beside the
 * first of them: each line here once had another answer.
 */
#include <stdio.h>

#include "form/session_restore.h"
#include "form_kit.h"

static struct kit k;

struct pair {
	const char *expression, *want;
};

static void all_hold(const struct pair *all, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		const char *got = kit_eval(&k, all[i].expression, NULL);

		if (!got || strcmp(got, all[i].want))
			printf("%s: '%s', not '%s'\n", all[i].expression, got ? got : "(none)", all[i].want);
		CHECK_TEXT(got, all[i].want);
	}
}

#define ALL_HOLD(table) all_hold(table, sizeof(table) / sizeof *(table))

static void open_lists(void)
{
	kit_form(&k, "<a>1</a><b/><c>x</c><r><x>1</x></r><r><x/></r><r><x>5</x></r>",
	        "<instance id=\"l\"><root><item><name>n1</name></item><item><name>n2</name></item><item><name>n3</name></item>"
	        "<item><name>n4</name></item><item><name>n5</name></item></root></instance>",
	        "<input ref=\"/data/a\"/><input ref=\"/data/b\"/><input ref=\"/data/c\"/>"
	        "<group ref=\"/data/r\"><repeat nodeset=\"/data/r\"><input ref=\"/data/r/x\"/></repeat></group>");
}

/* A box counts when something stands in it, and each box of a set counts by itself. */
TEST(form_beside, checklists_look_into_the_boxes)
{
	static const struct pair all[] = {{"checklist(1, 1, /data/b)", "false"}, {"checklist(1, 1, /data/a)", "true"},
	        {"checklist(0, 0, /data/b)", "true"}, {"checklist(2, 2, /data/a, /data/b, /data/c)", "true"},
	        {"checklist(2, 2, /data/r/x)", "true"}, {"checklist(3, 3, /data/r/x)", "false"},
	        {"checklist(0, 0, /data/none)", "true"},
	        {"weighted-checklist(5, 5, /data/a, 2, /data/b, 4, /data/c, 3)", "true"},
	        {"weighted-checklist(6, 6, /data/r/x, /data/r/x)", "true"},
	        {"weighted-checklist(0, 0, /data/b, 7)", "true"}};

	open_lists();
	ALL_HOLD(all);
	kit_close(&k);
}

TEST(form_beside, seeds_of_every_kind_give_the_order_of_the_others)
{
	static const struct pair same[][2] = {{{"join(' ', randomize(instance('l')/root/item, '')/name)", ""},
	                                              {"join(' ', randomize(instance('l')/root/item, 0)/name)", ""}},
	        {{"join(' ', randomize(instance('l')/root/item, /data/b)/name)", ""},
	                {"join(' ', randomize(instance('l')/root/item, 0)/name)", ""}},
	        {{"join(' ', randomize(instance('l')/root/item, 10000000000000000)/name)", ""},
	                {"join(' ', randomize(instance('l')/root/item, 10000000000000000 mod 2147483647)/name)", ""}},
	        {{"join(' ', randomize(instance('l')/root/item, 1 div 0)/name)", ""},
	                {"join(' ', randomize(instance('l')/root/item, 1)/name)", ""}}};

	open_lists();
	for (size_t i = 0; i < sizeof same / sizeof *same; i++) {
		char first[100];

		(void)snprintf(first, sizeof first, "%s", kit_eval(&k, same[i][0].expression, NULL));
		CHECK_TEXT(kit_eval(&k, same[i][1].expression, NULL), first);
	}
	kit_close(&k);
}

TEST(form_beside, patterns_may_name_letters_by_number)
{
	static const struct pair all[] = {{"regex('مرحبا', '^[\\u0600-\\u06FF]+$')", "true"},
	        {"regex('hallo', '^[\\u0600-\\u06FF]+$')", "false"}, {"regex('A', '^\\u0041$')", "true"},
	        {"regex('\\u0041', '^\\\\u0041$')", "true"}, {"regex('😀', '^\\ud83d\\ude00$')", "true"},
	        {"regex('Zoë', '^[A-Za-z\\u00C0-\\u024f]+$')", "true"}, {"regex('a', '\\u00')", "false"},
	        {"regex('a', '\\u00zz')", "false"}, {"regex('a', '\\ud83d')", "false"}, {"regex('a', '\\')", "false"}};

	open_lists();
	ALL_HOLD(all);
	kit_close(&k);
}

/* As a pattern of the form itself, where it is read once. */
TEST(form_beside, form_with_a_pattern_by_number_is_no_bad_form)
{
	kit_form(&k, "<a/>", "<bind nodeset=\"/data/a\" constraint=\"regex(., '^[\\u0600-\\u06FF ]+$')\"/>",
	        "<input ref=\"/data/a\"/>");
	CHECK_SET(&k, "/data/a", "نعم لا");
	CHECK_INT(session_count_bad(k.s), 0);
	CHECK_SET(&k, "/data/a", "yes");
	CHECK_INT(session_count_bad(k.s), 1);
	kit_close(&k);
}

TEST(form_beside, numbers_and_places)
{
	static const struct pair all[] = {{"pow(1, 1 div 0)", ""}, {"pow(-1, 1 div 0)", ""},
	        {"pow(2, 1 div 0)", "Infinity"}, {"pow(1, 5)", "1"}, {"base64-decode('aGVs bG8=')", "hello"},
	        {"base64-decode(' aGVsbG8= ')", "hello"}, {"geofence('1 1', '0 0;0 2;2 2;2 0')", "false"},
	        {"geofence('1 1', '0 0;0 2;2 2;2 0;0 0')", "true"}};

	open_lists();
	ALL_HOLD(all);
	kit_close(&k);
}

#define COUNTED                                                                                                        \
	"<on/><n/><r jr:template=\"\"><x/></r>",                                                                       \
	        "<bind nodeset=\"/data/n\" type=\"int\" relevant=\"/data/on != 'no'\"/>",                              \
	        "<input ref=\"/data/on\"/><input ref=\"/data/n\"/>"                                                    \
	        "<group ref=\"/data/r\"><repeat nodeset=\"/data/r\" jr:count=\"/data/n\"><input ref=\"/data/r/x\"/></repeat></group>"

/* A number that nobody says any more takes nothing away: it may be said again. */
TEST(form_beside, what_was_said_in_counted_instances_outlives_the_count)
{
	kit_form(&k, COUNTED);
	CHECK_INT(session_instances(k.s, "/data/r"), 0);
	CHECK_SET(&k, "/data/n", "2");
	CHECK_SET(&k, "/data/r[2]/x", "kept");
	CHECK_SET(&k, "/data/on", "no");
	CHECK_INT(session_instances(k.s, "/data/r"), 2);
	CHECK_SET(&k, "/data/on", "yes");
	CHECK_VALUE(&k, "/data/r[2]/x", "kept");
	CHECK_SET(&k, "/data/n", "");
	CHECK_VALUE(&k, "/data/r[2]/x", "kept");
	CHECK_SET(&k, "/data/n", "1");
	CHECK_INT(session_instances(k.s, "/data/r"), 1);
	CHECK_INT(session_add(k.s, "/data/r"), SESSION_FIXED);
	kit_close(&k);
}

/* And comes back with a draft that was parked in between. */
TEST(form_beside, draft_without_a_count_has_its_instances)
{
	struct session_answer all[] = {{.ref = "/data/on", .value = "no"}, {.ref = "/data/r[1]/x", .value = "one"},
	        {.ref = "/data/r[2]/x", .value = "two"}, {.ref = "/data/r[3]/x", .value = ""}};
	size_t left;

	kit_form(&k, COUNTED);
	CHECK_OK(session_restore(&left, k.s, all, sizeof all / sizeof *all));
	CHECK_INT(left, 0);
	CHECK_INT(session_instances(k.s, "/data/r"), 3);
	CHECK_VALUE(&k, "/data/r[1]/x", "one");
	CHECK_VALUE(&k, "/data/r[2]/x", "two");
	kit_close(&k);
}

/* With a new household come the first of its people: they are new as well. */
TEST(form_beside, instance_within_a_new_instance_is_new_too)
{
	kit_form(&k, "<r><s><x/></s></r>", "",
	        "<group ref=\"/data/r\"><repeat nodeset=\"/data/r\"><group ref=\"/data/r/s\"><repeat nodeset=\"/data/r/s\">"
	        "<input ref=\"/data/r/s/x\"/><setvalue event=\"odk-new-repeat\" ref=\"/data/r/s/x\" value=\"'new'\"/>"
	        "</repeat></group></repeat></group>");
	CHECK_VALUE(&k, "/data/r[1]/s[1]/x", "");
	CHECK_INT(session_add(k.s, "/data/r"), 0);
	CHECK_VALUE(&k, "/data/r[2]/s[1]/x", "new");
	CHECK_INT(session_add(k.s, "/data/r[2]/s"), 0);
	CHECK_VALUE(&k, "/data/r[2]/s[2]/x", "new");
	CHECK_VALUE(&k, "/data/r[1]/s[1]/x", "");
	kit_close(&k);
}

/* Some authors write current() in front of what is relative anyway. */
TEST(form_beside, question_is_about_the_node_that_current_leads_to)
{
	kit_form(&k, "<r><x/><g><y/></g></r>", "",
	        "<group ref=\"/data/r\"><repeat nodeset=\"/data/r\"><input ref=\"current()/x\"/><group ref=\"g\">"
	        "<input ref=\"current()/../x\"/><input ref=\"current()/y\"/></group></repeat></group>");
	CHECK_SET(&k, "/data/r[1]/x", "a");
	CHECK_TEXT(kit_question(&k, "/data/r[1]/x")->ref, "/data/r[1]/x");
	CHECK_TEXT(kit_question(&k, "/data/r[1]/g/y")->ref, "/data/r[1]/g/y");
	kit_close(&k);
	kit_refused("<a/>", "", "<input ref=\"a/current()/b\"/>", "not in the primary instance");
}

#define RANKED(uri)                                                                                                     \
	"<h:html xmlns=\"http://www.w3.org/2002/xforms\" xmlns:h=\"http://www.w3.org/1999/xhtml\" xmlns:odk=\"" uri     \
	"\">"                                                                                                           \
	"<h:head><h:title>t</h:title><model><instance><data id=\"t\"><a/></data></instance></model></h:head><h:body>"   \
	"<odk:rank ref=\"/data/a\"><label>a</label><item><label>X</label><value>x</value></item><item><label>Y</label>" \
	"<value>y</value></item></odk:rank></h:body></h:html>"

/* A control that was in no namespace of ours went by unseen, and the question was never asked. */
TEST(form_beside, namespace_with_a_slash_is_the_same_and_an_unknown_one_is_told)
{
	static const char unknown[] = RANKED("http://www.opendatakit.org/xform");

	kit_open(&k, RANKED("http://www.opendatakit.org/xforms/"));
	CHECK_SET(&k, "/data/a", "y x");
	CHECK_INT(session_set_ref(k.s, "/data/a", "z"), SESSION_NOT_OFFERED);
	kit_close(&k);
	kit_open(&k, RANKED("http://www.opendatakit.org/xforms"));
	CHECK_SET(&k, "/data/a", "y x");
	kit_close(&k);
	kit_refused_xml(unknown, sizeof unknown - 1, "<odk:rank> is not supported");
}
