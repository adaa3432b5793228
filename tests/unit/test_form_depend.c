#include <stdio.h>
#include <stdlib.h>

#include "form/depend.h"
#include "form/session_parts.h"
#include "form_kit.h"

#define INPUT(ref) "<input ref=\"" ref "\"><label>" ref "</label></input>"

/* Two repeats, one in the other, a list, and a node for the expression under test. */
static void world(struct kit *k, const char *where, const char *expression)
{
	char model[2000];

	(void)snprintf(model, sizeof model,
	        "<instance id=\"l\"><root><item><name>x</name><of>1</of></item><item><name>y</name><of>2</of></item></root></instance>"
	        "<bind nodeset=\"/data/c\" relevant=\"/data/a != '9'\"/><bind nodeset=\"/data/g\" relevant=\"/data/b != '9'\"/>"
	        "<bind nodeset=\"%s\" calculate=\"%s\"/>",
	        where, expression);
	kit_form(k, "<a>1</a><b/><c/><g><d/></g><r><x/><y/><s><z/><w/></s></r><out/>", model,
	        INPUT("/data/a") INPUT("/data/b") INPUT("/data/c")
	                INPUT("/data/g/d") "<repeat nodeset=\"/data/r\">" INPUT(
	                        "/data/r/x") "<repeat nodeset=\"/data/r/s\">" INPUT("/data/r/s/z") "</repeat></repeat>");
}

/* ---- what is read is found ------------------------------------------------------------------ */

static void note(void *me, struct place p)
{
	buf_printf(me, "%s<%s ", p.def->path, p.bound ? p.bound->path : "");
}

static void check_reads(const char *where, const char *expression, const char *want)
{
	struct xpath_error error;
	struct buf out;
	struct kit k;

	world(&k, "/data/out", "1");
	buf_init(&out, 1 << 16);
	for (size_t i = 0; i < k.form->n_defs; i++) {
		const struct def *d = k.form->defs[i];
		struct place at = {PLACE_NODE, d, d->repeat};
		struct depend depend = {.form = k.form, .origin = at, .found = note, .me = &out, .budget = 10000};
		struct xpath_parse how = {.arena = k.form->arena};

		if (strcmp(d->path, where) == 0)
			CHECK(depend_walk(&depend, xpath_parse(&how, str_of(expression), &error)));
	}
	if (strcmp(buf_str(&out), want))
		test_fail(__FILE__, __LINE__, "%s at %s reads %s, not %s", expression, where, buf_str(&out), want);
	buf_fini(&out);
	kit_close(&k);
}

TEST(depend, finds_the_nodes_and_how_far_the_instance_is_shared)
{
	check_reads("/data/out", "/data/a + ../b", "/data/a< /data/b< ");
	check_reads("/data/out", "/data/nope + 'x'", "");
	check_reads("/data/out", "sum(/data/r/x)", "/data/r/x< ");
	check_reads("/data/r/y", "/data/r/x", "/data/r/x</data/r ");
	check_reads("/data/r/y", "../x", "/data/r/x</data/r ");
	check_reads("/data/r/y", "../../a", "/data/a< ");
	check_reads("/data/r/y", "../../r/x", "/data/r/x< ");
	check_reads("/data/r/y", "count(/data/r)", "/data/r< ");
	check_reads("/data/r/y", "position(..)", "/data/r</data/r ");
	check_reads("/data/r/y", "/data/r[x = 1]/x", "/data/r/x< /data/r/x< ");
	check_reads("/data/r/s/w", "/data/r/s/z", "/data/r/s/z</data/r/s ");
	check_reads("/data/r/s/w", "/data/r/x", "/data/r/x</data/r ");
	check_reads("/data/r/y", "sum(/data/r/s/z)", "/data/r/s/z</data/r ");
	check_reads("/data/r/s/w", "../../x", "/data/r/x</data/r ");
	check_reads("/data/r/s/w", "sum(../../s/z)", "/data/r/s/z</data/r ");
	check_reads("/data/r/y", "indexed-repeat(/data/r/x, /data/r, 2)", "/data/r/x< /data/r< ");
	check_reads("/data/out", "current()/../a", "/data/a< ");
	check_reads("/data/out", "instance('l')/root/item[of = /data/a and name = current()/../b]/name",
	        "/data/a< /data/b< ");
	check_reads("/data/out", "/data/g/*", "/data/g/d< ");
	check_reads("/data/out", "count(/data/r/s/*)", "/data/r/s/z< /data/r/s/w< ");
	check_reads("/data/g/d", "ancestor::data/a", "/data/a< ");
	check_reads("/data/out", "preceding-sibling::a", "/data/a< ");
	check_reads("/data/out", "/data/g//d", "/data/g/d< ");
	check_reads("/data/out", "self::node() | /data/@id", "/data/out< ");
	check_reads("/data/out", "/data/g", "/data/g< /data/g/d< ");
	check_reads("/data/out", "count(/data/g)", "/data/g< ");
	check_reads("/data/out", "(/data/r/x)[1]", "/data/r/x< ");
	check_reads("/data/out", "if(/data/a, /data/b, -/data/c)", "/data/a< /data/b< /data/c< ");
}

/* ---- and so, whatever changes, what was worked out is what would be worked out anew -------------- */

static void change_at_random(struct kit *k, uint64_t *seed)
{
	static const char *const values[] = {"1", "2", "9", "", "7"};
	static const char *const repeats[] = {"/data/r", "/data/r[1]/s", "/data/r[2]/s"};
	const char *repeat = repeats[test_random(seed) % 3];
	const uint32_t *ids;
	size_t n;

	switch (test_random(seed) % 6) {
	case 0:
		CHECK(session_add(k->s, repeat) != SESSION_FULL);
		break;
	case 1:
		CHECK(session_remove(k->s, repeat, test_random(seed) % 3) != SESSION_FULL);
		break;
	default:
		ids = session_questions(k->s, &n);
		CHECK(session_set(k->s, ids[test_random(seed) % n], values[test_random(seed) % 5]) != SESSION_FULL);
	}
}

