#include <stdio.h>

#include "form_kit.h"

#define INPUT(ref) "<input ref=\"" ref "\"><label>" ref "</label></input>"
#define CHILD                                                                                                                          \
	"<child><name/><nr/><toy><what/></toy></child><names/><n/>",                                                                   \
	        "<bind nodeset=\"/data/child/nr\" calculate=\"position(..)\"/>"                                                        \
	        "<bind nodeset=\"/data/names\" calculate=\"join(',', /data/child/name)\"/>"                                            \
	        "<bind nodeset=\"/data/n\" calculate=\"count(/data/child)\"/>",                                                        \
	        "<group ref=\"/data/child\"><label>Child <output value=\"position(.)\"/></label><repeat nodeset=\"/data/child\">"      \
	        "<input ref=\"/data/child/name\"><label>Name of child <output value=\"/data/child/nr\"/></label></input>"              \
	        "<repeat nodeset=\"/data/child/toy\"><input ref=\"/data/child/toy/what\"><label>Toy of <output value=\"../../name\"/>" \
	        "</label></input></repeat></repeat></group>" INPUT("/data/names")

TEST(repeat, grows_shrinks_and_counts)
{
	size_t n;
	struct kit k;

	kit_form(&k, CHILD);
	CHECK_INT(session_instances(k.s, "/data/child"), 1);
	CHECK_SET(&k, "/data/child[1]/name", "Ali");
	CHECK_INT(session_add(k.s, "/data/child"), 0);
	CHECK_SET(&k, "/data/child[2]/name", "Bo");
	CHECK_INT(session_add(k.s, "/data/child"), 0);
	CHECK_SET(&k, "/data/child[3]/name", "Cas");
	CHECK_VALUE(&k, "/data/names", "Ali,Bo,Cas");
	CHECK_VALUE(&k, "/data/child[3]/nr", "3");
	CHECK_VALUE(&k, "/data/n", "3");
	(void)session_questions(k.s, &n);
	CHECK_INT(n, 7);
	CHECK_INT(session_remove(k.s, "/data/child", 1), 0);
	CHECK_VALUE(&k, "/data/names", "Ali,Cas");
	CHECK_VALUE(&k, "/data/child[2]/nr", "2");
	CHECK_VALUE(&k, "/data/n", "2");
	CHECK(session_value(k.s, "/data/child[3]/name") == NULL);
	CHECK_INT(session_remove(k.s, "/data/child", 0), 0);
	CHECK_INT(session_remove(k.s, "/data/child", 0), 0);
	CHECK_INT(session_instances(k.s, "/data/child"), 0);
	CHECK_VALUE(&k, "/data/n", "0");
	CHECK_INT(session_add(k.s, "/data/child"), 0);
	CHECK_VALUE(&k, "/data/child[1]/name", "");
	kit_close(&k);
}

TEST(repeat, question_keeps_its_id_when_those_before_it_go)
{
	uint32_t first, second, third;
	struct kit k;

	kit_form(&k, CHILD);
	CHECK_INT(session_add(k.s, "/data/child"), 0);
	first = session_find(k.s, "/data/child[1]/name");
	second = session_find(k.s, "/data/child[2]/name");
	CHECK_INT(session_set(k.s, second, "Bo"), 0);
	CHECK_INT(session_remove(k.s, "/data/child", 0), 0);
	CHECK_INT(session_find(k.s, "/data/child[1]/name"), second);
	CHECK_TEXT(session_question(k.s, second)->ref, "/data/child[1]/name");
	CHECK_TEXT(session_question(k.s, second)->value, "Bo");
	CHECK_TEXT(session_question(k.s, second)->repeat, "/data/child[1]");
	CHECK_INT(session_question(k.s, second)->instance, 1);
	CHECK_INT(session_set(k.s, first, "gone"), SESSION_UNKNOWN);
	CHECK(session_question(k.s, first) == NULL);
	CHECK_INT(session_add(k.s, "/data/child"), 0);
	third = session_find(k.s, "/data/child[2]/name");
	CHECK(third != first && third != second);
	kit_close(&k);
}

