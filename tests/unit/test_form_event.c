#include "form_kit.h"

#define INPUT(ref) "<input ref=\"" ref "\"><label>" ref "</label></input>"

TEST(event, preloads_tell_what_the_machine_knows)
{
	struct kit k;

	kit_form(&k, "<id/><start/><end/><day/><dev/><user/><mail/><phone/><sim/><given>kept</given>",
	        "<bind nodeset=\"/data/id\" jr:preload=\"uid\"/>"
	        "<bind nodeset=\"/data/start\" jr:preload=\"timestamp\" jr:preloadParams=\"start\"/>"
	        "<bind nodeset=\"/data/end\" jr:preload=\"timestamp\" jr:preloadParams=\"end\"/>"
	        "<bind nodeset=\"/data/day\" jr:preload=\"date\" jr:preloadParams=\"today\"/>"
	        "<bind nodeset=\"/data/dev\" jr:preload=\"property\" jr:preloadParams=\"DeviceID\"/>"
	        "<bind nodeset=\"/data/user\" jr:preload=\"property\" jr:preloadParams=\"username\"/>"
	        "<bind nodeset=\"/data/mail\" jr:preload=\"property\" jr:preloadParams=\"email\"/>"
	        "<bind nodeset=\"/data/phone\" jr:preload=\"property\" jr:preloadParams=\"phonenumber\"/>"
	        "<bind nodeset=\"/data/sim\" jr:preload=\"property\" jr:preloadParams=\"simserial\"/>"
	        "<bind nodeset=\"/data/given\" jr:preload=\"uid\"/>",
	        INPUT("/data/id"));
	CHECK_VALUE(&k, "/data/id", "uuid:00010203-0405-4607-8809-0a0b0c0d0e0f");
	CHECK_VALUE(&k, "/data/start", "2026-03-14T11:20:30.000+01:00");
	CHECK_VALUE(&k, "/data/end", "");
	CHECK_VALUE(&k, "/data/day", "2026-03-14");
	CHECK_VALUE(&k, "/data/dev", "kiosk:0001");
	CHECK_VALUE(&k, "/data/user", "desk");
	CHECK_VALUE(&k, "/data/mail", "desk@example.test");
	CHECK_VALUE(&k, "/data/phone", "+31000000");
	CHECK_VALUE(&k, "/data/sim", "");
	CHECK_VALUE(&k, "/data/given", "kept");
	kit_close(&k);
}

TEST(event, first_load_sets_values_once)
{
	struct kit k;

	kit_form(&k, "<a>2</a><b/><c/>",
	        "<bind nodeset=\"/data/a\" type=\"int\"/>"
	        "<setvalue event=\"odk-instance-first-load\" ref=\"/data/b\" value=\"/data/a * 21\"/>"
	        "<setvalue event=\"odk-instance-first-load\" ref=\"/data/c\">literal</setvalue>",
	        INPUT("/data/a"));
	CHECK_VALUE(&k, "/data/b", "42");
	CHECK_VALUE(&k, "/data/c", "literal");
	CHECK_SET(&k, "/data/a", "3");
	CHECK_VALUE(&k, "/data/b", "42");
	kit_close(&k);
}

TEST(event, a_change_sets_another_value_and_that_the_next)
{
	struct kit k;

	kit_form(&k, "<a/><b/><c/>", "",
	        "<input ref=\"/data/a\"><label>a</label><setvalue event=\"xforms-value-changed\" ref=\"/data/b\" "
	        "value=\"concat(/data/a, '!')\"/></input>"
	        "<input ref=\"/data/b\"><label>b</label><setvalue event=\"xforms-value-changed\" ref=\"/data/c\" value=\"now()\"/></input>");
	CHECK_VALUE(&k, "/data/c", "");
	CHECK_SET(&k, "/data/a", "x");
	CHECK_VALUE(&k, "/data/b", "x!");
	CHECK_VALUE(&k, "/data/c", "2026-03-14T11:20:30.000+01:00");
	kit_close(&k);
}

TEST(event, two_changes_that_set_each_other_come_to_an_end)
{
	struct kit k;

	kit_form(&k, "<a>0</a><b>0</b>", "",
	        "<input ref=\"/data/a\"><label>a</label><setvalue event=\"xforms-value-changed\" ref=\"/data/b\" value=\"/data/a + 1\"/></input>"
	        "<input ref=\"/data/b\"><label>b</label><setvalue event=\"xforms-value-changed\" ref=\"/data/a\" value=\"/data/b + 1\"/></input>");
	CHECK_SET(&k, "/data/a", "1");
	CHECK(strlen(session_value(k.s, "/data/a")) <= 2);
	kit_close(&k);
}

TEST(event, a_new_instance_gets_values_of_its_own)
{
	struct kit k;

	kit_form(&k, "<n>0</n><r><x/><from/></r>", "",
	        INPUT("/data/n") "<repeat nodeset=\"/data/r\"><input ref=\"/data/r/x\"><label>x</label></input>"
	                         "<setvalue event=\"odk-new-repeat\" ref=\"/data/r/from\" value=\"concat(position(..), ' of ', /data/n)\"/></repeat>");
	CHECK_VALUE(&k, "/data/r[1]/from", "");
	CHECK_SET(&k, "/data/n", "5");
	CHECK_INT(session_add(k.s, "/data/r"), 0);
	CHECK_VALUE(&k, "/data/r[1]/from", "");
	CHECK_VALUE(&k, "/data/r[2]/from", "2 of 5");
	kit_close(&k);
}

TEST(event, once_keeps_its_first_value)
{
	struct kit k;

	kit_form(&k, "<a/><b/>", "<bind nodeset=\"/data/b\" calculate=\"once(concat('first ', /data/a))\"/>",
	        INPUT("/data/a"));
	CHECK_VALUE(&k, "/data/b", "first ");
	CHECK_SET(&k, "/data/a", "x");
	CHECK_VALUE(&k, "/data/b", "first ");
	kit_close(&k);
}
