#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>

#include "harness.h"
#include "form/form.h"
#include "sys/file.h"
#include "sys/zone.h"
#include "tools/form_case.h"

static const char form[] =
        "<h:html xmlns=\"http://www.w3.org/2002/xforms\" xmlns:h=\"http://www.w3.org/1999/xhtml\"><h:head><h:title>t</h:title><model>"
        "<itext><translation lang=\"Nederlands (nl)\"><text id=\"a\"><value>Naam</value></text></translation>"
        "<translation lang=\"English (en)\"><text id=\"a\"><value>Name</value></text></translation></itext>"
        "<instance><data id=\"t\" version=\"1\"><a/><b/><r><x/></r></data></instance>"
        "<bind nodeset=\"/data/a\" required=\"true()\" constraint=\"string-length(.) &lt; 5\"/>"
        "<bind nodeset=\"/data/b\" type=\"int\" relevant=\"/data/a != ''\"/></model></h:head>"
        "<h:body><input ref=\"/data/a\"><label ref=\"jr:itext('a')\"/></input><select1 ref=\"/data/b\"><label>B</label>"
        "<item><label>One</label><value>1</value></item></select1>"
        "<repeat nodeset=\"/data/r\"><input ref=\"/data/r/x\"><label>x</label></input></repeat></h:body></h:html>";

static json_t *play(const char *steps)
{
	struct findings findings;
	char plan[4000];
	struct buf out;
	json_t *trace;

	CHECK_OK(file_replace("f.xml", form, sizeof form - 1, 0644));
	(void)snprintf(plan, sizeof plan,
	        "{\"tz\":\"Europe/Amsterdam\",\"now\":\"2026-03-14T11:20:30+01:00\",\"lang\":null,\"steps\":[%s]}",
	        steps);
	CHECK_OK(file_replace("c.json", plan, strlen(plan), 0644));
	findings_init(&findings);
	buf_init(&out, 1 << 20);
	CHECK_INT(form_case_run(&out, "f.xml", "c.json", &findings), 0);
	trace = json_loadb(buf_str(&out), out.len, 0, NULL);
	CHECK(trace != NULL);
	buf_fini(&out);
	findings_fini(&findings);
	return trace;
}

/* The changes of a step as one text. */
static void check_changed(const json_t *trace, size_t step, const char *want)
{
	char *got = json_dumps(
	        json_object_get(json_array_get(json_object_get(trace, "steps"), step), "changed"), JSON_COMPACT);

	CHECK_TEXT(got, want);
	free(got);
}

TEST(form_case, trace_begins_with_all_states)
{
	json_t *trace = play("");
	char *a = json_dumps(json_object_get(json_object_get(trace, "initial"), "/data/a"), JSON_COMPACT);

	CHECK_TEXT(json_string_value(json_object_get(trace, "form")), "f.xml");
	CHECK_TEXT(a,
	        "{\"relevant\":true,\"readonly\":false,\"required\":true,\"value\":\"\",\"constraintOk\":true,\"requiredOk\":false,"
	        "\"label\":\"Naam\"}");
	free(a);
	a = json_dumps(json_object_get(json_object_get(trace, "initial"), "/data/b"), JSON_COMPACT);
	CHECK_TEXT(a, "{\"relevant\":false}");
	free(a);
	CHECK_TEXT(json_string_value(json_object_get(trace, "submission")),
	        "<data id=\"t\" version=\"1\"><a/><r><x/></r></data>");
	json_decref(trace);
}

