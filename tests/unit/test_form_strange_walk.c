#include <stdio.h>

#include "form_kit.h"

/*
 * Walks that the recorded traces do not take: repeats within repeats that lose one in their middle, rows that hide and
 * come back, actions that set each other off. ODK Web Forms 0.24 gives the same for each.
 */
enum { WANTED_MOST = 6 };

struct step {
	char what; /* 's'et, 'a'dd, 'r'emove */
	const char *ref, *value; /* of 'r': which, from 0 */
	const char *wanted[WANTED_MOST]; /* "REF=VALUE"; "REF-" is hidden */
};

static void do_step(struct kit *k, const struct step *s)
{
	int r;

	if (s->what == 's')
		r = session_set_ref(k->s, s->ref, s->value);
	else if (s->what == 'a')
		r = session_add(k->s, s->ref);
	else
		r = session_remove(k->s, s->ref, (size_t)(*s->value - '0'));
	if (r)
		test_fail(__FILE__, __LINE__, "%c %s is refused: %d", s->what, s->ref, r);
}

static void check_wanted(struct kit *k, const struct step *s, const char *wanted)
{
	const char *is = strchr(wanted, '='), *got;
	char ref[200];

	if (!is) {
		(void)snprintf(ref, sizeof ref, "%.*s", (int)(strlen(wanted) - 1), wanted);
		if (session_is_relevant(k->s, session_find(k->s, ref)))
			test_fail(__FILE__, __LINE__, "after %c %s: %s is relevant", s->what, s->ref, ref);
		return;
	}
	(void)snprintf(ref, sizeof ref, "%.*s", (int)(is - wanted), wanted);
	got = session_value(k->s, ref);
	if (!got || strcmp(got, is + 1) != 0)
		test_fail(__FILE__, __LINE__, "after %c %s: %s is '%s', not '%s'", s->what, s->ref, ref,
		        got ? got : "(not there)", is + 1);
}

static void check_walk(struct kit *k, const struct step *steps, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		do_step(k, &steps[i]);
		for (size_t w = 0; w < WANTED_MOST && steps[i].wanted[w]; w++)
			check_wanted(k, &steps[i], steps[i].wanted[w]);
	}
	kit_close(k);
}
#define CHECK_WALK(k, steps) check_walk((k), (steps), sizeof(steps) / sizeof *(steps))
#define INPUT(ref) "<input ref=\"" ref "\"><label>x</label></input>"

TEST(strange, repeats_in_repeats_lose_one_in_the_middle)
{
	static const struct step steps[] = {
	        {'a', "/data/h", "", {"/data/h[2]/c[1]/pp=2"}},
	        {'a', "/data/h[2]/c", "", {"/data/h[2]/c[2]/p=2", "/data/h[2]/c[2]/pp=2"}},
	        {'a', "/data/h[2]/c", "", {"/data/n=4"}},
	        {'s', "/data/h[1]/c[1]/x", "1", {"/data/h[1]/t=1", "/data/g=1"}},
	        {'s', "/data/h[2]/c[1]/x", "10", {"/data/h[2]/t=10"}},
	        {'s', "/data/h[2]/c[2]/x", "20", {"/data/h[2]/t=30"}},
	        {'s', "/data/h[2]/c[3]/x", "30", {"/data/h[2]/t=60", "/data/g=61"}},
	        {'r', "/data/h[2]/c", "1",
	                {"/data/h[2]/c[2]/x=30", "/data/h[2]/c[2]/p=2", "/data/h[2]/t=40", "/data/g=41", "/data/n=3"}},
	        {'r', "/data/h", "0",
	                {"/data/h[1]/c[2]/x=30", "/data/h[1]/c[2]/pp=1", "/data/h[1]/t=40", "/data/g=40", "/data/n=2"}},
	        {'a', "/data/h", "", {"/data/h[2]/c[1]/pp=2", "/data/n=3"}},
	        {'s', "/data/h[2]/c[1]/x", "7", {"/data/h[2]/t=7", "/data/h[1]/t=40", "/data/g=47"}},
	};
	struct kit k;

	kit_form(&k, "<h><c><x/><p/><pp/></c><t/></h><g/><n/>",
	        "<bind nodeset=\"/data/h/c/x\" type=\"int\"/><bind nodeset=\"/data/h/c/p\" calculate=\"position(..)\"/>"
	        "<bind nodeset=\"/data/h/c/pp\" calculate=\"position(../..)\"/>"
	        "<bind nodeset=\"/data/h/t\" calculate=\"sum(../c/x)\"/>"
	        "<bind nodeset=\"/data/g\" calculate=\"sum(/data/h/c/x)\"/>"
	        "<bind nodeset=\"/data/n\" calculate=\"count(/data/h/c)\"/>",
	        "<group ref=\"/data/h\"><label>h</label><repeat nodeset=\"/data/h\"><group ref=\"/data/h/c\"><label>c</label>"
	        "<repeat nodeset=\"/data/h/c\">" INPUT("/data/h/c/x") "</repeat></group></repeat></group>");
	CHECK_WALK(&k, steps);
}

