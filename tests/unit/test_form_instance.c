#include "form_kit.h"

#define INPUT(ref) "<input ref=\"" ref "\"><label>" ref "</label></input>"

TEST(instance, json_holds_what_was_asked_and_what_was_worked_out)
{
	struct kit k;

	kit_form(&k, "<a/><note>n</note><hid>x</hid><sum/><r><x/></r><meta><start/><end/></meta>",
	        "<bind nodeset=\"/data/hid\" relevant=\"false()\"/><bind nodeset=\"/data/note\" readonly=\"true()\"/>"
	        "<bind nodeset=\"/data/sum\" calculate=\"1 + 1\"/>"
	        "<bind nodeset=\"/data/meta/start\" type=\"dateTime\" jr:preload=\"timestamp\" jr:preloadParams=\"start\"/>"
	        "<bind nodeset=\"/data/meta/end\" type=\"dateTime\" jr:preload=\"timestamp\" jr:preloadParams=\"end\"/>",
	        INPUT("/data/a") INPUT("/data/note")
	                INPUT("/data/hid") "<repeat nodeset=\"/data/r\">" INPUT("/data/r/x") "</repeat>");
	CHECK_INT(session_add(k.s, "/data/r"), 0);
	CHECK_SET(&k, "/data/r[2]/x", "say \"hi\"\\\n");
	session_set_now(k.s, KIT_NOW + 60000);
	CHECK_TEXT(kit_json(&k),
	        "{\"/data/a\":\"\",\"/data/note\":\"n\",\"/data/sum\":\"2\",\"/data/r[1]/x\":\"\","
	        "\"/data/r[2]/x\":\"say \\\"hi\\\"\\\\\\u000a\",\"/data/meta/start\":\"2026-03-14T11:20:30.000+01:00\","
	        "\"/data/meta/end\":\"2026-03-14T11:21:30.000+01:00\"}");
	kit_close(&k);
}

TEST(instance, xml_is_the_submission_that_servers_know)
{
	struct kit k;

	kit_form(&k, "<a/><g><b/></g><hid>x</hid><r jr:template=\"\"><x/></r><orx:meta><orx:instanceID/></orx:meta>",
	        "<bind nodeset=\"/data/hid\" relevant=\"false()\"/><bind nodeset=\"/data/meta/instanceID\" jr:preload=\"uid\"/>",
	        INPUT("/data/a") INPUT("/data/g/b") "<repeat nodeset=\"/data/r\">" INPUT("/data/r/x") "</repeat>");
	CHECK_SET(&k, "/data/a", "<b> & \"c\"");
	CHECK_INT(session_add(k.s, "/data/r"), 0);
	CHECK_TEXT(kit_xml(&k),
	        "<data xmlns:orx=\"http://openrosa.org/xforms\" id=\"t\" version=\"1\"><a>&lt;b&gt; &amp; &quot;c&quot;</a><g><b/></g>"
	        "<r><x/></r><orx:meta><orx:instanceID>uuid:00010203-0405-4607-8809-0a0b0c0d0e0f</orx:instanceID></orx:meta></data>");
	kit_close(&k);
}

TEST(instance, attributes_of_entities_are_worked_out)
{
	struct kit k;

	kit_form(&k, "<name/><meta><entity dataset=\"people\" id=\"\" create=\"1\"><label/></entity></meta>",
	        "<bind nodeset=\"/data/meta/entity/@id\" calculate=\"concat('p-', ../../../name)\"/>"
	        "<bind nodeset=\"/data/meta/entity/label\" calculate=\"../../../name\"/>",
	        INPUT("/data/name"));
	CHECK_SET(&k, "/data/name", "Bo");
	CHECK_HAS(kit_xml(&k), "<entity dataset=\"people\" id=\"p-Bo\" create=\"1\"><label>Bo</label></entity>");
	kit_close(&k);
}

TEST(instance, that_does_not_fit_its_buffer_is_a_surprise)
{
	struct buf small;
	struct kit k;

	kit_form(&k, "<a>0123456789</a>", "", INPUT("/data/a"));
	buf_init(&small, 16);
	CHECK(instance_json(&small, k.s) < 0);
	buf_fini(&small);
	buf_init(&small, 16);
	CHECK(instance_xml(&small, k.s) < 0);
	buf_fini(&small);
	kit_close(&k);
}

TEST(instance, a_group_leaves_alone_or_all_but_that)
{
	struct kit k;

	kit_form(&k, "<a>1</a><g><b>2</b><h><c>3</c></h></g><gg>4</gg>", "",
	        INPUT("/data/a") INPUT("/data/g/b") INPUT("/data/g/h/c") INPUT("/data/gg"));
	buf_clear(&k.out);
	CHECK_OK(instance_json_part(&k.out, k.s, "/data/g", true));
	CHECK_TEXT(buf_str(&k.out), "{\"/data/g/b\":\"2\",\"/data/g/h/c\":\"3\"}");
	buf_clear(&k.out);
	CHECK_OK(instance_json_part(&k.out, k.s, "/data/g", false));
	CHECK_TEXT(buf_str(&k.out), "{\"/data/a\":\"1\",\"/data/gg\":\"4\"}");
	buf_clear(&k.out);
	CHECK_OK(instance_json_part(&k.out, k.s, "/data/none", true));
	CHECK_TEXT(buf_str(&k.out), "{}");
	kit_close(&k);
}