TEST(form_case, steps_name_only_what_changed)
{
	json_t *trace = play(
	        "{\"op\":\"set\",\"ref\":\"/data/a\",\"value\":\"Ali\"},{\"op\":\"set\",\"ref\":\"/data/b\",\"value\":\"1\"},"
	        "{\"op\":\"lang\",\"lang\":\"English (en)\"},{\"op\":\"add\",\"ref\":\"/data/r\"},"
	        "{\"op\":\"remove\",\"ref\":\"/data/r\",\"index\":0},{\"op\":\"set\",\"ref\":\"/data/a\",\"value\":\"\"}");

	check_changed(trace, 0,
	        "{\"/data/a\":{\"value\":\"Ali\",\"requiredOk\":true},\"/data/b\":{\"relevant\":true,\"readonly\":false,\"required\":false,"
	        "\"value\":\"\",\"constraintOk\":true,\"requiredOk\":true,\"label\":\"B\",\"choices\":[[\"1\",\"One\"]]}}");
	check_changed(trace, 1, "{\"/data/b\":{\"value\":\"1\"}}");
	check_changed(trace, 2, "{\"/data/a\":{\"label\":\"Name\"}}");
	check_changed(trace, 3,
	        "{\"/data/r[2]\":{\"relevant\":true},\"/data/r[2]/x\":{\"relevant\":true,\"readonly\":false,\"required\":false,\"value\":\"\","
	        "\"constraintOk\":true,\"requiredOk\":true,\"label\":\"x\"}}");
	check_changed(trace, 4, "{\"/data/r[2]\":null,\"/data/r[2]/x\":null}");
	check_changed(trace, 5,
	        "{\"/data/a\":{\"value\":\"\",\"requiredOk\":false},\"/data/b\":{\"relevant\":false,\"readonly\":null,\"required\":null,"
	        "\"value\":null,\"constraintOk\":null,\"requiredOk\":null,\"label\":null,\"choices\":null}}");
	json_decref(trace);
}

TEST(form_case, a_step_that_can_not_be_done_says_why_and_the_run_goes_on)
{
	static const char *const whys[] = {"no such node", "not relevant", "no such", "not among those", "not known",
	        "no ref", "no op", "no such"};
	json_t *trace = play(
	        "{\"op\":\"set\",\"ref\":\"/data/z\",\"value\":\"1\"},{\"op\":\"set\",\"ref\":\"/data/b\",\"value\":\"1\"},"
	        "{\"op\":\"lang\",\"lang\":\"Frans\"},{\"op\":\"set\",\"ref\":\"/data/a\",\"value\":\"x\"},"
	        "{\"op\":\"set\",\"ref\":\"/data/b\",\"value\":\"9\"},{\"op\":\"dance\",\"ref\":\"/data\"},{\"op\":\"set\"},{},"
	        "{\"op\":\"remove\",\"ref\":\"/data/r\",\"index\":7},{\"op\":\"set\",\"ref\":\"/data/b\",\"value\":\"1\"}");
	const json_t *steps = json_object_get(trace, "steps");
	size_t said = 0;

	CHECK_INT(json_array_size(steps), 10);
	for (size_t i = 0; i < 10; i++) {
		const char *why = json_string_value(json_object_get(json_array_get(steps, i), "error"));

		CHECK_INT(why != NULL, i != 3 && i != 9);
		if (why)
			CHECK_HAS(why, whys[said++]);
	}
	CHECK_INT(said, 8);
	check_changed(trace, 9, "{\"/data/b\":{\"value\":\"1\"}}");
	json_decref(trace);
}

TEST(form_case, what_can_not_be_played_is_told)
{
	struct findings findings;
	struct buf out;

	findings_init(&findings);
	buf_init(&out, 1 << 20);
	CHECK_OK(file_replace("f.xml", form, sizeof form - 1, 0644));
	CHECK_OK(file_replace("bad.json", "{", 1, 0644));
	CHECK_OK(file_replace("nonow.json", "{\"steps\":[]}", 12, 0644));
	CHECK_OK(file_replace("c.json", "{\"now\":\"2026-03-14T11:20:30+01:00\"}", 35, 0644));
	CHECK_OK(file_replace("bad.xml", "<x/>", 4, 0644));
	CHECK(form_case_run(&out, "f.xml", "none.json", &findings) < 0);
	CHECK(form_case_run(&out, "f.xml", "bad.json", &findings) < 0);
	CHECK_HAS(err_why(), "bad.json:1");
	CHECK(form_case_run(&out, "f.xml", "nonow.json", &findings) < 0);
	CHECK_HAS(err_why(), "now");
	CHECK(form_case_run(&out, "none.xml", "c.json", &findings) < 0);
	CHECK_INT(form_case_run(&out, "bad.xml", "c.json", &findings), FORM_REFUSED);
	CHECK_INT(out.len, 0);
	buf_fini(&out);
	findings_fini(&findings);
}