TEST(strange, rows_hide_come_back_and_go)
{
	static const struct step steps[] = {
	        {'s', "/data/r[1]/k", "y", {"/data/n=1", "/data/r[1]/w=first"}},
	        {'s', "/data/r[1]/v", "5", {"/data/m=5", "/data/j=5"}},
	        {'a', "/data/r", "", {"/data/r[2]/v-", "/data/n=2", "/data/r[2]/w=y>"}},
	        {'s', "/data/r[2]/k", "y", {"/data/r[2]/w=y>y"}},
	        {'s', "/data/r[2]/v", "6", {"/data/m=11", "/data/j=5,6"}},
	        {'a', "/data/r", "", {"/data/r[3]/w=y>", "/data/n=3"}},
	        {'s', "/data/r[3]/k", "z", {"/data/r[3]/v-", "/data/r[3]/w=y>z"}},
	        {'s', "/data/r[1]/k", "n", {"/data/r[1]/v-", "/data/m=6", "/data/r[2]/w=n>y"}},
	        {'s', "/data/r[1]/k", "y", {"/data/m=11", "/data/r[1]/v=5", "/data/r[2]/w=y>y"}},
	        {'r', "/data/r", "1", {"/data/m=5", "/data/r[2]/w=y>z", "/data/r[2]/v-", "/data/n=2"}},
	        {'s', "/data/r[2]/k", "y", {"/data/r[2]/v="}},
	        {'s', "/data/r[2]/v", "9", {"/data/m=14", "/data/j=5,9"}},
	        {'r', "/data/r", "0", {"/data/m=9", "/data/j=9", "/data/r[1]/w=first"}},
	};
	struct kit k;

	kit_form(&k, "<r><k/><v/><w/></r><n/><m/><j/>",
	        "<bind nodeset=\"/data/r/v\" type=\"int\" relevant=\"../k = 'y'\"/>"
	        "<bind nodeset=\"/data/r/w\" calculate=\"if(position(..) = 1, 'first', "
	        "concat(indexed-repeat(/data/r/k, /data/r, position(..) - 1), '&gt;', ../k))\"/>"
	        "<bind nodeset=\"/data/n\" calculate=\"count(/data/r/v)\"/><bind nodeset=\"/data/m\" calculate=\"sum(/data/r/v)\"/>"
	        "<bind nodeset=\"/data/j\" calculate=\"join(',', /data/r/v[. != ''])\"/>",
	        "<group ref=\"/data/r\"><label>r</label><repeat nodeset=\"/data/r\">" INPUT("/data/r/k")
	                INPUT("/data/r/v") "</repeat></group>");
	CHECK_WALK(&k, steps);
}