static void check_same_as_whole(const char *where, const char *expression)
{
	uint64_t seed = 11;
	struct kit k;

	world(&k, where, expression);
	for (int i = 0; i < 60; i++) {
		char *bit_by_bit, *whole;

		change_at_random(&k, &seed);
		bit_by_bit = kit_states(&k);
		compute_all(k.s);
		whole = kit_states(&k);
		if (strcmp(bit_by_bit, whole))
			test_fail(__FILE__, __LINE__, "%s at %s after %d changes:\n%s\nnot\n%s", expression, where, i,
			        bit_by_bit, whole);
		free(bit_by_bit);
		free(whole);
	}
	kit_close(&k);
}

TEST_LIMIT(depend, every_kind_of_path_is_followed_when_anything_changes, 60)
{
	static const char *const out[] = {"/data/a", "../b", "concat(/data/c, /data/g/d)", "sum(/data/r/x)",
	        "count(/data/r)", "count(//s)", "join('-', //z)", "join('-', /data/r[x = 1]/s/z)",
	        "count(/data/r[s/z = /data/a])", "instance('l')/root/item[of = /data/a]/name", "/data/r[2]/x",
	        "/data/r[last()]/s[1]/z", "concat(/data/*[name(.) != 'out'])", "string(/data/g)",
	        "count(/data/g/*[. != ''])", "name(/data/r[position() = 2]/preceding-sibling::*[1])",
	        "indexed-repeat(/data/r/s/z, /data/r, 1, /data/r/s, 2)", "max(/data/r/x | /data/a)",
	        "count-non-empty(/data/r/x)", "join(',', /data/r/x/ancestor::r/s/z)",
	        "if(/data/a = 1, /data/b, /data/r/x)", "count(/data/r[count(s) > 1])"};
	static const char *const in_r[] = {"/data/r/x", "../x", "position(..)", "count(../s)", "sum(/data/r/s/z)",
	        "sum(../s/z)", "count(/data/r)", "/data/r[position() = position(current()/..) - 1]/x",
	        "concat(../x, /data/a, ../../b)", "join(',', ../../r/x)", "indexed-repeat(/data/r/x, /data/r, 1)",
	        "../following-sibling::r[1]/x", "../preceding-sibling::r[1]/x", "count(../../r[x = current()/../x])",
	        "/data/r[position() = position(current()/..) - 1]/y + /data/r/x"};
	static const char *const in_s[] = {"/data/r/s/z", "../z", "concat(position(..), '.', position(../..))",
	        "/data/r/x", "../../x", "sum(../../s/z)", "join(',', /data/r/s/z)",
	        "count(/data/r[s/z = current()/../z])"};

	for (size_t i = 0; i < sizeof out / sizeof *out; i++)
		check_same_as_whole("/data/out", out[i]);
	for (size_t i = 0; i < sizeof in_r / sizeof *in_r; i++)
		check_same_as_whole("/data/r/y", in_r[i]);
	for (size_t i = 0; i < sizeof in_s / sizeof *in_s; i++)
		check_same_as_whole("/data/r/s/w", in_s[i]);
}

TEST(depend, a_change_in_one_instance_leaves_the_others_untouched)
{
	const struct node *first, *second;
	struct kit k;

	world(&k, "/data/r/y", "concat(/data/r/x, '!', random() &lt; 2)");
	CHECK_INT(session_add(k.s, "/data/r"), 0);
	CHECK_SET(&k, "/data/r[1]/x", "one");
	CHECK_SET(&k, "/data/r[2]/x", "two");
	first = tree_at(k.s, "/data/r[1]/y");
	second = tree_at(k.s, "/data/r[2]/y");
	/* Written over by hand, a calculation tells whether it was worked out again. */
	CHECK_SET(&k, "/data/r[1]/y", "by hand");
	CHECK_SET(&k, "/data/r[2]/x", "three");
	CHECK_TEXT(first->value.p, "by hand");
	CHECK_TEXT(second->value.p, "three!true");
	kit_close(&k);
}

TEST(depend, a_value_that_reads_itself_is_worked_out_once_a_change)
{
	struct kit k;

	world(&k, "/data/out", "concat(., /data/a)");
	CHECK_VALUE(&k, "/data/out", "1");
	CHECK_SET(&k, "/data/a", "2");
	CHECK_VALUE(&k, "/data/out", "12");
	CHECK_SET(&k, "/data/b", "2");
	CHECK_VALUE(&k, "/data/out", "12");
	kit_close(&k);
}

TEST(depend, a_sum_may_run_from_instance_to_instance)
{
	struct kit k;

	world(&k, "/data/r/y", "coalesce(/data/r[position() = position(current()/..) - 1]/y, 0) + /data/r/x");
	CHECK_INT(session_add(k.s, "/data/r"), 0);
	CHECK_INT(session_add(k.s, "/data/r"), 0);
	CHECK_SET(&k, "/data/r[3]/x", "3");
	CHECK_SET(&k, "/data/r[2]/x", "2");
	CHECK_SET(&k, "/data/r[1]/x", "1");
	CHECK_VALUE(&k, "/data/r[3]/y", "6");
	CHECK_SET(&k, "/data/r[1]/x", "10");
	CHECK_VALUE(&k, "/data/r[3]/y", "15");
	CHECK_INT(session_remove(k.s, "/data/r", 1), 0);
	CHECK_VALUE(&k, "/data/r[2]/y", "13");
	kit_close(&k);
}