TEST(repeat, in_a_repeat_stands_for_each_of_the_outer_ones)
{
	struct kit k;

	kit_form(&k, CHILD);
	CHECK_INT(session_add(k.s, "/data/child"), 0);
	CHECK_INT(session_add(k.s, "/data/child[2]/toy"), 0);
	CHECK_INT(session_instances(k.s, "/data/child[1]/toy"), 1);
	CHECK_INT(session_instances(k.s, "/data/child[2]/toy"), 2);
	CHECK_SET(&k, "/data/child[2]/name", "Bo");
	CHECK_SET(&k, "/data/child[2]/toy[2]/what", "kite");
	CHECK_TEXT(kit_question(&k, "/data/child[2]/toy[2]/what")->label, "Toy of Bo");
	CHECK_TEXT(kit_question(&k, "/data/child[1]/toy[1]/what")->label, "Toy of ");
	CHECK_TEXT(kit_question(&k, "/data/child[2]/name")->label, "Name of child 2");
	CHECK_TEXT(kit_question(&k, "/data/child[2]/name")->group, "Child 2");
	CHECK_INT(session_remove(k.s, "/data/child", 0), 0);
	CHECK_VALUE(&k, "/data/child[1]/toy[2]/what", "kite");
	kit_close(&k);
}

TEST(repeat, an_absolute_path_inside_means_this_instance)
{
	struct kit k;

	kit_form(&k, "<r><x/><twice/><all/></r>",
	        "<bind nodeset=\"/data/r/twice\" calculate=\"/data/r/x * 2\"/>"
	        "<bind nodeset=\"/data/r/all\" calculate=\"sum(/data/r[position() &gt; 0]/x)\"/>",
	        "<repeat nodeset=\"/data/r\">" INPUT("/data/r/x") "</repeat>");
	CHECK_INT(session_add(k.s, "/data/r"), 0);
	CHECK_SET(&k, "/data/r[1]/x", "3");
	CHECK_SET(&k, "/data/r[2]/x", "5");
	CHECK_VALUE(&k, "/data/r[1]/twice", "6");
	CHECK_VALUE(&k, "/data/r[2]/twice", "10");
	CHECK_VALUE(&k, "/data/r[1]/all", "8");
	CHECK_TEXT(kit_eval(&k, "indexed-repeat(/data/r/x, /data/r, 2)", "/data/r[1]/x"), "5");
	CHECK_TEXT(kit_eval(&k, "/data/r[2]/x", "/data/r[1]/x"), "5");
	CHECK_TEXT(kit_eval(&k, "count(/data/r)", "/data/r[1]/x"), "2");
	CHECK_TEXT(kit_eval(&k, "../../r/x", "/data/r[2]/x"), "3");
	kit_close(&k);
}

TEST(repeat, that_the_form_counts_is_the_forms_to_change)
{
	struct kit k;

	kit_form(&k, "<n>2</n><r jr:template=\"\"><x>new</x></r><r><x>first</x></r>",
	        "<bind nodeset=\"/data/n\" type=\"int\"/>",
	        INPUT("/data/n") "<repeat nodeset=\"/data/r\" jr:count=\"/data/n\">" INPUT("/data/r/x") "</repeat>");
	CHECK_INT(session_instances(k.s, "/data/r"), 2);
	CHECK_VALUE(&k, "/data/r[1]/x", "first");
	CHECK_VALUE(&k, "/data/r[2]/x", "new");
	CHECK_INT(session_add(k.s, "/data/r"), SESSION_FIXED);
	CHECK_INT(session_remove(k.s, "/data/r", 0), SESSION_FIXED);
	CHECK_SET(&k, "/data/n", "4");
	CHECK_INT(session_instances(k.s, "/data/r"), 4);
	CHECK_SET(&k, "/data/n", "x");
	CHECK_INT(session_instances(k.s, "/data/r"), 4);
	CHECK_SET(&k, "/data/n", "1");
	CHECK_INT(session_instances(k.s, "/data/r"), 1);
	CHECK_SET(&k, "/data/n", "");
	CHECK_INT(session_instances(k.s, "/data/r"), 1);
	CHECK_SET(&k, "/data/n", "-3");
	CHECK_INT(session_instances(k.s, "/data/r"), 0);
	CHECK_SET(&k, "/data/n", "2");
	CHECK_VALUE(&k, "/data/r[1]/x", "new");
	kit_close(&k);
}