TEST(strange, actions_set_each_other_off)
{
	static const struct step steps[] = {
	        {'s', "/data/a", "q", {"/data/b=q!", "/data/last=chained", "/data/c=cstart"}},
	        {'s', "/data/b", "direct", {"/data/a=q"}},
	        {'s', "/data/a", "", {"/data/b=!"}},
	        {'a', "/data/r", "", {"/data/r[1]/x=1"}},
	        {'a', "/data/r", "", {"/data/r[2]/x=2"}},
	        {'s', "/data/r[1]/y", "w", {"/data/r[1]/x=1w", "/data/r[2]/x=2"}},
	        {'r', "/data/r", "0", {"/data/r[1]/x=2"}},
	        {'a', "/data/r", "", {"/data/r[2]/x=2"}},
	};
	struct kit k;

	kit_form(&k, "<a/><b/><c/><d>start</d><r jr:template=\"\"><x/><y/></r><last/>",
	        "<setvalue event=\"odk-instance-first-load\" ref=\"/data/c\" value=\"concat('c', /data/d)\"/>",
	        "<input ref=\"/data/a\"><label>a</label><setvalue event=\"xforms-value-changed\" ref=\"/data/b\" "
	        "value=\"concat(/data/a, '!')\"/></input><input ref=\"/data/b\"><label>b</label>"
	        "<setvalue event=\"xforms-value-changed\" ref=\"/data/last\">chained</setvalue></input>"
	        "<group ref=\"/data/r\"><label>r</label><repeat nodeset=\"/data/r\"><setvalue event=\"odk-new-repeat\" "
	        "ref=\"/data/r/x\" value=\"position(..)\"/>" INPUT(
	                "/data/r/x") "<input ref=\"/data/r/y\"><label>y</label><setvalue event=\"xforms-value-changed\" ref=\"/data/r/x\" "
	                             "value=\"concat(../x, ../y)\"/></input></repeat></group>");
	CHECK_WALK(&k, steps);
}

/* A count that goes down and up again begins what comes back anew. */
TEST(strange, a_count_goes_up_and_down)
{
	static const struct step steps[] = {
	        {'s', "/data/n", "3", {"/data/t=d|d|d", "/data/r[3]/i=3"}},
	        {'s', "/data/r[2]/v", "two", {"/data/t=d|two|d"}},
	        {'s', "/data/n", "1", {"/data/t=d"}},
	        {'s', "/data/n", "2", {"/data/t=d|d"}},
	        {'s', "/data/n", "0", {"/data/t="}},
	        {'s', "/data/n", "2", {"/data/t=d|d"}},
	};
	struct kit k;

	kit_form(&k, "<n>1</n><r jr:template=\"\"><v>d</v><i/></r><t/>",
	        "<bind nodeset=\"/data/n\" type=\"int\"/><bind nodeset=\"/data/r/i\" calculate=\"position(..)\"/>"
	        "<bind nodeset=\"/data/t\" calculate=\"join('|', /data/r/v)\"/>",
	        INPUT("/data/n") "<group ref=\"/data/r\"><label>r</label><repeat nodeset=\"/data/r\" jr:count=\"/data/n\">" INPUT(
	                "/data/r/v") "</repeat></group>");
	CHECK_WALK(&k, steps);
}

TEST(strange, what_is_worked_out_for_a_whole_number_is_one)
{
	static const struct step steps[] = {
	        {'s', "/data/a", "3", {"/data/i=4", "/data/d=4.5", "/data/v=4"}},
	        {'s', "/data/a", "-1", {"/data/i=-1", "/data/d=-1.5", "/data/v=-1"}},
	        {'s', "/data/a", "x", {"/data/i=", "/data/d="}},
	        {'s', "/data/a", "2", {"/data/i=3", "/data/d=3"}},
	};
	struct kit k;

	kit_form(&k, "<a/><i/><d/><v/>",
	        "<bind nodeset=\"/data/i\" type=\"int\" calculate=\"/data/a * 1.5\"/><bind nodeset=\"/data/v\" type=\"int\"/>"
	        "<bind nodeset=\"/data/d\" type=\"decimal\" calculate=\"/data/a * 1.5\"/>",
	        "<input ref=\"/data/a\"><label>a</label><setvalue event=\"xforms-value-changed\" ref=\"/data/v\" "
	        "value=\"/data/a * 1.5\"/></input>");
	CHECK_WALK(&k, steps);
}

TEST(strange, an_instance_that_no_repeat_has_is_none)
{
	struct kit k;

	kit_form(&k, "<r><x>3</x></r><r><x>4</x></r><out/>", "",
	        "<repeat nodeset=\"/data/r\"><input ref=\"x\"><label>x</label></input></repeat>");
	CHECK_EVAL(&k, "indexed-repeat(/data/r/x, /data/r, 0)", "");
	CHECK_EVAL(&k, "indexed-repeat(/data/r/x, /data/r, -1)", "");
	CHECK_EVAL(&k, "indexed-repeat(/data/r/x, /data/r, 1.5)", "");
	CHECK_EVAL(&k, "indexed-repeat(/data/r/x, /data/r, 2)", "4");
	CHECK_EVAL(&k, "count(indexed-repeat(/data/r/x, /data/out, 2))", "2");
	kit_close(&k);
}
