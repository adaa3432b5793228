#include "form_kit.h"

#define INPUT(ref) "<input ref=\"" ref "\"><label>" ref "</label></input>"

TEST(relevance, comes_down_from_what_stands_around)
{
	struct kit k;

	kit_form(&k, "<on/><g><a/><h><b/></h></g>",
	        "<bind nodeset=\"/data/g\" relevant=\"/data/on = 'y'\"/><bind nodeset=\"/data/g/h/b\" relevant=\"/data/on != 'x'\"/>",
	        INPUT("/data/on") INPUT("/data/g/a") INPUT("/data/g/h/b"));
	CHECK(!kit_question(&k, "/data/g/a")->relevant);
	CHECK(!kit_question(&k, "/data/g/h/b")->relevant);
	CHECK_SET(&k, "/data/on", "y");
	CHECK(kit_question(&k, "/data/g/a")->relevant);
	CHECK(kit_question(&k, "/data/g/h/b")->relevant);
	CHECK_SET(&k, "/data/on", "x");
	CHECK(!kit_question(&k, "/data/g/h/b")->relevant);
	kit_close(&k);
}

TEST(relevance, what_is_hidden_reads_as_empty_but_is_kept_until_the_end)
{
	struct kit k;

	kit_form(&k, "<on>y</on><a/><copy/>",
	        "<bind nodeset=\"/data/a\" relevant=\"/data/on = 'y'\"/><bind nodeset=\"/data/copy\" calculate=\"concat('[', /data/a, ']')\"/>",
	        INPUT("/data/on") INPUT("/data/a"));
	CHECK_SET(&k, "/data/a", "told");
	CHECK_VALUE(&k, "/data/copy", "[told]");
	CHECK_SET(&k, "/data/on", "n");
	CHECK_VALUE(&k, "/data/copy", "[]");
	CHECK_TEXT(kit_json(&k), "{\"/data/on\":\"n\",\"/data/copy\":\"[]\"}");
	CHECK_SET(&k, "/data/on", "y");
	CHECK_VALUE(&k, "/data/copy", "[told]");
	CHECK_VALUE(&k, "/data/a", "told");
	kit_close(&k);
}

TEST(relevance, runs_along_a_chain)
{
	struct kit k;

	kit_form(&k, "<a/><b/><c/><d/>",
	        "<bind nodeset=\"/data/d\" relevant=\"/data/c != ''\"/><bind nodeset=\"/data/c\" relevant=\"/data/b != ''\"/>"
	        "<bind nodeset=\"/data/b\" relevant=\"/data/a != ''\"/>",
	        INPUT("/data/a") INPUT("/data/b") INPUT("/data/c") INPUT("/data/d"));
	CHECK_SET(&k, "/data/a", "1");
	CHECK_SET(&k, "/data/b", "1");
	CHECK_SET(&k, "/data/c", "1");
	CHECK_SET(&k, "/data/d", "1");
	CHECK_SET(&k, "/data/a", "");
	CHECK(!kit_question(&k, "/data/d")->relevant);
	CHECK_TEXT(kit_json(&k), "{\"/data/a\":\"\"}");
	CHECK_SET(&k, "/data/a", "2");
	CHECK(kit_question(&k, "/data/d")->relevant);
	kit_close(&k);
}

TEST(relevance, calculations_run_in_the_order_in_which_they_read)
{
	struct kit k;

	kit_form(&k, "<a>1</a><z/><y/><x/>",
	        "<bind nodeset=\"/data/x\" calculate=\"/data/y * 2\"/><bind nodeset=\"/data/y\" calculate=\"/data/z + 1\"/>"
	        "<bind nodeset=\"/data/z\" calculate=\"/data/a * 10\"/>",
	        INPUT("/data/a"));
	CHECK_VALUE(&k, "/data/x", "22");
	CHECK_SET(&k, "/data/a", "5");
	CHECK_VALUE(&k, "/data/x", "102");
	kit_close(&k);
}

TEST(relevance, a_circle_by_way_of_relevance_comes_to_rest)
{
	struct kit k;

	/* Whether a is asked depends on the sum, to which a belongs. */
	kit_form(&k, "<b>1</b><a/><sum/>",
	        "<bind nodeset=\"/data/a\" relevant=\"/data/sum &gt; 0\"/>"
	        "<bind nodeset=\"/data/sum\" calculate=\"coalesce(/data/b, 0) + coalesce(/data/a, 0)\"/>",
	        INPUT("/data/b") INPUT("/data/a"));
	CHECK(kit_question(&k, "/data/a")->relevant);
	CHECK_SET(&k, "/data/a", "4");
	CHECK_VALUE(&k, "/data/sum", "5");
	CHECK_SET(&k, "/data/b", "-9");
	CHECK_INT(session_set_ref(k.s, "/data/b", "1"), 0);
	kit_close(&k);
}

TEST(relevance, a_requirement_counts_only_while_it_is_asked)
{
	struct kit k;

	kit_form(&k, "<on/><a/>", "<bind nodeset=\"/data/a\" relevant=\"/data/on = 'y'\" required=\"true()\"/>",
	        INPUT("/data/on") INPUT("/data/a"));
	CHECK_INT(session_count_bad(k.s), 0);
	CHECK_SET(&k, "/data/on", "y");
	CHECK_INT(session_count_bad(k.s), 1);
	CHECK_INT(session_check_all(k.s, NULL), session_find(k.s, "/data/a"));
	kit_close(&k);
}