TEST(repeat, instances_have_a_ceiling)
{
	struct kit k;

	kit_form(&k, "<n/><r><x/></r><q><y/></q>", "",
	        INPUT("/data/n") "<repeat nodeset=\"/data/r\" jr:count=\"/data/n\">" INPUT(
	                "/data/r/x") "</repeat>"
	                             "<repeat nodeset=\"/data/q\">" INPUT("/data/q/y") "</repeat>");
	CHECK_SET(&k, "/data/n", "1001");
	CHECK_INT(session_instances(k.s, "/data/r"), SESSION_MAX_INSTANCES);
	CHECK_SET(&k, "/data/n", "999");
	CHECK_INT(session_instances(k.s, "/data/r"), 999);
	for (int i = 1; i < SESSION_MAX_INSTANCES; i++)
		CHECK_INT(session_add(k.s, "/data/q"), 0);
	CHECK_INT(session_instances(k.s, "/data/q"), SESSION_MAX_INSTANCES);
	CHECK_INT(session_add(k.s, "/data/q"), SESSION_FIXED);
	kit_close(&k);
}

TEST(repeat, that_is_fixed_or_unknown_is_left_alone)
{
	struct kit k;

	kit_form(&k, "<r><x/></r><a/>", "",
	        "<repeat nodeset=\"/data/r\" jr:noAddRemove=\"true()\">" INPUT("/data/r/x") "</repeat>" INPUT(
	                "/data/a"));
	CHECK_INT(session_add(k.s, "/data/r"), SESSION_FIXED);
	CHECK_INT(session_remove(k.s, "/data/r", 0), SESSION_FIXED);
	CHECK_INT(session_add(k.s, "/data/a"), SESSION_UNKNOWN);
	CHECK_INT(session_add(k.s, "/data/zzz"), SESSION_UNKNOWN);
	CHECK_INT(session_add(k.s, "data"), SESSION_UNKNOWN);
	CHECK_INT(session_add(k.s, ""), SESSION_UNKNOWN);
	CHECK_INT(session_add(k.s, "/data"), SESSION_UNKNOWN);
	CHECK_INT(session_instances(k.s, "/data/a"), 0);
	kit_close(&k);
}

TEST(repeat, removing_an_instance_that_is_not_there_changes_nothing)
{
	struct kit k;

	kit_form(&k, CHILD);
	CHECK_INT(session_remove(k.s, "/data/child", 1), SESSION_UNKNOWN);
	CHECK_INT(session_instances(k.s, "/data/child"), 1);
	CHECK(session_value(k.s, "/data/child[0]/name") == NULL);
	CHECK(session_value(k.s, "/data/child[1/name") == NULL);
	CHECK(session_value(k.s, "/data/child[1]x/name") == NULL);
	CHECK(session_value(k.s, "/data//name") == NULL);
	CHECK(session_value(k.s, "") == NULL);
	kit_close(&k);
}

TEST(repeat, relevance_and_defaults_hold_for_new_instances)
{
	struct kit k;

	kit_form(&k, "<on/><r jr:template=\"\"><x>preset</x><y/></r>",
	        "<bind nodeset=\"/data/r/y\" relevant=\"../x != 'preset'\"/><bind nodeset=\"/data/r\" relevant=\"/data/on != 'n'\"/>",
	        INPUT("/data/on") "<repeat nodeset=\"/data/r\">" INPUT("/data/r/x") INPUT("/data/r/y") "</repeat>");
	CHECK_INT(session_instances(k.s, "/data/r"), 0);
	CHECK_INT(session_add(k.s, "/data/r"), 0);
	CHECK_VALUE(&k, "/data/r[1]/x", "preset");
	CHECK(!kit_question(&k, "/data/r[1]/y")->relevant);
	CHECK_SET(&k, "/data/r[1]/x", "other");
	CHECK(kit_question(&k, "/data/r[1]/y")->relevant);
	CHECK_INT(session_add(k.s, "/data/r"), 0);
	CHECK(!kit_question(&k, "/data/r[2]/y")->relevant);
	CHECK_SET(&k, "/data/on", "n");
	CHECK(!kit_question(&k, "/data/r[1]/x")->relevant);
	CHECK_TEXT(kit_json(&k), "{\"/data/on\":\"n\"}");
	kit_close(&k);
}

TEST(repeat, that_asks_for_one_more_each_time_is_stopped)
{
	size_t n;
	struct kit k;

	kit_form(&k, "<a/><n/><r jr:template=\"\"><x/></r>",
	        "<bind nodeset=\"/data/n\" calculate=\"count(/data/r) + 1\"/>",
	        INPUT("/data/a") "<repeat nodeset=\"/data/r\" jr:count=\"/data/n\">" INPUT("/data/r/x") "</repeat>");
	n = session_instances(k.s, "/data/r");
	CHECK(n > 0 && n <= 100);
	CHECK_SET(&k, "/data/a", "1");
	CHECK_INT(session_instances(k.s, "/data/r"), n);
	kit_close(&k);
}
