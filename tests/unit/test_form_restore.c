/* Answers laid back into a session: through the same door as typed ones. */
#include <stdio.h>
#include <string.h>

#include "form/session_restore.h"
#include "form_kit.h"

#define INPUT(ref) "<input ref=\"" ref "\"><label>" ref "</label></input>"
/* c is only asked when b is, and b only when a is: the last stands first. */
#define CHAIN                                                                                                          \
	"<c/><b/><a/><sum/>",                                                                                          \
	        "<bind nodeset=\"/data/b\" relevant=\"/data/a='yes'\"/>"                                               \
	        "<bind nodeset=\"/data/c\" relevant=\"/data/b='yes'\"/>"                                               \
	        "<bind nodeset=\"/data/sum\" calculate=\"concat(/data/a,'-',/data/c)\"/>",                             \
	        INPUT("/data/c") INPUT("/data/b") INPUT("/data/a")
#define CHILD                                                                                                          \
	"<child><name/><toy><what/></toy></child><n/>",                                                                \
	        "<bind nodeset=\"/data/n\" calculate=\"count(/data/child)\"/>",                                        \
	        "<group ref=\"/data/child\"><label>Child</label><repeat nodeset=\"/data/child\">"                      \
	        "<input ref=\"/data/child/name\"><label>Name</label></input>"                                          \
	        "<repeat nodeset=\"/data/child/toy\"><input ref=\"/data/child/toy/what\"><label>Toy</label></input>"   \
	        "</repeat></repeat></group>"

static size_t lay(struct kit *k, struct session_answer *a, size_t n)
{
	size_t left = 99;

	CHECK_OK(session_restore(&left, k->s, a, n));
	return left;
}

TEST(restore, brings_back_what_depends_on_what_stands_behind_it)
{
	struct session_answer a[] = {{"/data/c", "deep", false}, {"/data/b", "yes", false}, {"/data/a", "yes", false}};
	struct kit k;

	kit_form(&k, CHAIN);
	CHECK_INT(lay(&k, a, 3), 0);
	CHECK_VALUE(&k, "/data/c", "deep");
	CHECK_VALUE(&k, "/data/sum", "yes-deep");
	CHECK(a[0].fits && a[1].fits && a[2].fits);
	kit_close(&k);
}

TEST(restore, leaves_out_what_is_not_asked)
{
	struct session_answer a[] = {{"/data/c", "deep", false}, {"/data/b", "no", false}, {"/data/a", "yes", false}};
	struct kit k;

	kit_form(&k, CHAIN);
	CHECK_INT(lay(&k, a, 3), 1);
	CHECK(!a[0].fits);
	CHECK(strstr(kit_json(&k), "deep") == NULL);
	kit_close(&k);
}

TEST(restore, works_out_anew_what_is_computed)
{
	struct session_answer a[] = {{"/data/sum", "forged", false}, {"/data/a", "yes", false}};
	struct kit k;

	kit_form(&k, CHAIN);
	CHECK_INT(lay(&k, a, 2), 1);
	CHECK_VALUE(&k, "/data/sum", "yes-");
	kit_close(&k);
}

TEST(restore, takes_no_name_that_the_form_does_not_know)
{
	struct session_answer a[] = {
	        {"/data/gone", "x", false}, {"", "y", false}, {"/data/a[7]", "z", false}, {"/data/empty", "", false}};
	struct kit k;

	kit_form(&k, CHAIN);
	CHECK_INT(lay(&k, a, 4), 3);
	CHECK(a[3].fits);
	kit_close(&k);
}

TEST(restore, offers_decide_what_fits)
{
	struct session_answer a[] = {{"/data/pet", "dragon", false}};
	struct session_answer good[] = {{"/data/pet", "cat", false}};
	struct kit k;

	kit_form(&k, "<pet/>", "",
	        "<select1 ref=\"/data/pet\"><label>Pet</label><item><label>Cat</label><value>cat</value></item></select1>");
	CHECK_INT(lay(&k, a, 1), 1);
	CHECK_VALUE(&k, "/data/pet", "");
	CHECK_INT(lay(&k, good, 1), 0);
	kit_close(&k);
}

TEST(restore, grows_repeats_and_those_within_them)
{
	struct session_answer a[] = {{"/data/child[2]/toy[3]/what", "kite", false},
	        {"/data/child[1]/name", "Ali", false}, {"/data/child[2]/name", "Bo", false},
	        {"/data/child[2]/toy[1]/what", "car", false}};
	struct kit k;

	kit_form(&k, CHILD);
	CHECK_INT(lay(&k, a, 4), 0);
	CHECK_VALUE(&k, "/data/child[2]/toy[3]/what", "kite");
	CHECK_VALUE(&k, "/data/child[2]/toy[1]/what", "car");
	CHECK_VALUE(&k, "/data/n", "2");
	CHECK_INT(session_instances(k.s, "/data/child[1]/toy"), 0); /* no answer tells of one */
	kit_close(&k);
}

TEST(restore, grows_no_further_than_a_repeat_may)
{
	char at[40], over[40];
	struct session_answer a[] = {{at, "last", false}}, b[] = {{over, "over", false}};
	struct kit k;

	kit_form(&k, CHILD);
	(void)snprintf(at, sizeof at, "/data/child[%d]/name", SESSION_MAX_INSTANCES);
	(void)snprintf(over, sizeof over, "/data/child[%d]/name", SESSION_MAX_INSTANCES + 1);
	CHECK_INT(lay(&k, b, 1), 1);
	CHECK_INT(session_instances(k.s, "/data/child"), 1);
	CHECK_INT(lay(&k, a, 1), 0);
	CHECK_INT(session_instances(k.s, "/data/child"), SESSION_MAX_INSTANCES);
	kit_close(&k);
}

TEST(restore, an_instance_that_was_taken_away_stays_away)
{
	struct session_answer none[] = {{"/data/n", "0", false}};
	struct session_answer one[] = {{"/data/child[1]/name", "", false}, {"/data/child[1]/toy[1]/what", "", false}};
	struct kit k;

	kit_form(&k, CHILD);
	CHECK_INT(lay(&k, one, 2), 0);
	CHECK_INT(session_instances(k.s, "/data/child"), 1);
	CHECK_INT(lay(&k, none, 1), 0);
	CHECK_INT(session_instances(k.s, "/data/child"), 0);
	CHECK_VALUE(&k, "/data/n", "0");
	kit_close(&k);
}

TEST(restore, an_answer_that_was_emptied_stays_empty)
{
	struct session_answer a[] = {{"/data/pet", "", false}};
	struct kit k;

	kit_form(&k, "<pet>cat</pet>", "", INPUT("/data/pet"));
	CHECK_INT(lay(&k, a, 1), 0);
	CHECK_VALUE(&k, "/data/pet", "");
	kit_close(&k);
}

/* What goes out as JSON comes back: the second visit says what the first did. */
TEST(restore, of_a_visit_gives_that_visit)
{
	struct session_answer a[] = {
	        {"/data/a", "yes", false}, {"/data/b", "yes", false}, {"/data/c", "one\ntwo", false}};
	char first[600];
	struct kit k;

	kit_form(&k, CHAIN);
	CHECK_SET(&k, "/data/a", "yes");
	CHECK_SET(&k, "/data/b", "yes");
	CHECK_SET(&k, "/data/c", "one\ntwo");
	(void)snprintf(first, sizeof first, "%s", kit_json(&k));
	kit_again(&k, -1, 0);
	CHECK_INT(lay(&k, a, 3), 0);
	CHECK_TEXT(kit_json(&k), first);
	kit_close(&k);
}
